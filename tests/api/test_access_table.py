"""The table in docs/access.md is the matrix; UPDATE_GOLDEN=1 writes it anew."""

from __future__ import annotations

import os
from pathlib import Path

from api.access_table import access_table

PAGE = Path(__file__).parents[2] / "docs" / "access.md"
BEGIN, END = "<!-- matrix -->\n", "<!-- /matrix -->"


def test_the_page_shows_the_matrix_that_is_enforced():
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    whole = before + BEGIN + access_table() + END + after
    if os.environ.get("UPDATE_GOLDEN") == "1":
        PAGE.write_text(whole, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == whole
