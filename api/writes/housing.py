"""What may be written: steps on the housing ladder, disturbances, arrears, eviction, own contract."""

from __future__ import annotations

from api.writes.write import Write

WRITES: tuple[Write, ...] = ()
