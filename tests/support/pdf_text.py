"""Everything that a PDF tells (sv. *pdf-text*): its pages, what it says of itself, its headings, and the files that lie in it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader


def pdf_text(content: bytes) -> str:
    """All of it as one text in which a line ends as a word does; then the same without space, since a long word may be broken."""
    said = " ".join(" ".join(_told(PdfReader(BytesIO(content)))).split())
    return f"{said}\n{said.replace(' ', '')}"


def pages_text(content: bytes) -> str:
    """What its pages say, as `pdf_text` has it."""
    said = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
    return f"{said}\n{said.replace(' ', '')}"


def _told(reader: PdfReader) -> Iterator[str]:
    yield from (page.extract_text() for page in reader.pages)
    yield from map(str, (reader.metadata or {}).values())
    if reader.xmp_metadata is not None:
        yield reader.xmp_metadata.stream.get_data().decode()
    yield from _headings(reader.outline)
    for name, files in reader.attachments.items():
        yield name
        yield from (file.decode() for file in files)


def _headings(outline: list[Any]) -> Iterator[str]:
    for each in outline:
        if isinstance(each, list):
            yield from _headings(each)
        else:
            yield str(each.title)
