"""What is known of one record beside the record itself, for its erasure (sv. *gallringsunderlag*)."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID, uuid5

from domain.base import DomainEvent, Stamp, envelope
from domain.codes import YesNoUnknown
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.policies import Policy, require_not_after_today
from domain.retention.codes import HoldKind, RecordContent
from domain.retention.events import HoldLifted, HoldSet, RecordArchived, RecordExamined
from domain.stream_state import StreamState

_RETENTION_OF = UUID("0d0f6c9a-93c1-5d38-9f3d-6a8e1a4b7c52")


def retention_id_of(record_id: UUID) -> UUID:
    """The id of a record's one stream of such facts."""
    return uuid5(_RETENTION_OF, str(record_id))


class RecordRetention(StreamState):
    """One record's (sv. *akts gallringsunderlag*), folded from its stream's events. `version` 0 = nothing is said.

    Attributes:
        holds: The holds that stand, by id, in the order set.
        lifted: Those that were lifted.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.record_id: UUID | None = None
        self.examined: RecordExamined | None = None
        self.holds: dict[UUID, HoldSet] = {}
        self.lifted: dict[UUID, HoldLifted] = {}
        self.archived: RecordArchived | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case RecordExamined():
                self.examined, self.record_id = event, event.record_id
            case HoldSet():
                self.holds[event.hold_id], self.record_id = event, event.record_id
            case HoldLifted():
                self.holds.pop(event.hold_id, None)
                self.lifted[event.hold_id] = event
            case RecordArchived():
                self.archived, self.record_id = event, event.record_id

    def examine(
        self, *, record_id: UUID, record_contents: tuple[RecordContent, ...] = (), sampled_birthday: YesNoUnknown,
        other_data: YesNoUnknown, stamp: Stamp, today: date,
    ) -> tuple[RecordExamined]:
        """Say what the record holds that decides how long it is kept (sv. *gå igenom akt*); the last word holds.

        Args:
            record_contents: Everything of the list that it holds, each once; empty = nothing of it.
            sampled_birthday: Whether anybody that it is about is born on the 5th, 15th or 25th of a month, by their birth date;
                of a coordination number the day less 60.
            other_data: Whether the board keeps other data on the same person that are not erased.

        Raises:
            InvalidValueError: A content twice.
        """
        if len(set(record_contents)) < len(record_contents):
            raise InvalidValueError("Ett innehåll är angivet mer än en gång. Ange varje innehåll högst en gång.")
        return (
            RecordExamined(
                **self._next(record_id, stamp), record_id=record_id, examined_on=today, record_contents=record_contents,
                sampled_birthday=sampled_birthday, other_data=other_data,
            ),
        )

    def set_hold(
        self, *, record_id: UUID, hold_id: UUID, hold_kind: HoldKind, hold_basis: str, review_hold_on: date, stamp: Stamp,
        today: date, policy: Policy,
    ) -> tuple[HoldSet]:
        """Keep the record for now (sv. *sätta gallringshinder*).

        Args:
            hold_basis: The reference of the matter that it is kept for; never a name.
            review_hold_on: After today; at most `policy.hold_review_days` ahead.

        Raises:
            ConflictError: `hold_id` is used.
            InvalidValueError: `hold_basis`; `review_hold_on`.
        """
        if hold_id in self.holds or hold_id in self.lifted:
            raise ConflictError("Hindret finns redan. Häv det om det är fel, och sätt ett nytt.")
        policy.require_short_text(hold_basis, "Grunden för hindret")
        ahead = (review_hold_on - today).days
        if not 1 <= ahead <= policy.hold_review_days:
            raise InvalidValueError(
                f"Hindret ska omprövas {review_hold_on}, {ahead} dagar fram. Ange 1 till {policy.hold_review_days} dagar fram."
            )
        return (
            HoldSet(
                **self._next(record_id, stamp), record_id=record_id, hold_id=hold_id, hold_kind=hold_kind,
                hold_basis=hold_basis, hold_from=today, review_hold_on=review_hold_on,
            ),
        )

    def lift_hold(self, *, hold_id: UUID, reason: str, stamp: Stamp, today: date, policy: Policy) -> tuple[HoldLifted]:
        """The record need not be kept for this any more (sv. *häva gallringshinder*).

        Raises:
            NotFoundError: No such hold stands.
            InvalidValueError: `reason`.
        """
        hold = self.holds.get(hold_id)
        if hold is None:
            raise NotFoundError("Hindret finns inte, eller så är det redan hävt.")
        policy.require_short_text(reason, "Orsaken till att hindret hävs")
        return (
            HoldLifted(
                **self._next(hold.record_id, stamp), record_id=hold.record_id, hold_id=hold_id, hold_lifted_on=today,
                reason=reason,
            ),
        )

    def confirm_archived(
        self, *, record_id: UUID, archive: str, archive_receipt: str, archived_on: date, archived_sha256: str | None = None,
        stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[RecordArchived]:
        """The archive has received the whole record (sv. *anteckna arkivets kvittens*).

        Args:
            archive_receipt: The archive's reference of what it received.
            archived_on: Not after today.
            archived_sha256: Of the package that was handed over, as 'aktspar export archive' says it; None = otherwise.

        Raises:
            ConflictError: The archive has it already.
            InvalidValueError: `archive`; `archive_receipt`; `archived_on`; `archived_sha256`.
        """
        if self.archived is not None:
            raise ConflictError("Arkivets kvittens är redan antecknad.")
        policy.require_short_text(archive, "Arkivet")
        policy.require_short_text(archive_receipt, "Arkivets kvittens")
        require_not_after_today(archived_on, "Överlämnandet", today)
        if archived_sha256 is not None and re.fullmatch("[0-9a-f]{64}", archived_sha256) is None:
            raise InvalidValueError("Arkivpaketets SHA-256 ska vara 64 tecken 0-9 och a-f; se 'aktspar export archive'.")
        return (
            RecordArchived(
                **self._next(record_id, stamp), record_id=record_id, archive=archive, archive_receipt=archive_receipt,
                archived_on=archived_on, archived_sha256=archived_sha256,
            ),
        )

    def _next(self, record_id: UUID, stamp: Stamp) -> dict[str, object]:
        return envelope(retention_id_of(record_id), self.version, stamp)
