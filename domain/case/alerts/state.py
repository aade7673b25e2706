"""What a case remembers: the answers to its alerts."""

from __future__ import annotations

from uuid import UUID

from domain.case.alerts.codes import CaseAlertKind
from domain.case.alerts.events import AlertAnswered
from domain.case.area import Area


class Alerts(Area):
    """The answers to alerts; which alerts there are is worked out by `domain.case.alerts.rules`.

    Attributes:
        answers: By kind and by the rating or session that raised the alert; the first one stands.
    """

    def clear(self) -> None:
        """None has been answered."""
        self.answers: dict[tuple[CaseAlertKind, UUID], AlertAnswered] = {}

    def _answered(self, event: AlertAnswered) -> None:
        self.answers.setdefault((event.alert_kind, event.raised_by), event)

    APPLY = {AlertAnswered: _answered}
