"""Every page in every state, in a real browser: accessible, valid, narrow enough, and none of them left out."""

from __future__ import annotations

import re

import pytest

from tests.web.browser import PHONE, TABLET, ZOOMED, Web
from tests.web.checks import axe, too_wide
from tests.web.html_validity import HtmlValidator
from tests.web.pages_table import NO_PAGES, ROWS, Row, opened
from tests.web.place import Place

PAGES = ("api.web.pages.", "api.http.start_page")
"""Modules whose GET routes are pages."""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_page_is_accessible_valid_and_never_wider_than_the_window(row: Row, web: Web, html_validator: HtmlValidator):
    page = opened(web, row)
    if row.route and row.reach is None:
        assert re.fullmatch(_pattern(row.route), page.url.removeprefix(web.place.address).partition("?")[0])
    # Everything at once, so that a page is mended in one go.
    shown = _shown(web)
    for html in shown:
        html_validator.begin(html)
    found = axe(page)
    for size in (TABLET, ZOOMED, PHONE):
        page.set_viewport_size(size)
        found += too_wide(page)
    found += axe(page)
    found += [fault for html in shown for fault in html_validator.faults(html)]
    assert not found, f"{page.url}\n" + "\n".join(dict.fromkeys(found))


def test_every_page_has_a_row(place: Place):
    pages = {
        route.path for route in place.app.state.routes if "GET" in route.methods and route.endpoint.__module__.startswith(PAGES)
    }
    assert pages - {row.route for row in ROWS} == set(NO_PAGES), "each page needs a row in tests/web/rows"
    assert {row.route for row in ROWS} - {""} <= pages


def test_no_two_rows_are_of_one_name():
    names = [row.name for row in ROWS]
    assert sorted(names) == sorted(set(names))


def _shown(web: Web) -> list[str]:
    """The page that was loaded last, and the parts of one that came after it."""
    answered = [answer.html for answer in web.watch.answers() if answer.html]
    whole = [index for index, html in enumerate(answered) if "<html" in html]
    return answered[whole[-1]:]


def _pattern(route: str) -> str:
    return re.sub(r"{\w+}", "[^/]+", re.sub(r"{\w+:path}", ".+", route))
