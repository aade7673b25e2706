"""What may be written: extracts to the individual and requests for records."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
