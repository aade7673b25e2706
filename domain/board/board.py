"""A board (sv. *nämnd*): the controller whose records one ledger holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Self
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.board.events import BoardEstablished
from domain.errors import ConflictError, InvalidValueError
from domain.policies import Policy

SLUG_MAX_CHARS = 40
"""Longest slug: with a prefix it names a schema, and PostgreSQL cuts names at 63 bytes without saying so."""

_SLUG = re.compile(rf"[a-z][a-z0-9_]{{0,{SLUG_MAX_CHARS - 1}}}")


class Board:
    """One board (sv. *nämnd*), folded from the events of its stream. `version` 0 = not established."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.name = ""
        self.slug = ""

    @classmethod
    def fold(cls, events: Iterable[DomainEvent]) -> Self:
        """The board after `events`, which are one stream's in version order."""
        board = cls()
        for event in events:
            board.apply(event)
        return board

    def apply(self, event: DomainEvent) -> None:
        """Take in the next event of this stream; never refuses."""
        self.id = event.originator_id
        self.version = event.originator_version
        if isinstance(event, BoardEstablished):
            self.name = event.name
            self.slug = event.slug

    def establish(self, *, board_id: UUID, name: str, slug: str, stamp: Stamp, policy: Policy) -> tuple[BoardEstablished]:
        """Begin to keep a board's records (sv. *upprätta nämnd*).

        Args:
            slug: 1 to `SLUG_MAX_CHARS` characters of a-z, 0-9 and underscore, the first a letter.

        Raises:
            ConflictError: Already established.
            InvalidValueError: `name`; then `slug`.
        """
        if self.version:
            raise ConflictError("Nämnden är redan upprättad.")
        policy.require_short_text(name, "Nämndens namn")
        if not _SLUG.fullmatch(slug):
            raise InvalidValueError(
                f"Nämndens kortnamn ska ha högst {SLUG_MAX_CHARS} tecken av a-z, 0-9 och understreck, och börja med en bokstav."
            )
        return (BoardEstablished(**envelope(board_id, 0, stamp), name=name, slug=slug),)
