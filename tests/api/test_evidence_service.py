"""Evidence packages through the service: handed out by the investigator, fetched as the same bytes, kept nowhere."""

from __future__ import annotations

import hashlib
import io
import zipfile
from uuid import uuid4

import httpx2
import pytest

from tests.api import records
from tests.api.conftest import PASSWORD, MemoryLog, access_records, account_of_inga, new_board, served
from tests.api.test_evidence_command import handed_out, unpacked, verified
from tests.support.browser import NO_TLS
from tests.support.cast import CASE

ADDRESS = f"/api/v1/cases/{CASE}/evidence-packages"
BODY = {"recipient": {"name": "Inspektionen för vård och omsorg", "legal_basis": "osl_10_28", "scope": "Hela akten."}}


@pytest.fixture
def board(runtime):
    opened = new_board(runtime)
    records.fill(opened)
    return opened


@pytest.fixture
def investigator(runtime, board, tmp_path):
    with served(runtime, account_of_inga(tmp_path, board, "utredare"), MemoryLog()) as address:
        with httpx2.Client(base_url=address, auth=("inga", PASSWORD), verify=NO_TLS) as client:
            yield client


def post(client, body=BODY, key=None, address=ADDRESS):
    return client.post(address, json=body, headers={"Idempotency-Key": str(key or uuid4())}, timeout=60)


def test_what_is_fetched_is_what_was_handed_out_to_the_last_byte(board, investigator, tmp_path):
    made = post(investigator)
    assert made.status_code == 201 and made.json()["recipient"] == BODY["recipient"]["name"]
    records.record_one_more(board)
    fetched = investigator.get(made.json()["file"], timeout=60)
    assert (fetched.status_code, fetched.headers["content-type"]) == (200, "application/zip")
    assert hashlib.sha256(fetched.content).hexdigest() == made.json()["package_sha256"]
    assert verified(unpacked(io.BytesIO(fetched.content), tmp_path / "m")).returncode == 0
    assert len(handed_out(board)) == 1


def test_each_request_leaves_one_record_before_its_bytes(board, investigator):
    made = post(investigator)
    fetched = investigator.get(made.json()["file"], timeout=60)
    found = [(each.action.partition(" ")[0], each.outcome, each.cases) for each in access_records(board)]
    assert found == [("POST", "shown", (CASE,)), ("GET", "shown", (CASE,))]
    assert {str(each.originator_id) for each in access_records(board)} == {
        made.headers["X-Request-Id"], fetched.headers["X-Request-Id"]
    }


def test_the_same_key_gives_the_same_package_and_other_content_under_it_is_refused(board, investigator):
    key = uuid4()
    first, again = post(investigator, key=key), post(investigator, key=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() and len(handed_out(board)) == 1
    other = post(investigator, {**BODY, "masks": ["fact"]}, key=key)
    assert (other.status_code, len(handed_out(board))) == (409, 1)


def test_a_package_that_would_be_another_one_now_is_not_given(board, investigator, monkeypatch):
    made = post(investigator)
    monkeypatch.setattr("api.evidence_building.readme", lambda **_: "en annan text")
    refused = investigator.get(made.json()["file"], timeout=60)
    assert refused.status_code == 409 and "kan inte göras om likadant" in refused.json()["detail"]


def test_packages_are_listed_with_their_hashes(board, investigator):
    made = post(investigator, {"masks": ["fact=osl_26_5"], "known_at": "6"})
    [listed] = investigator.get("/api/v1/evidence-packages").json()["evidence_packages"]
    assert listed["package_sha256"] == made.json()["package_sha256"]
    assert (listed["known_at"], listed["masks"][0]["masked_kind"], listed["masked_parts"]) == (6, "fact", 1)


@pytest.mark.parametrize(("body", "status", "detail"), [
    ({"masks": ["fact=osl_0"]}, 422, "Maskens grund finns inte"),
    ({"masks": ["4711"]}, 422, "träffar ingen del"),
    ({"recipient": {**BODY["recipient"], "legal_basis": "trevligt"}}, 422, "legal_basis"),
    ({"recipient": {**BODY["recipient"], "name": " "}}, 422, "Namnet på mottagaren"),
    ({"mask": []}, 422, "mask"),
    ({"known_at": "4711"}, 422, "Liggaren har 7 händelser"),
])
def test_what_cannot_be_handed_out_is_refused_with_its_reason(board, investigator, body, status, detail):
    answer = post(investigator, body)
    assert (answer.status_code, detail in answer.json()["detail"]) == (status, True), answer.json()
    assert handed_out(board) == []


def test_no_case_no_package_and_no_key_are_refused(board, investigator):
    assert post(investigator, address=f"/api/v1/cases/{uuid4()}/evidence-packages").status_code == 404
    assert investigator.get(f"/api/v1/evidence-packages/{uuid4()}/file").status_code == 404
    assert investigator.post(ADDRESS, json=BODY).status_code == 400
    assert handed_out(board) == []


@pytest.mark.parametrize("role", ["behandlare", "chef", "internkontroll", "revisor", "arkivarie", "driftansvarig"])
def test_nobody_but_the_investigator_hands_out_or_fetches(runtime, board, tmp_path, role):
    with served(runtime, account_of_inga(tmp_path, board, role), MemoryLog()) as address:
        with httpx2.Client(base_url=address, auth=("inga", PASSWORD), verify=NO_TLS) as client:
            assert post(client).status_code == 403
            assert client.get(f"/api/v1/evidence-packages/{uuid4()}/file").status_code == 403
            assert client.get("/api/v1/evidence-packages").status_code == 403
    assert handed_out(board) == []
    assert {each.outcome for each in access_records(board)} == {"refused"}


def test_the_archive_is_the_same_bytes_and_states_no_time_of_its_own(board, investigator):
    made = post(investigator).json()
    content = investigator.get(made["file"], timeout=60).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [each.filename for each in archive.infolist()] == sorted(archive.namelist())
