"""What tests of the review do on its pages."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.browser import Web


def record_rule(web: Web, page: Page) -> None:
    """Write down what is to be drawn; the page of the sample comes next."""
    page.get_by_label("Från och med").fill("2026-06-01")
    page.get_by_label("Till och med").fill("2026-08-31")
    page.get_by_label("Hur många journaler").fill("3")
    page.get_by_label("Vad ska bedömas").fill("Om fakta och bedömningar hålls isär.")
    page.get_by_label("Vem läser, som roll").fill("internkontrollanten")
    page.get_by_role("button", name="Spara urvalsregeln").click()
    page.wait_for_url("**/review/samples/*done=saved")


def draw(web: Web, page: Page) -> None:
    """Record a rule and draw by it, with a seed."""
    record_rule(web, page)
    page.get_by_label("Frö, om dragningen är en övning").fill("sommaren 2026")
    page.get_by_role("button", name="Dra").click()
    expect(page.get_by_role("heading", name="Draget")).to_be_visible()
