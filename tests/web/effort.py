"""What a task costs whoever does it: clicks, keys and pages are counted, held to `effort.json`, and printed at the tests' end.

Only counts are held, since seconds are the machine's; a count that has fallen must be written down, so that it can only fall.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from playwright.sync_api import Frame, Locator, Page

from tests.web.summary import PROPERTY

MOST = Path(__file__).parent / "effort.json"


class Effort:
    """One task on one page, from when this is entered until it is left.

    Args:
        task: In Swedish, as it is called in `effort.json`.
        request: Of the test, whose report carries the result.
    """

    def __init__(self, page: Page, task: str, request: pytest.FixtureRequest) -> None:
        self._page = page
        self._task = task
        self._node = request.node
        self.clicks = self.keys = self.pages = self.characters = 0

    def __enter__(self) -> Self:
        self._page.on("framenavigated", self._navigated)
        self._began = time.monotonic()
        return self

    def click(self, target: Locator) -> None:
        """Point at something and press, or touch it; a choice in a list is made so too."""
        self.clicks += 1
        target.click()

    def choose(self, target: Locator, label: str) -> None:
        """Choose in a drop-down list: one press to open it and one to choose."""
        self.clicks += 2
        target.select_option(label=label)

    def press(self, key: str) -> None:
        """Press a key that is no text, such as Tab or Enter, wherever the focus is."""
        self.keys += 1
        self._page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Type the text that the task is about, wherever the focus is; it is counted apart, since nobody is spared it."""
        self.characters += len(text)
        self._page.keyboard.insert_text(text)

    def fill(self, text: str) -> None:
        """Type what a field asks for beside the text: each character is a key."""
        self.keys += len(text)
        self._page.keyboard.type(text)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._page.remove_listener("framenavigated", self._navigated)
        if error is not None:
            return
        seconds = time.monotonic() - self._began
        counted = {"clicks": self.clicks, "keys": self.keys, "pages": self.pages}
        self._node.user_properties.append((PROPERTY, (
            f"{self._task}: {self.clicks} klick, {self.keys} tangenter, {self.pages} sidor"
            f" och {self.characters} tecken text; maskinen behövde {seconds:.1f} s"
        )))
        most = json.loads(MOST.read_text(encoding="utf-8")).get(self._task)
        assert counted == most, f"{self._task}: {counted}, and {MOST.name} says {most}; more is a fault, fewer is written down"

    def _navigated(self, frame: Frame) -> None:
        self.pages += frame == self._page.main_frame
