"""Decisions: extracts to the individual and requests for records about one case."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.decisions.codes import Court
from domain.case.disclosure.answering import AnsweringDecisions
from domain.case.disclosure.checks import require_form, require_forwarding, require_settlement
from domain.case.disclosure.codes import AppealSettlement, DisclosureBasis, DisclosureForm, DisclosureKind, IdentityCheck
from domain.case.disclosure.events import DisclosureAppealed, DisclosureAppealSettled, RecordExtractDisclosed
from domain.errors import InvalidValueError
from domain.policies import Policy

_BASIS_OF_KIND = {
    DisclosureKind.PARTY_ACCESS: DisclosureBasis.PARTY,
    DisclosureKind.REGISTER_EXTRACT: DisclosureBasis.DATA_ACCESS,
    DisclosureKind.PUBLIC_RECORD: DisclosureBasis.PUBLIC_RECORD,
}


class DisclosureDecisions(AnsweringDecisions):
    """Extracts to the individual and requests for records; also in a closed case."""

    def disclose_extract(
        self,
        *,
        entry_id: UUID,
        decision_id: UUID,
        disclosed_on: date,
        recipient_name: str | None = None,
        disclosure_basis: DisclosureBasis,
        disclosure_form: DisclosureForm,
        identity_check: IdentityCheck,
        fee_kronor: int = 0,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[RecordExtractDisclosed]:
        """Hand out what was decided (sv. *lämna ut utdrag*).

        Args:
            disclosed_on: From the answer to today, both included.
            disclosure_basis: That of the request's kind; another authority's is one of the rules that break secrecy.
            identity_check: Needed but for a public record.
            fee_kronor: From 0; 0 for reading on the spot, for what is told, and for a register extract.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown answer.
            NotAllowedError: Nothing goes out by it; then something has gone out already.
            InvalidValueError: `disclosed_on`; `recipient_name`; `disclosure_basis`; `identity_check`; then `fee_kronor`.

        Source: SoL 2025:400 14:8; TF 2:15-16; GDPR art. 12.5, 12.6.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Utlämnandet")
        handling = self._handling(decision_id)
        decided = handling.require_to_disclose(decision_id, disclosed_on, today)
        if recipient_name is not None:
            policy.require_short_text(recipient_name, "Namnet på mottagaren")
        _require_basis(handling.kind, disclosure_basis)
        if identity_check is IdentityCheck.NOT_NEEDED and handling.kind is not DisclosureKind.PUBLIC_RECORD:
            raise InvalidValueError("Det saknas hur mottagarens identitet kontrollerades. Kontrollera den innan något lämnas ut.")
        require_form(handling.kind, disclosure_form, fee_kronor)
        return (
            RecordExtractDisclosed(
                **self._next(stamp),
                entry_id=entry_id,
                decision_id=decision_id,
                disclosed_on=disclosed_on,
                recipient_name=recipient_name,
                disclosure_basis=disclosure_basis,
                disclosure_form=disclosure_form,
                identity_check=identity_check,
                fee_kronor=fee_kronor,
                source=source,
                **handling.tally(decided),
            ),
        )

    def appeal_disclosure(
        self,
        *,
        entry_id: UUID,
        decision_id: UUID,
        appealed_on: date,
        appeal_forwarded_on: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[DisclosureAppealed]:
        """Record that the authority's decision about a request was appealed (sv. *överklaga utlämnande*).

        Args:
            appealed_on: The day it came in, from the decision to today, both included; in time for three weeks from the day the
                requester got the decision.
            appeal_forwarded_on: From `appealed_on` to today, both included; never of a late appeal.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown answer.
            NotAllowedError: It is no decision of the authority; then nothing was withheld; then it is appealed already.
            InvalidValueError: `appealed_on`; then `appeal_forwarded_on`.

        Source: OSL 2009:400 6:7; TF 2:19; FL 2017:900 44-46 §§.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Överklagandet")
        in_time = self._handling(decision_id).require_to_appeal(decision_id, appealed_on, today)
        require_forwarding(appealed_on, in_time, appeal_forwarded_on, today)
        return (
            DisclosureAppealed(
                **self._next(stamp),
                entry_id=entry_id,
                decision_id=decision_id,
                appealed_on=appealed_on,
                appeal_in_time=in_time,
                appeal_forwarded_on=appeal_forwarded_on,
                source=source,
            ),
        )

    def settle_disclosure_appeal(
        self,
        *,
        entry_id: UUID,
        appeal_id: UUID,
        settled_on: date,
        appeal_settlement: AppealSettlement,
        settled_by_court: Court | None = None,
        settlement_text: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DisclosureAppealSettled]:
        """Record how an appeal ended; one that changes the answer opens the request again (sv. *avgöra överklagande*).

        Args:
            settled_on: From the appeal to today, both included.
            settled_by_court: Given exactly when a court settled it; optional when it was withdrawn.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown appeal.
            NotAllowedError: It has ended already.
            InvalidValueError: `settled_on`; `settled_by_court`; an appeal in time rejected as late; then `settlement_text`.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Avgörandet")
        appeal = self._handling(appeal_id).require_to_settle(appeal_id, settled_on, today)
        settled = DisclosureAppealSettled(
            **self._next(stamp),
            entry_id=entry_id,
            appeal_id=appeal_id,
            settled_on=settled_on,
            appeal_settlement=appeal_settlement,
            settled_by_court=settled_by_court,
            settlement_text=settlement_text,
            source=source,
        )
        require_settlement(appeal.appeal_in_time, settled, policy)
        return (settled,)


def _require_basis(kind: DisclosureKind, basis: DisclosureBasis) -> None:
    expected = _BASIS_OF_KIND.get(kind)
    fits = basis is expected if expected is not None else basis not in _BASIS_OF_KIND.values()
    if not fits:
        raise InvalidValueError(f"Den rättsliga grunden stämmer inte med att begäran gäller {kind.swedish}. Ändra grunden.")
