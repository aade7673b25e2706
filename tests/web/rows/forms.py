"""What can be recorded in a case, and the form of any write: filled in, refused, with more rows, and when somebody was first."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.browser import Web
from tests.web.pages_table import Row
from tests.web.place import Place

DOCUMENTING, FORM = "/record/cases/{case_id}", "/record/{address:path}"


def _of_case(rest: str):
    return lambda place: f"/record/cases/{place.case_id()}{rest}"


def _send_nothing(web: Web, page: Page) -> None:
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("alert")).to_contain_text("Välj ett av alternativen.")


def _one_row_more(web: Web, page: Page) -> None:
    page.get_by_role("button", name="Lägg till").first.click()
    expect(page.get_by_role("button", name="Ta bort")).to_have_count(2)


def _somebody_was_first(web: Web, page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    for each in (other, page):
        each.locator("#occurred-on").fill("2026-03-02")
        each.get_by_role("radio", name="Telefon").check()
        each.locator("#texts-fact").fill("Vi talade om hur veckan varit.")
    page.get_by_role("button", name="Spara").click()


ROWS = (
    Row(DOCUMENTING, "", "chef", path=_of_case("")),
    Row(DOCUMENTING, "found", "chef", path=_of_case("?q=plan")),
    Row(DOCUMENTING, "nothing found", "chef", path=_of_case("?q=zebra")),
    Row(DOCUMENTING, "no access", "loggkontrollant", path=_of_case(""), status=403),
    Row(FORM, "session", "chef", path=_of_case("/sessions")),
    Row(FORM, "refused", "chef", path=_of_case("/sessions"), reach=_send_nothing),
    Row(FORM, "rating", "chef", path=_of_case("/ratings")),
    Row(FORM, "rows", "chef", path=_of_case("/sips/-/plans")),
    Row(FORM, "choose", "chef", path=_of_case("/plans/-/follow-ups")),
    Row(FORM, "new", "chef", path=lambda _: "/record/lex-sarah-reports"),
    Row(FORM, "manager only", "behandlare", path=lambda _: "/record/units", status=403),
    Row(FORM, "unknown", "chef", path=lambda _: "/record/finns-inte", status=404),
)
