"""`/api/v1/cases` on a running service."""

from __future__ import annotations

import pytest

from api.http import documents
from domain.base import Purpose
from tests.api import records
from tests.api.conftest import access_records
from tests.support.examples import CASE, OTHER_CASE, cast_id

TIMELINE = f"/api/v1/cases/{CASE}/timeline"


def test_cases_come_by_number_with_what_the_answer_is_as_of(service):
    answer = service.client.get("/api/v1/cases")
    document = answer.json()
    documents.Cases.model_validate(document)
    assert (answer.status_code, document["known_at"], document["simulated"]) == (200, records.SIZE, True)
    assert [each["number"] for each in document["cases"]] == ["2024-0001", "2024-0002"]
    assert document["next"] is None


def test_a_case_and_its_timeline_have_the_same_document_as_on_the_command_line(service, aktspar, board):
    for path, command in ((f"/api/v1/cases/{CASE}", ["case", "show"]), (TIMELINE, ["timeline"])):
        answer = service.client.get(path, params={"known_at": "2024-09-03", "valid_at": "2024-08-01"})
        shell = aktspar(*command, CASE, "--known-at", "2024-09-03", "--valid-at", "2024-08-01", "--json")
        assert answer.status_code == 200
        assert answer.json() == shell.document
    documents.Timeline.model_validate(service.client.get(TIMELINE).json())
    documents.Case.model_validate(service.client.get(f"/api/v1/cases/{CASE}").json())


def test_pages_follow_each_other_and_stay_at_the_size_of_the_first(service, board):
    first = service.client.get("/api/v1/cases", params={"limit": 1, "unit": "Resursenheten"}).json()
    records.record_one_more(board)
    second = service.client.get(first["next"]).json()
    assert [[each["case"] for each in page["cases"]] for page in (first, second)] == [[str(CASE)], [str(OTHER_CASE)]]
    assert second["known_at"] == first["known_at"] == records.SIZE
    assert second["next"] is None
    assert [record.cases for record in access_records(board)] == [(CASE,), (OTHER_CASE,)]


def test_a_page_after_a_case_that_is_not_there_is_refused(service):
    answer = service.client.get("/api/v1/cases", params={"after": str(cast_id(99))})
    assert answer.status_code == 404


def test_a_number_is_looked_up_in_a_body_and_the_search_is_logged(service, board):
    answer = service.client.post("/api/v1/case-lookup", json={"number": "2024-0001"})
    document = answer.json()
    documents.FoundCase.model_validate(document)
    assert (answer.status_code, document["case"], document["unit"]) == (200, str(CASE), "KBT-teamet")
    [record] = access_records(board)
    assert (record.cases, record.search_terms, record.outcome) == ((CASE,), "2024-0001", "shown")


def test_a_number_that_two_units_use_is_found_by_its_unit(service, board):
    twin = records.open_twin(board)
    both = service.client.post("/api/v1/case-lookup", json={"number": "2024-0001"})
    one = service.client.post("/api/v1/case-lookup", json={"number": "2024-0001", "unit": "KBT-teamet"})
    assert both.status_code == 422 and str(twin) in both.json()["detail"]
    assert one.json()["case"] == str(CASE)


def test_a_case_has_an_entity_tag_that_begins_with_its_version(service, board):
    answer = service.client.get(TIMELINE)
    etag = answer.headers["etag"]
    assert etag.startswith('"4.') and etag.endswith('"')
    again = service.client.get(TIMELINE, headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert len(access_records(board)) == 2, "also an unchanged answer tells something"
    records.record_one_more(board)
    assert service.client.get(TIMELINE, headers={"If-None-Match": etag}).status_code == 200
    pinned = service.client.get(TIMELINE, params={"known_at": records.SIZE}, headers={"If-None-Match": etag})
    assert pinned.status_code == 304
    assert service.client.get(TIMELINE, params={"known_at": 4}).headers["etag"].startswith('"2.')


def test_the_purpose_follows_from_the_role_and_the_caller_is_the_account(service, board):
    service.client.get(TIMELINE)
    [record] = access_records(board)
    assert (record.caller, record.purpose) == ("konto:inga", Purpose.INTERNAL_CONTROL)


def test_an_instant_to_come_is_answered_provisionally(service):
    assert service.client.get(TIMELINE, params={"known_at": "2900-01-01"}).json()["provisional"] is True


@pytest.mark.parametrize("path", [f"/api/v1/cases/{cast_id(99)}", f"/api/v1/cases/{cast_id(99)}/timeline"])
def test_a_case_that_is_not_known_is_a_problem_and_a_logged_attempt(service, board, path):
    answer = service.client.get(path)
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:aktspar:problem:not-found")
    [record] = access_records(board)
    assert (record.outcome, record.cases, record.search_terms) == ("not_found", (), path.split("/")[4])


@pytest.mark.parametrize(
    "query", [{"known_at": "igår"}, {"known_at": records.SIZE + 1}, {"valid_at": "2024-02-30"}, {"know_at": "3"}, {"limit": "0"},
              {"limit": "1001"}, {"after": "2024-0001"}]
)
def test_a_parameter_that_cannot_be_used_is_a_problem(service, query):
    answer = service.client.get("/api/v1/cases", params=query)
    assert answer.status_code == 422
    documents.Problem.model_validate(answer.json())


def test_a_case_number_in_an_address_is_refused_with_the_way_to_look_it_up(service):
    answer = service.client.get("/api/v1/cases/2024-0001/timeline")
    assert answer.status_code == 422 and "case-lookup" in answer.json()["detail"]


def test_another_board_is_forbidden_and_the_attempt_is_logged(service, board):
    answer = service.client.get("/api/v1/cases", params={"board": "annan"})
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:aktspar:problem:forbidden")
    assert [(record.outcome, record.cases) for record in access_records(board)] == [("refused", ())]
    assert service.client.get("/api/v1/cases", params={"board": board.slug}).status_code == 200
