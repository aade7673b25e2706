"""Facts: what was done about an alert."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.case.alerts.codes import AlertAnswer, CaseAlertKind
from domain.case.entry_events import CaseEntry


class AlertAnswered(CaseEntry):
    """Something was done about an alert, or it was decided that nothing need be (sv. *besvarad signal*).

    An alert itself is no event: it follows from the ratings and sessions that stand, so a correction takes it away and raises it.
    """

    TYPE: ClassVar[str] = "case.alert_answered"
    DAY: ClassVar[str | None] = "answered_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"answer_details": "fact"}

    alert_kind: CaseAlertKind
    rating_id: UUID | None = None
    """The rating that raised it; exactly one of it and `session_id` is given."""
    session_id: UUID | None = None
    """The session that raised it."""
    answered_on: date
    """When it was done."""
    alert_answer: AlertAnswer
    contact_id: UUID | None = None
    """The held session, contact, advice talk or attendance in a group that it was."""
    viewpoint_id: UUID | None = None
    """The viewpoint whose adaptation it was."""
    concern_id: UUID | None = None
    """The concern report that it was."""
    answer_details: str | None = None
    """What was done, or why nothing was."""

    @property
    def raised_by(self) -> UUID:
        """The rating or the session that raised the alert."""
        raised_by = self.rating_id or self.session_id
        assert raised_by is not None, "an answer is recorded with one of them"
        return raised_by
