"""The four pictures of the README, made from the demo as it is.

    ./aktspar test -n0 tests/web/readme_pictures.py
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.browser import DESK, TABLET, Web

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PICTURES = {
    "timeline": ("internkontroll", DESK, "/cases/{case}/timeline?known_at=2026-07-31"),
    "case": ("chef", DESK, "/cases/{case}"),
    "note": ("behandlare", TABLET, "/cases/{note}/notes/new"),
    "results": ("chef", DESK, "/results?period=2026-T1"),
}
"""Each by its name: who looks, on what, at which page."""


@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str, web: Web):
    role, size, address = PICTURES[name]
    page = web.page(role, size=size)
    web.visit(page, address.format(case=web.place.case_id(), note=web.place.case_id("2026-0482")))
    FOLDER.mkdir(exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.png")
