"""What a page must bear besides axe-core's rules: more space in its text, the keyboard, high contrast, and less motion.

Everything is looked at where it is drawn, by `adaptable.js`; each answer names what is wrong, and nothing is no fault.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from tests.web.browser import DESK, PHONE
from tests.web.checks import too_wide

SOURCE = Path(__file__).with_suffix(".js")


def faults(page: Page) -> list[str]:
    """What a page that is shown on a desk does not bear; afterwards it is as it was, but for what can be opened on it."""
    prepare(page)
    return [*_where_motion_is_reduced(page), *_by_the_keyboard(page), *_in_high_contrast(page), *_with_more_space(page)]


def prepare(page: Page) -> None:
    """Put the means into the page, by the browser's own debugger, and open everything that can be opened."""
    page.evaluate(_source())
    asked(page, "openAll")


def asked(page: Page, function: str, argument: object = None) -> list[str]:
    """What one of the functions finds."""
    return page.evaluate("([name, argument]) => adaptable[name](argument) || []", [function, argument])


def _by_the_keyboard(page: Page) -> list[str]:
    """The focus is seen and not covered (WCAG 2.4.7, 2.4.11), and goes as the page is read (2.4.3)."""
    # Whoever has pressed a key is shown where the focus is.
    page.keyboard.press("Tab")
    return [*asked(page, "focus"), *asked(page, "disordered")]


def _in_high_contrast(page: Page) -> list[str]:
    """Where the browser puts its own colours in place of the page's, all that was drawn is still seen, and the focus too."""
    found: list[str] = []
    for scheme in ("light", "dark"):
        asked(page, "keep")
        page.emulate_media(forced_colors="active", color_scheme=scheme)
        found += asked(page, "vanished")
        if scheme == "dark":
            found += asked(page, "focus", True)
        page.emulate_media(forced_colors="none", color_scheme="light")
    return found


def _where_motion_is_reduced(page: Page) -> list[str]:
    """Whoever asks for less motion sees none, and the same text."""
    page.emulate_media(reduced_motion="no-preference")
    asked(page, "keep")
    page.emulate_media(reduced_motion="reduce")
    return asked(page, "moving")


def _with_more_space(page: Page) -> list[str]:
    """With more space between lines, words and letters (WCAG 1.4.12) no text is cut off, covered or beside the window."""
    found: list[str] = []
    asked(page, "space", True)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for fault in (*asked(page, "clipped"), *asked(page, "overlapping"), *too_wide(page), *asked(page, "disordered")):
            found.append(f"with more space, {size['width']} wide: {fault}")
    page.set_viewport_size(DESK)
    asked(page, "space", False)
    return found


@cache
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")
