"""Facts: steps on the housing ladder, disturbances, arrears, eviction, own contract."""

from __future__ import annotations
