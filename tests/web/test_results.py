"""A manager with the results board and the settings, in a browser: down to what a figure is, what was handed in, what comes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from api.reading import Reader
from api.wall_reading import wall_goals
from domain.base import Purpose
from tests.web.browser import DESK, TABLET, Web

SMALLEST = 5
"""The demo's bound below which nothing is shown outside the unit."""


def test_a_manager_reads_a_tertial_down_to_the_cases_and_sees_the_report_as_it_was_beside_what_it_would_be(web: Web):
    page = web.page("chef", size=TABLET, script=False)
    web.visit(page, "/results")
    page.select_option("#part", label="Tertial 1 (januari–april)")
    page.get_by_role("button", name="Visa").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("tertial 1 2026")
    row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Avbrutna behandlingar")).last
    expect(row).to_contain_text("4 av 13")
    row.get_by_role("link").click()
    expect(page.get_by_role("img")).to_have_accessible_name(re.compile("Avbrutna behandlingar"))
    page.get_by_role("link", name="det som uppfyller (täljaren)").click()
    expect(page.get_by_text("Rad 1 till 4 av 4")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Ärende "))).to_have_count(4)
    web.visit(page, "/results/reports")
    page.get_by_role("link", name="Öppenvården, tertial 1 2026").click()
    changed = page.get_by_role("listitem").filter(has_text="Boende som betalat hyran i tid")
    expect(changed).to_contain_text("(5 av 5)")
    expect(changed).to_contain_text("(6 av 6)")
    expect(changed).to_contain_text("Rader: 1 till")


def test_the_wall_shows_no_small_cell_and_does_not_leave_for_the_lock(web: Web):
    reader = Reader(web.place.board, "prov", Purpose.STATISTICS, "prov")
    results = wall_goals(reader, "2026-T1").document["results"]
    hidden = [each for each in results if each["suppressed"]]
    assert hidden
    assert all(each["fulfilment"] is None for each in hidden)
    # With and without scripts nothing in the page leads anywhere by itself.
    for script in (True, False):
        page = web.page("chef", size=DESK, script=script)
        web.visit(page, "/results/wall?period=2026-T1")
        shown = page.locator(".results-wall__tile").all_inner_texts()
        assert len(shown) == sum(each["sign"] is None for each in results)
        assert not [each for each in shown if _has_a_small_number(each)]
        assert not page.locator("script, meta[http-equiv]").count()


def _has_a_small_number(tile: str) -> bool:
    """Whether a tile says a number of few people: `4 av 13`, or a count of them."""
    parts = re.search(r"(\d+) av (\d+)", tile)
    counts = [int(parts[1]), int(parts[2]), int(parts[2]) - int(parts[1])] if parts else []
    return any(0 < each < SMALLEST for each in counts)


@pytest.mark.parametrize("script", [True, False])
def test_a_bound_is_changed_from_a_day_and_the_page_shows_what_holds_and_what_comes(own_web: Web, script: bool):
    page = own_web.page("chef", script=script)
    own_web.visit(page, "/settings/policies")
    page.locator("summary", has_text="Ändra").first.click()
    page.get_by_role("link", name="Anta riktvärden från en dag").click()
    page.select_option("#policy_values-0-bound", label="Dagar från händelsen till anteckningen utan förklaring")
    page.fill("#policy_values-0-amount", "4")
    for name, day in (("takes_effect_on", "2027-02-01"), ("adopted_on", "2026-10-12")):
        page.fill(f"#{name}", day)
    page.fill("#adopted_by", "Enhetschefen")
    page.fill("#reason", "Anteckningar ska skrivas samma vecka.")
    page.locator("button[type=submit]:visible", has_text="Spara").click()
    expect(page).to_have_url(re.compile(r"/settings/policies\?done=saved"))
    entry = page.locator(".settings-entry").filter(has_text="anteckningen utan förklaring").first
    expect(entry.locator(".settings-entry__now")).to_have_text("7")
    expect(entry.locator(".settings-step--ahead")).to_contain_text(re.compile(r"från 1 feb 2027\s+4"))
    page.fill("#valid_at", "2027-02-01")
    page.get_by_role("button", name="Visa").click()
    expect(entry.locator(".settings-entry__now")).to_have_text("4")
    expect(entry.locator(".settings-step--ahead")).to_have_count(0)


def test_a_report_is_frozen_by_its_form_and_says_from_then_on_the_same(web: Web):
    page = web.page("chef")
    web.visit(page, "/results/reports/new")
    page.select_option("#unit", label="Öppenvården")
    page.select_option("#part", label="Tertial 2 (januari–augusti)")
    page.fill("#data_cutoff", "2026-09-15")
    page.fill("#prepared_by", "Biträdande enhetschefen")
    page.get_by_role("button", name="Påbörja rapporten").click()
    page.get_by_label("Vem som lämnar in rapporten").fill("Enhetschefen")
    sent = {each.get_attribute("name"): each.input_value() for each in page.locator("#form input").all()}
    page.get_by_role("button", name="Lämna in rapporten").click()
    expect(page.get_by_text("Rapporten är inlämnad.")).to_be_visible()
    expect(page.get_by_text("inlämnad", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Lämna in rapporten")).to_have_count(0)
    figures, address = page.locator(".results-stated").inner_text(), page.url.partition("?")[0]
    again = page.request.post(f"{address}/submission", form=sent, headers={"Origin": web.place.address})
    assert again.url == f"{address}?done=report_frozen"
    web.visit(page, address.removeprefix(web.place.address))
    assert page.locator(".results-stated").inner_text() == figures
