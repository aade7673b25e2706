"""The year's goals, from the council's to the unit's activities, and the annual wheel."""

from __future__ import annotations

from typing import Any

from tests.support.unit_story.cast import JOHAN, KARIN, UNIT, Pens


def tell_planning(pens: Pens) -> None:
    """December 2024 to January 2026."""
    _tell_goals(pens)
    _tell_results(pens)
    _tell_indicators(pens)
    _tell_activities(pens)
    _tell_wheel(pens)


def percent(amount: str) -> dict[str, Any]:
    """At least so many percent."""
    return {"amount": amount, "target_unit": "percent", "predicate": "at_least"}


def _tell_goals(pens: Pens) -> None:
    goals = pens.goals
    goals.write("2024-12-09 09:00", KARIN, "begin", chain_id="målkedjan 2025", year=2025)
    above: dict[str, Any] = {}
    for name, level, wording in (
        ("inriktningen", "council_direction", "En stad där alla får stöd i tid"),
        ("området", "council_area", "Den som har ett skadligt bruk får hjälp som fungerar"),
        ("nämndens mål", "board", "Den enskilde är med och utformar stödet"),
    ):
        goals.write("2024-12-09 09:10", KARIN, "set_goal", goal_id=name, level=level, wording=wording, **above)
        above = {"under": name}
    for name, wording in (("åtagandet", "Klienterna är delaktiga."), ("åtagandet, dubbelt", "Klienterna är delaktiga i planen.")):
        goals.write("2024-12-09 09:30", KARIN, "set_goal", goal_id=name, level="unit", wording=wording, label_used="åtagande",
                    under="nämndens mål", unit=UNIT)
    goals.write("2024-12-09 10:00", KARIN, "end_item", item_id="åtagandet, dubbelt", ending="mistake", ended_on="2024-12-09",
                reason="Lades in två gånger.")
    goals.write("2025-02-03 09:00", KARIN, "change_goal", goal_id="åtagandet", wording="Klienterna är med och utformar stödet.",
                label_used="åtagande", under="nämndens mål", changed_on="2025-02-03", reason="Nämndens ord används.")
    goals.write("2025-01-13 09:00", KARIN, "describe_work", goal_id="åtagandet", ways_of_working="Planen skrivs tillsammans.",
                use_of_resources="Metodstöd fyra timmar i månaden.", how_followed_up="Varje tertial.",
                development="Fler skattar vid varje samtal.")


def _tell_results(pens: Pens) -> None:
    goals, wording = pens.goals, "Den enskilde har varit med och tagit fram sin plan."
    goals.write("2024-12-09 10:30", KARIN, "set_expected_result", result_id="delaktighet", goal_id="åtagandet", wording=wording,
                target=percent("90"))
    goals.write("2025-01-13 09:20", KARIN, "change_expected_result", result_id="delaktighet", wording=wording,
                target=percent("95"), changed_on="2025-01-13", reason="Kvalitetsgarantin är 95 procent.")


def _tell_indicators(pens: Pens) -> None:
    lines: tuple[dict[str, Any], ...] = (
        {"line_id": "rad om delaktighet", "under": "delaktighet", "indicator": "all.plan_participation",
         "indicator_name": "Delaktiga i genomförandeplanen", "annual_target": percent("97"), "council_target": percent("95"),
         "periodicity": "tertial"},
        {"line_id": "rad om bruk", "under": "åtagandet", "indicator": "kbt.reduced_use", "indicator_name": "Minskat bruk",
         "annual_target": {"target_text": "tas fram av nämnd"}, "periodicity": "year"},
        {"line_id": "rad om avslut", "under": "åtagandet", "indicator": "kbt.closed_as_planned",
         "indicator_name": "Avslutade enligt planering", "periodicity": "tertial"},
        {"line_id": "rad om tid", "unit": UNIT, "indicator_name": "Behandlingstid", "periodicity": "year"},
        {"line_id": "rad som utgick", "unit": UNIT, "indicator": "all.interrupted", "indicator_name": "Avbrutna",
         "periodicity": "month"},
    )
    for nth, line in enumerate(lines):
        pens.goals.write(f"2024-12-09 11:0{nth}", KARIN, "plan_indicator", **line)
    pens.goals.write("2025-01-07 10:00", KARIN, "change_indicator_plan", line_id="rad om tid", indicator="kbt.long_treatments",
                     periodicity="year", changed_on="2025-01-07", reason="Definitionen är antagen.")
    pens.goals.write("2025-03-10 10:00", KARIN, "end_item", item_id="rad som utgick", ending="ended", ended_on="2025-03-10",
                     reason="Räcker att följa en gång om året.")


def _tell_activities(pens: Pens) -> None:
    goals = pens.goals
    for name, wording, ends_on in (("metodstödet", "Metodstöd i delaktiga planer.", "2025-05-30"),
                                   ("kvällsmottagningen", "Prova kvällsmottagning.", "2025-11-28")):
        goals.write("2024-12-09 13:00", KARIN, "plan_activity", activity_id=name, goal_id="åtagandet", wording=wording,
                    starts_on="2025-02-03", ends_on=ends_on, responsible=JOHAN)
    goals.write("2025-05-26 15:00", JOHAN, "finish_activity", activity_id="metodstödet", done_on="2025-05-26")


def _tell_wheel(pens: Pens) -> None:
    review, survey, meeting = (pens.wheel(name) for name in ("granskningen", "undersökningen på hjulet", "frukostmötet"))
    head: dict[str, Any] = {"heading": "Granskning av journaler", "owner_role": "biträdande enhetschef"}
    review.write("2024-12-10 09:00", KARIN, "place", item_id="granskningen", wheel_kind="internal_control_review", unit=UNIT,
                 due_days=[{"month": 3, "day": 31}, {"month": 9}], from_year=2025, **head)
    review.write("2025-03-27 15:00", KARIN, "tick_off", year=2025, occasion=1, done_on="2025-03-27")
    review.write("2025-03-28 08:30", KARIN, "reopen", year=2025, occasion=1, reason="Två journaler var inte granskade.")
    review.write("2025-04-03 15:00", KARIN, "tick_off", year=2025, occasion=1, done_on="2025-04-03",
                 remark="Två planer saknade uppföljning.")
    review.write("2025-12-08 09:00", KARIN, "change", due_days=[{"month": 10, "day": 15}], from_year=2026,
                 reason="En granskning om året, på ett större urval.", **head)
    survey.write("2024-12-10 09:10", KARIN, "place", item_id="undersökningen på hjulet", wheel_kind="user_survey", unit=UNIT,
                 heading="Brukarundersökning", owner_role="biträdande enhetschef", due_days=[{"month": 10}], from_year=2025)
    survey.write("2025-11-03 15:00", KARIN, "tick_off", year=2025, done_on="2025-11-03")
    meeting.write("2024-12-10 09:20", KARIN, "place", item_id="frukostmötet", wheel_kind="other", unit=UNIT,
                  heading="Frukost med föreningarna", owner_role="behandlare", due_days=[{"month": 6}], from_year=2025)
    meeting.write("2025-02-10 09:00", KARIN, "end", last_year=2024, reason="Föreningarna har ett eget möte.")
