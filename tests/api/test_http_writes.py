"""Writing over HTTP: who may, in which version, once; and what stands in the access log of it."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest

from api.writes.table import WRITES
from api.writes.write import example_id
from domain.base import Purpose
from domain.case.journal_events import JournalNoteRecorded
from tests.api.conftest import access_records, new_board
from tests.api.test_access_before_answer import close_access_log
from tests.api.writing import STAFF, TIMES, accounts_of, clients, run_examples

BO = example_id("/staff/managers", "staff_id")
CASE = example_id("/cases", "case_id")
CASE_ADDRESS = f"/api/v1/cases/{CASE}"
UNIT = example_id("/units", "unit_id")
SET_UP = ("/staff", "/units", "/cases")
NOTE = {
    "occurred": {"on": "2026-03-16"}, "entry_type": "contact", "texts": {"fact": "Klara kom till samtalet."},
}
PEOPLE = [
    ("chef", "chef", STAFF), ("anna", "behandlare", STAFF), ("bo", "behandlare", BO), ("utan", "behandlare", None),
    ("okand", "behandlare", str(uuid4())), ("inga", "internkontroll", None), ("ulf", "utredare", None),
]


class Place:
    """A board with one case, and a client for each account."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.bo, self.utan, self.okand, self.inga, self.ulf = opened
        self._minutes = 0

    def headers(self, **more):
        """The headers of one more write, a minute after the last one."""
        self._minutes += 1
        time = f"2026-03-20T09:{self._minutes:02d}:00+01:00"
        given = {"Idempotency-Key": str(uuid4()), "If-Match": "*", "Aktspar-Simulated-Time": time, **more}
        return {name: value for name, value in given.items() if value is not None}

    def post(self, client, path, body, **headers):
        """One more write in the case."""
        return client.post(CASE_ADDRESS + path, json=body, headers=self.headers(**headers))


@pytest.fixture
def place(runtime, tmp_path):
    """Two members of staff, a unit, and a case that Anna opened."""
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        for write in WRITES:
            if write.path in SET_UP:
                assert {answer.status_code for answer in run_examples(opened[0], write)} == {201}
        yield Place(board, opened)


def name_of(answer):
    """A problem's status and the last part of its type."""
    return answer.status_code, answer.json()["type"].rpartition(":")[2]


def test_what_is_written_is_recorded_in_the_name_of_the_accounts_member_of_staff(place):
    answer = place.post(place.anna, "/notes", NOTE)
    assert answer.status_code == 201
    [recorded] = place.board.ledger.read(answer.json()["position"], 10)
    event = recorded.event
    assert isinstance(event, JournalNoteRecorded)
    assert (str(event.actor_id), str(event.unit_id), event.purpose) == (STAFF, UNIT, Purpose.CASE_WORK)
    assert (str(event.author_id), event.author_name, event.author_title) == (STAFF, "Anna Exempel", "Socionom")
    assert str(event.note_id) == answer.json()["made"]["note_id"]
    assert recorded.recorded_us == int(datetime.fromisoformat("2026-03-20T09:01:00+01:00").timestamp()) * 1_000_000
    assert answer.json()["recorded_at"] == "2026-03-20T08:01:00.000000Z"


def test_a_retry_gives_the_first_answer_and_records_nothing_more(place):
    headers = place.headers(**{"If-Match": '"1"'})
    first = place.anna.post(f"{CASE_ADDRESS}/notes", json=NOTE, headers=headers)
    place.post(place.anna, "/notes", NOTE)
    size = place.board.ledger.size()
    again = place.anna.post(f"{CASE_ADDRESS}/notes", json=NOTE, headers=headers)
    assert (first.status_code, again.status_code, again.content) == (201, 200, first.content)
    spelt_otherwise = {**NOTE, "channel": None, "participants": []}
    assert place.anna.post(f"{CASE_ADDRESS}/notes", json=spelt_otherwise, headers=headers).status_code == 200
    assert place.board.ledger.size() == size


def test_a_key_that_was_used_for_something_else_is_refused(place):
    headers = place.headers()
    place.anna.post(f"{CASE_ADDRESS}/notes", json=NOTE, headers=headers)
    other = {**NOTE, "texts": {"fact": "Något annat."}}
    assert name_of(place.anna.post(f"{CASE_ADDRESS}/notes", json=other, headers=headers)) == (409, "command-reused")
    phase = {"phase": "treatment", "entered_on": "2026-03-16"}
    assert name_of(place.anna.post(f"{CASE_ADDRESS}/phases", json=phase, headers=headers)) == (409, "command-reused")


def test_a_write_says_which_version_it_has_seen(place):
    assert name_of(place.post(place.anna, "/notes", NOTE, **{"If-Match": None})) == (428, "precondition-required")
    for unreadable in ("1", 'W/"1"', '"ett"', '"1", "2"', '"-1"'):
        assert name_of(place.post(place.anna, "/notes", NOTE, **{"If-Match": unreadable})) == (400, "usage"), unreadable
    stale = place.post(place.anna, "/notes", NOTE, **{"If-Match": '"7"'})
    assert name_of(stale) == (412, "stale-version") and stale.json()["current_version"] == 1
    etag = place.anna.get(CASE_ADDRESS).headers["etag"]
    written = place.post(place.anna, "/notes", NOTE, **{"If-Match": etag})
    assert (written.status_code, written.headers["etag"]) == (201, '"2"')
    assert place.post(place.anna, "/notes", NOTE, **{"If-Match": written.headers["etag"]}).status_code == 201
    assert name_of(place.post(place.anna, "/notes", NOTE, **{"If-Match": etag})) == (412, "stale-version")


@pytest.mark.parametrize("key", [None, "", "nyckel", "{3fa85f64-5717-4562-b3fc-2c963f66afa6}"])
def test_a_write_has_a_key_of_its_own(place, key):
    answer = place.post(place.anna, "/notes", NOTE, **{"Idempotency-Key": key})
    assert name_of(answer) == (400, "usage") and "Idempotency-Key" in answer.json()["detail"]


@pytest.mark.parametrize(
    "time",
    [None, "", "i dag", "2026-03-20", "2026-03-20T09:00:00", "1969-01-01T00:00:00Z", "2200-01-01T00:00:00Z"],
)
def test_a_simulated_clock_is_told_the_time(place, time):
    answer = place.post(place.anna, "/notes", NOTE, **{"Aktspar-Simulated-Time": time})
    assert name_of(answer) == (400, "usage") and "Aktspar-Simulated-Time" in answer.json()["detail"]


def test_a_simulated_time_that_is_not_later_than_what_is_recorded_is_refused(place):
    answer = place.post(place.anna, "/notes", NOTE, **{"Aktspar-Simulated-Time": TIMES["/cases"].isoformat()})
    assert name_of(answer) == (422, "invalid-value")


def test_a_real_clock_takes_no_time_from_outside_and_knows_todays_date(runtime, tmp_path):
    board = new_board(runtime, clock="real")
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), "chef") as (chef,):
        headers = {"Idempotency-Key": str(uuid4())}
        body = {"name": "Resursenheten"}
        told = {**headers, "Aktspar-Simulated-Time": "2026-03-20T09:00:00+01:00"}
        answer = chef.post("/api/v1/units", json=body, headers=told)
        assert name_of(answer) == (400, "usage") and board.ledger.size() == 0
        assert chef.post("/api/v1/units", json=body, headers=headers).json()["simulated"] is False


def test_what_may_not_be_chosen_is_no_member_of_the_body(place):
    for member, value in {
        "author": {"staff_id": BO, "name": "Bo", "title": "x"}, "stamp": {}, "today": "2026-03-01", "policy": {}, "source": None,
        "note_id": str(uuid4()),
    }.items():
        answer = place.post(place.anna, "/notes", {**NOTE, member: value})
        assert name_of(answer) == (422, "invalid-value"), member
        assert answer.json()["errors"] == [{"in": "body", "name": member, "kind": "extra_forbidden"}]


def test_names_of_staff_are_those_of_the_register_and_nobody_else_can_be_named(place):
    answer = place.post(place.chef, "/assignments", {"staff_id": BO, "from_date": "2026-03-16"})
    [recorded] = place.board.ledger.read(answer.json()["position"], 1)
    assert (recorded.event.staff_name, recorded.event.staff_title) == ("Bo Exempel", "Biträdande enhetschef")
    unknown = place.post(place.chef, "/assignments", {"staff_id": str(uuid4()), "from_date": "2026-03-16"})
    assert name_of(unknown) == (404, "not-found") and "staff_id" in unknown.json()["detail"]


def test_a_hand_over_is_accepted_by_the_account_that_it_was_offered_to(place):
    place.post(place.chef, "/assignments", {"staff_id": STAFF, "from_date": "2026-03-16"})
    offered = {"from_staff_id": STAFF, "to_staff_id": BO, "on_date": "2026-03-17"}
    hand_over = place.post(place.anna, "/hand-overs", offered).json()["made"]["hand_over_id"]
    acceptance = f"/hand-overs/{hand_over}/acceptance"
    assert name_of(place.post(place.anna, acceptance, {"accepted_on": "2026-03-17"})) == (409, "not-allowed")
    assert place.post(place.bo, acceptance, {"accepted_on": "2026-03-17"}).status_code == 201


def test_an_entry_is_put_right_in_one_step(place):
    wrong = place.post(place.anna, "/phases", {"phase": "treatment", "entered_on": "2026-03-16"}).json()
    body = {
        "phase": "treatment", "entered_on": "2026-03-17", "replaces": wrong["made"]["entry_id"],
        "replaces_reason": "Fel dag.",
    }
    answer = place.post(place.anna, "/phases", body, **{"If-Match": f'"{wrong["version"]}"'})
    assert (answer.status_code, answer.json()["events"], answer.json()["version"]) == (201, 2, wrong["version"] + 2)
    phases = place.anna.get(f"{CASE_ADDRESS}/record/phases").json()["areas"]["phases"]["phases"]
    assert [(each["entry"], each["from"]) for each in phases] == [(answer.json()["made"]["entry_id"], "2026-03-17")]
    for half in ({"replaces": wrong["made"]["entry_id"]}, {"replaces_reason": "Fel dag."}):
        half_said = place.post(place.anna, "/phases", {"phase": "follow_up", "entered_on": "2026-03-18", **half})
        assert name_of(half_said) == (400, "usage")
    again = place.post(place.anna, "/phases", {**body, "phase": "follow_up"})
    assert name_of(again) == (409, "not-allowed") and "struken" in again.json()["detail"]


@pytest.mark.parametrize("who", ["inga", "ulf"])
def test_who_reads_for_control_writes_nothing_and_the_attempt_is_logged(place, who):
    size = place.board.ledger.size()
    answer = place.post(getattr(place, who), "/notes", NOTE)
    assert name_of(answer) == (403, "forbidden") and place.board.ledger.size() == size
    record = access_records(place.board)[-1]
    assert (record.caller, record.outcome) == (f"konto:{who}", "refused")


@pytest.mark.parametrize("who", ["utan", "okand"])
def test_who_is_no_member_of_staff_signs_nothing_in_a_case_and_is_told_what_to_do(place, who):
    answer = place.post(getattr(place, who), "/notes", NOTE)
    assert name_of(answer) == (403, "forbidden") and "--staff" in answer.json()["detail"]


def test_how_the_work_is_arranged_is_recorded_by_a_manager(place):
    answer = place.anna.post("/api/v1/units", json={"name": "Ny enhet"}, headers=place.headers(**{"If-Match": None}))
    assert name_of(answer) == (403, "forbidden")


def test_a_manager_without_a_member_of_staff_can_begin_the_registers(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, [("chef", "chef", None)]), "chef") as (chef,):
        [first, *_] = [run_examples(chef, write) for write in WRITES if write.path == "/staff"]
        assert [answer.status_code for answer in first] == [201, 201]
    [recorded] = board.ledger.read(0, 1)
    assert recorded.event.actor_id == board.access_log.pseudonym("konto:chef")
    assert recorded.event.purpose is Purpose.ADMINISTRATION


def test_a_write_stands_once_in_the_access_log_with_what_it_rests_on(place):
    before = len(access_records(place.board))
    headers = place.headers()
    for _ in range(2):
        place.anna.post(f"{CASE_ADDRESS}/notes", json=NOTE, headers=headers)
    place.post(place.anna, "/notes", {**NOTE, "occurred": {"on": "2026-04-16"}})
    found = access_records(place.board)[before:]
    assert [(each.action, each.caller, each.outcome) for each in found] == [
        ("POST /api/v1/cases/{case_id}/notes", "konto:anna", outcome) for outcome in ("written", "repeated", "written")
    ]
    assert {each.cases for each in found} == {(UUID(CASE),)}
    assert {each.purpose for each in found} == {Purpose.CASE_WORK}


def test_nothing_is_written_when_the_access_log_cannot_be(place, api_cluster):
    size = place.board.ledger.size()
    close_access_log(place.board, api_cluster)
    assert name_of(place.post(place.anna, "/notes", NOTE)) == (503, "unavailable")
    assert place.board.ledger.size() == size


def test_a_number_is_a_cases_own_in_its_unit(place):
    body = next(write for write in WRITES if write.path == "/cases").example
    answer = place.anna.post("/api/v1/cases", json=dict(body), headers=place.headers(**{"If-Match": None}))
    assert name_of(answer) == (409, "conflict") and "nummer" in answer.json()["detail"]
    other = {**body, "number": "2026-0018"}
    assert place.anna.post("/api/v1/cases", json=other, headers=place.headers(**{"If-Match": None})).status_code == 201


def test_a_case_is_read_and_written_in_by_those_who_take_part_in_it(place):
    for method, path, body in (("GET", "", None), ("GET", "/timeline", None), ("GET", "/record", None), ("POST", "/notes", NOTE)):
        answer = place.bo.request(method, CASE_ADDRESS + path, json=body, headers=place.headers())
        assert name_of(answer) == (403, "purpose-required"), path
        assert "Aktspar-Purpose" in answer.json()["detail"]
        assert access_records(place.board)[-1].outcome == "refused"
    for client in (place.anna, place.chef, place.inga, place.ulf):
        assert client.get(CASE_ADDRESS).status_code == 200
    purposes = [each.purpose for each in access_records(place.board)[-4:]]
    assert purposes == [Purpose.CASE_WORK, Purpose.CASE_WORK, Purpose.INTERNAL_CONTROL, Purpose.LEX_SARAH]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/assignments", {"staff_id": BO, "from_date": "2026-03-16"}),
        ("/team-members", {"worker_id": BO, "team_role": "co_worker", "from_date": "2026-03-16"}),
    ],
)
def test_whoever_is_let_into_the_work_needs_no_other_reason(place, path, body):
    assert place.bo.get(CASE_ADDRESS).status_code == 403
    assert place.post(place.chef, path, body).status_code == 201
    assert place.bo.get(CASE_ADDRESS).status_code == 200
    assert place.post(place.bo, "/notes", NOTE).status_code == 201


def test_a_stand_in_takes_part_for_as_long_as_it_lasts(place):
    place.post(place.chef, "/assignments", {"staff_id": STAFF, "from_date": "2026-03-16"})
    days = {"absent_staff_id": STAFF, "stand_in_id": BO, "from_date": "2026-03-20", "to_date": "2026-03-21"}
    assert place.post(place.chef, "/stand-ins", days).status_code == 201
    assert place.bo.get(CASE_ADDRESS).status_code == 200
    after = {"Aktspar-Simulated-Time": "2026-03-22T09:00:00+01:00"}
    assert place.post(place.anna, "/notes", NOTE, **after).status_code == 201
    assert place.bo.get(CASE_ADDRESS).status_code == 403


def test_whoever_has_no_part_says_why_and_it_stands_in_the_access_log(place):
    stated = {"Aktspar-Purpose": "case_work", "Aktspar-Purpose-Reason": quote("Täcker för Anna i jouren")}
    assert place.bo.get(CASE_ADDRESS, headers=stated).status_code == 200
    record = access_records(place.board)[-1]
    assert (record.purpose, record.purpose_reason) == (Purpose.CASE_WORK, "Täcker för Anna i jouren")
    assert place.post(place.bo, "/notes", NOTE, **stated).status_code == 201
    record = access_records(place.board)[-1]
    assert (record.outcome, record.purpose_reason) == ("written", "Täcker för Anna i jouren")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Aktspar-Purpose": "case_work"}, 400),
        ({"Aktspar-Purpose-Reason": "skäl"}, 400),
        ({"Aktspar-Purpose": "nyfikenhet", "Aktspar-Purpose-Reason": "x"}, 400),
        ({"Aktspar-Purpose": "case_work", "Aktspar-Purpose-Reason": "%20"}, 400),
        ({"Aktspar-Purpose": "case_work", "Aktspar-Purpose-Reason": "x" * 501}, 400),
        ({"Aktspar-Purpose": "case_work", "Aktspar-Purpose-Reason": "%00"}, 400),
        ({"Aktspar-Purpose": "management_review", "Aktspar-Purpose-Reason": "x"}, 403),
        ({"Aktspar-Purpose": "case_work", "Aktspar-Purpose-Reason": "x" * 500}, 200),
    ],
)
def test_a_purpose_is_one_that_the_role_may_have_and_comes_with_its_reason(place, headers, status):
    assert place.bo.get(CASE_ADDRESS, headers={name: value.encode() for name, value in headers.items()}).status_code == status


def test_a_record_is_read_by_area_as_known_at_any_moment(place):
    first = place.post(place.anna, "/phases", {"phase": "motivation", "entered_on": "2026-03-16"}).json()
    place.post(place.anna, "/phases", {"phase": "treatment", "entered_on": "2026-03-18"})
    now = place.anna.get(f"{CASE_ADDRESS}/record").json()
    then = place.anna.get(f"{CASE_ADDRESS}/record/phases", params={"known_at": first["size"]})
    assert (now["number"], now["areas"]["phases"]["current"]) == ("2026-0017", "treatment")
    assert then.json()["areas"].keys() == {"phases"}
    assert then.json()["areas"]["phases"]["current"] == "motivation"
    assert then.headers["etag"].startswith(f'"{first["version"]}.')
    assert name_of(place.anna.get(f"{CASE_ADDRESS}/record/fel")) == (404, "not-found")
    assert name_of(place.anna.get(f"{CASE_ADDRESS}/record", params={"known_at": 1})) == (404, "not-found")
    assert name_of(place.anna.get(f"/api/v1/cases/{UNIT}/record")) == (404, "not-found")


def test_a_reading_can_ask_for_what_was_just_written(place):
    written = place.post(place.anna, "/notes", NOTE).json()
    answer = place.anna.get(f"{CASE_ADDRESS}/timeline", params={"min_position": written["position"]})
    assert answer.status_code == 200 and answer.json()["known_at"] == written["size"]
    ahead = place.anna.get("/api/v1/units", params={"min_position": written["size"]})
    assert name_of(ahead) == (422, "invalid-value")


def test_registers_come_a_page_at_a_time_as_known_at_any_moment(place):
    first = place.chef.get("/api/v1/staff", params={"limit": 1}).json()
    second = place.chef.get(first["next"]).json()
    assert [each["name"] for page in (first, second) for each in page["staff"]] == ["Anna Exempel", "Bo Exempel"]
    assert second["next"] is None
    assert place.chef.get("/api/v1/staff", params={"known_at": 1}).json()["staff"] == first["staff"]
    assert place.chef.get("/api/v1/units", params={"unit": UNIT}).json()["units"][0]["name"] == "Resursenheten"
    assert place.chef.get("/api/v1/units", params={"unit": STAFF}).json()["units"] == []
    assert name_of(place.chef.get("/api/v1/staff", params={"after": UNIT})) == (404, "not-found")
    bounds = place.chef.get("/api/v1/policies").json()["policies"]["bounds"]
    assert bounds["note_delay_days"]["value"] == 7


def test_an_answer_is_in_english_for_those_who_prefer_it(place):
    preferred = {"en": "en", "en-GB, sv;q=0.5": "en", "sv, en;q=0.9": "sv", "de": "sv", "": "sv", "en;q=0": "sv"}
    for accepts, language in preferred.items():
        answer = place.inga.post(f"{CASE_ADDRESS}/notes", json=NOTE, headers=place.headers(**{"Accept-Language": accepts}))
        assert answer.headers["content-language"] == language
        assert answer.json()["title"] == {"en": "Not permitted", "sv": "Inte behörig"}[language]
    domain = place.post(place.anna, "/notes", {**NOTE, "occurred": {"on": "2026-04-16"}}, **{"Accept-Language": "en"})
    assert (domain.json()["title"], domain.headers["content-language"]) == ("Value not allowed", "en, sv")
    assert "Ange ett datum" in domain.json()["detail"]


def test_a_groups_members_are_recorded_by_its_leaders_and_by_those_who_take_part_in_the_case(place):
    facts = {"group_programme": "Trygga vuxna", "started_on": "2026-03-16", "planned_sessions": 8, "few_leaders": "vacancy"}
    body = {**facts, "unit": UNIT, "leader_ids": [BO]}
    made = place.anna.post("/api/v1/groups", json=body, headers=place.headers(**{"If-Match": None})).json()["stream"]
    other = {**next(write for write in WRITES if write.path == "/cases").example, "number": "2026-0018"}
    case = place.anna.post("/api/v1/cases", json=other, headers=place.headers(**{"If-Match": None})).json()["stream"]
    members = f"/api/v1/groups/{made}/members"
    joining = {"case_id": case, "joined_on": "2026-03-20", "individual_talk_on": "2026-03-18"}
    assert place.bo.get(f"/api/v1/cases/{case}").status_code == 403
    joined = place.bo.post(members, json=joining, headers=place.headers())
    assert (joined.status_code, joined.json()["events"], joined.json()["version"]) == (201, 2, 2)
    assert str(access_records(place.board)[-1].cases[0]) == case
    changes = {**facts, "leader_ids": [STAFF], "reason": "Anna leder i stället."}
    assert place.anna.post(f"/api/v1/groups/{made}/changes", json=changes, headers=place.headers()).status_code == 201
    leaving = {"joined_entry_id": joined.json()["made"]["entry_id"], "left_group_on": "2026-03-20", "leaving": "other_support"}
    address = f"/api/v1/groups/{made}/leavings"
    assert name_of(place.bo.post(address, json=leaving, headers=place.headers())) == (403, "purpose-required")
    assert place.anna.post(address, json=leaving, headers=place.headers()).status_code == 201
