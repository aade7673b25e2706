"""Viewpoints in a browser: one becomes an adaptation and is seen at the next SRS; the weekly meeting goes through what is new."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.web.browser import TABLET, Web

SAID, DONE = "Jag vill sitta vid fönstret.", "Stolen står vid fönstret."
SAID_ON, ADAPTED_ON = "2026-08-20", "2026-08-28"
"""Between the demo's SRS of 20 August, which was 28,4, and that of 3 September, which was 35,9."""


def test_a_viewpoint_becomes_an_adaptation_is_seen_at_the_next_srs_and_is_gone_through_at_the_meeting(own_web: Web):
    web = own_web
    # Without scripts: everything is there all the same.
    page = web.page("chef", size=TABLET, script=False)
    web.visit(page, f"/viewpoints/new?case={web.place.case_id()}")
    expect(page.locator("#case_id")).to_have_value("2026-0107")
    page.get_by_label("Vad sades").fill(SAID)
    page.get_by_label("Inkom").fill(SAID_ON)
    page.get_by_role("button", name="Lägg till en till").click()
    expect(page.get_by_label("Vad sades")).to_have_value(SAID)
    page.get_by_role("button", name="Spara synpunkten").click()
    expect(page.get_by_role("alert")).to_contain_text("Synpunkten står i registret.")
    expect(page.get_by_text("Ingen anpassning är gjord.")).to_be_visible()
    page.get_by_role("link", name="Skriv in en anpassning").click()
    page.locator("#adaptation").fill(DONE)
    page.locator("#adapted_on").fill(ADAPTED_ON)
    page.get_by_role("button", name="Spara", exact=True).last.click()
    expect(page.get_by_role("listitem").filter(has_text="Nästa SRS")).to_contain_text("+7,5")
    expect(page.get_by_text(DONE)).to_be_visible()
    web.visit(page, "/viewpoints/meeting")
    expect(page.get_by_role("checkbox", name=SAID)).to_be_checked()
    page.get_by_role("button", name="Registrera genomgången").click()
    expect(page.get_by_role("alert")).to_contain_text("Genomgången står i registret.")
    expect(page.get_by_text("Inget nytt har kommit in.")).to_be_visible()
