"""How the standing questions of a journal routine were answered at case reviews (sv. *svar på stående frågor*)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from domain.case.review.codes import ReviewAnswer, ReviewQuestion
from domain.case.review.events import CaseReviewed
from domain.journal_routine.state import RoutineState


def answers_document(
    routine: RoutineState, reviews: Iterable[CaseReviewed], units: frozenset[UUID]
) -> list[dict[str, Any]]:
    """Each version's questions with how many reviews answered them how, of reviews held while it was in force.

    Args:
        reviews: Those that stand, of the period that is asked for.
        units: Only reviews in these units.
    """
    counted: dict[int, Counter[tuple[ReviewQuestion, ReviewAnswer]]] = {}
    held: Counter[int] = Counter()
    for review in reviews:
        version = routine.in_force(review.reviewed_on)
        if version is None or review.unit_id not in units:
            continue
        held[version.number] += 1
        answered = counted.setdefault(version.number, Counter())
        answered.update((each.question, each.answer) for each in review.standing_answers)
    return [
        {
            "routine_version": version.number, "reviews": held[version.number],
            "questions": [
                _question(question, counted[version.number], held[version.number]) for question in version.says.standing_questions
            ],
        }
        for version in routine.versions if version.number in held
    ]


def _question(
    question: ReviewQuestion, answered: Counter[tuple[ReviewQuestion, ReviewAnswer]], reviews: int
) -> dict[str, Any]:
    numbers = {each.value: answered[question, each] for each in ReviewAnswer}
    return {
        "question": question.value, "question_in_words": question.swedish, **numbers,
        "unanswered": reviews - sum(numbers.values()),
    }
