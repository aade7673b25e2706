"""Facts: follow-ups after the closing."""

from __future__ import annotations
