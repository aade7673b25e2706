"""What a rating's numbers must be before it is recorded, and the total that is recorded with them."""

from __future__ import annotations

from decimal import Decimal

from domain.case.events import RatingFacts
from domain.errors import InvalidValueError
from domain.instruments.definition import Instrument
from domain.instruments.scoring import Scores, require_possible, score


def scored_total(instrument: Instrument, rating: RatingFacts) -> Decimal | None:
    """The total of a rating made by hand: as stated, or the sum of complete answers; never a sum of some of them.

    Raises:
        InvalidValueError: An item has two reasons; then as `domain.instruments.scoring.require_possible`.
    """
    numbers = [each.item_number for each in rating.missing_items]
    if len(set(numbers)) != len(numbers):
        raise InvalidValueError("En delskala har två orsaker till att svar saknas. Ange en.")
    require_possible(
        instrument, rating.subscales, total=rating.total, respondent=rating.respondent, explained=numbers
    )
    return score(instrument, rating.subscales, total=rating.total, respondent=rating.respondent).total


def require_numbers(subscales: Scores, total: Decimal | None) -> None:
    """Refuse a score that is no number.

    Raises:
        InvalidValueError: One is not.
    """
    if not all(score.is_finite() for score in (*subscales, total) if score is not None):
        raise InvalidValueError("Skattningen har ett värde som inte är ett tal. Rätta värdet.")


def require_some_score(rating: RatingFacts) -> None:
    """Refuse imported history that has no score at all.

    Raises:
        InvalidValueError: It has none.
    """
    if rating.total is None and not any(score is not None for score in rating.subscales):
        raise InvalidValueError("Skattningen saknar värden. Ange delskalor, summa eller båda.")
