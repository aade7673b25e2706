"""A rating's total (sv. *summa*): never silently made of too few answers.

Source: of the jump rules and of which AUDIT items must be answered, Babor et al., AUDIT, WHO 2001.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from domain.codes import Respondent
from domain.errors import InvalidValueError
from domain.instruments.definition import Instrument, Item
from domain.instruments.exact import swedish

METHOD = "1"
"""The version of these rules, for whoever keeps a total that was made by them."""

Scores = Sequence[Decimal | None]
"""A rating's subscales in the order of `Instrument.items_by`; None = not answered."""


class TotalOrigin(StrEnum):
    """Where a total comes from."""

    SUMMED = "summed"
    SUMMED_WITH_JUMPS = "summed_with_jumps"
    STATED = "stated"


class NoTotal(StrEnum):
    """Why there is no total (sv. *orsak till att summa saknas*)."""

    NOT_SCORED = "not_scored"
    """The instrument has no total."""
    ITEMS_MISSING = "items_missing"
    """An item that no jump rule covers has no answer."""
    NOT_STATED = "not_stated"
    """The total is not the plain sum, and nobody stated it; or neither items nor total were given."""


class Scored(NamedTuple):
    """What a rating's numbers come to.

    Args:
        total: None = there is none, and `no_total` says why.
        origin: None when there is no total.
        complete: Whether every item is answered, or left out under a jump rule; a total alone is not complete.
        unanswered: Numbers from 1 of the items that lack an answer that no jump rule covers.
        jumped: Numbers from 1 of the items that were left out under a jump rule, and count as 0.
    """

    total: Decimal | None
    origin: TotalOrigin | None
    no_total: NoTotal | None
    complete: bool
    unanswered: tuple[int, ...] = ()
    jumped: tuple[int, ...] = ()


def score(
    instrument: Instrument, subscales: Scores, *, total: Decimal | None = None, respondent: Respondent | None = None
) -> Scored:
    """What a rating's numbers come to, which must be possible ones; see `require_possible`.

    Args:
        subscales: Empty = only the total is kept.
        total: As stated; it stands where no sum can be made, and nowhere else.
        respondent: Who rated, where different people rate different items.
    """
    expected = instrument.items_by(respondent)
    jumped = _jumped(instrument, subscales)
    unanswered = tuple(
        number for number, value in enumerate(subscales, start=1) if value is None and number not in jumped
    )
    complete = len(subscales) == len(expected) and bool(expected) and not unanswered
    made, origin, why = _total(instrument, subscales, total, jumped, complete=complete)
    return Scored(made, origin, why, complete, unanswered, jumped)


def require_possible(
    instrument: Instrument, subscales: Scores, *, total: Decimal | None = None, respondent: Respondent | None = None,
    explained: Collection[int] = (),
) -> None:
    """Refuse numbers that the instrument cannot give.

    Args:
        subscales: Empty = only the total is known.
        explained: Numbers from 1 of the missing items that have a reason; an item under a jump rule needs none.

    Raises:
        InvalidValueError: Scores for an instrument that is not scored; then no score at all; then the number of subscales; a
            subscale off its scale; a missing item without a reason; a reason for an item that is answered or does not exist;
            then a total where there is none; one off its scale, beside missing items that the sum lacks, or not the sum.
    """
    if not instrument.is_scored:
        if subscales or total is not None:
            raise InvalidValueError(f"{instrument.name} räknas inte. Lämna delskalor och summa tomma.")
        return
    if not subscales and total is None:
        raise InvalidValueError("Skattningen saknar värden. Ange delskalor, summa eller båda.")
    items = instrument.items_by(respondent)
    if subscales:
        _require_items(instrument, items, subscales)
    _require_explained(instrument, subscales, explained)
    if total is not None:
        _require_total(instrument, subscales, total)


def _require_items(instrument: Instrument, items: Sequence[Item], subscales: Scores) -> None:
    if not items:
        raise InvalidValueError(f"{instrument.name} har inga delskalor för den som skattade. Lämna dem tomma.")
    if len(subscales) != len(items):
        raise InvalidValueError(f"{len(subscales)} delskalor är angivna. {instrument.name} har {len(items)}: ange dem alla.")
    for number, (value, item) in enumerate(zip(subscales, items, strict=True), start=1):
        if value is not None and not (value.is_finite() and item.scale.allows(value)):
            allowed = f"Tillåtet för {instrument.name}: {item.scale.described()}."
            raise InvalidValueError(f"Delskala {number} är {swedish(value)}. {allowed}")


def _require_explained(instrument: Instrument, subscales: Scores, explained: Collection[int]) -> None:
    missing = {number for number, value in enumerate(subscales, start=1) if value is None}
    for number in sorted(missing - set(explained) - set(_jumped(instrument, subscales))):
        raise InvalidValueError(f"Delskala {number} saknar svar. Ange orsaken till att svaret saknas.")
    for number in sorted(set(explained) - missing):
        raise InvalidValueError(f"Delskala {number} har en orsak till att svar saknas, men där saknas inget. Ta bort orsaken.")


def _require_total(instrument: Instrument, subscales: Scores, total: Decimal) -> None:
    if instrument.total is None:
        raise InvalidValueError(f"{instrument.name} har ingen summa. Lämna den tom.")
    if not (total.is_finite() and instrument.total.allows(total)):
        raise InvalidValueError(f"Summan är {swedish(total)}. Tillåtet för {instrument.name}: {instrument.total.described()}.")
    if not subscales or not instrument.total_is_sum:
        return
    made = score(instrument, subscales)
    if made.total is None:
        raise InvalidValueError("Delskalor saknar svar, så skattningen har ingen summa. Lämna summan tom.")
    if made.total != total:
        found = f"Summan är {swedish(total)}, men delskalornas summa är {swedish(made.total)}."
        raise InvalidValueError(f"{found} Rätta den som är fel.")


def _total(
    instrument: Instrument, subscales: Scores, total: Decimal | None, jumped: Collection[int], *, complete: bool
) -> tuple[Decimal | None, TotalOrigin | None, NoTotal | None]:
    if instrument.total is None:
        return None, None, NoTotal.NOT_SCORED
    if instrument.total_is_sum and subscales:
        if not complete:
            return None, None, NoTotal.ITEMS_MISSING
        origin = TotalOrigin.SUMMED_WITH_JUMPS if jumped else TotalOrigin.SUMMED
        return sum((value for value in subscales if value is not None), Decimal(0)), origin, None
    return (None, None, NoTotal.NOT_STATED) if total is None else (total, TotalOrigin.STATED, None)


def _jumped(instrument: Instrument, subscales: Scores) -> tuple[int, ...]:
    """The numbers of the blank items that a jump rule covers."""
    return tuple(sorted({
        number for jump in instrument.jumps for number in jump.may_skip
        if number <= len(subscales) and subscales[number - 1] is None and all(_zeros(subscales, jump.when_zero))
    }))


def _zeros(subscales: Scores, numbers: Sequence[int]) -> Iterator[bool]:
    return (number <= len(subscales) and subscales[number - 1] == 0 for number in numbers)
