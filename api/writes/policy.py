"""What may be written in the stream `policy`."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
