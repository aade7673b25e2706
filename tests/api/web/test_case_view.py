"""What the page of a case makes of a timeline, and by which key a search seeks: without a browser or a database."""

from __future__ import annotations

from typing import Any

import pytest

from api.page_matrix import RECORD
from api.web.forms.addresses import named_by
from api.web.pages.case_view import adaptations_of, notes_of, sessions_of
from api.web.pages.cases import Key, key_of
from api.web.pages.duty_places import place_of_duty
from api.web.pages.today_watch import _KEPT_IN
from projections.duties import DUTIES

CASE, ENTRY = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-00000000000a"
STRIKING = {"type": "case.entry_struck", "facts": {}, "texts": [], "position": 9}


def item(kind: str, on: str = "2026-07-01", **more: Any) -> dict[str, Any]:
    return {
        "position": 1, "entry": ENTRY, "type": kind, "heading": "", "occurred": {"on": on, "precision": "day", "at": None},
        "recorded": {"at": "2026-07-02T10:00:00.000000Z", "position": 1}, "days_late": 1, "late": False, "struck": False,
        "author": {"id": ENTRY, "name": "Maja Exempel", "title": "behandlare"}, "facts": {"kind": "conversation"},
        "texts": [{"kind": "fact", "name": "fact", "text": "Det som skrevs."}], "corrections": [], "withheld": False,
        "misfiled": None, **more,
    }


def corrected(kind: str, **facts: Any) -> dict[str, Any]:
    texts = [{"kind": "fact", "name": "fact", "text": "Det som rättades."}]
    return {"type": kind, "facts": {"kind": "conversation", **facts}, "texts": texts, "position": 5}


def test_a_corrected_session_is_shown_as_it_was_corrected_and_a_struck_one_is_not_shown() -> None:
    changed = item("case.session_held", corrections=[corrected("case.session_corrected", outcome="missed")], struck=True)
    struck = item("case.session_held", corrections=[STRIKING], struck=True)
    [shown] = sessions_of([changed, struck], [])
    assert shown.outcome == "missed"


def test_a_corrected_note_reads_as_corrected_and_says_that_it_was() -> None:
    [note] = notes_of([item("case.note_recorded", corrections=[corrected("case.note_corrected")], struck=True)], [])
    assert ([part.text for part in note.parts], note.corrections) == (["Det som rättades."], 1)


def test_notes_come_with_the_latest_first_and_a_note_in_the_wrong_file_leaves_a_trace_without_text() -> None:
    early, late = item("case.note_recorded", "2026-07-01"), item("case.note_recorded", "2026-07-08")
    moved = item("case.note_recorded", "2026-07-04", misfiled={"position": 8}, withheld=True, texts=[])
    found = notes_of([early, moved, late], [])
    assert [each.occurred_on for each in found] == ["2026-07-08", "2026-07-04", "2026-07-01"]
    assert found[1].parts == () and found[1].withheld.startswith("Anteckningen låg i fel akt")


def test_a_note_that_waits_for_its_signature_says_so_until_it_is_signed() -> None:
    signature = item("case.note_signed", facts={"note_id": ENTRY})
    waiting = [{"kind": "sign_note", "about": ENTRY}]
    [unsigned], [signed] = notes_of([item("case.note_recorded")], waiting), notes_of([item("case.note_recorded"), signature], [])
    assert (unsigned.waits_for_signature, unsigned.signed_by) == (True, "")
    assert (signed.waits_for_signature, signed.signed_by) == (False, "Maja Exempel")


def test_an_adaptation_that_was_struck_is_on_no_curve() -> None:
    made = item("viewpoint.adaptation_made")
    assert [each.text for each in adaptations_of([made])] == ["Det som skrevs."]
    assert adaptations_of([made | {"corrections": [STRIKING]}]) == []


@pytest.mark.parametrize(("term", "key"), [
    ("2026-0107", Key.NUMBER), ("Ä 12", Key.NUMBER), ("201701022384", Key.IDENTITY_NUMBER),
    ("20170102-2384", Key.IDENTITY_NUMBER), ("170102-2384", Key.IDENTITY_NUMBER),
    ("Alma Påhittsson", Key.NAME), ("Anna-Karin", Key.NAME),
])
def test_what_is_searched_for_is_taken_for_the_key_that_it_looks_like(term: str, key: Key) -> None:
    assert key_of(term) is key


def test_every_kind_of_duty_leads_to_the_page_or_form_where_it_is_done_and_no_address_holds_anything_but_ids() -> None:
    for kind in DUTIES:
        address = place_of_duty({"kind": kind.value, "case": CASE, "about": ENTRY})
        assert address.startswith(("/cases/", "/record/", "/notes/", "/review/")) and "{" not in address
        path = address.partition("?")[0]
        assert not path.startswith(RECORD) or named_by(path.removeprefix(RECORD)[1:]) is not None, address
    assert all(each.startswith("/") for each in _KEPT_IN.values())
