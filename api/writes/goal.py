"""What may be written in the stream `goal`: a year's goal chain."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.goal.chain import GoalChain

_CHAIN = "/goal-chains/{chain_id}"
_GOALS, _RESULTS, _LINES, _ACTIVITIES = (
    f"{_CHAIN}/goals", f"{_CHAIN}/expected-results", f"{_CHAIN}/indicator-lines", f"{_CHAIN}/activities",
)
_UNIT = example_id("/units", "unit_id")
_BOARD_GOAL = example_id(f"{_GOALS}/nämndmål", "goal_id")
_UNIT_GOAL = example_id(_GOALS, "goal_id")
_RESULT = example_id(_RESULTS, "result_id")


def _percent(amount: str) -> dict[str, str]:
    return {"amount": amount, "target_unit": "percent", "predicate": "at_least"}


WRITES: tuple[Write, ...] = (
    Write(
        "/goal-chains", GoalChain.begin, "Påbörja ett års målkedja", {"year": 2026}, new_ids=("chain_id",), begins=True,
    ),
    Write(
        _GOALS, GoalChain.set_goal, "Sätt upp ett mål: KF:s, nämndens eller en enhets",
        {
            "level": "unit", "label_used": "åtagande", "unit": _UNIT,
            "wording": "De som får stöd hos oss är delaktiga i hur stödet utformas.",
        },
        new_ids=("goal_id",),
        more={
            "inriktningsmål": {"level": "council_direction", "wording": "En stad som håller samman."},
            "nämndmål": {
                "level": "board", "under": example_id(f"{_GOALS}/inriktningsmål", "goal_id"),
                "wording": "Insatserna leder till självständighet.",
            },
        },
    ),
    Write(
        f"{_GOALS}/{{goal_id}}/changes", GoalChain.change_goal, "Ändra ett måls lydelse eller plats i kedjan",
        {
            "wording": "De som får stöd hos oss är delaktiga i hur stödet utformas.", "label_used": "enhetsmål",
            "under": _BOARD_GOAL, "changed_on": "2026-03-16", "reason": "Målet hänger under nämndens nya mål.",
        },
        new_ids=(),
    ),
    Write(
        f"{_GOALS}/{{goal_id}}/work", GoalChain.describe_work, "Beskriv arbetssätt, resursanvändning, uppföljning och utveckling",
        {
            "ways_of_working": "Genomförandeplanen skrivs tillsammans vid tredje besöket.",
            "use_of_resources": "Två behandlare är metodstöd.", "how_followed_up": "Resultattavlan gås igenom varje månad.",
            "development": "Barnens delaktighet tas upp under hösten.",
        },
        new_ids=(),
    ),
    Write(
        _RESULTS, GoalChain.set_expected_result, "Sätt upp ett förväntat resultat",
        {"goal_id": _UNIT_GOAL, "wording": "Klienten har deltagit i att upprätta sin plan.", "target": _percent("90")},
        new_ids=("result_id",),
    ),
    Write(
        f"{_RESULTS}/{{result_id}}/changes", GoalChain.change_expected_result, "Ändra ett förväntat resultat eller dess målvärde",
        {
            "wording": "Klienten har deltagit i att upprätta sin plan.", "target": _percent("95"), "changed_on": "2026-03-16",
            "reason": "Kvalitetsgarantin säger 95 procent.",
        },
        new_ids=(),
    ),
    Write(
        _LINES, GoalChain.plan_indicator, "Planera en indikator med årsmål, KF:s årsmål och periodicitet",
        {
            "under": _RESULT, "indicator": "kbt.closed_as_planned", "indicator_name": "Avslutade enligt planering",
            "annual_target": _percent("75"), "council_target": _percent("70"), "periodicity": "tertial",
        },
        new_ids=("line_id",),
        more={
            "tas-fram-av-nämnd": {
                "under": _BOARD_GOAL, "indicator_name": "Andel som är nöjda med stödet", "periodicity": "year",
                "annual_target": {"target_text": "tas fram av nämnd"}, "council_target": _percent("85"),
            },
            "utan-mål": {
                "unit": _UNIT, "indicator": "kbt.clients", "indicator_name": "Klienter", "periodicity": "month",
            },
        },
    ),
    Write(
        f"{_LINES}/{{line_id}}/changes", GoalChain.change_indicator_plan, "Ändra en indikators årsmål, med orsaken",
        {
            "indicator": "kbt.closed_as_planned", "annual_target": _percent("72.5"), "council_target": _percent("70"),
            "periodicity": "tertial", "changed_on": "2026-03-16", "reason": "Motivationsfasen räknas bort från i år.",
        },
        new_ids=(),
    ),
    Write(
        _ACTIVITIES, GoalChain.plan_activity, "Planera en aktivitet",
        {
            "goal_id": _UNIT_GOAL, "wording": "Utbildningsdag om delaktighet för barn.", "starts_on": "2026-02-01",
            "ends_on": "2026-05-31", "responsible_id": example_id("/staff", "staff_id"),
        },
        new_ids=("activity_id",),
    ),
    Write(
        f"{_ACTIVITIES}/{{activity_id}}/completion", GoalChain.finish_activity, "Bocka av en aktivitet som är genomförd",
        {"done_on": "2026-03-12"}, new_ids=(),
    ),
    Write(
        f"{_CHAIN}/endings", GoalChain.end_item, "Avsluta ett mål, ett resultat, en indikator eller en aktivitet",
        {
            "item_id": example_id(f"{_LINES}/utan-mål", "line_id"), "ending": "ended", "ended_on": "2026-03-16",
            "reason": "Följs upp av stadsdelen i stället.",
        },
        new_ids=(),
    ),
)
