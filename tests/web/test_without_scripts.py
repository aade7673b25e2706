"""What the watch demands of a page where no scripts run, shown what it must find and what it must let be."""

from __future__ import annotations

import pytest

from tests.web.without_scripts import faults

PAGE = "<!DOCTYPE html><html lang='sv'><body><main><h1>Sida</h1>{}</main></body></html>"
FIELD = "<label for='x'>x</label><input id='x' name='x'>"


@pytest.mark.parametrize("part", [
    "<p>x<p>y", "<a href='/x'>x</a>", "<a class='govuk-button' href='#x'>x</a>",
    f"<form>{FIELD}<button>x</button></form>", f"<form>{FIELD}<input type='submit' value='x'></form>",
    f"<form id='f'><button>x</button></form>{FIELD.replace('<input', '<input form=f')}",
    "<form><input type='hidden' name='x'></form>", "<textarea readonly>x</textarea>",
    "<form><div id='late' hidden><textarea name='x'></textarea></div><button>x</button></form>",
    "<div class='akt-moment__slide' hidden><input type='range'></div>",
    f"<form><button type='submit' hidden>x</button>{FIELD}<button>x</button></form>",
    "<div role='group'><svg role='img'></svg></div>", "<details><summary>x</summary>y</details>",
])
def test_what_works_without_scripts_is_let_be(part: str):
    assert faults(PAGE.format(part)) == []


@pytest.mark.parametrize(("part", "fault"), [
    ("<section hidden><p hidden>x</p></section>", "hides what only a script shows: <section"),
    ("<button hidden>x</button>", "hides what only a script shows: <button"),
    ("<h1>y</h1>", "has 2 h1"),
    ("<a>x</a>", "a link that leads nowhere"), ("<a href='#'>x</a>", "a link that leads nowhere"),
    ("<a href='javascript:x()'>x</a>", "a link that leads nowhere"),
    ("<a href='/x' role='button'>x</a>", "a role that only a script can keep"),
    ("<div role='tab'>x</div>", "a role that only a script can keep"),
    ("<button>x</button>", "a button that sends nothing"),
    ("<form><button type='button'>x</button></form>", "a button that sends nothing"),
    (FIELD, "a field that no form sends"), ("<select name='x'></select>", "a field that no form sends"),
    (f"<form>{FIELD}</form>", "no button sends the form"),
    (f"<form><button type='submit' hidden>x</button>{FIELD}</form>", "no button sends the form"),
    ("<canvas></canvas>", "shown by nothing but a script"), ("<dialog>x</dialog>", "shown by nothing but a script"),
])
def test_what_needs_a_script_is_found(part: str, fault: str):
    found = faults(PAGE.format(part))
    assert len(found) == 1 and fault in found[0], found


def test_a_part_of_a_page_needs_no_heading_of_its_own_and_a_page_does():
    assert faults("<p>x</p>") == []
    assert faults("<html><body><p>x</p></body></html>") == ["has 0 h1 before any script has run"]
