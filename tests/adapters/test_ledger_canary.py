"""A text that stands nowhere else in the world is written as a note, a name, a number and a search; then every byte of the
server's folder is searched for it: tables, indexes, TOAST, statistics, WAL, temporary files, logs, both databases.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError

from adapters.signing import SigningKey
from api.main import OpenBoard
from domain.base import ENVELOPE_FIELDS, DomainEvent, Purpose
from domain.ledger.port import Command
from tests.support.byte_search import files_holding, forms_of
from tests.support.cluster import Cluster
from tests.support.examples import EXAMPLES
from tests.support.ledger_commands import note_command

CASE_NUMBER_FIELD = "number"
NOT_FREE_TEXT = {"month", "instrument", "instrument_version"}
"""What only takes words of a closed list: a decision refuses an instrument that is not in the board's catalogue, and what an
import names without its being there is in no row (`test_statistics.py`)."""


@pytest.fixture(scope="module")
def searched(short_dir: Path) -> Iterator[Cluster]:
    """A server of its own, whose folder holds nothing else."""
    with Cluster(short_dir / "searched") as cluster:
        yield cluster


@pytest.fixture
def token() -> str:
    """Twenty-four random letters."""
    return "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(24))


def test_no_text_name_number_or_search_stands_in_clear_in_any_byte_of_the_server(
    searched: Cluster, token: str, tmp_path: Path
) -> None:
    board = OpenBoard(searched.new_board(clock="real"), SigningKey.create(tmp_path / "signer.pem"), tmp_path)
    events = written_everywhere(token)
    marked = sum(token in str(event) for event in events)
    assert marked > 30, "too few of the examples have a field that takes any text"
    with closing(board.projector):
        for event in events:
            board.ledger.append(Command(uuid4(), f"{token} was asked".encode(), [event]))
        (opened,) = {event.originator_id for event in events if event.wire_name() == "case.opened.v1"}
        version = sum(event.originator_id == opened for event in events)
        board.ledger.append(note_command(opened, version, count=70, text=f"{token} stod där. " * 400))
        board.access_log.record(
            caller=f"{token}@example.se", action="case show", purpose=Purpose.CASE_WORK, cases=[opened],
            known_at=board.ledger.size(), search_terms=f"sök {token}",
        )
        board.projector.catch_up()
        assert board.views.find_case(f"{token}-0001") == [opened], "the canary did reach the read models"
        told = [each.position for each in board.ledger.stream(EXAMPLES["ledger.restored.v1"].originator_id)]
        # A restore that is told of and never was is the one thing wrong with it.
        assert [(fault.position in told, fault.kind) for fault in board.verify().faults] == [(True, "incarnation")]
        board.make_checkpoint()
        flush(searched)
    assert files_holding(searched.data_dir, token) == {}


def test_control_the_same_search_finds_a_text_in_clear_in_each_kind_of_file(searched: Cluster, token: str) -> None:
    for database in ("aktspar", "aktspar_keys"):
        with searched.admin(database) as admin:
            admin.execute("CREATE TABLE clear (text text)")
            admin.execute("CREATE INDEX clear_text ON clear (left(text, 100))")
            admin.execute("INSERT INTO clear SELECT %s || ' i klartext' FROM generate_series(1, 200)", (token,))
            admin.execute(
                "INSERT INTO clear SELECT %s || string_agg(gen_random_uuid()::text, '') FROM generate_series(1, 1000)", (token,)
            )
            # PostgreSQL's own way of saying something in its log.
            admin.execute(f"DO $$ BEGIN RAISE LOG '{token}'; END $$")
            places = dict(admin.execute(
                "SELECT 'table', pg_relation_filepath('clear') UNION ALL SELECT 'index', pg_relation_filepath('clear_text')"
                " UNION ALL SELECT 'toast', pg_relation_filepath(reltoastrelid) FROM pg_class WHERE relname = 'clear'"
            ).fetchall())
        flush(searched)
        with searched.admin(database) as admin:
            places["statistics"] = admin.execute("SELECT pg_relation_filepath('pg_statistic')").fetchone()[0]
        found = files_holding(searched.data_dir, token)
        for kind, path in places.items():
            assert f"server/pgdata/{path}" in found, kind
        assert any("/pg_wal/" in path for path in found)
        assert "server/server.log" in found
        with searched.admin(database) as admin:
            admin.execute("DROP TABLE clear")


@pytest.mark.parametrize("form", ["UTF-16, little end first", "hex", "base64, shifted 1", "letters from 3", "JSON escapes"])
def test_control_the_search_knows_other_forms(form: str, token: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(secrets.token_bytes(5_000) + forms_of(token)[form] + secrets.token_bytes(5_000))
    assert form in files_holding(tmp_path, token)["file"]


def test_control_the_search_finds_compressed_text(searched: Cluster, token: str) -> None:
    with searched.admin() as admin:
        admin.execute("CREATE TABLE compressed (text text COMPRESSION pglz)")
        admin.execute("INSERT INTO compressed SELECT repeat('Mötet hölls som planerat. ', 300) || %s", (f"x{token}",))
        (method, path), = admin.execute(
            "SELECT pg_column_compression(text), pg_relation_filepath('compressed') FROM compressed"
        ).fetchall()
    flush(searched)
    assert method == "pglz"
    assert f"server/pgdata/{path}" in files_holding(searched.data_dir, token)
    with searched.admin() as admin:
        admin.execute("DROP TABLE compressed")


def flush(cluster: Cluster) -> None:
    """Bring everything to the files: statistics, pages, and a whole WAL segment."""
    for database in ("aktspar", "aktspar_keys"):
        with cluster.admin(database) as admin:
            admin.execute("ANALYZE")
            admin.execute("CHECKPOINT")
            admin.execute("SELECT pg_switch_wal()")
            admin.execute("CHECKPOINT")


def written_everywhere(token: str) -> list[DomainEvent]:
    """Every event type's example with the token in every field that takes any text; a case's number is `<token>-0001`."""
    events, versions = [], dict[UUID, int]()
    for example in EXAMPLES.values():
        fields = example.model_dump(mode="json")
        for name in sorted(example.model_fields_set - ENVELOPE_FIELDS - NOT_FREE_TEXT):
            fields = _with_token(type(example), fields, name, token)
        version = versions[example.originator_id] = versions.get(example.originator_id, 0) + 1
        events.append(_validated(type(example), fields | {"originator_version": version}))
    return events


def _with_token(kind: type[DomainEvent], fields: dict[str, Any], name: str, token: str) -> dict[str, Any]:
    value = f"{token}-0001" if name == CASE_NUMBER_FIELD else f"{token} åäö"
    for candidate in (value, (value,)):
        try:
            _validated(kind, fields | {name: candidate})
        except ValidationError:
            continue
        return fields | {name: candidate}
    return fields


def _validated(kind: type[DomainEvent], fields: dict[str, Any]) -> DomainEvent:
    return kind.model_validate_json(json.dumps(fields))
