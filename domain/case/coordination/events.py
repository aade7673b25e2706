"""Facts: the coordinated individual plan."""

from __future__ import annotations
