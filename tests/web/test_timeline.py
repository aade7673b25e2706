"""A case through time in a browser: the gap that internal control finds, both texts of a correction, a package handed out."""

from __future__ import annotations

import hashlib

from playwright.sync_api import Page, expect

from tests.web.browser import TABLET, Web

IN_THE_GAP = "2026-07-24"


def _gaps(page: Page) -> str:
    return page.locator("#record .akt-gaps").inner_text()


def test_internal_control_finds_the_summer_gap_by_drawing_the_slider_with_the_keyboard(web: Web):
    page = web.page("internkontroll", size=TABLET)
    web.visit(page, f"/cases/{web.place.case_id()}/timeline?kind=note")
    expect(page.locator("#record .akt-gaps")).to_contain_text("55 dagar utan anteckning, 26 juni 2026 – 19 aug 2026")
    expect(page.locator("#record")).to_contain_text("Sent: 53 dagar efter")
    slider = page.get_by_label("Dra genom tiden")
    slider.focus()
    days = page.locator("#moment").get_attribute("data-days").split(",")
    for _ in range(len(days) - 1 - days.index(IN_THE_GAP)):
        slider.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "fredag 24 juli 2026")
    expect(page.locator("#record .akt-gaps")).to_contain_text("29 dagar utan anteckning, 26 juni 2026 – 24 juli 2026, och pågår")
    expect(page.locator("#moment-day")).to_have_text("Akten som den var känd när fredag 24 juli 2026 var slut")
    # What was written later was not there then, and the visits of the summer have no note.
    expect(page.locator("#record")).not_to_contain_text("Sent: 53 dagar efter")
    expect(page.locator("#sum")).to_contain_text("Senaste anteckningen gäller 25 juni 2026, 29 dagar före")
    assert f"known_at={IN_THE_GAP}" in page.url and slider.evaluate("each => each === document.activeElement")
    assert page.locator("#known_at").input_value() == IN_THE_GAP


def test_internal_control_finds_the_summer_gap_by_the_date_field_without_javascript(web: Web):
    page = web.page("internkontroll", script=False)
    web.visit(page, f"/cases/{web.place.case_id()}/timeline")
    expect(page.get_by_label("Dra genom tiden")).to_be_hidden()
    page.get_by_label("Visa akten som den var känd").fill("2026-07-31")
    page.get_by_role("button", name="Visa", exact=True).click()
    assert "36 dagar utan anteckning, 26 juni 2026 – 31 juli 2026, och pågår" in _gaps(page)
    page.get_by_role("link", name="12 aug 2026 →").click()
    assert "48 dagar utan anteckning, 26 juni 2026 – 12 aug 2026, och pågår" in _gaps(page)


def test_both_texts_of_a_corrected_note_stand_between_two_moments_with_the_changed_words_marked(web: Web):
    page = web.page("internkontroll")
    web.visit(page, f"/cases/{web.place.case_id()}/timeline/compare?from=2026-09-03&to=2026-09-08")
    corrected = page.locator(".akt-change").filter(has_text="Rättat")
    expect(corrected).to_contain_text("Fel plats: vi sågs på fritidsgården, inte hemma.")
    expect(corrected.locator("del").first).to_have_text("hemma hos Alma")
    expect(corrected.locator("ins").first).to_have_text("på fritidsgården")


def test_a_package_is_handed_out_and_fetched_to_the_last_byte_without_javascript(web: Web):
    page = web.page("utredare", script=False)
    web.visit(page, f"/cases/{web.place.case_id()}/evidence?kinds%5B%5D=third_party")
    before = page.locator("#packages ~ ul > li").count()
    told = page.locator(".aktspar-figure").filter(has_text="delar som inte visas")
    hidden = told.locator(".aktspar-figure__value").inner_text()
    page.get_by_role("button", name="Lämna ut och registrera").click()
    expect(page.get_by_role("alert")).to_contain_text("Namnet på mottagaren")
    page.get_by_label("Mottagare", exact=True).fill("Förvaltningsrätten")
    page.get_by_label("Rättslig grund").select_option(label="Uppgiftsskyldighet i lag (OSL 10 kap. 28 §)")
    page.get_by_label("Vad som lämnas ut").fill("Hela akten i målet om tillsyn")
    page.get_by_role("button", name="Lämna ut och registrera").click()
    expect(page.get_by_text("Utlämnandet är registrerat")).to_be_visible()
    packages = page.locator("#packages ~ ul > li")
    assert packages.count() == before + 1
    expect(packages.first).to_contain_text("Förvaltningsrätten")
    # What went out is what was shown before.
    expect(packages.first).to_contain_text(f"{hidden} maskerade delar")
    with page.expect_download() as download:
        packages.first.get_by_role("link", name="Hämta filen").click()
    with open(download.value.path(), "rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == packages.first.locator(".akt-hash").inner_text()
