"""A client's rating on a tablet that is handed over: by the keyboard alone, by touch, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from domain.case.case import Case
from tests.web.browser import TABLET, Web
from tests.web.effort import Effort
from tests.web.rating_steps import NUMBER, choice, lend


def ratings_of(web: Web, instrument: str):
    """The case's ratings with an instrument, the latest recorded last."""
    stream = web.place.board.ledger.stream(web.place.case_id(NUMBER))
    return [each for each in Case.fold(each.event for each in stream).ratings.values() if each.instrument == instrument]


def test_a_client_rates_with_the_keyboard_alone_and_the_result_is_there_when_the_tablet_is_unlocked(
    own_web: Web, request: pytest.FixtureRequest
):
    page = own_web.page("behandlare", size=TABLET)
    own_web.visit(page, choice(own_web.place))
    page.get_by_role("button", name="Lås och lämna över").click()
    expect(page.get_by_role("slider")).to_have_count(4)
    page.get_by_role("slider").first.focus()
    with Effort(page, "skatta fyra skalor med tangentbordet", request) as effort:
        for presses, key in ((3, "ArrowRight"), (1, "PageUp"), (2, "ArrowLeft"), (1, "End")):
            for _ in range(presses):
                effort.press(key)
            # From the slider over its number to the next slider; after the last, to the button.
            effort.press("Tab")
            effort.press("Tab")
        effort.press("Enter")
        expect(page.get_by_role("heading", name="Tack!")).to_be_visible()
    assert [str(each) for each in ratings_of(own_web, "ORS")[-1].subscales] == ["5.3", "6", "4.8", "10"]
    page.get_by_role("link", name="För behandlaren: lås upp och se resultatet").click()
    page.get_by_label("Lösenord").fill(own_web.place.password_of("behandlare"))
    page.get_by_role("button", name="Lås upp").click()
    expect(page.locator(".is-lowest")).to_contain_text("4,8")
    expect(page.get_by_role("img", name="ORS")).to_be_visible()


def test_whoever_has_the_tablet_comes_back_to_the_lock_by_the_back_button_and_by_any_address(web: Web):
    page = web.page("behandlare", size=TABLET, fresh=True)
    web.visit(page, f"/cases/{web.place.case_id(NUMBER)}/timeline")
    web.visit(page, choice(web.place))
    lend(page, "CSRS")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Låst")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Låst")
    web.visit(page, "/today")
    page.get_by_role("link", name="Tillbaka till skattningen").click()
    first = page.get_by_role("slider").first
    expect(first).to_have_attribute("aria-valuetext", "Inte svarat än")
    # To touch it where it stands is an answer as well.
    first.click()
    expect(page.locator("#value_1")).to_have_value("5")


def test_a_rating_is_made_without_scripts_by_numbers_and_the_keyboard_alone(web: Web):
    page = web.page("behandlare", size=TABLET, script=False, fresh=True)
    web.visit(page, choice(web.place))
    lend(page, "GSRS", language="Soomaali")
    page.locator("#value_1").focus()
    for value in ("7,5", "8", "9,1"):
        page.keyboard.type(value)
        # Over the slider, which nobody without scripts needs to touch, to the next number.
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Cabbirka 4")
    page.fill("#value_4", "6")
    page.get_by_role("button", name="Waan dhammeeyay").click()
    expect(page.get_by_role("heading", name="Mahadsanid!")).to_be_visible()
    made = ratings_of(web, "GSRS")[-1]
    assert [str(each) for each in made.subscales] == ["7.5", "8", "9.1", "6"] and made.language == "so"
