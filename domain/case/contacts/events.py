"""Facts: contacts of every kind beside the booked sessions."""

from __future__ import annotations
