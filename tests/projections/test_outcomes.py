"""What became of those whose cases closed: every number by itself, with what it rests on, or why there is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.codes import RatingSubject, Respondent
from domain.errors import InvalidValueError
from domain.instruments import SHIPPED
from domain.instruments.effect_size import ReferenceKind, ReferenceSpread
from domain.policies import DEFAULT_POLICY
from projections.outcomes import ClosedCase, Question, fitted, outcome_document

POLICY = DEFAULT_POLICY.model_copy(update={"effect_size_min_cases": 4, "trajectory_min_cases": 4})
NORM = ReferenceSpread(ReferenceKind.NORMATIVE, Decimal("8.0"), "Miller m.fl. 2003")
CLOSED = date(2024, 6, 15)


def question(name: str = "ORS") -> Question:
    instrument = SHIPPED.find(name)
    assert instrument is not None
    return Question(instrument, True, Respondent.CLIENT, RatingSubject.CLIENT, date(2024, 1, 1), date(2024, 12, 31))


def case(pre: str | None, post: str | None, *, born: int | None = 1990) -> ClosedCase:
    ratings = 0 if pre is None else 1 if post is None else 2
    first, last = (None if each is None else Decimal(each) for each in (pre, post or pre))
    return ClosedCase(born, CLOSED, ratings, first, last, None if pre is None else date(2024, 2, 1))


CASES = (
    case("18.3", "26.1"), case("18.3", "22.9"), case("18.3", "23.3"), case("31.0", "26.0"), case("40", "38"),
    case("20.0", None), case(None, None), case(None, None),
)


def document(*cases: ClosedCase, normative: ReferenceSpread | None = None, name: str = "ORS", fitted_on: Any = CASES) -> Any:
    return outcome_document(
        cases, question(name), POLICY, normative=normative, trajectory=lambda: fitted(fitted_on, question(name), 812, POLICY)
    )


def test_every_predicate_is_counted_by_itself_and_every_pair_has_one_class() -> None:
    found = document(*CASES)
    assert (found["eligible"], found["measured"], found["missing"]) == (8, 5, {"no_rating": 2, "one_rating": 1})
    assert found["predicates"] == {
        "any_improvement": {"numerator": 3, "denominator": 5}, "reliable_change": {"numerator": 2, "denominator": 5},
        "clinically_significant_change": {"numerator": 1, "denominator": 5}, "deterioration": {"numerator": 1, "denominator": 5},
        "not_evaluable": {"numerator": 0, "denominator": 5},
    }
    assert found["classes"] == {
        "recovered": 1, "reliably_improved": 1, "no_reliable_change": 2, "deteriorated": 1, "not_evaluable": 0
    }
    assert (found["best_from_the_start"], found["predicates_version"]) == (1, "1")


@pytest.mark.parametrize(("born", "said_of"), [(None, 0), (2006, 0), (2005, 1), (1990, 1), (2025, 0)])
def test_a_limit_that_depends_on_an_unknown_age_is_not_guessed(born: int | None, said_of: int) -> None:
    significant = document(case("20", "26", born=born))["predicates"]["clinically_significant_change"]
    assert significant["denominator"] == said_of


def test_the_effect_states_the_spread_that_it_is_measured_in() -> None:
    own, published = document(*CASES)["effect_size"], document(*CASES, normative=NORM)["effect_size"]
    assert published == {
        "d": "0.2600", "towards_better": "0.2600", "pairs": 5,
        "reference": {"kind": "normative", "deviation": "8.0", "source": "Miller m.fl. 2003"},
    }
    assert own["reference"]["kind"] == "pre_treatment" and own["reference"]["source"] == "de 5 parens egna första skattningar"
    assert own["reference"]["deviation"] == "9.9437" and own["d"] == "0.2092"


def test_the_adjusted_effect_of_the_cases_that_the_line_was_fitted_on_is_nothing() -> None:
    found = document(*CASES, normative=NORM)["adjusted_effect_size"]
    assert (Decimal(found["value"]), found["cases"]) == (0, 5)
    assert found["expected_by"] == {"maker": "local", "version": "ORS 1, n=5, 2024-01-01–2024-12-31, @812"}


def test_what_is_too_little_is_told_and_the_rest_is_still_answered() -> None:
    found = document(*CASES[:3], fitted_on=CASES[:2])
    assert found["measured"] == 3
    assert found["effect_size"] == {"refused": "Effektstorleken räknas på minst 4 personer, och här är 3. Välj en längre period."}
    assert "minst 4 avslutade ärenden, och här är 2" in found["adjusted_effect_size"]["refused"]


def test_nobody_closed_is_no_fault() -> None:
    found = document()
    assert (found["eligible"], found["measured"]) == (0, 0) and "här är 0" in found["effect_size"]["refused"]


def test_where_no_index_is_published_only_any_improvement_is_said() -> None:
    found = document(case("7", "6"), case("3", "3"), name="Frågor till Dig")
    assert found["predicates"]["any_improvement"] == {"numerator": 1, "denominator": 2}
    assert found["predicates"]["reliable_change"]["denominator"] == 0 and found["classes"]["not_evaluable"] == 2
    assert found["best_from_the_start"] == 1


def test_a_line_is_fitted_on_pairs_only() -> None:
    assert fitted(CASES, question(), 812, POLICY).fitted_on.cases == 5
    with pytest.raises(InvalidValueError, match="här är 3"):
        fitted((*CASES[:3], *CASES[5:]), question(), 812, POLICY)
