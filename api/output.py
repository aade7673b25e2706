"""What the command line writes: the answer on stdout, everything else on stderr.

With `--json`, stdout gets exactly one JSON document, a refusal too. What people read may hold names and texts that
somebody typed, so no control character of theirs reaches the terminal.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from typing import Any, BinaryIO, TextIO

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.problems import Problem

Progress = Callable[[int, int], None]

_UNBOUNDED_COLUMNS = 100_000
_FIRST_PROGRESS_SECONDS = 1.0
_PLAIN_PROGRESS_SECONDS = 10.0
_BIDI_CONTROLS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNPRINTABLE = {
    code: "\N{REPLACEMENT CHARACTER}"
    for code in (*range(0x20), *range(0x7F, 0xA0), *_BIDI_CONTROLS)
    if chr(code) not in "\n\t"
}


def as_json(document: Any, *, indent: bool = False) -> bytes:
    """A document's bytes: keys in the order that the document has, so the same document is always the same bytes."""
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 if indent else 0)


def printable(text: str) -> str:
    """A text without characters that steer a terminal or turn the direction of writing."""
    return text.translate(_UNPRINTABLE)


def silence(stream: TextIO) -> None:
    """Let what is written from now on go nowhere: the reader has gone, and the interpreter flushes once more at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


class Screen:
    """Collects what a person is to read: lines and tables."""

    def __init__(self, *, columns: int, styled: bool) -> None:
        self._text = StringIO()
        self._console = Console(
            file=self._text, width=columns, force_terminal=styled, no_color=not styled, markup=False, highlight=False,
            emoji=False,
        )

    def line(self, text: str = "", style: str = "") -> None:
        """One paragraph, wrapped at the terminal's edge."""
        self._console.print(Text(printable(text), style=style))

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Columns under headings; None is a dash."""
        table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
        for heading in headings:
            table.add_column(heading, overflow="fold")
        for row in rows:
            table.add_row(*(Text("–" if cell is None else printable(str(cell))) for cell in row))
        self._console.print(table)

    def raw(self, text: str) -> None:
        """A text of our own making that must not be wrapped or touched, such as a checkpoint."""
        self._text.write(text)

    def text(self) -> str:
        """All of it, no line with blanks at its end."""
        return "\n".join(line.rstrip(" ") for line in self._text.getvalue().split("\n"))


class Output:
    """Where one command writes.

    Args:
        wants_json: Whether the answer is to be one JSON document.
        stdout: Takes bytes; the process's own when left out.
        stderr: Takes text; the process's own when left out.
    """

    def __init__(self, *, wants_json: bool, stdout: BinaryIO | None = None, stderr: TextIO | None = None) -> None:
        self.wants_json = wants_json
        self._stdout = stdout or sys.stdout.buffer
        self._stderr = stderr or sys.stderr
        self._has_answered = False

    def answer(self, document: dict[str, Any], show: Callable[[Screen], None]) -> None:
        """Write the answer, in the form that was asked for.

        Args:
            document: What `--json` prints.
            show: Puts the same on a screen.
        """
        if self.wants_json:
            self._write(as_json(document, indent=True) + b"\n")
            return
        is_terminal = self._stdout.isatty()
        # In a file or a pipe nothing is cut at an edge that is not there.
        columns = shutil.get_terminal_size().columns if is_terminal else _UNBOUNDED_COLUMNS
        screen = Screen(columns=columns, styled=is_terminal)
        show(screen)
        self._write(screen.text().encode(errors="replace"))

    def refuse(self, problem: Problem) -> None:
        """Write a refusal: the sentence on stderr, and the document on stdout if JSON was asked for."""
        document = problem.document()
        damage = document.get("damage")
        self.say(f"aktspar: {problem.detail}" + (f" [{damage}]" if damage else ""))
        # An answer that has begun to leave is not followed by a second document.
        if self.wants_json and not self._has_answered:
            self._write(as_json(document, indent=True) + b"\n")

    def say(self, message: str) -> None:
        """Tell something that is not the answer."""
        try:
            print(printable(message), file=self._stderr, flush=True)
        except BrokenPipeError:
            silence(self._stderr)

    @contextmanager
    def progress(self, label: str) -> Iterator[Progress]:
        """Gives a function to call with (done, all); it tells how far things are once they have taken over a second.

        Args:
            label: What is going on, in the present tense.
        """
        meter = _Meter(label, self._stderr)
        try:
            yield meter.update
        finally:
            meter.close()

    def _write(self, content: bytes) -> None:
        if self._has_answered:
            raise RuntimeError("a command answers once")
        self._has_answered = True
        try:
            self._stdout.write(content)
            self._stdout.flush()
        except BrokenPipeError:
            # Whoever read us has seen enough.
            silence(sys.stdout)


class _Meter:
    def __init__(self, label: str, stderr: TextIO) -> None:
        self._label = label
        self._stderr = stderr
        self._rewrites = stderr.isatty()
        self._every = _FIRST_PROGRESS_SECONDS if self._rewrites else _PLAIN_PROGRESS_SECONDS
        self._next = time.monotonic() + _FIRST_PROGRESS_SECONDS
        self._has_written = False

    def update(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + self._every
        self._has_written = True
        percent = 100 * done // total if total else 100
        text = f"{self._label} … {done} av {total} ({percent} %)"
        self._stderr.write(f"\r\x1b[K{text}" if self._rewrites else f"{text}\n")
        self._stderr.flush()

    def close(self) -> None:
        if self._has_written and self._rewrites:
            self._stderr.write("\r\x1b[K")
            self._stderr.flush()
