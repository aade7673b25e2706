"""What must not happen on any page: words in the console, a request elsewhere, things kept in the browser, names in addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import partial
from urllib.parse import unquote_plus, urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page, Request

from adapters.demo.cast import STAFF
from adapters.demo.overseers import PEOPLE
from tests.web.place import Place
from tests.web.recorder import Answer
from tests.web.without_scripts import faults as faults_without_scripts

LARGEST_PAGE_BYTES = 100_000
_NAMES = re.compile(
    "|".join([r"påhitt(sson|by)", "exempelsson", r"fiktiv(sson)?\b", "sagob(erg|y)", "demob(erg|y)", *(
        re.escape(person.name.lower()) for person in (*STAFF.values(), *PEOPLE.values())
    )])
)
"""Everybody in the demo: their surnames, and where those are ordinary words their whole names."""
_PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])[-+ ]?\d{4}(?!\d)")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_KEPT = """async () => ({
    localStorage: localStorage.length, sessionStorage: sessionStorage.length,
    indexedDB: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
    serviceWorkers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


class Watch:
    """Follows pages and the answers of a service, and keeps what should not have happened.

    Attributes:
        found: What that is, as sentences.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._first = len(place.recorder.answers)
        self._more_names: list[str] = []
        self.found: list[str] = []

    def keep_secret(self, *words: str) -> None:
        """Names that a test has typed in, and that must not stand in an address or a title either."""
        self._more_names += [word.lower() for word in words]

    def follow(self, page: Page) -> Callable[[], None]:
        """Follow a page from now on, until what this gives back is called."""
        listeners = {"console": self._console, "pageerror": partial(self._script_error, page), "request": self._request}
        for event, listener in listeners.items():
            page.on(event, listener)

        def stop() -> None:
            for event, listener in listeners.items():
                page.remove_listener(event, listener)

        return stop

    def leave(self, page: Page) -> None:
        """Look at what a page has left in the browser."""
        if not page.url.startswith(self._place.address):
            return
        try:
            kept = page.evaluate(_KEPT)
        except Error as error:
            self.found.append(f"{page.url}: what it keeps cannot be seen: {error}")
            return
        self.found += [f"{page.url}: keeps {count} in {where}" for where, count in kept.items() if count]

    def answers(self) -> list[Answer]:
        """Every answer since the watch began."""
        return self._place.recorder.answers[self._first:]

    def require_nothing(self) -> None:
        """State everything that should not have happened.

        Raises:
            AssertionError: Something has.
        """
        found = [*self.found, *(fault for answer in self.answers() for fault in self._of_answer(answer))]
        assert not found, "\n" + "\n".join(found)

    def is_private(self, text: str) -> bool:
        """Whether a text holds a name or a personal number of somebody."""
        plain = _UUID.sub(" ", unquote_plus(text)).lower()
        words = re.sub(r"[\W_]+", " ", plain)
        return bool(_NAMES.search(words) or _PERSONAL_NUMBER.search(plain) or any(name in words for name in self._more_names))

    def _console(self, message: ConsoleMessage) -> None:
        # The browser itself writes a line about a page that is a refusal, and one when it is told to forget what it has kept.
        if message.text.startswith("Clear-Site-Data header on"):
            return
        if "Failed to load resource" in message.text and self._is_refusal(message.location["url"]):
            return
        self.found.append(f"{message.location['url']}: {message.type} in the console: {message.text}")

    def _script_error(self, page: Page, error: Error) -> None:
        self.found.append(f"{page.url}: error in a script: {error}")

    def _is_refusal(self, url: str) -> bool:
        path = unquote_plus(urlsplit(url).path)
        return any(
            400 <= answer.status < 500 and answer.html and answer.address.partition("?")[0] == path for answer in self.answers()
        )

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and not request.url.startswith(self._place.address + "/"):
            self.found.append(f"a request leaves the server: {request.url}")
        if self.is_private(f"{parts.path}?{parts.query}#{parts.fragment}"):
            self.found.append(f"somebody is named in an address: {request.url}")

    def _of_answer(self, answer: Answer) -> list[str]:
        faults = [f"is answered with {answer.status}"] if answer.status >= 500 else []
        for header in ("location", "content-disposition", "hx-push-url", "hx-redirect", "hx-location", "hx-replace-url"):
            if self.is_private(answer.headers.get(header, "")):
                faults.append(f"names somebody in {header}")
        if answer.html:
            faults += self._of_page(answer)
        return [f"{answer.method} {answer.address}: {fault}" for fault in faults]

    def _of_page(self, answer: Answer) -> list[str]:
        faults = []
        if "no-store" not in answer.headers.get("cache-control", ""):
            faults.append("may be kept by the browser (no Cache-Control: no-store)")
        if answer.size > LARGEST_PAGE_BYTES:
            faults.append(f"is {answer.size} bytes, more than {LARGEST_PAGE_BYTES}")
        if any(self.is_private(html.unescape(title)) for title in _TITLE.findall(answer.html)):
            faults.append("names somebody in its title")
        return faults + [f"without scripts: {fault}" for fault in faults_without_scripts(answer.html)]
