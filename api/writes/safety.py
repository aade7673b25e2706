"""What may be written: screening, warning signals, concern reports and immediate protection."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
