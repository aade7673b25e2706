"""The times of a Lex Sarah report (sv. *frister*): each step with the day it began, its last day, and the day it was done.

The law says *genast* and *snarast* and gives no days; what a board takes them to mean is in `Policy`.
Source: SoL 2025:400 27:2, 27:5, 27:6.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from domain.lex_sarah.codes import LexSarahStep


class Step(NamedTuple):
    """A step that is to be taken, or was (sv. *steg*).

    Args:
        due_on: The last day that is in time.
        done_on: None = not done.
    """

    step: LexSarahStep
    started_on: date
    due_on: date
    done_on: date | None = None

    def days_late(self, day: date) -> int:
        """Days after the last day until it was done, or until `day` while it is not; 0 = in time so far."""
        return max(0, ((self.done_on or day) - self.due_on).days)


def step(kind: LexSarahStep, started_on: date, days: int, done_on: date | None = None) -> Step:
    """A step that began on a day and is to be taken within so many days, that day not counted; 0 = the same day."""
    return Step(kind, started_on, started_on + timedelta(days=days), done_on)
