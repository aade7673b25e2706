"""A form of any write in a real browser, also where pages run no scripts."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.browser import PHONE, TABLET, Web


def _wish(page: Page, text: str) -> None:
    page.get_by_label("Frågad").fill("2026-06-01")
    page.get_by_label("Önskade tider").fill(text)
    page.get_by_role("button", name="Spara").click()


def test_two_who_write_in_one_case_at_once_without_scripts_each_see_what_the_other_wrote(web: Web):
    address = f"/record/cases/{web.place.case_id()}/wishes"
    first, second = web.page("chef", size=TABLET, script=False), web.page("chef", size=PHONE, script=False)
    for page in (first, second):
        web.visit(page, address)
    _wish(first, "Helst på morgonen.")
    expect(first.get_by_role("alert")).to_contain_text("Sparat")
    _wish(second, "Helst på kvällen.")
    expect(second.get_by_role("alert")).to_contain_text("Någon annan skrev i samma post")
    between = second.get_by_role("region", name="Det här skrevs medan du hade formuläret öppet")
    expect(between).to_contain_text("Helst på morgonen.")
    expect(second.get_by_label("Önskade tider")).to_have_value("Helst på kvällen.")
    second.get_by_role("button", name="Spara").click()
    expect(second.get_by_role("alert")).to_contain_text("Sparat")


def test_what_is_missing_is_reached_from_the_summary_with_the_keyboard_alone(web: Web):
    page = web.page("chef")
    web.visit(page, f"/record/cases/{web.place.case_id()}/close-people")
    page.locator("#close_person_name").focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("alert").get_by_role("link").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#close_person_name")).to_be_focused()
