"""What may be written in the stream `records_request`."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
