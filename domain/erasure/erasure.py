"""One erasure (sv. *gallring*): a frozen list, two persons, and the steps of the act in the order that they must come."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.erasure import events as e
from domain.erasure.codes import ErasureStage
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy
from domain.stream_state import StreamState


class Judged(NamedTuple):
    """The records of a board that have had their time, as judged (sv. *gallringslista*).

    Args:
        size: As known at so many events.
        due: Those to erase.
        kept: Those that are not, with the reasons.
    """

    size: int
    due: tuple[e.ErasureItem, ...]
    kept: tuple[e.KeptRecord, ...]


class Erasure(StreamState):
    """One erasure (sv. *gallring*), folded from its stream's events. `version` 0 = not proposed.

    Attributes:
        begun: By record, what is destroyed.
        destroyed: Records whose keys and ciphertext are gone.
        purged: Records that no holder has anything left of.
        spared: Records that were not to be erased any more.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.proposed: e.ErasureProposed | None = None
        self.approved: e.ErasureApproved | None = None
        self.withdrawn: e.ErasureWithdrawn | None = None
        self.begun: dict[UUID, e.DestructionBegun] = {}
        self.destroyed: dict[UUID, e.RecordDestroyed] = {}
        self.purged: dict[UUID, e.RecordPurged] = {}
        self.spared: dict[UUID, e.RecordSpared] = {}
        self.executed: e.ErasureExecuted | None = None
        self.completed: e.ErasureCompleted | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case e.ErasureProposed():
                self.proposed = event
            case e.ErasureApproved():
                self.approved = event
            case e.ErasureWithdrawn():
                self.withdrawn = event
            case e.RecordSpared():
                self.spared[event.record_id] = event
            case e.DestructionBegun():
                self.begun[event.record_id] = event
            case e.RecordDestroyed():
                self.destroyed[event.record_id] = event
            case e.RecordPurged():
                self.purged[event.record_id] = event
            case e.ErasureExecuted():
                self.executed = event
            case e.ErasureCompleted():
                self.completed = event

    @property
    def items(self) -> tuple[e.ErasureItem, ...]:
        """The records on the list."""
        return () if self.proposed is None else self.proposed.erasure_items

    @property
    def stage(self) -> ErasureStage:
        """How far it has come."""
        if self.completed is not None:
            return ErasureStage.COMPLETED
        if self.executed is not None:
            return ErasureStage.EXECUTED
        if self.withdrawn is not None:
            return ErasureStage.WITHDRAWN
        if self.begun or self.spared:
            return ErasureStage.UNDER_WAY
        return ErasureStage.PROPOSED if self.approved is None else ErasureStage.APPROVED

    @property
    def remaining(self) -> tuple[e.ErasureItem, ...]:
        """Records on the list that are neither purged nor spared."""
        return tuple(each for each in self.items if each.record_id not in self.purged | self.spared)

    @property
    def is_by_two(self) -> bool:
        """Whether one person proposed it and another approved it: only then does it explain what is missing."""
        return (
            self.proposed is not None and self.approved is not None and self.proposed.actor_id != self.approved.actor_id
        )

    def propose(
        self, *, erasure_id: UUID, record_ids: tuple[UUID, ...] = (), judged: Callable[[Collection[UUID]], Judged], stamp: Stamp,
        today: date,
    ) -> tuple[e.ErasureProposed]:
        """Propose that what has had its time is erased (sv. *föreslå gallring*).

        Args:
            record_ids: Only these; empty = everything that is due.

        Raises:
            ConflictError: Already proposed.
            InvalidValueError: A record twice; one that is not to be erased; nothing is.
        """
        if self.version:
            raise ConflictError("Gallringen är redan föreslagen. Förslaget ändras inte; återta det och gör ett nytt.")
        if len(set(record_ids)) < len(record_ids):
            raise InvalidValueError("En akt är angiven mer än en gång. Ange varje akt en gång.")
        found = judged(record_ids)
        absent = set(record_ids) - {each.record_id for each in found.due}
        if absent:
            raise InvalidValueError(
                f"Akten {min(map(str, absent))} ska inte gallras nu. Se 'aktspar erase status --due' för varför."
            )
        if not found.due:
            raise InvalidValueError("Ingen akt ska gallras nu. Se 'aktspar erase status --due' för vad som återstår av tiden.")
        return (
            e.ErasureProposed(
                **envelope(erasure_id, 0, stamp), proposed_on=today, judged_size=found.size, erasure_items=found.due,
                kept_records=found.kept,
            ),
        )

    def approve(self, *, approval_note: str, stamp: Stamp, today: date, policy: Policy) -> tuple[e.ErasureApproved]:
        """Approve exactly what was proposed, as a second person (sv. *godkänna gallring*).

        Args:
            approval_note: What was looked at.

        Raises:
            NotFoundError: Not proposed.
            NotAllowedError: Withdrawn; already approved; by the one who proposed it.
            InvalidValueError: `approval_note`.
        """
        proposed = self._require_proposed()
        if self.withdrawn is not None:
            raise NotAllowedError("Förslaget är återtaget. Gör ett nytt.")
        if self.approved is not None:
            raise NotAllowedError("Förslaget är redan godkänt. Verkställ det med 'aktspar erase execute'.")
        if stamp.actor_id == proposed.actor_id:
            raise NotAllowedError("Den som föreslog gallringen kan inte godkänna den. Be en annan person.")
        policy.require_text(approval_note, "Vad som har kontrollerats")
        return (
            e.ErasureApproved(**self._next(stamp), approved_on=today, approval_note=approval_note),
        )

    def withdraw(self, *, reason: str, stamp: Stamp, today: date, policy: Policy) -> tuple[e.ErasureWithdrawn]:
        """Do not carry it out (sv. *återta gallringsförslag*).

        Raises:
            NotFoundError: Not proposed.
            NotAllowedError: Already withdrawn; the act has begun.
            InvalidValueError: `reason`.
        """
        self._require_proposed()
        if self.withdrawn is not None:
            raise NotAllowedError("Förslaget är redan återtaget.")
        if self.begun or self.spared or self.executed is not None:
            raise NotAllowedError("Gallringen är påbörjad och kan inte återtas. Fullfölj den med 'aktspar erase execute'.")
        policy.require_short_text(reason, "Orsaken till att förslaget återtas")
        return (e.ErasureWithdrawn(**self._next(stamp), proposal_withdrawn_on=today, reason=reason),)

    def require_executable(self) -> None:
        """Refuse what is not approved by two.

        Raises:
            NotFoundError: Not proposed.
            NotAllowedError: Withdrawn; not approved.
        """
        self._require_proposed()
        if self.withdrawn is not None:
            raise NotAllowedError("Förslaget är återtaget. Gör ett nytt.")
        if not self.is_by_two:
            raise NotAllowedError("Gallringen är inte godkänd av en annan person än den som föreslog den.")

    def execute(self, *, stamp: Stamp, today: date, policy: Policy) -> tuple[e.ErasureExecuted]:
        """State that every step of every record is done (sv. *verkställd gallring*).

        Raises:
            NotAllowedError: A record remains.
            ConflictError: Already stated.
        """
        if self.executed is not None:
            raise ConflictError("Gallringen är redan verkställd.")
        self.require_executable()
        if self.remaining:
            raise NotAllowedError(f"{len(self.remaining)} akter återstår. Kör 'aktspar erase execute' igen.")
        days = policy.key_backup_days
        return (
            e.ErasureExecuted(
                **self._next(stamp), executed_on=today, key_backup_days=days, erased_from=today + timedelta(days=days)
            ),
        )

    def complete(self, *, stamp: Stamp, today: date) -> tuple[e.ErasureCompleted]:
        """State that no backup has a key any more (sv. *slutföra gallring*).

        Raises:
            NotAllowedError: Not executed, already stated, or before the day that the last backup is gone.
        """
        if self.executed is None or self.completed is not None:
            raise NotAllowedError("Gallringen är inte verkställd, eller redan slutförd.")
        if today < self.executed.erased_from:
            raise NotAllowedError(f"Säkerhetskopior av nycklarna finns till {self.executed.erased_from}. Slutför då.")
        return (e.ErasureCompleted(**self._next(stamp), completed_on=today),)

    def _require_proposed(self) -> e.ErasureProposed:
        if self.proposed is None:
            raise NotFoundError("Gallringsförslaget finns inte. Se 'aktspar erase status'.")
        return self.proposed

    def _next(self, stamp: Stamp) -> dict[str, object]:
        assert self.id is not None
        return envelope(self.id, self.version, stamp)
