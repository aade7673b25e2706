"""What began under a version, and under the bounds of its day, is judged by them, in the activities that they hold in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.completeness.codes import Status
from domain.completeness.facts import CheckedCase, CheckedFact, OpenPeriod
from domain.completeness.finding import worst
from domain.completeness.kinds import CheckKind
from domain.completeness.text import rule_definition_of
from domain.policy.events import PolicyValue
from domain.policy.policy_history import PolicyHistory
from domain.rule_definition.history import RuleHistory
from projections.completeness import judge_case
from projections.rules_in_force import rules_in_force
from tests.support.examples import CASE, EXAMPLES, UNIT, cast_id

ADOPTED = EXAMPLES["rule_definition.adopted.v1"]
WITHDRAWN = EXAMPLES["rule_definition.withdrawn.v1"]
BOUNDS = EXAMPLES["policy.adopted.v1"]
JANUARY, MARCH, MAY, JULY = (date(2024, month, 1) for month in (1, 3, 5, 7))
DAY = timedelta(days=1)
TEXTS = {"name": "Namn", "meaning": "Vad.", "to_do": "Skriv.", "data": "anteckningar", "source": "rutin", "severity": "B"}


def late_notes(version=1, days=None, rule="R-03", **holds):
    check = {"is": "done_in_time", "begins": ["note"], "days": {"policy": "note_delay_days"} if days is None else days}
    return {"id": rule, "version": version, **TEXTS, "holds": holds, "check": check}


def silence(version=1, days=30, rule="R-04", **holds):
    check = {"is": "covered", "by": ["note"], "days": days, "from_start": True}
    return {"id": rule, "version": version, **TEXTS, "holds": holds, "check": check}


WAITING = {"id": "R-36", "version": 1, **TEXTS, "waits_for": "Förs inte än."}
SHIPPED = tuple(map(rule_definition_of, (late_notes(), silence(), WAITING)))


def adopted(values, on, number=2451):
    return ADOPTED.model_copy(update={
        "originator_id": cast_id(number), "rule": values["id"], "rule_version": values["version"],
        "definition": rule_definition_of(values).text, "takes_effect_on": on,
    })


def withdrawn(values, on):
    return WITHDRAWN.model_copy(update={
        "originator_id": cast_id(2460), "rule": values["id"], "rule_version": values["version"], "takes_effect_on": on,
    })


def bounds(on, days):
    value = PolicyValue(bound="note_delay_days", amount=str(days))
    return BOUNDS.model_copy(update={"policy_values": (value,), "takes_effect_on": on})


def rules(rule, day, *decisions, policies=()):
    return rules_in_force(RuleHistory.fold(SHIPPED, decisions), PolicyHistory(policies), day, rule)


def numbers(rule, day, *decisions, policies=()):
    """Of each group of activities the days of its checks and when they hold."""
    return [
        (each.rule.version, [(check.check.days, check.first, check.last) for check in each.checks])
        for each in rules(rule, day, *decisions, policies=policies)
    ]


def case(activity="KBT-teamet", opened=JANUARY):
    return CheckedCase(CASE, UNIT, activity, None, None, None, (OpenPeriod(opened, None),))


def note(on, written=None, position=1):
    return CheckedFact(CheckKind.NOTE, cast_id(2470 + position), on, written or on, position=position)


def status(found):
    return worst(each.finding for each in found)


def test_a_rule_without_decisions_is_one_check_for_all_days():
    assert numbers("R-03", JULY) == [(1, [(7, date.min, None)])]


def test_a_bound_divides_the_days_and_one_that_says_the_same_does_not():
    policies = (bounds(MARCH, 5), bounds(MAY, 5))
    assert numbers("R-03", JULY, policies=policies) == [(1, [(7, date.min, MARCH - DAY), (5, MARCH, None)])]


def test_what_takes_effect_after_the_day_is_not_there_yet():
    assert numbers("R-03", MARCH - DAY, adopted(late_notes(2, 3), MARCH)) == [(1, [(7, date.min, None)])]
    assert numbers("R-03", MARCH, adopted(late_notes(2, 3), MARCH)) == [
        (2, [(7, date.min, MARCH - DAY), (3, MARCH, None)])
    ]


def test_a_withdrawn_version_gives_back_its_days_to_the_one_before_it():
    mine = late_notes(2, 3)
    assert numbers("R-03", JULY, adopted(mine, MARCH), withdrawn(mine, MAY)) == [
        (1, [(7, date.min, MARCH - DAY), (3, MARCH, MAY - DAY), (7, MAY, None)])
    ]


def test_a_fixed_number_never_passes_the_bound_that_the_board_sets_later():
    tightened, policies = adopted(late_notes(2, 5), MARCH), (bounds(MAY, 4),)
    assert numbers("R-03", JULY, tightened, policies=policies) == [
        (2, [(7, date.min, MARCH - DAY), (5, MARCH, MAY - DAY), (4, MAY, None)])
    ]


def test_what_began_under_a_version_is_judged_by_it():
    tightened = adopted(late_notes(2, 3), MARCH)
    written_after_five_days = [note(MARCH - DAY, MARCH + 4 * DAY), note(MARCH, MARCH + 5 * DAY, 2)]
    found = judge_case(rules("R-03", JULY, tightened), case(), written_after_five_days, JULY)
    assert sorted(each.finding.status for each in found) == [Status.LATE, Status.OK]


def test_a_unit_with_a_version_of_its_own_is_a_group_of_its_own_and_no_case_is_judged_twice():
    tightened = adopted(late_notes(2, 3, activities=["KBT-teamet"]), MARCH)
    found = rules("R-03", JULY, tightened)
    assert [each.rule.version for each in found] == [2, 1]
    late = [note(MAY, MAY + 5 * DAY)]
    assert status(judge_case(found, case(), late, JULY)) is Status.LATE
    assert status(judge_case(found, case("Råd och stöd"), late, JULY)) is Status.OK
    assert len(judge_case(found, case(), late, JULY)) == len(judge_case(found, case("Råd och stöd"), late, JULY)) == 1


def test_units_with_the_same_versions_are_one_group():
    tightened = adopted(late_notes(2, 3, activities=["KBT-teamet", "FNG"]), MARCH)
    assert [each.rule.holds.activities for each in rules("R-03", JULY, tightened)] == [("fng", "kbt-teamet"), ()]


def test_a_rule_of_the_units_own_asks_nothing_about_what_began_before_it():
    own = adopted(late_notes(1, 0, "KBT-01", activities=["KBT-teamet"]), MARCH)
    found = judge_case(rules("KBT-01", JULY, own), case(), [note(MARCH - DAY, JULY), note(MARCH, JULY, 2)], JULY)
    assert [(each.finding.status, each.finding.evidence) for each in found] == [(Status.LATE, (2,))]
    assert judge_case(rules("KBT-01", JULY, own), case("FNG"), [note(MARCH, JULY)], JULY) == []
    assert rules("KBT-01", MARCH - DAY, own) == ()


@pytest.mark.parametrize(("last_note", "expected"), [(MARCH - DAY, Status.OK), (JANUARY, Status.GAP)])
def test_a_new_rule_about_silence_takes_what_was_written_before_it_for_what_it_is(last_note, expected):
    own = adopted(silence(1, 30, "KBT-01"), MARCH)
    found = judge_case(rules("KBT-01", MARCH, own), case(), [note(last_note)], MARCH)
    assert status(found) is expected and all(each.finding.since in (None, MARCH) for each in found)


def test_silence_over_a_change_of_versions_is_one_silence():
    tightened = adopted(silence(2, 10), MARCH)
    found = judge_case(rules("R-04", MAY, tightened), case(), [note(MARCH - 5 * DAY)], MAY)
    assert [(each.finding.status, each.finding.since) for each in found][-1] == (Status.GAP, MARCH + 26 * DAY)


def test_a_rule_that_waits_for_something_is_unknown_in_every_case_that_it_would_hold_for():
    found = rules("R-36", JULY)
    assert found[0].checks == () and status(judge_case(found, case(), [], JULY)) is Status.UNKNOWN
    own = adopted({**late_notes(2, 3, "R-36"), "id": "R-36", "holds": {"activities": ["KBT-teamet"]}}, MARCH)
    found = rules("R-36", JULY, own)
    assert [each.finding.status for each in judge_case(found, case(), [note(MAY)], JULY)] == [Status.OK]
    assert [each.finding.status for each in judge_case(found, case("FNG"), [note(MAY)], JULY)] == [Status.UNKNOWN]
