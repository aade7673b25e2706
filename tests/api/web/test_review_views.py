"""What the pages of the review show, put together of what the service answers."""

from uuid import UUID

from api.web.pages.review import by_family, totals_of
from api.web.pages.review_cases import body_of, questions_of, taken_up
from api.web.pages.review_evidence import Event, events_by_position, evidence_of
from domain.case.review.codes import ReviewQuestion
from domain.completeness.shipped import shipped_rules
from domain.journal_review.codes import JournalQuestion
from projections.case_reviews import RULES_OF
from projections.internal_control import risks_by_value
from projections.journal_reviews import found_by_question

CASE, OTHER = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
NONE = {"gap": 0, "late": 0, "unknown": 0, "exempt": 0, "ok": 0, "not_applicable": 0, "waits_for": None}


def rule(rule_id, family="journal", **counts):
    return {**NONE, "rule": rule_id, "family": family, **counts}


def test_totals_count_judgements_and_only_rules_that_judged_something_can_be_in_order():
    waits = rule("R-36", unknown=3, waits_for="Bedöms inte ur akten.")
    totals = totals_of([rule("R-01", gap=2, ok=1), rule("R-02", ok=4), rule("R-03", not_applicable=9), waits])
    assert (totals["gap"], totals["ok"], totals["unknown"]) == (2, 5, 3)
    assert (totals["rules"], totals["rules_in_order"]) == (2, 1)


def test_rules_are_shown_by_the_part_of_the_journal_in_the_order_of_the_work():
    found = list(by_family([rule("R-26", "ratings"), rule("R-01"), rule("R-02")]))
    assert [(each.name, [one["rule"] for one in each.rules]) for each in found] == [
        ("Journalen", ["R-01", "R-02"]), ("Skattningar och skolnärvaro", ["R-26"]),
    ]


def test_a_case_review_takes_up_what_is_missing_still_and_counts_what_was_late():
    missing = [{"status": "gap", "rule": "R-02"}, {"status": "late", "rule": "R-14"}]
    case = {"missing": missing, "to_do": [{"kind": "review_case"}, {"kind": "write_note"}]}
    assert taken_up(case) == {"missing": missing[:1], "late": 1, "to_do": [{"kind": "write_note"}]}
    beside = {each.value: each.found for each in questions_of(case)}
    assert beside["notes_up_to_date"] == missing[:1] and beside["plan_followed_up"] == []


def test_every_rule_beside_a_standing_question_is_one_that_there_is_and_every_question_has_its_own():
    assert {each for rules in RULES_OF.values() for each in rules} <= {each.id for each in shipped_rules()}
    assert set(RULES_OF) == set(ReviewQuestion)


def test_what_a_case_review_form_says_is_the_writes_body_without_what_was_left_empty():
    form = {
        "reviewed_on": "2026-10-30", "assessment": " ", "answer-plan_in_force": "no", "measure-plan_in_force": " Gör en plan. ",
        "due-plan_in_force": "2026-11-10", "measure-other": "Ring skolan.", "due-other": "2026-11-03", "key": "x",
    }
    assert body_of(form) == {
        "reviewed_on": "2026-10-30", "standing_answers": [{"question": "plan_in_force", "answer": "no"}],
        "agreed_measures": [
            {"question": "plan_in_force", "measure": "Gör en plan.", "measure_due_on": "2026-11-10"},
            {"question": None, "measure": "Ring skolan.", "measure_due_on": "2026-11-03"},
        ],
    }


def test_what_shows_a_finding_is_told_by_heading_and_both_times_and_what_has_no_row_by_its_position():
    item = {"position": 7, "heading": "Besök", "occurred": {"on": "2026-07-01"}, "recorded": {"at": "2026-07-02T08:00:00Z"}}
    shown = evidence_of({"evidence": [7, 9]}, events_by_position([item]))
    assert shown == [Event(7, "Besök", "2026-07-01", "2026-07-02T08:00:00Z"), Event(9)]


def test_every_question_of_a_reviewer_is_asked_of_each_journal_with_what_was_found_there():
    findings = [{"case": CASE, "asked": "respectful"}, {"case": OTHER, "asked": "respectful"}, {"case": CASE, "asked": "R-04"}]
    found = found_by_question(findings, UUID(CASE))
    assert list(found) == list(JournalQuestion)
    assert found[JournalQuestion.RESPECTFUL] == findings[:1] and not found[JournalQuestion.RELEVANT]


def test_a_plan_is_shown_by_its_gravest_risk_with_the_controls_that_stand_and_their_measures():
    plan = {
        "risks": [{"risk_id": "a", "risk_value": 2}, {"risk_id": "b", "risk_value": 12}],
        "controls": [
            {"control_id": "1", "risk_id": "b", "withdrawn": None}, {"control_id": "2", "risk_id": "b", "withdrawn": "Dubbelt."},
        ],
        "measures": [{"measure_id": "m", "control_id": "1"}],
    }
    gravest, accepted = risks_by_value(plan)
    assert (gravest["risk_id"], accepted["standing"]) == ("b", [])
    [control] = gravest["standing"]
    assert control["control_id"] == "1" and control["measures"] == plan["measures"]
