"""Facts: meetings of the three parties."""

from __future__ import annotations
