"""Facts: plans of external providers."""

from __future__ import annotations
