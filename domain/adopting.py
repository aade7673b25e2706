"""What every decision of a board about its own definitions and bounds is held to (sv. *antagande*): when, by whom and why.

A decision takes effect from the day that it is recorded at the earliest, so that what was answered as of yesterday stays; and
a version, once it means something, never means anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from domain.errors import ConflictError, InvalidValueError
from domain.policies import Policy, require_not_after_today


class Numbered(NamedTuple):
    """A version of something that is defined (sv. *version*).

    Args:
        what: The kind of thing in definite form, as a refusal names it.
        id: Of the thing.
        version: From 1.
    """

    what: str
    id: str
    version: int


class Found(NamedTuple):
    """A definition that was read: what it says that it is, and its canonical text."""

    id: str
    version: int
    text: str


def require_undecided(version: int) -> None:
    """Hold a decision to being the first of its stream.

    Raises:
        ConflictError: It is made already.
    """
    if version:
        raise ConflictError("Beslutet är redan registrerat. Registrera ett nytt beslut i stället.")


def require_from_today(takes_effect_on: date, what: str, today: date) -> None:
    """Hold a decision to taking effect today or later.

    Raises:
        InvalidValueError: It would have taken effect before; the message begins with `what`.
    """
    if takes_effect_on < today:
        raise InvalidValueError(
            f"{what} skulle börja gälla {takes_effect_on}, men i dag är det {today}. Ange i dag eller en senare dag."
        )


def require_adopted(
    adopted_on: date, adopted_by: str, board_decision_reference: str | None, reason: str, *, today: date, policy: Policy
) -> None:
    """Hold a decision to saying when and by whom it was made, and why.

    Raises:
        InvalidValueError: `adopted_on` after today; then `adopted_by`, `board_decision_reference`, `reason`.
    """
    require_not_after_today(adopted_on, "Beslutets dag", today)
    policy.require_short_text(adopted_by, "Vem som har beslutat")
    if board_decision_reference is not None:
        policy.require_short_text(board_decision_reference, "Beslutets beteckning")
    policy.require_short_text(reason, "Skälet till beslutet")


def adopted_text(
    named: Numbered, definition: str | None, read: Callable[[str], Found], *, existing: str | None, highest: int, policy: Policy
) -> str:
    """The text of the version that a decision adopts.

    Args:
        definition: As it was sent; None = the version that exists already.
        read: Reads what was sent, or refuses.
        existing: The text of that version, if there is one.
        highest: The highest number that there is; 0 = none.

    Raises:
        InvalidValueError: There is no such version; `definition` is blank or too long; what `read` refuses; it says another id or
            version; the number means something else already, or is not above all earlier ones.
    """
    if definition is None:
        if existing is None:
            raise InvalidValueError(f"Det finns ingen sådan version av {named.what}. Skicka med definitionen.")
        return existing
    policy.require_text(definition, "Definitionen")
    found = read(definition)
    if (found.id, found.version) != (named.id, named.version):
        raise InvalidValueError(
            f"Definitionen säger {found.id} version {found.version}, men beslutet något annat. Rätta det som är fel."
        )
    following = highest + 1
    if existing is not None and existing != found.text:
        raise InvalidValueError(
            f"Version {named.version} av {named.id} betyder redan något annat. Ge den nya betydelsen version {following}."
        )
    if existing is None and named.version < following:
        raise InvalidValueError(
            f"Version {named.version} av {named.id} är inte senare än de som finns. Ange version {following}."
        )
    return found.text
