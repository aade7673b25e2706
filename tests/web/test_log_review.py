"""The log review's month in a browser: planned, drawn, each reading assessed by another than its reader, answered for, closed."""

from __future__ import annotations

from uuid import uuid4

import httpx2
from playwright.sync_api import Page, expect

from tests.web.browser import TABLET, Web
from tests.web.checks import axe

EMERGENCY = "2026-0107"
"""A case that the demo's therapist has no part in."""


def test_a_month_of_readings_is_drawn_assessed_by_others_answered_for_and_closed(own_web: Web):
    web = own_web
    _read_in_an_emergency(web, web.page("behandlare", size=TABLET))
    manager, controller = web.page("chef"), web.page("loggkontrollant", script=False)
    web.visit(manager, f"/cases/{web.place.case_id(EMERGENCY)}")
    _let_the_month_pass(web)
    review = _plan_and_draw(web, controller)
    # The manager assesses what others read, and their own reading is left to somebody else.
    assert _goes_on(web, manager, review) and not axe(manager), manager.url
    _assess(manager, "Befogad", "Fanns i larmet samma kväll.")
    web.visit(manager, review)
    expect(manager.get_by_text("din egen", exact=True).first).to_be_visible()
    assert not axe(manager), manager.url
    assert _goes_on(web, controller, review)
    reading = controller.url.removeprefix(web.place.address)
    _assess(controller, "Inte befogad", "Ärendet hörde till ingen av dagens uppgifter.")
    web.visit(controller, reading)
    expect(controller.get_by_text("anmäld till IMY senast")).to_be_visible()
    while _goes_on(web, controller, review):
        _assess(controller, "Befogad", "Hör till arbetet.")
    # Who controls reads too, and somebody else goes through that.
    expect(controller.get_by_text("Dina egna läsningar är kvar")).to_be_visible()
    while _goes_on(web, manager, review):
        _assess(manager, "Befogad", "Hör till kontrollen.")
    web.visit(controller, review)
    expect(controller.get_by_text("Varje avvikelse ska ha en åtgärd innan kontrollen avslutas.")).to_be_visible()
    web.visit(controller, reading)
    controller.get_by_label("Vad görs?").select_option("breach_assessed")
    controller.get_by_label("Vad gjordes, och var hanteras det?").fill("Bedömd med dataskyddsombudet.")
    controller.get_by_role("button", name="Spara åtgärden").click()
    expect(controller.get_by_text("Sparat.")).to_be_visible()
    web.visit(controller, review)
    controller.get_by_role("button", name="Avsluta månadens kontroll").click()
    expect(controller.get_by_text("avslutad", exact=True)).to_be_visible()


def _plan_and_draw(web: Web, page: Page) -> str:
    """Plan the month that is late, and draw; the address of the review."""
    web.visit(page, "/log-review")
    page.get_by_role("button", name="Planera kontrollen Öppenvården, oktober 2026").click()
    # Nobody chooses what is drawn: before somebody else has witnessed a checkpoint it is practice, and says so.
    page.get_by_role("button", name="Dra läsningarna").click()
    expect(page.get_by_role("alert")).to_contain_text("Det finns ingen bevittnad kontrollpunkt efter planen")
    page.locator("summary", has_text="Öva med ett eget frö").click()
    page.get_by_label("Frö").fill("oktober")
    page.get_by_role("button", name="Dra som övning").click()
    expect(page.get_by_text("Övning, räknas inte som månadens kontroll")).to_be_visible()
    return page.url.partition("?")[0].removeprefix(web.place.address)


def _goes_on(web: Web, page: Page, review: str) -> bool:
    """Open the next reading that waits for whoever looks; whether there is one."""
    web.visit(page, review)
    following = page.get_by_role("link", name="Bedöm nästa läsning")
    if not following.count():
        return False
    following.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Läsning")
    return True


def _assess(page: Page, judgement: str, reason: str) -> None:
    page.get_by_label(judgement, exact=True).check()
    page.get_by_label("Vad har du tittat på, och varför bedömer du så?").fill(reason)
    page.get_by_role("button", name="Spara bedömningen").click()
    expect(page.get_by_text("Sparat.")).to_be_visible()


def _read_in_an_emergency(web: Web, page: Page) -> None:
    case = f"/cases/{web.place.case_id(EMERGENCY)}"
    web.visit(page, f"{case}/emergency")
    page.get_by_label("Vad har hänt, och varför kan det inte vänta?").fill("Oroligt samtal i kväll.")
    page.get_by_role("button", name="Öppna akten").click()
    expect(page.get_by_role("region", name="Nödåtkomst")).to_be_visible()


def _let_the_month_pass(web: Web) -> None:
    """Somebody records something when the month should be done with, and it is that day in the demo."""
    answer = httpx2.post(
        f"{web.place.address}/api/v1/units", json={"name": "Enhet december"}, auth=("chef", web.place.password_of("chef")),
        headers={"Idempotency-Key": str(uuid4()), "If-Match": "*", "Aktspar-Simulated-Time": "2026-12-02T08:00:00+01:00"},
    )
    assert answer.status_code == 201, answer.text
