"""One full example of every event type of the stream `goal`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.base import DomainEvent, envelope
from domain.goal import events as e
from domain.goal.codes import ChainLevel, GoalItemEnding, Periodicity, TargetPredicate, TargetUnit
from domain.goal.target import Target
from tests.support.cast import ADMINISTRATION_STAMP, BO, KBT_TEAM, cast_id

CHAIN = cast_id(1200)
BOARD_GOAL, UNIT_GOAL, RESULT, LINE, ACTIVITY = (cast_id(number) for number in range(1201, 1206))
_chain = envelope(CHAIN, 0, ADMINISTRATION_STAMP)


def percent(amount: str) -> Target:
    """At least so many percent."""
    return Target(amount=Decimal(amount), target_unit=TargetUnit.PERCENT, predicate=TargetPredicate.AT_LEAST)


EXAMPLES: tuple[DomainEvent, ...] = (
    e.GoalChainBegun(**_chain, year=2024),
    e.SteeringGoalSet(
        **_chain, goal_id=UNIT_GOAL, level=ChainLevel.UNIT, wording="Klienterna är delaktiga i stödet.", label_used="åtagande",
        under=BOARD_GOAL, unit=KBT_TEAM,
    ),
    e.SteeringGoalChanged(
        **_chain, goal_id=UNIT_GOAL, wording="Klienterna är med och utformar stödet.", label_used="enhetsmål", under=BOARD_GOAL,
        changed_on=date(2024, 2, 1), reason="Nämndens ord används.",
    ),
    e.GoalWorkDescribed(
        **_chain, goal_id=UNIT_GOAL, ways_of_working="Planen skrivs tillsammans.", use_of_resources="Två metodstöd.",
        how_followed_up="Varje månad.", development="Barnens delaktighet.",
    ),
    e.ExpectedResultSet(
        **_chain, result_id=RESULT, goal_id=UNIT_GOAL, wording="Klienten är med i planen.", target=percent("90"),
    ),
    e.ExpectedResultChanged(
        **_chain, result_id=RESULT, wording="Klienten har varit med i planen.", target=percent("95"),
        changed_on=date(2024, 3, 1), reason="Kvalitetsgarantin.",
    ),
    e.IndicatorPlanned(
        **_chain, line_id=LINE, under=RESULT, unit=KBT_TEAM, indicator="kbt.closed_as_planned",
        indicator_name="Avslutade enligt planering", annual_target=percent("75"), council_target=percent("70"),
        periodicity=Periodicity.TERTIAL,
    ),
    e.IndicatorPlanChanged(
        **_chain, line_id=LINE, indicator="kbt.closed_as_planned", annual_target=percent("72.5"), council_target=percent("70"),
        periodicity=Periodicity.YEAR, changed_on=date(2024, 5, 2), reason="Motivationsfasen räknas bort.",
    ),
    e.ActivityPlanned(
        **_chain, activity_id=ACTIVITY, goal_id=UNIT_GOAL, wording="Utbildningsdag.", starts_on=date(2024, 2, 1),
        ends_on=date(2024, 5, 31), responsible_id=BO, responsible_name="Bo Bondesson", responsible_title="behandlare",
    ),
    e.ActivityDone(**_chain, activity_id=ACTIVITY, done_on=date(2024, 4, 12)),
    e.GoalItemEnded(
        **_chain, item_id=LINE, ending=GoalItemEnding.ENDED, ended_on=date(2024, 9, 1), reason="Följs upp av staden.",
    ),
)
FIRST: dict[str, list[str]] = {
    name: ["goal.chain_begun", *before]
    for name, before in {
        "goal.changed": ["goal.set"], "goal.work_described": ["goal.set"], "goal.result_changed": ["goal.result_set"],
        "goal.indicator_changed": ["goal.indicator_planned"], "goal.activity_done": ["goal.activity_planned"],
        "goal.item_ended": ["goal.indicator_planned"],
    }.items()
}
