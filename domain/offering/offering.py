"""A service offering (sv. *insats*, *verksamhetsutbud*), with its documentation regime in periods."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.instruments import InstrumentCatalogue
from domain.offering.codes import DocumentationRegime, ServiceKind
from domain.offering.events import (
    OfferingChanged,
    OfferingEstablished,
    OfferingInstrumentsSet,
    OfferingWithdrawn,
    RegimeChanged,
    RegimeFacts,
)
from domain.offering.rating_terms import ExpectedRating, RatingTerms, require_expected
from domain.policies import Policy, require_not_after_today, require_order
from domain.stream_state import StreamState

IDENTITY_EXEMPTION_FROM = date(2025, 7, 1)
"""The first day on which a board could except identity. Source: SoL 2025:400 14:5, in force 1 July 2025."""


class Terms(NamedTuple):
    """What an offering is called and how many talks it gives at most, from a day on; `max_talks` None = no such number."""

    since: date
    name: str
    max_talks: int | None


class Offering(StreamState):
    """A service offering (sv. *insats*, *verksamhetsutbud*), folded from its stream's events. `version` 0 = not established.

    Attributes:
        regimes: Each from its first day until the next one's, in the order of those days; of two with the same day the one
            recorded last holds, and the other is not here.
        terms: The same way.
        rating_terms: Which instruments are rated, the same way; none before the first are set.
        withdrawn_from: The first day on which nobody new is taken; None = still offered.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.unit: UUID | None = None
        self.kind: ServiceKind | None = None
        self.terms: tuple[Terms, ...] = ()
        self.regimes: tuple[RegimeFacts, ...] = ()
        self.rating_terms: tuple[RatingTerms, ...] = ()
        self.withdrawn_from: date | None = None

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, RegimeFacts):
            others = [each for each in self.regimes if each.regime_from != event.regime_from]
            self.regimes = tuple(sorted([*others, event], key=lambda each: each.regime_from))
        if isinstance(event, OfferingEstablished):
            self.unit, self.kind = event.unit, event.service_kind
            self.terms = (Terms(event.regime_from, event.offering_name, event.max_talks),)
        if isinstance(event, OfferingChanged):
            standing = [each for each in self.terms if each.since != event.terms_from]
            changed = Terms(event.terms_from, event.offering_name, event.max_talks)
            self.terms = tuple(sorted([*standing, changed], key=lambda each: each.since))
        if isinstance(event, OfferingInstrumentsSet):
            before = [each for each in self.rating_terms if each.since != event.instruments_from]
            terms = RatingTerms(event.instruments_from, event.expected_ratings)
            self.rating_terms = tuple(sorted([*before, terms], key=lambda each: each.since))
        if isinstance(event, OfferingWithdrawn):
            self.withdrawn_from = event.withdrawn_from

    def regime_on(self, day: date) -> DocumentationRegime:
        """The regime on a day: the one with the latest first day by then; before the first of them, the first."""
        begun = [each for each in self.regimes if each.regime_from <= day]
        return (begun[-1] if begun else self.regimes[0]).regime

    def terms_on(self, day: date) -> Terms:
        """The terms on a day: those with the latest first day by then; before the first of them, the first."""
        begun = [each for each in self.terms if each.since <= day]
        return begun[-1] if begun else self.terms[0]

    def takes_new_on(self, day: date) -> bool:
        """Whether somebody new can be taken on a day: offered since, and not withdrawn."""
        return self.regimes[0].regime_from <= day and (self.withdrawn_from is None or day < self.withdrawn_from)

    def establish(
        self,
        *,
        offering_id: UUID,
        unit: UUID,
        offering_name: str,
        service_kind: ServiceKind,
        regime: DocumentationRegime,
        regime_from: date,
        board_decision_reference: str | None = None,
        board_decided_on: date | None = None,
        max_talks: int | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[OfferingEstablished]:
        """Begin to offer a service (sv. *inrätta verksamhetsutbud*).

        Args:
            regime_from: The first day of the offering and of its first regime; may lie ahead, or before it was recorded here.
            board_decision_reference: Given for `INSATS_ANONYMISED_BY_DECISION`; may be given for the others.
            board_decided_on: With the reference, not after today nor after `regime_from`.
            max_talks: From 1 to `policy.talks_max`, both included; None = no such number.

        Raises:
            ConflictError: Already established.
            InvalidValueError: `offering_name`; then `max_talks`; then the regime: it does not fit the kind; its decision is
                missing, half given, in the future or later than what it decides; identity excepted before it could be.

        Source: SoL 2025:400 11:1, 11:5, 14:3–5.
        """
        if self.version:
            raise ConflictError("Utbudet är redan inrättat. Ändra det som finns i stället.")
        established = OfferingEstablished(
            **envelope(offering_id, 0, stamp),
            unit=unit,
            offering_name=offering_name,
            service_kind=service_kind,
            regime=regime,
            regime_from=regime_from,
            board_decision_reference=board_decision_reference,
            board_decided_on=board_decided_on,
            max_talks=max_talks,
        )
        _require_terms(offering_name, max_talks, policy)
        _require_regime(established, service_kind, today, policy)
        return (established,)

    def change_regime(
        self,
        *,
        regime: DocumentationRegime,
        regime_from: date,
        board_decision_reference: str | None = None,
        board_decided_on: date | None = None,
        reason: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[RegimeChanged]:
        """Let another regime hold from a day on (sv. *ändra dokumentationsregim*).

        Args:
            regime_from: From the last regime's first day on, which it then replaces. Back in time no further than that: what
                earlier regimes forbade has been kept out, and what they asked for has been written.

        Raises:
            NotFoundError: Not established.
            InvalidValueError: `reason`; then the regime, as when establishing; then `regime_from` before the last regime's
                first day; then the same regime with the same decision holds already.

        Source: SoL 2025:400 14:3–5.
        """
        self._require_known()
        policy.require_short_text(reason, "Orsaken till ändringen")
        changed = RegimeChanged(
            **envelope(self.id, self.version, stamp),
            regime=regime,
            regime_from=regime_from,
            board_decision_reference=board_decision_reference,
            board_decided_on=board_decided_on,
            reason=reason,
        )
        _require_regime(changed, self.kind, today, policy)
        last = self.regimes[-1]
        require_order(last.regime_from, "den gällande regimens första dag", regime_from, "Den nya regimens första dag")
        if (last.regime, last.board_decision_reference, last.board_decided_on) == (
            regime, board_decision_reference, board_decided_on
        ):
            raise InvalidValueError("Den regimen gäller redan enligt samma beslut. Ange en annan regim eller ett nytt beslut.")
        return (changed,)

    def change_terms(
        self,
        *,
        offering_name: str,
        max_talks: int | None = None,
        terms_from: date,
        reason: str,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[OfferingChanged]:
        """State the offering's name and number of talks from a day on, whole (sv. *ändra verksamhetsutbud*).

        Args:
            max_talks: From 1 to `policy.talks_max`, both included; None = no such number.
            terms_from: From the last terms' first day on, which these then replace; may lie ahead.

        Raises:
            NotFoundError: Not established.
            InvalidValueError: `reason`; then `offering_name`; then `max_talks`; then `terms_from`; then no change.
        """
        self._require_known()
        policy.require_short_text(reason, "Orsaken till ändringen")
        _require_terms(offering_name, max_talks, policy)
        last = self.terms[-1]
        require_order(last.since, "de gällande villkorens första dag", terms_from, "De nya villkorens första dag")
        if (offering_name, max_talks) == (last.name, last.max_talks):
            raise InvalidValueError("Ändringen ändrar ingenting. Ange ett annat namn eller antal samtal.")
        return (
            OfferingChanged(
                **envelope(self.id, self.version, stamp),
                terms_from=terms_from,
                offering_name=offering_name,
                max_talks=max_talks,
                reason=reason,
            ),
        )

    def set_instruments(
        self,
        *,
        expected_ratings: tuple[ExpectedRating, ...],
        instruments_from: date,
        reason: str,
        stamp: Stamp,
        policy: Policy,
        catalogue: InstrumentCatalogue,
    ) -> tuple[OfferingInstrumentsSet]:
        """State which instruments are rated with everybody in the offering, from a day on, whole (sv. *ange skattningsrutin*).

        Args:
            expected_ratings: Each instrument once; empty = none is expected from that day.
            instruments_from: From the offering's first day, and from the first day of the last ones, which these then replace;
                may lie ahead.

        Raises:
            NotFoundError: Not established.
            InvalidValueError: `reason`; then `expected_ratings`, as `require_expected` has it; then `instruments_from`; then no
                change.
        """
        self._require_known()
        policy.require_short_text(reason, "Orsaken till ändringen")
        expected = require_expected(expected_ratings, policy, catalogue)
        require_order(self.regimes[0].regime_from, "utbudets första dag", instruments_from, "Skattningsrutinens första dag")
        last = self.rating_terms[-1] if self.rating_terms else RatingTerms(instruments_from, ())
        require_order(last.since, "den gällande skattningsrutinens första dag", instruments_from, "Skattningsrutinens första dag")
        if expected == last.expected:
            raise InvalidValueError("Ändringen ändrar ingenting. Ange andra instrument eller andra tillfällen.")
        return (
            OfferingInstrumentsSet(
                **envelope(self.id, self.version, stamp), instruments_from=instruments_from, expected_ratings=expected,
                reason=reason,
            ),
        )

    def withdraw(self, *, withdrawn_from: date, reason: str, stamp: Stamp, policy: Policy) -> tuple[OfferingWithdrawn]:
        """Take nobody new from a day on (sv. *lägga ned verksamhetsutbud*); cases that go on keep its regime.

        Args:
            withdrawn_from: From the offering's first day on; may lie ahead.

        Raises:
            NotFoundError: Not established.
            NotAllowedError: Withdrawn already.
            InvalidValueError: `reason`; then `withdrawn_from`.
        """
        self._require_known()
        if self.withdrawn_from is not None:
            raise NotAllowedError(f"Utbudet tar redan inte emot någon ny från {self.withdrawn_from}. Inrätta ett nytt utbud.")
        policy.require_short_text(reason, "Orsaken till att utbudet läggs ned")
        require_order(self.regimes[0].regime_from, "utbudets första dag", withdrawn_from, "Dagen då utbudet läggs ned")
        return (OfferingWithdrawn(**envelope(self.id, self.version, stamp), withdrawn_from=withdrawn_from, reason=reason),)

    def _require_known(self) -> None:
        if self.id is None:
            raise NotFoundError("Utbudet finns inte i nämnden. Inrätta det först.")


def _require_terms(offering_name: str, max_talks: int | None, policy: Policy) -> None:
    policy.require_short_text(offering_name, "Utbudets namn")
    if max_talks is not None and not 1 <= max_talks <= policy.talks_max:
        raise InvalidValueError(f"Antalet samtal är {max_talks}. Ange ett tal från 1 till {policy.talks_max}, eller inget.")


def _require_regime(facts: RegimeFacts, kind: ServiceKind | None, today: date, policy: Policy) -> None:
    by_decision = facts.regime is DocumentationRegime.INSATS_ANONYMISED_BY_DECISION
    if (facts.regime is DocumentationRegime.ADVICE_NO_PERSONAL_DATA) and kind is not ServiceKind.ADVICE:
        raise InvalidValueError(
            f"{facts.regime.swedish.capitalize()} gäller bara utbud av slaget rådgivning (SoL 14:4). Välj en annan regim."
        )
    if by_decision and kind is ServiceKind.ADVICE:
        raise InvalidValueError("Nämnden kan undanta identitet för insatser (SoL 14:5), inte rådgivning. Välj en annan regim.")
    if (facts.board_decision_reference is None) != (facts.board_decided_on is None):
        raise InvalidValueError("Nämndens beslut ska ha både beteckning och dag. Ange båda, eller ingen av dem.")
    if facts.board_decision_reference is None or facts.board_decided_on is None:
        if by_decision:
            raise InvalidValueError("Regimen kräver nämndens beslut (SoL 14:5). Ange beslutets beteckning och dag.")
        return
    policy.require_short_text(facts.board_decision_reference, "Beslutets beteckning")
    require_not_after_today(facts.board_decided_on, "Beslutets dag", today)
    require_order(facts.board_decided_on, "nämndens beslut", facts.regime_from, "Regimens första dag")
    if by_decision:
        require_order(
            IDENTITY_EXEMPTION_FROM, "den dag då nämnden fick undanta identitet (SoL 14:5)", facts.regime_from,
            "Regimens första dag",
        )
