"""A calendar file comes into the cases that it names, whole or not at all, once; of everything else nothing is kept."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from adapters.settings import load_settings
from api import cli
from api.calendar_import import import_calendar
from api.main import OpenBoard, Runtime
from api.output import Output
from domain.base import Purpose, Stamp
from domain.calendar.appointment import CalendarFault
from domain.case.case import Case
from domain.case.contacts.codes import CalendarStatus
from domain.case.contacts.proof import unexplained_appointments
from domain.codes import Gender
from domain.errors import InvalidValueError, NotFoundError
from domain.ledger.port import Command
from domain.offering.codes import DocumentationRegime, ServiceKind
from domain.offering.offering import Offering
from domain.policies import DEFAULT_POLICY
from domain.policy.adoption import PolicyAdoption
from domain.policy.events import PolicyValue
from domain.staff.staff_member import StaffMember
from domain.unit.unit import Unit
from tests.support.calendars import SECRET, calendar, event
from tests.support.cluster import Cluster

TODAY = date(2026, 11, 22)


# Importing


class Calendars:
    """A new board with a unit, two activities inside it, a stranger's unit, and a member of staff."""

    def __init__(self, runtime: Runtime, folder: Path) -> None:
        self.runtime, self.folder = runtime, folder
        self.board: OpenBoard = runtime.create_board(f"Kalendernämnden {os.urandom(4).hex()}")
        self.stamp = Stamp(actor_id=uuid4(), unit_id=None, purpose=Purpose.CASE_WORK)
        self.unit, self.activity, self.stranger, self.anna = uuid4(), uuid4(), uuid4(), uuid4()
        by = {"stamp": self.stamp, "policy": DEFAULT_POLICY}
        for unit_id, name, part_of in (
            (self.unit, "Resursenheten", None), (self.activity, "Familjeteamet", self.unit), (self.stranger, "Annan", None)
        ):
            self.record(Unit().establish(unit_id=unit_id, name=name, part_of=part_of, **by))
        self.record(
            StaffMember().register(staff_id=self.anna, name="Anna Exempel", title="Behandlare", unit=self.unit, source=None, **by)
        )

    def record(self, events) -> None:
        self.board.ledger.append(Command(uuid4(), b"prov", events))

    def open_case(self, number: str, unit=None, **changes):
        case_id = uuid4()
        call = {"case_id": case_id, "number": number, "unit": unit or self.unit, "gender": Gender.GIRL, "birth_year": 2012}
        by = {"stamp": self.stamp, "today": TODAY, "policy": DEFAULT_POLICY}
        self.record(Case().open(**{**call, **changes, **by}))
        return case_id

    def case(self, case_id) -> Case:
        return Case.fold(each.event for each in self.board.ledger.stream(case_id))

    def take_in(self, *events: str, unit="Resursenheten", staff="anna exempel", **options):
        path = self.folder / f"{os.urandom(4).hex()}.ics"
        path.write_bytes(calendar(*events))
        return import_calendar(
            self.board, path, unit=unit, staff=staff, caller="lokal:prov", today=TODAY, **options
        )


@pytest.fixture
def calendars(cluster: Cluster, tmp_path: Path) -> Iterator[Calendars]:
    runtime = Runtime(load_settings(data_dir=cluster.data_dir), cluster.connections, cluster.keys, cluster.kek)
    yield Calendars(runtime, tmp_path)
    runtime.close()


def counts(report):
    return (report.imported, report.already_present, report.changed)


def test_the_same_file_again_adds_nothing_and_a_moved_appointment_is_a_change(calendars: Calendars):
    case_id = calendars.open_case("2026-0001")
    assert counts(calendars.take_in(event(), event("Lunch", uid="u2"))) == (1, 0, 0)
    assert counts(calendars.take_in(event("Annan rubrik #2026-0001"))) == (0, 1, 0)
    moved = {"start": "20260317T130000Z", "end": "20260317T140000Z"}
    assert counts(calendars.take_in(event(**moved))) == (0, 0, 1)
    assert counts(calendars.take_in(event())) == (0, 0, 1)
    assert counts(calendars.take_in(event(**moved))) == (0, 0, 1)
    assert counts(calendars.take_in(event(**moved, more=["STATUS:CANCELLED"]))) == (0, 0, 1)
    contacts = calendars.case(case_id).contacts
    assert len(contacts.entries) == 5 and len(contacts.calendar) == 1
    (now,) = contacts.calendar.values()
    assert (now.occurred.on, now.calendar_status) == (date(2026, 3, 17), CalendarStatus.CANCELLED)
    assert (now.calendar_owner_name, now.calendar_owner_title) == ("Anna Exempel", "Behandlare")
    assert (now.source.system, now.source.row, now.purpose) == ("Kalender (iCalendar)", 5, Purpose.IMPORT)


def test_a_repeated_appointment_is_one_contact_each_time(calendars: Calendars):
    case_id = calendars.open_case("2026-0001")
    weekly = event(more=["RRULE:FREQ=WEEKLY;COUNT=4"])
    assert counts(calendars.take_in(weekly)) == (4, 0, 0)
    assert counts(calendars.take_in(weekly)) == (0, 4, 0)
    assert len(unexplained_appointments(calendars.case(case_id), TODAY)) == 4


def test_nothing_that_the_calendar_says_in_words_reaches_the_ledger(calendars: Calendars):
    case_id = calendars.open_case("2026-0001")
    calendars.take_in(event(uid="klara.pahittad@example.se", more=["DESCRIPTION:Klara", "ATTENDEE:mailto:klara@example.se"]))
    stored = [each.event.model_dump_json() for each in calendars.board.ledger.stream(case_id)]
    assert len(stored) == 2
    assert not any(word in text for text in stored for word in (SECRET, "klara", "Klara", "example.se"))


def test_two_cases_do_not_show_that_they_share_an_appointment(calendars: Calendars):
    first, second = calendars.open_case("2026-0001"), calendars.open_case("2026-0002", calendars.activity)
    assert counts(calendars.take_in(event("#2026-0001 #2026-0002"))) == (2, 0, 0)
    ids = [set(calendars.case(case_id).contacts.calendar) for case_id in (first, second)]
    assert len(ids[0] | ids[1]) == 2


def test_one_fault_and_nothing_is_recorded(calendars: Calendars):
    case_id = calendars.open_case("2026-0001")
    before = calendars.board.ledger.size()
    report = calendars.take_in(event(), event(uid="u2", more=["STATUS:KANSKE"]))
    assert counts(report) == (0, 0, 0) and [fault.line for fault in report.faults] == [12]
    assert calendars.board.ledger.size() == before and calendars.case(case_id).version == 1


def test_a_dry_run_says_what_would_be_and_records_nothing(calendars: Calendars):
    calendars.open_case("2026-0001")
    before = calendars.board.ledger.size()
    assert counts(calendars.take_in(event(), dry_run=True)) == (1, 0, 0)
    assert calendars.board.ledger.size() == before


def test_a_case_that_is_unknown_or_another_units_is_left_out_with_a_warning(calendars: Calendars):
    calendars.open_case("2026-0001")
    calendars.open_case("2026-0009", calendars.stranger)
    report = calendars.take_in(event(), event("#2026-0009", uid="u2"), event("#1 i stan", uid="u3"))
    assert counts(report) == (1, 0, 0)
    assert report.warnings == [
        CalendarFault(line, "namnger ett ärende som inte finns på enheten; läses inte in") for line in (12, 19)
    ]


def test_two_cases_of_the_unit_with_the_same_number_are_a_fault(calendars: Calendars):
    calendars.open_case("2026-0001")
    calendars.open_case("2026-0001", calendars.activity)
    report = calendars.take_in(event())
    assert counts(report) == (0, 0, 0) and "två av enhetens ärenden har numret" in report.faults[0].fault


def test_a_closed_case_takes_what_the_calendar_had_after_the_closing(calendars: Calendars):
    case_id = calendars.open_case("2026-0001")
    calendars.record(calendars.case(case_id).close(closed_on=date(2026, 3, 1), stamp=calendars.stamp, today=TODAY))
    assert counts(calendars.take_in(event())) == (1, 0, 0)


def test_a_case_of_an_advice_service_takes_an_appointment_since_it_has_no_text(calendars: Calendars):
    offering_id = uuid4()
    calendars.record(Offering().establish(
        offering_id=offering_id, unit=calendars.unit, offering_name="Föräldrarådgivning",
        service_kind=ServiceKind.ADVICE, regime=DocumentationRegime.ADVICE_NO_PERSONAL_DATA, regime_from=date(2026, 1, 1),
        max_talks=5, stamp=calendars.stamp, today=TODAY, policy=DEFAULT_POLICY,
    ))
    calendars.open_case("2026-0001", offering=offering_id)
    assert counts(calendars.take_in(event())) == (1, 0, 0)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"unit": "Enheten för inget"}, NotFoundError, "Enheten finns inte i nämnden"),
        ({"staff": "Ingen Alls"}, NotFoundError, "Medarbetaren finns inte i nämnden"),
    ],
)
def test_an_unknown_unit_or_member_of_staff_is_refused(calendars: Calendars, changes, error, message):
    with pytest.raises(error, match=message):
        calendars.take_in(event(), **changes)


def test_two_members_of_staff_with_one_name_are_told_apart_by_uuid(calendars: Calendars):
    calendars.open_case("2026-0001")
    calendars.record(StaffMember().register(
        staff_id=uuid4(), name="Anna Exempel", title="Kurator", unit=calendars.unit, source=None, stamp=calendars.stamp,
        policy=DEFAULT_POLICY,
    ))
    with pytest.raises(InvalidValueError, match="en av 2 med det namnet"):
        calendars.take_in(event())
    assert counts(calendars.take_in(event(), staff=str(calendars.anna))) == (1, 0, 0)


def test_days_before_and_after_the_policys_are_left_out(calendars: Calendars):
    calendars.open_case("2026-0001")
    days = ["20251120", "20251121", "20270222", "20270223"]
    events = [event(start=f";VALUE=DATE:{day}", end=None, uid=day) for day in days]
    assert counts(calendars.take_in(*events)) == (2, 0, 0)


def test_the_days_are_those_of_the_boards_own_policy(calendars: Calendars):
    calendars.open_case("2026-0001")
    calendars.record(PolicyAdoption().adopt(
        adoption_id=uuid4(), policy_values=(PolicyValue(bound="calendar_back_days", amount="1"),), takes_effect_on=TODAY,
        adopted_on=TODAY, adopted_by="Chefen", reason="Bara det nyaste.", stamp=calendars.stamp, today=TODAY,
        policy=DEFAULT_POLICY,
    ))
    days = [f"{TODAY - timedelta(days=back):%Y%m%d}" for back in (2, 1)]
    assert counts(calendars.take_in(*(event(start=f";VALUE=DATE:{day}", end=None, uid=day) for day in days))) == (1, 0, 0)


# The command


@pytest.fixture
def aktspar(calendars: Calendars, monkeypatch: pytest.MonkeyPatch):
    for name in ("DATABASE_URL", "AKTSPAR_KEYS_URL"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object):
        stdout, stderr = io.BytesIO(), io.StringIO()
        words = ["import-calendar", *map(str, arguments), "--board", calendars.board.store.schema.removeprefix("aktspar_")]
        output = Output(wants_json="--json" in words, stdout=stdout, stderr=stderr)
        status = cli.main(words, open_runtime=lambda settings: nullcontext(calendars.runtime), output=output)
        return status, stdout.getvalue().decode(), stderr.getvalue()

    return run


def this_year(*, summary: str = f"{SECRET} #2026-0001") -> str:
    today = date.today()
    return event(summary, start=f";VALUE=DATE:{today:%Y%m%d}", end=None)


def test_the_command_answers_with_counts_in_words_or_as_one_document(calendars: Calendars, aktspar, tmp_path: Path):
    calendars.open_case("2026-0001")
    path = tmp_path / "anna.ics"
    path.write_bytes(calendar(this_year(), event("Lunch", uid="u2")))
    named = (path, "--unit", "Resursenheten", "--staff", "Anna Exempel")
    status, stdout, _ = aktspar(*named, "--dry-run")
    assert status == 0 and "inget är lagrat" in stdout and "Nya: 1. Ändrade: 0. Fanns redan: 0." in stdout
    assert SECRET not in stdout
    status, stdout, _ = aktspar(*named, "--json")
    assert (status, json.loads(stdout)) == (0, {
        "imported": 1, "already_present": 0, "changed": 0, "not_about_a_case": 1, "faults": [], "warnings": [],
    })
    assert json.loads(aktspar(*named, "--json")[1])["already_present"] == 1


def test_the_command_ends_with_1_at_a_fault_and_with_2_when_it_cannot_run(calendars: Calendars, aktspar, tmp_path: Path):
    path = tmp_path / "fel.ics"
    path.write_bytes(calendar(this_year(), event(uid=None)))
    status, stdout, _ = aktspar(path, "--unit", "Resursenheten", "--staff", "Anna Exempel", "--json")
    (fault,) = json.loads(stdout)["faults"]
    assert status == 1 and fault["line"] == 11 and "saknar UID" in fault["fault"]
    status, stdout, _ = aktspar(path, "--unit", "Resursenheten", "--staff", "Anna Exempel")
    assert status == 1 and "Inget lästes in: 1 fel." in stdout
    status, _, stderr = aktspar(path, "--unit", "Ingen", "--staff", "Anna Exempel")
    assert status == 2 and "Enheten finns inte" in stderr
    path.write_bytes(b"hej")
    status, _, stderr = aktspar(path, "--unit", "Resursenheten", "--staff", "Anna Exempel")
    assert status == 2 and "ingen kalenderfil" in stderr


def test_the_command_explains_itself_in_swedish(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["import-calendar", "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Användning: aktspar import-calendar ") and "#2026-0001" in text
    assert not [english for english in ("Usage", "Options", "required", "default", "{") if english in text]
