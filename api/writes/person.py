"""What may be written: what must be known of the person to meet them rightly."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
