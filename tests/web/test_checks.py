"""The checks of every page, shown what they must find, and what they must let be."""

from __future__ import annotations

import pytest

from tests.web.browser import PHONE, Web
from tests.web.checks import axe, too_wide

WHOLE = "<!DOCTYPE html><html lang='sv'><head><title>Sida</title></head><body><main><h1>Sida</h1>{}</main></body></html>"
WIDE = "<div style='width: 400px'>x</div>"


@pytest.mark.parametrize(("part", "rule"), [
    ("<p>x</p>", None),
    ("<input type='text'>", "label"),
    ("<p style='color: #aaa; background: #fff'>svagt</p>", "color-contrast"),
    ("<button type='button' style='height: 10px; width: 10px; padding: 0'>a</button><button type='button'"
     " style='height: 10px; width: 10px; padding: 0'>b</button>", "target-size"),
    ("<h3>x</h3>", "heading-order"),
    ("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", "image-alt"),
])
def test_axe_finds_what_is_not_accessible(web: Web, part: str, rule: str | None):
    page = web.page()
    page.set_content(WHOLE.format(part))
    found = axe(page)
    assert {each.partition(" ")[0] for each in found} == ({rule} if rule else set()), found


@pytest.mark.parametrize(("part", "is_found"), [
    ("<p>x</p>", False), (WIDE, True),
    (f"<p>{'x' * 80}</p>", True), (f"<p style='overflow-wrap: anywhere'>{'x' * 80}</p>", False),
    (f"<div style='overflow-x: auto'>{WIDE}</div>", False),
    ("<div style='overflow-x: auto'><span style='position: absolute; left: 500px'>x</span></div>", True),
])
def test_what_is_wider_than_the_window_is_found_unless_it_scrolls_by_itself(web: Web, part: str, is_found: bool):
    page = web.page(size=PHONE)
    page.set_content(WHOLE.format(f"<style>html {{ overflow-y: scroll }}</style>{part}"))
    assert bool(too_wide(page)) == is_found


@pytest.mark.parametrize(("html", "rule"), [
    (WHOLE.format("<p>x</p>"), None), ("<p>en del av en sida</p>", None), (WHOLE.format("<p>x<p>"), "no-implicit-close"),
    (WHOLE.format("<p id='a'>x</p><p id='a'>x</p>"), "no-dup-id"), ("<ul><p>x</p></ul>", "element-permitted-content"),
    (WHOLE.replace("<!DOCTYPE html>", "").format(""), "missing-doctype"),
])
def test_html_that_is_not_valid_is_found(html_validator, html: str, rule: str | None):
    found = html_validator.faults(html)
    assert found == [] if rule is None else any(each.startswith(rule + ":") for each in found), found
