"""Pages read by the rules of HTML: html-validate, in one process of Node.js for many pages."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Self

from playwright._impl._driver import compute_driver_executable

HERE = Path(__file__).parent


class HtmlValidator:
    """A running validator; the same text is read once."""

    HOW_TO_GET_IT = "Sidornas tester behöver html-validate: 'npm ci --prefix tests/web' (npm: 'apt install npm')."

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._known: dict[bytes, list[str]] = {}
        self._asked: bytes | None = None

    @staticmethod
    def is_installed() -> bool:
        """Whether npm has fetched it."""
        return (HERE / "node_modules" / "html-validate").exists()

    @classmethod
    @contextmanager
    def started(cls) -> Iterator[Self]:
        """A validator while this is entered."""
        # Playwright brings a Node.js that is new enough; the system's need not be.
        node = compute_driver_executable()[0]
        with subprocess.Popen(
            [node, str(HERE / "html_validate.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process:
            yield cls(process)
            process.stdin.close()

    def begin(self, html: str) -> bytes:
        """Have a page or a part of one read while something else goes on; the digest that it is known by."""
        digest = sha256(html.encode()).digest()
        if digest not in self._known and digest != self._asked:
            # One at a time: neither of us is to wait with a full pipe for the other.
            self._read()
            self._process.stdin.write(json.dumps(html) + "\n")
            self._process.stdin.flush()
            self._asked = digest
        return digest

    def faults(self, html: str) -> list[str]:
        """What is wrong with a page or a part of one, as sentences with line and column; an empty text has no faults."""
        digest = self.begin(html)
        if digest not in self._known:
            self._read()
        return self._known[digest]

    def _read(self) -> None:
        if self._asked is not None:
            self._known[self._asked] = json.loads(self._process.stdout.readline())
            self._asked = None
