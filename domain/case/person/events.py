"""Facts: what must be known of the person to meet them rightly."""

from __future__ import annotations
