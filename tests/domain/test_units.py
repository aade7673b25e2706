"""Boards, units and what is imported into them, and outreach counted without a case."""

from datetime import date, timedelta

import pytest

from domain.base import ENVELOPE_FIELDS, RetentionClass
from domain.board.board import Board
from domain.board.events import BoardEstablished
from domain.codes import Gender, OutreachKind
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.outreach.events import OutreachCorrected, OutreachRecorded
from domain.outreach.outreach import Outreach
from domain.policies import DEFAULT_POLICY
from domain.unit.events import ImportCompleted, UnitEstablished
from domain.unit.unit import Unit
from tests.support.examples import BOARD, EXAMPLES, KBT_TEAM, OUTREACH, STAMP, TODAY, UNIT
from tests.support.scenario import given

ESTABLISHED = EXAMPLES["unit.established.v1"]
RECORDED = EXAMPLES["outreach.recorded.v1"]
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "policy": DEFAULT_POLICY}


def establishing_board(**changes):
    call = {"board_id": BOARD, "name": "Provnämnden", "slug": "provnamnden"}
    return lambda board: board.establish(**{**call, **BY, **changes})


def establishing(**changes):
    return lambda unit: unit.establish(**{"unit_id": UNIT, "name": "Resursenheten", **BY, **changes})


def completing(**changes):
    call = {"year": 2024, "counts": (("Ärenden", 1), ("Besök", 0)), "corrected": (), "claimed_system": "Underlag 2024"}
    return lambda unit: unit.complete_import(**{**call, **BY, **changes})


COUNT = {
    "occurred_on": date(2024, 4, 19),
    "unit": KBT_TEAM,
    "kind": OutreachKind.INFORMED_PARENT,
    "gender": Gender.MAN,
    "child_gender": Gender.GIRL,
}


def counting(**changes):
    return lambda outreach: outreach.record(**{"outreach_id": OUTREACH, **COUNT, "stamp": STAMP, "today": TODAY, **changes})


def correcting(**changes):
    call = {**COUNT, "kind": OutreachKind.LINKED_YOUTH, "reason": "Fel slag.", "today": TODAY}
    return lambda outreach: outreach.correct(**{**call, **BY, **changes})


def test_a_board_is_established_once():
    scenario = given(Board)
    event = scenario.when(establishing_board()).then(BoardEstablished, name="Provnämnden", slug="provnamnden")
    assert (event.originator_id, event.retention_class) == (BOARD, RetentionClass.ORGANISATION)
    scenario.when(establishing_board()).then_refused(ConflictError, "redan upprättad")
    given(Board).when(establishing_board(name="")).then_refused(InvalidValueError, "Nämndens namn saknas")


@pytest.mark.parametrize("slug", ["a", "a" * 40, "sodra_2"])
def test_a_slug_may_name_a_schema(slug):
    given(Board).when(establishing_board(slug=slug)).then(BoardEstablished, slug=slug)


@pytest.mark.parametrize("slug", ["", "a" * 41, "Sodra", "södra", "2a", "_a", "a-b", 'a"; drop schema x', "a\n"])
def test_a_slug_that_cannot_safely_name_a_schema_is_refused(slug):
    given(Board).when(establishing_board(slug=slug)).then_refused(InvalidValueError, "högst 40 tecken av a-z")


def test_a_unit_or_an_activity_inside_one_is_established_once():
    scenario = given(Unit)
    event = scenario.when(establishing(part_of=BOARD)).then(UnitEstablished, name="Resursenheten", part_of=BOARD)
    assert event.retention_class is RetentionClass.ORGANISATION
    assert (scenario.state.name, scenario.state.part_of) == ("Resursenheten", BOARD)
    scenario.when(establishing()).then_refused(ConflictError, "redan upprättad")
    given(Unit).when(establishing(name=" ")).then_refused(InvalidValueError, "Enhetens namn saknas")
    given(Unit).when(establishing(part_of=UNIT)).then_refused(InvalidValueError, "höra till sig själv")


def test_each_import_is_recorded_with_what_it_added_and_corrected():
    scenario = given(Unit, ESTABLISHED)
    scenario.when(completing()).then(ImportCompleted, year=2024, counts=(("Ärenden", 1), ("Besök", 0)))
    scenario.when(completing(counts=(), corrected=(("Ärenden", 1),))).then(ImportCompleted, corrected=(("Ärenden", 1),))
    assert len(scenario.state.imports) == 2


def test_an_import_is_refused_in_the_order_of_its_contract():
    given(Unit).when(completing()).then_refused(NotFoundError, "Enheten finns inte")
    unit = given(Unit, ESTABLISHED)
    unit.when(completing(claimed_system="")).then_refused(InvalidValueError, "Källans namn saknas")
    unit.when(completing(counts=(("Besök", -1),))).then_refused(InvalidValueError, "negativt")
    unit.when(completing(corrected=(("Besök", -1),))).then_refused(InvalidValueError, "negativt")


def test_outreach_is_counted_without_case_or_identity():
    event = given(Outreach).when(counting()).then(OutreachRecorded, **COUNT)
    assert (event.originator_id, event.retention_class) == (OUTREACH, RetentionClass.STATISTICS)
    assert OutreachRecorded.model_fields.keys() - ENVELOPE_FIELDS == {*COUNT, "source"}


def test_counting_is_refused_in_the_order_of_its_contract():
    given(Outreach, RECORDED).when(counting()).then_refused(ConflictError, "redan registrerad")
    given(Outreach).when(counting(occurred_on=TODAY + DAY)).then_refused(InvalidValueError, "har varit")
    given(Outreach).when(counting(occurred_on=TODAY)).then(OutreachRecorded)


def test_a_count_is_corrected_whole():
    scenario = given(Outreach, RECORDED)
    scenario.when(correcting(gender=None)).then(OutreachCorrected, kind=OutreachKind.LINKED_YOUTH, gender=None)
    assert scenario.state.facts.kind is OutreachKind.LINKED_YOUTH


def test_a_correction_of_a_count_is_refused_in_the_order_of_its_contract():
    given(Outreach).when(correcting()).then_refused(NotFoundError, "finns inte i nämnden")
    counted = given(Outreach, RECORDED)
    counted.when(correcting(reason="")).then_refused(InvalidValueError, "Orsaken till rättelsen saknas")
    counted.when(correcting(occurred_on=TODAY + DAY)).then_refused(InvalidValueError, "har varit")
    counted.when(correcting(kind=OutreachKind.INFORMED_PARENT)).then_refused(InvalidValueError, "ändrar ingenting")
