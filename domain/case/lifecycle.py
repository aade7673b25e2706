"""Decisions on a case's life: opened, its facts corrected, closed, opened again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp, envelope
from domain.case.events import (
    CaseClosed,
    CaseClosingCorrected,
    CaseFacts,
    CaseFactsCorrected,
    CaseOpened,
    CaseReopened,
    Circumstances,
    CircumstancesCorrected,
    CircumstancesRecorded,
    Closing,
)
from domain.case.guards import GuardedCase, require_change
from domain.codes import CloseManner, Gender, Housing, LegalBasis, YesNoUnknown
from domain.errors import ConflictError, InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order


class LifecycleDecisions(GuardedCase):
    """Opening, facts, circumstances and closing."""

    def open(
        self,
        *,
        case_id: UUID,
        number: str,
        unit: UUID,
        gender: Gender,
        birth_year: int | None = None,
        client_name: str | None = None,
        received_on: date | None = None,
        started_on: date | None = None,
        legal_basis: LegalBasis | None = None,
        reason_codes: tuple[str, ...] = (),
        offering: UUID | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[CaseOpened]:
        """Open a case (sv. *öppna ärende*).

        Args:
            case_id: The new stream; random, chosen by the caller, so that a retry is recognised.
            number: Unique in the unit, which the caller has made sure of.
            birth_year: From `today` less `policy.age_max_years` years to this year, both included.
            received_on: Not after today.
            started_on: Not after today. May be before `received_on`: help sometimes starts before the paper comes.
            offering: That it exists, and what its regime lets be stored, is held when the facts are recorded.

        Raises:
            ConflictError: The case is already open.
            InvalidValueError: `number`, then the facts.

        Source: SoL 2025:400 14:3.
        """
        if self.version:
            raise ConflictError("Ärendet är redan öppnat. Rätta uppgifterna i det ärende som finns.")
        policy.require_short_text(number, "Ärendenumret")
        opened = CaseOpened(
            **envelope(case_id, 0, stamp),
            number=number,
            unit=unit,
            gender=gender,
            birth_year=birth_year,
            client_name=client_name,
            received_on=received_on,
            started_on=started_on,
            legal_basis=legal_basis,
            reason_codes=reason_codes,
            offering=offering,
            source=source,
        )
        _require_possible(opened, today, policy)
        return (opened,)

    def correct_facts(
        self,
        *,
        unit: UUID,
        gender: Gender,
        birth_year: int | None,
        client_name: str | None,
        received_on: date | None,
        started_on: date | None,
        legal_basis: LegalBasis | None,
        reason_codes: tuple[str, ...],
        reason: str,
        offering: UUID | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[CaseFactsCorrected]:
        """State the basic facts anew, whole (sv. *rätta grunduppgifter*); also in a closed case.

        Args:
            offering: Another service offering; None = the one that it has, so that no correction takes a case out of its regime.

        Raises:
            NotFoundError: Unknown case.
            InvalidValueError: `reason`; then the facts as when opening; then a start after the closing; then no change.
        """
        self._require_known()
        policy.require_short_text(reason, "Orsaken till rättelsen")
        corrected = CaseFactsCorrected(
            **self._next(stamp),
            unit=unit,
            gender=gender,
            birth_year=birth_year,
            client_name=client_name,
            received_on=received_on,
            started_on=started_on,
            legal_basis=legal_basis,
            reason_codes=reason_codes,
            offering=offering or self.facts.offering,
            reason=reason,
            source=source,
        )
        _require_possible(corrected, today, policy)
        if started_on is not None and self.closed_on is not None:
            require_order(started_on, "startdatum", self.closed_on, "Avslutsdatum")
        require_change(self.facts, corrected, CaseFacts)
        return (corrected,)

    def record_circumstances(
        self,
        *,
        information_meeting: bool | None = None,
        continued_after_motivation: bool | None = None,
        children_in_home: YesNoUnknown | None = None,
        housing: Housing | None = None,
        source: Source | None = None,
        stamp: Stamp,
    ) -> tuple[CircumstancesRecorded]:
        """Record circumstances for the first time (sv. *omständigheter*); at least one is known.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: They are recorded already: correct them.
            InvalidValueError: None of them is known.
        """
        self._require_known()
        if self.circumstances is not None:
            raise ConflictError("Omständigheterna är redan registrerade. Rätta dem i stället.")
        recorded = CircumstancesRecorded(
            **self._next(stamp),
            information_meeting=information_meeting,
            continued_after_motivation=continued_after_motivation,
            children_in_home=children_in_home,
            housing=housing,
            source=source,
        )
        if all(value is None for value in (information_meeting, continued_after_motivation, children_in_home, housing)):
            raise InvalidValueError("Ingen omständighet är angiven. Ange minst en.")
        return (recorded,)

    def correct_circumstances(
        self,
        *,
        information_meeting: bool | None,
        continued_after_motivation: bool | None,
        children_in_home: YesNoUnknown | None,
        housing: Housing | None,
        reason: str,
        source: Source | None = None,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[CircumstancesCorrected]:
        """State the circumstances anew, whole (sv. *rätta omständigheter*).

        Raises:
            NotFoundError: Unknown case.
            NotAllowedError: None are recorded yet.
            InvalidValueError: `reason`; then no change.
        """
        self._require_known()
        if self.circumstances is None:
            raise NotAllowedError("Inga omständigheter är registrerade, så det finns inget att rätta. Registrera dem först.")
        policy.require_short_text(reason, "Orsaken till rättelsen")
        corrected = CircumstancesCorrected(
            **self._next(stamp),
            information_meeting=information_meeting,
            continued_after_motivation=continued_after_motivation,
            children_in_home=children_in_home,
            housing=housing,
            reason=reason,
            source=source,
        )
        require_change(self.circumstances, corrected, Circumstances)
        return (corrected,)

    def close(
        self,
        *,
        closed_on: date,
        manner: CloseManner | None = None,
        referred_onward: bool | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[CaseClosed]:
        """Close the case (sv. *avsluta*).

        Args:
            closed_on: The last day, from the start (or the last reopening) to today, both included.

        Raises:
            NotFoundError: Unknown case.
            NotAllowedError: Already closed.
            InvalidValueError: `closed_on`.
        """
        self._require_known()
        if self.closing is not None:
            raise NotAllowedError(f"Ärendet avslutades redan {self.closing.closed_on}. Rätta avslutet om det är fel.")
        self._require_possible_closing(closed_on, today)
        return (
            CaseClosed(**self._next(stamp), closed_on=closed_on, manner=manner, referred_onward=referred_onward, source=source),
        )

    def correct_closing(
        self,
        *,
        closed_on: date,
        manner: CloseManner | None,
        referred_onward: bool | None,
        reason: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[CaseClosingCorrected]:
        """State the closing anew, whole (sv. *rätta avslut*).

        Raises:
            NotFoundError: Unknown case.
            NotAllowedError: The case is not closed.
            InvalidValueError: `reason`; then `closed_on` as when closing; then no change.
        """
        self._require_known()
        if self.closing is None:
            raise NotAllowedError("Ärendet är inte avslutat, så det finns inget avslut att rätta.")
        policy.require_short_text(reason, "Orsaken till rättelsen")
        self._require_possible_closing(closed_on, today)
        corrected = CaseClosingCorrected(
            **self._next(stamp),
            closed_on=closed_on,
            manner=manner,
            referred_onward=referred_onward,
            reason=reason,
            source=source,
        )
        require_change(self.closing, corrected, Closing)
        return (corrected,)

    def reopen(self, *, reopened_on: date, reason: str, stamp: Stamp, today: date, policy: Policy) -> tuple[CaseReopened]:
        """Open a closed case again (sv. *öppna igen*).

        Args:
            reopened_on: From the day it was closed to today, both included.

        Raises:
            NotFoundError: Unknown case.
            NotAllowedError: The case is not closed.
            InvalidValueError: `reason`; then `reopened_on`.
        """
        self._require_known()
        if self.closing is None:
            raise NotAllowedError("Ärendet är redan öppet.")
        policy.require_short_text(reason, "Orsaken till att ärendet öppnas igen")
        require_not_after_today(reopened_on, "Dagen då ärendet öppnas igen", today)
        require_order(self.closing.closed_on, "avslutsdatum", reopened_on, "Dagen då ärendet öppnas igen")
        return (CaseReopened(**self._next(stamp), reopened_on=reopened_on, reason=reason),)

    def _require_possible_closing(self, closed_on: date, today: date) -> None:
        require_not_after_today(closed_on, "Avslutsdatum", today)
        if self.started_on is not None:
            require_order(self.started_on, "startdatum", closed_on, "Avslutsdatum")
        open_since = self.open_spans[-1].first
        if open_since is not None:
            require_order(open_since, "den dag ärendet öppnades", closed_on, "Avslutsdatum")


def _require_possible(facts: CaseFacts, today: date, policy: Policy) -> None:
    if facts.birth_year is not None:
        policy.require_birth_year(facts.birth_year, today)
    if facts.client_name is not None:
        policy.require_short_text(facts.client_name, "Namnet")
    if facts.received_on is not None:
        require_not_after_today(facts.received_on, "Inkommet datum", today)
    if facts.started_on is not None:
        require_not_after_today(facts.started_on, "Startdatum", today)
    policy.require_short_texts(facts.reason_codes, "Anledningen")
