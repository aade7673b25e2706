"""Four eyes over HTTP: who asked is not asked to answer, another person's answer is recorded once; a hold is set and lifted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from api.access import today
from api.writes.write import example_id
from domain.approval.events import ApprovalGranted
from tests.api.web.case_place import CASE, case_place
from tests.support.browser import csrf_of
from tests.support.html_form import HtmlForm

APPROVAL = example_id("/approvals", "approval_id")
SET_UP = ("/staff", "/units", "/cases", "/approvals")


@pytest.fixture(scope="module")
def place(cluster, tmp_path_factory):
    with case_place(cluster, tmp_path_factory.mktemp("approvals"), SET_UP) as made:
        yield made


def sent(place, who, page, action, **fields):
    """One of the page's forms, with its hidden fields."""
    text = page.text[page.text.index(f'action="{action}"'):]
    hidden = dict(HtmlForm(text[:text.index("</form>")]).pairs)
    return place.browsers[who].post(action, **{**hidden, "csrf": csrf_of(page), **fields})


def test_who_asked_is_not_asked_to_answer_and_anothers_answer_is_recorded_once(place):
    action = f"/approvals/{APPROVAL}/answer"
    own, others = place.opened("/approvals"), place.opened("/approvals", "bo")
    assert "Din egen begäran" in own.text and action not in own.text
    refused = sent(place, "bo", others, action, answer="grant", reason="")
    assert refused.status_code == 422 and "Skälet till svaret" in refused.text
    size = place.board.ledger.size()
    given = {"answer": "grant", "reason": "Kontrollerat mot sista anteckningen."}
    assert [sent(place, "bo", others, action, **given).status_code for _ in range(2)] == [303, 303]
    assert [type(each) for each in place.events(size)] == [ApprovalGranted]
    assert "Kontrollerat mot sista anteckningen." in place.opened("/approvals", "rut").text


def test_a_hold_is_refused_without_its_day_and_then_set_and_lifted(place):
    here, review_on = f"/erasure/records/{CASE}", (today(place.board) + timedelta(days=60)).isoformat()
    refused = sent(place, "anna", place.opened(here), f"{here}/holds", hold_kind="court", hold_basis="T 12-26")
    assert refused.status_code == 422 and "Ange dagen" in refused.text and 'value="T 12-26"' in refused.text
    done = sent(place, "anna", refused, f"{here}/holds", hold_kind="court", hold_basis="T 12-26", review_hold_on=review_on)
    assert done.status_code == 303, done.text
    held = place.opened(here)
    assert "Mål i domstol" in held.text
    action = held.text.split(f'action="{here}/holds/')[1].split('"')[0]
    unsaid = sent(place, "anna", held, f"{here}/holds/{action}", reason=" ")
    assert unsaid.status_code == 422 and "Skriv varför hindret hävs" in unsaid.text
    assert sent(place, "anna", held, f"{here}/holds/{action}", reason="Målet är avgjort.").status_code == 303
    assert "Inget hinder är satt." in place.opened(here).text
