"""A suggested Lex Sarah report is answered: made elsewhere, or not, because; the answer can be taken back."""

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
from tests.support.examples import BO, CASE, EXAMPLES, STAMP, cast_id
from tests.support.scenario import given, numbered

ANSWERED, TAKEN_BACK = EXAMPLES["suggestion.answered.v1"], EXAMPLES["suggestion.answer_taken_back.v1"]
SINCE, TODAY = date(2024, 7, 22), date(2024, 8, 19)


def answering(**changes):
    call = {
        "suggestion_id": cast_id(2431), "suggestion_kind": SuggestionKind.SILENCE, "rule": "R-04", "about_case_id": CASE,
        "missing_since": SINCE, "suggestion_answer": SuggestionAnswer.NOT_REPORTED, "suggestion_reason": "Kontakt varje vecka.",
        "answered_on": TODAY, "suggestion_answered_by_id": BO, "suggestion_answered_by_name": "Bo Påhittad",
        "known_rules": RuleHistory(shipped_rule_definitions()), "others": lambda: (), "stamp": STAMP, "today": TODAY,
        "policy": DEFAULT_POLICY,
    }
    return lambda state: state.answer(**{**call, **changes})


def taking_back(reason="Fel ärende."):
    return lambda state: state.take_back(reason=reason, stamp=STAMP, policy=DEFAULT_POLICY)


@pytest.mark.parametrize("on", [SINCE, TODAY])
def test_a_suggestion_is_answered_from_the_first_day_to_today(on):
    given(AnsweredSuggestion).when(answering(answered_on=on)).then(
        SuggestionAnswered, answered_on=on, suggestion_answer=SuggestionAnswer.NOT_REPORTED
    )


def test_an_answer_that_was_taken_back_leaves_room_for_another():
    before = AnsweredSuggestion.fold(numbered(ANSWERED, TAKEN_BACK))
    assert before.key is None
    given(AnsweredSuggestion).when(answering(others=lambda: (before,))).then(SuggestionAnswered)


@pytest.mark.parametrize(("changes", "kind", "message"), [
    ({"rule": "R-99"}, NotFoundError, "Regeln finns inte i nämnden"),
    ({"others": lambda: (AnsweredSuggestion.fold([ANSWERED]),)}, ConflictError, "Förslaget är redan besvarat"),
    ({"answered_on": TODAY + timedelta(days=1)}, InvalidValueError, "men i dag är det 2024-08-19"),
    ({"answered_on": SINCE - timedelta(days=1)}, InvalidValueError, "före den första dagen som förslaget gäller 2024-07-22"),
    ({"suggestion_reason": ""}, InvalidValueError, "Var rapporten finns, eller varför ingen lämnas, saknas"),
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
