"""A therapist's morning on a tablet, one whole day in a browser: from what is late to an adaptation, with scripts and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser import TABLET, Web
from tests.web.rating_steps import NUMBER

TODAY = "2026-10-30"
NOTE = "Samtal om veckan. Hemuppgiften var gjord alla dagar utom en."
SAID, DONE = "Jag vill ha sammanfattningen på papper.", "Sammanfattningen skrivs ut efter varje samtal."
FOLLOWED_UP = {
    "follow_up_point": "months_3", "follow_up_manner": "telephone", "answered_by": "individual", "follow_up_outcome": "better",
    "result_lasts": "yes", "known_to_services": "no",
}


@pytest.mark.parametrize("script", [True, False])
def test_a_therapists_morning_goes_from_what_is_late_to_an_adaptation_on_one_tablet(own_web: Web, script: bool):
    page, size = own_web.page("behandlare", size=TABLET, script=script, fresh=True), own_web.place.board.ledger.size()
    own_web.visit(page, "/today")
    _do_what_is_late(page)
    _write_and_sign(page)
    _let_the_client_rate(page, own_web.place.password_of("behandlare"), script=script)
    _answer_the_signal(page)
    _take_up_what_was_said(page)
    page.get_by_role("link", name="Idag", exact=True).first.click()
    expect(page.get_by_text("saker är försenade")).to_be_visible()
    expect(page.get_by_role("link", name="Skriv anteckning om besöket")).to_have_count(0)
    assert [each.event.TYPE for each in own_web.place.board.ledger.read(size, 20)] == [
        "case.follow_up_done", "case.note_recorded", "case.note_signed", "case.rating_recorded", "case.alert_answered",
        "viewpoint.received", "viewpoint.adaptation_made",
    ]


def _do_what_is_late(page: Page) -> None:
    page.get_by_role("region", name="Försenat").get_by_role("link", name="Följ upp efter avslutet").click()
    for name, value in FOLLOWED_UP.items():
        page.locator(f'[name="{name}"][value="{value}"]').check()
    page.locator("#closing_followed_up_on").fill(TODAY)
    page.get_by_role("button", name="Spara", exact=True).last.click()
    expect(page.get_by_role("alert")).to_contain_text("Sparat.")


def _write_and_sign(page: Page) -> None:
    """From the day's list into the case, and from what is to be done there to a signed note."""
    page.get_by_role("link", name="Idag", exact=True).first.click()
    page.get_by_role("main").get_by_role("link", name=NUMBER, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Ärende {NUMBER}")
    page.get_by_role("region", name="Att göra").get_by_role("link", name="Skriv anteckning om besöket").click()
    page.get_by_label("Anteckning", exact=True).fill(NOTE)
    page.get_by_role("button", name="Spara och signera").click()
    page.wait_for_url(re.compile("done=note_signed"))
    expect(page.get_by_role("region", name="Journal")).to_contain_text(NOTE)


def _let_the_client_rate(page: Page, password: str, *, script: bool) -> None:
    """The client sets four scales, by pointing at them where scripts run; and the therapist sees at once what that came to."""
    page.get_by_role("link", name="Skatta", exact=True).click()
    page.get_by_role("button", name="Lås och lämna över").click()
    for number, value in enumerate(("2,1", "3", "1,4", "2,5"), start=1):
        page.fill(f"#value_{number}", value)
    if script:
        page.get_by_role("slider").nth(2).focus()
        page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Klar").click()
    expect(page.get_by_role("heading", name="Tack!")).to_be_visible()
    page.get_by_role("link", name="För behandlaren: lås upp och se resultatet").click()
    page.get_by_label("Lösenord").fill(password)
    page.get_by_role("button", name="Lås upp").click()
    expect(page.locator(".is-lowest")).to_contain_text("1,3" if script else "1,4")
    expect(page.get_by_role("img", name="ORS")).to_be_visible()


def _answer_the_signal(page: Page) -> None:
    page.get_by_role("link", name="Svara på signalen").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Besvara signalen: säker försämring")
    page.get_by_label("Kontakt", exact=True).check()
    page.get_by_label("Vad gjordes, eller varför gjordes inget?").fill("Vi talade om det på samma möte.")
    page.get_by_role("button", name="Spara svaret").click()
    expect(page.get_by_text("Signalen är besvarad.")).to_be_visible()


def _take_up_what_was_said(page: Page) -> None:
    """A viewpoint of the person's, written in from the case, and the adaptation that it led to, from the register."""
    page.get_by_role("link", name="Ny synpunkt").click()
    page.get_by_label("Vad sades").fill(SAID)
    page.get_by_role("button", name="Spara synpunkten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Ärende {NUMBER}")
    page.get_by_role("navigation").get_by_role("link", name="Synpunkter").click()
    page.get_by_role("link", name=SAID).click()
    page.get_by_role("link", name="Skriv in en anpassning").click()
    page.locator("#adaptation").fill(DONE)
    page.locator("#adapted_on").fill(TODAY)
    page.get_by_role("button", name="Spara", exact=True).last.click()
    expect(page.get_by_text(DONE)).to_be_visible()
