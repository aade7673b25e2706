"""Which records of a board are to be erased (sv. *gallringslista*): each judged by its own events, in batches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from psycopg.rows import tuple_row

from adapters.postgres.boards import BoardStore
from adapters.postgres.registers import Registers
from domain.base import ErasedEvent, RecordedEvent
from domain.case.case import Case
from domain.concern.concern import Concern
from domain.erasure.erasure import Judged
from domain.erasure.events import ErasureItem, KeptRecord
from domain.erasure.marker import ErasedRecord
from domain.months import months_after
from domain.policies import Policy
from domain.retention.codes import RetentionStatus
from domain.retention.definition import RetentionDefinition, definition_on
from domain.retention.judging import RetentionAnswer, RetentionFacts, judge
from domain.retention.record_retention import RecordRetention
from domain.retention.shipped import shipped_retention
from domain.viewpoint.viewpoint import Viewpoint
from projections.retention import case_facts, concern_facts

_TOGETHER = 200

Progress = Callable[[int, int], None]


class JudgedRecord(NamedTuple):
    """One record with its answer."""

    record_id: UUID
    family: str
    facts: RetentionFacts
    answer: RetentionAnswer


class _Beside(NamedTuple):
    """What streams of no case say of cases: what is known for erasure, and the viewpoints given in them."""

    known: dict[UUID, RecordRetention]
    viewpoints: dict[UUID, list[RecordedEvent]]
    linked: set[UUID]
    policy: Policy


class RetentionList:
    """The records of one board, judged for erasure."""

    def __init__(self, board: BoardStore) -> None:
        self._board = board
        self._registers = Registers(board.ledger)

    def records(
        self, today: date, *, only: Collection[UUID] = (), progress: Progress | None = None
    ) -> Iterator[JudgedRecord]:
        """Every record that is not erased, judged as recorded now; `only`: just these.

        Raises:
            InvalidValueError: There are no rules for that day.
            CorruptLedgerError: Stored bytes are not what they must be.
        """
        definition, beside = definition_on(shipped_retention(), today), self._beside(today)
        ids = [*self._ids("case.opened.", only), *self._ids("concern.received.", only)]
        done = 0
        waiting = iter(ids)
        while batch := list(islice(waiting, _TOGETHER)):
            for record_id, recorded in self._board.ledger.streams(batch).items():
                mark = ErasedRecord.fold(each.event for each in recorded).mark
                if mark is None or not mark.whole_stream:
                    yield self._judged(record_id, recorded, beside, definition, today)
            done += len(batch)
            if progress is not None:
                progress(done, len(ids))

    def judged(self, today: date, only: Collection[UUID] = (), *, progress: Progress | None = None) -> Judged:
        """Those that have had their time: the ones to erase, and the ones that are kept, with the reasons."""
        size = self._board.ledger.size()
        due, kept = [], []
        for each in self.records(today, only=only, progress=progress):
            if each.answer.is_to_be_erased:
                due.append(item_of(each))
            elif each.answer.status is not RetentionStatus.NOT_DUE and _has_had_its_time(each, today):
                kept.append(kept_of(each))
        return Judged(size, tuple(due), tuple(kept))

    def _judged(
        self, record_id: UUID, recorded: list[RecordedEvent], beside: _Beside, definition: RetentionDefinition, today: date
    ) -> JudgedRecord:
        known, events = beside.known.get(record_id), [each.event for each in recorded]
        if events[0].TYPE == "case.opened":
            notes = [*recorded, *beside.viewpoints.get(record_id, ())]
            facts = case_facts(
                Case.fold(events), notes, known, beside.policy, is_linked=record_id in beside.linked
            )
            return JudgedRecord(record_id, "case", facts, judge(facts, definition, today))
        facts = concern_facts(Concern.fold(events), recorded, known, beside.policy)
        return JudgedRecord(record_id, "concern", facts, judge(facts, definition, today))

    def _beside(self, today: date) -> _Beside:
        known = {
            each.record_id: each for each in self._registers.of_kind("retention", RecordRetention.fold).values()
            if each.record_id is not None
        }
        streams: dict[UUID, list[RecordedEvent]] = {}
        for recorded in self._registers.events_of("viewpoint"):
            if not isinstance(recorded.event, ErasedEvent):
                streams.setdefault(recorded.event.originator_id, []).append(recorded)
        viewpoints: dict[UUID, list[RecordedEvent]] = {}
        linked: set[UUID] = set()
        for events in streams.values():
            under = {case_id for each in events if (case_id := getattr(each.event, "case_id", None)) is not None}
            facts = Viewpoint.fold(each.event for each in events).facts
            now_in = None if facts is None else facts.case_id
            linked |= under - {now_in}
            if now_in is not None:
                viewpoints.setdefault(now_in, []).extend(events)
        return _Beside(known, viewpoints, linked, self._registers.policy_history().on(today))

    def _ids(self, beginning: str, only: Collection[UUID]) -> list[UUID]:
        query = (
            f"SELECT e.stream_id FROM {self._board.schema}.ledger_event e WHERE e.stream_version = 1"
            " AND starts_with(e.event_type, %(kind)s) AND (%(all)s OR e.stream_id = ANY (%(only)s)) ORDER BY e.position"
        )
        values = {"kind": beginning, "all": not only, "only": list(only)}
        datastore = self._board.datastore
        with datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            return [row[0] for row in cursor.execute(query, values).fetchall()]


def _has_had_its_time(judged: JudgedRecord, today: date) -> bool:
    # What is kept for ever is listed when it would else have been erased, and not from its first day.
    years = definition_on(shipped_retention(), today).years_after_last_note
    last = judged.facts.last_note_on
    return not judged.facts.is_open and (last is None or months_after(last, 12 * years) <= today)


def item_of(judged: JudgedRecord) -> ErasureItem:
    """A record that is to be erased, as it stands on a list."""
    answer, facts = judged.answer, judged.facts
    assert answer.ground is not None and answer.basis is not None and facts.last_note_on is not None
    assert answer.due_on is not None and answer.finish_by is not None
    return ErasureItem(
        record_id=judged.record_id, record_family=judged.family, retention_ground=answer.ground, erasure_basis=answer.basis,
        last_note_on=facts.last_note_on, due_on=answer.due_on, finish_by=answer.finish_by,
    )


def kept_of(judged: JudgedRecord) -> KeptRecord:
    """A record that is kept, as it stands on a list."""
    answer = judged.answer
    return KeptRecord(
        record_id=judged.record_id, record_family=judged.family, retention_status=answer.status,
        retention_ground=answer.ground, erasure_basis=answer.basis, retention_reasons=answer.reasons,
    )
