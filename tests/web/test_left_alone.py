"""A page that is left alone: nothing of it stays on a screen whose session is locked, and an open one is let be."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.web.browser import Web

LONGER_THAN_A_SESSION_MAY_BE_LEFT_MS = 61 * 60_000


def test_a_page_that_was_left_alone_leaves_for_the_lock_once_its_session_is_locked(web: Web):
    page = web.page("chef", fresh=True)
    page.clock.install()
    web.visit(page, "/sessions?x=1")
    with page.expect_request("**/lock"):
        page.clock.fast_forward(LONGER_THAN_A_SESSION_MAY_BE_LEFT_MS)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mina inloggningar")
    another = page.context.new_page()
    web.visit(another, "/sessions")
    another.get_by_role("button", name="Lås").click()
    expect(another.get_by_label("Lösenord")).to_be_visible()
    page.clock.fast_forward(LONGER_THAN_A_SESSION_MAY_BE_LEFT_MS)
    expect(page).to_have_url(f"{web.place.address}/lock?next=%2Fsessions%3Fx%3D1")
    expect(page.get_by_label("Lösenord")).to_be_visible()


def test_without_scripts_the_browser_itself_leaves_for_the_lock(web: Web):
    page = web.page("chef", script=False)
    web.visit(page, "/sessions")
    assert page.locator("head noscript meta[http-equiv=refresh]").get_attribute("content") == "3601;url=/lock"


def test_a_form_that_is_left_alone_is_kept_and_a_page_that_is_typed_on_stays_open(web: Web):
    page = web.page("chef", fresh=True)
    page.clock.install()
    web.visit(page, "/record/viewpoints")
    page.get_by_label("Beskrivning").fill("Det dröjde för länge.")
    with page.expect_request("**/lock"):
        # Whoever types has not left: the service is asked before it is time to leave.
        page.clock.fast_forward(LONGER_THAN_A_SESSION_MAY_BE_LEFT_MS // 2)
    another = page.context.new_page()
    web.visit(another, "/sessions")
    another.get_by_role("button", name="Lås").click()
    expect(another.get_by_label("Lösenord")).to_be_visible()
    page.clock.fast_forward(LONGER_THAN_A_SESSION_MAY_BE_LEFT_MS)
    page.get_by_label("Lösenord").fill(web.place.password_of("chef"))
    page.get_by_role("button", name="Lås upp").click()
    expect(page.get_by_label("Beskrivning")).to_have_value("Det dröjde för länge.")
    expect(page.get_by_role("alert", name="Inte sparat")).to_contain_text("Inget är sparat än")
