"""What every answer of the service has in common: log-in, problems, headers, log; and the ledger, health and start page."""

from __future__ import annotations

import base64
import json
from functools import partial
from itertools import product

import httpx2
import psycopg

from adapters.accounts import Accounts
from adapters.signing import verify_ed25519
from api.http import documents
from api.http.app import OPENAPI_PATH
from domain.ledger.checkpoint import open_checkpoint
from domain.ledger.leaf import ledger_leaf_hash
from domain.ledger.merkle import root_hash
from domain.ledger.receipt import verify_receipt
from tests.api import records
from tests.api.conftest import MemoryLog, access_records, new_board, served
from tests.api.test_access_before_answer import close_access_log
from tests.support.examples import CASE
from tests.support.ledger_commands import at_once

TIMELINE = f"/api/v1/cases/{CASE}/timeline"
PROTECTED = ["/api/v1/cases", f"/api/v1/cases/{CASE}", TIMELINE, "/api/v1/ledger/leaves", "/api/v1/ledger/receipts/0"]
NO_LOG_INS = [
    None, "Bearer x", "Basic", "Basic åäö".encode(), "Basic %%%", "Basic " + base64.b64encode(b"inga").decode(),
    "Basic " + base64.b64encode(b"inga:fel").decode(), "Basic " + base64.b64encode(b"\xff:\xff").decode(),
]
PROBLEMS = [
    ("GET", "/api/v1/case", 404, "not-found"),
    ("GET", "/api/v1/cases/", 404, "not-found"),
    ("DELETE", "/api/v1/cases", 405, "method-not-allowed"),
    ("HEAD", "/api/v1/cases", 405, "method-not-allowed"),
    ("GET", "/api/v1/ledger?board=annan", 404, "not-found"),
    ("GET", "/api/v1/ledger?nämnd=annan", 422, "invalid-value"),
    ("GET", "/api/v1/ledger/checkpoint", 404, "not-found"),
    ("GET", f"/api/v1/ledger/receipts/{records.SIZE}", 404, "not-found"),
    ("GET", "/api/v1/ledger/receipts/-1", 422, "invalid-value"),
    ("POST", "/api/v1/case-lookup", 422, "invalid-value"),
]
OPEN = ["/", "/healthz", "/readyz", "/api/v1/ledger", OPENAPI_PATH]


def test_without_a_right_log_in_nothing_protected_is_answered(service, board):
    for path, authorization in product(PROTECTED, NO_LOG_INS):
        answer = service.stranger.get(path, headers={} if authorization is None else {"Authorization": authorization})
        assert (answer.status_code, answer.json()["type"]) == (401, "urn:aktspar:problem:not-logged-in"), (path, authorization)
        assert answer.headers["www-authenticate"].startswith("Basic ")
        assert "account add" in answer.json()["detail"]
    assert {(each.TYPE, each.outcome) for each in access_records(board)} == {("access.session_changed", "refused")}


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(service):
    wrong = [service.stranger.get("/api/v1/cases", auth=pair) for pair in (("inga", "fel"), ("nobody", "fel"))]
    assert wrong[0].content == wrong[1].content


def test_every_answer_carries_the_headers_that_keep_it_where_it_is(service):
    for path in (*OPEN, *PROTECTED, "/finns-inte"):
        headers = service.client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; "), path
        assert "unsafe" not in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")
        assert (headers["referrer-policy"], headers["x-frame-options"]) == ("no-referrer", "DENY")
        assert "server" not in headers


def test_what_cannot_be_answered_is_a_problem_document(service):
    for method, path, status, name in PROBLEMS:
        answer = service.client.request(method, path)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), path
        assert answer.headers.get("allow") == ("GET, POST" if status == 405 else None)
        if method != "HEAD":
            document = documents.Problem.model_validate(answer.json())
            assert (document.type, document.status) == (f"urn:aktspar:problem:{name}", status)


def test_what_somebody_wrote_in_the_wrong_place_is_not_repeated(service):
    answers = [
        service.client.post("/api/v1/case-lookup", json={"nummer": "Klara Påhittad"}),
        service.client.post("/api/v1/case-lookup", content='{"number": "Klara Påhittad'.encode()),
        service.client.get("/api/v1/cases", params={"limit": "Klara Påhittad"}),
        service.client.get("/api/v1/cases/Klara Påhittad"),
    ]
    assert [answer.status_code for answer in answers] == [422] * 4
    assert not any("Klara" in answer.text for answer in answers)
    assert "Klara" not in str(service.log.lines(requests=4))


def test_a_body_longer_than_any_that_is_taken_is_not_read(service):
    long = b'{"number": "' + b"9" * 70_000 + b'"}'
    stated = service.stranger.post("/api/v1/case-lookup", content=long)
    unstated = service.stranger.post("/api/v1/case-lookup", content=iter([long]))
    assert (stated.status_code, stated.json()["type"]) == (413, "urn:aktspar:problem:too-large")
    assert unstated.status_code in (400, 413) and unstated.headers["content-type"] == "application/problem+json"


def test_damage_is_a_problem_and_shows_nothing_of_the_record(service, board, api_cluster):
    with api_cluster.admin() as admin:
        admin.execute(f"UPDATE {board.store.schema}.ledger_payload SET payload = payload || '\\x00' WHERE position = 5")
    answer = service.client.get(TIMELINE)
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:aktspar:problem:damaged")
    assert records.SECRET not in answer.text


def test_an_unforeseen_error_is_a_problem_that_says_nothing_of_its_cause(service, board, api_cluster):
    with api_cluster.admin() as admin:
        admin.execute(f"DROP TABLE {board.store.schema}.case_lookup")
    answer = service.client.post("/api/v1/case-lookup", json={"number": "2024-0001"})
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:aktspar:problem:unexpected")
    assert "case_lookup" not in answer.text
    lines = service.log.lines(requests=1)
    [line] = [line for line in lines if line["event"] == "unexpected"]
    assert line["request_id"] == answer.headers["x-request-id"]
    assert "2024-0001" not in str(lines) and "does not exist" not in str(lines)


def test_the_log_has_a_line_a_request_with_the_route_and_no_address(service):
    answer = service.client.get(TIMELINE, params={"known_at": "3"})
    [line] = service.log.lines(requests=1)
    assert (line["event"], line["method"], line["status"]) == ("request", "GET", 200)
    assert line["route"] == "/api/v1/cases/{case_id}/timeline"
    assert line["request_id"] == answer.headers["x-request-id"]
    assert str(CASE) not in str(line) and "known_at" not in str(line) and "inga" not in str(line)


def test_a_failed_log_in_is_in_the_log_without_its_name(service):
    service.stranger.get("/api/v1/cases", auth=("inga", "fel"))
    lines = service.log.lines(requests=1)
    assert [line["event"] for line in lines] == ["not-logged-in", "request"]
    assert "inga" not in str(lines)


def test_the_ledger_and_its_kept_checkpoint_are_open_to_all(service, board):
    made = service.client.post("/api/v1/ledger/checkpoint").json()
    ledger, kept = service.stranger.get("/api/v1/ledger").json(), service.stranger.get("/api/v1/ledger/checkpoint").json()
    documents.Ledger.model_validate(ledger)
    documents.Checkpoint.model_validate(kept)
    assert (ledger["size"], ledger["clock"], ledger["simulated"], ledger["last_checkpoint"]) == (
        records.SIZE, "simulated", True, records.SIZE,
    )
    assert made == kept
    assert open_checkpoint(kept["checkpoint"], ledger["verifier_key"], verify_ed25519).origin == ledger["origin"]


def test_a_checkpoint_is_made_by_those_who_are_logged_in_only(service, board):
    assert service.stranger.post("/api/v1/ledger/checkpoint").status_code == 401
    assert board.last_checkpoint() is None


def test_a_stranger_with_an_account_can_derive_the_tree_from_the_leaves(service, board):
    checkpoint = service.client.post("/api/v1/ledger/checkpoint").json()
    pages = [service.client.get("/api/v1/ledger/leaves", params={"from": start, "limit": 3}).json() for start in (0, 3, 6, 9)]
    leaves = [leaf for page in pages for leaf in page["leaves"]]
    documents.Leaves.model_validate(pages[0])
    derived = [ledger_leaf_hash(leaf["position"], leaf["recorded_us"], base64.b64decode(leaf["header"])) for leaf in leaves]
    assert [base64.b64decode(leaf["leaf_hash"]) for leaf in leaves] == derived
    assert base64.b64encode(root_hash(derived)).decode() == checkpoint["root"]
    assert records.SECRET not in json.dumps(leaves) and records.NAME not in json.dumps(leaves)


def test_a_receipt_is_checked_against_a_leaf(service):
    receipt = service.client.get("/api/v1/ledger/receipts/5").json()
    documents.Receipt.model_validate(receipt)
    [leaf] = service.client.get("/api/v1/ledger/leaves", params={"from": 5, "limit": 1}).json()["leaves"]
    vkey = service.stranger.get("/api/v1/ledger").json()["verifier_key"]
    assert verify_receipt(receipt["receipt"], base64.b64decode(leaf["leaf_hash"]), vkey, verify_ed25519)[0] == 5


def test_a_living_service_says_so_and_a_ready_one_says_why(service, board):
    assert service.stranger.get("/healthz").text == "ok\n"
    answer = service.stranger.get("/readyz")
    documents.Ready.model_validate(answer.json())
    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    assert board.store.access.size() == 0, "asking leaves no record"


def test_a_service_that_cannot_write_its_access_log_is_not_ready(service, board, api_cluster):
    close_access_log(board, api_cluster)
    answer = service.stranger.get("/readyz")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["checks"] == {"database": True, "views": True, "access_log": False}
    assert service.stranger.get("/healthz").status_code == 200


def test_a_service_whose_views_cannot_come_up_is_not_ready(service, board, api_cluster):
    with api_cluster.admin() as admin:
        admin.execute(f"UPDATE {board.store.schema}.ledger_payload SET payload = payload || '\\x00' WHERE position = 5")
    assert service.stranger.get("/readyz").json()["checks"] == {"database": True, "views": False, "access_log": True}


def test_the_start_page_says_what_this_is_in_swedish_and_loads_nothing(service, board):
    answer = service.stranger.get("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="sv"' in answer.text and "simulerad" in answer.text and board.slug in answer.text
    assert "http" not in answer.text and "<script" not in answer.text and "<img" not in answer.text
    assert records.NAME not in answer.text


def test_a_real_clock_is_not_called_simulated(runtime):
    new_board(runtime, clock="real")
    with served(runtime, Accounts(runtime.settings.data_dir / "none.json"), MemoryLog()) as address:
        assert "simulerad" not in httpx2.get(address).text


def test_the_openapi_document_names_every_route_and_its_problems(service):
    document = service.stranger.get(OPENAPI_PATH).json()
    assert document["paths"].keys() >= {
        "/readyz", "/api/v1/cases", "/api/v1/cases/{case_id}", "/api/v1/cases/{case_id}/timeline", "/api/v1/case-lookup",
        "/api/v1/ledger", "/api/v1/ledger/checkpoint", "/api/v1/ledger/leaves", "/api/v1/ledger/receipts/{position}",
    }
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            answers = operation["responses"].keys()
            assert "503" in answers and any(status.startswith("2") for status in answers), path
            assert "HTTPValidationError" not in json.dumps(operation), path
            is_open = path in ("/readyz", "/api/v1/ledger") or (method, path) == ("get", "/api/v1/ledger/checkpoint")
            assert ("security" in operation) != is_open, path
    assert document["components"]["securitySchemes"]["konto"]["scheme"] == "basic"
    assert "http://" not in json.dumps(document) and "https://" not in json.dumps(document)


def test_without_a_database_the_answer_is_to_try_again(runtime, board, monkeypatch):
    gone = runtime.connections._replace(app=psycopg.conninfo.make_conninfo(runtime.connections.app, host="/nowhere"))
    monkeypatch.setattr(runtime, "connections", gone)
    with served(runtime, Accounts(runtime.settings.data_dir / "none.json"), MemoryLog()) as address:
        answer = httpx2.get(f"{address}readyz")
        start = httpx2.get(address)
    assert (answer.status_code, answer.json()["checks"]) == (503, {"database": False})
    assert (start.status_code, start.json()["type"]) == (503, "urn:aktspar:problem:unavailable")


def test_many_who_ask_for_receipts_at_once_all_get_one_of_the_same_tree(service, board):
    ask = partial(service.client.get, "/api/v1/ledger/receipts/1")
    for round_ in range(1, 6):
        records.note_with(board, "Ännu ett samtal.", version=round_)
        answers = at_once([ask] * 8)
        assert [answer.status_code for answer in answers] == [200] * 8
        assert len({answer.content for answer in answers}) == 1
        assert len(board.checkpointer().kept_notes()) == round_
