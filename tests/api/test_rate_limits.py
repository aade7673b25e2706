"""Guesses at passwords and searches are bounded; what is right among too many guesses tells nothing."""

from __future__ import annotations

import httpx2
import pytest

from adapters.errors import CannotRunError
from adapters.settings import load_settings
from api.problems import TooManyError
from api.rate_limits import LOG_IN_BY_NAME, LOOKUP_BY_ACCOUNT, Limit, RateLimiter
from tests.api.conftest import PASSWORD, MemoryLog, new_board, served
from tests.api.writing import accounts_of


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_there_is_room_for_a_burst_and_then_for_one_more_every_so_often():
    clock = Clock()
    limiter = RateLimiter(Limit(3, 10.0), clock)
    for _ in range(3):
        limiter.require_room("anna")
        limiter.use("anna")
    with pytest.raises(TooManyError, match="Vänta 10 sekunder") as refused:
        limiter.require_room("anna")
    assert refused.value.wait_seconds == 10
    limiter.require_room("bo")
    clock.now = 9.9
    with pytest.raises(TooManyError):
        limiter.require_room("anna")
    clock.now = 10.0
    limiter.require_room("anna")


@pytest.fixture
def service(runtime, tmp_path):
    people = [("anna", "chef", None), ("bo", "behandlare", None)]
    with served(runtime, accounts_of(tmp_path, new_board(runtime), people), MemoryLog()) as address:
        yield address


def test_a_right_password_among_too_many_wrong_ones_is_not_told(service):
    def ask(name, password):
        return httpx2.get(f"{service}api/v1/units", auth=(name, password))

    assert {ask("anna", f"fel nummer {n} av lösenordet").status_code for n in range(LOG_IN_BY_NAME.burst)} == {401}
    refused = ask("anna", PASSWORD)
    assert refused.status_code == 429 and int(refused.headers["Retry-After"]) >= 1
    assert refused.json()["type"] == "urn:aktspar:problem:too-many"
    assert ask("bo", PASSWORD).status_code == 200


def test_an_account_searches_so_often_and_no_more(service):
    def search(name):
        return httpx2.post(f"{service}api/v1/case-lookup", auth=(name, PASSWORD), json={"number": "1"}).status_code

    found = [search("anna") for _ in range(LOOKUP_BY_ACCOUNT.burst + 20)]
    assert found[0] == 404 and 429 in found and found.index(429) >= LOOKUP_BY_ACCOUNT.burst
    assert search("bo") == 404


def test_in_production_nobody_logs_in_with_a_demos_log_in(runtime, tmp_path):
    accounts = accounts_of(tmp_path, new_board(runtime), [("anna", "chef", None)])
    path = tmp_path / "accounts.json"
    path.write_text(path.read_text().replace('"role": "chef"', '"role": "chef", "is_demo": true'))
    with served(runtime, accounts, MemoryLog()) as address:
        assert httpx2.get(f"{address}api/v1/units", auth=("anna", PASSWORD)).status_code == 200
    runtime.settings = runtime.settings.model_copy(update={"production": True})
    with served(runtime, accounts, MemoryLog()) as address:
        assert httpx2.get(f"{address}api/v1/units", auth=("anna", PASSWORD)).status_code == 401


@pytest.mark.parametrize("address", ["", "http://aktspar.example.se"])
def test_in_production_the_service_does_not_start_without_the_address_over_tls_that_it_is_reached_by(
    runtime, aktspar, monkeypatch, address
):
    runtime.settings = runtime.settings.model_copy(update={"production": True, "public_url": address or None})
    ran = aktspar("serve", "--port", "0", "--json")
    assert ran.status == 2 and "AKTSPAR_PUBLIC_URL" in ran.document["detail"]


@pytest.mark.parametrize(("name", "value", "taken"), [
    ("AKTSPAR_PUBLIC_URL", "https://aktspar.example.se", True), ("AKTSPAR_PUBLIC_URL", "https://aktspar.example.se/under", False),
    ("AKTSPAR_PUBLIC_URL", "aktspar.example.se", False),
    ("AKTSPAR_LOCK_MINUTES", "1", True), ("AKTSPAR_LOCK_MINUTES", "60", True),
    ("AKTSPAR_LOCK_MINUTES", "0", False), ("AKTSPAR_LOCK_MINUTES", "61", False), ("AKTSPAR_SESSION_HOURS", "1", True),
    ("AKTSPAR_SESSION_HOURS", "24", True), ("AKTSPAR_SESSION_HOURS", "0", False), ("AKTSPAR_SESSION_HOURS", "25", False),
    ("AKTSPAR_SESSION_IDLE_MINUTES", "1", True), ("AKTSPAR_SESSION_IDLE_MINUTES", "1440", True),
    ("AKTSPAR_SESSION_IDLE_MINUTES", "0", False), ("AKTSPAR_SESSION_IDLE_MINUTES", "1441", False),
])
def test_settings_of_sessions_are_taken_within_their_ranges(monkeypatch, name, value, taken):
    monkeypatch.setenv(name, value)
    if taken:
        load_settings()
        return
    with pytest.raises(CannotRunError, match=name):
        load_settings()
