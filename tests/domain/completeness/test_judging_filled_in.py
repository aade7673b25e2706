"""What the check "filled in" finds: at both ends of its limit, and with each of its options."""

from __future__ import annotations

import pytest

from domain.completeness.checks import FilledIn
from domain.completeness.codes import Status
from domain.completeness.judging import InForce
from domain.completeness.kinds import CheckKind as K
from tests.domain.completeness.judged import OTHER_KEY, day, fact, found, told

GAP, LATE, UNKNOWN, EXEMPT, OK, NOT_APPLICABLE = Status
CHECK = FilledIn(of=(K.NOTE,), faults=K.NOTE_FAULT, days=3, exempting=("excused",), unknown=("unread",))
NOTE = fact(K.NOTE, 10, 1, written=12)


def fault(code: str = "author", position: int = 1, **values):
    return fact(K.NOTE_FAULT, 10, position, code=code, **values)


@pytest.mark.parametrize(("on", "expected"), [(10, OK), (15, OK), (16, GAP)])
def test_a_fault_is_a_gap_from_the_day_after_the_days_that_follow_the_writing(on, expected):
    (finding,) = found(CHECK, [NOTE, fault()], on)
    assert (finding.status, finding.due, finding.basis) == (expected, day(15), "author")
    assert finding.since == (day(16) if expected is GAP else None)


def test_without_days_it_is_late_the_day_after_it_was_written():
    check = CHECK._replace(days=0)
    assert told(found(check, [NOTE, fault()], 12)) == [(OK, None, None, 12)]
    assert told(found(check, [NOTE, fault()], 13)) == [(GAP, 13, None, 12)]


def test_an_entry_without_faults_is_in_order_and_a_fault_of_another_entry_is_not_its():
    assert told(found(CHECK, [NOTE], 99)) == [(OK, None, None, 15)]
    assert told(found(CHECK, [NOTE, fault(key=OTHER_KEY)], 99)) == [(OK, None, None, 15)]


def test_before_the_entrys_day_there_is_nothing_to_judge():
    assert found(CHECK, [NOTE, fault()], 9) == []


@pytest.mark.parametrize(("until", "expected"), [(15, (OK, None, None, 15)), (16, (LATE, 16, 16, 15))])
def test_what_was_mended_on_the_last_day_is_in_order_and_on_the_next_late_for_ever(until, expected):
    assert told(found(CHECK, [NOTE, fault(until=until)], 99)) == [expected]


def test_a_fault_that_is_mended_later_stands_until_then():
    facts = [NOTE, fault(until=20)]
    assert told(found(CHECK, facts, 19)) == [(GAP, 16, None, 15)]
    assert told(found(CHECK, facts, 20)) == [(LATE, 16, 20, 15)]


def test_every_fault_that_stands_is_named_once_in_order_and_one_without_a_code_has_no_name():
    facts = [NOTE, fault("title", 2), fault("author", 3), fault("title", 4), fault("source", 5, until=14)]
    assert found(CHECK, facts, 30)[0].basis == "author, title"
    assert found(CHECK, [NOTE, fault("")], 30)[0].basis is None


def test_what_is_excused_is_exempt_and_what_cannot_be_read_unknown_and_the_first_goes_before():
    assert found(CHECK, [NOTE, fault("excused"), fault()], 30)[0].status is EXEMPT
    (finding,) = found(CHECK, [NOTE, fault("unread"), fault()], 30)
    assert (finding.status, finding.basis, finding.since) == (UNKNOWN, "unread", None)
    assert found(CHECK, [NOTE, fault("unread"), fault("excused", 3)], 30)[0].status is EXEMPT


def test_an_excuse_that_was_taken_back_leaves_the_faults_and_is_no_fault_that_was_mended():
    assert found(CHECK, [NOTE, fault("excused", until=20), fault()], 30)[0].status is GAP
    assert told(found(CHECK, [NOTE, fault("excused", until=20), fault("unread", until=21)], 30)) == [(OK, None, None, 15)]


def test_the_entry_proves_it_and_a_claim_is_told():
    (finding,) = found(CHECK, [NOTE._replace(claimed=True), fault(position=8)], 30)
    assert (finding.evidence, finding.claimed, finding.key) == ((1,), True, NOTE.key)


def test_each_entry_is_judged_by_the_version_of_its_day():
    versions = (InForce(CHECK, day(9), day(9)), InForce(CHECK._replace(days=0), day(10), day(10)))
    facts = [fact(K.NOTE, on, on) for on in (8, 9, 10, 11)]
    assert [each.due for each in found(versions, facts, 30)] == [day(12), day(10)]
