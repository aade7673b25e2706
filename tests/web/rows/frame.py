"""What stands around every page: the day's page and the help."""

from __future__ import annotations

from tests.web.browser import ROLES
from tests.web.pages_table import Row

ROWS = (
    *(Row("/today", "", role) for role in ROLES),
    Row("/help", "", "behandlare"),
    Row("/help/{topic}", "", "behandlare", path=lambda _: "/help/today"),
    Row("/help/{topic}", "unknown", "chef", path=lambda _: "/help/finns-inte", status=404),
)
