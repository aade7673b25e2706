"""The command line against a PostgreSQL of one's own: one log-in that takes on the roles, and callers who name themselves."""

from __future__ import annotations

import base64
import io
import json

import pytest

from api import cli
from api.output import Output
from tests.api import records
from tests.api.conftest import access_records
from tests.support.examples import CASE


@pytest.fixture
def external(api_cluster, board, monkeypatch, tmp_path):
    """Runs a command with DATABASE_URL naming the server of `board`; gives its status and its JSON document."""
    monkeypatch.setenv("DATABASE_URL", api_cluster.server.conninfo("aktspar_admin"))
    monkeypatch.setenv("AKTSPAR_KEYS_URL", api_cluster.connections.keys)
    monkeypatch.setenv("AKTSPAR_KEK", base64.b64encode(api_cluster.kek._key).decode())
    monkeypatch.setenv("AKTSPAR_DATA", str(tmp_path))

    def run(*arguments):
        stdout = io.BytesIO()
        status = cli.main([*map(str, arguments), "--json"], output=Output(wants_json=True, stdout=stdout, stderr=io.StringIO()))
        return status, json.loads(stdout.getvalue())

    return run


def test_a_reading_is_answered_to_somebody_who_says_who_it_is(external, board):
    status, document = external("timeline", CASE, "--as", "inga")
    assert status == 0 and document["known_at"] == records.SIZE
    assert [record.caller for record in access_records(board)] == ["uppgivet:inga"]


def test_a_reading_by_nobody_is_refused_before_anything_is_opened(external, board):
    for name in ([], ["--as", " "]):
        status, document = external("timeline", CASE, *name)
        assert (status, document["status"]) == (2, 400)
    assert access_records(board) == []


def test_what_reads_no_record_needs_no_name(external, board):
    assert external("status")[1]["server"] == "DATABASE_URL"
    assert external("migrate") == (0, {"boards": [board.slug]})
    assert external("checkpoint")[1]["size"] == records.SIZE
    assert external("verify")[1]["ok"] is True


def test_an_unreachable_database_is_one_problem_that_names_no_address(external, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody:hemligt@/aktspar?host={tmp_path}")
    status, document = external("case", "list", "--as", "inga")
    assert (status, document["status"]) == (2, 503)
    assert "hemligt" not in str(document) and str(tmp_path) not in str(document)


def test_a_wrong_key_encryption_key_is_one_problem(external, monkeypatch):
    monkeypatch.setenv("AKTSPAR_KEK", base64.b64encode(bytes(32)).decode())
    status, document = external("timeline", CASE, "--as", "inga")
    assert status in (1, 2) and document["status"] >= 500
