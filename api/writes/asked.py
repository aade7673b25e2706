"""What somebody asks to have written, and what they are answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import BaseModel

from api.access import Stated
from api.writes.shape import Shape
from api.writes.write import made_id


class Asked(NamedTuple):
    """What somebody asks to have written.

    Args:
        shape: Which write.
        path: The ids in the address.
        body: What is to be written.
        key: The `Idempotency-Key`.
        seen: The version of the stream that the writer has seen; None = whichever it is.
        simulated_us: When it is written, on a simulated ledger; microseconds since 1970 UTC.
        stated: Why, when the writer has no relation to the case.
        own_counts_as_seen: Whether what the writer recorded by hand since that version counts as seen, as in a form.
    """

    shape: Shape
    path: Mapping[str, UUID]
    body: BaseModel
    key: UUID
    seen: int | None
    simulated_us: int | None = None
    stated: Stated | None = None
    own_counts_as_seen: bool = False

    @property
    def made(self) -> dict[str, UUID]:
        """The ids of what is made: the same for the same key."""
        return {name: made_id(self.key, name) for name in self.shape.made}

    @property
    def stream_id(self) -> UUID:
        """The stream that is written in."""
        return self.made[self.shape.stream] if self.shape.write.begins else self.path[self.shape.stream]


class Written(NamedTuple):
    """The answer to a write, the same however often it is asked.

    Args:
        document: As JSON.
        version: The stream's version after it.
        repeated: Whether it had been written before.
    """

    document: dict[str, Any]
    version: int
    repeated: bool
