"""What the decisions of IVO, measures, individuals and feedback check the same way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from domain.base import Stamp
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.lex_sarah.base import Region
from domain.lex_sarah.codes import HandlingState
from domain.lex_sarah.guards import GuardedReport
from domain.lex_sarah.handling_events import LexSarahReportSubmitted
from domain.policies import require_not_after_today

_ELSEWHERE = (HandlingState.LINKED, HandlingState.TRANSFERRED)
"""Where a report is carried on by others; what has begun in a region of its own is finished there all the same."""


class GuardedRegion(GuardedReport):
    """A report whose regions know how to refuse."""

    def _require_ours_for(self, region: Region, entry_id: UUID, what: str, stamp: Stamp) -> LexSarahReportSubmitted:
        """It is known, not closed, the id is free, who acts is in no conflict, and the region's work is not done elsewhere."""
        report = self._require_open_for(entry_id, what)
        self._require_no_conflict(stamp.actor_id)
        self._require_here(region)
        return report

    def _require_here(self, region: Region) -> None:
        state = self.handling.state
        if state in _ELSEWHERE and not region.is_begun:
            raise NotAllowedError(f"Rapporten är {state.swedish}. Arbetet fortsätter där och inte här.")

    def _require_individual(self, case_id: UUID) -> None:
        if case_id not in self.individuals.case_ids:
            raise NotFoundError("Ärendet hör inte till dem som berörs enligt rapporten. Ange först att det berörs.")

    def _require_between(self, first: date, day: date, what: str, today: date) -> None:
        """Refuse a day before the first one that is possible or after today; both ends are allowed."""
        require_not_after_today(day, what, today)
        if day < first:
            raise InvalidValueError(f"{what} är {day}. Ange en dag från {first} till {today}.")


def require_once(values: Sequence[object], what: str) -> None:
    """Refuse a list with the same value twice."""
    if len(set(values)) < len(values):
        raise InvalidValueError(f"{what} anges två gånger. Ange varje en gång.")
