"""What an archivist does for erasing by law (sv. *gallringsärende*), by the service and by the shell alike.

Each thing asked for stands in the access log before its answer, with the records that it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from adapters.accounts import Account
from adapters.postgres.erased import require_not_erased
from adapters.postgres.registers import Registers
from adapters.postgres.retention import Progress, RetentionList
from api.access import today as today_of
from api.approvals import actor_of
from api.erasing import ErasureRun
from api.shell_writing import simulated_time
from domain.base import DomainEvent, ErasedEvent, Purpose, RetentionClass, Stamp
from domain.codes import YesNoUnknown
from domain.erasure.erasure import Erasure, Judged
from domain.errors import NotFoundError
from domain.policies import Policy
from domain.record_keeping import Request
from domain.retention.codes import HoldKind, RecordContent
from domain.retention.record_retention import RecordRetention, retention_id_of
from projections.areas.erasure import erasure_document, item_document, kept_document, retention_document
from projections.erasure_certificate import certificate_document
from projections.json_values import as_json

if TYPE_CHECKING:
    from api.main import OpenBoard

_MADE = UUID("c2c5e2f4-62a4-5f0c-8a3c-2d3b0e6f1a90")


class ErasureDesk:
    """Somebody who works with erasure in one board, once.

    Args:
        account: Who acts; a name = the operator of the shell, who only reads.
        caller: As the access log names them.
        action: The route's pattern or the command.
        request_id: Of the access record.
        simulated_us: When it is written, on a simulated ledger; None = just after the last event.
    """

    def __init__(
        self, board: OpenBoard, account: Account | str, *, caller: str, action: str, request_id: UUID,
        simulated_us: int | None = None,
    ) -> None:
        self._board = board
        self._account = account
        self._log = (caller, action, request_id)
        self._simulated_us = simulated_us
        self._today = today_of(board)
        self._logged = False

    def due(self, *, progress: Progress | None = None) -> dict[str, Any]:
        """The records that have had their time: those to erase, and those that are kept, with the reasons."""
        return self._told(RetentionList(self._board.store).judged(self._today, progress=progress))

    def due_beside(self) -> dict[str, Any]:
        """What `due` answers, as it was judged beside the requests; what was said of a record since counts at once.

        Raises:
            UnderWayError: Every record is being judged for the first time.
        """
        records = RetentionList(self._board.store)
        judged = self._board.standing.latest(("erasure", self._today), lambda _size: records.judged(self._today)).value
        since = {
            each.event.record_id for each in Registers(self._board.ledger).events_of("retention")
            if each.position >= judged.size and not isinstance(each.event, ErasedEvent)
        }
        if since:
            judged = _with(judged, records.judged(self._today, since), since)
        return self._told(judged)

    def _told(self, judged: Judged) -> dict[str, Any]:
        self._shown([*(each.record_id for each in judged.due), *(each.record_id for each in judged.kept)])
        return {
            "known_at": judged.size, "simulated": self._board.simulated, "judged_on": as_json(self._today),
            "due": [item_document(each) for each in judged.due], "kept": [kept_document(each) for each in judged.kept],
            "overdue": sum(each.finish_by < self._today for each in judged.due),
            "holds_to_review": [
                {"record": as_json(each.record_id), "hold": str(hold.hold_id), "review_on": as_json(hold.review_hold_on)}
                for each in self._retention().values() for hold in each.holds.values() if hold.review_hold_on <= self._today
            ],
        }

    def erasures(self) -> dict[str, Any]:
        """Every erasure and how far it has come, the latest first."""
        found = list(Registers(self._board.ledger).of_kind("erasure", Erasure.fold).values())[::-1]
        self._shown(item.record_id for each in found for item in each.items)
        return {**self._head(), "erasures": [erasure_document(each) for each in found]}

    def erasure(self, erasure_id: UUID) -> dict[str, Any]:
        """One erasure.

        Raises:
            NotFoundError: There is none of that id.
        """
        return {**self._head(), **erasure_document(self._found(erasure_id))}

    def certificate(self, erasure_id: UUID) -> dict[str, Any]:
        """The certificate of an erasure that is carried out; it names nobody.

        Raises:
            NotFoundError: There is none of that id.
            NotAllowedError: It is not carried out.
        """
        return certificate_document(self._found(erasure_id), self._board.slug, simulated=self._board.simulated)

    def retention(self, record_id: UUID) -> dict[str, Any]:
        """What has been said of one record for its erasure."""
        self._shown([record_id])
        return {**self._head(), **retention_document(self._known(record_id)), "record": str(record_id)}

    def examine(
        self, record_id: UUID, key: UUID, *, record_contents: Sequence[RecordContent], sampled_birthday: YesNoUnknown,
        other_data: YesNoUnknown,
    ) -> dict[str, Any]:
        """Say what a record holds that decides how long it is kept."""
        return self._of_record(record_id, key, "examine", lambda known, policy: known.examine(
            record_id=record_id, record_contents=tuple(record_contents), sampled_birthday=sampled_birthday,
            other_data=other_data, stamp=self._stamp(), today=self._today,
        ))

    def hold(
        self, record_id: UUID, key: UUID, *, hold_kind: HoldKind, hold_basis: str, review_hold_on: date
    ) -> dict[str, Any]:
        """Keep a record for now."""
        return self._of_record(record_id, key, "hold", lambda known, policy: known.set_hold(
            record_id=record_id, hold_id=uuid5(_MADE, str(key)), hold_kind=hold_kind, hold_basis=hold_basis,
            review_hold_on=review_hold_on, stamp=self._stamp(), today=self._today, policy=policy,
        ))

    def release(self, record_id: UUID, key: UUID, *, hold_id: UUID, reason: str) -> dict[str, Any]:
        """Lift a hold."""
        return self._of_record(record_id, key, "release", lambda known, policy: known.lift_hold(
            hold_id=hold_id, reason=reason, stamp=self._stamp(), today=self._today, policy=policy
        ))

    def archived(
        self, record_id: UUID, key: UUID, *, archive: str, archive_receipt: str, archived_on: date,
        archived_sha256: str | None = None,
    ) -> dict[str, Any]:
        """The archive has received a record."""
        return self._of_record(record_id, key, "archived", lambda known, policy: known.confirm_archived(
            record_id=record_id, archive=archive, archive_receipt=archive_receipt, archived_on=archived_on,
            archived_sha256=archived_sha256, stamp=self._stamp(), today=self._today, policy=policy,
        ))

    def propose(self, key: UUID, record_ids: Sequence[UUID] = (), *, progress: Progress | None = None) -> dict[str, Any]:
        """Propose that what is due is erased."""
        erasure_id = uuid5(_MADE, str(key))

        def judged(only: Collection[UUID]) -> Judged:
            return RetentionList(self._board.store).judged(self._today, only, progress=progress)

        return self._of_erasure(erasure_id, key, "propose", lambda erasure, policy: erasure.propose(
            erasure_id=erasure_id, record_ids=tuple(record_ids), judged=judged, stamp=self._stamp(), today=self._today
        ), content=",".join(map(str, record_ids)))

    def approve(self, erasure_id: UUID, key: UUID, *, approval_note: str) -> dict[str, Any]:
        """Approve, as a second person."""
        return self._of_erasure(erasure_id, key, "approve", lambda erasure, policy: erasure.approve(
            approval_note=approval_note, stamp=self._stamp(), today=self._today, policy=policy
        ), content=approval_note)

    def withdraw(self, erasure_id: UUID, key: UUID, *, reason: str) -> dict[str, Any]:
        """Do not carry it out."""
        return self._of_erasure(erasure_id, key, "withdraw", lambda erasure, policy: erasure.withdraw(
            reason=reason, stamp=self._stamp(), today=self._today, policy=policy
        ), content=reason)

    def execute(self, erasure_id: UUID, *, progress: Progress | None = None) -> dict[str, Any]:
        """Carry it out, or on; again = nothing more happens."""
        self._found(erasure_id)
        run = ErasureRun(self._board, erasure_id, actor_of(self._board, self._account))
        return {**self._head(), **erasure_document(run.carry_out(progress=progress))}

    def _of_record(
        self, record_id: UUID, key: UUID, what: str, decide: Callable[[RecordRetention, Policy], Sequence[DomainEvent]]
    ) -> dict[str, Any]:
        self._shown([record_id], outcome="written")
        if self._board.family_of(record_id) not in ("case", "concern"):
            raise NotFoundError("Akten finns inte i nämnden. Kontrollera uuid:t.")
        require_not_erased(self._board.ledger, record_id)
        self._carry_out(retention_id_of(record_id), key, what, RecordRetention.fold, decide)
        return self.retention(record_id)

    def _of_erasure(
        self, erasure_id: UUID, key: UUID, what: str, decide: Callable[[Erasure, Policy], Sequence[DomainEvent]], *, content: str
    ) -> dict[str, Any]:
        self._shown([], outcome="written")
        self._carry_out(erasure_id, key, f"{what}/{content}", Erasure.fold, decide)
        return self.erasure(erasure_id)

    def _carry_out(
        self, stream_id: UUID, key: UUID, content: str, fold: Callable[[Iterable[DomainEvent]], Any],
        decide: Callable[[Any, Policy], Sequence[DomainEvent]],
    ) -> None:
        policy = Registers(self._board.ledger).policy_history().on(self._today)
        at = simulated_time(self._board) if self._simulated_us is None else self._simulated_us
        self._board.records.carry_out(
            stream_id, RetentionClass.ERASURE, fold, lambda state: decide(state, policy), Request(key, content.encode(), at)
        )

    def _found(self, erasure_id: UUID) -> Erasure:
        erasure = Erasure.fold(each.event for each in self._board.ledger.stream(erasure_id))
        self._shown([item.record_id for item in erasure.items])
        if erasure.proposed is None:
            raise NotFoundError("Gallringsförslaget finns inte. Se 'aktspar erase status'.")
        return erasure

    def _known(self, record_id: UUID) -> RecordRetention:
        return RecordRetention.fold(each.event for each in self._board.ledger.stream(retention_id_of(record_id)))

    def _retention(self) -> dict[UUID, RecordRetention]:
        return Registers(self._board.ledger).of_kind("retention", RecordRetention.fold)

    def _stamp(self) -> Stamp:
        return Stamp(actor_id=actor_of(self._board, self._account), unit_id=None, purpose=Purpose.ADMINISTRATION)

    def _head(self) -> dict[str, Any]:
        return {"known_at": self._board.ledger.size(), "simulated": self._board.simulated}

    def _shown(self, records: Iterable[UUID], *, outcome: str = "shown") -> None:
        if self._logged:
            return
        self._logged = True
        caller, action, request_id = self._log
        self._board.access_log.record(
            caller=caller, action=action, purpose=Purpose.ADMINISTRATION, cases=sorted(set(records)),
            known_at=self._board.ledger.size(), outcome=outcome, request_id=request_id,
        )


def _with(judged: Judged, anew: Judged, records: Collection[UUID]) -> Judged:
    """A judgement where some records are judged anew."""
    def merged(before: Sequence[Any], after: Sequence[Any]) -> tuple[Any, ...]:
        return (*(each for each in before if each.record_id not in records), *after)

    return Judged(judged.size, merged(judged.due, anew.due), merged(judged.kept, anew.kept))
