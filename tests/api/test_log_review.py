"""Log review over HTTP: what is drawn and why, who may not judge, what is done, and the individual's own extract."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from api.log_review_frame import address_digest
from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import access_records, new_board
from tests.api.writing import ANOTHER, STAFF, accounts_of, clients, run_examples
from tests.support.pdf_text import pdf_text

CASE, UNIT = example_id("/cases", "case_id"), example_id("/units", "unit_id")
SET_UP = ("/staff", "/units", "/cases")
CASE_ADDRESS = f"/api/v1/cases/{CASE}"
PURPOSE = {"Aktspar-Purpose": "case_work", "Aktspar-Purpose-Reason": "ringer%20om%20barnet"}


class Office:
    """A case that the manager opened on a Monday at noon, a therapist without part in it, and two log controllers."""

    def __init__(self, board, accounts, opened):
        self.board, self.accounts = board, accounts
        self.chef, self.bo, self.logg, self.logg2, self.utred = opened
        self._minutes = 0

    def post(self, client, address, body, at=None, **headers):
        self._minutes += 1
        at = at or f"2026-04-10T13:{self._minutes:02d}:00+02:00"
        headers = {"Idempotency-Key": str(uuid4()), "If-Match": "*", "Aktspar-Simulated-Time": at, **headers}
        return client.post(f"/api/v1{address}", json=body, headers=headers)

    def made(self, client, address, body, **more):
        answer = self.post(client, address, body, **more)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def at(self, time):
        """Something unrelated is recorded, so that what is read after it is read then."""
        self.made(self.chef, "/units", {"name": f"Enhet {uuid4().hex[:6]}"}, at=time)

    def review(self, client=None, month="2026-03"):
        made = self.made(client or self.logg, "/log-reviews", {"unit": UNIT, "log_month": month})
        review = f"/log-reviews/{made['stream']}"
        self.made(client or self.logg, f"{review}/draws", {"seed": "prov"})
        return review

    def readings(self, review, client=None):
        answer = (client or self.logg).get(f"/api/v1{review}")
        assert answer.status_code == 200, answer.text
        return answer.json()["readings"]

    def assess(self, client, review, number, judgement="justified"):
        body = {"reading_number": number, "log_judgement": judgement, "judgement_reason": "Jämfört med journalen."}
        return self.post(client, f"{review}/assessments", body)


@pytest.fixture
def office(runtime, tmp_path):
    board = new_board(runtime)
    people = [
        ("chef", "chef", STAFF), ("bo", "behandlare", ANOTHER), ("logg", "loggkontrollant", ANOTHER),
        ("logg2", "loggkontrollant", STAFF), ("utred", "utredare", None),
    ]
    accounts = accounts_of(tmp_path, board, people)
    with clients(runtime, accounts, *(name for name, *_ in people)) as opened:
        for write in WRITES:
            if write.path in SET_UP:
                assert {answer.status_code for answer in run_examples(opened[0], write)} == {201}
        yield Office(board, accounts, opened)


def kinds_by_caller(readings, action="Ärendets tidslinje med journalen"):
    return {each["caller"]: set(each["kinds"]) for each in readings if each["what"] == action}


def test_who_had_no_part_in_the_case_is_told_from_who_had_though_both_read_the_same(office):
    assert office.chef.get(f"{CASE_ADDRESS}/timeline").status_code == 200
    assert office.bo.get(f"{CASE_ADDRESS}/timeline", headers=PURPOSE).status_code == 200
    assert office.utred.get(f"{CASE_ADDRESS}/timeline").status_code == 200
    found = kinds_by_caller(office.readings(office.review()))
    assert "no_relation" in found["konto:bo"]
    assert "no_relation" not in found["konto:chef"]
    assert "no_relation" not in found["konto:utred"]


def test_a_reading_at_night_or_on_a_sunday_is_drawn_as_out_of_hours_and_one_at_noon_is_not(office):
    office.at("2026-03-17T19:59:59+01:00")
    office.chef.get(f"{CASE_ADDRESS}/journal")
    office.at("2026-03-18T20:00:00+01:00")
    office.chef.get(f"{CASE_ADDRESS}/timeline")
    office.at("2026-03-19T05:59:59+01:00")
    office.chef.get(f"{CASE_ADDRESS}/ratings")
    office.at("2026-03-19T06:00:00+01:00")
    office.chef.get(f"{CASE_ADDRESS}/alerts")
    office.at("2026-03-22T12:00:00+01:00")
    office.chef.get(f"{CASE_ADDRESS}/sessions")
    readings = office.readings(office.review())
    late = {each["what"]: "out_of_hours" in each["kinds"] for each in readings}
    assert late["Journalen"] is False and late["Signalerna om ärendet"] is False
    assert late["Ärendets tidslinje med journalen"] and late["Skattningarna"] and late["Besöken"]


def test_every_emergency_access_is_drawn_however_few_readings_are(office):
    opened = office.post(office.bo, f"/cases/{CASE}/emergency-access", {"reason": "Akut hot."}, at="2026-03-17T12:00:00+01:00")
    assert opened.status_code == 200, opened.text
    for _ in range(30):
        office.bo.get(f"{CASE_ADDRESS}/timeline")
    readings = office.readings(office.review())
    assert sum("break_glass" in each["kinds"] for each in readings) == 31
    assert all(each["is_emergency"] == ("break_glass" in each["kinds"]) for each in readings)


def test_reading_many_cases_within_the_hour_stands_out_and_one_fewer_does_not(office):
    most = 20
    example = next(write.example for write in WRITES if write.path == "/cases")
    cases = [
        office.made(
            office.chef, "/cases", {**example, "number": f"2026-9{n:03d}"}, at=f"2026-03-18T09:{n:02d}:00+01:00"
        )["stream"]
        for n in range(most + 1)
    ]
    office.at("2026-03-18T12:00:00+01:00")
    for case_id in cases[:most]:
        assert office.utred.get(f"/api/v1/cases/{case_id}/ratings").status_code == 200
    office.at("2026-03-18T12:59:00+01:00")
    office.utred.get(f"/api/v1/cases/{cases[0]}/timeline")
    office.utred.get(f"/api/v1/cases/{cases[most]}/journal")
    office.at("2026-03-18T14:00:00+01:00")
    office.utred.get(f"/api/v1/cases/{cases[most]}/alerts")
    found = {each["what"]: each["kinds"] for each in office.readings(office.review()) if "mass_reading" in each["kinds"]}
    assert set(found) == {"Journalen"}


def test_the_same_name_or_address_as_the_individual_is_noticed_and_stored_nowhere(office):
    register = office.chef.get("/api/v1/staff").json()["staff"]
    name = next(each["name"] for each in register if each["staff"] == ANOTHER)
    example = next(write.example for write in WRITES if write.path == "/cases")
    relative = {**example, "number": "2026-9001", "client_name": f"Annat {name.split()[-1].upper()}"}
    colleague = {**example, "number": "2026-9002", "client_name": name}
    at = "2026-03-18T09:00:00+01:00"
    relative = office.made(office.chef, "/cases", relative, at=at)["stream"]
    colleague = office.made(office.chef, "/cases", colleague, at="2026-03-18T09:01:00+01:00")["stream"]
    details = {"from_date": "2026-03-18", "home_address": "Storgatan 1, 123 45 Påhittköping"}
    office.made(office.chef, f"/cases/{CASE}/contact-details", details, at="2026-03-18T09:02:00+01:00")
    [bo] = [each for each in office.accounts.all() if each.name == "bo"]
    digest = address_digest(office.board, "STORGATAN 1 123 45 påhittköping")
    office.accounts.put([bo.model_copy(update={"address_digest": digest})])
    for case_id in (relative, colleague, CASE):
        assert office.bo.get(f"/api/v1/cases/{case_id}/timeline", headers=PURPOSE).status_code == 200
        assert office.chef.get(f"/api/v1/cases/{case_id}/timeline").status_code == 200
    found = {
        (each["caller"], each["cases"][0]["case"]): set(each["kinds"]) & {"same_surname", "same_address", "colleague"}
        for each in office.readings(office.review()) if each["what"] == "Ärendets tidslinje med journalen"
    }
    assert found["konto:bo", relative] == {"same_surname"}
    assert found["konto:bo", colleague] == {"same_surname", "colleague"}
    assert found["konto:bo", CASE] == {"same_address"}
    assert found["konto:chef", CASE] == set()
    kept = (office.board.ledger.stream(UUID(office.review(month="2026-02").rpartition("/")[2])), office.accounts.all())
    assert "storgatan" not in repr(kept).casefold()


def test_nobody_judges_their_own_reading_under_any_of_their_accounts(office):
    office.bo.get(f"{CASE_ADDRESS}/timeline", headers=PURPOSE)
    office.chef.get(f"{CASE_ADDRESS}/journal")
    review = office.review()
    number = {each["caller"]: each["number"] for each in office.readings(review)}
    for client, own in ((office.logg, "konto:bo"), (office.chef, "konto:chef"), (office.logg2, "konto:chef")):
        refused = office.assess(client, review, number[own])
        assert (refused.status_code, "Ingen bedömer sin egen läsning" in refused.text) == (409, True)
    assert office.assess(office.logg2, review, number["konto:bo"]).status_code == 201
    assert office.assess(office.logg, review, number["konto:chef"]).status_code == 201


def test_a_deviation_is_dealt_with_before_the_month_is_closed_and_asks_within_72_hours_whether_it_is_a_breach(office):
    office.bo.get(f"{CASE_ADDRESS}/timeline", headers=PURPOSE)
    review = office.review()
    closing = f"{review}/closing"
    assert "inte bedömda" in office.post(office.logg2, closing, {}).text
    wrong = None
    for each in office.readings(review):
        is_bo = each["caller"] == "konto:bo"
        wrong = each["number"] if is_bo else wrong
        client = office.logg2 if is_bo else office.logg
        assert office.assess(client, review, each["number"], "not_justified" if is_bo else "justified").status_code == 201
    assert "avvikelser utan åtgärd" in office.post(office.logg2, closing, {}).text
    measure = {"reading_number": wrong, "log_measure_on": "2026-04-10", "log_measure_note": "Chefen talar med medarbetaren."}
    office.made(office.chef, f"{review}/measures", {**measure, "log_measure": "manager_told"})
    assert "avvikelser utan åtgärd" in office.post(office.logg2, closing, {}).text
    office.made(office.chef, f"{review}/measures", {**measure, "log_measure": "breach_notified"})
    office.made(office.logg2, closing, {})
    shown = office.logg2.get(f"/api/v1{review}").json()
    assert (shown["not_justified"], shown["closed_on"], shown["without_measure"]) == (1, "2026-04-10", [])
    [due] = [each["breach_due_at"] for each in shown["readings"] if each["breach_due_at"]]
    assert due.startswith("2026-04-13T")


def test_a_month_without_a_review_is_overdue_for_its_unit_until_one_that_counts_is_closed(office):
    office.at("2026-05-01T12:00:00+02:00")
    late = office.chef.get("/api/v1/log-reviews").json()["overdue"]
    assert not [each for each in late if each["unit"] == UNIT]
    office.at("2026-05-02T12:00:00+02:00")
    [late] = [each for each in office.chef.get("/api/v1/log-reviews").json()["overdue"] if each["unit"] == UNIT]
    assert (late["month"], late["due_on"]) == ("2026-03", "2026-05-01")


def test_whoever_reviews_the_log_sees_no_case_and_their_own_reading_of_it_stands_in_it(office):
    office.bo.get(f"{CASE_ADDRESS}/timeline", headers=PURPOSE)
    before = office.board.store.access.size()
    answer = office.logg.get("/api/v1/access-log", params={"case": CASE})
    assert answer.status_code == 200
    assert any(each["why"].endswith("angivet skäl: ringer om barnet") for each in answer.json()["readings"])
    record = access_records(office.board)[-1]
    assert office.board.store.access.size() == before + 1
    assert (record.caller, record.action, record.purpose) == ("konto:logg", "GET /api/v1/access-log", "log_review")
    assert UUID(CASE) in record.cases
    for part in ("", "/timeline", "/record", "/journal"):
        assert office.logg.get(f"{CASE_ADDRESS}{part}").status_code == 403
    assert office.chef.get("/api/v1/access-log").status_code == 403
    name = next(write.example for write in WRITES if write.path == "/cases")["client_name"]
    assert name not in answer.text and name not in office.logg.get(f"/api/v1{office.review()}").text


def test_the_extract_says_who_when_why_and_what_in_words_and_its_own_reading_stands_in_the_next(office):
    office.bo.get(f"{CASE_ADDRESS}/timeline", headers=PURPOSE)
    answer = office.logg.get(f"{CASE_ADDRESS}/access-extract")
    assert answer.status_code == 200, answer.text
    rows = answer.json()["readings"]
    read = rows[-1]
    register = {each["staff"]: each for each in office.chef.get("/api/v1/staff").json()["staff"]}
    assert read["who"].startswith(f"{register[ANOTHER]['name']}, ")
    assert read["why"] == "handläggning, angivet skäl: ringer om barnet"
    assert (read["what"], read["outcome_in_words"]) == ("Ärendets tidslinje med journalen", "visat")
    assert rows[0]["what"] == "Skrev: " + next(write.summary for write in WRITES if write.path == "/cases")
    again = office.logg.get(f"{CASE_ADDRESS}/access-extract").json()["readings"]
    assert again[-1]["what"] == "Utdraget om vilka som har läst" and len(again) == len(rows) + 1
    pages = office.logg.get(f"{CASE_ADDRESS}/access-extract.pdf")
    assert pages.status_code == 200 and pages.content.startswith(b"%PDF")
    # The pages say what was read and why, and nothing of what stands in the record.
    client = next(write.example for write in WRITES if write.path == "/cases")["client_name"]
    said = pdf_text(pages.content)
    assert "ringer om barnet" in said and register[ANOTHER]["name"] in said and client not in said
    assert office.logg.get(f"/api/v1/cases/{uuid4()}/access-extract").status_code == 404


def test_the_extract_leaves_out_names_when_the_board_has_decided_so(office):
    adopted = {
        "policy_values": [{"bound": "extract_names_staff", "amount": "0"}], "takes_effect_on": "2026-04-01",
        "adopted_on": "2026-03-31", "adopted_by": "Nämnden", "reason": "Medarbetare har utsatts för hot.",
    }
    office.bo.get(f"{CASE_ADDRESS}/timeline", headers=PURPOSE)
    name = office.logg.get(f"{CASE_ADDRESS}/access-extract").json()["readings"][-1]["who"].partition(",")[0]
    office.made(office.chef, "/policies", adopted, at="2026-03-31T12:00:00+02:00")
    office.at("2026-04-02T12:00:00+02:00")
    extract = office.logg.get(f"{CASE_ADDRESS}/access-extract").json()
    assert name not in str(extract) and not extract["names_staff"]
    assert name not in pdf_text(office.logg.get(f"{CASE_ADDRESS}/access-extract.pdf").content)
    assert all(each["who"] for each in extract["readings"])


def test_a_manager_reviews_only_their_own_unit(office):
    other = office.made(office.chef, "/units", {"name": "Boendeenheten"}, at="2026-03-17T12:00:00+01:00")["stream"]
    staff = {"name": "Cilla Annorlunda", "title": "enhetschef", "unit": other}
    cilla = office.made(office.chef, "/staff", staff, at="2026-03-17T12:01:00+01:00")["stream"]
    [chef] = [each for each in office.accounts.all() if each.name == "chef"]
    office.at("2026-04-10T12:00:00+02:00")
    office.accounts.put([chef.model_copy(update={"staff": UUID(cilla)})])
    body = {"unit": UNIT, "log_month": "2026-03"}
    assert office.post(office.chef, "/log-reviews", body).status_code == 403
    assert office.post(office.chef, "/log-reviews", {**body, "unit": other}).status_code == 201
    review = office.review()
    assert office.chef.get(f"/api/v1{review}").status_code == 404
    assert review.rpartition("/")[2] not in office.chef.get("/api/v1/log-reviews").text
