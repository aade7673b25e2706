"""Break-glass over HTTP: with a reason, for a while, seen and reviewed; and what happens when the access log is gone."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import access_records, new_board
from tests.api.test_access_before_answer import close_access_log
from tests.api.writing import ANOTHER, STAFF, accounts_of, clients, run_examples

CASE = example_id("/cases", "case_id")
SET_UP = ("/staff", "/units", "/cases")
ADDRESS, LIST = f"/api/v1/cases/{CASE}/emergency-access", "/api/v1/emergency-accesses"
REASON = "Polisen ringer om ett akut hot."


class Place:
    """A case that the manager opened, and a therapist without any part in it."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.bo, self.logg, self.drift, self.utan = opened

    def headers(self, time="2026-04-10T12:00:00+02:00"):
        return {"Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": time}

    def open(self, client=None, reason=REASON, **headers):
        return (client or self.bo).post(ADDRESS, json={"reason": reason}, headers=headers or self.headers())

    def review(self, client, access, outcome="justified"):
        body = {"outcome": outcome, "review": "Samtalet är bekräftat."}
        return client.post(f"{LIST}/{access}/reviews", json=body, headers=self.headers("2026-04-10T13:00:00+02:00"))

    def read(self, client=None):
        return (client or self.bo).get(f"/api/v1/cases/{CASE}/timeline")


@pytest.fixture
def place(runtime, tmp_path):
    board = new_board(runtime)
    people = [
        ("chef", "chef", STAFF), ("bo", "behandlare", ANOTHER), ("logg", "loggkontrollant", ANOTHER),
        ("drift", "driftansvarig", None), ("utan", "behandlare", None),
    ]
    with clients(runtime, accounts_of(tmp_path, board, people), *(name for name, *_ in people)) as opened:
        for write in WRITES:
            if write.path in SET_UP:
                assert {answer.status_code for answer in run_examples(opened[0], write)} == {201}
        yield Place(board, opened)


def name_of(answer):
    return answer.status_code, answer.json()["type"].rpartition(":")[2]


def test_a_record_is_opened_for_who_says_why_and_every_reading_says_that_it_was_an_emergency(place):
    assert name_of(place.read()) == (403, "purpose-required")
    opened = place.open()
    assert opened.status_code == 200
    assert (opened.json()["opened_at"], opened.json()["ends_at"]) == (
        "2026-04-10T10:00:00.000000Z", "2026-04-10T11:00:00.000000Z"
    )
    assert place.read().status_code == 200
    opening, reading = access_records(place.board)[-2:]
    assert (opening.outcome, opening.cases, opening.purpose_reason) == ("written", (UUID(CASE),), REASON)
    assert (reading.outcome, reading.access_basis, reading.purpose_reason) == ("shown", "emergency", REASON)


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_it_is_refused(place, reason):
    assert name_of(place.open(reason=reason)) == (422, "invalid-value")
    assert name_of(place.read()) == (403, "purpose-required")


def test_it_holds_to_the_last_minute_and_not_after(place):
    place.open()
    assert written_at(place, "2026-04-10T12:59:59+02:00") and place.read().status_code == 200
    assert written_at(place, "2026-04-10T13:00:00+02:00") and name_of(place.read()) == (403, "purpose-required")


def written_at(place, time):
    """Something is written elsewhere, so that the simulated clock has come so far."""
    body = {"name": f"Enhet {time}"}
    return place.chef.post("/api/v1/units", json=body, headers=place.headers(time)).status_code == 201


def test_it_is_for_that_account_that_case_and_for_who_is_in_the_staff_register(place):
    place.open()
    assert name_of(place.read(place.utan)) == (403, "purpose-required")
    assert name_of(place.open(place.utan)) == (403, "forbidden")
    assert name_of(place.open(place.drift)) == (403, "forbidden")
    missing = place.bo.post(
        f"/api/v1/cases/{uuid4()}/emergency-access", json={"reason": REASON}, headers=place.headers()
    )
    assert name_of(missing) == (404, "not-found")


def test_a_retry_opens_nothing_more(place):
    headers = place.headers()
    first, again = place.open(**headers), place.open(**headers)
    assert first.json() == again.json()
    assert place.chef.get(LIST).json()["unreviewed"] == 1


def test_it_waits_in_a_list_until_somebody_else_has_reviewed_it(place):
    access = place.open().json()["access"]
    listed = place.chef.get(LIST, params={"unreviewed": True}).json()
    assert [(each["access"], each["case"], each["reason"]) for each in listed["emergency_accesses"]] == [(access, CASE, REASON)]
    # The log controller's account is the same member of staff as the therapist's.
    assert name_of(place.review(place.logg, access)) == (409, "not-allowed")
    assert name_of(place.review(place.bo, access)) == (403, "forbidden")
    assert place.review(place.chef, access, "not_justified").json()["outcome_in_words"] == "inte befogad"
    assert place.chef.get(LIST, params={"unreviewed": True}).json()["emergency_accesses"] == []
    assert place.chef.get(LIST).json()["emergency_accesses"][0]["outcome"] == "not_justified"
    assert name_of(place.review(place.chef, access)) == (409, "not-allowed")


def test_with_the_access_log_gone_only_the_emergency_read_is_answered_and_its_record_comes_into_the_log_once(
    place, api_cluster
):
    place.open()
    before = place.board.store.access.size()
    close_access_log(place.board, api_cluster)
    assert name_of(place.read(place.chef)) == (503, "unavailable")
    kept = place.read()
    assert kept.status_code == 200
    file = place.board.store.slug
    [path] = [each for each in place.board.access_log.second_folder.iterdir() if each.name == file]
    content = path.read_bytes()
    assert content.count(b"\n") == 1 and kept.headers["X-Request-Id"].encode() in content
    assert not any(secret.encode() in content for secret in (CASE, REASON, "konto:bo", ANOTHER))
    assert place.board.store.access.size() == before
    open_access_log(place.board, api_cluster)
    # An interrupted move gives the record again, and it is the same one.
    assert place.board.access_log.take_back_from_second_place() == 1
    path.write_bytes(content)
    assert place.board.access_log.take_back_from_second_place() == 1
    assert path.read_bytes() == b"" and place.board.store.access.size() == before + 1
    record = access_records(place.board)[-1]
    assert (str(record.originator_id), record.access_basis) == (kept.headers["X-Request-Id"], "emergency")
    assert record.kept_us is not None


def test_with_the_access_log_and_the_second_place_gone_not_even_an_emergency_read_is_answered(place, api_cluster):
    place.open()
    close_access_log(place.board, api_cluster)
    folder = place.board.access_log.second_folder
    folder.parent.mkdir(exist_ok=True)
    folder.rmdir() if folder.exists() else None
    folder.write_text("i vägen")
    assert name_of(place.read()) == (503, "unavailable")


def test_a_log_that_is_slow_beyond_its_bound_shows_nothing_and_an_emergency_read_goes_to_the_second_place(place, api_cluster):
    place.open()
    place.board.access_log.limit(0.2)
    before = place.board.store.access.size()
    with api_cluster.admin() as holding:
        holding.autocommit = False
        holding.execute(f"LOCK TABLE {place.board.store.schema}.access_head IN ACCESS EXCLUSIVE MODE")
        assert name_of(place.read(place.chef)) == (503, "unavailable")
        assert place.read().status_code == 200
        holding.rollback()
    place.board.access_log.limit(30)
    assert place.board.access_log.take_back_from_second_place() == 1
    assert place.read(place.chef).status_code == 200
    # The control: a log that answers in time is slow for nobody.
    assert place.board.store.access.size() >= before + 2


def open_access_log(board, api_cluster):
    """Give back what `close_access_log` took."""
    with api_cluster.admin() as admin:
        for (signature,) in admin.execute(
            "SELECT oid::regprocedure::text FROM pg_proc"
            " WHERE pronamespace = %s::regnamespace AND starts_with(proname, 'access_append')", (board.store.schema,)
        ).fetchall():
            admin.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO aktspar_app")
