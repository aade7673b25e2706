"""A development proposal (sv. *utvecklingsförslag*): who owns it, until when, how far it has come, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.base import ENVELOPE_FIELDS, DomainEvent, Stamp, envelope
from domain.development_proposal.codes import ProposalStatus
from domain.development_proposal.events import ProposalCorrected, ProposalFacts, ProposalRaised, ProposalStatusChanged
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order
from domain.stream_state import StreamState

_FACTS = frozenset(ProposalFacts.model_fields) - ENVELOPE_FIELDS


class DevelopmentProposal(StreamState):
    """One development proposal (sv. *utvecklingsförslag*), folded from the events of its stream. `version` 0 = not raised.

    Attributes:
        facts: The event that states its values now.
        changes: Of its status, in the order recorded.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.facts: ProposalRaised | ProposalCorrected | None = None
        self.changes: list[ProposalStatusChanged] = []

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case ProposalFacts():
                self.facts = event
            case ProposalStatusChanged():
                # A new list, so that a state that was handed out stays as it was.
                self.changes = [*self.changes, event]

    @property
    def status(self) -> ProposalStatus:
        """How far it has come; what is raised is ongoing."""
        return self.changes[-1].status if self.changes else ProposalStatus.ONGOING

    def raise_proposal(
        self,
        *,
        proposal_id: UUID,
        unit: UUID,
        proposed_on: date,
        proposal: str,
        viewpoint_ids: tuple[UUID, ...] = (),
        owner_id: UUID,
        owner_name: str,
        owner_title: str | None = None,
        due_on: date | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ProposalRaised]:
        """Propose that the unit works in another way (sv. *lägga utvecklingsförslag*).

        Args:
            proposed_on: Not after today.
            viewpoint_ids: The viewpoints that it comes out of, each once; empty when it comes out of none that is recorded.
            owner_id: Who sees to it.
            due_on: From `proposed_on` on; None = no day is set.

        Raises:
            ConflictError: Already raised.
            InvalidValueError: `proposal`; then `proposed_on`; then `due_on`; then a viewpoint named twice; then the owner's name
                and title.
        """
        if self.version:
            raise ConflictError("Utvecklingsförslaget är redan registrerat. Ändra det som finns.")
        raised = ProposalRaised(
            **envelope(proposal_id, 0, stamp),
            unit=unit,
            proposed_on=proposed_on,
            proposal=proposal,
            viewpoint_ids=viewpoint_ids,
            owner_id=owner_id,
            owner_name=owner_name,
            owner_title=owner_title,
            due_on=due_on,
        )
        _require_possible(raised, today, policy)
        return (raised,)

    def correct(
        self,
        *,
        unit: UUID,
        proposed_on: date,
        proposal: str,
        viewpoint_ids: tuple[UUID, ...],
        owner_id: UUID,
        owner_name: str,
        owner_title: str | None = None,
        due_on: date | None,
        reason: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ProposalCorrected]:
        """State a proposal anew, whole: another owner, day or wording (sv. *ändra utvecklingsförslag*).

        Raises:
            NotFoundError: Unknown proposal.
            InvalidValueError: `reason`; then as when raised; then no change.
        """
        self._require_known()
        policy.require_short_text(reason, "Orsaken till ändringen")
        corrected = ProposalCorrected(
            **self._next(stamp),
            unit=unit,
            proposed_on=proposed_on,
            proposal=proposal,
            viewpoint_ids=viewpoint_ids,
            owner_id=owner_id,
            owner_name=owner_name,
            owner_title=owner_title,
            due_on=due_on,
            reason=reason,
        )
        _require_possible(corrected, today, policy)
        if all(getattr(self.facts, field) == getattr(corrected, field) for field in _FACTS):
            raise InvalidValueError("Ändringen ändrar ingenting. Ändra minst ett värde, eller avstå.")
        return (corrected,)

    def change_status(
        self,
        *,
        status: ProposalStatus,
        changed_on: date,
        reason: str,
        what_came_of_it: str | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ProposalStatusChanged]:
        """Let a proposal rest, go on, or be done (sv. *ändra läge*). What was recorded wrongly is changed back with its reason.

        Args:
            changed_on: From the last change, or the day it was proposed, to today, both included.
            what_came_of_it: Given exactly when it is done.

        Raises:
            NotFoundError: Unknown proposal.
            ConflictError: It has that status already.
            InvalidValueError: `changed_on`; then `reason`; then `what_came_of_it`.
        """
        facts = self._require_known()
        if status is self.status:
            raise ConflictError(f"Utvecklingsförslaget är redan {status.swedish}. Ange ett annat läge.")
        require_not_after_today(changed_on, "Dagen för ändringen", today)
        since = self.changes[-1].changed_on if self.changes else facts.proposed_on
        require_order(since, "dagen för det läge som gällde", changed_on, "Dagen för ändringen")
        policy.require_short_text(reason, "Orsaken till ändringen")
        if (what_came_of_it is not None) != (status is ProposalStatus.DONE):
            raise InvalidValueError("Ange vad förslaget ledde till precis när det är klart.")
        if what_came_of_it is not None:
            policy.require_text(what_came_of_it, "Vad förslaget ledde till")
        return (
            ProposalStatusChanged(
                **self._next(stamp), status=status, changed_on=changed_on, reason=reason, what_came_of_it=what_came_of_it
            ),
        )

    def _require_known(self) -> ProposalFacts:
        if self.facts is None:
            raise NotFoundError("Utvecklingsförslaget finns inte i nämnden. Kontrollera uuid:t.")
        return self.facts

    def _next(self, stamp: Stamp) -> dict[str, Any]:
        assert self.id is not None, "_require_known comes first"
        return envelope(self.id, self.version, stamp)


def _require_possible(facts: ProposalFacts, today: date, policy: Policy) -> None:
    policy.require_text(facts.proposal, "Förslaget")
    require_not_after_today(facts.proposed_on, "Dagen för förslaget", today)
    if facts.due_on is not None:
        require_order(facts.proposed_on, "förslaget", facts.due_on, "Dagen då det ska vara klart")
    if len(set(facts.viewpoint_ids)) != len(facts.viewpoint_ids):
        raise InvalidValueError("Samma synpunkt är angiven mer än en gång. Ange varje synpunkt en gång.")
    policy.require_short_text(facts.owner_name, "Namnet på den som ansvarar")
    if facts.owner_title is not None:
        policy.require_short_text(facts.owner_title, "Befattningen")
