"""Drafts over HTTP: the author's own, the manager's knowledge that there are some, and the way from a draft to its note."""

from __future__ import annotations

from urllib.parse import quote
from uuid import uuid4

import pytest

from api.http import draft_routes
from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, accounts_of, clients, run_examples

BO = example_id("/staff/managers", "staff_id")
CASE = example_id("/cases", "case_id")
SET_UP = ("/staff", "/units", "/cases")
PEOPLE = [
    ("chef", "chef", STAFF), ("anna", "behandlare", STAFF), ("bo", "behandlare", BO), ("utan", "behandlare", None),
    ("inga", "internkontroll", None), ("ulf", "utredare", None),
]
FIELDS = {"fact": "Klara kom till samtalet.", "occurred_on": "2026-03-2"}
NEW = {"If-None-Match": "*"}


class Place:
    """A board with one case that Anna opened, and a client for each account."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.bo, self.utan, self.inga, self.ulf = opened

    def save(self, draft, client=None, fields=FIELDS, case=CASE, **headers):
        """A draft, begun unless a header says otherwise."""
        given = {name.replace("_", "-"): value for name, value in headers.items()} or NEW
        body = {"case": case, "fields": fields}
        return (client or self.anna).put(f"/api/v1/drafts/{draft}", json=body, headers=given)

    def note(self, key):
        """The note that the draft becomes."""
        headers = {"Idempotency-Key": str(key), "If-Match": "*", "Aktspar-Simulated-Time": "2026-03-20T09:00:00+01:00"}
        body = {"occurred": {"on": "2026-03-20"}, "entry_type": "contact", "texts": {"fact": FIELDS["fact"]}}
        return self.anna.post(f"/api/v1/cases/{CASE}/notes", json=body, headers=headers)

    def complete(self, draft, version, key):
        """The draft's note is recorded."""
        headers = {"If-Match": f'"{version}"'}
        return self.anna.post(f"/api/v1/drafts/{draft}/completion", json={"command": str(key)}, headers=headers)


@pytest.fixture
def place(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        for write in WRITES:
            if write.path in SET_UP:
                assert {answer.status_code for answer in run_examples(opened[0], write)} == {201}
        yield Place(board, opened)


def name_of(answer):
    """A problem's status and the last part of its type."""
    return answer.status_code, answer.json()["type"].rpartition(":")[2]


def test_an_author_comes_back_to_what_they_were_writing(place):
    draft = uuid4()
    saved = place.save(draft)
    assert (saved.status_code, saved.headers["etag"]) == (200, '"1"')
    draft_routes.Saved.model_validate(saved.json())
    read = place.anna.get(f"/api/v1/drafts/{draft}")
    document = read.json()
    draft_routes.Draft.model_validate(document)
    assert (document["fields"], document["version"], document["recorded"], document["remind"]) == (FIELDS, 1, False, False)
    again = place.save(draft, fields={"fact": "Bara det här."}, If_Match=read.headers["etag"])
    assert again.json()["version"] == 2
    listed = place.anna.get("/api/v1/drafts").json()
    draft_routes.Drafts.model_validate(listed)
    assert [(each["draft"], each["case"], each["author"]) for each in listed["drafts"]] == [(str(draft), CASE, STAFF)]


def test_nobody_but_the_author_reads_a_draft_not_even_the_manager(place):
    draft = uuid4()
    place.save(draft)
    for client in (place.bo, place.utan, place.inga, place.ulf):
        answer = client.get(f"/api/v1/drafts/{draft}")
        assert answer.status_code in (403, 404) and FIELDS["fact"] not in answer.text
    assert name_of(place.bo.get(f"/api/v1/drafts/{draft}")) == name_of(place.bo.get(f"/api/v1/drafts/{uuid4()}"))
    assert name_of(place.bo.delete(f"/api/v1/drafts/{draft}", headers={"If-Match": '"1"'})) == (404, "not-found")
    assert place.bo.get("/api/v1/drafts").json() == {"drafts": []}


@pytest.mark.parametrize("who", ["chef", "inga"])
def test_managers_and_the_internal_control_see_that_a_draft_exists_and_how_old_it_is(place, who):
    draft = uuid4()
    place.save(draft)
    answer = getattr(place, who).get("/api/v1/draft-ages")
    draft_routes.Drafts.model_validate(answer.json())
    assert [(each["draft"], each["author"], each["age_hours"]) for each in answer.json()["drafts"]] == [(str(draft), STAFF, 0)]
    assert FIELDS["fact"] not in answer.text


@pytest.mark.parametrize("who", ["anna", "utan", "ulf"])
def test_nobody_else_learns_of_others_drafts(place, who):
    assert name_of(getattr(place, who).get("/api/v1/draft-ages")) == (403, "forbidden")


@pytest.mark.parametrize("who", ["utan", "inga", "ulf"])
def test_who_documents_nothing_has_no_drafts(place, who):
    client = getattr(place, who)
    assert name_of(client.get("/api/v1/drafts")) == (403, "forbidden")
    assert name_of(place.save(uuid4(), client)) == (403, "forbidden")


def test_a_draft_is_begun_in_a_case_that_the_author_has_a_part_in_or_says_why(place):
    assert name_of(place.save(uuid4(), place.bo)) == (403, "purpose-required")
    stated = {"Aktspar_Purpose": "case_work", "Aktspar_Purpose_Reason": quote("Jag var med vid besöket."), "If_None_Match": "*"}
    assert place.save(uuid4(), place.bo, **stated).status_code == 200


def test_a_note_ends_its_draft_and_a_crash_between_them_loses_nothing(place):
    draft = uuid4()
    place.save(draft)
    assert place.complete(draft, 1, draft).json() == {"gone": False}
    first = place.note(draft)
    assert first.status_code == 201
    # The service stops here; the author comes back.
    [head] = place.anna.get("/api/v1/drafts").json()["drafts"]
    assert head["recorded"] is True
    assert (place.note(draft).status_code, place.note(draft).json()) == (200, first.json())
    assert [place.complete(draft, 1, draft).json() for _ in range(2)] == [{"gone": True}] * 2
    assert place.anna.get("/api/v1/drafts").json() == {"drafts": []}


def test_what_was_written_after_the_note_was_sent_stays(place):
    draft = uuid4()
    place.save(draft)
    place.note(draft)
    place.save(draft, fields={"fact": "En mening till."}, If_Match='"1"')
    assert place.complete(draft, 1, draft).json() == {"gone": False}
    assert place.anna.get(f"/api/v1/drafts/{draft}").json()["fields"] == {"fact": "En mening till."}


@pytest.mark.parametrize(
    ("headers", "problem"),
    [
        ({"X": "y"}, (428, "precondition-required")), ({"If_None_Match": '"1"'}, (428, "precondition-required")),
        ({"If_Match": "*"}, (400, "usage")), ({"If_Match": "1"}, (400, "usage")),
        ({"If_Match": '"1"', "If_None_Match": "*"}, (400, "usage")), ({"If_Match": '"2"'}, (412, "stale-version")),
        ({"If_None_Match": "*"}, (412, "stale-version")),
    ],
)
def test_a_draft_is_not_saved_over_what_was_not_seen(place, headers, problem):
    draft = uuid4()
    place.save(draft)
    assert name_of(place.save(draft, fields={"fact": "Annat."}, **headers)) == problem
    assert place.anna.get(f"/api/v1/drafts/{draft}").json()["fields"] == FIELDS


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"fields": {}}, (422, "invalid-value")), ({"fields": {"fact": 1}}, (422, "invalid-value")),
        ({"fields": {"Fakta!": "x"}}, (422, "invalid-value")), ({"fields": {"fact": "x" * 200_001}}, (422, "invalid-value")),
        ({"case": "1"}, (422, "invalid-value")), ({"case": STAFF}, (404, "not-found")),
    ],
)
def test_what_cannot_be_a_draft_is_refused_with_a_reason(place, changes, problem):
    assert name_of(place.save(uuid4(), **changes)) == problem
    assert place.anna.get("/api/v1/drafts").json() == {"drafts": []}


def test_a_draft_of_the_longest_length_is_kept(place):
    assert place.save(uuid4(), fields={"fact": "å" * 200_000}).status_code == 200


def test_the_author_removes_a_draft_as_they_saw_it(place):
    draft = uuid4()
    place.save(draft)
    address = f"/api/v1/drafts/{draft}"
    assert name_of(place.anna.delete(address)) == (428, "precondition-required")
    assert name_of(place.anna.delete(address, headers={"If-Match": '"2"'})) == (412, "stale-version")
    assert place.anna.delete(address, headers={"If-Match": '"1"'}).status_code == 204
    assert name_of(place.anna.get(address)) == (404, "not-found")


def test_every_request_stands_in_the_access_log_with_the_case_that_it_showed(place):
    draft = uuid4()
    before = len(access_records(place.board))
    place.save(draft)
    place.anna.get(f"/api/v1/drafts/{draft}")
    place.bo.get(f"/api/v1/drafts/{draft}")
    place.chef.get("/api/v1/draft-ages")
    place.ulf.get("/api/v1/draft-ages")
    logged = [(each.action, [str(case) for case in each.cases], each.outcome) for each in access_records(place.board)[before:]]
    assert logged == [
        ("PUT /api/v1/drafts/{draft_id}", [CASE], "shown"), ("GET /api/v1/drafts/{draft_id}", [CASE], "shown"),
        ("GET /api/v1/drafts/{draft_id}", [], "refused"), ("GET /api/v1/draft-ages", [CASE], "shown"),
        ("GET /api/v1/draft-ages", [], "refused"),
    ]
