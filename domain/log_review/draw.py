"""Which readings are looked at (sv. *urval av läsningar*): the same from the same seed and frame on any machine.

Every emergency access and every reading of a protected person; of each other kind of risk the first by rank, and of all readings
some at random. A reading's rank in a kind is SHA-256("<seed>:<kind>:<position>") in hexadecimal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from domain.base import Immutable
from domain.log_review.codes import ReadingKind


class FramedReading(NamedTuple):
    """A reading that could be drawn (sv. *läsning i ramen*).

    Args:
        access_position: In the access log.
        read_by: The member of staff; of whoever is none, the log's pseudonym.
        kinds: The kinds of risk that it has; none = it is drawn at random only.
    """

    access_position: int
    read_by: UUID
    kinds: tuple[ReadingKind, ...]


class ReadingFrame(NamedTuple):
    """What is drawn from (sv. *urvalsram*).

    Args:
        size: The ledger's size when it was made.
        access_size: The access log's.
        readings: In the order of the access log.
    """

    size: int
    access_size: int
    readings: Sequence[FramedReading]

    @property
    def hash(self) -> str:
        """SHA-256 over its readings and their kinds, in hexadecimal."""
        digest = hashlib.sha256()
        for each in self.readings:
            digest.update(f"{each.access_position} {each.read_by} {','.join(each.kinds)}\n".encode())
        return digest.hexdigest()


class DrawnReading(Immutable):
    """A reading to look at (sv. *dragen läsning*). Where it stands in the access log; never whose record it was."""

    reading_number: int
    """In this draw, from 1."""
    access_position: int
    read_by: UUID
    """The member of staff, who never assesses it; of whoever is none, the log's pseudonym."""
    reading_kinds: tuple[ReadingKind, ...]


class KindCount(Immutable):
    """How many readings of a kind there were, and how many of them are looked at (sv. *läsningar per urvalsgrund*)."""

    reading_kind: ReadingKind
    readings_found: int
    readings_drawn: int


class Drawn(NamedTuple):
    """What a draw of readings gave (sv. *dragning*)."""

    readings: tuple[DrawnReading, ...]
    counts: tuple[KindCount, ...]


def draw_readings(frame: ReadingFrame, seed: str, *, random_readings: int, targeted_max: int) -> Drawn:
    """Draw from a frame; an empty one gives nothing.

    Args:
        seed: Any text; its UTF-8 bytes count.
        random_readings: How many at random, from 1; all there are if they are fewer.
        targeted_max: The most of each kind that is not always looked at, from 1.
    """
    of_kind: dict[ReadingKind, list[FramedReading]] = {kind: [] for kind in ReadingKind}
    for each in frame.readings:
        for kind in (ReadingKind.RANDOM, *each.kinds):
            of_kind[kind].append(each)
    chosen: dict[int, list[ReadingKind]] = {}
    counts = []
    for kind, found in of_kind.items():
        most = random_readings if kind is ReadingKind.RANDOM else targeted_max
        drawn = found if kind.is_always_drawn else sorted(found, key=lambda each: _rank(seed, kind, each))[:most]
        for each in drawn:
            chosen.setdefault(each.access_position, []).append(kind)
        counts.append(KindCount(reading_kind=kind, readings_found=len(found), readings_drawn=len(drawn)))
    readers = {each.access_position: each for each in frame.readings if each.access_position in chosen}
    readings = tuple(
        DrawnReading(
            reading_number=number, access_position=position, read_by=readers[position].read_by,
            reading_kinds=(*readers[position].kinds, *(kind for kind in chosen[position] if kind is ReadingKind.RANDOM)),
        )
        for number, position in enumerate(sorted(chosen), 1)
    )
    return Drawn(readings, tuple(counts))


def _rank(seed: str, kind: ReadingKind, reading: FramedReading) -> str:
    return hashlib.sha256(f"{seed}:{kind.value}:{reading.access_position}".encode()).hexdigest()
