"""What a manager is told of proof: how much is signed, by whom, when all was checked, and what is wrong."""

from __future__ import annotations

import pytest

from api.alarms import note_verified
from tests.api.conftest import PASSWORD, MemoryLog, new_board, served
from tests.api.writing import accounts_of
from tests.support.browser import Browser


@pytest.fixture
def browser(runtime, tmp_path, board):
    accounts = accounts_of(tmp_path, board, [("chef", "chef", None)])
    with served(runtime, accounts, MemoryLog()) as address:
        made = Browser(address)
        made.log_in("chef", PASSWORD)
        yield made
        made.close()


def test_what_is_signed_what_is_not_and_what_a_check_found_are_told_in_words(browser, board, runtime):
    page = browser.get("/proof").text
    assert "Inget är signerat än." in page and "Bara nämndens egen nyckel." in page
    board.publish_checkpoint()
    size = board.ledger.size()
    page = browser.get("/proof").text
    assert f"De första {size} händelserna ligger fast." in page and "Ingen kontroll är gjord än." in page
    note_verified(runtime.settings.data_dir, board.slug, "ledger", 3)
    page = browser.get("/proof").text
    assert "3 fel</strong>" in page and "Verifieringen hittade fel: lagrade uppgifter är inte de som signerades." in page


def test_of_an_empty_ledger_no_position_can_be_looked_up(runtime, tmp_path):
    accounts = accounts_of(tmp_path, new_board(runtime), [("chef", "chef", None)])
    with served(runtime, accounts, MemoryLog()) as address:
        empty = Browser(address)
        empty.log_in("chef", PASSWORD)
        answer = empty.get("/proof?position=0")
        assert answer.status_code == 422 and "Liggaren är tom." in answer.text
        empty.close()


def test_a_position_is_looked_up_and_its_receipt_is_the_one_that_the_service_gives(browser, board):
    assert browser.get("/proof?position=0").headers["location"] == "/proof/0"
    page = browser.get("/proof/0").text
    assert "Händelsen står på den här platsen i liggaren" in page and "Så kontrollerar du kvittot själv" in page
    file = browser.get("/proof/0/receipt")
    assert file.headers["content-disposition"] == 'attachment; filename="kvitto-0.txt"' and file.text == board.receipt(0)[0]
    last = board.ledger.size() - 1
    refused = browser.get("/proof?position=en")
    assert refused.status_code == 422 and f"Skriv en position mellan 0 och {last}" in refused.text
    assert [browser.get(f"/proof/{last + 1}{rest}").status_code for rest in ("", "/receipt")] == [404, 404]
