"""Counting in months, wherever a law or a routine does."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The day of the same number some months later, or that month's last. Source: lag (1930:173) 1 §.

    Args:
        months: From 0.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
