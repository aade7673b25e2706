"""Two boards of one server never see each other's anything: not a stream, a number, a name, a command, a key or a bound."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from adapters.indicator_files import shipped_definitions
from adapters.postgres import inspection
from adapters.postgres.case_numbers import find_cases
from adapters.postgres.regimes import PostgresRegimes
from adapters.postgres.registers import Registers
from adapters.signing import SigningKey
from api.main import OpenBoard
from domain.base import DomainEvent, RetentionClass
from domain.case.case import Case
from domain.completeness.shipped import shipped_rule_definitions
from domain.errors import CommandReusedError, CorruptLedgerError, NotFoundError
from domain.indicator_definition.history import IndicatorHistory
from domain.instrument_catalogue.history import CatalogueHistory
from domain.ledger.port import Command
from domain.offering.catalogue import Catalogue
from domain.offering.offering import Offering
from domain.policies import DEFAULT_POLICY
from domain.policy.policy_history import PolicyHistory
from domain.record_keeping import Request
from domain.rule_definition.history import RuleHistory
from tests.support.cluster import Cluster
from tests.support.examples import ANNA, CASE, EXAMPLES, STAMP, UNIT

TODAY = date(2026, 11, 22)
NUMBER = EXAMPLES["case.opened.v1"].number
NAME = EXAMPLES["case.opened.v1"].client_name


@pytest.fixture
def boards(cluster: Cluster, tmp_path: Path) -> Iterator[tuple[OpenBoard, OpenBoard]]:
    """A board in which one of everything has been written, and one in which nothing has."""
    with ExitStack() as stack:
        written, empty = (
            OpenBoard(cluster.new_board(clock="real"), SigningKey.create(tmp_path / f"{name}.pem"), tmp_path / name)
            for name in ("written", "empty")
        )
        for board in (written, empty):
            stack.enter_context(closing(board.projector))
        written.ledger.append_all(Command(uuid4(), b"asked", [event]) for event in one_of_everything())
        written.projector.catch_up()
        yield written, empty


def one_of_everything() -> list[DomainEvent]:
    """Every event type's example, each the next of its stream."""
    events, versions = [], dict[UUID, int]()
    for example in EXAMPLES.values():
        version = versions[example.originator_id] = versions.get(example.originator_id, 0) + 1
        events.append(example.model_copy(update={"originator_version": version}))
    return events


def registers_of(board: OpenBoard) -> dict[str, object]:
    """The answer of every register that the board has, by its name."""
    registers = Registers(board.ledger)
    methods = inspect.getmembers(registers, inspect.ismethod)
    asked = {name: method for name, method in methods if not name.startswith("_")}
    free = {
        name: method for name, method in asked.items()
        if all(p.default is not p.empty for p in inspect.signature(method).parameters.values())
    }
    # What was erased by law is in no register of either.
    families = {event.TYPE.partition(".")[0] for event in EXAMPLES.values()} - {"case", "erased"}
    of_kind = {family: registers.of_kind(family, list) for family in sorted(families)}
    return {name: method() for name, method in free.items()} | of_kind


def _as_shipped() -> dict[str, Any]:
    """What holds where a board has decided nothing: what is shipped."""
    return {
        "catalogue_history": CatalogueHistory(), "instruments": CatalogueHistory().ever(),
        "indicator_history": IndicatorHistory.fold(shipped_definitions(), (), CatalogueHistory().ever()),
        "rule_history": RuleHistory(shipped_rule_definitions()),
    }


def opening(offering: UUID | None) -> list[DomainEvent]:
    return list(Case().open(
        case_id=uuid4(), number="2026-0001", unit=UNIT, gender=EXAMPLES["case.opened.v1"].gender, offering=offering, stamp=STAMP,
        today=TODAY, policy=DEFAULT_POLICY,
    ))


def test_no_register_of_one_board_holds_anything_of_the_other(boards: tuple[OpenBoard, OpenBoard]) -> None:
    written, empty = map(registers_of, boards)
    assert {"units", "staff", "viewpoints", "offerings", "policy_history", "group", "concern"} <= written.keys() == empty.keys()
    history = written.pop("policy_history"), empty.pop("policy_history")
    assert isinstance(history[1], PolicyHistory) and history[1].adopted == ()
    bounds = written.pop("bounds_as_written"), empty.pop("bounds_as_written")
    positions = range(boards[0].ledger.size() + 1)
    assert any(bounds[0].at(each, date(2100, 1, 1)) != DEFAULT_POLICY for each in positions), "control: bounds were adopted"
    assert all(bounds[1].at(each, date(2100, 1, 1)) == DEFAULT_POLICY for each in positions)
    changed = set()
    for name, shipped in _as_shipped().items():
        decided, undecided = written.pop(name), empty.pop(name)
        changed |= {name} if vars(decided) != vars(shipped) else set()
        assert vars(undecided) == vars(shipped)
    # What was decided about rules was taken back in the same stream.
    assert changed == {"catalogue_history", "instruments", "indicator_history"}, "control: something was decided"
    assert {name for name, found in written.items() if not found} == set(), "control: everything was written"
    assert {name: found for name, found in empty.items() if found} == {}


def test_no_case_of_one_board_is_found_shown_or_counted_in_the_other(boards: tuple[OpenBoard, OpenBoard]) -> None:
    written, empty = boards
    for wanted in (NUMBER, str(CASE)):
        assert written.views.find_case(wanted) == [CASE], "control"
        assert empty.views.find_case(wanted) == []
    assert find_cases(written.store, written.projector, [NUMBER]) == {NUMBER: [CASE]}
    assert find_cases(empty.store, empty.projector, [NUMBER]) == {}
    assert [item.case_id for item in written.views.cases(written.ledger.size())] == [CASE]
    assert empty.views.cases(0) == [] and empty.views.cases(0, unit=UNIT) == []
    for ask in (empty.views.case, empty.views.timeline):
        with pytest.raises(NotFoundError, match="Ärendet fanns inte"):
            ask(CASE, 0)


def test_no_stream_of_one_board_is_read_in_the_other(boards: tuple[OpenBoard, OpenBoard]) -> None:
    written, empty = boards
    streams = sorted({event.originator_id for event in EXAMPLES.values()})
    assert all(written.ledger.streams(streams).values()), "control"
    assert not any(empty.ledger.streams(streams).values())
    assert [empty.ledger.stream(stream) for stream in streams] == [[] for _ in streams]
    assert (empty.ledger.size(), empty.ledger.read(0, 1_000), empty.ledger.at([0, 1, 2])) == (0, [], {})
    for stream in streams:
        assert inspection.stream_version(empty.store, stream, 10**6) == 0
        assert inspection.stream_family(empty.store, stream) is None


def test_no_decision_in_one_board_is_about_a_record_of_the_other(boards: tuple[OpenBoard, OpenBoard]) -> None:
    written, empty = boards
    size = written.ledger.size()

    def close(case: Case) -> list[DomainEvent]:
        return list(case.close(closed_on=TODAY, stamp=STAMP, today=TODAY))

    with pytest.raises(NotFoundError, match="Ärendet finns inte i nämnden"):
        empty.records.carry_out(CASE, RetentionClass.CASE, Case.fold, close, Request(uuid4(), b"close"))
    assert (written.ledger.size(), empty.ledger.size()) == (size, 0)


def test_the_same_command_is_another_one_in_another_board(boards: tuple[OpenBoard, OpenBoard]) -> None:
    written, empty = boards
    events = opening(None)
    stream_id, request = events[0].originator_id, Request(uuid4(), b"open")
    for board in (written, empty):
        answer = board.records.carry_out(stream_id, RetentionClass.CASE, list, lambda _: events, request)
        assert not answer.repeated
    other = Request(request.command_id, b"something else")
    assert empty.ledger.find(uuid4(), b"open", stream_id, RetentionClass.CASE) is None
    assert empty.ledger.stream(stream_id)[0].position == 0
    with pytest.raises(CommandReusedError, match="redan registrerat med annat innehåll"):
        empty.records.carry_out(stream_id, RetentionClass.CASE, list, lambda _: events, other)


def test_no_offering_or_regime_of_one_board_holds_in_the_other(boards: tuple[OpenBoard, OpenBoard]) -> None:
    written, empty = boards
    (offering,) = Registers(written.ledger).offerings()
    catalogues = [PostgresRegimes(board.ledger).catalogue() for board in boards]
    assert all(isinstance(each, Catalogue) for each in catalogues)
    assert [list(each.offerings) for each in catalogues] == [[offering], []]
    assert isinstance(catalogues[0].offerings[offering], Offering)
    events = opening(offering)
    with pytest.raises(NotFoundError, match="Utbudet finns inte i nämnden"):
        empty.records.carry_out(events[0].originator_id, RetentionClass.CASE, list, lambda _: events, Request(uuid4(), b"open"))
    assert empty.ledger.size() == 0


def test_no_key_or_sealed_record_of_one_board_opens_in_the_other(boards: tuple[OpenBoard, OpenBoard]) -> None:
    written, empty = boards
    keys = [board.store.keys.key_for(CASE, RetentionClass.CASE) for board in boards]
    assert keys[0].key_id != keys[1].key_id and keys[0].key != keys[1].key
    assert empty.store.keys.keys([keys[0].key_id]) == {}
    rows = written.ledger.recorder.stream_rows(CASE, None)
    with pytest.raises(CorruptLedgerError):
        empty.ledger.mapper.recorded(rows)
    assert any(NAME in str(recorded.event) for recorded in written.ledger.mapper.recorded(rows)), "control"


def test_the_same_person_has_another_pseudonym_in_each_board(boards: tuple[OpenBoard, OpenBoard]) -> None:
    written, empty = boards
    assert written.access_log.pseudonym("lokal:prov") != empty.access_log.pseudonym("lokal:prov")
    assert written.store.heads["ledger"].origin != empty.store.heads["ledger"].origin
    assert ANNA in Registers(written.ledger).staff() and ANNA not in Registers(empty.ledger).staff()
