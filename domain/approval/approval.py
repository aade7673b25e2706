"""One approval (sv. *godkännande*): asked for by one person, answered by another, used once."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from domain.approval.codes import ApprovalKind, ApprovalStatus
from domain.approval.events import ApprovalAnswered, ApprovalDenied, ApprovalGranted, ApprovalRequested, ApprovalUsed
from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, NotAllowedError, NotFoundError
from domain.policies import Policy
from domain.stream_state import StreamState


class Approval(StreamState):
    """One approval (sv. *godkännande*), folded from its stream's events. `version` 0 = not asked for."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.asked: ApprovalRequested | None = None
        self.answered: ApprovalGranted | ApprovalDenied | None = None
        self.used: ApprovalUsed | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case ApprovalRequested():
                self.asked = event
            case ApprovalAnswered():
                self.answered = event
            case ApprovalUsed():
                self.used = event

    def status_on(self, day: date, policy: Policy) -> ApprovalStatus:
        """How far it has come on a day; what nobody answered, or nobody used, lapses after `policy.approval_days`."""
        if self.used is not None:
            return ApprovalStatus.USED
        if isinstance(self.answered, ApprovalDenied):
            return ApprovalStatus.DENIED
        last = self.last_day(policy)
        if last is not None and day > last:
            return ApprovalStatus.LAPSED
        return ApprovalStatus.ASKED if self.answered is None else ApprovalStatus.GRANTED

    def last_day(self, policy: Policy) -> date | None:
        """The last day on which it can be answered or, once granted, used; None = not asked for."""
        if self.asked is None:
            return None
        since = self.asked.approval_asked_on if self.answered is None else self.answered.approval_answered_on
        return since + timedelta(days=policy.approval_days)

    def request(
        self, *, approval_id: UUID, approval_kind: ApprovalKind, approval_subject: str, approval_reason: str, stamp: Stamp,
        today: date, policy: Policy,
    ) -> tuple[ApprovalRequested]:
        """Ask for what takes two people (sv. *begära godkännande*).

        Args:
            approval_subject: What it is about, exactly as whoever carries it out will name it: an id, never a name.
            approval_reason: Why it is to be done.

        Raises:
            ConflictError: It is asked for already.
            InvalidValueError: `approval_subject`; `approval_reason`.
        """
        if self.version:
            raise ConflictError("Godkännandet är redan begärt. Se GET /api/v1/approvals.")
        policy.require_short_text(approval_subject, "Vad godkännandet gäller")
        policy.require_text(approval_reason, "Varför det ska göras")
        return (
            ApprovalRequested(
                **envelope(approval_id, 0, stamp), approval_kind=approval_kind, approval_subject=approval_subject.strip(),
                approval_reason=approval_reason, approval_asked_on=today,
            ),
        )

    def grant(
        self, *, approval_answer_reason: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[ApprovalGranted]:
        """Let it happen, as another person than who asked (sv. *godkänna*).

        Args:
            approval_answer_reason: What was looked at, and why it may be done.

        Raises:
            NotFoundError: Unknown approval.
            NotAllowedError: It is answered; it has lapsed; the same person asked.
            InvalidValueError: `approval_answer_reason`.
        """
        approval_id = self._require_open(today, policy)
        self._require_another(stamp)
        policy.require_text(approval_answer_reason, "Skälet till svaret")
        return (
            ApprovalGranted(
                **envelope(approval_id, self.version, stamp), approval_answer_reason=approval_answer_reason,
                approval_answered_on=today,
            ),
        )

    def deny(
        self, *, approval_answer_reason: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[ApprovalDenied]:
        """Do not let it happen, as another person than who asked (sv. *avslå*).

        Args:
            approval_answer_reason: Why it may not be done.

        Raises:
            NotFoundError: Unknown approval.
            NotAllowedError: It is answered; it has lapsed; the same person asked.
            InvalidValueError: `approval_answer_reason`.
        """
        approval_id = self._require_open(today, policy)
        self._require_another(stamp)
        policy.require_text(approval_answer_reason, "Skälet till svaret")
        return (
            ApprovalDenied(
                **envelope(approval_id, self.version, stamp), approval_answer_reason=approval_answer_reason,
                approval_answered_on=today,
            ),
        )

    def use(self, *, stamp: Stamp, today: date, policy: Policy) -> tuple[ApprovalUsed]:
        """Begin what was let happen (sv. *använda godkännande*).

        Raises:
            NotFoundError: Unknown approval.
            NotAllowedError: It is not granted and unused today.
        """
        if self.id is None:
            raise NotFoundError(_UNKNOWN)
        status = self.status_on(today, policy)
        if status is not ApprovalStatus.GRANTED:
            raise NotAllowedError(f"Godkännandet är {status.swedish}. Begär ett nytt, som en annan person godkänner.")
        return (ApprovalUsed(**envelope(self.id, self.version, stamp), approval_used_on=today),)

    def _require_open(self, today: date, policy: Policy) -> UUID:
        if self.id is None:
            raise NotFoundError(_UNKNOWN)
        if self.answered is not None:
            raise NotAllowedError("Godkännandet är redan besvarat. Begär ett nytt om det behövs.")
        if self.status_on(today, policy) is ApprovalStatus.LAPSED:
            raise NotAllowedError(f"Begäran förföll efter {self.last_day(policy)}. Begär ett nytt godkännande.")
        return self.id

    def _require_another(self, stamp: Stamp) -> None:
        # Two accounts of one member of staff have the same actor.
        if self.asked is not None and self.asked.actor_id == stamp.actor_id:
            raise NotAllowedError("Den som har begärt något kan inte själv besvara det. Be en annan person.")


_UNKNOWN = "Godkännandet finns inte i nämnden. Se GET /api/v1/approvals."
