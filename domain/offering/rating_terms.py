"""Which instruments are rated in an offering, and how often (sv. *skattningsrutin*)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from domain.base import Immutable
from domain.codes import SessionKind
from domain.errors import InvalidValueError
from domain.instruments import InstrumentCatalogue
from domain.instruments.definition import InstrumentKind
from domain.offering.codes import RatedWhen
from domain.policies import Policy


class ExpectedRating(Immutable):
    """An instrument that is rated with everybody in an offering, and when (sv. *förväntad skattning*).

    `session_kinds` are the kinds of session that it is rated at, given exactly with `EACH_SESSION`; `every_months` is given
    exactly with `EVERY_MONTHS`, which means at the start too.
    """

    instrument: str
    rated_when: RatedWhen
    session_kinds: tuple[SessionKind, ...] = ()
    every_months: int | None = None


class RatingTerms(NamedTuple):
    """What is expected from a day on, until the next terms."""

    since: date
    expected: tuple[ExpectedRating, ...]


def terms_on(terms: Iterable[RatingTerms], day: date) -> RatingTerms:
    """The terms on a day: those with the latest first day by then; before the first of them nothing is expected.

    Args:
        terms: By their first days.
    """
    found = RatingTerms(date.min, ())
    for each in terms:
        if each.since <= day:
            found = each
    return found


def expected_on(terms: Iterable[RatingTerms], day: date) -> tuple[ExpectedRating, ...]:
    """What is expected on a day; see `terms_on`."""
    return terms_on(terms, day).expected


def require_expected(
    expected: Sequence[ExpectedRating], policy: Policy, catalogue: InstrumentCatalogue
) -> tuple[ExpectedRating, ...]:
    """The expected ratings with the instruments' names as the catalogue writes them.

    Raises:
        InvalidValueError: For each in order: an instrument that is not in use, one that is given twice, kinds of session or
            months that do not go with when it is rated, months outside 1 to `policy.rating_interval_max_months`.
    """
    found: dict[str, ExpectedRating] = {}
    for each in expected:
        instrument = catalogue.current(each.instrument)
        if instrument is None or instrument.kind is not InstrumentKind.RATED:
            raise InvalidValueError("Ett av instrumenten finns inte i katalogen. Välj instrument ur den.")
        if instrument.name in found:
            raise InvalidValueError(f"{instrument.name} är angivet två gånger. Ange varje instrument en gång.")
        _require_when(instrument.name, each, policy)
        found[instrument.name] = each.model_copy(update={"instrument": instrument.name})
    return tuple(found.values())


def _require_when(name: str, expected: ExpectedRating, policy: Policy) -> None:
    at_sessions = expected.rated_when is RatedWhen.EACH_SESSION
    if at_sessions != bool(expected.session_kinds):
        raise InvalidValueError(f"{name}: ange slag av besök precis när instrumentet skattas vid varje besök.")
    if at_sessions != (expected.every_months is None):
        raise InvalidValueError(f"{name}: ange antal månader precis när instrumentet skattas med ett visst mellanrum.")
    longest = policy.rating_interval_max_months
    if expected.every_months is not None and not 1 <= expected.every_months <= longest:
        raise InvalidValueError(f"{name}: mellanrummet är {expected.every_months} månader. Ange ett tal från 1 till {longest}.")
