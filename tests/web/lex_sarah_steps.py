"""The steps that tests take with Lex Sarah in a browser."""

from __future__ import annotations

from uuid import uuid4

import httpx2
from playwright.sync_api import Page, expect

from api.shell_writing import simulated_time
from projections.local_time import instant_text
from tests.web.browser import Web

TOLD = "En besökslista låg framme i receptionen över natten."


def fill_in(page: Page, **answers: str) -> None:
    """Answer fields by name; `__` stands for the dash of a field within another. A word of a list is its stored code."""
    for name, value in answers.items():
        field = page.locator(f'#form [name="{name.replace("__", "-")}"]')
        kind = field.first.evaluate("each => each.type || each.tagName")
        if kind == "radio":
            page.locator(f'#form input[name="{name.replace("__", "-")}"][value="{value}"]').check()
        elif kind.startswith("select"):
            field.select_option(value)
        else:
            field.fill(value)


def write(web: Web, page: Page, report: str, form: str, **answers: str) -> None:
    """Fill in one of the report's forms and be back at the report, with the word that it is saved.

    Args:
        report: The address of its page.
        form: The last part of the form's address.
    """
    report_id = report.rpartition("/")[2]
    web.visit(page, f"/record/lex-sarah-reports/{report_id}/{form}?next={report}")
    fill_in(page, **answers)
    page.get_by_role("button", name="Spara", exact=True).last.click()
    expect(page.get_by_text("Sparat.")).to_be_visible()


def write_elsewhere(web: Web, role: str, report: str, form: str, **body: str) -> None:
    """The same without a browser, where the form is tried already."""
    now = simulated_time(web.place.board)
    assert now is not None, "the demo has a clock of its own"
    answer = httpx2.post(
        f"{web.place.address}/api/v1/lex-sarah-reports/{report.rpartition('/')[2]}/{form}", json=body,
        auth=(role, web.place.password_of(role)), headers={
            "Idempotency-Key": str(uuid4()), "If-Match": "*", "Aktspar-Simulated-Time": instant_text(now),
        },
    )
    assert answer.status_code == 201, answer.text


def report_to(web: Web, page: Page) -> str:
    """Report something, as whoever the page is of; the address of the report's page."""
    web.visit(page, "/lex-sarah")
    page.get_by_role("link", name="Lämna en rapport").click()
    day = page.locator('[name="noticed_at-on"]').input_value()
    fill_in(page, event_text=TOLD, occurred__on=day, immediate_text="Listan är inlåst.")
    page.get_by_role("button", name="Lämna rapporten").click()
    expect(page.get_by_text("Rapporten är lämnad.").first).to_be_visible()
    return page.url.removeprefix(web.place.address).partition("?")[0]
