"""What may be written: formal decisions, their follow-up and appeals."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
