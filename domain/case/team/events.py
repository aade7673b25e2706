"""Facts: the coordinating worker and the co-workers, with their periods."""

from __future__ import annotations
