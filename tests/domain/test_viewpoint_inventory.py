"""The weekly going-through of viewpoints, also when it is empty, and the weeks without one."""

from datetime import date, timedelta

import pytest

from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.policies import DEFAULT_POLICY
from domain.viewpoint_inventory.events import InventoryHeld, InventoryWithdrawn
from domain.viewpoint_inventory.inventory import ViewpointInventory, missing_weeks, monday_of
from tests.support.area_examples.viewpoint_work import INVENTORY
from tests.support.examples import BO, EXAMPLE_OF, STAMP, TODAY, UNIT, VIEWPOINT
from tests.support.scenario import given

HELD, WITHDRAWN = EXAMPLE_OF["viewpoint_inventory.held"], EXAMPLE_OF["viewpoint_inventory.withdrawn"]
MONDAY, DAY = date(2024, 11, 25), timedelta(days=1)
assert TODAY == MONDAY + 7 * DAY


def holding(**changes):
    call = {
        "inventory_id": INVENTORY, "unit": UNIT, "week_from": MONDAY, "held_on": MONDAY, "leader_id": BO,
        "leader_name": "Bo Påhittad", "leader_title": "chef", "viewpoint_ids": (VIEWPOINT,), "inventory_notes": "Tas upp igen.",
        "stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY,
    }
    return lambda inventory: inventory.hold(**{**call, **changes})


def withdrawing(reason="Ställdes in."):
    return lambda inventory: inventory.withdraw(reason=reason, stamp=STAMP, policy=DEFAULT_POLICY)


@pytest.mark.parametrize("held_on", [MONDAY, TODAY])
def test_a_week_is_gone_through_from_its_monday_on_also_late(held_on):
    scenario = given(ViewpointInventory)
    scenario.when(holding(held_on=held_on)).then(InventoryHeld, held_on=held_on, week_from=MONDAY, viewpoint_ids=(VIEWPOINT,))
    assert scenario.state.facts.leader_id == BO


def test_an_empty_week_is_gone_through_too():
    empty = holding(viewpoint_ids=(), inventory_notes=None, leader_title=None)
    given(ViewpointInventory).when(empty).then(InventoryHeld, viewpoint_ids=())


def test_an_inventory_is_refused_in_the_order_of_its_contract():
    given(ViewpointInventory, HELD).when(holding()).then_refused(ConflictError, "redan registrerad")
    new = given(ViewpointInventory)
    new.when(holding(week_from=MONDAY + DAY, held_on=MONDAY + DAY)).then_refused(InvalidValueError, "ingen måndag")
    new.when(holding(held_on=TODAY + DAY)).then_refused(InvalidValueError, "Dagen för veckogenomgången är")
    new.when(holding(held_on=MONDAY - DAY)).then_refused(InvalidValueError, "före veckans måndag")
    new.when(holding(viewpoint_ids=(VIEWPOINT, VIEWPOINT))).then_refused(InvalidValueError, "mer än en gång")
    new.when(holding(inventory_notes="")).then_refused(InvalidValueError, "Anteckningen saknas")
    new.when(holding(leader_name="")).then_refused(InvalidValueError, "Namnet på den som höll genomgången saknas")
    new.when(holding(leader_title="")).then_refused(InvalidValueError, "Befattningen saknas")


def test_an_inventory_that_was_never_held_is_taken_back_once():
    scenario = given(ViewpointInventory, HELD)
    scenario.when(withdrawing("")).then_refused(InvalidValueError, "Orsaken till att den återtas saknas")
    scenario.when(withdrawing()).then(InventoryWithdrawn, reason="Ställdes in.")
    scenario.when(withdrawing()).then_refused(ConflictError, "redan återtagen")
    given(ViewpointInventory).when(withdrawing()).then_refused(NotFoundError, "finns inte i nämnden")


def test_a_week_is_missing_when_it_is_over_and_no_standing_inventory_is_of_it():
    def held(week_from, *more):
        return ViewpointInventory.fold([HELD.model_copy(update={"week_from": week_from}), *more])

    week = timedelta(days=7)
    three = [MONDAY - 2 * week, MONDAY - week, MONDAY]
    assert missing_weeks([], three[0] + 6 * DAY, MONDAY + week) == three
    assert missing_weeks([], three[0], MONDAY + 6 * DAY) == three[:2], "the week that is not over is not missing"
    assert missing_weeks([], MONDAY, MONDAY) == []
    assert missing_weeks([held(three[1])], three[0], MONDAY + week) == [three[0], three[2]]
    assert missing_weeks([held(three[1], WITHDRAWN)], three[0], MONDAY + week) == three
    assert missing_weeks([held(three[1], WITHDRAWN), held(three[1])], three[0], MONDAY + week) == [three[0], three[2]]


def test_a_week_begins_on_monday_also_over_new_year():
    assert [monday_of(day) for day in (date(2026, 12, 28), date(2027, 1, 3), date(2027, 1, 4))] == [
        date(2026, 12, 28), date(2026, 12, 28), date(2027, 1, 4)
    ]
