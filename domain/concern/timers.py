"""The times that the law sets when somebody may be in danger, and when a matter drags on (sv. *lagstadgade frister*).

Only what a statute sets stands here; what a board decides for itself is in `Policy`. A time that ends on a weekend is not
moved to the next weekday, as lag 1930:173 2 § would allow: a child is safer with the earlier day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from domain.concern.codes import LegalTimer
from domain.months import months_after


class Limit(NamedTuple):
    """How long a statute gives, in days or in months; neither = at once (sv. *genast*)."""

    source: str
    days: int = 0
    months: int = 0


LIMITS: Mapping[LegalTimer, Limit] = {
    LegalTimer.PROTECTION: Limit("SoL 2025:400 20:1"),
    LegalTimer.PRELIMINARY_ASSESSMENT: Limit("SoL 2025:400 20:2", days=14),
    LegalTimer.CHILD_INQUIRY: Limit("SoL 2025:400 20:3", months=4),
    LegalTimer.INFORM_CONCERNED: Limit("SoL 2025:400 20:4"),
    LegalTimer.OWN_REPORT: Limit("SoL 2025:400 19:1"),
    LegalTimer.EXECUTION: Limit("SoL 2025:400 34:1", months=3),
    LegalTimer.DELAYED_DECISION: Limit("FL 2017:900 12 §", months=6),
    LegalTimer.DECISION_AFTER_REQUEST: Limit("FL 2017:900 12 §", days=28),
}
"""From the start, not counting its day: of a concern, an inquiry, an observation, a decision, an application, a request."""


class Due(NamedTuple):
    """A time that runs, or has run out (sv. *frist*).

    Args:
        due_on: The last day; for what is to be done at once, the day it began.
        done_on: None = not done.
    """

    timer: LegalTimer
    started_on: date
    due_on: date
    done_on: date | None = None

    @property
    def at_once(self) -> bool:
        """Whether the law says at once, so that it is due from the first moment."""
        return is_at_once(self.timer)

    def days_late(self, today: date) -> int:
        """Days after the last day until it was done, or until today while it is not; 0 = in time so far."""
        return max(0, ((self.done_on or today) - self.due_on).days)


def is_at_once(timer: LegalTimer) -> bool:
    """Whether the law says at once (sv. *genast*) and gives no days."""
    return LIMITS[timer].days == LIMITS[timer].months == 0


def due_on(timer: LegalTimer, started_on: date) -> date:
    """The last day of a time; that day itself is in time. Source: `LIMITS`, each with its own."""
    limit = LIMITS[timer]
    return months_after(started_on, limit.months) + timedelta(days=limit.days)


def due(timer: LegalTimer, started_on: date, done_on: date | None = None) -> Due:
    """A time that began on a day."""
    return Due(timer, started_on, due_on(timer, started_on), done_on)
