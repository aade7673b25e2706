"""The smallest commands that a ledger takes, for tests that are about the ledger and not about what it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import TypeVar
from uuid import UUID, uuid4

from domain.base import DomainEvent, Occurred, envelope
from domain.case.journal_events import JournalNoteRecorded
from domain.codes import EntryType
from domain.ledger.port import Command
from tests.support.examples import STAMP

HANG_GUARD_SECONDS = 60
"""After this a test that waits for another thread has failed; nothing is measured by it."""

Answer = TypeVar("Answer")


def note(stream_id: UUID, version: int, text: str = "Samtal på mottagningen.") -> JournalNoteRecorded:
    """A note as the event that takes a stream from `version` to `version + 1`."""
    return JournalNoteRecorded(
        **envelope(stream_id, version, STAMP), note_id=uuid4(), occurred=Occurred(on=date(2024, 7, 10)),
        entry_type=EntryType.OTHER, author_name="Anna Exempel", author_title="KBT-behandlare", fact=text,
    )


def note_command(
    stream_id: UUID | None = None, version: int = 0, *, count: int = 1, content: bytes = b"asked",
    command_id: UUID | None = None, recorded_us: Sequence[int] | None = None, text: str = "Samtal på mottagningen.",
) -> Command:
    """A command of `count` notes that follow `version` of a stream; a new stream and a new id unless given."""
    stream_id = stream_id or uuid4()
    events: list[DomainEvent] = [note(stream_id, version + n, text) for n in range(count)]
    return Command(command_id or uuid4(), content, events, recorded_us)


def at_once(calls: Sequence[Callable[[], Answer]]) -> list[Answer | Exception]:
    """Carry the calls out in one thread each, let go at the same moment; each one's answer, or what it raised."""
    together = Barrier(len(calls))

    def carry_out(call: Callable[[], Answer]) -> Answer | Exception:
        together.wait(HANG_GUARD_SECONDS)
        try:
            return call()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(carry_out, calls, timeout=HANG_GUARD_SECONDS))
