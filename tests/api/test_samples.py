"""Samples over HTTP and from the shell: the rule first, one draw, drawn again by anybody, and every reading logged."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from api.http.sample_routes import Chances, SampleAgain, SampleDocument
from api.writes.table import WRITES
from api.writes.write import example_id
from domain.base import Purpose
from domain.sampling.codes import Stratum
from tests.api import records
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, accounts_of, clients, run_examples

SAMPLE = example_id("/samples", "sample_id")
UNIT = example_id("/units", "unit_id")
RESOURCE_UNIT = "Resursenheten"
SET_UP = ("/boards", "/staff", "/units", "/cases")
STEPS = ("/samples", "/samples/{sample_id}/draws", "/samples/{sample_id}/withdrawal")


class Office:
    """A board with the example's cases, its manager, a worker, and somebody who does internal control."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.inga = opened
        self._minutes = 0

    def run(self, *paths):
        for write in WRITES:
            if write.path in paths:
                answers = run_examples(self.chef, write)
                assert {answer.status_code for answer in answers} == {201}, [answer.text for answer in answers]

    def post(self, client, address, body, *, on="2026-05-04"):
        self._minutes += 1
        headers = {
            "Idempotency-Key": str(uuid4()), "If-Match": "*",
            "Aktspar-Simulated-Time": f"{on}T10:{self._minutes:02d}:00+02:00",
        }
        return client.post(f"/api/v1{address}", json=body, headers=headers)

    def rule(self, **changes):
        body = {
            "unit": UNIT, "population": "open_some_day", "review_from": "2026-01-01", "review_to": "2026-04-08",
            "sample_size": 1, "sample_purpose": "Om språket är begripligt.", "reviewed_by": "internkontrollanten", **changes,
        }
        answer = self.post(self.chef, "/samples", body)
        assert answer.status_code == 201, answer.text
        return answer.json()["stream"]

    def read(self, address, model, **params):
        answer = self.inga.get(f"/api/v1{address}", params=params)
        assert answer.status_code == 200, answer.text
        model.model_validate_json(answer.content)
        return answer.json()


@pytest.fixture
def office(runtime, tmp_path):
    board = new_board(runtime)
    people = [("chef", "chef", STAFF), ("anna", "behandlare", STAFF), ("inga", "internkontroll", None)]
    with clients(runtime, accounts_of(tmp_path, board, people), *(name for name, *_ in people)) as opened:
        here = Office(board, opened)
        here.run(*SET_UP)
        yield here


def test_the_examples_record_a_rule_draw_by_it_and_withdraw_another(office):
    office.run(*STEPS)
    document = office.read(f"/samples/{SAMPLE}", SampleDocument)
    drawn = document["drawn"]
    assert (drawn["is_training"], drawn["seed"], drawn["frame_size"]) == (True, "övning 2026-04", document["frame"]["frame_size"])
    assert drawn["frame_hash"] == document["frame"]["frame_hash"]
    [listed, withdrawn] = office.inga.get("/api/v1/samples").json()["samples"]
    assert (listed["sample"], withdrawn["withdrawn"]) == (SAMPLE, "Enheten granskar alla akter i stället.")


def test_a_draw_is_done_again_by_anybody_and_another_frame_is_refused(office):
    sample = office.rule()
    assert office.post(office.chef, f"/samples/{sample}/draws", {"seed": "tärning"}).status_code == 201
    again = office.read(f"/samples/{sample}/verification", SampleAgain)
    assert (again["in_order"], again["why_not"]) == (True, None)
    later = office.read(f"/samples/{sample}/verification", SampleAgain, known_at=again["known_at"])
    assert not later["in_order"] and "känd vid" in later["why_not"]
    office.run("/cases/{case_id}/closing")
    assert office.read(f"/samples/{sample}/verification", SampleAgain)["in_order"], "what is known later changes no frame"


def test_without_a_seed_nothing_is_drawn_until_there_is_a_witnessed_checkpoint(office):
    sample = office.rule()
    refused = office.post(office.chef, f"/samples/{sample}/draws", {})
    assert refused.status_code == 409 and "Det finns ingen bevittnad kontrollpunkt" in refused.json()["detail"]
    office.board.make_checkpoint()
    assert office.post(office.chef, f"/samples/{sample}/draws", {}).status_code == 409, "our own signature is no witness"
    document = office.read(f"/samples/{sample}", SampleDocument)
    assert document["drawn"] is None and document["frame"]["misses"]["sample_size"] == 1


def test_internal_control_draws_its_own_samples_and_a_therapist_none(office):
    sample = office.rule()
    assert office.post(office.anna, f"/samples/{sample}/draws", {"seed": "a"}).status_code == 403
    assert office.post(office.inga, f"/samples/{sample}/draws", {"seed": "a"}).status_code == 201


def test_who_reads_a_sample_stands_in_the_access_log_with_the_cases(office):
    office.run(*STEPS[:2])
    before = len(access_records(office.board))
    document = office.read(f"/samples/{SAMPLE}", SampleDocument)
    [record] = access_records(office.board)[before:]
    assert (record.purpose, record.action) == (Purpose.INTERNAL_CONTROL, "GET /api/v1/samples/{sample_id}")
    assert {str(case_id) for case_id in record.cases} == {
        case for each in document["drawn"]["strata"] for case in each["cases"]
    }


def test_how_easily_a_sample_misses_is_told_beside_its_size(office):
    told = office.read("/samples/chances", Chances, frame_size=120, sample_size=10)
    [three] = [each for each in told["faulty"] if each["faulty"] == 3]
    assert (three["misses"]["probability"], three["smallest_sample"]) == ("0.768", 76)
    assert office.inga.get("/api/v1/samples/chances", params={"frame_size": 5, "sample_size": 6}).status_code == 422
    assert office.inga.get("/api/v1/samples/chances", params={"frame_size": 0, "sample_size": 0}).status_code == 422


@pytest.mark.parametrize("address", ["/samples/{0}", "/samples/{0}/verification"])
def test_a_sample_that_is_not_there_is_not_found(office, address):
    answer = office.inga.get("/api/v1" + address.format(uuid4()))
    assert answer.status_code == 404 and "Stickprovet fanns inte" in answer.json()["detail"]


def test_what_is_not_drawn_cannot_be_done_again(office):
    answer = office.inga.get(f"/api/v1/samples/{office.rule()}/verification")
    assert answer.status_code == 409 and "Inget är draget" in answer.json()["detail"]


def draw(aktspar, *more, size=1):
    return aktspar("sample", "draw", "--unit", RESOURCE_UNIT, "--size", size, "--json", *more)


def test_from_the_shell_a_seed_draws_at_once_and_is_marked_as_training(aktspar, board):
    ran = draw(aktspar, "--seed", "tärning", "--strata", "long_silence, child_case", size=2)
    assert ran.status == 0, ran.stdout
    drawn = ran.document["drawn"]
    assert drawn["is_training"] and drawn["frame_size"] == 2
    assert {UUID(case) for each in drawn["strata"] for case in each["cases"]} == {records.CASE, records.OTHER_CASE}
    shown = aktspar("sample", "show", ran.document["sample"]).stdout
    assert "ÖVNING" in shown and "Så lätt missar 2 av 2 ärenden" in shown
    verified = aktspar("sample", "verify", ran.document["sample"], "--json")
    assert (verified.status, verified.document["in_order"]) == (0, True)
    assert "draget för övning" in aktspar("sample", "list").stdout


def test_unless_something_else_is_said_a_draw_is_stratified_on_every_risk(aktspar, board):
    ran = draw(aktspar, "--seed", "tärning", size=2)
    assert ran.status == 0
    assert ran.document["rule"]["strata_order"] == [each.value for each in Stratum if each is not Stratum.OTHER]


def test_a_draw_that_cannot_be_done_again_ends_with_not_in_order(aktspar, board):
    sample = draw(aktspar, "--seed", "tärning").document["sample"]
    ran = aktspar("sample", "verify", sample, "--known-at", 3)
    assert ran.status == 1 and "Stämmer inte" in ran.stdout


def test_without_a_seed_the_shell_says_what_to_do_first(aktspar, board):
    ran = draw(aktspar)
    assert ran.status == 2 and "aktspar sample rule" in ran.document["detail"]
    ruled = aktspar("sample", "rule", "--unit", RESOURCE_UNIT, "--size", 1, "--json")
    assert (ruled.status, ruled.document["drawn"]) == (0, None)
    for again in (draw(aktspar), aktspar("sample", "draw", ruled.document["sample"], "--json")):
        assert again.status == 2 and "Det finns ingen bevittnad kontrollpunkt" in again.document["detail"]
    by_rule = aktspar("sample", "draw", ruled.document["sample"], "--seed", "a", "--json")
    assert (by_rule.status, by_rule.document["sample"]) == (0, ruled.document["sample"])


def test_a_draw_that_is_refused_leaves_no_rule_behind(aktspar, board):
    size = board.ledger.size()
    ran = draw(aktspar, "--seed", "a", size=3)
    assert ran.status == 2 and "Urvalet är 3 ärenden men ramen har 2" in ran.document["detail"]
    assert board.ledger.size() == size


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("draw", "--seed", "a"), "Ange den antecknade regelns uuid, eller --unit och --size."),
        (("draw", str(uuid4()), "--unit", RESOURCE_UNIT, "--size", "1"), "Ange den antecknade regelns uuid"),
        (("draw", "--unit", RESOURCE_UNIT, "--size", "1", "--seed", "a", "--strata", "tur"), "En riskgrupp finns inte"),
        (("draw", "--unit", RESOURCE_UNIT, "--size", "1", "--seed", "a", "--population", "alla"), "Urvalet finns inte"),
        (("draw", "--unit", RESOURCE_UNIT, "--size", "1", "--seed", "a", "--from", "i går"), "Periodens dagar"),
        (("draw", "--unit", "KBT-teamet", "--size", "1", "--seed", "a"), "en hel enhet, inte en verksamhet"),
        (("draw", str(uuid4()), "--seed", "a"), "Stickprovet finns inte i nämnden"),
        (("show", "stickprovet"), "anges med sitt uuid"),
        (("show", str(uuid4())), "Stickprovet fanns inte"),
        (("chances", "--of", "3", "--size", "4"), "större än de 3"),
    ],
)
def test_what_the_shell_cannot_do_is_told_and_ends_with_two(aktspar, board, words, told):
    ran = aktspar("sample", *words, "--json")
    assert ran.status == 2 and told in ran.document["detail"]


def test_the_shell_shows_the_chances(aktspar, board):
    assert "0.768" in aktspar("sample", "chances", "--of", 120, "--size", 10).stdout
