"""Three reports beside: one that ends in no misconduct, an oral one about the same summer, and one for another board."""

from __future__ import annotations

from tests.support.lex_sarah_story.cast import (
    ELIAS,
    GUNNAR,
    HOME_CARE,
    INGRID,
    MOVED_NOTES,
    RUT,
    STINA,
    SUMMER,
    TILDA,
    TOLD_AT_THE_COFFEE,
    UNIT,
    Pens,
)


def tell_other_reports(pens: Pens) -> None:
    """March to October 2025."""
    _tell_moved_notes(pens)
    _tell_duplicate(pens)
    _tell_transfer(pens)


def _tell_moved_notes(pens: Pens) -> None:
    """The notes were there, in the system that the unit had before: investigated simply, and decided with its reasons."""
    report = pens.report(MOVED_NOTES)
    report.write("2025-03-10 10:00", ELIAS, "submit", report_id=MOVED_NOTES, unit=UNIT, noticed_at="2025-03-10", author_unit=UNIT,
                 occurred="2025-03-03", event_text="Anteckningar från januari saknas i flera akter.", affected="unknown",
                 noticed_how="journal_review", immediate_text="Jag sade till systemförvaltaren.")
    report.write("2025-03-10 13:00", STINA, "receive", entry_id="flytten mottagen", receiver=STINA, receiver_in_conflict=False,
                 acknowledgement="Muntligt samma dag.")
    report.write("2025-03-10 13:10", RUT, "register", entry_id="flytten i diariet", registry_number="SN 2025/160")
    report.write("2025-03-11 09:00", STINA, "assess", entry_id="flytten bedömd", provisional_degree="tangible_risk",
                 ivo_obvious=False, urgent_need=False, police_report=False, child_concern_report=False,
                 investigation_form="standard", assessment_motivation="Om anteckningarna är borta är det en brist.")
    report.write("2025-03-11 09:10", STINA, "assign_investigator", entry_id="Ingrid utreder flytten", investigator=INGRID,
                 mandate="Ta reda på var anteckningarna finns.", independent=True)
    report.write("2025-03-12 10:00", INGRID, "change_form", entry_id="flytten förenklad", investigation_form="simplified",
                 form_motivation="Anteckningarna finns kvar i det förra systemet.")
    report.write("2025-03-12 10:10", INGRID, "record_finding", entry_id="anteckningarna finns", finding_kind="event",
                 occurred="2025-03-03", lex_finding="Alla anteckningar är skrivna i tid och flyttas i mars.",
                 finding_source="det förra systemet")
    report.write("2025-03-12 10:20", INGRID, "settle_unknown_individuals", entry_id="ingen berörs",
                 unknown_motivation="Alla akter från januari är jämförda: ingen anteckning saknas.")
    report.write("2025-03-12 10:30", INGRID, "need_no_measure", entry_id="inget behövs",
                 no_measure_motivation="Flytten var planerad och blir klar i mars.")
    report.write("2025-03-12 11:00", INGRID, "complete", entry_id="flytten utredd", proposed_degree="no_misconduct",
                 investigation_summary="Anteckningarna fanns, på ett annat ställe.",
                 proposal_motivation="Insatserna gavs och dokumenterades i tid.")
    report.write("2025-03-13 10:00", GUNNAR, "decide", entry_id="flytten beslutad", degree="no_misconduct", notify_ivo=False,
                 degree_motivation="Ingen anteckning har saknats; de fanns i det förra systemet.",
                 ivo_motivation="Inget missförhållande, så ingen anmälan.", delegation="9.4 Lex Sarah")
    for nth, level in enumerate(("reporter", "unit_manager", "work_group", "management_group")):
        report.write(f"2025-03-14 10:0{nth}", INGRID, "give_feedback", entry_id=f"flytten återförd {level}",
                     feedback_level=level, feedback_on="2025-03-14", feedback_form="talk")
    report.write("2025-03-14 10:10", INGRID, "omit_feedback", entry_id="flytten inte delad", feedback_level="other_units",
                 omission_motivation="Gäller bara den här enhetens flytt.")
    report.write("2025-03-14 10:20", INGRID, "close", entry_id="flytten avslutad", lessons="Säg till var anteckningarna finns.")


def _tell_duplicate(pens: Pens) -> None:
    """A temporary colleague tells the receiver over coffee: the same summer, so it is linked, and has an answer of its own."""
    report = pens.report(TOLD_AT_THE_COFFEE)
    report.write("2025-07-18 09:30", STINA, "submit", report_id=TOLD_AT_THE_COFFEE, unit=UNIT, noticed_at="2025-07-17",
                 occurred="2025-07-01", event_text="En ungdom väntade förgäves utanför fritidsgården i juli.", affected="cases",
                 case_ids=(TILDA,), noticed_how="own_observation", immediate_text=None, lex_report_channel="oral",
                 outside_reporter_name="Valter Påhittman", outside_reporter_role="timvikarie", lex_reporter_unit_id=UNIT,
                 author_unit=UNIT)
    report.write("2025-07-18 09:40", STINA, "receive", entry_id="kaffet mottaget", receiver=STINA, receiver_in_conflict=False,
                 acknowledgement="Muntligt, på plats.")
    report.write("2025-07-18 10:00", STINA, "link", entry_id="samma sommar", main_report_id=SUMMER,
                 link_reason="Samma ungdom och samma veckor.")
    report.write("2025-09-25 13:00", STINA, "give_feedback", entry_id="kaffet återfört", feedback_level="reporter",
                 feedback_on="2025-09-25", feedback_form="talk", feedback_text="Beslutet och vad som nu görs.")
    report.write("2025-09-26 09:00", STINA, "close", entry_id="kaffet avslutat", lessons="Fråga också vikarier vad de ser.")


def _tell_transfer(pens: Pens) -> None:
    """What Elias saw next door is the elderly care's: the first board that is asked says no, the second takes it."""
    report = pens.report(HOME_CARE)
    report.write("2025-10-06 09:00", ELIAS, "submit", report_id=HOME_CARE, unit=UNIT, noticed_at="2025-10-03", author_unit=UNIT,
                 occurred="2025-10-03", event_text="En granne till en ungdom fick inte sin middag av hemtjänsten.",
                 affected="unknown", noticed_how="own_observation", immediate_text="Hemtjänsten blev uppringd och kom.")
    report.write("2025-10-06 11:00", STINA, "receive", entry_id="middagen mottagen", receiver=STINA, receiver_in_conflict=False,
                 acknowledgement="Per e-post utan uppgifter om saken.")
    report.write("2025-10-06 11:20", STINA, "propose_transfer", entry_id="till omsorgsnämnden", transferred_to="Omsorgsnämnden",
                 transfer_reason="Hemtjänsten är inte vår.")
    report.write("2025-10-09 11:00", STINA, "answer_transfer", entry_id="omsorgsnämnden nej", transfer_accepted=False,
                 transfer_answer="Omsorgsnämnden svarar för funktionsstöd; hemtjänsten hör till äldrenämnden.")
    report.write("2025-10-09 11:30", STINA, "propose_transfer", entry_id="till äldrenämnden", transferred_to="Äldrenämnden",
                 transfer_reason="Hemtjänsten är äldrenämndens.")
    report.write("2025-10-13 10:00", STINA, "answer_transfer", entry_id="äldrenämnden ja", transfer_accepted=True,
                 transfer_answer="Äldrenämnden tar över, dnr ÄN 2025/91.")
    report.write("2025-10-14 10:00", STINA, "give_feedback", entry_id="middagen återförd", feedback_level="reporter",
                 feedback_on="2025-10-14", feedback_form="talk")
    report.write("2025-10-14 10:10", STINA, "close", entry_id="middagen avslutad", lessons="Ta reda på rätt nämnd först.")
