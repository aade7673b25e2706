"""What pages look like: style sheets, scripts and icons, each under an address that names its content.

An address holds the beginning of the file's SHA-256, so that a browser keeps what it has for ever and an upgrade is seen at once.
"""

from __future__ import annotations

import gzip
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.errors import NotFoundError

FOLDER = Path(__file__).parent / "static"
PREFIX = "/static"
MEDIA_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_DIGITS = 16
_FOR_EVER = "public, max-age=31536000, immutable"

router = APIRouter(include_in_schema=False)


class StaticFile(NamedTuple):
    """A file as it is sent: its media type, its bytes and the same compressed."""

    media_type: str
    content: bytes
    compressed: bytes


@cache
def address_of(name: str) -> str:
    """The address of a file, by its path below `static/`.

    Raises:
        KeyError: There is no such file.
    """
    return f"{PREFIX}/{sha256(_files()[name].content).hexdigest()[:_DIGITS]}/{name}"


@cache
def _files() -> dict[str, StaticFile]:
    found = {}
    for path in sorted(FOLDER.rglob("*")):
        if path.suffix in MEDIA_TYPES:
            content = path.read_bytes()
            # Without a time in it, so that the same file is the same bytes in every process.
            compressed = gzip.compress(content, mtime=0)
            found[path.relative_to(FOLDER).as_posix()] = StaticFile(MEDIA_TYPES[path.suffix], content, compressed)
    return found


@router.get(PREFIX + "/{digest}/{name:path}")
def static_file(request: Request, digest: str, name: str) -> Response:
    """En fil som sidorna använder."""
    if name not in _files() or address_of(name) != f"{PREFIX}/{digest}/{name}":
        raise NotFoundError("Filen finns inte i den här versionen av tjänsten. Ladda om sidan.")
    file = _files()[name]
    headers = {"Cache-Control": _FOR_EVER, "Vary": "Accept-Encoding"}
    accepted = {each.partition(";")[0].strip() for each in request.headers.get("accept-encoding", "").split(",")}
    if "gzip" in accepted:
        return Response(file.compressed, media_type=file.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(file.content, media_type=file.media_type, headers=headers)
