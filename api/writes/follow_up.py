"""What may be written: follow-ups after the closing."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
