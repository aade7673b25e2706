"""A unit's internal control of a year (sv. *internkontroll*): planned, made, acted on, summed up each tertial, and closed."""

from __future__ import annotations

from datetime import date

from domain.base import Stamp, envelope
from domain.errors import InvalidValueError, NotAllowedError
from domain.internal_control import events as e
from domain.internal_control.codes import Tertial
from domain.internal_control.making import ControlMaking
from domain.internal_control.measures import ControlMeasures
from domain.internal_control.planning import ControlPlanning
from domain.policies import Policy


class ControlPlan(ControlPlanning, ControlMaking, ControlMeasures):
    """One year's plan with what became of it (sv. *internkontrollplan*)."""

    def report_tertial(
        self, *, tertial: Tertial, tertial_text: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[e.ControlTertialReported]:
        """Sum up the year so far; the lights are those of the evidence today (sv. *redovisa tertial*).

        Args:
            tertial: One that has begun.

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed; then the plan is not adopted.
            InvalidValueError: The tertial has not begun; then `tertial_text`.
        """
        stream_id = self._require_adopted()
        assert self.year is not None, "an adopted plan has a year"
        first = date(self.year, tertial.last_month - 3, 1)
        if today < first:
            raise InvalidValueError(f"{tertial.value} {self.year} börjar {first}. Redovisa den när den har börjat.")
        policy.require_text(tertial_text, "Sammanfattningen")
        return (
            e.ControlTertialReported(
                **envelope(stream_id, self.version, stamp), tertial=tertial, reported_on=today,
                lights=self.stated_lights(today), tertial_text=tertial_text,
            ),
        )

    def close_year(
        self, *, year_text: str, left_over: str | None = None, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[e.ControlYearClosed]:
        """Close the year: nothing of it changes any more (sv. *avsluta internkontrollåret*).

        Args:
            left_over: What happens to measures that are not taken and controls that were not made; needed when there are any.

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed; then the plan is not adopted.
            NotAllowedError: The year's last tertial has not begun.
            InvalidValueError: `year_text`.
            NotAllowedError: Something is left and `left_over` does not say what happens to it.
            InvalidValueError: `left_over`.
        """
        stream_id = self._require_adopted()
        assert self.year is not None, "an adopted plan has a year"
        first = date(self.year, Tertial.T3.last_month - 3, 1)
        if today < first:
            raise NotAllowedError(f"Internkontrollen för {self.year} kan avslutas från {first}.")
        policy.require_text(year_text, "Årets sammanfattning")
        undone = sum(len(self.undone_days(point.control_id)) for point in self.standing_points)
        untaken = sum(measure.is_open for measure in self.measures.values())
        if undone + untaken and left_over is None:
            raise NotAllowedError(
                f"{undone} planerade kontroller och {untaken} åtgärder är inte gjorda. Ange vad som händer med dem."
            )
        if left_over is not None:
            policy.require_text(left_over, "Vad som händer med det som inte är gjort")
        return (
            e.ControlYearClosed(
                **envelope(stream_id, self.version, stamp), closed_on=today, lights=self.stated_lights(today),
                year_text=year_text, left_over=left_over,
            ),
        )
