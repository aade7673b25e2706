"""Every kind of page with more space in its text, by the keyboard, in high contrast and with less motion, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from jinja2 import Template
from playwright.sync_api import Browser, FloatRect, Page, expect

from tests.web.adaptable import faults, prepare
from tests.web.browser import DESK, TABLET, Web
from tests.web.chosen import CHOSEN, ELSEWHERE, MORE, page_templates
from tests.web.pages_table import ROWS, Row
from tests.web.place import Place
from tests.web.rating_steps import choice, lend
from tests.web.watch import LARGEST_PAGE_BYTES

_BY_NAME = {row.name: row for row in ROWS}
_LOOKED_AT = [*CHOSEN.items(), *(("", name) for name in MORE)]


class Devices:
    """A device of each role that goes from page to page, and so has fetched the style sheets already."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._pages: dict[str | None, Page] = {}

    def opened(self, row: Row) -> Page:
        """The page of a row on a desk, in its state."""
        if row.fresh or row.role not in self._pages:
            page = self._web.page(row.role, fresh=row.fresh)
        else:
            page = self._pages[row.role]
        if not row.fresh:
            self._pages[row.role] = page
        page.set_viewport_size(DESK)
        self._web.visit(page, row.route if row.path is None else row.path(self._web.place), row.status)
        if row.reach is not None:
            row.reach(self._web, page)
        return page


@pytest.fixture(scope="module")
def devices(browser: Browser, place: Place) -> Iterator[Devices]:
    """The devices, watched from the first page to the last."""
    web = Web(browser, place)
    yield Devices(web)
    web.close()


@pytest.fixture(scope="module")
def rendered() -> Iterator[list[str]]:
    """The templates that the service has made pages of, the latest last."""
    names: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        real: Callable[..., str] = Template.render

        def noted(template: Template, *values: object, **named: object) -> str:
            names.append(str(template.name))
            return real(template, *values, **named)

        patch.setattr(Template, "render", noted)
        yield names


@pytest.mark.parametrize(("template", "name"), _LOOKED_AT, ids=[name for _, name in _LOOKED_AT])
def test_a_page_bears_more_space_the_keyboard_high_contrast_and_less_motion(
    devices: Devices, rendered: list[str], template: str, name: str
):
    page = devices.opened(_BY_NAME[name])
    assert not template or template in rendered[-3:], rendered[-3:]
    found = faults(page)
    assert not found, f"{page.url}\n" + "\n".join(dict.fromkeys(found))


def test_every_template_that_is_a_page_is_looked_at():
    assert set(page_templates()) == set(CHOSEN) | set(ELSEWHERE), "each page's template needs a row in tests/web/chosen.py"


WHOLE = "<!DOCTYPE html><html lang='sv'><head><title>x</title></head><body><h1>x</h1><a href='#x'>y</a>{}</body></html>"
ROW = "<div style='display: {}'><a href='#a' style='width: 90px'>a</a><a href='#b' style='width: 90px'>b</a></div>"


@pytest.mark.parametrize(("part", "fault"), [
    ("<p>x</p>", None), (ROW.format("flex"), None), ("<svg width='20' height='20'><path d='M0 5h20' stroke='#777'/></svg>", None),
    ("<p style='height: 18px; line-height: 18px; overflow: hidden'>x</p>", "text is cut off"),
    ("<div style='height: 20px'>x</div><div style='margin-top: -18px'>y</div>", "text lies over text"),
    ("<p style='width: 310px; white-space: nowrap'>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</p>", "wider than"),
    ("<style>a { outline: none !important }</style>", "its focus is not seen"),
    ("<style>a:focus { outline: none; background: #ff0 }</style>", "its focus is not seen in high contrast"),
    ("<div style='position: fixed; inset: 0; background: #fff'>x</div>", "is covered when it has the focus"),
    ("<a href='#x' tabindex='1'>x</a>", "is reached out of its turn"),
    (ROW.format("flex; flex-direction: row-reverse"), "stands before what it is written after"),
    ("<div style='width: 20px; height: 20px; background: #000'></div>", "is not seen in high contrast"),
    ("<svg width='20' height='20'><path d='M0 5h20' stroke='#000'/></svg>", "is not seen in high contrast"),
    ("<style>@keyframes k { to { opacity: .9 } } p { animation: k 9s }</style><p>x</p>", "moves"),
    ("<style>@media (prefers-reduced-motion: reduce) { p { display: none } }</style><p>x</p>", "another text where motion"),
])
def test_what_a_page_does_not_bear_is_found(web: Web, part: str, fault: str | None):
    page = web.page()
    page.set_content(WHOLE.format(part))
    found = faults(page)
    assert found == [] if fault is None else any(fault in each for each in found), found


def test_the_first_key_leads_past_what_every_page_begins_with_and_the_others_go_as_the_page_is_written(web: Web):
    page = web.page("behandlare")
    web.visit(page, "/today")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Hoppa till innehållet")
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box is not None and box["height"] > 20 and box["y"] >= 0
    prepare(page)
    count = page.evaluate("() => adaptable.controls().length")
    turns = []
    for _ in range(count):
        turns.append(page.evaluate("() => adaptable.turn()"))
        page.keyboard.press("Tab")
    # The way past is there only while it has the focus, and is not counted after that.
    assert turns == [0, *range(count - 1)]
    skip.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_the_sliders_line_and_whether_it_is_set_are_seen_in_high_contrast(web: Web):
    page = web.page("behandlare", size=TABLET, fresh=True)
    web.visit(page, choice(web.place))
    lend(page, "CSRS")
    slider = page.get_by_role("slider").first
    expect(slider).to_have_class("aktspar-rate__slider is-unset")
    page.emulate_media(forced_colors="active", color_scheme="dark")
    box = slider.bounding_box()
    assert box is not None
    line = FloatRect(x=box["x"] + 20, y=box["y"] + box["height"] / 2 - 2, width=60, height=4)
    assert page.screenshot(clip=line) != page.screenshot(clip={**line, "y": box["y"] + 1})
    unset = slider.screenshot()
    page.fill("#value_1", "5")
    assert slider.screenshot() != unset


def test_a_second_visit_fetches_the_page_and_nothing_else_in_fewer_bytes_than_a_hundred_thousand(web: Web):
    page = web.page("internkontroll")
    paths = (f"/cases/{web.place.case_id()}/timeline", "/review", f"/cases/{web.place.case_id()}")
    for path in paths:
        web.visit(page, path)
    for path in paths:
        before = len(web.place.recorder.answers)
        web.visit(page, path)
        again = web.place.recorder.answers[before:]
        assert [bool(each.html) for each in again] == [True], [each.address for each in again]
        assert 0 < sum(each.size for each in again) < LARGEST_PAGE_BYTES
