"""Which regime a write is under: the case's service offering, or its unit's offerings when it names none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.base import DomainEvent
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.offering.codes import DocumentationRegime
from domain.offering.offering import Offering
from domain.offering.regime import require_allowed

NOT_ABOUT_A_PERSON_IN_AN_OFFERING = frozenset({
    "board", "unit", "staff", "offering", "policy", "concern", "records_request", "access", "viewpoint_inventory",
    "development_proposal", "goal", "indicator_definition", "published_figure", "report", "annual_wheel", "survey",
    "instrument_catalogue", "instrument_texts", "internal_control", "rule_definition", "sample", "journal_routine",
    "lex_sarah", "lex_sarah_information", "deviation", "approval", "emergency_access", "log_review", "rights_review", "retention",
    "erasure", "erased", "evidence", "record_extract", "ledger",
})
"""Families of events that no offering's regime is for: the organisation, its goals, rules and reports; anonymous surveys,
which refuse whatever identifies somebody wherever they are made; a concern, which the duty in SoL 2025:400 14:3 holds for
whatever the unit offers; what went wrong, which SoL 2025:400 27:5 has documented whatever the unit offers; requests for records,
which come from anybody; and who is let in, what is destroyed and what is handed out. Every other family is judged, new ones."""

_REGISTER_OF = {DocumentationRegime.ADVICE_NO_PERSONAL_DATA: DocumentationRegime.INSATS_ANONYMISED_BY_DECISION}
"""A viewpoint about an advice service is received in words all the same, if it is in no case. Source: SOSFS 2011:9 5 kap."""


class Place(NamedTuple):
    """Where a stream's records belong; None = not stated."""

    unit: UUID | None
    offering: UUID | None


def place_of(events: Iterable[DomainEvent]) -> Place:
    """The unit and the offering that a stream's events state last."""
    unit: UUID | None = None
    offering: UUID | None = None
    for event in events:
        unit = getattr(event, "unit", None) or unit
        offering = getattr(event, "offering", None) or offering
    return Place(unit, offering)


def is_judged(event: DomainEvent) -> bool:
    """Whether an event is of a family that regimes are for."""
    return event.TYPE.partition(".")[0] not in NOT_ABOUT_A_PERSON_IN_AN_OFFERING


class Catalogue:
    """The service offerings of a board (sv. *utbudskatalog*), as a write is judged by them.

    Args:
        offerings: Every offering, by id.
        part_of: Every unit, with the unit that it is part of.
    """

    def __init__(self, offerings: Mapping[UUID, Offering], part_of: Mapping[UUID, UUID | None]) -> None:
        self.offerings = offerings
        self._part_of = part_of

    def require_allowed(
        self, before: Sequence[DomainEvent], events: Sequence[DomainEvent], day: date, *, elsewhere: Place | None = None
    ) -> None:
        """Refuse facts that the regime on the day of recording forbids; facts of other families pass.

        The day is when it is stored, not when it happened: a regime forbids storing. A full case that is open when its offering
        changes is moved to another offering (`Case.correct_facts`). Moving into a regime without identity is refused when the
        case holds what that regime forbids.

        Args:
            before: What the stream holds, or as much of it as states its place.
            events: What is to be recorded in it.
            elsewhere: The place of the case that the stream belongs to, when it is not a case itself.

        Raises:
            NotFoundError: The offering that is named does not exist.
            InvalidValueError: It is another unit's.
            NotAllowedError: It takes nobody new that day; then a new case names no offering in a unit where that matters.
            IdentityForbiddenError: See `regime.require_allowed`.
            NotAllowedError: A request for help that is assessed, where only help without an assessment is documented.

        Source: SoL 2025:400 11:1, 11:5, 14:3-5.
        """
        judged = [event for event in events if is_judged(event)]
        if not judged:
            return
        was = place_of(before)
        is_of_a_case = elsewhere is not None and elsewhere.unit is not None
        place = elsewhere if elsewhere is not None and is_of_a_case else place_of([*before, *events])
        is_moved = not is_of_a_case and place != was
        if is_moved and place.offering is not None:
            self._require_offered(place, None if place.offering == was.offering else day)
        # Only what can name an offering is asked to.
        is_new = not before and not is_of_a_case and "offering" in type(judged[0]).model_fields
        regime = self.regime_of(place, day, is_new=is_new)
        if judged[0].TYPE.startswith("viewpoint.") and not is_of_a_case:
            regime = _REGISTER_OF.get(regime, regime)
        require_allowed(regime, [*before, *judged] if is_moved else judged)
        _require_kind_of_help(regime, judged)

    def regime_of(self, place: Place, day: date, *, is_new: bool = False) -> DocumentationRegime:
        """The regime of records at a place on a day: the named offering's, else that of the unit's offerings.

        A unit without offerings, or whose parent has none either, keeps full cases. Where all offerings forbid identity, a case
        that names none is under the strictest; where only some do, a new case must say which, and an old one stays full.

        Raises:
            NotAllowedError: A new case must say which.
        """
        if place.offering is not None and place.offering in self.offerings:
            return self.offerings[place.offering].regime_on(day)
        regimes = self._regimes_near(place.unit, day)
        if all(regime.takes_identity for regime in regimes):
            return DocumentationRegime.FULL_CASE
        if is_new and len(regimes) > 1:
            raise NotAllowedError("Enheten har utbud med olika dokumentationsregim. Ange vilket utbud det gäller.")
        if any(regime.takes_identity for regime in regimes):
            return DocumentationRegime.FULL_CASE
        return max(regimes, key=list(DocumentationRegime).index)

    def _regimes_near(self, unit: UUID | None, day: date) -> set[DocumentationRegime]:
        for near in self._units_above(unit):
            regimes = {each.regime_on(day) for each in self.offerings.values() if each.unit == near and each.takes_new_on(day)}
            if regimes:
                return regimes
        return set()

    def _units_above(self, unit: UUID | None) -> Iterator[UUID]:
        seen: set[UUID] = set()
        while unit is not None and unit not in seen:
            seen.add(unit)
            yield unit
            unit = self._part_of.get(unit)

    def _require_offered(self, place: Place, day: date | None) -> None:
        assert place.offering is not None
        offering = self.offerings.get(place.offering)
        if offering is None:
            raise NotFoundError("Utbudet finns inte i nämnden. Välj ett av enhetens utbud.")
        if offering.unit not in self._units_above(place.unit):
            raise InvalidValueError("Utbudet hör till en annan enhet. Välj ett av enhetens utbud.")
        if day is not None and not offering.takes_new_on(day):
            raise NotAllowedError(f"Utbudet tar inte emot någon ny den {day}. Välj ett annat utbud.")


def _require_kind_of_help(regime: DocumentationRegime, events: Iterable[DomainEvent]) -> None:
    """Refuse help that is granted after an assessment where the regime is for other help: it needs a file in full."""
    if regime is not DocumentationRegime.FULL_CASE and any(getattr(event, "needs_tested", False) for event in events):
        raise NotAllowedError(
            f"Begäran gäller behovsprövad hjälp, men insatsen dokumenteras som {regime.swedish}. Flytta ärendet till en insats "
            "med full dokumentation, öppna ett eget ärende där, eller ange att hjälpen inte är behovsprövad."
        )
