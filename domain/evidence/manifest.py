"""The table of contents of an evidence package (sv. *innehållsförteckning*), and the text that is signed about it.

The text is a C2SP signed note under a name of its own, and its lines are not those of a checkpoint: a signature of one can
never be taken for a signature of the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from domain.ledger.incarnations import Incarnations

FORMAT = "aktspar/bevispaket/1"
MANIFEST = "innehall.json"
SIGNATURE = "innehall.signatur"
_KEY_NAME_END = "/bevispaket"


class Counts(NamedTuple):
    """How many events and readings a package holds, and how many parts of them are masked or erased."""

    events: int
    readings: int
    hidden: int


def manifest(
    *, case_id: UUID, known_size: int, simulated: bool, ledger: Incarnations, access: Incarnations,
    streams: Mapping[UUID, int], counts: Counts, verifier_sha256: str, files: Mapping[str, bytes],
) -> dict[str, Any]:
    """The table of contents as JSON; the same contents give the same table.

    Args:
        known_size: The package tells what the first so many events told.
        simulated: Whether the records' times came from outside.
        ledger, access: Under which origins the records and the access log stand.
        streams: Those that the package holds whole, each with its number of events.
        files: Every file but the table, its signature and the verifier.
    """
    return {
        "format": FORMAT, "case": str(case_id), "known_at": known_size, "simulated": simulated,
        "origin": ledger.current.origin, "access_origin": access.current.origin,
        "origins": {"ledger": _origins(ledger), "access": _origins(access)},
        "streams": {str(stream): streams[stream] for stream in sorted(streams)},
        "count": {"ledger": counts.events, "access": counts.readings}, "hidden": counts.hidden,
        "verifier_sha256": verifier_sha256,
        "files": [
            {"name": name, "bytes": len(files[name]), "sha256": sha256(files[name]).hexdigest()} for name in sorted(files)
        ],
    }


def signed_text(origin: str, content: bytes) -> str:
    """The text that is signed about a table of contents.

    Args:
        origin: Of the ledger of records.
        content: The table's bytes.
    """
    return f"{FORMAT}\n{origin}\n{MANIFEST} sha256 {sha256(content).hexdigest()}\n"


def key_name(origin: str) -> str:
    """The name that the ledger's key signs packages under."""
    return origin + _KEY_NAME_END


def _origins(incarnations: Incarnations) -> Sequence[Sequence[Any]]:
    return [[each.first_size, each.origin] for each in incarnations.each]
