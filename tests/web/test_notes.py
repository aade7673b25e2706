"""Writing notes in a browser: few steps, a draft that says where it is, two writers, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.web.browser import TABLET, Web
from tests.web.effort import Effort
from tests.web.note_steps import NUMBER, a_session, new_note, write_elsewhere

TEXT = "Samtal om veckan. Hemuppgiften var gjord alla dagar utom en."


def test_a_note_goes_from_the_days_list_to_signed_in_two_steps_beside_its_text(own_web: Web, request: pytest.FixtureRequest):
    page = own_web.page("behandlare", size=TABLET)
    own_web.visit(page, "/today")
    size = own_web.place.board.ledger.size()
    with Effort(page, "skriv och signera en anteckning", request) as effort:
        next_sessions = page.get_by_role("region", name="Mina nästa besök")
        effort.click(next_sessions.get_by_role("link", name=re.compile("Skriv anteckning")).first)
        page.get_by_label("Anteckning", exact=True).focus()
        effort.write(TEXT)
        effort.click(page.get_by_role("button", name="Spara och signera"))
        page.wait_for_url(re.compile("done=note_signed"))
    recorded = [each.event.TYPE for each in own_web.place.board.ledger.read(size, 10)]
    # The session was booked: that it was held is recorded with the note.
    assert recorded == ["case.session_held", "case.note_recorded", "case.note_signed"]


def test_what_is_being_written_is_saved_as_a_draft_that_says_so_and_is_there_after_a_lost_page(web: Web):
    page = web.page("behandlare")
    web.visit(page, new_note(web.place))
    status = page.get_by_role("status")
    expect(status).to_have_text("Inget är sparat än.")
    page.get_by_label("Anteckning", exact=True).fill(TEXT)
    expect(status).to_have_text(re.compile(r"Utkast sparat \d\d\.\d\d – inte i akten än\."))
    web.visit(page, new_note(web.place))
    page.get_by_role("link", name="Fortsätt på utkastet").last.click()
    expect(page.get_by_label("Anteckning", exact=True)).to_have_value(TEXT)


def test_the_day_follows_the_session_that_is_chosen_and_a_late_note_asks_why(web: Web):
    page, session = web.page("behandlare"), a_session(web.place)
    web.visit(page, new_note(web.place))
    page.locator("#session").select_option(value=str(session))
    expect(page.locator("#on")).to_have_value("2026-10-29")
    expect(page.get_by_label("Varför skrivs anteckningen sent?")).to_be_hidden()
    page.locator("#on").fill("2026-09-01")
    page.locator("#on").dispatch_event("change")
    expect(page.get_by_label("Varför skrivs anteckningen sent?")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_two_writers_see_both_texts_and_neither_is_lost_also_without_scripts(web: Web, script: bool):
    page = web.page("behandlare", script=script)
    web.visit(page, new_note(web.place))
    write_elsewhere(web, "Den andras text.")
    page.get_by_label("Anteckning", exact=True).fill("Min text.")
    page.get_by_role("button", name="Spara och signera").click()
    expect(page.get_by_role("region", name="Det här skrevs under tiden")).to_contain_text("Den andras text.")
    expect(page.get_by_label("Anteckning", exact=True)).to_have_value("Min text.")
    page.get_by_role("button", name="Spara och signera").click()
    page.wait_for_url(re.compile(f"/cases/{web.place.case_id(NUMBER)}.*done=note_signed"))
