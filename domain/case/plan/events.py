"""Facts: the implementation plan's goals, methods, revisions and follow-ups."""

from __future__ import annotations
