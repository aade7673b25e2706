"""Another site's page changes nothing in the name of whoever is logged in, and every answer says what may be done with it."""

from __future__ import annotations

import re

import httpx2
import pytest
from starlette.routing import Route

from adapters.accounts import Accounts
from api.http.app import create_app
from api.http.barrier import SECURITY_HEADERS
from api.http.session_cookies import SAFE_METHODS, csrf_token
from api.web.rendering import CONTENT_SECURITY_POLICY
from tests.api.conftest import PASSWORD, MemoryLog, access_records, new_board, served
from tests.api.writing import accounts_of
from tests.support.browser import Browser, csrf_of

CHECKPOINT, UNITS = "/api/v1/ledger/checkpoint", "/api/v1/units"
OURS = {"Sec-Fetch-Site": "same-origin"}
THEIRS = [
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}, {"Origin": "https://annan.example"},
    {"Origin": "null"}, {}, {"Sec-Fetch-Site": "same-origin", "Origin": "https://annan.example"},
]


@pytest.fixture
def place(runtime, tmp_path):
    """A board, the service's address, and Anna's browser with a page of hers."""
    board = new_board(runtime)
    accounts = accounts_of(tmp_path, board, [("anna", "chef", None), ("bo", "chef", None)])
    with served(runtime, accounts, MemoryLog()) as address:
        browser = Browser(address)
        try:
            browser.log_in("anna", PASSWORD)
            yield board, address, browser, browser.get("/sessions")
        finally:
            browser.close()


def change(browser, headers, token):
    sent = {"Accept": "application/json", **headers, **({} if token is None else {"Aktspar-CSRF": token})}
    return browser.client.post(CHECKPOINT, headers=sent)


def test_a_change_from_a_page_of_the_session_is_done(place):
    board, address, browser, page = place
    assert change(browser, OURS, csrf_of(page)).status_code == 200
    assert change(browser, {"Origin": address.rstrip("/")}, csrf_of(page)).status_code == 200


@pytest.mark.parametrize("headers", THEIRS, ids=str)
def test_a_change_from_another_sites_page_is_refused_also_with_the_right_token(place, headers):
    board, _, browser, page = place
    answer = change(browser, headers, csrf_of(page))
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:aktspar:problem:cross-site")
    assert [each.outcome for each in access_records(board) if getattr(each, "action", "") == f"POST {CHECKPOINT}"] == ["refused"]


def test_a_change_without_a_token_with_an_old_one_or_with_another_sessions_is_refused(place):
    _, address, browser, page = place
    another = Browser(address)
    try:
        another.log_in("bo", PASSWORD)
        others = csrf_of(another.get("/sessions"))
    finally:
        another.close()
    of_the_device = csrf_token(browser.client.cookies["aktspar-device"])
    for token in (None, "", "x", others, of_the_device, csrf_of(page)[:-1]):
        assert change(browser, OURS, token).status_code == 403, token
    browser.send(page, "/lock")
    browser.log_in("anna", PASSWORD)
    assert change(browser, OURS, csrf_of(page)).status_code == 403


@pytest.mark.parametrize(("action", "fields"), [
    ("/lock", {}), ("/logout", {}), ("/sessions/code", {"code": "280461", "code_again": "280461"}),
])
@pytest.mark.parametrize("headers", [*THEIRS[:2], OURS], ids=str)
def test_a_form_of_another_site_neither_locks_nor_logs_out_nor_sets_a_code(place, action, fields, headers):
    _, _, browser, page = place
    token = "" if headers is OURS else csrf_of(page)
    answer = browser.client.post(action, data={"csrf": token, **fields}, headers=headers)
    assert answer.status_code == 403 and "inget har ändrats" in answer.text
    assert "anna" in browser.get("/sessions").text


def test_nobody_is_logged_in_by_another_sites_form(place):
    _, address, _, _ = place
    browser = Browser(address)
    try:
        page = browser.get("/login")
        for headers, token in ((THEIRS[0], csrf_of(page)), (OURS, ""), (OURS, csrf_token("x"))):
            sent = {"csrf": token, "name": "anna", "password": PASSWORD}
            assert browser.client.post("/login", data=sent, headers=headers).status_code == 403
        assert browser.session() is None
    finally:
        browser.close()


def test_whoever_sends_a_password_with_each_request_needs_no_token(place):
    _, address, _, _ = place
    assert httpx2.post(address + CHECKPOINT[1:], auth=("anna", PASSWORD)).status_code == 200


def test_a_cookie_beside_a_wrong_password_does_not_let_in(place):
    _, _, browser, _ = place
    for authorization in ("Bearer x", "Basic", "Basic %%%"):
        answer = browser.client.get(UNITS, headers={"Accept": "application/json", "Authorization": authorization})
        assert answer.status_code == 401


def addresses(app):
    for route in app.state.routes:
        assert isinstance(route, Route)
        for method in sorted(route.methods - {"HEAD"}):
            yield method, re.sub(r"{\w+(:\w+)?}", "00000000-0000-4000-8000-000000000000", route.path)


def test_every_route_answers_with_every_header_to_whomever_and_runs_or_loads_nothing_of_anothers(runtime, tmp_path, place):
    _, address, browser, _ = place
    app, asked = create_app(runtime, Accounts(tmp_path / "none.json"), log=MemoryLog()), 0
    with httpx2.Client(base_url=address, headers={"Accept": "text/html"}) as stranger:
        for method, path in addresses(app):
            if path.endswith("/changes/stream"):
                # It never ends by itself; see test_http_feed.
                continue
            for client in (stranger, browser.client):
                answer = client.request(method, path, follow_redirects=False)
                asked += 1
                policy = answer.headers["content-security-policy"]
                expected = {**SECURITY_HEADERS, "Content-Security-Policy": policy}
                assert {name: answer.headers.get(name) for name in expected} == expected, (method, path)
                assert policy in (CONTENT_SECURITY_POLICY, SECURITY_HEADERS["Content-Security-Policy"])
                assert "strict-transport-security" not in answer.headers
    assert asked > 200


def test_a_changing_method_never_passes_as_a_safe_one():
    assert SAFE_METHODS == {"GET", "HEAD", "OPTIONS"}
