"""What may be written in the stream `offering`."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
