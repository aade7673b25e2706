"""Where a record of an emergency access is kept when the access log cannot be written (sv. *nödlogg*).

A file beside the data, in which lines are only added, each durable before anything is shown. A line is sealed under the access
log's own key as the log itself is, and is moved into the log, once, when that answers again; only then is the file emptied.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import UUID

from adapters import segment_cipher
from domain.errors import CorruptLedgerError

_PLACE = b"aktspar/second-place/1/"


class SecondPlace:
    """One board's file. Safe for several threads and processes.

    Args:
        path: The file; need not exist.
        key: The access log's key, 32 bytes; asked for each time.
        origin: Of the access log; a line of another is refused.
    """

    def __init__(self, path: Path, key: Callable[[], bytes], origin: str) -> None:
        self._path = path
        self._key = key
        self._associated = _PLACE + origin.encode()

    @property
    def waits(self) -> bool:
        """Whether anything is kept that the access log does not have yet."""
        try:
            return self._path.stat().st_size > 0
        except FileNotFoundError:
            return False

    def keep(self, record_id: UUID, content: bytes) -> None:
        """Add one record; when this returns it is durable.

        Raises:
            OSError: It could not be written.
            UnavailableError: The key cannot be had.
        """
        sealed = segment_cipher.seal(
            data_key=self._key(), event_id=record_id.bytes, number=0, associated=self._associated, plaintext=content
        )
        line = json.dumps({"id": str(record_id), **{
            name: base64.b64encode(value).decode() for name, value in sealed._asdict().items()
        }})
        with self._alone() as file:
            end = _last_whole_line(file)
            file.seek(end)
            # What a crash left unfinished was never kept, and nothing was shown for it.
            file.truncate()
            file.write(line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def move(self, into: Callable[[UUID, bytes], None]) -> int:
        """Give every kept record to `into`, in order, and then empty the file; how many there were.

        `into` is given a record again if it was interrupted, and must then do nothing more.

        Raises:
            CorruptLedgerError: A line is not what was written; nothing is lost, and nothing is emptied.
        """
        with self._alone() as file:
            kept = list(self._lines(file))
            for each in kept:
                into(*each)
            file.truncate(0)
            os.fsync(file.fileno())
        return len(kept)

    def _lines(self, file: BinaryIO) -> Iterator[_Kept]:
        end = _last_whole_line(file)
        file.seek(0)
        for number, line in enumerate(file.read(end).splitlines(), 1):
            try:
                found = json.loads(line)
                record_id = UUID(found.pop("id"))
                sealed = segment_cipher.SealedSegment(**{
                    name: base64.b64decode(value, validate=True) for name, value in found.items()
                })
            except (ValueError, TypeError, KeyError):
                raise CorruptLedgerError(f"{self._path.name}: line {number} is no record") from None
            _, content = segment_cipher.unseal(
                data_key=self._key(), event_id=record_id.bytes, number=0, associated=self._associated,
                ciphertext=sealed.ciphertext, key_commitment=sealed.key_commitment, expected_digest=sealed.salted_digest,
            )
            yield _Kept(record_id, content)

    @contextmanager
    def _alone(self) -> Iterator[BinaryIO]:
        is_new = not self._path.exists()
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            flock(file.fileno(), LOCK_EX)
            if is_new:
                _make_durable(self._path.parent)
            yield file


class _Kept(NamedTuple):
    record_id: UUID
    content: bytes


def _last_whole_line(file: BinaryIO) -> int:
    """Where the last line that was written whole ends."""
    file.seek(0)
    return file.read().rfind(b"\n") + 1


def _make_durable(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
