"""What the check "done in time" finds: at both ends of its limit, and with each of its options."""

from __future__ import annotations

from datetime import date

import pytest

from domain.completeness.checks import DoneInTime
from domain.completeness.codes import Status
from domain.completeness.judging import InForce
from domain.completeness.kinds import CheckKind as K
from tests.domain.completeness.judged import OTHER_KEY, day, fact, found, opened, told

GAP, LATE, UNKNOWN, EXEMPT, OK, NOT_APPLICABLE = Status
CHECK = DoneInTime(begins=(K.SESSION,), ends=(K.NOTE,), days=5)
BEGUN = fact(K.SESSION, 10, 1)


@pytest.mark.parametrize(
    ("on", "expected"), [(9, []), (10, [(OK, None, None, 15)]), (15, [(OK, None, None, 15)]), (16, [(GAP, 16, None, 15)])]
)
def test_what_is_not_answered_is_in_order_through_its_last_day_and_a_gap_from_the_next(on, expected):
    assert told(found(CHECK, [BEGUN], on)) == expected


@pytest.mark.parametrize(
    ("answered", "expected"), [(10, (OK, None, None, 15)), (15, (OK, None, None, 15)), (16, (LATE, 16, 16, 15))]
)
def test_an_answer_on_the_last_day_is_in_time_and_one_on_the_next_is_late_for_ever(answered, expected):
    assert told(found(CHECK, [BEGUN, fact(K.NOTE, answered, 2)], 300)) == [expected]


def test_a_late_answer_was_not_there_before_its_day():
    facts = [BEGUN, fact(K.NOTE, 20, 2)]
    assert told(found(CHECK, facts, 19)) == [(GAP, 16, None, 15)]
    assert told(found(CHECK, facts, 20)) == [(LATE, 16, 20, 15)]


def test_with_no_days_it_is_due_on_the_day_that_it_begins():
    check = CHECK._replace(days=0)
    assert told(found(check, [BEGUN], 10)) == [(OK, None, None, 10)]
    assert told(found(check, [BEGUN], 11)) == [(GAP, 11, None, 10)]


def test_each_fact_that_begins_is_judged_for_itself_by_its_own_key():
    facts = [BEGUN, fact(K.SESSION, 11, 2, key=OTHER_KEY), fact(K.NOTE, 12, 3, key=OTHER_KEY)]
    assert told(found(CHECK, facts, 30)) == [(GAP, 16, None, 15), (OK, None, None, 16)]


def test_the_evidence_is_what_began_and_what_answered_and_a_claim_of_either_is_told():
    answer = fact(K.NOTE, 20, 7, claimed=True)
    (finding,) = found(CHECK, [BEGUN, answer], 30)
    assert (finding.evidence, finding.claimed) == ((1, 7), True)
    (finding,) = found(CHECK, [BEGUN], 30)
    assert (finding.evidence, finding.claimed) == ((1,), False)
    (finding,) = found(CHECK, [BEGUN._replace(claimed=True)], 30)
    assert (finding.status, finding.claimed) == (GAP, True)


def test_a_last_day_that_the_fact_names_goes_before_the_rules_days_and_with_from_due_they_are_leeway_after_it():
    begun = fact(K.SESSION, 10, 1, due=12)
    assert told(found(CHECK, [begun], 13)) == [(GAP, 13, None, 12)]
    assert told(found(CHECK._replace(from_due=True), [begun], 17)) == [(OK, None, None, 17)]
    assert told(found(CHECK._replace(from_due=True), [begun], 18)) == [(GAP, 18, None, 17)]
    assert told(found(CHECK._replace(from_due=True), [BEGUN], 16)) == [(GAP, 16, None, 15)]


@pytest.mark.parametrize(("written", "expected"), [(15, (OK, None, None, 15)), (16, (LATE, 16, 16, 15))])
def test_by_writing_an_answer_is_as_late_as_it_was_written(written, expected):
    facts = [BEGUN, fact(K.NOTE, 10, 2, written=written)]
    assert told(found(CHECK, facts, 30)) == [(OK, None, None, 15)]
    assert told(found(CHECK._replace(by_writing=True), facts, 30)) == [expected]
    assert told(found(CHECK._replace(by_writing=True), facts, 15))[0][0] is OK


@pytest.mark.parametrize(("written", "expected"), [(15, (OK, None, None, 15)), (16, (LATE, 16, 16, 15))])
def test_with_nothing_that_ends_it_what_begins_is_answered_by_being_written(written, expected):
    check, begun = CHECK._replace(ends=()), fact(K.SESSION, 10, 1, written=written)
    assert told(found(check, [begun], 30)) == [expected]
    assert told(found(check, [fact(K.SESSION, 10, 1, written=40)], 30)) == [(GAP, 16, None, 15)]


def test_what_was_done_the_day_before_answers_only_with_before():
    facts = [BEGUN, fact(K.NOTE, 9, 2)]
    assert told(found(CHECK, facts, 16)) == [(GAP, 16, None, 15)]
    assert told(found(CHECK._replace(before=True), facts, 16)) == [(OK, None, None, 15)]


def test_of_the_case_any_key_answers():
    facts = [BEGUN, fact(K.NOTE, 12, 2, key=OTHER_KEY)]
    assert told(found(CHECK, facts, 16)) == [(GAP, 16, None, 15)]
    assert told(found(CHECK._replace(of_case=True), facts, 16)) == [(OK, None, None, 15)]


@pytest.mark.parametrize(("on", "code", "status"), [(10, "day", OK), (11, "day", GAP), (10, "", GAP)])
def test_an_answer_of_the_same_day_with_the_code_answers_too(on, code, status):
    check = CHECK._replace(same_day_code="day", before=True)
    assert told(found(check, [BEGUN, fact(K.NOTE, on, 2, key=OTHER_KEY, code=code)], 30))[0][0] is status


def test_only_the_first_is_judged_when_the_rule_says_so_whichever_way_the_facts_come():
    facts = [fact(K.SESSION, 12, 1, key=OTHER_KEY), fact(K.SESSION, 10, 2)]
    assert told(found(CHECK._replace(first_only=True), facts, 30)) == [(GAP, 16, None, 15)]
    same_day = [fact(K.SESSION, 10, 5, key=OTHER_KEY), BEGUN]
    (finding,) = found(CHECK._replace(first_only=True), same_day, 30)
    assert finding.evidence == (1,)


def test_only_facts_with_one_of_the_codes_begin():
    facts = [fact(K.SESSION, 10, 1, code="held"), fact(K.SESSION, 11, 2, code="missed")]
    assert told(found(CHECK._replace(begin_codes=("missed",)), facts, 30)) == [(GAP, 17, None, 16)]


def test_every_needed_code_has_to_be_there_and_the_missing_are_named():
    check = CHECK._replace(needs=("mother", "father"))
    mother, father = fact(K.NOTE, 12, 2, code="mother"), fact(K.NOTE, 17, 3, code="father")
    assert found(check, [BEGUN], 16)[0].basis == "mother, father"
    assert found(check, [BEGUN, mother], 16)[0].basis == "father"
    assert told(found(check, [BEGUN, mother, father], 17)) == [(LATE, 16, 17, 15)]
    assert found(check, [BEGUN, mother, father], 17)[0].evidence == (1, 2, 3)


def test_an_exemption_of_the_same_key_says_that_nothing_is_needed_unless_it_was_answered():
    check = CHECK._replace(exempts=(K.NOTE_NOT_NEEDED,))
    exempt = fact(K.NOTE_NOT_NEEDED, 40, 9, code="ill")
    (finding,) = found(check, [BEGUN, exempt], 50)
    assert (finding.status, finding.basis, finding.evidence, finding.since) == (EXEMPT, "ill", (1, 9), None)
    assert told(found(check, [BEGUN, exempt], 39)) == [(GAP, 16, None, 15)]
    assert found(check, [BEGUN, exempt._replace(key=OTHER_KEY)], 50)[0].status is GAP
    assert found(check._replace(of_case=True), [BEGUN, exempt._replace(key=OTHER_KEY)], 50)[0].status is EXEMPT
    assert found(check, [BEGUN, exempt, fact(K.NOTE, 20, 3)], 50)[0].status is LATE


@pytest.mark.parametrize(("closed", "expected"), [(14, NOT_APPLICABLE), (15, NOT_APPLICABLE), (16, GAP), (None, GAP)])
def test_a_case_closed_on_the_last_day_or_before_needs_nothing_any_more(closed, expected):
    check = CHECK._replace(while_open=True)
    assert told(found(check, [BEGUN], 30, opened((0, closed))))[0][0] is expected
    assert told(found(CHECK, [BEGUN], 30, opened((0, closed))))[0][0] is GAP


def test_a_case_that_is_opened_again_before_the_last_day_needs_it_and_one_opened_after_does_not():
    check = CHECK._replace(while_open=True)
    assert told(found(check, [BEGUN], 30, opened((0, 12), (15, None))))[0][0] is GAP
    assert told(found(check, [BEGUN], 30, opened((0, 12), (16, None))))[0][0] is NOT_APPLICABLE
    assert told(found(check, [BEGUN], 13, opened((0, 12), (15, None))))[0][0] is NOT_APPLICABLE
    assert told(found(check, [BEGUN], 11, opened((0, 12), (15, None))))[0][0] is OK


def test_what_began_before_the_case_was_opened_is_needed_in_it():
    assert told(found(CHECK._replace(while_open=True), [BEGUN], 30, opened((20, None))))[0][0] is GAP


def test_a_begin_or_an_exemption_with_an_unknown_code_cannot_be_judged():
    check = CHECK._replace(unknown_codes=("undated",), exempts=(K.NOTE_NOT_NEEDED,))
    begun = fact(K.SESSION, 10, 1, code="undated")
    (finding,) = found(check, [begun, fact(K.NOTE, 11, 2)], 30)
    assert (finding.status, finding.basis) == (UNKNOWN, "undated")
    (finding,) = found(check, [BEGUN, fact(K.NOTE_NOT_NEEDED, 11, 2, code="undated")], 30)
    assert (finding.status, finding.basis, finding.evidence) == (UNKNOWN, "undated", (1, 2))
    assert found(check, [BEGUN, fact(K.NOTE_NOT_NEEDED, 11, 2, code="ill")], 30)[0].status is EXEMPT


def test_something_else_that_should_have_begun_it_makes_it_unknown_only_when_nothing_did():
    check = CHECK._replace(unknown_by=(K.STARTED,))
    shown = fact(K.STARTED, 8, 4, claimed=True)
    (finding,) = found(check, [shown], 30)
    assert (finding.status, finding.evidence, finding.claimed, finding.due) == (UNKNOWN, (4,), True, None)
    assert [each.status for each in found(check, [shown, BEGUN], 30)] == [GAP]
    assert found(check, [shown], 7) == []


def test_a_claimed_begin_without_an_answer_is_unknown_when_the_source_may_not_carry_it():
    check = CHECK._replace(claimed_unknown=True)
    claimed = BEGUN._replace(claimed=True)
    assert told(found(check, [claimed], 15))[0][0] is OK
    assert told(found(check, [claimed], 16))[0][0] is UNKNOWN
    assert told(found(check, [BEGUN], 16))[0][0] is GAP
    assert told(found(check, [claimed, fact(K.NOTE, 20, 2)], 30))[0][0] is LATE


@pytest.mark.parametrize(("on", "due"), [(8, None), (9, 14), (12, 17), (13, 15), (20, 22), (21, None)])
def test_what_began_on_a_day_is_judged_by_the_version_of_that_day_and_on_other_days_by_none(on, due):
    versions = (InForce(CHECK, day(9), day(12)), InForce(CHECK._replace(days=2), day(13), day(20)))
    assert [each.due for each in found(versions, [fact(K.SESSION, on, 1)], 300)] == ([] if due is None else [day(due)])


def test_the_first_is_the_first_of_the_case_and_not_of_a_version():
    versions = (InForce(CHECK._replace(first_only=True), day(11)),)
    assert found(versions, [BEGUN, fact(K.SESSION, 12, 2)], 300) == []


def test_the_first_day_of_all_and_the_order_of_the_facts_change_nothing():
    facts = [BEGUN, fact(K.NOTE, 16, 2), fact(K.NOTE, 12, 3)]
    assert found(CHECK, facts, 30) == found((InForce(CHECK, date.min),), facts[::-1], 30)
    assert found(CHECK, facts, 30)[0].evidence == (1, 3)
