"""Facts: screening, warning signals, concern reports and immediate protection."""

from __future__ import annotations
