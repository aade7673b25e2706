"""Two deviations below Lex Sarah, of which one turns out to be the summer's report, and two suggestions of a report, answered."""

from __future__ import annotations

from tests.support.lex_sarah_story.cast import ELIAS, KARIN, MAX, STINA, SUMMER, TILDA, UNIT, Pens


def tell_deviations(pens: Pens) -> None:
    """May to July 2025."""
    _tell_deviations(pens)
    _tell_suggestions(pens)


def _tell_suggestions(pens: Pens) -> None:
    """What the rules found by themselves: the silence is reported already, the late notes are not to be."""
    rows = (
        ("svaret om tystnaden i juli", "silence", "R-04", TILDA, "reported", {"lex_sarah_report_id": SUMMER},
         "Det är sommarens rapport, som lämnades när uppdragsgivaren frågade."),
        ("svaret om de sena anteckningarna", "late_notes", "R-03", MAX, "not_reported", {},
         "Anteckningarna kom tre dagar sent i maj. Rutinen är genomgången."),
    )
    for nth, (name, kind, ground, case, answer, report, reason) in enumerate(rows):
        pens.suggestion(name).write(
            f"2025-07-21 15:{nth}0", STINA, "answer", suggestion_id=name, suggestion_kind=kind, suggestion_ground=ground,
            about_stream_id=case, missing_since="2025-06-27" if report else "2025-05-01", suggestion_answer=answer, **report,
            suggestion_reason=reason, answered_on="2025-07-21", suggestion_answered_by=STINA,
        )


def _tell_deviations(pens: Pens) -> None:
    room, waited = pens.deviation("avvikelsen om rummet"), pens.deviation("avvikelsen om väntan")
    room.write("2025-05-05 09:00", ELIAS, "report", deviation_id="avvikelsen om rummet", unit=UNIT, noticed_at="2025-05-05",
               occurred="2025-05-02", deviation_text="Två möten var bokade i samma rum. Det ena hölls i köket.",
               deviation_areas=["technology"], deviation_done_at_once=None, reporter_shown=False)
    room.write("2025-05-05 09:20", ELIAS, "supplement", entry_id="samma i april", supplement_text="Samma sak hände i april.")
    room.write("2025-05-06 10:00", KARIN, "assess", entry_id="rummet bedömt", may_be_misconduct=False,
               deviation_areas=["environment"], deviation_assessment="Ingen hörde vad som sades. Ett rum fattas om tisdagar.")
    room.write("2025-05-06 10:10", KARIN, "waive_remedy", entry_id="rummet lämnas", no_remedy_motivation="Händer sällan.")
    room.write("2025-05-06 10:20", KARIN, "strike_remedy", entry_id="rummet lämnas", reason="Det har hänt två gånger.")
    room.write("2025-05-12 10:00", KARIN, "take_remedy", entry_id="rummet bokas", remedied_on="2025-05-12",
               remedy="Grannenhetens rum bokas om tisdagar.")
    room.write("2025-05-12 10:10", KARIN, "close", entry_id="rummet avslutat", reporter_told_on="2025-05-12",
               deviation_outcome="Ett rum till om tisdagar.")
    room.write("2025-05-19 09:00", KARIN, "reopen", entry_id="rummet igen", reason="Rummet var upptaget också i veckan.")
    room.write("2025-05-26 09:00", KARIN, "take_remedy", entry_id="rummet i kalendern", remedied_on="2025-05-26",
               remedy="Båda enheterna bokar i samma kalender.")
    room.write("2025-05-26 09:10", KARIN, "close", entry_id="rummet avslutat igen", deviation_outcome="En kalender för båda.",
               no_return_motivation="Medarbetaren satte själv upp kalendern.")
    waited.write("2025-07-15 16:30", ELIAS, "report", deviation_id="avvikelsen om väntan", unit=UNIT, noticed_at="2025-07-15",
                 occurred="2025-07-09", deviation_text="Ungdomen fick vänta en halvtimme; tiden stod i en annans kalender.",
                 case_ids=(TILDA,), deviation_done_at_once=None, reporter_shown=True)
    waited.write("2025-07-18 11:00", KARIN, "escalate_to", entry_id="väntan är sommaren", link_id="väntan i rapporten",
                 escalated_report_id=SUMMER, deviation_escalation="Samma ungdom och samma veckor som i rapporten.")
