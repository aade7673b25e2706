"""What the views' tables hold in clear, who may touch them, and that their indexes are used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from adapters.postgres.boards import BoardStore
from adapters.postgres.case_view import CaseQueries
from adapters.postgres.projector import Projector
from adapters.postgres.timeline_view import timeline_statement
from adapters.postgres.view_store import TABLES
from adapters.postgres.views import PostgresCaseViews
from domain.base import Occurred
from domain.case.exemption.codes import ExemptionBasis
from domain.codes import Code
from domain.completeness.shipped import shipped_rules
from domain.errors import InvalidValueError, NotFoundError
from domain.event_types import EVENT_TYPES
from domain.ledger.port import Command
from tests.adapters.test_rebuild import case_events
from tests.adapters.test_views import all_rows
from tests.support.cluster import Cluster
from tests.support.examples import ANNA, CASE, EXAMPLES, KBT_TEAM, UNIT

CASES, SESSIONS = 300, 12


@pytest.fixture
def projector(real_board: BoardStore) -> Iterator[Projector]:
    with closing(Projector(real_board)) as opened:
        yield opened


@pytest.fixture
def views(real_board: BoardStore, projector: Projector) -> PostgresCaseViews:
    return PostgresCaseViews(real_board, projector)


def record_every_example(board: BoardStore) -> None:
    """One event of every type, in streams of their own where they need it, around one case."""
    versions: dict[UUID, int] = {}
    commands = []
    for event in EXAMPLES.values():
        version = versions[event.originator_id] = versions.get(event.originator_id, 0) + 1
        commands.append(Command(uuid4(), b"", [event.model_copy(update={"originator_version": version})]))
    board.ledger.append_all(commands)


def fill(board: BoardStore) -> UUID:
    """Cases enough for the planner to care; one of them is returned."""
    commands = []
    opened, held = EXAMPLES["case.opened.v1"], EXAMPLES["case.session_held.v1"]
    for number in range(CASES):
        case_id = uuid4()
        unit = (UNIT, KBT_TEAM)[number % 10 == 0]
        events = [opened.model_copy(update={"originator_id": case_id, "number": f"2024-{number:04}", "unit": unit})]
        for version in range(2, SESSIONS + 2):
            occurred = Occurred(on=date(2024, 1, 1) + timedelta(days=version))
            events.append(held.model_copy(update={
                "originator_id": case_id, "originator_version": version, "session_id": uuid4(), "occurred": occurred,
            }))
        commands.append(Command(uuid4(), b"", events))
    board.ledger.append_all(commands)
    return case_id


def every_list_of_codes(kind: type[Code]) -> Iterator[type[Code]]:
    """The lists of coded words that there are."""
    for codes in kind.__subclasses__():
        yield codes
        yield from every_list_of_codes(codes)


def test_the_tables_hold_codes_dates_numbers_and_ids_and_no_text(
    cluster: Cluster, real_board: BoardStore, views: PostgresCaseViews
) -> None:
    record_every_example(real_board)
    views.cases(real_board.ledger.size())
    codes = {event_type.TYPE for event_type in EVENT_TYPES.values()} | {
        "open", "closed", "opened", "reopened", "responsible", "held", "missed", "cancelled", "day", "month", "minute",
        "woman", "assistance", "as_planned",
        "ORS", "start", "ongoing", "client", "unknown", "trial_flat", "complaint", "treatment_by_staff", "oral", "girl", "man",
        "leisure_activity", "informed_parent", "3", "6", "12",
        # Instruments and their versions; what a statement for rules says of itself; and of what has no code, none.
        "SRS", "1", "extended", "revised", "may_be_told", "",
        # Which fields hold an identity where none may stand, and what a case is exempted from, by law or otherwise.
        *(name for event_type in EVENT_TYPES.values() for name in event_type.model_fields),
        *(f"{rule.id} {basis.value}" for rule in shipped_rules() for basis in ExemptionBasis),
        *(code.value for codes in every_list_of_codes(Code) for code in codes),
    }
    values = [value for rows in all_rows(real_board).values() for row in rows for value in row]
    values += [each for value in values if isinstance(value, list) for each in value]
    texts = {value for value in values if isinstance(value, str)}
    assert len(texts) > 10
    assert texts <= codes


def test_a_case_is_found_by_a_number_that_stands_nowhere_in_clear(
    cluster: Cluster, real_board: BoardStore, views: PostgresCaseViews
) -> None:
    record_every_example(real_board)
    size = real_board.ledger.size()
    assert views.find_case("2024-0001") == views.find_case(" 2024-0001 ") == views.find_case(str(CASE)) == [CASE]
    assert views.find_case("2024-0002") == views.find_case(str(uuid4())) == views.find_case("") == []
    opened_at = next(n for n, event in enumerate(EXAMPLES.values()) if event.TYPE == "case.opened")
    assert views.find_case("2024-0001", opened_at) == []
    assert views.find_case("2024-0001", opened_at + 1) == views.find_case(str(CASE), opened_at + 1) == [CASE]
    assert views.find_case(str(CASE), opened_at) == []
    assert size > opened_at + 1


def test_the_same_number_in_two_units_is_two_cases(real_board: BoardStore, views: PostgresCaseViews) -> None:
    first, second = case_events(1), case_events(1)
    for events in (first, second):
        real_board.ledger.append(Command(uuid4(), b"", events))
    assert views.find_case("2024-0001") == [first[0].originator_id, second[0].originator_id]


def test_what_was_not_known_is_not_found(real_board: BoardStore, views: PostgresCaseViews) -> None:
    record_every_example(real_board)
    opened_at = next(n for n, event in enumerate(EXAMPLES.values()) if event.TYPE == "case.opened")
    assert views.cases(opened_at) == []
    for read in (views.case, views.timeline):
        with pytest.raises(NotFoundError, match=f"efter {opened_at} händelser"):
            read(CASE, opened_at)
        read(CASE, opened_at + 1)
    with pytest.raises(NotFoundError):
        views.case(CASE, opened_at + 1, date(2024, 2, 25))
    assert views.case(CASE, opened_at + 1, date(2024, 2, 26)).status == "open"


def test_who_recorded_something_is_called_as_they_were_then(real_board: BoardStore, views: PostgresCaseViews) -> None:
    session = EXAMPLES["case.session_held.v1"]
    today = date.today()
    titled = EXAMPLES["staff.title_changed.v1"].model_copy(update={"effective_from": today})
    for stream, events in (
        (CASE, [EXAMPLES["case.opened.v1"]]), (CASE, [session.model_copy(update={"actor_id": ANNA, "session_id": uuid4()})]),
        (ANNA, [EXAMPLES["staff.registered.v1"]]),
        (CASE, [session.model_copy(update={"actor_id": ANNA, "session_id": uuid4()})]), (ANNA, [titled]),
        (CASE, [session.model_copy(update={"actor_id": ANNA, "session_id": uuid4()})]),
    ):
        version = len(real_board.ledger.stream(stream)) + 1
        real_board.ledger.append(Command(uuid4(), b"", [
            event.model_copy(update={"originator_version": version}) for event in events
        ]))
    items = views.timeline(CASE, real_board.ledger.size()).items
    assert [(item.author.name, item.author.title) for item in items if item.event_type == "case.session_held"] == [
        (None, None), ("Anna Exempel", "KBT-behandlare"), ("Anna Exempel", "Samordnare"),
    ]


def test_a_size_that_the_ledger_has_not_reached_is_refused(real_board: BoardStore, views: PostgresCaseViews) -> None:
    record_every_example(real_board)
    size = real_board.ledger.size()
    views.cases(size)
    with pytest.raises(InvalidValueError, match=f"Liggaren har {size} händelser, så läget efter {size + 1} finns inte"):
        views.cases(size + 1)


def test_only_the_projector_writes_the_views(real_board: BoardStore) -> None:
    connections = real_board.connections
    for role, conninfo in (("app", connections.app), ("auditor", connections.auditor)):
        for table in (*(table.name for table in TABLES.values()), "projection"):
            name = sql.Identifier(real_board.schema, table)
            for statement in ("DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}", "ALTER TABLE {} ADD COLUMN more text"):
                with psycopg.connect(conninfo, autocommit=True) as connection:
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        connection.execute(sql.SQL(statement).format(name))
                    assert connection.execute(sql.SQL("SELECT count(*) FROM {}").format(name)).fetchone() is not None, role


def test_the_projector_writes_nothing_but_the_views(real_board: BoardStore) -> None:
    with psycopg.connect(real_board.connections.projector, autocommit=True) as connection:
        for table in ("ledger_head", "ledger_event", "ledger_payload", "ledger_checkpoint", "schema_migration"):
            name = sql.Identifier(real_board.schema, table)
            for statement in ("DELETE FROM {}", "DROP TABLE {}"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(sql.SQL(statement).format(name))


def test_the_queries_use_their_indexes(real_board: BoardStore, views: PostgresCaseViews) -> None:
    case_id = fill(real_board)
    size = real_board.ledger.size()
    views.cases(size)
    with psycopg.connect(real_board.connections.projector, autocommit=True) as connection:
        connection.execute(sql.SQL("ANALYZE {}, {}").format(
            sql.Identifier(real_board.schema, "case_interval"), sql.Identifier(real_board.schema, "timeline_interval")
        ))
        statements = CaseQueries(real_board.schema).statements
        unit = {"known_at": size, "unit": KBT_TEAM}
        one = {"known_at": size // 2, "case_id": case_id, "valid_at": None}
        assert "case_interval_known" in plan(connection, statements["unit_cases"], unit)
        assert "case_interval_key" in plan(connection, statements["case"], one)
        assert "timeline_interval_key" in plan(connection, timeline_statement(real_board.schema), one)


def plan(connection: psycopg.Connection, query: str, values: dict[str, Any]) -> str:
    """The plan of a query, which must read no table from end to end."""
    lines = connection.execute("EXPLAIN " + query, values).fetchall()
    text = "\n".join(line[0] for line in lines)
    assert "Seq Scan" not in text, text
    return text


def test_a_case_long_ago_costs_no_more_rows_than_the_case_today(real_board: BoardStore, views: PostgresCaseViews) -> None:
    case_id = fill(real_board)
    size = real_board.ledger.size()
    views.cases(size)
    with psycopg.connect(real_board.connections.projector, autocommit=True) as connection:
        statement = CaseQueries(real_board.schema).statements["case"]
        for known_at in (size - 5, size):
            text = "\n".join(line[0] for line in connection.execute(
                "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF) " + statement,
                {"known_at": known_at, "case_id": case_id},
            ))
            assert "actual rows=1" in text.replace("rows=1.00", "rows=1"), text
            assert "Rows Removed by Filter" not in text
