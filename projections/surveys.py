"""Results of anonymous surveys (sv. *brukarundersökning*): what was ticked, question by question, and nothing that tells who.

Results are shown when the survey is closed, so that no two readings differ by one person's answer, and from so many answers on,
in all and of each gender. To others than those who work with them a question is shown only as far as no small group stands out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from domain.codes import Gender
from domain.indicators.suppression import SUPPRESSED, is_small
from domain.policies import Policy
from domain.survey.events import SurveyAnswer, SurveyQuestion
from domain.survey.survey import Survey
from projections.goals import exact_text, half_up
from projections.json_values import as_json

NOT_CLOSED = "Undersökningen är inte stängd. Resultaten visas när den tar emot inga fler svar."
TOP_VALUES = 2
"""How many of a scale's highest values the share is about."""


def survey_document(survey: Survey) -> dict[str, Any]:
    """A survey as JSON, without any answer."""
    defined = survey.defined
    return {
        **_counts(survey), "occasion": as_json(defined and defined.survey_occasion),
        "questions": [] if defined is None else as_json(defined.questions), "asks_gender": defined and defined.asks_gender,
        "free_text_question": defined and defined.free_text_question,
        "batches": [{"batch": str(batch_id), "answers": len(batch)} for batch_id, batch in survey.answers.items()],
        "text_batches": [{"batch": str(batch_id), "texts": len(batch)} for batch_id, batch in survey.texts.items()],
    }


def survey_results(survey: Survey, policy: Policy, *, external: bool) -> dict[str, Any]:
    """A survey's results as JSON: counts always, the rest when it is closed and has answers enough.

    Args:
        external: As they may be shown to others than those who work with them: with `small_cell_min` beside `survey_answers_min`.
    """
    withheld = _withheld(survey, policy)
    questions = () if survey.defined is None or withheld else survey.defined.questions
    return {
        **_counts(survey), "external": external, "withheld": withheld,
        "questions": [
            _question(question, place, survey, policy, external=external) for place, question in enumerate(questions)
        ],
    }


def free_texts(survey: Survey, policy: Policy) -> dict[str, Any]:
    """What people wrote freely as JSON, apart from what they ticked and in the order of the alphabet."""
    withheld = _withheld(survey, policy)
    return {
        **_counts(survey), "withheld": withheld, "free_text_question": survey.defined and survey.defined.free_text_question,
        "free_texts": [] if withheld else survey.all_texts,
    }


def _counts(survey: Survey) -> dict[str, Any]:
    answers = len(survey.all_answers)
    coverage = Fraction(100 * answers, survey.asked_count) if survey.asked_count else None
    return {
        "survey": as_json(survey.id), "version": survey.version, "survey_name": survey.defined and survey.defined.survey_name,
        "unit": as_json(survey.unit), "first_day": as_json(survey.opened and survey.opened.first_day),
        "last_day": as_json(survey.opened and survey.opened.last_day),
        "closed_on": as_json(survey.closed and survey.closed.closed_on), "asked": survey.asked_count, "answers": answers,
        "coverage": None if coverage is None else exact_text(coverage),
    }


def _withheld(survey: Survey, policy: Policy) -> str | None:
    if survey.closed is None:
        return NOT_CLOSED
    answers = len(survey.all_answers)
    if answers < policy.survey_answers_min:
        return f"Undersökningen fick {answers} svar. Resultaten visas från {policy.survey_answers_min}, så att ingen pekas ut."
    return None


def _question(
    question: SurveyQuestion, place: int, survey: Survey, policy: Policy, *, external: bool
) -> dict[str, Any]:
    given = survey.all_answers
    groups = _by_gender(given, place)
    ticked = [value for values in groups.values() for value in values]
    enough = len(ticked) >= policy.survey_answers_min
    shown = _shown(ticked, question, _Hides.of([ticked], question, policy, external)) if enough else _hidden(len(ticked))
    return {
        "question": question.question, "lowest": question.lowest, "highest": question.highest,
        "lowest_means": question.lowest_means, "highest_means": question.highest_means,
        "left_out": len(given) - len(ticked), **shown,
        "by_gender": _genders(groups, question, policy, external=external) if enough else None,
    }


def _genders(
    groups: Mapping[Gender | None, Sequence[int]], question: SurveyQuestion, policy: Policy, *, external: bool
) -> dict[str, Any] | None:
    """The same of each gender; None when one of them is too small: beside the total it could be worked out."""
    if any(len(values) < policy.survey_answers_min for values in groups.values()) or set(groups) <= {None}:
        return None
    hides = _Hides.of(groups.values(), question, policy, external)
    if hides.top_two:
        return None
    named = {**{gender: gender.swedish for gender in Gender}, None: "inte angivet"}
    return {
        named[gender]: _shown(groups[gender], question, hides) for gender in (*Gender, None) if gender in groups
    }


def _by_gender(answers: Sequence[SurveyAnswer], place: int) -> dict[Gender | None, list[int]]:
    found: dict[Gender | None, list[int]] = {}
    for answer in answers:
        value = answer.ticked[place] if place < len(answer.ticked) else None
        if value is not None:
            found.setdefault(answer.gender, []).append(value)
    return found


class _Hides(NamedTuple):
    """What is hidden of all groups that are shown beside one another: what one hides the others and the total would tell."""

    distribution: bool
    top_two: bool

    @classmethod
    def of(
        cls, groups: Iterable[Sequence[int]], question: SurveyQuestion, policy: Policy, external: bool
    ) -> _Hides:
        """Nothing, to those who work with them; outside, what few ticked."""
        if not external:
            return cls(distribution=False, top_two=False)
        cells, sides = [], []
        for values in groups:
            top = _in_top(values, question)
            cells += Counter(values).values()
            sides += [top, len(values) - top]
        least = policy.small_cell_min
        return cls(any(is_small(cell, least) for cell in cells), any(is_small(side, least) for side in sides))


def _shown(values: Sequence[int], question: SurveyQuestion, hides: _Hides) -> dict[str, Any]:
    """What was ticked. The mean goes with the distribution: with the number of answers it can tell a cell of it."""
    counted, top = Counter(values), _in_top(values, question)
    share, mean = Fraction(100 * top, len(values)), Fraction(sum(values), len(values))
    return {
        "answered": len(values),
        "distribution": SUPPRESSED if hides.distribution else {
            str(value): counted[value] for value in range(question.lowest, question.highest + 1)
        },
        "top_two": SUPPRESSED if hides.top_two else {
            "numerator": top, "denominator": len(values), "percent": half_up(share), "exact": exact_text(share)
        },
        "mean": SUPPRESSED if hides.distribution else exact_text(mean),
    }


def _hidden(answered: int) -> dict[str, Any]:
    return {"answered": answered, "distribution": SUPPRESSED, "top_two": SUPPRESSED, "mean": SUPPRESSED}


def _in_top(values: Sequence[int], question: SurveyQuestion) -> int:
    return sum(value > question.highest - TOP_VALUES for value in values)
