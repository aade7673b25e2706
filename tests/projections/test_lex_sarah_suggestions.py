"""What the rules find past the board's bounds suggests a report, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.completeness.codes import Proof, Severity, Status
from domain.completeness.finding import Finding
from domain.completeness.shipped import shipped_rules
from domain.policies import DEFAULT_POLICY
from domain.suggestion.codes import SuggestionKind
from projections.completeness import CaseFinding
from projections.lex_sarah_suggestions import suggestion_row, suggestions
from tests.support.examples import CASE, EXAMPLES, OTHER_CASE, UNIT, cast_id

RULES = {rule.id: rule for rule in shipped_rules()}
SILENCE, LAW, NOTES = RULES["R-04"], RULES["R-02"], RULES["R-03"]
DAY = timedelta(days=1)
TODAY = date(2024, 9, 30)


def found(rule, since, until=None, case=CASE, number=1, **changes):
    status = Status.GAP if until is None else Status.LATE
    finding = Finding(cast_id(2500 + number), status, since, until, since - DAY, (number,))
    return CaseFinding(rule, case, case or cast_id(2599), UNIT, finding._replace(**changes))


def suggested(*findings, day=TODAY):
    return [(each.key.kind, each.key.since, each.days) for each in suggestions(findings, DEFAULT_POLICY, day)]


def days_ago(number):
    return TODAY - (number - 1) * DAY


@pytest.mark.parametrize(("rule", "days", "kind"), [
    (LAW, 29, None), (LAW, 30, SuggestionKind.LAW_GAP), (SILENCE, 13, None), (SILENCE, 14, SuggestionKind.SILENCE),
    (replace(LAW, severity=Severity.ROUTINE), 300, None), (replace(LAW, proof=Proof.SILENCE), 14, SuggestionKind.SILENCE),
])
def test_what_the_law_asks_for_and_silence_suggest_a_report_from_their_days_on(rule, days, kind):
    assert suggested(found(rule, days_ago(days))) == ([] if kind is None else [(kind, days_ago(days), days)])


def test_what_was_remedied_still_suggests_one_by_the_days_it_was_missing():
    since = date(2024, 7, 22)
    assert suggested(found(SILENCE, since, since + 14 * DAY)) == [(SuggestionKind.SILENCE, since, 14)]
    assert suggested(found(SILENCE, since, since + 13 * DAY)) == []


def test_what_ended_longer_ago_than_the_board_looks_suggests_nothing():
    until = TODAY - DEFAULT_POLICY.suggestion_back_days * DAY
    assert len(suggested(found(SILENCE, until - 60 * DAY, until))) == 1
    assert suggested(found(SILENCE, until - 60 * DAY, until - DAY)) == []


def test_what_only_an_import_claims_and_what_is_in_no_case_suggest_nothing():
    assert suggested(found(SILENCE, days_ago(100), claimed=True), found(SILENCE, days_ago(100), case=None)) == []


def late(month_day, number, **changes):
    due = date(2024, 7, month_day)
    return found(NOTES, due + DAY, date(2024, 9, 2), number=number, **changes)


def test_several_late_notes_of_one_case_and_month_suggest_one_report():
    three = [late(1, 1), late(15, 2), late(31, 3)]
    assert suggested(*three) == [(SuggestionKind.LATE_NOTES, date(2024, 7, 1), 3)]
    assert suggested(*three[:2]) == []
    assert suggested(*three[:2], late(31, 3, case=OTHER_CASE)) == []


def test_a_suggestion_says_where_since_when_by_which_events_and_what_was_answered():
    [each] = suggestions([found(SILENCE, date(2024, 7, 22))], DEFAULT_POLICY, TODAY)
    row = suggestion_row(each, "2024-0001", {UNIT: "Resursenheten"}, EXAMPLES["suggestion.answered.v2"])
    assert (row["rule"], row["case"], row["number"], row["unit"]) == ("R-04", str(CASE), "2024-0001", "Resursenheten")
    assert (row["since"], row["until"], row["days"], row["evidence"]) == ("2024-07-22", None, 71, [1])
    assert row["answered"]["answer"] == "reported" and row["count"] is None
    assert suggestion_row(each, None, {}, None)["answered"] is None
