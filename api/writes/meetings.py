"""What may be written: meetings of the three parties."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
