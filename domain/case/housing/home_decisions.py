"""Decisions: the steps of the housing ladder, and a contract of one's own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import GuardedCase, is_imported
from domain.case.housing.codes import ContractKind, HousingStep, LandlordKind
from domain.case.housing.events import HousingStepTaken, OwnContractReceived
from domain.errors import NotAllowedError
from domain.policies import Policy, require_not_after_today


class HomeDecisions(GuardedCase):
    """Where the person lives."""

    def take_housing_step(
        self,
        *,
        entry_id: UUID,
        moved_on: date,
        housing_step: HousingStep,
        landlord_kind: LandlordKind | None = None,
        housing_step_reason: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[HousingStepTaken]:
        """State that the person came to another step (sv. *ta ett steg i boendekedjan*).

        Args:
            moved_on: Not after today, nor after the closing unless it is imported history.
            housing_step: `own_contract` only as what the person had from the beginning.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `moved_on` after today; then `housing_step_reason`.
            NotAllowedError: After the closing; then a step is taken on that day already; then the person is on that step, with
                that landlord, already; then an own contract after another step, which has a record of its own.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Boendesteget")
        require_not_after_today(moved_on, "Dagen för flytten", today)
        if housing_step_reason is not None:
            policy.require_text(housing_step_reason, "Orsaken till flytten")
        self._require_open_on(moved_on, "Dagen för flytten", imported=is_imported(stamp, source))
        self._require_new_step(moved_on, housing_step, landlord_kind)
        if housing_step is HousingStep.OWN_CONTRACT and self.housing_ladder.step_on(moved_on) is not None:
            raise NotAllowedError("Ett eget kontrakt efter ett annat steg registreras för sig, som eget kontrakt.")
        return (
            HousingStepTaken(
                **self._next(stamp), entry_id=entry_id, moved_on=moved_on, housing_step=housing_step,
                landlord_kind=landlord_kind, housing_step_reason=housing_step_reason, source=source,
            ),
        )

    def receive_own_contract(
        self,
        *,
        entry_id: UUID,
        contract_from: date,
        contract_kind: ContractKind,
        landlord_kind: LandlordKind | None = None,
        took_over_flat: bool | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[OwnContractReceived]:
        """State that the person got a contract of their own (sv. *registrera eget kontrakt*).

        Args:
            contract_from: First day; may lie ahead. Not after the closing unless it is imported history.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotAllowedError: After the closing; then a step is taken on that day already; then the person has an own contract
                with that landlord already.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Kontraktet")
        self._require_open_on(contract_from, "Kontraktets första dag", imported=is_imported(stamp, source))
        self._require_new_step(contract_from, HousingStep.OWN_CONTRACT, landlord_kind)
        return (
            OwnContractReceived(
                **self._next(stamp), entry_id=entry_id, contract_from=contract_from, contract_kind=contract_kind,
                landlord_kind=landlord_kind, took_over_flat=took_over_flat, source=source,
            ),
        )

    def _require_new_step(self, day: date, housing_step: HousingStep, landlord_kind: LandlordKind | None) -> None:
        current = self.housing_ladder.step_on(day)
        if current is None:
            return
        if current.since == day:
            raise NotAllowedError(f"Ett boendesteg är redan registrerat {day}. Stryk det först om det är fel.")
        if (current.housing_step, current.landlord_kind) == (housing_step, landlord_kind):
            raise NotAllowedError(
                f"Den enskilde är redan på steget {housing_step.swedish} den dagen. Ange ett annat steg eller en annan dag."
            )
