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
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from domain.codes import (
    Channel,
    CloseManner,
    Code,
    Gender,
    Housing,
    LegalBasis,
    OutreachKind,
    Phase,
    RatingSubject,
    Respondent,
    ViewpointKind,
    ViewpointSubject,
    YesNoUnknown,
)


class UnitOfCount(StrEnum):
    """What one is one of (sv. *räkneenhet*)."""

    CASE = "case"
    RENT_MONTH = "rent_month"
    VIEWPOINT = "viewpoint"
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
    ATTENDANCE_AT_START = "attendance_at_start"
    ATTENDANCE_AT_CLOSING = "attendance_at_closing"


class Breakdown(StrEnum):
    """Whose gender a result is broken down by (sv. *fördelning på kön*)."""

    GENDER = "gender"
    """Of the client, or of the person met in outreach work."""
    CHILD_GENDER = "child_gender"
    GIVERS = "givers"
    """Of everybody who gave the viewpoints: a couple is two, so these do not add up to the viewpoints."""


class ChangeKind(StrEnum):
    """What became of totals from start to closing (sv. *förändring*), the instruments measured at both taken together."""

    MEASURED = "measured"
    """At least one instrument was used at both."""
    HIGHER = "higher"
    """Every total is higher at closing."""
    REDUCED = "reduced"
    """No total is higher at closing, and at least one is lower or all are zero at both."""


class Direction(StrEnum):
    """Which way a result is better (sv. *önskad riktning*)."""

    UP = "up"
    DOWN = "down"


class RentKind(StrEnum):
    """What is known of the rents of the period (sv. *hyror*)."""

    KNOWN = "known"
    """Of at least one month it is known whether the rent was paid in time."""
    ALL_IN_TIME = "all_in_time"
    """Every month that is known of was paid in time, and there is one."""


@dataclass(frozen=True, slots=True)
class InPeriod:
    """Something happened in the period; `what` is a word of `PERIOD_WORDS`."""

    what: str


@dataclass(frozen=True, slots=True)
class FieldIs:
    """A field has one of some values; negated: it has none of them, which an unknown field has not either."""

    field: str
    values: tuple[str | bool, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class FieldKnown:
    """A field is known: it is filled, and not with the word for unknown."""

    field: str


@dataclass(frozen=True, slots=True)
class Ratings:
    """Whose ratings, about whom, with which instruments; only ratings with a total count."""

    instruments: tuple[str, ...]
    respondent: Respondent
    subject: RatingSubject


@dataclass(frozen=True, slots=True)
class RatingAt:
    """There is a rating in a phase and, with `below`, its total is lower than that.

    Of several the first by date at start, and the last by date in any other phase, is the one that counts.
    """

    ratings: Ratings
    phase: Phase
    below: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RatingChange:
    """How totals changed from the first rating at start to the last at closing, by date, instrument by instrument."""

    ratings: Ratings
    kind: ChangeKind


@dataclass(frozen=True, slots=True)
class Rents:
    """What is known of the case's rents in the period."""

    kind: RentKind


@dataclass(frozen=True, slots=True)
class AttendanceAtBoth:
    """School attendance was measured both at start and at closing."""


Condition = InPeriod | FieldIs | FieldKnown | RatingAt | RatingChange | Rents | AttendanceAtBoth


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
        missing: In Swedish: why an eligible row is not in the denominator; None when all are.
        mean_of: Only of a mean.
        divided_by: What a mean is divided by, to come from days to months.
        direction: Which way it is better; None = neither.
        target: What is aimed at (sv. *årsmål*), from 0: whole percents of a share, else the number or the mean itself. It goes
            with a direction; None = measured without being a goal.
        min_coverage: The least percent of the eligible that must be measured for the result to say something, from 0 to 100;
            None = the board's own bound.
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


PERIOD_WORDS: Mapping[UnitOfCount, tuple[str, ...]] = MappingProxyType({
    # open: on any day; closed: the closing that stands; rent: there is a rent month, paid, unpaid or unknown.
    UnitOfCount.CASE: ("open", "closed", "rent"),
    UnitOfCount.RENT_MONTH: ("rent",),
    UnitOfCount.VIEWPOINT: ("received",),
    UnitOfCount.OUTREACH: ("occurred",),
})
"""What can happen in a period to what is counted."""

_OF_CASE: dict[str, type[Code] | type[bool]] = {
    "gender": Gender, "legal_basis": LegalBasis, "close_manner": CloseManner, "referred_onward": bool,
    "information_meeting": bool, "continued_after_motivation": bool, "children_in_home": YesNoUnknown, "housing": Housing,
}
FIELDS: Mapping[UnitOfCount, Mapping[str, type[Code] | type[bool]]] = MappingProxyType({
    UnitOfCount.CASE: _OF_CASE,
    UnitOfCount.RENT_MONTH: {**_OF_CASE, "paid_in_time": bool},
    UnitOfCount.VIEWPOINT: {
        "kind": ViewpointKind, "subject_category": ViewpointSubject, "channel": Channel, "adapted": bool, "feedback_given": bool,
    },
    UnitOfCount.OUTREACH: {"kind": OutreachKind, "gender": Gender, "child_gender": Gender},
})
"""The fields that a condition may ask about, and the words that each takes; a truth is ja or nej."""

BREAKDOWNS: Mapping[UnitOfCount, tuple[Breakdown, ...]] = MappingProxyType({
    UnitOfCount.CASE: (Breakdown.GENDER,),
    UnitOfCount.RENT_MONTH: (Breakdown.GENDER,),
    UnitOfCount.VIEWPOINT: (Breakdown.GIVERS,),
    UnitOfCount.OUTREACH: (Breakdown.GENDER, Breakdown.CHILD_GENDER),
})
"""The breakdowns that each unit of count has."""
