"""What rules find as JSON: one row a rule, what is missing in vacation months apart, and what to do about each finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.completeness.codes import Status
from domain.completeness.finding import Finding
from domain.completeness.shipped import shipped_rules
from domain.policies import DEFAULT_POLICY
from projections.completeness import CaseFinding, RuleCount
from projections.completeness_document import Terms, VacationCount, finding_row, rule_rows
from tests.support.examples import CASE, OTHER_CASE, UNIT

RULES = {rule.id: rule for rule in shipped_rules()}
SILENCE, WAITING = RULES["R-04"], RULES["R-36"]
TERMS = Terms(date(2024, 9, 30), DEFAULT_POLICY, {UNIT: "Resursenheten"})


def found(since, until=None, case=CASE, rule=SILENCE, **changes):
    status = Status.GAP if until is None else Status.LATE
    return CaseFinding(rule, case, case, UNIT, Finding(case, status, since, until, None, (1, 2))._replace(**changes))


@pytest.mark.parametrize(("since", "until", "inside", "outside"), [
    (date(2024, 6, 1), date(2024, 7, 1), False, True),
    (date(2024, 6, 1), date(2024, 7, 2), True, True),
    (date(2024, 7, 1), date(2024, 9, 1), True, False),
    (date(2024, 8, 31), date(2024, 9, 2), True, True),
    (date(2024, 9, 1), None, False, True),
    (date(2020, 9, 1), None, True, True),
])
def test_what_was_missing_on_a_day_of_a_vacation_month_touches_it(since, until, inside, outside):
    finding = found(since, until).finding
    assert (TERMS.is_in_vacation(finding), TERMS.is_outside_vacation(finding)) == (inside, outside)


def test_cases_are_counted_apart_for_vacation_months_and_for_the_others_by_their_gravest():
    counted = VacationCount(TERMS)
    findings = [
        found(date(2024, 7, 10), date(2024, 7, 20)), found(date(2024, 9, 1)),
        found(date(2024, 8, 1), date(2024, 8, 9), OTHER_CASE),
    ]
    assert list(counted.watched(findings)) == findings
    assert counted.of_rule("R-04") == {"vacation": {"gap": 0, "late": 2}, "without_vacation": {"gap": 1, "late": 0}}
    assert counted.of_rule("R-01") == {"vacation": {"gap": 0, "late": 0}, "without_vacation": {"gap": 0, "late": 0}}


def test_a_rule_of_which_a_unit_has_a_version_of_its_own_is_one_row_with_the_counts_added():
    own = replace(SILENCE, version=2)
    counts = [RuleCount(own, {Status.GAP: 1, Status.OK: 2}), RuleCount(SILENCE, {Status.GAP: 3})]
    [row] = rule_rows(counts, VacationCount(TERMS))
    assert (row["rule"], row["version"], row["versions"], row["gap"], row["ok"], row["late"]) == ("R-04", 1, [1, 2], 4, 2, 0)


def test_a_finding_says_since_when_for_how_long_what_shows_it_and_what_to_do():
    row = finding_row(found(date(2024, 9, 1), claimed=True), "2024-0001", TERMS)
    assert (row["status"], row["since"], row["age_days"], row["claimed"]) == ("gap", "2024-09-01", 30, True)
    assert (row["case"], row["number"], row["unit"], row["evidence"]) == (str(CASE), "2024-0001", "Resursenheten", [1, 2])
    assert (row["proof"], row["to_do"]) == ("silence", SILENCE.to_do)
    late = finding_row(found(date(2024, 9, 1), date(2024, 9, 3)), None, TERMS)
    assert (late["age_days"], late["until"], late["vacation"]) == (2, "2024-09-03", False)


def test_what_is_in_order_needs_no_proof_and_what_waits_says_why_and_asks_nothing():
    in_order = finding_row(found(None, status=Status.OK), None, TERMS)
    assert (in_order["proof"], in_order["to_do"], in_order["age_days"], in_order["vacation"]) == (None, None, None, False)
    waiting = finding_row(found(None, status=Status.UNKNOWN, rule=WAITING), None, TERMS)
    assert (waiting["basis"], waiting["basis_in_words"], waiting["to_do"]) == (WAITING.waits_for, WAITING.waits_for, None)


def test_what_is_missing_is_told_in_words():
    row = finding_row(found(date(2024, 9, 1), rule=RULES["R-12"], basis="who, follow_up"), None, TERMS)
    assert (row["basis"], row["basis_in_words"]) == ("who, follow_up", "vem som gör vad, dag för uppföljning")
