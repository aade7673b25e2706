"""The exit export (sv. *fullständig export*): everything of a board in open formats that are described beside it.

Written a part at a time, each part whole or not at all, so that it goes on where it was interrupted; nothing is held in memory
but the part. Before a part is written its cases stand in the access log.
"""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from adapters.operations.durable import sha256_of, write_durably
from adapters.postgres import inspection
from adapters.postgres.boards import LEDGERS
from api.known_at import KnownAt
from domain.access.events import ACCESS_EVENT_TYPES
from domain.base import ErasedEvent, RecordedEvent
from domain.errors import ConflictError
from domain.event_types import EVENT_TYPES
from projections.local_time import instant_text

if TYPE_CHECKING:
    from api.main import OpenBoard
    from api.reading import Reader

PART_EVENTS = 2_000
STATE, SUMS, READ_ME = "export.json", "SHA256SUMS", "LÄS-MIG.md"
_FIELDS = ("position", "recorded_at", "stream", "version", "event_type", "actor", "unit", "purpose", "content")

Progress = Callable[[int, int], None]

_DESCRIPTION = """# Fullständig export

Allt som nämnden har registrerat, i den ordning det registrerades. Teckenkodning UTF-8, tider i UTC enligt ISO 8601.

| Fil | Innehåll |
|---|---|
| `export.json` | nämnd, ursprung, antal händelser, när exporten började |
| `ledger/NNNNNNNNNN.jsonl` | dokumentationens händelser, en JSON per rad |
| `access/NNNNNNNNNN.jsonl` | åtkomstloggens händelser, på samma sätt |
| `cases/UUID.json` | ett ärende: dess händelser i ordning |
| `registers/SLAG.csv` | allt utanför ärendena, ett slag per fil: semikolon, en rad per händelse, innehållet som JSON |
| `schema/TYP.json` | JSON Schema (2020-12) för varje händelsetyp |
| `checkpoint-ledger.txt`, `checkpoint-access.txt` | signerat läge, och `verifier-key.txt` att pröva det med |
| `SHA256SUMS` | kontrollsumma för varje fil, skriven sist: `sha256sum -c SHA256SUMS` |

En rad i `ledger/` har `position` (från 0), `recorded_us` (mikrosekunder sedan 1970), `header` (huvudets bytes som base64,
exakt som de är hashade), `leaf_hash` (SHA-256 av 0x00, position och tid som 8 byte var i nätverksordning, och huvudet),
`event_type` och `event`: händelsen i klartext enligt sitt schema. `event` är `null` för det som är gallrat; huvudet och beviset
står kvar. Filformatet för huvudet och trädet beskrivs i Aktspårs `docs/format.md`.
"""


class ExitExport:
    """One export of one board into one folder.

    Args:
        reader: Who exports; every part's cases are written in the access log as read by them.
    """

    def __init__(self, reader: Reader, folder: Path, progress: Progress) -> None:
        self._reader = reader
        self._board: OpenBoard = reader.board
        self._folder = folder
        self._progress = progress

    def run(self) -> dict[str, Any]:
        """Write what is not written yet, and say what the folder holds.

        Raises:
            ConflictError: The folder holds something else.
            UnavailableError: The access log cannot be written; the parts before stand.
        """
        state = self._begun()
        self._describe()
        for ledger in LEDGERS:
            self._write_events(ledger, state["sizes"][ledger])
        self._write_streams(state["sizes"]["ledger"])
        self._write_proofs()
        names = self._write_sums()
        return {"folder": str(self._folder), "files": names, **state}

    def _begun(self) -> dict[str, Any]:
        path = self._folder / STATE
        if path.exists():
            state = json.loads(path.read_text("utf-8"))
            if state.get("board") != self._board.slug or state.get("origin") != self._board.store.heads["ledger"].origin:
                raise ConflictError("Mappen har en annan nämnds export; ange en tom mapp.")
            return state
        if self._folder.exists() and any(self._folder.iterdir()):
            raise ConflictError("Mappen är inte tom och har ingen påbörjad export; ange en tom mapp.")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = {
            "format": "aktspar-export/1", "board": self._board.slug, "origin": self._board.store.heads["ledger"].origin,
            "simulated": self._board.simulated, "begun_at": datetime.now(UTC).isoformat(),
            "sizes": {name: self._board.store.head(name).size for name in LEDGERS},
        }
        write_durably(path, _pretty(state))
        return state

    def _describe(self) -> None:
        write_durably(self._folder / READ_ME, _DESCRIPTION.encode())
        folder = self._made("schema")
        for event_class in {*EVENT_TYPES.values(), *ACCESS_EVENT_TYPES.values()}:
            schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **event_class.model_json_schema()}
            write_durably(folder / f"{event_class.TYPE}.json", _pretty(schema))

    def _write_events(self, ledger: str, size: int) -> None:
        folder = self._made(ledger)
        for first in range(0, size, PART_EVENTS):
            path = folder / f"{first:010}.jsonl"
            if not path.exists():
                count = min(PART_EVENTS, size - first)
                events = self._events(ledger, first, count)
                self._log(events)
                write_durably(path, b"".join(self._lines(ledger, first, events)))
            self._progress(min(first + PART_EVENTS, size), size)

    def _events(self, ledger: str, first: int, count: int) -> list[RecordedEvent]:
        store = self._board.store
        return (store.ledger if ledger == "ledger" else store.access).read(first, count)

    def _lines(self, ledger: str, first: int, events: Sequence[RecordedEvent]) -> Iterator[bytes]:
        leaves = inspection.leaves(self._board.store, first, len(events), ledger)
        for leaf, recorded in zip(leaves, events, strict=True):
            line = {
                "position": leaf.position, "recorded_us": leaf.recorded_us, "header": leaf.header, "leaf_hash": leaf.leaf_hash,
                "event_type": recorded.event.TYPE, "event": _content(recorded),
            }
            yield orjson.dumps(line, default=_bytes_as_text) + b"\n"

    def _write_streams(self, size: int) -> None:
        """Each case as a file, and every register's events as rows, from the parts that lie there; in one go over them."""
        cases, registers = self._made("cases"), self._made("registers")
        for path in registers.iterdir():
            # Rows are added part by part, so an interrupted one is begun anew.
            path.unlink()
        written: set[UUID] = set()
        for first in range(0, size, PART_EVENTS):
            rows: dict[str, list[RecordedEvent]] = {}
            for recorded in self._events("ledger", first, min(PART_EVENTS, size - first)):
                family = _family(recorded)
                if family != "case":
                    rows.setdefault(family, []).append(recorded)
                elif recorded.event.originator_id not in written:
                    written.add(recorded.event.originator_id)
                    self._write_case(cases, recorded.event.originator_id, size)
            for family, found in rows.items():
                _add_rows(registers / f"{family}.csv", found)

    def _write_case(self, folder: Path, case_id: UUID, size: int) -> None:
        path = folder / f"{case_id}.json"
        if path.exists():
            return
        events = self._board.ledger.stream(case_id, known_at=size)
        self._log(events)
        write_durably(path, _pretty({"case": str(case_id), "events": [_row(each) for each in events]}))

    def _write_proofs(self) -> None:
        keys = []
        for ledger in LEDGERS:
            signed = self._board.make_checkpoint(ledger)
            write_durably(self._folder / f"checkpoint-{ledger}.txt", signed.note.encode())
            keys.append(self._board.checkpointer(ledger).vkey)
        write_durably(self._folder / "verifier-key.txt", ("\n".join(keys) + "\n").encode())

    def _write_sums(self) -> int:
        paths = sorted(path for path in self._folder.rglob("*") if path.is_file() and path.name != SUMS)
        lines = [f"{sha256_of(path)}  {path.relative_to(self._folder)}\n" for path in paths]
        write_durably(self._folder / SUMS, "".join(lines).encode())
        return len(paths)

    def _log(self, events: Sequence[RecordedEvent]) -> None:
        cases = {each.event.originator_id for each in events if _family(each) == "case"}
        self._reader.record_shown(KnownAt(self._board.ledger.size(), provisional=False), cases)

    def _made(self, name: str) -> Path:
        folder = self._folder / name
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder


def _family(recorded: RecordedEvent) -> str:
    return recorded.event.TYPE.partition(".")[0]


def _content(recorded: RecordedEvent) -> Any:
    return None if isinstance(recorded.event, ErasedEvent) else recorded.event.model_dump(mode="json")


def _row(recorded: RecordedEvent) -> dict[str, Any]:
    event = recorded.event
    return {
        "position": recorded.position,
        "recorded_at": instant_text(recorded.recorded_us),
        "stream": str(event.originator_id), "version": event.originator_version, "event_type": event.TYPE,
        "actor": str(event.actor_id), "unit": None if event.unit_id is None else str(event.unit_id),
        "purpose": str(event.purpose), "content": _content(recorded),
    }


def _add_rows(path: Path, events: Sequence[RecordedEvent]) -> None:
    is_new, text = not path.exists(), io.StringIO()
    writer = csv.DictWriter(text, _FIELDS, delimiter=";", lineterminator="\r\n")
    if is_new:
        writer.writeheader()
    for each in events:
        row = _row(each)
        writer.writerow({**row, "content": orjson.dumps(row["content"]).decode()})
    with path.open("ab") as file:
        # The mark that Swedish spreadsheets want to read UTF-8 by.
        file.write((b"\xef\xbb\xbf" if is_new else b"") + text.getvalue().encode())


def _pretty(document: Any) -> bytes:
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _bytes_as_text(value: Any) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError
