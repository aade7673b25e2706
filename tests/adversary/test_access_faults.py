"""The access log is dead, full or slow: no route shows anything to any role; and it has its record before the first byte.

The matrix itself is walked in tests/api/test_access_matrix.py, over HTTP. Here the application is asked without a server around
it, so that it is seen what there is in the log when the answer begins to leave.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from psycopg import sql

from adapters.accounts import Role
from adapters.postgres.view_store import TABLES
from api.access_matrix import READS, Relation, Rule
from api.http.app import create_app
from api.http.dependencies import writes_by_action
from projections.case_view import CaseRow
from tests.api import records
from tests.api.conftest import PASSWORD, MemoryLog, access_records, board, runtime
from tests.api.conftest import api_cluster as api_cluster
from tests.api.test_access_before_answer import close_access_log
from tests.api.writing import accounts_of
from tests.support.cluster import Cluster
from tests.support.examples import CASE, OTHER_CASE
from tests.support.ledger_commands import HANG_GUARD_SECONDS

__all__ = ["api_cluster", "board", "runtime"]

CANARIES = [text.encode() for text in (
    records.SECRET, records.CORRECTED, records.NAME, "Disa Påhittad", "2024-0001", "2024-0002", str(OTHER_CASE), "Resursenheten",
)]
ENDLESS = "GET /api/v1/changes/stream"
ASKED = {action: rule for action, rule in READS.items() if rule.roles is not None}


class Answer(NamedTuple):
    """What left: the status, every byte of it, its headers, and how many access records there were when it began to leave."""

    status: int
    body: bytes
    headers: dict[bytes, bytes]
    records: int

    @property
    def problem(self) -> str:
        """The problem's name."""
        return json.loads(self.body)["type"].rpartition(":")[2]


class Desk:
    """The application, and an account of every role to ask it with."""

    def __init__(self, app: Any, opened: Any, cluster: Cluster) -> None:
        self.app, self.board, self.cluster = app, opened, cluster

    def ask(self, action: str, role: Role, body: bytes = b"{}", *headers: tuple[bytes, bytes]) -> Answer:
        """One request straight to the application."""
        method, path = action.split(" ")
        credentials = base64.b64encode(f"{role}:{PASSWORD}".encode())
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": path,
            "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": None, "server": None,
            "headers": [(b"authorization", b"Basic " + credentials), (b"content-type", b"application/json"), *headers],
        }
        sent: list[Any] = []
        counts: list[int] = []
        asked: list[bool] = []

        async def receive() -> Any:
            if asked:
                # The client says nothing more, and stays.
                await asyncio.Event().wait()
            asked.append(True)
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                counts.append(self.board.store.access.size())
            sent.append(message)

        asyncio.run(asyncio.wait_for(self.app(scope, receive, send), HANG_GUARD_SECONDS))
        left = b"".join(each.get("body", b"") for each in sent)
        return Answer(sent[0]["status"], left, dict(sent[0]["headers"]), counts[0])


@pytest.fixture
def desk(runtime: Any, board: Any, api_cluster: Cluster, tmp_path: Any) -> Desk:
    """A board with records in it, and an account of every role."""
    accounts = accounts_of(tmp_path, board, [(str(role), str(role), None) for role in Role])
    return Desk(create_app(runtime, accounts, log=MemoryLog()), board, api_cluster)


def address_of(action: str) -> str:
    """An address of a question that names the case, and elsewhere what is not there."""
    filled = action.replace("{case_id}", str(CASE)).replace("{position}", "0").replace("{area}", "plan")
    return re.sub(r"{\w+(:path)?}", str(uuid4()), filled)


def allowed(rule: Rule) -> Role:
    """Somebody who may ask, of those whose task is enough if there are such."""
    return min(rule.roles, key=lambda role: rule.roles[role] is not Relation.TASK)


# --- dead, full, slow -------------------------------------------------------------------------------------------


def test_with_the_access_log_dead_no_route_answers_any_role_with_anything(desk: Desk, api_cluster: Cluster) -> None:
    """Of every relation that a route asks for, and of none, one role."""
    shown = desk.ask(f"GET /api/v1/cases/{CASE}/timeline", Role.INVESTIGATOR)
    assert shown.status == 200 and records.CORRECTED.encode() in shown.body, "the control"
    close_access_log(desk.board, api_cluster)
    wrong = []
    for action, rule in ASKED.items():
        for role in {rule.relation(each): each for each in Role}.values():
            answer = desk.ask(address_of(action), role)
            if answer.status != 503 or answer.problem != "unavailable" or any(canary in answer.body for canary in CANARIES):
                wrong.append((action, role, answer.status, answer.body[:80]))
    assert not wrong


def test_with_the_access_log_dead_nothing_is_written_either(desk: Desk, api_cluster: Cluster) -> None:
    close_access_log(desk.board, api_cluster)
    size, wrong = desk.board.ledger.size(), []
    for action, shape in writes_by_action().items():
        _, body = next(iter(shape.write.examples()))
        headers = (b"idempotency-key", str(uuid4()).encode()), (b"if-match", b"*")
        answer = desk.ask(address_of(action), Role.MANAGER, json.dumps(dict(body)).encode(), *headers)
        if answer.status != 503 or any(canary in answer.body for canary in CANARIES):
            wrong.append((action, answer.status, answer.body[:80]))
    assert not wrong and desk.board.ledger.size() == size


ONE_OF_EACH = {rule.fields: (action, rule) for action, rule in ASKED.items() if action != ENDLESS}


@contextmanager
def full(desk: Desk) -> Iterator[None]:
    """The access log's disk takes nothing more: its tables say what a full disk says."""
    schema = desk.board.store.schema
    with desk.cluster.admin() as admin:
        admin.execute(sql.SQL(
            "CREATE FUNCTION {}.full() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
        ).format(sql.Identifier(schema)))
        admin.execute(sql.SQL(
            "CREATE TRIGGER full_disk BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION {}.full()"
        ).format(sql.Identifier(schema, "access_event"), sql.Identifier(schema)))
        yield
        admin.execute(sql.SQL("DROP TRIGGER full_disk ON {}").format(sql.Identifier(schema, "access_event")))


@contextmanager
def slow(desk: Desk) -> Iterator[None]:
    """Somebody holds the access log's head for longer than a record may take."""
    desk.board.access_log.limit(0.1)
    with desk.cluster.admin() as holding, holding.transaction():
        holding.execute(f"LOCK TABLE {desk.board.store.schema}.access_head IN ROW EXCLUSIVE MODE")
        holding.execute(f"SELECT FROM {desk.board.store.schema}.access_head FOR UPDATE")
        yield
    desk.board.access_log.limit(HANG_GUARD_SECONDS)


@pytest.mark.parametrize("fault", [full, slow])
def test_with_the_access_log_full_or_slow_nothing_of_any_kind_leaves_and_then_it_does_again(desk: Desk, fault: Any) -> None:
    before = desk.board.store.access.size()
    with fault(desk):
        for action, rule in ONE_OF_EACH.values():
            answer = desk.ask(address_of(action), allowed(rule))
            assert (answer.status, answer.problem) == (503, "unavailable"), action
            assert not any(canary in answer.body for canary in CANARIES), action
    # A record that was too late is still its request's only one; nothing was shown for it.
    late = [each.originator_id for each in access_records(desk.board)[before:]]
    assert len(set(late)) == len(late) and (fault is slow or not late)
    assert desk.ask(f"GET /api/v1/cases/{CASE}/timeline", Role.INVESTIGATOR).status == 200, "the control"


# --- one record, before the bytes -------------------------------------------------------------------------------


def test_every_route_has_its_one_record_when_the_first_byte_leaves_and_none_after(desk: Desk) -> None:
    wrong, before = [], desk.board.store.access.size()
    for action, rule in ASKED.items():
        if action == ENDLESS:
            continue
        refused = next((role for role in Role if role not in rule.roles), None)
        for role in (allowed(rule), refused):
            if role is None:
                continue
            answer = desk.ask(address_of(action), role)
            after = desk.board.store.access.size()
            if (answer.records, after) != (before + 1, before + 1):
                wrong.append((action, role, answer.status, answer.records - before, after - before))
            before = after
    assert not wrong


def test_allowed_denied_failed_and_of_many_at_once_are_each_one_record_that_says_which(desk: Desk) -> None:
    asked = [
        ("GET /api/v1/cases", Role.INTERNAL_CONTROL, 200, "shown", {CASE, OTHER_CASE}),
        (f"GET /api/v1/cases/{CASE}", Role.INVESTIGATOR, 200, "shown", {CASE}),
        (f"GET /api/v1/cases/{CASE}", Role.OPERATOR, 403, None, None),
        (f"GET /api/v1/cases/{uuid4()}", Role.INVESTIGATOR, 404, None, None),
    ]
    for action, role, status, outcome, cases in asked:
        answer = desk.ask(action, role)
        record = access_records(desk.board)[-1]
        assert answer.status == status and str(record.originator_id).encode() == answer.headers[b"x-request-id"]
        if outcome is not None:
            assert record.outcome == outcome and cases <= set(record.cases)
        else:
            assert record.outcome != "shown" and not any(canary in answer.body for canary in CANARIES)
    with desk.cluster.admin() as admin:
        table = sql.Identifier(desk.board.store.schema, TABLES[CaseRow].name)
        admin.execute(sql.SQL("ALTER TABLE {} RENAME TO case_away").format(table))
    before = desk.board.store.access.size()
    broken = desk.ask("GET /api/v1/cases", Role.INTERNAL_CONTROL)
    assert broken.status in (500, 503) and broken.records == desk.board.store.access.size() == before + 1
    assert not any(canary in broken.body for canary in CANARIES) and TABLES[CaseRow].name.encode() not in broken.body
