"""The start page, logging in, the lock, and what an address without a page answers."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.browser import Web
from tests.web.pages_table import Row

NO_PAGES = {
    "/login/{provider}": "sends the browser on to the identity provider; what goes wrong is the page of /login",
    "/login/{provider}/callback": "takes the browser back from there; what goes wrong is the page of /login",
}


def _send_nothing(web: Web, page: Page) -> None:
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv ditt kontonamn")


def _send_a_wrong_password(web: Web, page: Page) -> None:
    page.fill("#name", "behandlare")
    page.fill("#password", "det är fel")
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("alert")).to_contain_text("Namnet eller lösenordet är fel")


def _lock(web: Web, page: Page) -> None:
    page.get_by_role("button", name="Lås").click()
    page.wait_for_url("**/lock")


def _lock_and_mistake(web: Web, page: Page) -> None:
    _lock(web, page)
    page.fill("#secret", "det är fel")
    page.get_by_role("button", name="Lås upp").click()
    expect(page.get_by_role("alert")).to_contain_text("fel lösenord eller kod")


def _switch(web: Web, page: Page) -> None:
    page.get_by_role("button", name="Byt användare").click()
    page.wait_for_url("**/switch")


def _unlock_one(web: Web, page: Page) -> None:
    _switch(web, page)
    page.locator(".aktspar-people__one").click()
    page.wait_for_url("**/unlock/*")


def _choose_a_bad_code(web: Web, page: Page) -> None:
    page.fill("#code", "111111")
    page.get_by_role("button", name="Spara koden").click()
    expect(page.get_by_role("alert")).to_be_visible()


ROWS = (
    Row("/", "", None),
    Row("/login", "", None),
    Row("/login", "empty", None, reach=_send_nothing),
    Row("/login", "wrong", None, reach=_send_a_wrong_password),
    Row("/sessions", "", "chef"),
    Row("/sessions", "bad code", "chef", reach=_choose_a_bad_code, fresh=True),
    Row("/lock", "", "behandlare", path=lambda _: "/sessions", reach=_lock, fresh=True),
    Row("/lock", "wrong", "behandlare", path=lambda _: "/sessions", reach=_lock_and_mistake, fresh=True),
    Row("/switch", "nobody", None),
    Row("/switch", "somebody", "behandlare", path=lambda _: "/sessions", reach=_switch, fresh=True),
    Row("/unlock/{session_id}", "", "behandlare", path=lambda _: "/sessions", reach=_unlock_one, fresh=True),
    Row("/unlock/{session_id}", "unknown", None, path=lambda _: "/unlock/00000000-0000-4000-8000-000000000000", status=404),
    Row("", "unknown", None, path=lambda _: "/finns-inte", status=404),
    Row("", "unknown", "behandlare", path=lambda _: "/finns-inte", status=404),
)
