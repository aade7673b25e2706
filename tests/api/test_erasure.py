"""Erasing by law through the service and the shell: proposed by one, approved by another, carried out, and certified."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from api.erasure_desk import ErasureDesk
from api.problems import UnderWayError
from api.standing import Standing
from tests.api.conftest import access_records, new_board
from tests.api.writing import ANOTHER, STAFF, accounts_of, clients
from tests.support.erasure_world import make_world

TOKEN = "gallrasfullstandigtnudag"
API = "/api/v1"


class Desk:
    """A board with one case that is due, an archivist and a manager, and who may not erase."""

    def __init__(self, world, opened):
        self.world, self.board = world, world.board
        self.arkiv, self.chef, self.bo, self.revisor = opened
        self.minutes = 0

    def post(self, client, path, **body):
        self.minutes += 1
        headers = {"Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": f"2026-03-17T12:{self.minutes:02d}:00+01:00"}
        return client.post(f"{API}/{path}", json=body, headers=headers)

    def get(self, client, path):
        return client.get(f"{API}/{path}")


@pytest.fixture
def desk(runtime, tmp_path):
    board = new_board(runtime)
    people = [("arkiv", "arkivarie", STAFF), ("chef", "chef", ANOTHER), ("bo", "behandlare", ANOTHER), ("rev", "revisor", None)]
    world = make_world(board.store, tmp_path, TOKEN, board)
    with clients(runtime, accounts_of(tmp_path, board, people), *(name for name, *_ in people)) as opened:
        yield Desk(world, opened)


def test_a_case_is_proposed_approved_by_another_erased_and_certified_without_identity(desk):
    case = str(desk.world.case)
    due = desk.get(desk.arkiv, "erasure-due").json()
    assert [each["record"] for each in due["due"]] == [case] and due["overdue"] == 0
    assert {each["reasons"][0] for each in due["kept"]} == {"not_examined"}
    proposed = desk.post(desk.arkiv, "erasures")
    assert proposed.status_code == 200, proposed.text
    erasure = proposed.json()["erasure"]
    alone = desk.post(desk.arkiv, f"erasures/{erasure}/approval", approval_note="Kontrollerat.")
    assert alone.status_code == 409 and "Den som föreslog" in alone.json()["detail"]
    early = desk.post(desk.chef, f"erasures/{erasure}/execution")
    assert early.status_code == 409 and "inte godkänd" in early.json()["detail"]
    assert desk.post(desk.chef, f"erasures/{erasure}/approval", approval_note="Kontrollerat.").json()["stage"] == "approved"
    done = desk.post(desk.arkiv, f"erasures/{erasure}/execution").json()
    assert done["stage"] == "executed" and done["erased_from"] == "2026-04-16"
    certificate = desk.get(desk.revisor, f"erasures/{erasure}/certificate")
    assert certificate.json()["records"] == 1 and certificate.json()["by_basis"] == {"SoL 2025:400 16 kap. 1 §": 1}
    assert TOKEN not in certificate.text and "19121212" not in certificate.text
    pages = desk.get(desk.revisor, f"erasures/{erasure}/certificate.pdf")
    assert pages.content.startswith(b"%PDF-")
    assert pages.content == desk.get(desk.arkiv, f"erasures/{erasure}/certificate.pdf").content


def test_an_erased_case_is_gone_with_its_law_and_day_at_every_address_and_nothing_can_be_written_in_it(desk):
    before, case = desk.board.ledger.size(), desk.world.case
    erase(desk)
    for part in ("", "/timeline", "/record", "/ratings", "/alerts", "/journal", "/sessions", "/completeness"):
        for moment in ("", f"?known_at={before}", "?known_at=2021-01-01"):
            answer = desk.get(desk.chef, f"cases/{case}{part}{moment}")
            assert answer.status_code == 410, (part, answer.text)
            told = answer.json()
            assert told["type"].endswith(":erased") and told["erased_on"] == "2026-03-17"
            assert told["basis"] == "SoL 2025:400 16 kap. 1 §" and "gallrad 2026-03-17 enligt SoL" in told["detail"]
    refused = desk.post(
        desk.arkiv, f"retention/{case}/holds", hold_kind="court", hold_basis="T 1", review_hold_on="2026-06-01"
    )
    assert refused.status_code == 410
    for path in ("cases", "viewpoints", "changes", "completeness", "goals?period=2020"):
        assert desk.get(desk.chef, path).status_code == 200, path


def test_a_hold_keeps_a_case_and_its_release_lets_it_go(desk):
    case = desk.world.case
    held = desk.post(desk.arkiv, f"retention/{case}/holds", hold_kind="court", hold_basis="T 12-26", review_hold_on="2026-06-01")
    [hold] = held.json()["holds"]
    kept = desk.get(desk.arkiv, "erasure-due").json()["kept"]
    assert [each["reasons"] for each in kept if each["record"] == str(case)] == [["hold"]]
    none = desk.post(desk.arkiv, "erasures")
    assert none.status_code == 422 and "Ingen akt ska gallras nu" in none.json()["detail"]
    desk.post(desk.arkiv, f"retention/{case}/holds/{hold['hold']}/release", reason="Målet är avgjort.")
    assert [each["record"] for each in desk.get(desk.arkiv, "erasure-due").json()["due"]] == [str(case)]


def test_what_is_kept_for_ever_goes_only_when_the_archive_has_it(desk):
    other = desk.world.others[0]
    said = {"record_contents": ["placement"], "sampled_birthday": "no", "other_data": "no"}
    assert desk.post(desk.arkiv, f"retention/{other}/examinations", **said).status_code == 200
    [kept] = [each for each in desk.get(desk.arkiv, "erasure-due").json()["kept"] if each["record"] == str(other)]
    assert kept["status"] == "exempt" and kept["basis"] == "SoL 2025:400 16 kap. 2 § 3"
    receipt = {"archive": "Stadsarkivet", "archive_receipt": "A 1", "archived_on": "2026-03-16"}
    assert desk.post(desk.arkiv, f"retention/{other}/archive-receipt", **receipt).status_code == 200
    assert str(other) in {each["record"] for each in desk.get(desk.arkiv, "erasure-due").json()["due"]}


def test_a_proposal_waits_in_the_list_of_what_is_to_be_done_until_it_is_carried_out_and_so_does_a_hold(desk):
    def waits(**params):
        found = desk.chef.get(f"{API}/duties/outside-cases", params={"days": 366, "role": "manager", **params}).json()["duties"]
        return {
            (each["kind"], each["about"], each["due_on"], each["days_overdue"]) for each in found
            if each["kept_in"] in ("erasures", "retention")
        }

    other = desk.world.others[0]
    assert waits() == set()
    erasure = desk.post(desk.arkiv, "erasures").json()["erasure"]
    proposed = ("carry_out_erasure", erasure, "2026-12-31", 0)
    assert waits() == {proposed}
    assert waits(valid_at="2027-01-01") == {("carry_out_erasure", erasure, "2026-12-31", 1)}
    court = {"hold_kind": "court", "hold_basis": "T 1", "review_hold_on": "2026-06-01"}
    held = desk.post(desk.arkiv, f"retention/{other}/holds", **court).json()
    assert waits() == {proposed, ("review_hold", held["retention"], "2026-06-01", 0)}
    assert str(other) not in str(waits()), "whose record it is, is told to those who work with erasure"
    desk.post(desk.arkiv, f"retention/{other}/holds/{held['holds'][0]['hold']}/release", reason="Avgjort.")
    desk.post(desk.chef, f"erasures/{erasure}/approval", approval_note="Kontrollerat.")
    assert waits() == {proposed}
    desk.post(desk.arkiv, f"erasures/{erasure}/execution")
    assert waits() == set()


def test_who_does_not_work_with_erasure_sees_and_does_nothing_of_it(desk):
    for path in ("erasure-due", "erasures", f"retention/{desk.world.case}"):
        assert desk.get(desk.bo, path).status_code == 403
    assert desk.post(desk.bo, "erasures").status_code == 403
    assert desk.post(desk.revisor, "erasures").status_code == 403


def test_what_is_asked_of_erasure_stands_in_the_access_log_with_the_records(desk):
    size = len(access_records(desk.board))
    desk.get(desk.arkiv, "erasure-due")
    [logged] = access_records(desk.board)[size:]
    assert desk.world.case in logged.cases and logged.action == "GET /api/v1/erasure-due"


def test_the_shell_lists_what_is_due_and_shows_how_far_an_erasure_has_come(desk, aktspar):
    due = aktspar("erase", "status", "--due", "--json")
    assert due.status == 0 and [each["record"] for each in due.document["due"]] == [str(desk.world.case)]
    erasure = erase(desk)
    shown = aktspar("erase", "status", erasure, "--json").document
    assert shown["stage"] == "executed" and shown["records"][0]["purged"]["drafts"] == 1
    verified = aktspar("verify", "--json")
    assert verified.status == 0 and verified.document["ledgers"][0]["erased_segments"] > 10


def erase(desk):
    erasure = desk.post(desk.arkiv, "erasures").json()["erasure"]
    desk.post(desk.chef, f"erasures/{erasure}/approval", approval_note="Kontrollerat.")
    assert desk.post(desk.arkiv, f"erasures/{erasure}/execution").json()["stage"] == "executed"
    return str(UUID(erasure))


def test_in_a_large_ledger_what_was_said_of_a_record_since_it_was_judged_counts_at_once(desk):
    board, case = desk.board, str(desk.world.case)
    board.standing = Standing(board.store, at_once_events=0)

    def told():
        asked = ErasureDesk(board, "arkiv", caller="konto:arkiv", action="GET /erasure", request_id=uuid4())
        try:
            return asked.due_beside()
        except UnderWayError:
            board.standing.settle()
            return asked.due_beside()

    def hold(record):
        held = desk.post(
            desk.arkiv, f"retention/{record}/holds", hold_kind="court", hold_basis="T 1", review_hold_on="2026-09-01"
        )
        assert held.status_code == 200, held.text

    # The simulated day is that of the last event: a list is of one day.
    hold(told()["kept"][0]["record"])
    judged = told()
    assert [each["record"] for each in judged["due"]] == [case]
    hold(case)
    since = told()
    assert since["known_at"] == judged["known_at"] < board.ledger.size()
    assert since["due"] == [] and case in [each["record"] for each in since["kept"]]
    assert len(since["kept"]) == len(judged["kept"]) + 1
