"""What an .xlsx file is before anybody trusts it: a zip archive of XML parts, measured and outlined in one pass.

The reader of cells (calamine) is fast, but it believes what an archive says of its sizes, sets aside memory for the whole
rectangle between a sheet's first and last cell, and shows an error cell as an empty one. So every part is unpacked here
once, piece by piece: true sizes are added up against the limit, and each sheet's rows, extent and error cells are noted.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.etree import ElementTree

from domain.workbook.faults import WorkbookRefusedError

MAX_UNPACKED_BYTES = 100_000_000
MAX_SHEET_AREA = 10_000_000
"""Cells in the rectangle of one sheet: fifty columns in each of 200 000 rows, where the format has eighteen."""

_MAX_PARTS = 5_000
_MAX_INDEX_BYTES = 4 << 20
"""For the two parts that name the sheets, which are held whole."""
_CHUNK_BYTES = 1 << 20
_MAX_ROW_BYTES = 16 << 20
"""Several times what eighteen full cells can hold; a longer row would be searched over and over."""
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_WORKBOOK_PART = "xl/workbook.xml"
_RELATIONS_PART = "xl/_rels/workbook.xml.rels"

_ROW = re.compile(rb"<(?:[\w.-]+:)?row(?=[\s/>])")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["']([0-9]{1,7})["']""")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?(?:v|is)[\s>]")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c(?=[\s/>])([^>]*)>")
_CELL_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})[0-9]{1,7}["']""")
_IS_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_BEYOND_Z = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{2,3}[0-9]""")
_LAST_PLAIN_COLUMN = 26

NOT_A_WORKBOOK = "filen är inte en läsbar Excelarbetsbok (.xlsx); öppna den i ett kalkylprogram och spara om den som .xlsx"
_TOO_LARGE = (
    f"arbetsboken är större än {MAX_UNPACKED_BYTES // 1_000_000} MB uppackad; ta bort bilder och annat som inte hör till "
    "underlaget, eller dela upp den"
)
_ENCRYPTED = "filen är lösenordsskyddad eller sparad i ett äldre Excelformat; ta bort lösenordet och spara om den som .xlsx"


@dataclass(slots=True)
class SheetOutline:
    """What a sheet's part shows without reading its cells.

    Args:
        row_count: Rows that hold at least one value, the header included.
        last_row: The last such row's number, from 1.
        last_column: The last column's number, from 1; at least 26.
        current_row: The number of the row noted last, which a row without a number follows.
        error_cells: Row and column numbers, from 1, of cells that show an Excel error.
    """

    row_count: int = 0
    last_row: int = 0
    last_column: int = _LAST_PLAIN_COLUMN
    current_row: int = 0
    error_cells: set[tuple[int, int]] = field(default_factory=set)

    @property
    def area(self) -> int:
        """Cells in the rectangle from the first cell to the last, at most."""
        return self.last_row * self.last_column


def outline_workbook(content: bytes) -> dict[str, SheetOutline]:
    """Measure an .xlsx file and outline its worksheets by name.

    Raises:
        WorkbookRefusedError: It is no .xlsx file, is encrypted or damaged, or unpacks to more than `MAX_UNPACKED_BYTES`.
    """
    if content.startswith(_COMPOUND_FILE):
        raise WorkbookRefusedError(_ENCRYPTED)
    outlines: dict[str, SheetOutline] = {}
    with _refusing_damage(), zipfile.ZipFile(io.BytesIO(content)) as archive:
        _check_directory(archive)
        sheet_names = _sheet_names_by_part(archive)
        unpacked = 0
        for part in archive.infolist():
            chunks = _chunks(archive, part, unpacked)
            if part.filename.lower().endswith((".xml", ".rels")):
                chunks = _utf8(chunks)
            if (name := sheet_names.get(part.filename.lower())) is not None:
                outlines[name] = _outline_sheet(chunks)
            else:
                # Nothing is kept of the other parts; they are unpacked for their true size.
                deque(chunks, maxlen=0)
            unpacked += part.file_size
    return outlines


@contextmanager
def _refusing_damage() -> Iterator[None]:
    damage = (zipfile.BadZipFile, zlib.error, struct.error, ElementTree.ParseError, EOFError, OSError, ValueError, LookupError)
    try:
        yield
    except WorkbookRefusedError:
        raise
    except (*damage, RuntimeError) as error:
        # RuntimeError covers the compression methods and the passwords that zipfile does not know.
        raise WorkbookRefusedError(NOT_A_WORKBOOK) from error


def _check_directory(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > _MAX_PARTS or len({part.filename.lower() for part in parts}) < len(parts):
        raise WorkbookRefusedError(NOT_A_WORKBOOK)
    if any(part.flag_bits & 0x1 for part in parts):
        raise WorkbookRefusedError(_ENCRYPTED)
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise WorkbookRefusedError(NOT_A_WORKBOOK)
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise WorkbookRefusedError(_TOO_LARGE)


def _sheet_names_by_part(archive: zipfile.ZipFile) -> dict[str, str]:
    """Lower-case part name to sheet name, as the workbook part and its relations tie them."""
    parts = {part.filename.lower(): part for part in archive.infolist()}
    targets = {
        relation.get("Id"): _part_name(relation.get("Target", ""))
        for relation in _xml(archive, parts[_RELATIONS_PART]).iter()
        if _local_name(relation.tag) == "Relationship"
    }
    names = {}
    for sheet in _xml(archive, parts[_WORKBOOK_PART]).iter():
        if _local_name(sheet.tag) == "sheet":
            relation_id = next((value for key, value in sheet.items() if _local_name(key) == "id"), None)
            names[targets[relation_id]] = sheet.attrib["name"]
    return names


def _xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> ElementTree.Element:
    if part.file_size > _MAX_INDEX_BYTES:
        raise WorkbookRefusedError(NOT_A_WORKBOOK)
    text = b"".join(_chunks(archive, part, 0))
    if b"<!DOCTYPE" in text:
        # The format has none, and one could define entities that grow without end.
        raise WorkbookRefusedError(NOT_A_WORKBOOK)
    return ElementTree.fromstring(text)


def _part_name(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").lower()


def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo, unpacked_before: int) -> Iterator[bytes]:
    """The part's unpacked bytes. The size that the directory claims is not believed: reading stops at the limit instead."""
    claimed, unpacked = part.file_size, 0
    part.file_size = MAX_UNPACKED_BYTES + 1
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                unpacked += len(chunk)
                if unpacked_before + unpacked > MAX_UNPACKED_BYTES:
                    raise WorkbookRefusedError(_TOO_LARGE)
                yield chunk
    finally:
        part.file_size = claimed
    if unpacked != claimed:
        raise WorkbookRefusedError(NOT_A_WORKBOOK)


def _utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same chunks, of a part that is not in UTF-16: calamine reads such a sheet as an empty one, without a word."""
    for chunk in chunks:
        if b"\0" in chunk:
            raise WorkbookRefusedError(NOT_A_WORKBOOK)
        yield chunk


def _outline_sheet(chunks: Iterator[bytes]) -> SheetOutline:
    outline = SheetOutline()
    for piece in _row_pieces(chunks):
        _note_row(outline, piece)
    return outline


def _row_pieces(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The part cut before each row; what stands before the first row is left out."""
    pending = b""
    for chunk in chunks:
        *pieces, pending = _cut_at_rows(pending + chunk)
        if len(pending) > _MAX_ROW_BYTES:
            raise WorkbookRefusedError(NOT_A_WORKBOOK)
        yield from filter(_ROW.match, pieces)
    if _ROW.match(pending):
        yield pending


def _cut_at_rows(text: bytes) -> list[bytes]:
    # A tag may be cut at the end of a chunk: it then stays whole in the last piece and is found with the next chunk.
    starts = [match.start() for match in _ROW.finditer(text)]
    return [text[start:end] for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]


def _note_row(outline: SheetOutline, piece: bytes) -> None:
    tag_end = piece.find(b">")
    match = _ROW_NUMBER.search(piece, 0, tag_end)
    number = outline.current_row = int(match[1]) if match else outline.current_row + 1
    if not _VALUE.search(piece, tag_end):
        return
    outline.row_count += 1
    outline.last_row = max(outline.last_row, number)
    if b'"e"' in piece or b"'e'" in piece or _BEYOND_Z.search(piece, tag_end):
        _note_cells(outline, number, piece)


def _note_cells(outline: SheetOutline, row: int, piece: bytes) -> None:
    column = 0
    for cell in _CELL.finditer(piece):
        attributes = cell[1]
        place = _CELL_PLACE.search(attributes)
        column = _column_number(place[1]) if place else column + 1
        if attributes.endswith(b"/"):
            continue
        outline.last_column = max(outline.last_column, column)
        if _IS_ERROR.search(attributes):
            outline.error_cells.add((row, column))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
