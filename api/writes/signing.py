"""What may be written: signatures on journal notes."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
