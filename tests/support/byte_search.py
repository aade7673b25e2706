"""Looking for a text in every byte of a folder, in every form that a database or a log might have given it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

FRAGMENT_BYTES = 8
"""PostgreSQL's compression puts one control byte before every eight bytes that it keeps as they are."""

_CHUNK_BYTES = 16 * 2**20


def forms_of(token: str) -> dict[str, bytes]:
    """The forms of a random text of ASCII letters: plain, wide, in hex, in base64, and in pieces as compression leaves it."""
    plain = token.encode("ascii")
    forms = {
        "UTF-16, little end first": token.encode("utf-16-le"), "UTF-16, big end first": token.encode("utf-16-be"),
        "upper case": plain.upper(), "hex": plain.hex().encode(), "upper-case hex": plain.hex().upper().encode(),
        "octal escapes": "".join(f"\\{byte:03o}" for byte in plain).encode(),
        "JSON escapes": "".join(f"\\u{byte:04x}" for byte in plain).encode(),
        "per cent": "".join(f"%{byte:02X}" for byte in plain).encode(),
    }
    for shift in range(3):
        # What stands before decides how the letters fall; the ends depend on the neighbours and are left out.
        encoded = base64.b64encode(bytes(shift) + plain)
        forms[f"base64, shifted {shift}"] = encoded[4:-4]
    for start in range(len(plain) - FRAGMENT_BYTES + 1):
        forms[f"letters from {start}"] = plain[start:start + FRAGMENT_BYTES]
    return forms


def files_holding(folder: Path, token: str) -> dict[str, set[str]]:
    """Every file below a folder that holds the text in any form: its path from there, and the forms."""
    found: dict[str, set[str]] = {}
    forms = forms_of(token)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            held = {name for chunk in _chunks(path) for name, form in forms.items() if form in chunk}
            if held:
                found[str(path.relative_to(folder))] = held
    return found


def _chunks(path: Path) -> Iterator[bytes]:
    overlap = b""
    with path.open("rb") as file:
        while data := file.read(_CHUNK_BYTES):
            if data.strip(b"\0"):
                yield overlap + data
            overlap = data[-1_000:]
