"""Notes in the browser: about their session, marked where wanted, drafts that are no record, signed by who read them."""

from __future__ import annotations

import html
from uuid import uuid4

import pytest

from api.web.pages.frame import Fault
from api.web.pages.note_form import at_fields, texts_of, when_of
from api.writes.journal import NOTES
from api.writes.write import example_id
from tests.api.conftest import access_records
from tests.api.web.case_place import CASE, OF_CASE, case_place, form_of

SESSION = example_id(f"{OF_CASE}/sessions", "session_id")
NEW, DRAFT = f"/cases/{CASE}/notes/new", f"/cases/{CASE}/notes/draft"
SET_UP = ("/staff", "/units", "/offerings", "/cases", f"{OF_CASE}/assignments", f"{OF_CASE}/sessions", NOTES)


@pytest.fixture(scope="module")
def place(api_cluster, tmp_path_factory):
    with case_place(api_cluster, tmp_path_factory.mktemp("notes"), SET_UP) as opened:
        yield opened


def written(place, page, who="anna", **fields):
    """The note that a form's sending recorded, and everything else that it did."""
    size = place.board.ledger.size()
    answer = place.sent(page, NEW, who, **{"text": "Samtal om kvällarna.", "then": "save", **fields})
    assert answer.status_code == 303, answer.text[-2500:]
    events = place.events(size)
    [note] = [each for each in events if each.TYPE == "case.note_recorded"]
    return note, events


def test_a_note_is_about_the_session_that_it_was_opened_from_and_is_signed_at_once(place):
    page = place.opened(f"{NEW}?session={SESSION}")
    fields = dict(form_of(page))
    assert (fields["on"], fields["at"], fields["participants"]) == ("2026-03-10", "15:00", "brukaren, behandlaren")
    before = len(access_records(place.board))
    note, events = written(place, page, then="sign", next="/today")
    assert [each.TYPE for each in events] == ["case.note_recorded", "case.note_signed"]
    assert str(note.session_id) == SESSION and note.unmarked == "Samtal om kvällarna." and events[1].note_id == note.note_id
    assert place.records(before) == [("POST /cases/{case_id}/notes/new", "written")] * 2


def test_what_is_marked_as_fact_assessment_or_own_view_is_recorded_apart(place):
    note, _ = written(
        place, place.opened(NEW), fact="Kom i tid.", assessment="Det går bättre.", individual_view="Nöjd.",
        individual_informed="yes", participants="mamma, behandlare",
    )
    assert (note.unmarked, note.fact, note.assessment, note.individual_view, note.third_party) == (
        "Samtal om kvällarna.", "Kom i tid.", "Det går bättre.", "Nöjd.", None
    )
    assert note.individual_informed is True and note.participants == ("mamma", "behandlare")


def test_a_new_session_and_its_note_are_recorded_in_one_step_and_once_however_often_they_are_sent(place):
    page = place.opened(f"{NEW}?session=new")
    sent = {"on": "2026-03-16", "at": "10:15", "outcome": "missed", "kind": "home_visit"}
    note, events = written(place, page, **sent)
    assert [each.TYPE for each in events] == ["case.session_missed", "case.note_recorded"]
    assert note.session_id == events[0].session_id and str(events[0].occurred.at) == "10:15:00"
    size = place.board.ledger.size()
    assert place.sent(page, NEW, text="Samtal om kvällarna.", then="save", **sent).status_code == 303
    assert place.board.ledger.size() == size


def test_a_new_session_without_saying_whether_it_took_place_is_asked_about_and_nothing_is_recorded(place):
    size = place.board.ledger.size()
    answer = place.sent(place.opened(f"{NEW}?session=new"), NEW, text="Text.", on="2026-03-16", then="save")
    assert answer.status_code == 422 and 'href="#outcome"' in answer.text and 'href="#kind"' in answer.text
    assert "Text." in answer.text and place.board.ledger.size() == size


def test_a_late_note_is_asked_why_at_its_field_and_keeps_what_was_written(place):
    page = place.opened(NEW)
    late = {"text": "Från i vintras.", "on": "2026-02-20", "then": "save"}
    refused = place.sent(page, NEW, **late)
    assert refused.status_code == 422 and 'href="#late_reason"' in refused.text and "Från i vintras." in refused.text
    assert '<div id="late" class="aktspar-note__late">' in refused.text
    note, _ = written(place, refused, late_reason="Jag var sjuk.")
    assert (note.late_reason, str(note.occurred.on)) == ("Jag var sjuk.", "2026-02-20")


@pytest.mark.parametrize(("sent", "field"), [
    ({"text": " "}, "text"), ({"text": "Ja.", "on": ""}, "on"), ({"text": "Ja.", "on": "2026-13-40"}, "on"),
    ({"text": "Ja.", "at": "kl tre"}, "at"), ({"text": "Ja.", "on": "2199-01-01"}, "on"),
    ({"text": "Ja.", "information_source": "x" * 501}, "information_source"),
    ({"text": "Ja.", "session": str(uuid4())}, "session"),
    ({"text": "Ja.", "channel": "duva"}, "channel"), ({"text": "Ja.\u202e"}, "text"),
])
def test_what_cannot_be_recorded_is_told_at_its_field_and_nothing_is_lost(place, sent, field):
    size = place.board.ledger.size()
    answer = place.sent(place.opened(NEW), NEW, **{"participants": "det som är kvar", "then": "save", **sent})
    assert answer.status_code == 422 and f'href="#{field}"' in answer.text, answer.text[-3000:]
    assert "det som är kvar" in answer.text
    assert place.board.ledger.size() == size


def test_a_draft_is_saved_as_one_writes_is_no_record_and_is_gone_when_its_note_is_recorded(place):
    page, size = place.opened(NEW), place.board.ledger.size()
    first = place.sent(page, DRAFT, accept="application/json", text="Påbörjat")
    again = place.sent(page, DRAFT, accept="application/json", text="Påbörjat mer", draft_version="1")
    stale = place.sent(page, DRAFT, accept="application/json", text="Annat", draft_version="1")
    assert (first.json()["version"], again.json()["version"], stale.status_code) == (1, 2, 412)
    assert place.board.ledger.size() == size
    key = dict(form_of(page))["key"]
    kept = place.opened(f"{NEW}?draft={key}")
    assert ">Påbörjat mer</textarea>" in kept.text and "inte i akten än" in kept.text
    assert f"{NEW}?draft={key}" in place.opened(NEW).text
    note, _ = written(place, kept, text="Påbörjat mer och klart.")
    assert note.unmarked == "Påbörjat mer och klart."
    assert f"draft={key}" not in place.opened(NEW).text
    place.opened(f"{NEW}?draft={key}", status=404)


def test_without_a_script_a_draft_is_saved_by_a_button_and_removed_by_another(place):
    page = place.opened(NEW)
    saved = place.sent(page, DRAFT, text="Halvfärdigt", then="draft")
    assert saved.status_code == 303
    kept = place.opened(saved.headers["location"])
    key, version = (dict(form_of(kept))[name] for name in ("key", "draft_version"))
    removed = place.browsers["anna"].send(kept, f"{DRAFT}/{key}/removal", draft_version=version)
    assert removed.status_code == 303 and f"draft={key}" not in place.opened(NEW).text


def test_an_empty_draft_is_not_saved_and_nobody_else_reads_anothers(place):
    page = place.opened(NEW)
    assert place.sent(page, DRAFT, accept="application/json", text=" ").status_code == 422
    place.sent(page, DRAFT, accept="application/json", text="Bara mitt")
    key = dict(form_of(page))["key"]
    other = place.browsers["bo"].get(f"{NEW}?draft={key}")
    assert other.status_code == 404 and "Bara mitt" not in other.text


def test_who_comes_second_sees_both_texts_and_can_then_save(place):
    mine, size = place.opened(NEW), place.board.ledger.size()
    written(place, place.opened(NEW, "bo"), "bo", text="Chefens rad.")
    second = place.sent(mine, NEW, text="Min rad.", then="save")
    assert second.status_code == 412 and "Min rad." in second.text and "Chefens rad." in second.text
    assert place.board.ledger.size() == size + 1
    note, _ = written(place, second, text="Min rad.")
    assert note.unmarked == "Min rad."


def test_a_correction_shows_the_original_asks_why_and_leaves_it_legible(place):
    note, _ = written(place, place.opened(NEW), text="Tre lugna veckor.")
    address = f"/cases/{CASE}/notes/{note.note_id}/correct"
    page = place.opened(address)
    assert page.text.count("Tre lugna veckor.") == 2
    refused = place.sent(page, address, text="Två lugna veckor.")
    assert refused.status_code == 422 and 'href="#reason"' in refused.text and "Två lugna veckor." in refused.text
    assert place.sent(refused, address, reason="Fel antal.").status_code == 303
    again = place.opened(address)
    assert "<s>Tre lugna veckor.</s>" in again.text
    unchanged = place.sent(again, address, reason="Fel antal.")
    assert unchanged.status_code == 422 and "ändrar ingenting" in unchanged.text


def test_a_correction_that_comes_second_shows_what_the_note_says_now(place):
    note, _ = written(place, place.opened(NEW), text="Först.")
    address = f"/cases/{CASE}/notes/{note.note_id}/correct"
    mine, theirs = place.opened(address), place.opened(address, "bo")
    assert place.sent(theirs, address, "bo", text="Deras lydelse.", reason="Fel.").status_code == 303
    second = place.sent(mine, address, text="Min lydelse.", reason="Fel.")
    assert second.status_code == 412 and "Min lydelse." in second.text and "Deras lydelse." in second.text
    assert place.sent(second, address).status_code == 303


def test_a_note_is_signed_as_it_reads_and_by_another_only_with_a_reason(place):
    note, _ = written(place, place.opened(NEW), text="Att signera.")
    waiting = place.opened("/notes/unsigned")
    assert "Att signera." in waiting.text
    sign = f"/cases/{CASE}/notes/{note.note_id}/sign"
    keyed = {"key": str(uuid4())}
    read_wrong = place.browsers["anna"].send(waiting, sign, correction=str(uuid4()), **keyed)
    assert read_wrong.status_code == 422 and "en annan lydelse" in read_wrong.text
    bare = place.browsers["bo"].send(place.opened("/notes/unsigned", "bo"), sign, **keyed)
    assert bare.status_code == 422 and "varför du signerar i stället" in html.unescape(bare.text)
    signed = place.browsers["anna"].send(waiting, sign, **keyed)
    assert signed.status_code == 303 and place.events(place.board.ledger.size() - 1)[0].note_id == note.note_id
    assert "Att signera." not in place.opened(signed.headers["location"]).text.partition("<h1")[2].replace("Att signera</h1>", "")


def test_a_note_may_be_as_long_as_the_record_takes(place):
    note, _ = written(place, place.opened(NEW), text="å" * 40_000)
    assert len(note.unmarked) == 40_000
    refused = place.sent(place.opened(NEW), NEW, text="å" * 100_001, then="save")
    assert refused.status_code == 422 and 'href="#text"' in refused.text


def test_whoever_may_not_write_gets_no_form_and_another_sites_page_records_nothing(place):
    size = place.board.ledger.size()
    page = place.opened(NEW)
    place.opened(NEW, "rut", 403)
    place.opened("/notes/unsigned", "rut", 403)
    fields = {**dict(form_of(page)), "text": "Från någon annan."}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-origin"}):
        answer = place.browsers["anna"].client.post(NEW, data={**fields, "csrf": "gissad"}, headers=headers)
        assert answer.status_code == 403
    assert place.board.ledger.size() == size


def test_texts_are_what_is_written_and_a_time_may_be_left_out():
    assert texts_of({"text": " Ja.\r\nNej. ", "fact": " "}) == {"unmarked": "Ja.\nNej."}
    when, faults = when_of({"on": "2026-03-16", "at": ""})
    assert not faults and when.body() == {"on": "2026-03-16"}
    when, faults = when_of({"on": "2026-03-16", "at": "9.05"})
    assert when is None and [each.field for each in faults] == ["at"]


def test_a_fault_that_is_about_no_field_is_the_forms():
    assert at_fields([Fault("form", "Ärendet är avslutat.")]) == [Fault("form", "Ärendet är avslutat.")]
