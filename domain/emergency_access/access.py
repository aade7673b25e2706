"""One emergency access (sv. *nödåtkomst*): opened with a reason for some minutes, reviewed by somebody else."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.emergency_access.codes import EmergencyOutcome
from domain.emergency_access.events import EmergencyAccessOpened, EmergencyAccessReviewed
from domain.errors import ConflictError, NotAllowedError, NotFoundError
from domain.policies import Policy
from domain.stream_state import StreamState

_MINUTE_US = 60_000_000


class EmergencyAccess(StreamState):
    """One emergency access (sv. *nödåtkomst*), folded from its stream's events. `version` 0 = not opened."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.opened: EmergencyAccessOpened | None = None
        self.reviewed: EmergencyAccessReviewed | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case EmergencyAccessOpened():
                self.opened = event
            case EmergencyAccessReviewed():
                self.reviewed = event

    def ends_us(self, opened_us: int) -> int:
        """The moment that it ends, microseconds since 1970 UTC, when it was recorded at `opened_us`; it does not hold then."""
        return opened_us + (0 if self.opened is None else self.opened.emergency_minutes * _MINUTE_US)

    def open(
        self, *, access_id: UUID, emergency_case_id: UUID, emergency_reason: str, stamp: Stamp, policy: Policy
    ) -> tuple[EmergencyAccessOpened]:
        """Open a record in an emergency (sv. *öppna nödåtkomst*).

        Args:
            emergency_reason: What has happened, and why it cannot wait.

        Raises:
            ConflictError: It is opened already.
            InvalidValueError: `emergency_reason`.
        """
        if self.version:
            raise ConflictError("Nödåtkomsten är redan öppnad.")
        policy.require_text(emergency_reason, "Varför det inte kan vänta")
        return (
            EmergencyAccessOpened(
                **envelope(access_id, 0, stamp), emergency_case_id=emergency_case_id, emergency_reason=emergency_reason,
                emergency_minutes=policy.emergency_access_minutes,
            ),
        )

    def review(
        self, *, emergency_outcome: EmergencyOutcome, emergency_review: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[EmergencyAccessReviewed]:
        """Look at it afterwards, as somebody else (sv. *granska nödåtkomst*).

        Args:
            emergency_review: What was looked at, and what it showed.

        Raises:
            NotFoundError: Unknown emergency access.
            NotAllowedError: It is reviewed; the same person opened it.
            InvalidValueError: `emergency_review`.
        """
        if self.id is None or self.opened is None:
            raise NotFoundError("Nödåtkomsten finns inte i nämnden. Se GET /api/v1/emergency-accesses.")
        if self.reviewed is not None:
            raise NotAllowedError("Nödåtkomsten är redan granskad.")
        if self.opened.actor_id == stamp.actor_id:
            raise NotAllowedError("Ingen granskar sin egen nödåtkomst. Be en annan person.")
        policy.require_text(emergency_review, "Vad granskningen visade")
        return (
            EmergencyAccessReviewed(
                **envelope(self.id, self.version, stamp), emergency_outcome=emergency_outcome, emergency_review=emergency_review,
                emergency_reviewed_on=today,
            ),
        )
