"""The worker moves what emergency reads left in the second place into the access log, when that answers again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.main import Runtime

SECOND_PLACE_SECONDS = 30.0
"""How often it is looked for; a record that waits is durable and sealed."""


def take_back(runtime: Runtime) -> dict[str, int] | None:
    """Go over the boards; how many records were moved, None = none waited.

    Raises:
        UnavailableError: An access log cannot be written yet; nothing is lost.
        CorruptLedgerError: A kept record was changed.
    """
    moved = sum(runtime.board(slug).access_log.take_back_from_second_place() for slug in runtime.boards())
    return {"moved": moved} if moved else None
