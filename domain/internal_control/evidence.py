"""What a control's evidence is, and the traffic light that follows from it (sv. *underlag*, *trafikljus*).

The light is never typed in: it follows from how many were checked, how many were in order, and the thresholds of the adopted
plan. What could not be judged is not in order.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.base import Immutable
from domain.completeness.codes import Severity
from domain.internal_control.codes import ControlLight


class LightThresholds(Immutable):
    """From which percent in order a control is green, and yellow (sv. *gränser för trafikljus*); below that it is red.

    `green_from_percent` from 1 to 100; `yellow_from_percent` from 0 to one less than it.
    """

    green_from_percent: int
    yellow_from_percent: int


class RuleResult(Immutable):
    """What a rule said of a unit's cases at the size of a control (sv. *utfall per regel*); counts are of cases, from 0.

    Cases that it asks nothing of are not counted.
    """

    rule: str
    rule_version: int
    severity: Severity
    ok: int
    gap: int
    late: int
    unknown: int
    exempt: int

    @property
    def checked(self) -> int:
        """Of how many the rule asked something; what could not be judged is one of them."""
        return self.ok + self.gap + self.late + self.unknown + self.exempt

    @property
    def faulty(self) -> int:
        """How many of them are not shown to be in order."""
        return self.gap + self.late + self.unknown


class RunByRules(Immutable):
    """What every rule of a control said, at a size and on a day, as counted by the service (sv. *regelgranskning*)."""

    size: int
    run_on_day: date
    results: tuple[RuleResult, ...]


class ReviewTotals(NamedTuple):
    """What a journal review came to, for a control that rests on it (sv. *granskningens utfall*).

    Args:
        unit: Whose journals.
        is_full: Whether every journal was reviewed.
        is_closed: Whether it is closed; what is still going on is no evidence.
        n_checked, n_faulty: Journals that were examined, and those of them with a finding that stands; from 0.
    """

    unit: UUID
    is_full: bool
    is_closed: bool
    n_checked: int
    n_faulty: int


def light_of(checked: int, faulty: int, thresholds: LightThresholds) -> ControlLight:
    """The light of a control of which so many were checked and so many not in order; of none it is grey.

    Args:
        checked, faulty: From 0; `faulty` at most `checked`.
    """
    if not checked:
        return ControlLight.GREY
    in_order = 100 * (checked - faulty)
    if in_order >= thresholds.green_from_percent * checked:
        return ControlLight.GREEN
    return ControlLight.YELLOW if in_order >= thresholds.yellow_from_percent * checked else ControlLight.RED
