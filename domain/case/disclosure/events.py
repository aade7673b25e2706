"""Facts: extracts to the individual and requests for records."""

from __future__ import annotations
