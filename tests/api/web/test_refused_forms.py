"""What becomes of what was typed in a form that is refused with an error: it is kept, shown to be copied, or told to be gone."""

from __future__ import annotations

from uuid import uuid4

import pytest

from adapters.postgres.ledger import RECORDS_NOTHING
from api.http.barrier import MAX_WRITE_BYTES
from domain.errors import NotAllowedError
from tests.api.conftest import PASSWORD
from tests.api.web.case_place import CASE, OF_CASE, case_place
from tests.api.web.test_kept_forms import A_WISH, SAME, TEXT, WISHES, opened, sent
from tests.support.browser import Browser, csrf_of

SET_UP = ("/staff", "/units", "/offerings", "/cases", f"{OF_CASE}/assignments")
WAYS_IN = (
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = %s::regnamespace AND starts_with(proname, 'access_append')"
)


@pytest.fixture(scope="module")
def place(api_cluster, tmp_path_factory):
    with case_place(api_cluster, tmp_path_factory.mktemp("refused"), SET_UP) as opened_place:
        yield opened_place


@pytest.fixture
def tablet(place):
    browser = Browser(place.address)
    browser.log_in("anna", PASSWORD)
    yield browser
    browser.close()


def access_log(place, api_cluster, statement):
    """Take the right to write in the access log away, or give it back."""
    with api_cluster.admin() as admin:
        for (signature,) in admin.execute(WAYS_IN, (place.board.store.schema,)).fetchall():
            admin.execute(statement.format(signature))


def test_when_the_database_does_not_answer_the_form_waits_until_it_does(place, tablet, api_cluster):
    page, size = opened(tablet, WISHES), place.board.ledger.size()
    access_log(place, api_cluster, "REVOKE EXECUTE ON FUNCTION {} FROM aktspar_app")
    try:
        refused = sent(tablet, page, WISHES, **A_WISH)
    finally:
        access_log(place, api_cluster, "GRANT EXECUTE ON FUNCTION {} TO aktspar_app")
    assert refused.status_code == 503 and "Inget är sparat, men det du skrev ligger kvar" in refused.text
    again = opened(tablet, "/kept/" + refused.text.split('href="/kept/')[1].split('"')[0])
    assert TEXT in again.text and sent(tablet, again, WISHES).status_code == 303 and place.board.ledger.size() == size + 1


def test_what_can_be_sent_nowhere_is_shown_to_be_copied_to_whoever_wrote_it(place, tablet):
    page = opened(tablet, WISHES)
    missing = sent(tablet, page, WISHES.replace(CASE, str(uuid4())), **A_WISH)
    assert missing.status_code == 404 and "Kopiera texten" in missing.text
    copied = missing.text.split("Kopiera texten")[1]
    assert TEXT in copied and "2026-03-10" not in copied, "running text only"
    auditor = place.browsers["rut"]
    answer = auditor.post(WISHES, csrf=csrf_of(auditor.get("/sessions")), key=str(uuid4()), seen="1", **A_WISH)
    assert answer.status_code == 403 and TEXT in answer.text
    planted = tablet.client.post(
        WISHES.replace(CASE, str(uuid4())), data={"csrf": "x", "key": str(uuid4()), **A_WISH}, headers=SAME
    )
    assert planted.status_code == 403 and TEXT not in planted.text, "a page of nobody's has no text given back"


def test_a_form_that_is_too_large_says_what_to_do_and_that_nothing_is_saved(place, tablet):
    page = opened(tablet, WISHES)
    refused = sent(tablet, page, WISHES, **{**A_WISH, "preferred_times": "x" * MAX_WRITE_BYTES})
    assert refused.status_code == 413 and "välj en mindre fil" in refused.text and "kunde inte läggas undan" in refused.text


def test_what_is_only_shown_can_record_nothing_whatever_page_it_is(place):
    command = object()
    token = RECORDS_NOTHING.set(True)
    try:
        with pytest.raises(NotAllowedError):
            place.board.ledger.append(command)
    finally:
        RECORDS_NOTHING.reset(token)


def test_what_one_wrote_oneself_in_another_window_is_not_asked_about_and_what_anybody_else_wrote_is(place, tablet):
    late, early, size = opened(tablet, WISHES), opened(tablet, WISHES), place.board.ledger.size()
    assert [sent(tablet, page, WISHES, **A_WISH).status_code for page in (early, late)] == [303, 303]
    assert place.board.ledger.size() == size + 2
    late, theirs = opened(tablet, WISHES), place.opened(WISHES, "bo")
    assert place.sent(theirs, WISHES, "bo", **{**A_WISH, "preferred_times": "Helst på lördagar."}).status_code == 303
    asked = sent(tablet, late, WISHES, **A_WISH)
    assert asked.status_code == 412 and "Helst på lördagar." in asked.text and TEXT in asked.text
    assert "Någon annan" in asked.text and place.board.ledger.size() == size + 3
    assert sent(tablet, asked, WISHES).status_code == 303 and place.board.ledger.size() == size + 4
