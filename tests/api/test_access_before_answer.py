"""Nobody is shown anything that is not in the access log first: on the command line and over HTTP."""

from __future__ import annotations

import asyncio
import base64
import io
from contextlib import nullcontext
from uuid import UUID

import pytest

from adapters.accounts import Accounts
from api import cli
from api.http.app import create_app
from api.output import Output
from domain.access.events import SessionChanged
from domain.base import Purpose
from tests.api import records
from tests.api.conftest import PASSWORD, MemoryLog, access_records, account_of_inga
from tests.support.examples import CASE, OTHER_CASE

COMMANDS = {
    "case list": (["case", "list"], (CASE, OTHER_CASE), None),
    "case show": (["case", "show", "2024-0001"], (CASE,), "2024-0001"),
    "timeline": (["timeline", str(CASE)], (CASE,), None),
}
READING_ROUTES = {
    "/api/v1/cases": "GET /api/v1/cases",
    f"/api/v1/cases/{CASE}": "GET /api/v1/cases/{case_id}",
    f"/api/v1/cases/{CASE}/timeline": "GET /api/v1/cases/{case_id}/timeline",
}


def close_access_log(board, api_cluster):
    """Take away every way in, as a full disk or a lost right would."""
    with api_cluster.admin() as admin:
        ways_in = admin.execute(
            "SELECT oid::regprocedure::text FROM pg_proc"
            " WHERE pronamespace = %s::regnamespace AND starts_with(proname, 'access_append')",
            (board.store.schema,),
        ).fetchall()
        assert ways_in
        for (signature,) in ways_in:
            admin.execute(f"REVOKE EXECUTE ON FUNCTION {signature} FROM aktspar_app")


class WatchedStdout(io.BytesIO):
    """Notes how many access records there are when the first byte comes."""

    def __init__(self, board):
        super().__init__()
        self.board = board
        self.records_at_first_byte = None

    def write(self, content):
        if self.records_at_first_byte is None:
            self.records_at_first_byte = len(access_records(self.board))
        return super().write(content)


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("action", COMMANDS)
def test_a_command_has_its_record_before_its_first_byte(runtime, board, monkeypatch, action, as_json):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    words, cases, terms = COMMANDS[action]
    stdout = WatchedStdout(board)
    output = Output(wants_json=as_json, stdout=stdout, stderr=io.StringIO())
    assert cli.main(words, open_runtime=lambda settings: nullcontext(runtime), output=output) == 0
    assert stdout.records_at_first_byte == 1
    [record] = access_records(board)
    assert (record.action, record.cases, record.known_at) == (action, cases, records.SIZE)
    assert (record.outcome, record.search_terms, record.purpose) == ("shown", terms, Purpose.ADMINISTRATION)
    assert record.caller.startswith("lokal:")


@pytest.mark.parametrize("as_json", [(), ("--json",)])
@pytest.mark.parametrize("action", COMMANDS)
def test_a_command_shows_nothing_when_the_access_log_cannot_be_written(aktspar, board, api_cluster, action, as_json):
    close_access_log(board, api_cluster)
    ran = aktspar(*COMMANDS[action][0], *as_json)
    assert ran.status == 2
    assert "Åtkomstloggen kan inte skrivas" in ran.stderr
    assert not any(secret in ran.stdout + ran.stderr for secret in (records.SECRET, records.CORRECTED, records.NAME, "2024-0001"))
    assert not as_json or ran.document["status"] == 503


def test_not_even_that_a_case_exists_is_told_when_the_access_log_cannot_be_written(aktspar, board, api_cluster):
    close_access_log(board, api_cluster)
    assert aktspar("timeline", "2024-0001", "--json").stdout == aktspar("timeline", "2024-9999", "--json").stdout


def test_the_purpose_that_the_operator_states_is_written_down(aktspar, board):
    assert aktspar("case", "show", CASE, "--purpose", "lex-sarah").status == 0
    assert access_records(board)[0].purpose == Purpose.LEX_SARAH
    ran = aktspar("case", "show", CASE, "--purpose", "nyfikenhet", "--json")
    assert (ran.status, ran.document["status"]) == (2, 400)
    assert len(access_records(board)) == 1


def test_on_an_embedded_data_directory_nobody_else_can_be_named(aktspar, board):
    ran = aktspar("case", "list", "--as", "någon annan", "--json")
    assert (ran.status, ran.document["status"]) == (2, 400)
    assert access_records(board) == []


def test_against_a_database_of_ones_own_the_caller_must_be_named(aktspar, board, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql:///a")
    monkeypatch.setenv("AKTSPAR_KEYS_URL", "postgresql:///b")
    ran = aktspar("case", "list", "--json")
    assert (ran.status, ran.document["status"]) == (2, 400)
    assert "--as" in ran.document["detail"]
    assert aktspar("case", "list", "--as", "inga").status == 0
    assert [record.caller for record in access_records(board)] == ["uppgivet:inga"]


def ask(app, path, on_start):
    """One request straight to the application; `on_start` is called when the answer begins to leave."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        if message["type"] == "http.response.start":
            on_start()
        sent.append(message)

    credentials = base64.b64encode(f"inga:{PASSWORD}".encode())
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": [(b"authorization", b"Basic " + credentials)],
        "client": None, "server": None,
    }
    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent), dict(sent[0]["headers"])


@pytest.fixture
def app(runtime, board, tmp_path):
    """The application itself, without a server around it."""
    return create_app(runtime, account_of_inga(tmp_path, board, "utredare"), log=MemoryLog())


@pytest.mark.parametrize("path", READING_ROUTES)
def test_a_request_has_its_record_before_its_first_byte(app, board, path):
    at_start = []
    status, _, headers = ask(app, path, lambda: at_start.append(access_records(board)))
    [[record]] = at_start
    assert status == 200
    assert (record.action, record.caller, record.purpose) == (READING_ROUTES[path], "konto:inga", Purpose.LEX_SARAH)
    assert CASE in record.cases
    assert UUID(headers[b"x-request-id"].decode()) == record.originator_id


@pytest.mark.parametrize("path", READING_ROUTES)
def test_a_request_shows_nothing_when_the_access_log_cannot_be_written(app, board, api_cluster, path):
    close_access_log(board, api_cluster)
    status, body, headers = ask(app, path, lambda: None)
    assert status == 503
    assert headers[b"content-type"] == b"application/problem+json"
    assert not any(secret.encode() in body for secret in (records.SECRET, records.CORRECTED, records.NAME, "2024-0001"))


@pytest.mark.parametrize("path", READING_ROUTES)
def test_a_request_by_nobody_who_has_an_account_reads_nothing_and_is_a_refused_log_in(runtime, board, tmp_path, path):
    without_accounts = create_app(runtime, Accounts(tmp_path / "none.json"), log=MemoryLog())
    status, body, _ = ask(without_accounts, path, lambda: None)
    assert status == 401 and records.NAME.encode() not in body
    [record] = access_records(board)
    assert (type(record), record.outcome, record.name_tried) == (SessionChanged, "refused", "inga")
