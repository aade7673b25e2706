"""The report about the summer, from the question that revealed it to the decision: reported, received, investigated, decided."""

from __future__ import annotations

from typing import Any

from tests.support.lex_sarah_story.cast import (
    FILIP,
    GUNNAR,
    INGRID,
    KARIN,
    MAJA,
    MAX,
    MOVED_NOTES,
    RUT,
    STINA,
    SUMMER,
    TILDA,
    UNIT,
    VENDELA,
    Pens,
)

_NONE = {"extent": "none"}
_PERIOD = {"occurred": "2025-06-30", "occurred_to": "2025-07-16"}


def tell_handling(pens: Pens) -> None:
    """16 July to 15 September 2025."""
    _tell_first_days(pens)
    _tell_who_investigates(pens)
    _tell_findings(pens)
    _tell_analysis(pens)
    _tell_decision(pens)


def areas(**found: str) -> list[dict[str, Any]]:
    """Every area of causes; those named hold a cause, with its text."""
    every = ("communication", "environment", "procedures", "technology", "competence")
    return [
        {"area": area, "found": area in found, "text": found.get(area, "Prövat; ingen orsak ligger här.")} for area in every
    ]


def consequences(**found: tuple[str, str]) -> list[dict[str, Any]]:
    """Every kind of consequence; those named came or could have come, with what they were."""
    every = ("physical", "psychological", "social", "economic", "legal")
    return [
        {"kind": kind, **({"extent": found[kind][0], "text": found[kind][1]} if kind in found else _NONE)} for kind in every
    ]


def _tell_first_days(pens: Pens) -> None:
    """Reported and received the day after the question, and the girl gets a stand-in at once."""
    report = pens.report(SUMMER)
    report.write(
        "2025-07-16 16:10", VENDELA, "submit", report_id=SUMMER, unit=UNIT, noticed_at="2025-07-16 10:20", **_PERIOD,
        event_text="En ungdom som ska träffa sin behandlare varje vecka har inte en enda anteckning sedan midsommar. Behandlaren "
        "har semester och ingen ersättare är utsedd. Vi fick veta det när socialsekreteraren frågade.",
        affected="cases", case_ids=(TILDA,), noticed_how="commissioner", immediate_text=None, author_unit=UNIT,
    )
    report.write("2025-07-16 16:40", VENDELA, "supplement", entry_id="tillägget samma dag",
                 supplement_text="I kalendern finns ett bokat besök den 9 juli. Jag vet inte om det blev av.")
    report.write("2025-07-17 08:30", STINA, "receive", entry_id="mottagningen", receiver=STINA, receiver_in_conflict=False,
                 acknowledgement="Rapportören fick besked per telefon klockan halv nio.")
    report.write("2025-07-17 08:45", RUT, "register", entry_id="diariet", registry_number="SN 2025/417")
    report.write("2025-07-17 09:00", STINA, "grant_access", entry_id="Karin ser läget", accessor=KARIN, access_level="status",
                 access_reason="Chef för enheten som rapporten gäller; ska vidta omedelbara åtgärder.")
    report.write("2025-07-17 13:10", KARIN, "take_immediate_measure", entry_id="ersättaren", taken_at="2025-07-17 13:00",
                 measure="En ersättare är utsedd. Ungdomen är uppringd och har fått tider för varje vecka.",
                 taken_by_role="biträdande enhetschef", for_case_ids=(TILDA,), risk_removed="no",
                 remaining_risk="Andra som har semester kan också sakna ersättare.")
    report.write(
        "2025-07-17 15:00", STINA, "assess", entry_id="första bedömningen", provisional_degree="misconduct", ivo_obvious=False,
        urgent_need=False, police_report=False, child_concern_report=False, investigation_form="standard",
        assessment_motivation="Tre veckor utan uppföljning av en minderårig är en brist. Ungdomen mår efter omständigheterna bra "
        "och är redan känd av socialtjänsten, så varken polisanmälan eller ny orosanmälan behövs.",
    )


def _tell_who_investigates(pens: Pens) -> None:
    """The first investigator knows one of those who work there; somebody else takes over, and the access with it."""
    report = pens.report(SUMMER)
    mandate = "Utred vad som hände, varför, och vad som ska göras så att det inte händer igen."
    report.write("2025-07-17 15:20", STINA, "assign_investigator", entry_id="Filip utreder", investigator=FILIP, mandate=mandate,
                 independent=True)
    report.write("2025-07-18 09:15", FILIP, "declare_conflict", entry_id="Filips jäv", conflicted=FILIP,
                 conflict_text="Nära vän med en som arbetar i enheten.")
    report.write("2025-07-18 10:00", GUNNAR, "assign_investigator", entry_id="Ingrid utreder", investigator=INGRID,
                 mandate=mandate, independent=True)
    report.write("2025-07-18 10:10", INGRID, "grant_access", entry_id="Gunnar ser allt", accessor=GUNNAR, access_level="full",
                 access_reason="Ska besluta enligt delegationen.")
    report.write("2025-07-18 10:15", INGRID, "grant_access", entry_id="Maja ser läget", accessor=MAJA, access_level="status",
                 access_reason="Skulle höras.")
    report.write("2025-07-18 10:40", INGRID, "end_access", entry_id="Maja ser inte längre", accessor=MAJA,
                 access_reason="Den som hörs behöver ingen åtkomst.")


def _tell_findings(pens: Pens) -> None:
    """What happened, against what should have; another young person turns out to be affected, and it is graver than thought."""
    report = pens.report(SUMMER)
    rows = (
        ("2025-07-21 09:10", "vad som hände, fel dag", "event", "2025-07-09",
         "Ett möte hölls den 2 juli och antecknades den 18 juli.", "journalen"),
        ("2025-07-21 09:30", "vad som hände", "event", "2025-07-09", "Ett möte hölls den 9 juli. Det antecknades den 18 juli.",
         "journalen, anteckning skriven 2025-07-18"),
        ("2025-07-21 09:40", "vad som skulle ha skett", "expected", "2025-06-30",
         "Ungdomen skulle ha träffat någon varje vecka, och varje möte skulle ha antecknats.", "genomförandeplanen"),
        ("2025-07-21 09:50", "avvikelsen", "deviation", "2025-07-16",
         "Ett möte av tre hölls. Ingen var ansvarig från den 30 juni till den 17 juli.", "ärendets ansvarsperioder"),
    )
    for written, name, kind, occurred, text, source in rows:
        report.write(written, INGRID, "record_finding", entry_id=name, finding_kind=kind, occurred=occurred, lex_finding=text,
                     finding_source=source, case_id=TILDA)
        if name.endswith("fel dag"):
            report.write("2025-07-21 09:20", INGRID, "strike_entry", entry_id=name, reason="Mötet hölls den 9 juli.")
    report.write("2025-07-21 13:00", INGRID, "add_document", entry_id="rutinen", document_title="Rutin för semester",
                 document_reference="SN 2023/88", document_shows="Rutinen säger inget om vem som utser ersättare.")
    report.write("2025-07-22 09:00", INGRID, "state_affected", entry_id="två berörs", affected="cases", case_ids=(TILDA, MAX),
                 affected_reason="Alla öppna ärenden hos behandlare med semester är genomgångna: ett till saknade ersättare.")
    report.write("2025-07-22 13:00", INGRID, "hold_interview", entry_id="samtalet med ungdomen", occurred="2025-07-22 11:00",
                 interviewed_role="child", interview_text="Ungdomen väntade två gånger på platsen där de brukar ses.")
    report.write("2025-07-23 14:00", INGRID, "hold_interview", entry_id="samtalet med chefen", occurred="2025-07-23 13:00",
                 interviewed_role="manager", interview_text="Alla trodde att någon annan utsåg ersättare.")
    report.write("2025-07-23 15:00", INGRID, "escalate_degree", entry_id="graden höjs", degree="tangible_risk_serious",
                 escalation_motivation="Två minderåriga har stått helt utan ansvarig i tre veckor. Den ena mådde sämre utan att "
                 "någon visste det, och det kunde ha slutat mycket illa.")


def _tell_analysis(pens: Pens) -> None:
    """Why, what it meant to each of the two in their own words, and whether it can happen again."""
    report = pens.report(SUMMER)
    report.write("2025-09-01 10:00", INGRID, "analyse_causes", entry_id="orsakerna",
                 contributing_factors=["routine_missing", "workload"],
                 cause_areas=areas(procedures="Ingen rutin säger vem som utser ersättare, eller när.",
                                   environment="Semestrarna läggs så att alla är borta samma veckor.",
                                   technology="Systemet varnar inte för ett ärende som ingen ansvarar för."))
    report.write("2025-09-01 13:00", INGRID, "assess_consequences", entry_id="vad det betydde för Tilda", case_id=TILDA,
                 individual_view="Jag trodde att det var jag som hade gjort något.", child_concerned=True,
                 child_view="Jag stod där och väntade två gånger. Sen slutade jag gå dit.",
                 consequences=consequences(psychological=("actual", "Nedstämdhet och oro."),
                                           social=("actual", "Var hemma från sommarskolan i en vecka.")))
    report.write("2025-09-01 13:30", INGRID, "assess_consequences", entry_id="vad det betydde för Max", case_id=MAX,
                 individual_not_heard_reason="Har flyttat utomlands och svarar inte.", child_concerned=True,
                 not_heard_reason="Har flyttat utomlands; föräldrarna svarar inte heller.",
                 consequences=consequences(social=("potential", "Avbröt insatsen utan att någon frågade varför.")))
    report.write("2025-09-02 10:00", INGRID, "assess_recurrence", entry_id="risken", happened_before="unknown",
                 recurrence_probability=4, recurrence_severity=3, recurrence_method="Riskmatris för socialtjänsten",
                 recurrence_method_version="2", recurrence_text="Händer vid varje ledighet tills någon har uppgiften.")


def _tell_decision(pens: Pens) -> None:
    """A first version, sent back for what the parents have to say; a second, which is decided on."""
    report = pens.report(SUMMER)
    report.write("2025-09-05 15:00", INGRID, "complete", entry_id="utredningen, version 1",
                 investigation_summary="Ersättare utsågs inte, och ingen märkte det på tre veckor.",
                 proposed_degree="serious_misconduct", proposal_motivation="Två minderåriga var utan stöd i tre veckor.")
    report.write("2025-09-08 10:00", GUNNAR, "return_for_supplement", entry_id="mer behövs",
                 supplement_reason="Vårdnadshavarna är inte hörda.")
    report.write("2025-09-11 14:00", INGRID, "hold_interview", entry_id="samtalet med mamman", occurred="2025-09-11 10:00",
                 interviewed_role="relative", interview_text="Mamman ringde växeln två gånger i juli; ingen ringde tillbaka.")
    report.write("2025-09-11 14:30", INGRID, "assess_recurrence", entry_id="risken på nytt", happened_before="yes",
                 earlier_report_ids=(MOVED_NOTES,), recurrence_probability=4, recurrence_severity=4,
                 recurrence_method="Riskmatris för socialtjänsten", recurrence_method_version="2",
                 recurrence_text="Anteckningar har saknats förut, av en annan orsak. Växeln fångar inte upp det.")
    report.write("2025-09-12 15:00", INGRID, "complete", entry_id="utredningen, version 2",
                 investigation_summary="Ersättare utsågs inte, ingen märkte det på tre veckor, och mamman fick inget svar.",
                 proposed_degree="serious_misconduct", proposal_motivation="Två minderåriga var utan stöd i tre veckor.")
    report.write("2025-09-15 11:00", GUNNAR, "decide", entry_id="beslutet", degree="serious_misconduct", notify_ivo=True,
                 degree_motivation="Bristen rörde barn, varade länge och upptäcktes av någon annan än oss.",
                 ivo_motivation="Allvarliga missförhållanden anmäls. Anmälan är gjord; utredningen skickas.",
                 delegation="9.4 Lex Sarah")
