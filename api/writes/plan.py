"""What may be written: the implementation plan's goals, methods, revisions and follow-ups."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
