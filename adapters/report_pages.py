"""Reports as pages: PDF/A (ISO 19005) and PDF/UA-1 (ISO 14289-1), tagged, the same bytes for the same report.

PDF/A-2a for what is only pages; PDF/A-3a for what carries the data that it was made of as a file inside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import orjson
import typst

from domain.errors import InvalidValueError

_PAGES = Path(__file__).parent / "pages"
_STANDARDS = ["a-2a", "ua-1"]
_WITH_FILE = ["a-3a", "ua-1"]
"""Kept for a long time, and read aloud; whoever writes the file refuses what does not meet both."""
_FIRST_DAY = date(1980, 1, 1)
"""Of a report that nothing was known for: a day before it is no day of a PDF in every reader."""


def pdf_of_any_text(name: str, report: Mapping[str, Any], day: date, *, attached: str | None = None) -> bytes:
    """As `pdf_bytes`, also of a text with characters that no typeface here has: each stands as its code point, `[U+1F600]`."""
    try:
        return pdf_bytes(name, report, day, attached=attached)
    except InvalidValueError:
        return pdf_bytes(name, _told(report), day, attached=attached)


def pdf_bytes(name: str, report: Mapping[str, Any], day: date, *, attached: str | None = None) -> bytes:
    """A report as a PDF.

    Args:
        name: Of the page file that says how it looks.
        report: What it shows; its texts are shown as they are, whatever is in them.
        day: That it says that it was made on; not today's, which would make the same report another file each day.
        attached: A text that the page file attaches as the source of what is shown.

    Raises:
        InvalidValueError: A text has a character that no typeface of the report has.
    """
    inputs = {"report": orjson.dumps(report).decode(), **({} if attached is None else {"attached": attached})}
    try:
        # Only typefaces that come with the program: those of the machine would set another page on the next one.
        content = typst.compile(
            _PAGES / f"{name}.typ", root=_PAGES, format="pdf", ignore_system_fonts=True,
            pdf_standards=_STANDARDS if attached is None else _WITH_FILE, sys_inputs=inputs,
            timestamp=datetime.combine(max(day, _FIRST_DAY), time(), UTC),
        )
    except typst.TypstError as error:
        if "could not be displayed" not in error.message and "code point" not in error.message:
            raise
        raise InvalidValueError(
            "En uppgift har ett tecken som pdf-rapportens typsnitt saknar. Ta ut rapporten som Excel, csv eller json."
        ) from None
    assert isinstance(content, bytes), "one file was asked for"
    return content


def _told(value: Any) -> Any:
    match value:
        case str():
            return "".join(each if _is_common(each) else f"[U+{ord(each):04X}]" for each in value)
        case Mapping():
            return {name: _told(each) for name, each in value.items()}
        case list() | tuple():
            return [_told(each) for each in value]
    return value


def _is_common(character: str) -> bool:
    """Whether the typefaces surely have it: letters and signs of the European languages, and common punctuation."""
    code = ord(character)
    return character == "\n" or 0x20 <= code < 0x7F or 0xA0 <= code < 0x180 or code in _SIGNS


_SIGNS = frozenset(map(ord, "–—‘’‚“”„…•·€†‡‰‹›−\u200b"))
