"""Every page in every state, for the tests of all pages and for the screenshots: what a row is; they lie in `rows/`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from typing import NamedTuple

from playwright.sync_api import Page

from tests.web import rows
from tests.web.browser import Web
from tests.web.place import Place


class Row(NamedTuple):
    """One page in one state.

    Args:
        route: The page's, as the application writes it, for example `/cases/{case_id}`; "" = an address without a page.
        state: In a word or two, for example `empty`; a route's states differ.
        role: Who looks; None = nobody is logged in.
        path: The address to open; None = the route as it stands.
        status: Of the answer.
        reach: What is done on the opened page until it is in its state, and on the page that the row is about.
        fresh: Whether that changes the log-in, so that it must be the row's own.
    """

    route: str
    state: str
    role: str | None
    path: Callable[[Place], str] | None = None
    status: int = 200
    reach: Callable[[Web, Page], None] | None = None
    fresh: bool = False

    @property
    def name(self) -> str:
        """Of the row, in the tests' names and the pictures'."""
        plain = self.route.strip("/").replace("/", "-").replace("{", "").replace("}", "") or "start"
        return "-".join([plain if self.route else "no-page", *self.state.split(), self.role or "nobody"])


def opened(web: Web, row: Row) -> Page:
    """The page of a row on a desk, in its state."""
    page = web.page(row.role, fresh=True) if row.fresh else web.kept_page(row.role)
    web.visit(page, row.route if row.path is None else row.path(web.place), row.status)
    if row.reach is not None:
        row.reach(web, page)
    return page


def _modules() -> list[object]:
    return [importlib.import_module(f"{rows.__name__}.{found.name}") for found in pkgutil.iter_modules(rows.__path__)]


ROWS: tuple[Row, ...] = tuple(row for module in _modules() for row in module.ROWS)
NO_PAGES: Mapping[str, str] = {route: why for module in _modules() for route, why in getattr(module, "NO_PAGES", {}).items()}
"""GET routes of the web that answer with no page of their own, and why."""
