"""Sessions: who is in, until when, what a lock keeps back, who goes on with what, and what the access log says of it."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest

from adapters.sessions import MOST_WRONG, digest_of
from api.http.session_cookies import csrf_token
from api.log_in import LogIns
from tests.api.conftest import PASSWORD, MemoryLog, access_records, new_board, served
from tests.api.test_access_before_answer import close_access_log
from tests.api.writing import accounts_of
from tests.support.browser import Browser, csrf_of, unlock_action

MINUTE = 60_000_000
PEOPLE = [("anna", "chef", None), ("bo", "behandlare", None)]


class Clock:
    """Microseconds that go when they are told to."""

    now = 1_790_000_000_000_000

    def __call__(self):
        return self.now


class Place:
    """A board, its accounts, a running service and a clock for its sessions."""

    def __init__(self, runtime, folder, clock, address, board, accounts):
        self.runtime, self.folder, self.clock, self.address = runtime, folder, clock, address
        self.board, self.accounts, self.browsers = board, accounts, []

    def browser(self):
        self.browsers.append(Browser(self.address))
        return self.browsers[-1]

    def acts(self):
        """What the access log says of sessions: who, what, with what, and why not."""
        found = [each for each in access_records(self.board) if each.TYPE == "access.session_changed"]
        return [(each.caller, each.session_act, each.factor, each.refusal) for each in found]


@contextmanager
def place_of(runtime, folder, **settings):
    runtime.settings = runtime.settings.model_copy(update=settings)
    clock, board = Clock(), new_board(runtime)
    accounts = accounts_of(folder, board, PEOPLE)
    with served(runtime, accounts, MemoryLog(), now_us=clock) as address:
        made = Place(runtime, folder, clock, address, board, accounts)
        try:
            yield made
        finally:
            for browser in made.browsers:
                browser.close()


@pytest.fixture
def place(runtime, tmp_path):
    with place_of(runtime, tmp_path) as made:
        yield made


UNITS = "/api/v1/units"


def status(browser, path=UNITS):
    return browser.client.get(path, headers={"Accept": "application/json"}).status_code


def problem(browser, path=UNITS):
    return browser.client.get(path, headers={"Accept": "application/json"}).json()["type"].rpartition(":")[2]


def test_whoever_logs_in_is_in_and_the_server_keeps_only_a_digest_of_the_cookie(place):
    browser = place.browser()
    assert browser.get("/sessions").headers["location"] == "/login?next=%2Fsessions"
    answer = browser.log_in("anna", PASSWORD, "/sessions")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sessions")
    assert status(browser) == 200 and "anna" in browser.get("/sessions").text
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("aktspar="))
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; ")) and "Max-Age" not in cookie
    with place.runtime.keys.connection() as keys:
        rows = keys.execute("SELECT * FROM web_session WHERE board = %s", (place.board.slug,)).fetchall()
    assert digest_of(browser.session()) in [bytes(each) for each in rows[0] if isinstance(each, bytes)]
    assert browser.session() not in str(rows) and "anna" not in str(rows)
    assert place.acts() == [("konto:anna", "log_in", "password", None)]


def test_under_tls_the_cookie_is_bound_to_its_host_and_sent_over_nothing_else(runtime, tmp_path):
    with place_of(runtime, tmp_path, public_url="https://aktspar.example.se") as place:
        answer = place.browser().get("/login")
    [cookie] = answer.headers.get_list("set-cookie")
    assert cookie.startswith("__Host-aktspar-device=") and "Secure" in cookie and "Domain" not in cookie
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


@pytest.mark.parametrize(("name", "password", "wrong"), [
    ("", "", ["Skriv ditt kontonamn", "Skriv ditt lösenord"]), ("anna", "fel lösenord", ["Namnet eller lösenordet är fel"]),
    ("nobody", PASSWORD, ["Namnet eller lösenordet är fel"]),
])
def test_a_refused_log_in_keeps_the_name_says_what_is_wrong_and_gives_no_session(place, name, password, wrong):
    browser = place.browser()
    answer = browser.log_in(name, password)
    assert answer.status_code == 422 and all(each in answer.text for each in wrong)
    assert "<title>Fel: Logga in" in answer.text and f'value="{name}"' in answer.text or not name
    assert not password or password not in answer.text
    assert browser.session() is None and status(browser) == 401


def test_a_refused_log_in_is_in_the_access_log_with_the_name_tried_and_without_the_password(place):
    browser = place.browser()
    browser.log_in("anna", "fel lösenord")
    browser.log_in("nobody", "fel lösenord")
    browser.client.get(UNITS, auth=("anna", "fel lösenord"))
    records = access_records(place.board)
    assert [(each.caller, each.name_tried, each.refusal, each.action) for each in records] == [
        ("konto:anna", "anna", "wrong", "POST /login"), ("okänd", "nobody", "wrong", "POST /login"),
        ("konto:anna", "anna", "wrong", f"GET {UNITS}"),
    ]
    assert "fel lösenord" not in str(records)


def test_among_several_boards_a_name_that_is_nobodys_is_in_every_log_and_told_in_none(place):
    other = new_board(place.runtime)
    place.browser().log_in("nobody", "fel lösenord")
    place.browser().log_in("anna", "fel lösenord")
    assert [(each.caller, each.name_tried) for each in access_records(place.board)] == [("okänd", None), ("konto:anna", "anna")]
    assert [(each.caller, each.name_tried) for each in access_records(other)] == [("okänd", None)]


def test_when_the_access_log_takes_no_record_nobody_is_let_in_and_no_refusal_is_told(place, api_cluster):
    browser = place.browser()
    page = browser.get("/login")
    close_access_log(place.board, api_cluster)
    for password in (PASSWORD, "fel lösenord"):
        assert browser.send(page, "/login", name="anna", password=password).status_code == 503
    assert browser.session() is None


def test_a_session_that_is_left_alone_is_locked_and_nothing_is_readable_until_it_is_unlocked(place):
    browser = place.browser()
    browser.log_in("anna", PASSWORD)
    place.clock.now += 10 * MINUTE
    assert status(browser) == 200
    place.clock.now += 10 * MINUTE + 1
    assert [problem(browser), problem(browser)] == ["session-locked"] * 2
    assert browser.get("/sessions").headers["location"] == "/lock?next=%2Fsessions"
    assert "Logga ut" not in browser.get("/").text and "anna" not in browser.get("/").text
    assert place.acts()[1:] == [("konto:anna", "lock", None, None)]
    page, old = browser.get("/lock?next=%2Fsessions"), browser.session()
    wrong = browser.send(page, unlock_action(page), secret="fel lösenord", next="/sessions")
    assert wrong.status_code == 422 and status(browser) == 401
    right = browser.send(page, unlock_action(page), secret=PASSWORD, next="/sessions")
    assert (right.status_code, right.headers["location"], status(browser)) == (303, "/sessions", 200)
    assert place.acts()[2:] == [("konto:anna", "unlock", "password", "wrong"), ("konto:anna", "unlock", "password", None)]
    stolen = place.browser()
    stolen.client.cookies.set("aktspar", old)
    assert problem(stolen) == "session-over"


def test_a_clock_that_is_turned_back_locks(place):
    browser = place.browser()
    browser.log_in("anna", PASSWORD)
    place.clock.now -= 60 * MINUTE
    assert problem(browser) == "session-locked"


def test_a_session_is_over_when_it_was_idle_or_lasted_for_too_long(place):
    idle, used = place.browser(), place.browser()
    idle.log_in("anna", PASSWORD)
    used.log_in("bo", PASSWORD)
    for minutes in range(0, 12 * 60, 8):
        place.clock.now += 8 * MINUTE
        assert status(used) == 200
        # Locked since it was left alone for a quarter of an hour at most; to look at the lock's page is no use of it.
        if 15 <= minutes + 8 <= 240:
            assert idle.get("/lock").status_code == 200
    assert problem(idle) == "session-over"
    place.clock.now += 1
    assert problem(used) == "session-over"
    assert used.get("/lock").headers["location"] == "/login"


def test_two_share_a_tablet_and_each_act_stands_under_the_right_account(place):
    tablet = place.browser()
    tablet.log_in("anna", PASSWORD)
    switched = tablet.send(tablet.get("/sessions"), "/lock", then="switch")
    assert switched.headers["location"] == "/switch" and switched.headers["clear-site-data"] == '"cache"'
    assert problem(tablet) == "session-locked"
    place.clock.now += MINUTE
    tablet.log_in("bo", PASSWORD)
    assert status(tablet) == 200
    tablet.send(tablet.get("/sessions"), "/lock", then="switch")
    page = tablet.get("/switch")
    assert page.text.index(">bo<") < page.text.index(">anna<")
    anna = page.text.split('href="/unlock/')[2].split('"')[0]
    form = tablet.get(f"/unlock/{anna}")
    assert tablet.send(form, f"/unlock/{anna}", secret=PASSWORD).status_code == 303
    assert status(tablet) == 200
    readings = [each.caller for each in access_records(place.board) if getattr(each, "action", "") == f"GET {UNITS}"]
    assert readings == ["konto:bo", "konto:anna"]
    stranger = place.browser()
    stranger.get("/login")
    assert stranger.get(f"/unlock/{anna}").status_code == 404


def test_logging_in_again_on_the_device_goes_on_with_what_is_parked_there(place):
    browser = place.browser()
    browser.log_in("anna", PASSWORD)
    browser.send(browser.get("/sessions"), "/lock")
    browser.log_in("anna", PASSWORD)
    assert browser.get("/sessions").text.count("Den här enheten") == 1


def test_logging_out_ends_the_session_at_the_server(place):
    browser, thief = place.browser(), place.browser()
    browser.log_in("anna", PASSWORD)
    thief.client.cookies.set("aktspar", browser.session())
    assert status(thief) == 200
    answer = browser.send(browser.get("/sessions"), "/logout")
    assert answer.headers["location"] == "/login" and answer.headers["clear-site-data"] == '"cache"'
    assert browser.session() is None and problem(thief) == "session-over"
    assert place.acts()[-1] == ("konto:anna", "log_out", None, None)


def test_a_locked_session_can_be_logged_out_from_its_own_page(place):
    browser = place.browser()
    browser.log_in("anna", PASSWORD)
    browser.send(browser.get("/sessions"), "/lock")
    assert browser.send(browser.get("/lock"), "/logout").headers["location"] == "/login"
    assert browser.session() is None


def stored(place):
    return json.loads((place.folder / "accounts.json").read_text())


def write(place, document):
    (place.folder / "accounts.json").write_text(json.dumps(document))


def test_a_leaver_another_role_and_another_password_count_from_the_next_request(place):
    anna, bo = place.browser(), place.browser()
    anna.log_in("anna", PASSWORD)
    bo.log_in("bo", PASSWORD)
    assert status(bo, "/api/v1/delegated-decisions") == 403
    document = stored(place)
    document["accounts"][1]["role"] = "internkontroll"
    write(place, document)
    assert status(bo, "/api/v1/delegated-decisions") == 200
    document["accounts"][1]["salt"] = "AAAAAAAAAAAAAAAAAAAAAA=="
    write(place, document)
    assert problem(bo) == "session-over"
    place.accounts.remove("anna")
    assert problem(anna) == "session-over"


def test_a_code_of_ones_own_unlocks_the_session_that_it_was_chosen_in(place):
    browser, elsewhere = place.browser(), place.browser()
    browser.log_in("anna", PASSWORD)
    elsewhere.log_in("anna", PASSWORD)
    page = browser.get("/sessions")
    saved = browser.send(page, "/sessions/code", code="280461", code_again="280461")
    assert "Koden gäller nu" in browser.get(saved.headers["location"]).text
    for each in (browser, elsewhere):
        each.send(each.get("/sessions"), "/lock")
    lock, other = browser.get("/lock"), elsewhere.get("/lock")
    assert "Lösenord eller kod" in lock.text and "Lösenord eller kod" not in other.text
    assert browser.send(lock, unlock_action(lock), secret="280461").status_code == 303
    assert elsewhere.send(other, unlock_action(other), secret="280461").status_code == 422
    assert ("konto:anna", "unlock", "code", None) in place.acts()


@pytest.mark.parametrize(("code", "again", "fault"), [
    ("12345", "12345", "6 till 12 siffror"), ("1234567890123", "1234567890123", "6 till 12 siffror"),
    ("28046x", "28046x", "siffror"), ("777777", "777777", "för lätt"), ("456789", "456789", "för lätt"),
    ("987654", "987654", "för lätt"),
    ("280461", "280462", "inte lika"),
])
def test_a_code_that_is_too_short_too_long_or_easily_guessed_is_refused(place, code, again, fault):
    browser = place.browser()
    browser.log_in("anna", PASSWORD)
    answer = browser.send(browser.get("/sessions"), "/sessions/code", code=code, code_again=again)
    assert answer.status_code == 422 and fault in answer.text and code not in answer.text
    assert "/sessions" in browser.get("/sessions").text


@pytest.mark.parametrize("code", ["280461", "280461280461"])
def test_the_shortest_and_the_longest_code_are_taken(place, code):
    browser = place.browser()
    browser.log_in("anna", PASSWORD)
    assert browser.send(browser.get("/sessions"), "/sessions/code", code=code, code_again=code).status_code == 303


def test_after_too_many_wrong_codes_the_session_is_over_also_for_the_right_one(place):
    browser = place.browser()
    browser.log_in("anna", PASSWORD)
    browser.send(browser.get("/sessions"), "/sessions/code", code="280461", code_again="280461")
    browser.send(browser.get("/sessions"), "/lock")
    page = browser.get("/lock")
    for _ in range(MOST_WRONG):
        assert browser.send(page, unlock_action(page), secret="000000").status_code == 422
    ended = browser.send(page, unlock_action(page), secret="280461")
    assert (ended.status_code, ended.headers["location"]) == (303, "/login")
    assert place.acts()[-1] == ("konto:anna", "unlock", "password", "session")


def test_ones_own_sessions_are_listed_and_ended_and_nobody_elses(place):
    here, there, bo = place.browser(), place.browser(), place.browser()
    here.log_in("anna", PASSWORD)
    there.log_in("anna", PASSWORD)
    bo.log_in("bo", PASSWORD)
    page = here.get("/sessions")
    assert page.text.count("Den här enheten") == 1 and page.text.count("En annan enhet") == 1
    action = page.text.split('action="/sessions/')[1].split('"')[0]
    assert bo.send(bo.get("/sessions"), f"/sessions/{action}").status_code == 404
    assert status(there) == 200
    assert here.send(page, f"/sessions/{action}").headers["location"] == "/sessions?done=ended"
    assert problem(there) == "session-over"
    assert place.acts()[-1] == ("konto:anna", "end", None, None)


def test_in_production_a_demos_session_is_over_too(place):
    browser = place.browser()
    browser.log_in("anna", PASSWORD)
    document = stored(place)
    document["accounts"][0]["is_demo"] = True
    write(place, document)
    assert status(browser) == 200
    place.runtime.settings = place.runtime.settings.model_copy(update={"production": True})
    log_ins = LogIns(place.runtime, place.accounts, None, place.clock)
    assert log_ins.standing(browser.session()) is None


def test_where_passwords_are_closed_neither_the_page_nor_the_api_takes_one(runtime, tmp_path):
    with place_of(runtime, tmp_path, password_log_in=False) as place:
        browser = place.browser()
        page = browser.get("/login")
        assert 'type="password"' not in page.text and "Ingen inloggning är inställd" in page.text
        token = csrf_token(browser.client.cookies["aktspar-device"])
        assert browser.post("/login", csrf=token, name="anna", password=PASSWORD).status_code == 422
        assert browser.client.get(UNITS, auth=("anna", PASSWORD)).status_code == 401
        assert {each[3] for each in place.acts()} == {"closed"}


def test_too_many_wrong_passwords_on_the_page_are_told_to_wait(place):
    browser = place.browser()
    page = browser.get("/login")
    for _ in range(10):
        browser.send(page, "/login", name="anna", password="fel lösenord")
    answer = browser.send(page, "/login", name="anna", password=PASSWORD)
    assert answer.status_code == 429 and "Vänta" in answer.text and browser.session() is None


@pytest.mark.parametrize(
    "target", ["//annan.example", "https://annan.example/", "/\\annan.example", "javascript:x", "", "/" + "a" * 500]
)
def test_nobody_is_sent_elsewhere_after_the_log_in(place, target):
    browser = place.browser()
    assert browser.log_in("anna", PASSWORD, target).headers["location"] == "/"
    assert csrf_of(browser.get("/sessions"))
