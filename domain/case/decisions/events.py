"""Facts: formal decisions, their follow-up and appeals."""

from __future__ import annotations
