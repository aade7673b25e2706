"""Indicator definitions (sv. *indikator*): what is counted, among whom, and what must be known for it.

A definition is data. It says which rows it counts (`unit_of_count`), which of them it is about (`population`), what must be
known of them (`measured`), and what the result is: their number, the share that also fulfils `numerator`, or a mean.

    eligible    = rows that fulfil population
    denominator = of those, rows that fulfil measured too (and have the value that a mean is of)
    numerator   = of those, rows that fulfil numerator too; for a mean the sum of the values

`domain/indicators/reading.py` reads one and refuses what could not be evaluated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from domain.case.decisions.codes import DecisionOutcome
from domain.case.intake.codes import IntakeRoute, RequestSource
from domain.codes import (
    Channel,
    CloseManner,
    Code,
    Gender,
    Housing,
    LegalBasis,
    OutreachKind,
    SessionKind,
    ViewpointKind,
    ViewpointSubject,
    YesNoUnknown,
)
from domain.goal.codes import Periodicity
from domain.indicators.conditions import Condition
from domain.indicators.measures import MeasureKind, SessionParticipant
from domain.viewpoint.codes import GiverRole


class UnitOfCount(StrEnum):
    """What one is one of (sv. *räkneenhet*)."""

    CASE = "case"
    CLOSING = "closing"
    """Each time that a case was closed, also when it was opened again afterwards."""
    RENT_MONTH = "rent_month"
    SESSION = "session"
    """A session that was held."""
    DECISION = "decision"
    PLAN = "plan"
    REQUEST = "request"
    VIEWPOINT = "viewpoint"
    GIVER = "giver"
    """Everybody who gave a viewpoint, once for each viewpoint."""
    OUTREACH = "outreach"


class ResultKind(StrEnum):
    """What a result is (sv. *resultatform*): a number of rows, a share of them, or a mean over them."""

    COUNT = "count"
    SHARE = "share"
    MEAN = "mean"


class MeanOf(StrEnum):
    """What a mean is a mean of (sv. *medelvärde av*)."""

    TREATMENT_DAYS = "treatment_days"
    """Days from the first day of treatment to the closing."""
    WAITING_DAYS = "waiting_days"
    """Days from when the case came in to the first day of treatment."""
    ATTENDANCE_AT_START = "attendance_at_start"
    ATTENDANCE_AT_CLOSING = "attendance_at_closing"
    ATTENDANCE_CHANGE = "attendance_change"
    """What it is at closing less what it was at start."""


class Breakdown(StrEnum):
    """Whose gender a result is broken down by (sv. *fördelning på kön*)."""

    GENDER = "gender"
    """Of the client, or of the person met in outreach work."""
    CHILD_GENDER = "child_gender"
    GIVERS = "givers"
    """Of everybody who gave the viewpoints: a couple is two, so these do not add up to the viewpoints."""


class Direction(Code):
    """Which way a result is better (sv. *önskad riktning*)."""

    UP = "up", "högre är bättre"
    DOWN = "down", "lägre är bättre"


class SeriesBreak(NamedTuple):
    """Results from a day on cannot be compared with those before it, and why (sv. *brott i serien*)."""

    since: date
    reason: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One version of one indicator (sv. *indikator*).

    Args:
        id: Permanent; what stands before the point tells the activity.
        version: From 1; a changed meaning is a new version.
        name: In Swedish, as it is shown.
        meaning: In Swedish: what is counted, in whole sentences.
        source: Where the meaning was decided.
        activities: Names of the activities (sv. *verksamhet*) that it counts in; empty = the whole unit (sv. *enhet*).
        missing: In Swedish: why an eligible row is not in the denominator; None when all are, or each condition says why.
        missing_of: For each of `measured` why it is not fulfilled; None = as `missing` says.
        mean_of: Only of a mean.
        divided_by: What a mean is divided by, to come from days to months.
        direction: Which way it is better; None = neither.
        target: What is aimed at (sv. *årsmål*), from 0: whole percents of a share, else the number or the mean itself. It goes
            with a direction; None = measured without being a goal.
        min_coverage: The least percent of the eligible that must be measured for the result to say something, from 0 to 100;
            None = the board's own bound.
        council_target: The city council's target for the same (sv. *KF:s årsmål*), which the board's own may be above.
        unit: In Swedish: what a mean is stated in, such as `månader`; None = a number, or percent.
        periodicity: None = not decided.
        valid_from: The first day that it is about; None = whenever there is something to count.
        replaces: The id of the indicator that it came instead of.
        series_breaks: In the order of their days.
    """

    id: str
    version: int
    name: str
    meaning: str
    source: str
    activities: tuple[str, ...]
    unit_of_count: UnitOfCount
    kind: ResultKind
    population: tuple[Condition, ...]
    measured: tuple[Condition, ...] = ()
    numerator: tuple[Condition, ...] = ()
    breakdown: Breakdown = Breakdown.GENDER
    missing: str | None = None
    mean_of: MeanOf | None = None
    divided_by: Decimal = Decimal(1)
    direction: Direction | None = None
    target: Decimal | None = None
    min_coverage: Decimal | None = None
    missing_of: tuple[str | None, ...] = ()
    council_target: Decimal | None = None
    unit: str | None = None
    periodicity: Periodicity | None = None
    valid_from: date | None = None
    replaces: str | None = None
    series_breaks: tuple[SeriesBreak, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why each condition of `measured` may not be fulfilled."""
        return tuple(reason or self.missing or "" for reason in self.missing_of)

    @property
    def stated_in(self) -> str:
        """What a value and a target are stated in."""
        if self.kind is ResultKind.SHARE:
            return PERCENT
        return self.unit or "antal"

    @property
    def difference_in(self) -> str:
        """What the difference between two values is stated in: between percents it is percentage points, never percent."""
        return PERCENTAGE_POINTS if self.stated_in == PERCENT else self.stated_in


PERCENT, PERCENTAGE_POINTS = "procent", "procentenheter"

PERIOD_WORDS: Mapping[UnitOfCount, tuple[str, ...]] = MappingProxyType({
    # open: on any day; closed: the closing that stands; rent: there is a rent month, paid, unpaid or unknown.
    UnitOfCount.CASE: ("open", "closed", "rent"),
    UnitOfCount.CLOSING: ("closed",),
    UnitOfCount.RENT_MONTH: ("rent",),
    UnitOfCount.SESSION: ("held",),
    UnitOfCount.DECISION: ("decided",),
    UnitOfCount.PLAN: ("established",),
    UnitOfCount.REQUEST: ("requested",),
    UnitOfCount.VIEWPOINT: ("received",),
    UnitOfCount.GIVER: ("received",),
    UnitOfCount.OUTREACH: ("occurred",),
})
"""What can happen in a period to what is counted."""

DATED: Mapping[UnitOfCount, MeasureKind] = MappingProxyType({
    UnitOfCount.SESSION: MeasureKind.SESSION_HELD,
    UnitOfCount.DECISION: MeasureKind.DECISION,
    UnitOfCount.PLAN: MeasureKind.PLAN_ESTABLISHED,
    UnitOfCount.REQUEST: MeasureKind.REQUEST,
})
"""The units of count of which one is a measure of a case."""

WITH_A_CASE: frozenset[UnitOfCount] = frozenset((UnitOfCount.CASE, UnitOfCount.CLOSING, *DATED))
"""The units of count whose case can be asked for its ratings and measures."""

_OF_CASE: dict[str, type[Code] | type[bool]] = {
    "gender": Gender, "legal_basis": LegalBasis, "close_manner": CloseManner, "referred_onward": bool,
    "information_meeting": bool, "continued_after_motivation": bool, "children_in_home": YesNoUnknown, "housing": Housing,
}
_OF_VIEWPOINT: dict[str, type[Code] | type[bool]] = {
    "kind": ViewpointKind, "subject_category": ViewpointSubject, "channel": Channel, "adapted": bool, "feedback_given": bool,
    "not_possible": bool, "from_commissioner": bool, "formal": bool, "answered": bool, "referred": bool,
    "passed_on_by": GiverRole, "giver_role": GiverRole, "giver_gender": Gender,
}
FIELDS: Mapping[UnitOfCount, Mapping[str, type[Code] | type[bool]]] = MappingProxyType({
    UnitOfCount.CASE: _OF_CASE,
    # How an earlier closing of a case came about is not told by the case as it stands.
    UnitOfCount.CLOSING: {name: kind for name, kind in _OF_CASE.items() if name not in ("close_manner", "referred_onward")},
    UnitOfCount.RENT_MONTH: {**_OF_CASE, "paid_in_time": bool},
    UnitOfCount.SESSION: {**_OF_CASE, "session_kind": SessionKind, "participant": SessionParticipant},
    UnitOfCount.DECISION: {**_OF_CASE, "favourable": YesNoUnknown, "outcome": DecisionOutcome},
    UnitOfCount.PLAN: {**_OF_CASE, "took_part": YesNoUnknown},
    UnitOfCount.REQUEST: {**_OF_CASE, "route": IntakeRoute, "request_source": RequestSource},
    UnitOfCount.VIEWPOINT: _OF_VIEWPOINT,
    UnitOfCount.GIVER: {**_OF_VIEWPOINT, "gender": Gender},
    UnitOfCount.OUTREACH: {"kind": OutreachKind, "gender": Gender, "child_gender": Gender},
})
"""The fields that a condition may ask about, and the words that each takes; a truth is ja or nej."""

BREAKDOWNS: Mapping[UnitOfCount, tuple[Breakdown, ...]] = MappingProxyType({
    **dict.fromkeys((*WITH_A_CASE, UnitOfCount.RENT_MONTH, UnitOfCount.GIVER), (Breakdown.GENDER,)),
    UnitOfCount.VIEWPOINT: (Breakdown.GIVERS,),
    UnitOfCount.OUTREACH: (Breakdown.GENDER, Breakdown.CHILD_GENDER),
})
"""The breakdowns that each unit of count has."""
