"""Importing a calendar file into the cases of a unit: planned by the domain, stored all or nothing.

The same file again adds nothing: an appointment is known again by an id that is made of the calendar's own under the case's
key, so that nobody without the key can tell which appointment it was.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from adapters import segment_cipher
from adapters.event_mapper import canonical
from adapters.postgres.boards import BoardStore
from domain.base import RetentionClass
from domain.calendar.appointment import Appointment, CalendarFault, CalendarReading
from domain.calendar.plan import AppointmentOutcome, ImportTerms, PlannedAppointment, plan_appointment
from domain.case.case import Case
from domain.errors import DomainError
from domain.ledger.port import Command
from domain.offering.catalogue import Catalogue

FindCases = Callable[[Collection[str]], Mapping[str, list[UUID]]]
"""Case numbers to the ids of the cases that have them, in any unit of the board."""


class CalendarReport(NamedTuple):
    """What became of a calendar file; with faults nothing is recorded and the first three are 0.

    Args:
        warnings: Appointments that were left out and that somebody should look at.
    """

    imported: int
    already_present: int
    changed: int
    not_about_a_case: int
    faults: list[CalendarFault]
    warnings: list[CalendarFault]

    def to_json(self) -> dict[str, Any]:
        """The document of `aktspar import-calendar --json`."""
        return {
            "imported": self.imported, "already_present": self.already_present, "changed": self.changed,
            "not_about_a_case": self.not_about_a_case,
            "faults": [fault._asdict() for fault in self.faults], "warnings": [warning._asdict() for warning in self.warnings],
        }


class CalendarImport:
    """One import.

    Args:
        units: The unit, and the activities inside it: appointments of other units' cases are left out.
        catalogue: The documentation regimes of the board's service offerings.
    """

    def __init__(
        self, board: BoardStore, reading: CalendarReading, find_cases: FindCases, *, units: Collection[UUID],
        catalogue: Catalogue, terms: ImportTerms,
    ) -> None:
        self._board = board
        self._reading = reading
        self._units = units
        self._catalogue = catalogue
        self._terms = terms
        self._faults = list(reading.faults)
        self._warnings: list[CalendarFault] = []
        self._counts = dict.fromkeys(AppointmentOutcome, 0)
        self._cases = self._known_cases(find_cases)

    def carry_out(self, *, dry_run: bool = False) -> CalendarReport:
        """Plan every appointment and, unless there is a fault, record what is new or changed in one transaction.

        Raises:
            StaleVersionError: Somebody wrote in one of the cases meanwhile; nothing is recorded, import again.
            UnavailableError: The database does not answer.
        """
        commands = [
            command
            for appointment in self._reading.appointments
            for number in appointment.case_numbers
            if (command := self._planned(appointment, number)) is not None
        ]
        if commands and not self._faults and not dry_run:
            self._board.ledger.append_all(commands)
        counts = dict.fromkeys(AppointmentOutcome, 0) if self._faults else self._counts
        return CalendarReport(
            counts[AppointmentOutcome.NEW], counts[AppointmentOutcome.PRESENT], counts[AppointmentOutcome.CHANGED],
            self._reading.not_about_a_case, sorted(self._faults), sorted(self._warnings),
        )

    def _known_cases(self, find_cases: FindCases) -> dict[str, list[Case]]:
        numbers = {number.casefold() for appointment in self._reading.appointments for number in appointment.case_numbers}
        found = find_cases(numbers) if numbers else {}
        streams = self._board.ledger.streams([case_id for ids in found.values() for case_id in ids])
        cases = {case_id: Case.fold(each.event for each in events) for case_id, events in streams.items()}
        return {
            number.casefold(): [cases[case_id] for case_id in ids if cases[case_id].unit in self._units]
            for number, ids in found.items()
        }

    def _planned(self, appointment: Appointment, number: str) -> Command | None:
        line, cases = appointment.line, self._cases.get(number.casefold(), [])
        if len(cases) != 1:
            if cases:
                self._faults.append(CalendarFault(line, "två av enhetens ärenden har numret; ändra det ena"))
            else:
                self._warnings.append(CalendarFault(line, "namnger ett ärende som inte finns på enheten; läses inte in"))
            return None
        (case,) = cases
        key = self._board.keys.key_for(case.id, RetentionClass.CASE).key
        event_id = _keyed_id(key, b"calendar-event/1", [appointment.uid, appointment.recurrence])
        try:
            planned = plan_appointment(case, appointment, event_id, self._terms)
            self._catalogue.require_allowed([case.facts], planned.events, self._terms.today)
        except DomainError as refusal:
            self._faults.append(CalendarFault(line, str(refusal)))
            return None
        return self._command(case, appointment, planned, event_id, key)

    def _command(
        self, case: Case, appointment: Appointment, planned: PlannedAppointment, event_id: UUID, key: bytes
    ) -> Command | None:
        self._counts[planned.outcome] += 1
        for event in planned.events:
            case.apply(event)
        if not planned.events:
            return None
        said = [
            str(event_id), str(planned.supersedes), appointment.starts.model_dump_json(),
            None if appointment.ends is None else appointment.ends.model_dump_json(), appointment.status.value,
        ]
        return Command(_keyed_id(key, b"import-calendar/1", said), canonical(said), planned.events)


def _keyed_id(key: bytes, use: bytes, said: list[str | None]) -> UUID:
    return UUID(bytes=segment_cipher.keyed_digest(key, use, canonical(said))[:16])
