"""Pictures of every page in every state at three widths and as it is printed, to be looked at.

    SCREENSHOTS=folder ./aktspar test -n0 tests/web/screenshots.py [-k NAME]
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize

from tests.web.browser import SIZES, Web
from tests.web.pages_table import ROWS, Row, opened

FOLDER = os.environ.get("SCREENSHOTS", "")
PAPER = ViewportSize(width=718, height=1047)
"""A4 with margins of a centimetre, in CSS pixels."""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_picture(row: Row, web: Web):
    assert FOLDER, "SCREENSHOTS names the folder for the pictures"
    folder = Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    page = opened(web, row)
    # The picture before this one may have been of paper, on the same page.
    page.emulate_media(media="screen")
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        page.screenshot(path=folder / f"{row.name}-{name}.png", full_page=True)
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    page.screenshot(path=folder / f"{row.name}-print.png", full_page=True)
