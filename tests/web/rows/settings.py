"""The settings part by part, the review of rights, the design's own page and the accessibility statement."""

from __future__ import annotations

from playwright.sync_api import Page

from api.web.pages.settings import SUBJECTS
from tests.web.browser import Web
from tests.web.pages_table import Row


def _begin_and_send_nothing(web: Web, page: Page) -> None:
    page.get_by_role("button", name="Påbörja en genomgång").click()
    page.get_by_role("button", name="Besluta").click()
    page.get_by_role("alert").wait_for()


ROWS = (
    Row("/settings", "", "chef"),
    Row("/settings", "", "behandlare"),
    *(Row("/settings/{subject}", name, "chef", path=lambda _, name=name: f"/settings/{name}") for name in SUBJECTS),
    Row(
        "/settings/{subject}", "policies another day", "revisor",
        path=lambda _: "/settings/policies?valid_at=2025-12-31&known_at=2026-01-31",
    ),
    Row("/settings/{subject}", "before anything", "behandlare", path=lambda _: "/settings/goals?valid_at=2020-01-01"),
    Row("/settings/{subject}", "unknown", "chef", path=lambda _: "/settings/finns-inte", status=404),
    Row("/settings/accounts", "", "revisor"),
    Row("/settings/accounts", "refused", "chef", reach=_begin_and_send_nothing),
    Row("/settings/accounts", "no access", "behandlare", status=403),
    Row("/design", "", "behandlare"),
    Row("/accessibility", "", None),
    Row("/accessibility", "", "chef"),
)
