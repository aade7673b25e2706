"""An exemption makes a gap exempt while it lasts; what was late before it stays late."""

from __future__ import annotations

import pytest

from domain.completeness.codes import Status
from domain.completeness.exempting import exemption_code, with_exemptions
from domain.completeness.finding import Finding
from domain.completeness.kinds import CheckKind
from tests.domain.completeness.judged import KEY, OTHER_KEY, day, fact
from tests.support.examples import CASE

GAP = Finding(KEY, Status.GAP, day(5), None, day(4), (3,))
LATE = Finding(KEY, Status.LATE, day(12), day(20), day(11), (3, 4))
UNKNOWN = Finding(KEY, Status.UNKNOWN)


def granted(on=10, due=30, key=KEY, rule="R-02", position=9):
    return fact(CheckKind.EXEMPTION, on, position, key=key, due=due, code=exemption_code(rule, "law"))


def statuses(finding, exemption, on):
    return [each.status for each in with_exemptions("R-02", [finding], CASE, [exemption], day(on))]


@pytest.mark.parametrize(("on", "expected"), [
    (9, Status.GAP), (10, Status.EXEMPT), (30, Status.EXEMPT), (31, Status.GAP),
])
@pytest.mark.parametrize("key", [KEY, CASE])
def test_a_gap_is_exempt_from_the_first_to_the_last_day_by_its_own_key_or_the_cases(key, on, expected):
    assert statuses(GAP, granted(key=key), on) == [expected]


def test_an_exempt_gap_keeps_its_days_and_says_why_and_by_which_event():
    [found] = with_exemptions("R-02", [GAP], CASE, [granted()], day(15))
    assert found == GAP._replace(status=Status.EXEMPT, basis="law", evidence=(3, 9))


@pytest.mark.parametrize("exemption", [granted(key=OTHER_KEY), granted(rule="R-03"), granted(rule="R-02b")])
def test_another_entry_or_another_rule_is_not_exempted(exemption):
    assert statuses(GAP, exemption, 15) == [Status.GAP]


@pytest.mark.parametrize(("on", "due", "expected"), [
    (12, 19, Status.EXEMPT), (13, 19, Status.LATE), (12, 18, Status.LATE),
])
def test_what_was_remedied_is_exempt_only_when_all_the_days_it_was_missing_are(on, due, expected):
    assert statuses(LATE, granted(on, due), 40) == [expected]


def test_what_cannot_be_judged_may_be_exempt_and_what_is_in_order_needs_no_exemption():
    assert statuses(UNKNOWN, granted(), 15) == [Status.EXEMPT]
    assert statuses(Finding(KEY, Status.OK), granted(), 15) == [Status.OK]
