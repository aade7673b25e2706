"""Facts: what is documented when a case ends."""

from __future__ import annotations
