"""Whether two ratings ask about the same time (sv. *överlappande svarsperioder*).

AUDIT asks about the last twelve months: at the start and at the closing four months later, two thirds of what is asked about is
the same, and a change shows only in part. Source: Babor et al., AUDIT, WHO 2001, on the period; the flag is arithmetic.
"""

from __future__ import annotations

from datetime import date

from domain.instruments.definition import Instrument


def recall_overlap_days(instrument: Instrument, earlier: date, later: date) -> int:
    """How many days two ratings both ask about, from 0 = none, or no period is stated.

    Args:
        earlier, later: When they were rated, in either order.
    """
    if instrument.recall_days is None:
        return 0
    return max(0, instrument.recall_days - abs((later - earlier).days))
