"""What may be written: the coordinating worker and the co-workers, with their periods."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
