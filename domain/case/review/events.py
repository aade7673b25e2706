"""Facts: case reviews."""

from __future__ import annotations
