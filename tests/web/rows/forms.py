"""What can be recorded in a case, and the form of any write: filled in, refused, with more rows, and when somebody was first."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.browser import Web
from tests.web.pages_table import Row

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
    other = web.page("chef")
    web.visit(other, page.url.removeprefix(web.place.address))
    for each, text in ((other, "Helst på förmiddagen."), (page, "Helst efter skolan.")):
        each.locator("#person_asked_on").fill("2026-06-01")
        each.locator("#preferred_times").fill(text)
        each.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", name="Det här skrevs medan du hade formuläret öppet")).to_be_visible()


ROWS = (
    Row(DOCUMENTING, "", "chef", path=_of_case("")),
    Row(DOCUMENTING, "found", "chef", path=_of_case("?q=plan")),
    Row(DOCUMENTING, "nothing found", "chef", path=_of_case("?q=zebra")),
    Row(DOCUMENTING, "no access", "loggkontrollant", path=_of_case(""), status=403),
    Row(FORM, "session", "chef", path=_of_case("/sessions")),
    Row(FORM, "refused", "chef", path=_of_case("/sessions"), reach=_send_nothing),
    Row(FORM, "rating", "chef", path=_of_case("/ratings")),
    Row(FORM, "rows", "chef", path=lambda _: "/record/surveys", reach=_one_row_more),
    Row(FORM, "nothing to choose", "chef", path=_of_case("/sips/-/plans")),
    Row(FORM, "long", "chef", path=_of_case("/concern-reports")),
    Row(FORM, "somebody was first", "chef", path=_of_case("/wishes"), reach=_somebody_was_first),
    Row(FORM, "choose", "chef", path=_of_case("/plans/-/follow-ups")),
    Row(FORM, "new", "chef", path=lambda _: "/record/lex-sarah-reports"),
    Row(FORM, "manager only", "behandlare", path=lambda _: "/record/units", status=403),
    Row(FORM, "unknown", "chef", path=lambda _: "/record/finns-inte", status=404),
)
