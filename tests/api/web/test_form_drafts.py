"""Drafts of the forms of writes in a case: they take every form, are their author's, and go once what they became is recorded."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from api.web.forms.addresses import address_of
from api.web.forms.drafted import drafted, filled_by, form_of, has_long_text
from api.web.forms.fields import fields_of
from api.web.forms.filling import filled
from api.web.forms.posted import Posted
from api.writes.table import shapes
from domain.draft import require_savable
from domain.offering.codes import DocumentationRegime
from domain.policies import DEFAULT_POLICY
from tests.api.conftest import access_records
from tests.api.web.case_place import CASE, OF_CASE, case_place
from tests.api.web.case_place import form_of as fields_in

WISHES, NOTE = f"/record/cases/{CASE}/wishes", f"/cases/{CASE}/notes/new"
TEXT = "Helst efter skolan, och aldrig på onsdagar."
SET_UP = ("/staff", "/units", "/offerings", "/cases", f"{OF_CASE}/assignments")


@pytest.fixture(scope="module")
def place(api_cluster, tmp_path_factory):
    with case_place(api_cluster, tmp_path_factory.mktemp("drafts"), SET_UP) as opened:
        yield opened


def test_every_form_of_a_case_with_running_text_is_the_same_after_a_draft_has_kept_it():
    tried = 0
    for shape in shapes():
        fields = fields_of(shape.write.path)
        if shape.is_about_a_case and not shape.write.begins and has_long_text(fields):
            address = address_of(shape.write.path, {"case_id": UUID(CASE)})
            for _name, body in shape.write.examples():
                posted = filled(fields, json.loads(json.dumps(body, default=str)))
                draft = drafted(address, fields, posted.pairs())
                require_savable(draft, DocumentationRegime.FULL_CASE, DEFAULT_POLICY)
                assert list(Posted(filled_by(draft)).pairs()) == list(posted.pairs()), address
                assert form_of(draft) == address
                tried += 1
    assert tried > 100


def test_nothing_but_the_forms_own_fields_is_in_its_draft_and_an_empty_form_is_none():
    fields = fields_of(f"{OF_CASE}/wishes")
    around = [("csrf", "x"), ("key", "x"), ("seen", "3"), ("next", "/today"), ("_draft", "1"), ("draft_version", "2"), ("x", "y")]
    assert drafted(WISHES, fields, [*around, ("preferred_times", "  ")]) == {}
    assert set(drafted(WISHES, fields, [*around, ("preferred_times", TEXT)])) == {"form_address", "preferred_times"}


@pytest.mark.parametrize("address", ["//annan.example", "https://annan.example/record/units", "/record/finns-inte", "/today", ""])
def test_a_draft_leads_to_a_form_of_ours_or_nowhere(address):
    assert form_of({"form_address": address, "text": TEXT}) is None


def drafts(place, who="anna"):
    """The author's drafts, as the service tells them."""
    answer = place.browsers[who].client.get("/api/v1/drafts", headers={"Accept": "application/json"})
    return answer.json()["drafts"]


def test_a_form_is_saved_as_a_draft_by_its_button_offered_when_it_is_opened_and_gone_when_it_is_recorded(place):
    page, size, before = place.opened(WISHES), place.board.ledger.size(), len(access_records(place.board))
    assert "Inget är sparat än" in page.text and "Spara som utkast" in page.text
    saved = place.sent(page, WISHES, preferred_times=TEXT, _draft="1", next="/today")
    key = dict(fields_in(page))["key"]
    assert saved.headers["location"] == f"{WISHES}?draft={key}&next=%2Ftoday" and place.board.ledger.size() == size
    assert place.records(before) == [("POST /record/cases/{case_id}/wishes", "shown")]
    assert TEXT not in str(access_records(place.board)) and TEXT not in str(saved.headers)
    offered = place.opened(f"{WISHES}?next=/today")
    assert f'href="{WISHES}?draft={key}&amp;next=/today"' in offered.text and TEXT not in offered.text
    on_draft = place.opened(saved.headers["location"])
    assert dict(fields_in(on_draft)) | {"preferred_times": TEXT, "key": key, "draft_version": "1"} == dict(fields_in(on_draft))
    assert "inte i akten än" in on_draft.text and "Fortsätt på utkastet" not in on_draft.text
    refused = place.sent(on_draft, WISHES)
    assert refused.status_code == 422 and dict(fields_in(refused))["draft_version"] == "1", "a fault takes no draft away"
    assert place.sent(refused, WISHES, person_asked_on="2026-03-10").headers["location"].startswith("/today")
    assert [each.preferred_times for each in place.events(size)] == [TEXT] and drafts(place) == []


def test_a_script_saves_the_draft_as_one_writes_and_is_told_when_it_was_saved_elsewhere(place):
    page = place.opened(WISHES)
    first = place.sent(page, WISHES, accept="application/json", preferred_times=TEXT, _draft="1")
    assert first.status_code == 200 and first.json()["version"] == 1
    elsewhere = place.sent(page, WISHES, accept="application/json", preferred_times="x", _draft="1")
    assert elsewhere.status_code in (412, 422) and "why" in elsewhere.json()
    second = place.sent(page, WISHES, accept="application/json", preferred_times=TEXT + " Ja.", _draft="1", draft_version="1")
    assert second.json()["version"] == 2
    stale = place.sent(page, WISHES, accept="application/json", preferred_times="x", _draft="1", draft_version="1")
    assert stale.status_code == 412
    empty = place.sent(place.opened(WISHES), WISHES, accept="application/json", _draft="1")
    assert empty.status_code == 422 and "tomt" in empty.json()["why"]
    key = dict(fields_in(page))["key"]
    on_draft = place.opened(f"{WISHES}?draft={key}")
    removed = place.sent(on_draft, f"/cases/{CASE}/notes/draft/{key}/removal", draft_version="2", next=WISHES)
    assert removed.headers["location"] == f"{WISHES}?done=draft_removed" and drafts(place) == []


def test_a_draft_is_its_authors_alone_and_the_notes_page_leads_to_the_form_that_it_is_of(place):
    page, key = place.opened(WISHES), None
    place.sent(page, WISHES, preferred_times=TEXT, _draft="1")
    key = dict(fields_in(page))["key"]
    assert "utkast av det här formuläret" not in place.opened(WISHES, "bo").text
    stolen = place.opened(f"{WISHES}?draft={key}", "bo", 404)
    assert TEXT not in stolen.text
    assert f"{NOTE}?draft={key}" in place.opened(NOTE).text
    led = place.opened(f"{NOTE}?draft={key}&next=/today", status=303)
    assert led.headers["location"] == f"{WISHES}?draft={key}&next=%2Ftoday"
    other_form = place.opened(f"/record/cases/{CASE}/contacts?draft={key}", status=303)
    assert other_form.headers["location"] == f"{WISHES}?draft={key}"
    place.sent(place.opened(f"{WISHES}?draft={key}"), f"/cases/{CASE}/notes/draft/{key}/removal", next=WISHES)


def test_a_form_without_running_text_or_of_no_case_has_no_drafts(place):
    for path in (f"/record/cases/{CASE}/cooldown-period", "/record/viewpoints"):
        page = place.browsers["anna"].get(path)
        assert "Spara som utkast" not in page.text
    page = place.opened("/record/viewpoints")
    refused = place.sent(page, "/record/viewpoints", description=TEXT, _draft="1")
    assert refused.status_code == 422 and "har inga utkast" in refused.text and TEXT in refused.text
