"""What is done for those affected, so that it does not happen again, and who is told; closed, taken up again, closed."""

from __future__ import annotations

from tests.support.lex_sarah_story.cast import ELIAS, GUNNAR, INGRID, KARIN, MAX, STINA, SUMMER, TILDA, VENDELA, Pens
from tests.support.lex_sarah_story.ivo import document

LESSON = "Utse ersättare före ledigheten, inte under den, och låt en person ha uppgiften."
_LEVELS = (("reporter", "talk"), ("unit_manager", "talk"), ("work_group", "workplace_meeting"),
           ("management_group", "management_meeting"))


def tell_afterwards(pens: Pens) -> None:
    """30 July 2025 to 30 June 2026."""
    _tell_individuals(pens)
    _tell_measures(pens)
    _tell_feedback(pens, "2025-09-25")
    _tell_closing(pens)
    _tell_new_facts(pens)


def _tell_individuals(pens: Pens) -> None:
    report = pens.report(SUMMER)
    report.write("2025-07-30 15:00", INGRID, "inform_individual", entry_id="Tilda vet", about_case_id=TILDA, told_on="2025-07-30",
                 told_who=["child", "guardian"], told_how="meeting", told_by=ELIAS,
                 individual_account="Mamman säger att ingen svarade när hon ringde.",
                 child_account="Jag trodde att ni hade glömt mig.")
    report.write("2025-07-31 09:10", INGRID, "link_record", entry_id="Tildas akt", about_case_id=TILDA,
                 record_entry_id="avvikelsen i Tildas akt")
    report.write("2025-08-29 15:00", INGRID, "leave_individual_uninformed", entry_id="Max vet inte", about_case_id=MAX,
                 not_told_motivation="Har flyttat utomlands. Brev, telefon och e-post är prövade utan svar.")
    report.write("2025-08-29 15:10", INGRID, "leave_record_unlinked", entry_id="Max akt", about_case_id=MAX,
                 no_link_motivation="Ingenting har gjorts för honom efter avslutet som akten kan berätta om.")


def _tell_measures(pens: Pens) -> None:
    """A routine that did not help at Christmas, and a list that did at Easter; a lamp in the system that nobody would build."""
    report = pens.report(SUMMER)
    routine = {"measure_last_day": "2025-10-31", "effect_due_on": "2026-01-31"}
    report.write("2025-09-03 10:00", INGRID, "plan_measure", measure_id="rutinen för ersättare", measure_kind="preventive",
                 measure="Rutinen säger vem som utser ersättare, och när.", addressed_areas=["procedures"], measure_owner=KARIN,
                 verification="Alla som är lediga vid jul har ersättare.", **routine)
    report.write("2025-09-03 10:10", INGRID, "plan_measure", measure_id="varningen i systemet", measure_kind="preventive",
                 measure="Systemet varnar för ett ärende utan ansvarig.", addressed_areas=["technology"], measure_owner=STINA,
                 verification="En varning syns samma dag.", **routine)
    report.write("2025-09-16 10:00", INGRID, "drop_measure", entry_id="ingen varning", measure_id="varningen i systemet",
                 drop_motivation="Listan över ärenden utan ansvarig finns redan och räcker om någon läser den.")
    report.write("2025-10-20 10:00", INGRID, "change_measure_due", entry_id="mer tid", measure_id="rutinen för ersättare",
                 measure_last_day="2025-11-14", effect_due_on="2026-01-31", reason="Samverkan med facken pågår.")
    report.write("2025-11-12 15:00", KARIN, "complete_measure", entry_id="rutinen gäller", measure_id="rutinen för ersättare",
                 done_on="2025-11-12", measure_evidence="Rutin för semester, version 2, gäller från i dag.")
    report.write("2026-01-12 10:00", INGRID, "check_measure_effect", entry_id="efter jul", measure_id="rutinen för ersättare",
                 effect_seen_on="2026-01-12", lex_sarah_effect="lacking",
                 effect_text="Två av fem lediga saknade ersättare. Rutinen var okänd för den som vikarierade som chef.")
    report.write("2026-01-12 10:30", INGRID, "plan_measure", measure_id="listan varje fredag", measure_kind="corrective",
                 measure="Chefen går varje fredag igenom listan över ärenden utan ansvarig.",
                 addressed_areas=["procedures", "environment"], measure_owner=KARIN, measure_last_day="2026-02-06",
                 verification="Ingen är utan ersättare under påsken.", effect_due_on="2026-04-17",
                 instead_of="rutinen för ersättare")
    report.write("2026-02-06 15:00", KARIN, "complete_measure", entry_id="listan läses", measure_id="listan varje fredag",
                 done_on="2026-02-06", measure_evidence="Genomgången står i chefens kalender och är gjord fyra gånger.")
    report.write("2026-04-13 10:00", INGRID, "check_measure_effect", entry_id="efter påsk", measure_id="listan varje fredag",
                 effect_seen_on="2026-04-13", lex_sarah_effect="verified", effect_text="Alla lediga hade ersättare.")


def _tell_feedback(pens: Pens, day: str) -> None:
    report = pens.report(SUMMER)
    for nth, (level, form) in enumerate(_LEVELS):
        report.write(f"{day} 15:{nth}0", INGRID, "give_feedback", entry_id=f"återföring {level} {day}", feedback_level=level,
                     feedback_on=day, feedback_form=form, feedback_text="Beslutet, orsakerna och vad som nu görs.")
    report.write(f"{day} 16:00", INGRID, "share_lesson", entry_id=f"lärdomen {day}", lesson=LESSON, shared_on=day,
                 shared_with="Förvaltningens alla enheter", feedback_form="writing")


def _tell_closing(pens: Pens) -> None:
    pens.report(SUMMER).write("2026-04-14 10:00", INGRID, "close", entry_id="avslutet", lessons=LESSON)


def _tell_new_facts(pens: Pens) -> None:
    """In June somebody remembers the spring before: it is the same, and earlier than was thought."""
    report = pens.report(SUMMER)
    report.write("2026-06-08 09:00", VENDELA, "supplement", entry_id="tillägget i juni",
                 supplement_text="Också sportlovet samma år stod två ungdomar utan ersättare. Det kom fram på en utbildning.")
    report.write("2026-06-09 10:00", INGRID, "reopen", entry_id="återupptaget", reopen_reason="new_facts",
                 reopen_text="Bristen började tidigare än utredningen säger.")
    report.write("2026-06-15 10:00", INGRID, "record_finding", entry_id="sportlovet", finding_kind="event", occurred="2025-02-24",
                 lex_finding="Två ungdomar stod utan ersättare under sportlovet. Båda träffades veckan efter.",
                 finding_source="ärendenas ansvarsperioder")
    report.write("2026-06-22 10:00", INGRID, "complete", entry_id="utredningen, version 3",
                 investigation_summary="Bristen fanns redan i februari 2025. Orsaken är densamma, och åtgärderna har hjälpt.",
                 proposed_degree="serious_misconduct", proposal_motivation="Som förut; det började tidigare.")
    report.write("2026-06-24 10:00", GUNNAR, "decide", entry_id="beslutet på nytt", degree="serious_misconduct", notify_ivo=True,
                 degree_motivation="Graden är densamma.", ivo_motivation="IVO är anmäld; det nya skickas som komplettering.",
                 delegation="9.4 Lex Sarah")
    report.write("2026-06-25 09:00", INGRID, "send_ivo_supplement", entry_id="det nya till IVO", sent_at="2026-06-25",
                 ivo_channel="e_service", ivo_supplement_reason="Bristen började tidigare än utredningen sade.",
                 documents=[document("supplement", "Utredning, version 3", "Det nya.")])
    _tell_feedback(pens, "2026-06-29")
    report.write("2026-06-30 10:00", INGRID, "close", entry_id="avslutet på nytt", lessons=LESSON)
