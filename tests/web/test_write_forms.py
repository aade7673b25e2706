"""A form of any write in a real browser, also where pages run no scripts."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.browser import PHONE, TABLET, Web
from tests.web.note_steps import NUMBER


def _wish(page: Page, text: str) -> None:
    page.get_by_label("Frågad").fill("2026-06-01")
    page.get_by_label("Önskade tider").fill(text)
    page.get_by_role("button", name="Spara", exact=True).click()


def test_two_who_write_in_one_case_at_once_without_scripts_each_see_what_the_other_wrote(web: Web):
    address = f"/record/cases/{web.place.case_id(NUMBER)}/wishes"
    first, second = web.page("behandlare", size=TABLET, script=False), web.page("chef", size=PHONE, script=False)
    for page in (first, second):
        web.visit(page, address)
    _wish(first, "Helst på morgonen.")
    expect(first.get_by_role("alert")).to_contain_text("Sparat")
    _wish(second, "Helst på kvällen.")
    expect(second.get_by_role("alert")).to_contain_text("Någon annan skrev i samma post")
    between = second.get_by_role("region", name="Det här skrevs medan du hade formuläret öppet")
    expect(between).to_contain_text("Helst på morgonen.")
    expect(second.get_by_label("Önskade tider")).to_have_value("Helst på kvällen.")
    second.get_by_role("button", name="Spara", exact=True).click()
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


def test_what_was_typed_when_the_lock_came_is_back_without_scripts_once_it_is_unlocked(web: Web):
    page = web.page("chef", size=TABLET, script=False, fresh=True)
    web.visit(page, f"/record/cases/{web.place.case_id()}/wishes")
    page.get_by_label("Frågad").fill("2026-06-01")
    page.get_by_label("Önskade tider").fill("Helst på eftermiddagen.")
    another = page.context.new_page()
    web.visit(another, "/sessions")
    another.get_by_role("button", name="Lås").click()
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Det du skrev är inte sparat än, men det ligger kvar.")).to_be_visible()
    page.get_by_label("Lösenord").fill(web.place.password_of("chef"))
    page.get_by_role("button", name="Lås upp").click()
    expect(page.get_by_role("alert", name="Inte sparat")).to_contain_text("Inget är sparat än")
    expect(page.get_by_label("Önskade tider")).to_have_value("Helst på eftermiddagen.")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Sparat")
