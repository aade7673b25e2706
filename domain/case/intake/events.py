"""Facts: how the case came to the unit: referral, first contact, queue, first visits and need."""

from __future__ import annotations
