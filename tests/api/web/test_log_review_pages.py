"""The log review's pages over HTTP: a month with an emergency reading is gone through by others than its readers, and closed."""

from __future__ import annotations

import re
from contextlib import ExitStack
from uuid import UUID, uuid4

import httpx2
import pytest

from api.web.pages.log_review import waiting_after
from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import PASSWORD, MemoryLog, new_board, served
from tests.api.writing import ANOTHER, STAFF, accounts_of, run_examples
from tests.support.browser import Browser
from tests.support.html_form import HtmlForm

CASE, UNIT = example_id("/cases", "case_id"), example_id("/units", "unit_id")
SET_UP = ("/staff", "/units", "/cases")
PEOPLE = (
    ("chef", "chef", STAFF), ("bo", "behandlare", ANOTHER), ("logg", "loggkontrollant", ANOTHER),
    ("logg2", "loggkontrollant", STAFF),
)


class Office:
    """A case opened in an emergency in March by somebody without part in it, and two log controllers: one is the same person."""

    def __init__(self, board, browsers, api):
        self.board, self.browsers, self.api = board, browsers, api

    def page(self, who, path, status=200):
        answer = self.browsers[who].get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.text[-1500:])
        return answer

    def send(self, who, page, action, status=303, **fields):
        """One of the page's forms, with its hidden fields."""
        text = page.text[page.text.index(f'action="{action}"'):]
        hidden = dict(HtmlForm(text[:text.index("</form>")]).pairs)
        answer = self.browsers[who].post(action, **{**hidden, **fields})
        assert answer.status_code == status, (action, answer.status_code, answer.text[-1500:])
        return answer


@pytest.fixture
def office(runtime, tmp_path):
    board = new_board(runtime)
    with ExitStack() as stack:
        address = stack.enter_context(served(runtime, accounts_of(tmp_path, board, PEOPLE), MemoryLog()))
        clients = {name: stack.enter_context(httpx2.Client(base_url=address, auth=(name, PASSWORD))) for name, _, _ in PEOPLE}
        for write in WRITES:
            if write.path in SET_UP:
                assert {answer.status_code for answer in run_examples(clients["chef"], write)} == {201}
        headers = {"Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": "2026-03-17T12:00:00+01:00"}
        opened = clients["bo"].post(
            f"/api/v1/cases/{CASE}/emergency-access", json={"reason": "Akut hot i trapphuset."}, headers=headers
        )
        assert opened.status_code == 200, opened.text
        assert clients["chef"].get(f"/api/v1/cases/{CASE}/timeline").status_code == 200
        later = {"Idempotency-Key": str(uuid4()), "If-Match": "*", "Aktspar-Simulated-Time": "2026-04-10T12:00:00+02:00"}
        assert clients["chef"].post("/api/v1/units", json={"name": "Enhet april"}, headers=later).status_code == 201
        browsers = {name: Browser(address) for name, _, _ in PEOPLE}
        for name, browser in browsers.items():
            stack.callback(browser.close)
            browser.log_in(name, PASSWORD)
        yield Office(board, browsers, clients)


def drawn(office):
    months = office.page("logg2", "/log-review")
    begun = office.browsers["logg2"].send(months, "/log-review", key=str(uuid4()), unit=UNIT, month="2026-03")
    assert begun.status_code == 303, begun.text
    review = begun.headers["location"].partition("?")[0]
    page = office.page("logg2", review)
    seen = re.search(r'name="seen" value="(\d+)"', page.text)[1]
    done = office.browsers["logg2"].send(page, f"{review}/draw", key=str(uuid4()), seen=seen, seed="prov")
    assert done.status_code == 303, done.text
    told = office.api["logg2"].get(f"/api/v1/log-reviews/{review.rpartition('/')[2]}").json()
    assert told["readings"], told
    return review, told["readings"]


def test_a_month_with_an_emergency_reading_is_reviewed_by_another_than_its_reader_and_closed(office):
    review, readings = drawn(office)
    emergency = next(each["number"] for each in readings if each["is_emergency"])
    month = office.page("logg2", review).text
    assert month.count("ej bedömd") + month.count("din egen") == len(readings)
    here = f"{review}/readings/{emergency}"
    assert "nödåtkomst" in office.page("logg2", here).text
    refused = office.send("logg2", office.page("logg2", here), here, 422, judgement_reason="Ringde vakten.")
    assert "Välj om läsningen var befogad" in refused.text and "Ringde vakten." in refused.text
    office.send("logg2", refused, here, log_judgement="not_justified", judgement_reason="Chefen gick att nå.")
    waits = office.page("logg2", here)
    assert "inte befogad" in waits.text and "anmäld till IMY senast" in waits.text
    note = "Bedömd med dataskyddsombudet."
    office.send("logg2", waits, f"{here}/measures", log_measure="breach_assessed", log_measure_note=note)
    for each in readings:
        who = "logg" if each["read_by"] == str(STAFF) else "logg2"
        if each["number"] != emergency:
            there = f"{review}/readings/{each['number']}"
            office.send(who, office.page(who, there), there, log_judgement="justified", judgement_reason="Hör till arbetet.")
    done = office.send("logg2", office.page("logg2", review), f"{review}/closing")
    assert "avslutad" in office.page("logg2", done.headers["location"]).text


def test_nobody_assesses_their_own_reading_not_even_from_another_account(office):
    review, readings = drawn(office)
    own = next(each["number"] for each in readings if each["read_by"] == str(ANOTHER))
    here = f"{review}/readings/{own}"
    page = office.page("logg", here)
    assert "Ingen bedömer sin egen läsning" in page.text and f'action="{here}"' not in page.text
    forced = office.browsers["logg"].send(
        page, here, key=str(uuid4()), seen="*", log_judgement="justified", judgement_reason="Det var jag."
    )
    assert forced.status_code == 422 and "Ingen bedömer sin egen läsning" in forced.text


def test_the_extract_is_found_by_number_and_given_as_pages_and_nobody_else_sees_it(office):
    number = office.board.views.case(UUID(CASE), office.board.ledger.size()).number
    page = office.page("logg", "/log-review/extract")
    assert "Inget ärende har det numret" in office.send("logg", page, "/log-review/extract", 422, number="1999-9999").text
    found = office.send("logg", page, "/log-review/extract", number=number).headers["location"]
    assert number not in found and "Öppnade akten i en nödsituation" in office.page("logg", found).text
    assert office.page("logg", f"{found}/file").content.startswith(b"%PDF-")
    office.page("bo", found, 403)
    office.page("chef", "/log-review/log", 403)


def test_the_access_log_is_searched_by_case_and_its_address_holds_the_id_only(office):
    number = office.board.views.case(UUID(CASE), office.board.ledger.size()).number
    chosen = office.send("logg", office.page("logg", "/log-review/log"), "/log-review/log", number=number).headers["location"]
    assert CASE in chosen and number not in chosen
    assert "Akut hot i trapphuset" in office.page("logg", chosen).text
    assert "Länken är fel" in office.page("logg", "/log-review/log?case=nobody", 422).text


def test_the_next_reading_to_assess_is_the_first_that_is_anothers_and_not_assessed():
    mine, yours = UUID(int=1), str(UUID(int=2))
    readings = [
        {"number": 1, "judgement": "justified", "read_by": yours}, {"number": 2, "judgement": None, "read_by": str(mine)},
        {"number": 3, "judgement": None, "read_by": yours},
    ]
    assert waiting_after(readings, mine) == 3 and waiting_after(readings[:2], mine) is None
