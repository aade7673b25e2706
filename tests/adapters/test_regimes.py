"""On a real database, nothing of somebody's identity is stored where a regime forbids it: by no decision and by no import."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from adapters.postgres.boards import BoardStore
from adapters.postgres.regimes import PostgresRegimes
from adapters.postgres.registers import Registers
from adapters.settings import load_settings
from api.main import OpenBoard, Runtime
from api.workbook_import import import_workbook
from domain.base import DomainEvent, RetentionClass
from domain.case.case import Case
from domain.errors import DomainError
from domain.offering.catalogue import place_of
from domain.offering.codes import DocumentationRegime, ServiceKind
from domain.offering.offering import Offering
from domain.offering.regime import IdentityForbiddenError
from domain.policies import DEFAULT_POLICY
from domain.policy.adoption import PolicyAdoption
from domain.policy.events import PolicyValue
from domain.record_keeping import RecordKeeping, Request
from domain.unit.unit import Unit
from tests.domain.test_regimes import JUDGED, fields_with_text, holding, is_of_staff
from tests.support.cluster import Cluster
from tests.support.examples import ADMINISTRATION_STAMP, EXAMPLES, STAMP
from tests.support.workbooks import write_workbook

FULL, OPEN, ANONYMISED, ADVICE = DocumentationRegime
CANARY = "Kanariefågeln Kvitter"
NUMBER = "191212121212"
"""Skatteverket's published test number."""
TODAY = date(2026, 11, 22)
TODAY_US = 1_795_334_400_000_000
BY = {"stamp": ADMINISTRATION_STAMP, "policy": DEFAULT_POLICY}
ROOT = Path(__file__).parents[2]


class Office:
    """A board with one unit, and offerings of it."""

    def __init__(self, store: BoardStore) -> None:
        self.ledger = store.ledger
        self.records = RecordKeeping(store.ledger, PostgresRegimes(store.ledger, now=lambda: pytest.fail("asked the clock")))
        self.unit = uuid4()
        self._us = TODAY_US
        self.write(self.unit, [*Unit().establish(unit_id=self.unit, name="Provenheten", **BY)])

    def write(self, stream_id: UUID, events: Sequence[DomainEvent], *, command_id: UUID | None = None) -> None:
        """Record events as whoever decided them would."""
        self._us += 1_000_000
        first = events[0]
        self.records.carry_out(
            stream_id, first.retention_class, list, lambda _: events, Request(command_id or uuid4(), b"asked", self._us),
            key_subject=first.key_subject,
        )

    def offer(self, regime: DocumentationRegime, since: date = date(2025, 9, 1)) -> UUID:
        offering_id = uuid4()
        kind = ServiceKind.ADVICE if regime is ADVICE else ServiceKind.OTHER
        self.write(offering_id, Offering().establish(
            offering_id=offering_id, unit=self.unit, offering_name="Utbudet", service_kind=kind, regime=regime, regime_from=since,
            board_decision_reference="§ 1", board_decided_on=since, today=TODAY, **BY,
        ))
        return offering_id

    def anonymised(self, offering: UUID) -> Sequence[DomainEvent]:
        """The offering's change of regime, as it is decided today."""
        return Offering.fold(each.event for each in self.ledger.stream(offering)).change_regime(
            regime=ANONYMISED, regime_from=TODAY, board_decision_reference="§ 2", board_decided_on=TODAY, reason="Ny.",
            today=TODAY, **BY,
        )

    def open(self, offering: UUID | None, **facts: object) -> UUID:
        case_id = uuid4()
        self.write(case_id, Case().open(
            case_id=case_id, number=f"2026-{self.ledger.size():04}", unit=self.unit, gender=EXAMPLES["case.opened.v1"].gender,
            offering=offering, stamp=STAMP, today=TODAY, policy=DEFAULT_POLICY, **facts,
        ))
        return case_id

    def next_in(self, case_id: UUID, event: DomainEvent) -> DomainEvent:
        """The event as the next of the case; of a stream beside it, as the first of one about the case."""
        stated: dict[str, object] = {"unit": self.unit, "case_id": case_id, "offering": None}
        fields = {name: value for name, value in stated.items() if name in type(event).model_fields}
        if event.TYPE.startswith("case."):
            version = len(self.ledger.stream(case_id)) + 1
            return event.model_copy(update={"originator_id": case_id, "originator_version": version, **fields})
        return event.model_copy(update={"originator_id": uuid4(), "originator_version": 1, **fields})

    def holds(self, text: str) -> bool:
        """Whether any event of the ledger, opened, says this."""
        return any(text in str(recorded.event) for recorded in self.ledger.read(0, 100_000))


@pytest.fixture
def office(board: BoardStore) -> Office:
    return Office(board)


@pytest.mark.parametrize(("regime", "text"), [(ADVICE, CANARY), (ADVICE, NUMBER), (ANONYMISED, f"{NUMBER} kom")])
def test_no_decision_of_any_kind_stores_identity_where_it_is_forbidden(
    office: Office, regime: DocumentationRegime, text: str
) -> None:
    case_id = office.open(office.offer(regime))
    size, tried = office.ledger.size(), 0
    for event in JUDGED.values():
        for name in fields_with_text(type(event)):
            attempt = office.next_in(case_id, holding(event, name, text))
            is_placed = attempt.TYPE.startswith("case.") or place_of([attempt]).unit is not None
            if is_placed and (regime is ANONYMISED or not is_of_staff(event, name)):
                with pytest.raises(IdentityForbiddenError):
                    office.write(attempt.originator_id, [attempt])
                tried += 1
    assert tried > 100
    assert office.ledger.size() == size and not office.holds(text)


def test_control_the_same_texts_are_stored_and_found_where_the_file_is_kept_whole(office: Office) -> None:
    office.offer(ADVICE)
    case_id = office.open(office.offer(FULL), client_name=CANARY)
    note = office.next_in(case_id, holding(EXAMPLES["case.note_recorded.v1"], "fact", NUMBER))
    office.write(case_id, [note])
    assert office.holds(CANARY) and office.holds(NUMBER)


@pytest.mark.parametrize("regime", [ADVICE, ANONYMISED])
def test_no_case_is_opened_with_a_name_where_identity_is_forbidden(office: Office, regime: DocumentationRegime) -> None:
    offering = office.offer(regime)
    for named in (offering, None):
        with pytest.raises(IdentityForbiddenError, match="client_name"):
            office.open(named, client_name=CANARY)
    assert not office.holds(CANARY)


def test_a_regime_holds_for_the_next_write_whoever_recorded_it(office: Office, board: BoardStore) -> None:
    offering = office.offer(FULL)
    case_id = office.open(offering, client_name="Klara Påhittad")
    note = holding(EXAMPLES["case.note_recorded.v1"], "fact", CANARY)
    elsewhere = RecordKeeping(board.ledger, PostgresRegimes(board.ledger))
    changed = office.anonymised(offering)
    request = Request(uuid4(), b"change", TODAY_US + 100_000_000)
    elsewhere.carry_out(offering, RetentionClass.ORGANISATION, list, lambda _: changed, request)
    office._us += 200_000_000
    office.write(case_id, [office.next_in(case_id, note)])
    with pytest.raises(IdentityForbiddenError, match="personnummer"):
        office.write(case_id, [office.next_in(case_id, note.model_copy(update={"note_id": uuid4(), "fact": NUMBER}))])


def test_a_retry_gets_its_first_answer_also_when_the_regime_would_now_refuse_it(office: Office) -> None:
    offering, command_id = office.offer(OPEN), uuid4()
    case_id = office.open(offering)
    note = office.next_in(case_id, holding(EXAMPLES["case.note_recorded.v1"], "fact", NUMBER))
    office.write(case_id, [note], command_id=command_id)
    office.write(offering, office.anonymised(offering))
    size = office.ledger.size()
    office.write(case_id, [note], command_id=command_id)
    assert office.ledger.size() == size


def test_offerings_are_read_once_and_again_only_when_one_is_recorded(office: Office, board: BoardStore) -> None:
    regimes = PostgresRegimes(board.ledger)
    offering = office.offer(FULL)
    first = regimes.catalogue()
    office.open(offering)
    assert regimes.catalogue() is first and list(first.offerings) == [offering]
    another = office.offer(OPEN)
    assert list(regimes.catalogue().offerings) == [offering, another] and list(first.offerings) == [offering]


def test_the_day_is_that_of_the_simulated_time_or_of_the_clock_in_sweden(board: BoardStore) -> None:
    assert PostgresRegimes(board.ledger).day(1_767_222_000_000_000) == date(2026, 1, 1), "23.00 UTC on New Year's Eve"


def test_the_registers_give_offerings_and_bounds_as_known_at_a_size(office: Office, board: BoardStore) -> None:
    registers, before, adoption_id = Registers(board.ledger), board.ledger.size(), uuid4()
    offering = office.offer(ADVICE)
    office.write(adoption_id, PolicyAdoption().adopt(
        adoption_id=adoption_id, policy_values=(PolicyValue(bound="note_delay_days", amount="2"),), takes_effect_on=TODAY,
        adopted_on=TODAY, adopted_by="Chefen", reason="Kortare.", today=TODAY, **BY,
    ))
    assert registers.offerings()[offering].regime_on(TODAY) is ADVICE and registers.offerings(before) == {}
    assert registers.policy_history().on(TODAY).note_delay_days == 2
    assert registers.policy_history(before).on(TODAY) == DEFAULT_POLICY


# The import.

HEADERS = {
    "Ärenden": ["Ärende", "Verksamhet", "Kön", "Start", "Behandlare", "Avslutat"],
    "Besök": ["Ärende", "Datum", "Slag", "Utfall", "Deltagare"],
    "Journal": ["Ärende", "Händelsedatum", "Skriven", "Författare", "Befattning", "Källa", "Slag", "Text"],
    "Synpunkter": ["Inkom datum", "Kategori", "Kort beskrivning av klagomålet/synpunkten", "Ärende"],
}
CODED = {
    "Ärenden": ["2026-0001", "", "kvinna", date(2026, 2, 1), "Behandlare A", date(2026, 6, 1)],
    "Besök": ["2026-0001", date(2026, 3, 1), "samtal", "genomfört", "mamma, barn"],
}
TEXT = ["2026-0001", date(2026, 3, 1), date(2026, 3, 2), "Behandlare A", "Kurator", "brukaren", "kontakt", f"{CANARY} berättade."]


class Importing:
    """A board with a unit, made by a first workbook, into which others are taken in."""

    def __init__(self, runtime: Runtime, folder: Path) -> None:
        self.runtime = runtime
        self.folder = folder
        self.name = f"Provnämnden {uuid4().hex[:8]}"
        self.take_in({"Ärenden": ["2025-0001", "", "man", date(2026, 1, 5), "Behandlare A", date(2026, 1, 9)]})
        (self.unit,) = Registers(self.board.ledger).units()

    @property
    def board(self) -> OpenBoard:
        return self.runtime.board(self.name.casefold().replace("ä", "a").replace(" ", "_"))

    def take_in(self, rows: dict[str, list[object]]):
        path = self.folder / f"{uuid4().hex}.xlsx"
        sheets = {sheet: [HEADERS[sheet], row] for sheet, row in rows.items()}
        write_workbook(path, sheets, unit=(("Enhet", "Provenheten"), ("Nämnd", self.name), ("År", 2026)))
        return import_workbook(self.runtime, path, caller="lokal:prov", today=TODAY, progress=lambda *_: None, create=True)

    def offer(self, regime: DocumentationRegime) -> None:
        offering_id = uuid4()
        kind = ServiceKind.ADVICE if regime is ADVICE else ServiceKind.OTHER
        established = Offering().establish(
            offering_id=offering_id, unit=self.unit, offering_name="Utbudet", service_kind=kind, regime=regime,
            regime_from=date(2025, 9, 1), board_decision_reference="§ 1", board_decided_on=date(2025, 9, 1), today=TODAY, **BY,
        )
        self.board.records.carry_out(
            offering_id, RetentionClass.ORGANISATION, list, lambda _: established, Request(uuid4(), b"offer")
        )

    def holds(self, text: str) -> bool:
        return any(text in str(recorded.event) for recorded in self.board.ledger.read(0, 100_000))


@pytest.fixture
def importing(cluster: Cluster, tmp_path: Path) -> Iterator[Importing]:
    runtime = Runtime(load_settings(data_dir=cluster.data_dir), cluster.connections, cluster.keys, cluster.kek)
    yield Importing(runtime, tmp_path)
    runtime.close()


@pytest.mark.parametrize(
    ("regime", "sheet", "row", "message"),
    [
        (ADVICE, "Journal", TEXT, "Fältet unmarked är fri text"),
        (ADVICE, "Ärenden", [f"{CANARY} 1", *CODED["Ärenden"][1:]], "Fältet number är fri text"),
        (ADVICE, "Besök", [*CODED["Besök"][:4], f"mamma, {CANARY}"], "Fältet participants är fri text"),
        (ADVICE, "Synpunkter", [date(2026, 3, 3), "Klagomål", CANARY, "2026-0001"], "Registrera det utan ärende"),
        (ADVICE, "Synpunkter", [date(2026, 3, 3), "Klagomål", f"{CANARY} {NUMBER}", ""], "personnummer"),
        (ANONYMISED, "Journal", [*TEXT[:7], f"{CANARY} {NUMBER}"], "Fältet unmarked innehåller ett personnummer"),
    ],
)
def test_no_import_stores_identity_where_it_is_forbidden(importing: Importing, regime, sheet, row, message) -> None:
    importing.offer(regime)
    size = importing.board.ledger.size()
    report = importing.take_in({sheet: row} if sheet == "Ärenden" else {**CODED, sheet: row})
    assert [(fault.sheet, fault.row) for fault in report.faults] == [(sheet, 2)], report.faults
    assert message in report.faults[0].fault and CANARY not in report.faults[0].fault
    assert importing.board.ledger.size() == size and not importing.holds(CANARY)


@pytest.mark.parametrize(("regime", "more"), [(ADVICE, {}), (ANONYMISED, {"Journal": TEXT}), (FULL, {"Journal": TEXT})])
def test_an_import_takes_what_the_regime_allows(importing: Importing, regime, more) -> None:
    importing.offer(regime)
    report = importing.take_in({**CODED, **more})
    assert report.faults == [] and report.imported["Besök"] == 1
    assert importing.holds(CANARY) == bool(more)


def test_an_import_into_a_unit_with_different_regimes_cannot_say_which_and_is_refused(importing: Importing) -> None:
    importing.offer(ADVICE)
    importing.offer(FULL)
    report = importing.take_in(CODED)
    assert {fault.sheet for fault in report.faults} == {"Ärenden"} and "Ange vilket utbud" in report.faults[0].fault


# Every way to the ledger.

APPENDS = {"append", "append_all", "append_prepared", "prepare"}
WAYS = {
    "domain/record_keeping.py": "every decision, after it has been judged",
    "adapters/workbook_import.py": "every import, judged row by row; and a new board's first event",
    "adapters/calendar_import.py": "every appointment of a calendar file, judged one by one",
    "adapters/access_log.py": "the other ledger: who read what",
    "api/erasing.py": "the steps of an erasure, which tell of nobody",
    "adapters/postgres/ledger.py": "the ledger itself",
    "adapters/demo/load.py": "the invented municipality, from what lies in this repository",
    "adapters/bench": "invented records, for measuring",
}
"""Which modules append to a ledger, and why each need not be judged there."""


def test_nothing_but_what_is_listed_appends_to_a_ledger() -> None:
    found = set()
    for layer in ("domain", "projections", "adapters", "api"):
        for path in (ROOT / layer).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in APPENDS:
                    owner = ast.unparse(node.func.value)
                    if owner.endswith("ledger") or (owner == "self" and path.name == "ledger.py"):
                        found.add(path.relative_to(ROOT).as_posix().replace(f"bench/{path.name}", "bench"))
    assert found == WAYS.keys()


def test_a_refusal_is_a_domain_error_with_the_field_that_it_is_about() -> None:
    refusal = IdentityForbiddenError("Fältet fact är fri text.", field="fact")
    assert isinstance(refusal, DomainError) and refusal.field == "fact"
