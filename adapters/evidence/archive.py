"""An evidence package's files as bytes: lines of data, and the archive, the same bytes for the same contents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import orjson

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can state: when a package was made is told by its checkpoints, not by a clock."""
_READABLE = 0o100644
_UNIX = 3


def json_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """One object a line, its keys in order."""
    return b"".join(orjson.dumps(row, option=orjson.OPT_SORT_KEYS) + b"\n" for row in rows)


def json_file(document: Mapping[str, Any]) -> bytes:
    """One object, set out for people."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2) + b"\n"


def write_archive(target: BinaryIO, files: Mapping[str, bytes]) -> None:
    """Write a ZIP archive of files in the order of their names.

    Args:
        target: Begins empty.
    """
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            entry = ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, _UNIX, _READABLE << 16
            archive.writestr(entry, files[name])
