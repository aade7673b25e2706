"""Importing a workbook into a board: planned by the domain, stored all or nothing.

Sealed rows wait in an unnamed temporary file, encrypted, until the whole workbook has been planned without a fault; then
they are stored in one transaction. So memory does not grow with the number of events, and other writers wait only while
rows are stored, not while they are prepared.
"""

from __future__ import annotations

import pickle
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import IO, Any, NamedTuple
from uuid import UUID, uuid4

from adapters import segment_cipher
from adapters.event_mapper import canonical
from adapters.key_store import DataKey
from adapters.postgres.boards import BoardStore, slug_of
from adapters.postgres.ledger import PostgresLedger
from adapters.postgres.recorder import SealedCommand
from adapters.postgres.registers import Registers
from domain.base import DomainEvent, Purpose, RetentionClass, Source, Stamp
from domain.board.board import Board
from domain.case.case import Case
from domain.errors import DomainError
from domain.instruments import SHIPPED, InstrumentCatalogue
from domain.ledger.port import Command
from domain.offering.catalogue import Catalogue, Place, place_of
from domain.offering.offering import Offering
from domain.policies import DEFAULT_POLICY, Policy
from domain.staff.staff_member import StaffMember
from domain.unit.unit import Unit
from domain.workbook.case_plan import CaseRows, plan_case
from domain.workbook.entry_plan import ENTRY_SHEETS
from domain.workbook.faults import Fault
from domain.workbook.plan import SYSTEM, ImportContext, PlannedRow, RowOutcome, StaffRef, numbered
from domain.workbook.reading import WorkbookReading
from domain.workbook.register_plan import plan_absences, plan_outreach, plan_viewpoints
from domain.workbook.sheets import ABSENCE, CASES, OUTREACH, SHEETS, VIEWPOINTS

CASES_AT_A_TIME = 250
ROWS_AT_A_TIME = 1_000

FindCases = Callable[[Collection[str]], dict[str, list[UUID]]]
"""Case numbers to the ids of the cases that have them, in any unit of the board."""
KeysOf = Callable[[set[tuple[UUID, RetentionClass]]], dict[tuple[UUID, str], DataKey]]
"""Subjects and retention classes to their data keys, made where they are missing."""
Progress = Callable[[str, int, int], None]
"""Told the phase (`plan`, `store`), how much is done and out of how much."""


class ImportReport(NamedTuple):
    """What became of a workbook, by sheet; with faults nothing is recorded and `imported` and `changed` are all 0.

    Args:
        prepare_seconds, store_seconds: Planning and sealing; storing. For the benchmark and for people.
    """

    imported: dict[str, int]
    already_present: dict[str, int]
    changed: dict[str, int]
    faults: list[Fault]
    warnings: list[Fault]
    size: int = 0
    prepare_seconds: float = 0.0
    store_seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The document of `aktspar import --json`."""
        return {
            "imported": self.imported,
            "already_present": self.already_present,
            "changed": self.changed,
            "faults": [fault._asdict() for fault in self.faults],
            "warnings": [warning._asdict() for warning in self.warnings],
        }


class ExistingRecords:
    """What a board already holds, as an import asks for it; of no board, nothing."""

    def __init__(self, board: BoardStore | None, find_cases: FindCases) -> None:
        self._ledger: PostgresLedger | None = None if board is None else board.ledger
        registers = None if board is None else Registers(board.ledger)
        self.units: dict[UUID, Unit] = registers.units() if registers else {}
        self.staff: dict[UUID, StaffMember] = registers.staff() if registers else {}
        self.offerings: dict[UUID, Offering] = registers.offerings() if registers else {}
        self._registers = registers
        self._find_cases = find_cases

    def policy_on(self, day: date) -> Policy:
        """The bounds that hold on a day."""
        return DEFAULT_POLICY if self._registers is None else self._registers.policy_history().on(day)

    def instruments_on(self, day: date) -> InstrumentCatalogue:
        """The instruments that ratings can be made with on a day."""
        return SHIPPED if self._registers is None else self._registers.instruments(day=day)

    def unit_named(self, name: str, part_of: UUID | None) -> UUID | None:
        """The id of a unit, by name and what it is part of."""
        return next(
            (
                unit_id
                for unit_id, unit in self.units.items()
                if unit.name.casefold() == name.casefold() and unit.part_of == part_of
            ),
            None,
        )

    def cases(self, numbers: Collection[str], units: Collection[UUID]) -> dict[str, Case]:
        """The unit's cases with these numbers, by casefolded number."""
        if self._ledger is None:
            return {}
        found = self._find_cases(numbers)
        streams = self._ledger.streams([case_id for ids in found.values() for case_id in ids])
        cases = (Case.fold(each.event for each in events) for events in streams.values())
        return {case.number.casefold(): case for case in cases if case.unit in units}

    def stream(self, stream_id: UUID) -> list[DomainEvent]:
        """What a stream holds."""
        return [] if self._ledger is None else [each.event for each in self._ledger.stream(stream_id)]

    def viewpoints(self) -> dict[UUID, Any]:
        """Every viewpoint of the board."""
        return self._registers.viewpoints() if self._registers else {}

    def outreach(self) -> dict[UUID, Any]:
        """Every count of outreach work of the board."""
        return self._registers.outreach() if self._registers else {}


class KnownCases:
    """The case numbers of a unit, looked up one at a time when a workbook names a case that it does not describe."""

    def __init__(self, existing: ExistingRecords, units: Collection[UUID]) -> None:
        self._existing = existing
        self._units = units
        self._answers: dict[str, bool] = {}

    def __contains__(self, number: object) -> bool:
        key = str(number).casefold()
        if key not in self._answers:
            self._answers[key] = key in self._existing.cases([str(number)], self._units)
        return self._answers[key]


class WorkbookImport:
    """One import: plans all rows, then stores them.

    Args:
        reading: The workbook, read without faults.
        existing: What the board holds.
        actor_id: The importer's pseudonym.
        today: In Europe/Stockholm.
    """

    def __init__(
        self, reading: WorkbookReading, existing: ExistingRecords, *, actor_id: UUID, today: date
    ) -> None:
        self._reading = reading
        self._existing = existing
        self._policy = existing.policy_on(today)
        self._stamp = Stamp(actor_id=actor_id, unit_id=None, purpose=Purpose.IMPORT)
        self._new_streams: list[tuple[DomainEvent, ...]] = []
        self.unit = existing.unit_named(reading.unit_name, None) or self._establish(reading.unit_name, None)
        services = {name.casefold(): self._service(name) for name in self._service_names()}
        staff = self._staff()
        self.units = {self.unit, *services.values(), *(i for i, u in existing.units.items() if u.part_of == self.unit)}
        part_of = {unit_id: unit.part_of for unit_id, unit in existing.units.items()}
        self._catalogue = Catalogue(existing.offerings, part_of | dict.fromkeys(services.values(), self.unit))
        self.context = ImportContext(
            year=reading.year,
            unit=self.unit,
            services=services,
            staff=staff,
            stamp=self._stamp,
            today=today,
            policy=self._policy,
            catalogue=existing.instruments_on(today),
            new_id=uuid4,
        )
        self.counts = {outcome: dict.fromkeys(SHEETS, 0) for outcome in RowOutcome}

    def commands(self, keys_of: KeysOf | None, progress: Progress) -> Iterator[Command]:
        """Plan every row; give the commands that record what is new or corrected, in order.

        Args:
            keys_of: The data keys of many subjects at once, from which the rows' command ids are derived; None = plan only.
        """
        for events in self._new_streams:
            yield Command(uuid4(), b"import", events)
        total, done = sum(map(len, self._reading.rows.values())), 0
        rows = self._planned()
        while chunk := list(islice(rows, ROWS_AT_A_TIME)):
            for planned in chunk:
                self.counts[planned.outcome][planned.sheet] += 1
            if keys_of is not None:
                yield from self._commands(chunk, keys_of)
            done += len(chunk)
            progress("plan", done, total)
        if keys_of is not None:
            yield from self._completed()

    def _commands(self, chunk: list[PlannedRow], keys_of: KeysOf) -> Iterator[Command]:
        firsts = [planned.events[0] for planned in chunk if planned.events]
        keys = keys_of({(event.key_subject, event.retention_class) for event in firsts})
        for planned in chunk:
            if planned.events:
                first = planned.events[0]
                yield self._command(planned, keys[first.key_subject, str(first.retention_class)].key)

    def report(self) -> ImportReport:
        """What the rows came to, so far as they are planned."""
        counts = self.counts
        if self.context.faults:
            counts = {outcome: dict.fromkeys(SHEETS, 0) for outcome in RowOutcome}
        return ImportReport(
            counts[RowOutcome.NEW],
            counts[RowOutcome.PRESENT],
            counts[RowOutcome.CHANGED],
            self.context.faults,
            [*self._reading.warnings, *self.context.warnings],
        )

    def _planned(self) -> Iterator[PlannedRow]:
        grouped = self._rows_by_case()
        yield from plan_absences(self._reading.rows[ABSENCE], self._members, self.context)
        case_units: dict[str, tuple[UUID, UUID]] = {}
        places: dict[UUID | None, Place] = {}
        numbers = list(grouped)
        for start in range(0, len(numbers), CASES_AT_A_TIME):
            chunk = numbers[start : start + CASES_AT_A_TIME]
            cases = self._existing.cases(chunk, self.units)
            for number in chunk:
                case = cases.get(number) or Case()
                case_id = case.id or uuid4()
                yield from self._allowed_in(case, numbered(plan_case(case, case_id, grouped.pop(number), self.context)))
                case_units[number] = (case_id, case.unit or self.unit)
                places[case_id] = place_of([case.facts] if case.facts else [])
        viewpoints = [each for each in self._existing.viewpoints().values() if each.facts.unit in self.units]
        for planned in plan_viewpoints(self._reading.rows[VIEWPOINTS], viewpoints, case_units, self.context):
            yield self._allowed(planned, (), places.get(next((event.key_subject for event in planned.events), None)))
        outreach = [each for each in self._existing.outreach().values() if each.facts.unit in self.units]
        for planned in plan_outreach(self._reading.rows[OUTREACH], outreach, self.context):
            yield self._allowed(planned, ())

    def _allowed_in(self, case: Case, rows: Iterable[PlannedRow]) -> Iterator[PlannedRow]:
        """The rows of a case, which `case` is taken forward by, each under the regime that the case then has."""
        before = [case.facts] if case.facts else []
        for planned in rows:
            moved = planned.supersedes and place_of(before) != place_of([*before, *planned.events])
            yield self._allowed(planned, self._existing.stream(planned.events[0].originator_id) if moved else before)
            before = [case.facts] if case.facts else []

    def _allowed(self, planned: PlannedRow, before: Sequence[DomainEvent], case: Place | None = None) -> PlannedRow:
        """The row, or without events and with a fault when a service offering's regime forbids what they hold."""
        try:
            self._catalogue.require_allowed(before, planned.events, self.context.today, elsewhere=case)
        except DomainError as refusal:
            column = SHEETS[planned.sheet].columns[0].header
            self.context.faults.append(Fault(planned.sheet, planned.row.row, column, str(refusal)))
            return planned._replace(outcome=RowOutcome.PRESENT, events=())
        return planned

    def _rows_by_case(self) -> dict[str, CaseRows]:
        grouped: dict[str, CaseRows] = {row.case_number.casefold(): CaseRows(row, {}) for row in self._reading.rows[CASES]}
        for sheet in ENTRY_SHEETS:
            for row in self._reading.rows[sheet]:
                rows = grouped.setdefault(row.case_number.casefold(), CaseRows(None, {}))
                rows.entries.setdefault(sheet, []).append(row)
        for row in self._reading.rows[VIEWPOINTS]:
            if row.case_number is not None:
                grouped.setdefault(row.case_number.casefold(), CaseRows(None, {}))
        return grouped

    def _command(self, planned: PlannedRow, data_key: bytes) -> Command:
        said = [planned.sheet, *(_plain(value) for value in planned.row[1:])]
        content = canonical([said, self._reading.year, planned.nth, planned.supersedes])
        return Command(UUID(bytes=segment_cipher.keyed_digest(data_key, b"import-row/1", content)[:16]), content, planned.events)

    def _completed(self) -> Iterator[Command]:
        new, changed = self.counts[RowOutcome.NEW], self.counts[RowOutcome.CHANGED]
        if self.context.faults or not (any(new.values()) or any(changed.values())):
            return
        unit = self._existing.units.get(self.unit) or Unit.fold(self._new_streams[0])
        events = unit.complete_import(
            year=self._reading.year,
            counts=tuple(new.items()),
            corrected=tuple(changed.items()),
            claimed_system=SYSTEM,
            stamp=self._stamp,
            policy=self._policy,
        )
        yield Command(uuid4(), b"import", events)

    def _establish(self, name: str, part_of: UUID | None) -> UUID:
        unit_id = uuid4()
        self._new_streams.append(
            Unit().establish(unit_id=unit_id, name=name, part_of=part_of, stamp=self._stamp, policy=self._policy)
        )
        return unit_id

    def _service(self, name: str) -> UUID:
        return self._existing.unit_named(name, self.unit) or self._establish(name, self.unit)

    def _service_names(self) -> Iterable[str]:
        named = {}
        for sheet in (CASES, OUTREACH):
            for row in self._reading.rows[sheet]:
                if row.service_name is not None:
                    named.setdefault(row.service_name.casefold(), row.service_name)
        return named.values()

    def _staff(self) -> dict[str, StaffRef]:
        """Every therapist that the workbook names, registered if need be; and everybody that the unit already has."""
        self._members = {i: member for i, member in self._existing.staff.items() if member.unit in (None, self.unit)}
        staff = {member.name.casefold(): StaffRef(i, member.name) for i, member in self._members.items()}
        for sheet in (CASES, ABSENCE):
            for row in self._reading.rows[sheet]:
                if row.therapist is not None and row.therapist.casefold() not in staff:
                    staff[row.therapist.casefold()] = self._register(sheet, row)
        return staff

    def _register(self, sheet: str, row: Any) -> StaffRef:
        staff_id, member = uuid4(), StaffMember()
        events = member.register(
            staff_id=staff_id,
            name=row.therapist,
            title=None,
            unit=self.unit,
            source=Source(system=SYSTEM, sheet=sheet, row=row.row, year=self._reading.year),
            stamp=self._stamp.model_copy(update={"unit_id": self.unit}),
            policy=self._policy,
        )
        for event in events:
            member.apply(event)
        self._members[staff_id] = member
        self._new_streams.append(events)
        return StaffRef(staff_id, row.therapist)


def plan_only(planned: WorkbookImport, progress: Progress) -> ImportReport:
    """What an import would do, storing nothing (`--dry-run`)."""
    for _ in planned.commands(None, progress):
        pass
    return planned.report()


def carry_out(planned: WorkbookImport, board: BoardStore, progress: Progress) -> ImportReport:
    """Plan, prepare and store; nothing is stored if a row has a fault.

    Raises:
        StaleVersionError: Somebody wrote in one of the cases meanwhile; nothing is recorded, import again.
        UnavailableError: The database does not answer.
    """

    began = time.perf_counter()
    with tempfile.TemporaryFile() as spool:
        count = 0
        for batch in board.ledger.prepare(planned.commands(board.keys.keys_for, progress)):
            pickle.dump(batch, spool, protocol=pickle.HIGHEST_PROTOCOL)
            count += len(batch)
        report = planned.report()
        prepared = time.perf_counter()
        if report.faults or not count:
            return report._replace(size=board.ledger.size(), prepare_seconds=prepared - began)
        spool.seek(0)
        receipts = board.ledger.append_prepared(_spooled(spool, count, progress))
    stored = time.perf_counter()
    size = max(receipt.size for receipt in receipts)
    return report._replace(size=size, prepare_seconds=prepared - began, store_seconds=stored - prepared)


def establish_board(board: BoardStore, name: str, actor_id: UUID) -> None:
    """Record that a new board's records begin."""
    stamp = Stamp(actor_id=actor_id, unit_id=None, purpose=Purpose.ADMINISTRATION)
    events = Board().establish(board_id=uuid4(), name=name, slug=slug_of(name), stamp=stamp, policy=DEFAULT_POLICY)
    board.ledger.append(Command(uuid4(), b"establish", events))


def _spooled(spool: IO[bytes], count: int, progress: Progress) -> Iterator[list[SealedCommand]]:
    done = 0
    while done < count:
        # Our own bytes, from a file that has no name: nobody else can have written them.
        batch = pickle.load(spool)
        yield batch
        done += len(batch)
        progress("store", done, count)


def _plain(value: Any) -> Any:
    """A cell's value as canonical JSON takes it."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value)
