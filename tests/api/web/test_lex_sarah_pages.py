"""Pages of Lex Sarah over HTTP: what is decided is shown and not asked for again, and what is linked is found from both sides."""

from __future__ import annotations

import re

import pytest

from api.writes.table import WRITES
from tests.api.conftest import new_board
from tests.api.test_lex_sarah_handling import PEOPLE, REPORT, SET_UP, Office
from tests.api.writing import STAFF, accounts_of, clients, run_examples

PAGE = {"Accept": "text/html"}
RECEIVED = {"receiver_id": STAFF, "acknowledgement": "Tack.", "receiver_in_conflict": False}


@pytest.fixture
def office(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        for write in WRITES:
            if write.path in SET_UP:
                assert {answer.status_code for answer in run_examples(opened[0], write)} == {201}
        yield Office(board, opened)


def links_of(client, path):
    answer = client.get(path, headers=PAGE)
    assert answer.status_code == 200, answer.text
    return re.findall(r'href="([^"]+)"', answer.text)


def test_the_page_to_decide_on_shows_what_is_decided_and_no_form_once_it_is(office):
    report = office.report(office.anna)
    assert f'action="/lex-sarah{report}/decision"' in office.ulla.get(f"/lex-sarah{report}/decision", headers=PAGE).text
    office.run([each for each in WRITES if "deviation-notes" in each.path or each.path.startswith("/lex-sarah-reports")])
    page = office.ulla.get(f"/lex-sarah/{REPORT}/decision", headers=PAGE)
    assert page.status_code == 200
    assert "Beslutet i Lex Sarah-ärendet" in page.text and 'action="/lex-sarah/' not in page.text


def test_two_reports_about_one_event_lead_to_each_other(office):
    main, other = office.report(office.anna), office.report(office.chef)
    for report in (main, other):
        office.event(office.post(office.ulla, f"{report}/receipts", RECEIVED))
    office.event(office.post(office.ulla, f"{other}/links", {"main_report_id": main[1:], "link_reason": "Samma dörr."}))
    assert f"/lex-sarah{other}" in links_of(office.ulla, f"/lex-sarah{main}")
    assert f"/lex-sarah{main}" in links_of(office.ulla, f"/lex-sarah{other}")
