"""Facts: signatures on journal notes."""

from __future__ import annotations
