"""A suggested Lex Sarah report is answered: with the report, or that there is none, because; the answer can be taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.completeness.shipped import shipped_rule_definitions
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from domain.rule_definition.history import RuleHistory
from domain.suggestion.codes import SuggestionAnswer, SuggestionKind
from domain.suggestion.events import SuggestionAnswered, SuggestionAnswerTakenBack
from domain.suggestion.suggestion import AnsweredSuggestion
from domain.upcasts import UPCASTS
from tests.support.examples import BO, CASE, EXAMPLES, STAMP, UNIT, cast_id
from tests.support.scenario import given, numbered

ANSWERED, TAKEN_BACK = EXAMPLES["suggestion.answered.v2"], EXAMPLES["suggestion.answer_taken_back.v1"]
REPORT, VIEWPOINT, CONCERN, ERASURE, LOG = (cast_id(number) for number in range(31050, 31055))
FAMILIES = {
    CASE: "case", UNIT: "unit", REPORT: "lex_sarah", VIEWPOINT: "viewpoint", CONCERN: "concern", ERASURE: "erasure",
    LOG: "log_review",
}
SINCE, TODAY = date(2024, 7, 22), date(2024, 8, 19)


def answering(**changes):
    call = {
        "suggestion_id": cast_id(2431), "suggestion_kind": SuggestionKind.SILENCE, "suggestion_ground": "R-04",
        "about_stream_id": CASE,
        "missing_since": SINCE, "suggestion_answer": SuggestionAnswer.NOT_REPORTED, "suggestion_reason": "Kontakt varje vecka.",
        "answered_on": TODAY, "suggestion_answered_by_id": BO, "suggestion_answered_by_name": "Bo Påhittad",
        "known_rules": RuleHistory(shipped_rule_definitions()), "family_of": FAMILIES.get, "others": lambda: (),
        "stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY,
    }
    return lambda state: state.answer(**{**call, **changes})


def taking_back(reason="Fel ärende."):
    return lambda state: state.take_back(reason=reason, stamp=STAMP, policy=DEFAULT_POLICY)


@pytest.mark.parametrize("on", [SINCE, TODAY])
def test_a_suggestion_is_answered_from_the_first_day_to_today(on):
    given(AnsweredSuggestion).when(answering(answered_on=on)).then(
        SuggestionAnswered, answered_on=on, suggestion_answer=SuggestionAnswer.NOT_REPORTED
    )


def test_a_report_that_was_made_here_is_named_and_one_made_elsewhere_is_told_of():
    given(AnsweredSuggestion).when(
        answering(suggestion_answer=SuggestionAnswer.REPORTED, lex_sarah_report_id=REPORT)
    ).then(SuggestionAnswered, lex_sarah_report_id=REPORT)
    given(AnsweredSuggestion).when(answering(suggestion_answer=SuggestionAnswer.REPORTED_ELSEWHERE)).then(
        SuggestionAnswered, lex_sarah_report_id=None
    )


@pytest.mark.parametrize(("kind", "ground", "stream"), [
    (SuggestionKind.COMPLAINTS, "legal_security", UNIT), (SuggestionKind.CHILD_TIMER, "protection", CONCERN),
    (SuggestionKind.ACCESS_VIOLATION, "emergency_access", CASE), (SuggestionKind.ACCESS_VIOLATION, "log_review", LOG),
    (SuggestionKind.ERASURE_ERROR, "half_done", ERASURE),
])
def test_a_suggestion_of_another_stream_is_answered_by_what_it_points_at_and_by_nothing_else(kind, ground, stream):
    call = {"suggestion_kind": kind, "suggestion_ground": ground}
    answered = given(AnsweredSuggestion).when(answering(**call, about_stream_id=stream)).then(SuggestionAnswered)
    assert AnsweredSuggestion.fold([answered]).key == (kind, ground, stream, SINCE)
    given(AnsweredSuggestion).when(answering(**call, about_stream_id=VIEWPOINT)).then_refused(NotFoundError, "gäller finns inte")


@pytest.mark.parametrize(("word", "read"), [("reported", "reported_elsewhere"), ("not_reported", "not_reported")])
def test_an_answer_of_the_first_form_was_about_a_case_and_a_report_elsewhere(word, read):
    stored = {"rule": "R-04", "about_case_id": str(CASE), "suggestion_answer": word, "suggestion_kind": "silence"}
    assert UPCASTS["suggestion.answered.v1"][1](stored) == {
        "suggestion_ground": "R-04", "about_stream_id": str(CASE), "suggestion_answer": read, "suggestion_kind": "silence"
    }


def test_an_answer_that_was_taken_back_leaves_room_for_another():
    before = AnsweredSuggestion.fold(numbered(ANSWERED, TAKEN_BACK))
    assert before.key is None
    given(AnsweredSuggestion).when(answering(others=lambda: (before,))).then(SuggestionAnswered)


@pytest.mark.parametrize(("changes", "kind", "message"), [
    ({"suggestion_ground": " "}, InvalidValueError, "Vad förslaget bygger på saknas"),
    ({"suggestion_ground": "R-99"}, NotFoundError, "Regeln finns inte i nämnden"),
    ({"about_stream_id": cast_id(31059)}, NotFoundError, "Det som förslaget gäller finns inte"),
    ({"about_stream_id": UNIT}, NotFoundError, "Det som förslaget gäller finns inte"),
    ({"others": lambda: (AnsweredSuggestion.fold([ANSWERED]),)}, ConflictError, "Förslaget är redan besvarat"),
    ({"suggestion_answer": SuggestionAnswer.REPORTED}, InvalidValueError, "Ange Lex Sarah-rapporten när en är lämnad här"),
    ({"lex_sarah_report_id": REPORT}, InvalidValueError, "och bara då"),
    (
        {"suggestion_answer": SuggestionAnswer.REPORTED_ELSEWHERE, "lex_sarah_report_id": REPORT}, InvalidValueError,
        "och bara då",
    ),
    (
        {"suggestion_answer": SuggestionAnswer.REPORTED, "lex_sarah_report_id": CASE}, NotFoundError,
        "Lex Sarah-rapporten finns inte",
    ),
    ({"answered_on": TODAY + timedelta(days=1)}, InvalidValueError, "men i dag är det 2024-08-19"),
    ({"answered_on": SINCE - timedelta(days=1)}, InvalidValueError, "före den första dagen som förslaget gäller 2024-07-22"),
    ({"suggestion_reason": ""}, InvalidValueError, "eller varför ingen rapport lämnas, saknas"),
    ({"suggestion_answered_by_name": ""}, InvalidValueError, "Namnet på den som har svarat saknas"),
    ({"suggestion_answered_by_title": ""}, InvalidValueError, "Befattningen saknas"),
])
def test_an_answer_is_refused_with_what_is_wrong(changes, kind, message):
    given(AnsweredSuggestion).when(answering(**changes)).then_refused(kind, message)


def test_an_answer_is_recorded_once_and_taken_back_once():
    given(AnsweredSuggestion, ANSWERED).when(answering()).then_refused(ConflictError, "redan registrerat")
    given(AnsweredSuggestion, ANSWERED).when(taking_back()).then(SuggestionAnswerTakenBack, reason="Fel ärende.")
    given(AnsweredSuggestion, ANSWERED, TAKEN_BACK).when(taking_back()).then_refused(NotAllowedError, "redan återtaget")
    given(AnsweredSuggestion).when(taking_back()).then_refused(NotFoundError, "Svaret finns inte")
    given(AnsweredSuggestion, ANSWERED).when(taking_back(" ")).then_refused(InvalidValueError, "Orsaken")
