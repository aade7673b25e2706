"""The browser that pages are looked at with: Chromium, one a process, and in it devices with and without a log-in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Response, ViewportSize, sync_playwright

from adapters.accounts import Role
from tests.web.place import Place
from tests.web.watch import Watch

PHONE = ViewportSize(width=320, height=640)
TABLET = ViewportSize(width=820, height=1180)
DESK = ViewportSize(width=1280, height=900)
ZOOMED = ViewportSize(width=320, height=225)
"""What is left of the desk's window at 400 % zoom."""
SIZES = {"phone": PHONE, "tablet": TABLET, "desk": DESK}

ROLES = tuple(str(role) for role in Role)
"""Whom the demo has an account of."""

HOW_TO_GET_IT = (
    "Sidornas tester behöver Chromium: 'apt install chromium' på Debian och Ubuntu,"
    " annars '.venv/bin/python -m playwright install chromium'."
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_LONGEST_WAIT_MS = 15_000


def chromium() -> str | None:
    """Where the browser's program is; None = the machine has none."""
    found = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if found is not None:
        return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


@contextmanager
def launched(program: str) -> Iterator[Browser]:
    """A running browser."""
    with sync_playwright() as playwright:
        # Chromium's own sandbox refuses to be started by root.
        arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


class Web:
    """What a test of pages has: devices to open pages on, and a watch over all that happens on them.

    Attributes:
        place: The service.
        watch: What must not happen; looked at when the test is over.
    """

    def __init__(self, browser: Browser, place: Place) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._taken: list[tuple[str | None, Page, Callable[[], None]]] = []
        self.place = place
        self.watch = Watch(place)

    def page(
        self, role: str | None = None, *, size: ViewportSize = DESK, script: bool = True, fresh: bool = False, **options: Any
    ) -> Page:
        """A page on a device of its own, at no address yet.

        Args:
            role: Who is logged in on it, by the demo's role; None = nobody.
            script: Whether pages may run scripts.
            fresh: Whether the log-in is this device's own, so that locking and logging out disturbs no other test.
            options: More of the device, as Playwright's `new_context` takes it.
        """
        context = self._context(size, script, None if role is None or fresh else self._state_of(role), **options)
        page = context.new_page()
        if role is not None and fresh:
            self.log_in(page, role)
        return page

    def kept_page(self, role: str | None) -> Page:
        """A page on the desk that one test after the other uses, as a device and its log-in are used all day. It is at no
        address, and its device has the cookies of the log-in and nothing else; with anything more it is not kept."""
        if role not in self.place.kept:
            self.place.kept[role] = self._new_context(DESK, True, None if role is None else self._state_of(role)).new_page()
        page = self.place.kept.pop(role)
        self._taken.append((role, page, self.watch.follow(page)))
        page.context.on("page", self.watch.follow)
        page.set_viewport_size(DESK)
        return page

    def visit(self, page: Page, path: str, status: int = 200) -> Response:
        """Go to an address of the service; the answer is the one with this status."""
        answer = page.goto(path)
        assert answer is not None and answer.status == status, (path, answer and answer.status)
        return answer

    def log_in(self, page: Page, role: str) -> None:
        """Fill in the page to log in on."""
        self.visit(page, "/login")
        page.fill("#name", role)
        page.fill("#password", self.place.password_of(role))
        page.press("#password", "Enter")
        page.wait_for_url(lambda address: "/login" not in address)

    def close(self) -> None:
        """Close every device, and state what the watch has found."""
        for context in self._contexts:
            for page in context.pages:
                self.watch.leave(page)
            context.close()
        for role, page, stop_following in self._taken:
            self._give_back(role, page)
            stop_following()
        self.watch.require_nothing()

    def _give_back(self, role: str | None, page: Page) -> None:
        context = page.context
        context.remove_listener("page", self.watch.follow)
        for each in context.pages:
            self.watch.leave(each)
        known = [] if role is None else self._state_of(role)["cookies"]
        page.goto("about:blank")
        if self.watch.found or context.pages != [page] or _values(context.cookies()) != _values(known):
            context.close()
        else:
            self.place.kept[role] = page

    def _state_of(self, role: str) -> Any:
        if role not in self.place.states:
            context = self._context(DESK, True, None)
            self.log_in(context.new_page(), role)
            self.place.states[role] = context.storage_state()
        return self.place.states[role]

    def _context(self, size: ViewportSize, script: bool, state: Any, **options: Any) -> BrowserContext:
        context = self._new_context(size, script, state, **options)
        context.on("page", self.watch.follow)
        self._contexts.append(context)
        return context

    def _new_context(self, size: ViewportSize, script: bool, state: Any, **options: Any) -> BrowserContext:
        context = self._browser.new_context(
            base_url=self.place.address, viewport=size, java_script_enabled=script, storage_state=state, locale="sv-SE",
            timezone_id="Europe/Stockholm", **{"reduced_motion": "reduce", **options},
        )
        context.set_default_timeout(_LONGEST_WAIT_MS)
        return context


def _values(cookies: list[Any]) -> dict[str, str]:
    return {cookie["name"]: cookie["value"] for cookie in cookies}
