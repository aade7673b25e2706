"""What can be recorded in a case, and the form of any write: filled in, refused, with more rows, and when somebody was first."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.browser import Web
from tests.web.note_steps import NUMBER
from tests.web.pages_table import Row

DOCUMENTING, FORM = "/record/cases/{case_id}", "/record/{address:path}"
KEPT = "/kept/{kept_id}"


def _of_case(rest: str):
    return lambda place: f"/record/cases/{place.case_id()}{rest}"


def _send_nothing(web: Web, page: Page) -> None:
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Välj ett av alternativen.")


def _one_row_more(web: Web, page: Page) -> None:
    page.get_by_role("button", name="Lägg till").first.click()
    expect(page.get_by_role("button", name="Ta bort")).to_have_count(2)


def _somebody_was_first(web: Web, page: Page) -> None:
    other = web.page("behandlare")
    web.visit(other, page.url.removeprefix(web.place.address))
    for each, text in ((other, "Helst på förmiddagen."), (page, "Helst efter skolan.")):
        each.locator("#person_asked_on").fill("2026-06-01")
        each.locator("#preferred_times").fill(text)
        each.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("heading", name="Det här skrevs medan du hade formuläret öppet")).to_be_visible()


def _locked_meanwhile(web: Web, page: Page) -> None:
    another = page.context.new_page()
    web.visit(another, "/sessions")
    another.get_by_role("button", name="Lås").click()
    expect(another.get_by_label("Lösenord")).to_be_visible()
    another.close()
    page.locator("#person_asked_on").fill("2026-06-01")
    page.locator("#preferred_times").fill("Helst före lunch.")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Det du skrev är inte sparat än")).to_be_visible()


def _unlocked_again(web: Web, page: Page) -> None:
    _locked_meanwhile(web, page)
    page.get_by_label("Lösenord").fill(web.place.password_of("chef"))
    page.get_by_role("button", name="Lås upp").click()
    expect(page.locator("#preferred_times")).to_have_value("Helst före lunch.")


def _with_a_draft(web: Web, page: Page) -> None:
    page.locator("#preferred_times").fill("Helst på kvällen.")
    page.get_by_role("button", name="Spara som utkast").click()
    expect(page.get_by_role("button", name="Ta bort utkastet")).to_be_visible()


ROWS = (
    Row(KEPT, "gone", "chef", path=lambda _: "/kept/00000000-0000-4000-8000-000000000000", status=404),
    Row(KEPT, "shown again", "chef", path=_of_case("/wishes"), reach=_unlocked_again, fresh=True),
    Row("/lock", "form kept", "chef", path=_of_case("/wishes"), reach=_locked_meanwhile, fresh=True),
    Row(FORM, "draft", "chef", path=_of_case("/wishes"), reach=_with_a_draft),
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
    Row(
        FORM, "somebody was first", "chef", path=lambda place: f"/record/cases/{place.case_id(NUMBER)}/wishes",
        reach=_somebody_was_first,
    ),
    Row(FORM, "choose", "chef", path=_of_case("/plans/-/follow-ups")),
    Row(FORM, "new", "chef", path=lambda _: "/record/lex-sarah-reports"),
    Row(FORM, "manager only", "behandlare", path=lambda _: "/record/units", status=403),
    Row(FORM, "unknown", "chef", path=lambda _: "/record/finns-inte", status=404),
)
