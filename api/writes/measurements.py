"""What may be written: measurements."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
