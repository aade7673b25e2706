"""The review in a real browser: internal control finds the summer's gap, a manager goes through cases, a sample is drawn."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from adapters.demo.summer_gap import NUMBER as SUMMER_GAP
from domain.case.review.codes import ReviewQuestion
from tests.web.browser import TABLET, Web
from tests.web.review_steps import draw


def _as_of(page: Page, day: str) -> None:
    page.get_by_label("Som det var känt").fill(day)
    page.get_by_role("button", name="Visa").click()
    page.wait_for_url(f"**known_at={day}**")


def _answer(page: Page, *, no_to: ReviewQuestion | None = None) -> None:
    for question in ReviewQuestion:
        words = f"{question.swedish[0].upper()}{question.swedish[1:]}?"
        answer = "Nej" if question is no_to else "Ja"
        page.get_by_role("group", name=words).get_by_label(answer, exact=True).check()


def test_internal_control_finds_the_summers_gap_in_julys_state_and_not_in_junes_without_scripts(web: Web):
    page = web.page("internkontroll", script=False)
    web.visit(page, "/review")
    page.get_by_role("link", name="R-04").first.click()
    page.get_by_label("Läge").select_option("gap")
    _as_of(page, "2026-06-30")
    expect(page.get_by_role("link", name=f"Ärende {SUMMER_GAP}")).to_have_count(0)
    _as_of(page, "2026-07-31")
    found = page.locator(".review-finding").filter(has_text=SUMMER_GAP)
    expect(found).to_contain_text("Saknas sedan 17 juli 2026")
    found.get_by_role("link", name=f"Ärende {SUMMER_GAP}").click()
    silence = page.locator(".review-finding").filter(has_text="R-04")
    expect(silence).to_contain_text("Saknas sedan 17 juli 2026")
    shown = silence.locator(".review-evidence a").first
    position = re.search(r"#(p\d+)$", shown.get_attribute("href"))[1]
    shown.click()
    expect(page.locator(f"#{position}")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_manager_goes_through_one_case_after_another_and_a_no_asks_for_what_is_to_be_done(web: Web, script: bool):
    page = web.page("chef", size=TABLET, script=script)
    web.visit(page, "/review/case-reviews")
    page.get_by_role("link", name="Gå igenom").first.click()
    first = page.get_by_role("heading", level=1).inner_text()
    _answer(page, no_to=ReviewQuestion.PLAN_FOLLOWED_UP)
    page.get_by_label("Bedömning").fill("Arbetet går framåt.")
    page.get_by_role("button", name="Spara och gå till nästa").click()
    expect(page.get_by_role("alert")).to_contain_text("Svaret är nej. Skriv vad som ska göras åt det")
    expect(page.get_by_label("Bedömning")).to_have_value("Arbetet går framåt.")
    page.fill("#measure-plan_followed_up", "Följ upp planen på nästa möte.")
    page.fill("#due-plan_followed_up", page.get_by_label("Dag för genomgången").input_value())
    page.get_by_role("button", name="Spara och gå till nästa").click()
    expect(page.get_by_text("Sparat.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(first)
    _answer(page)
    page.get_by_role("button", name="Spara och gå till listan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ärendegenomgång")
    # What was gone through is due again in six weeks, so it is no longer first.
    expect(page.locator(".review-cards li h2").first).not_to_contain_text(first.split()[-1])


def test_a_sample_that_a_manager_drew_with_a_seed_is_drawn_again_by_internal_control(web: Web):
    page = web.page("chef")
    web.visit(page, "/review/samples/new")
    draw(web, page)
    cases = page.locator(".review-chips a").all_inner_texts()
    control = web.page("internkontroll")
    web.visit(control, page.url.removeprefix(web.place.address).partition("?")[0])
    control.get_by_role("link", name="Dra om och jämför").click()
    expect(control.get_by_text("Stämmer", exact=True)).to_be_visible()
    assert len(cases) == 3 and control.locator(".review-chips a").all_inner_texts() == cases
    _as_of(control, "2026-06-30")
    expect(control.get_by_text("Stämmer inte", exact=True)).to_be_visible()
