"""What can be asked of a row that an indicator counts (sv. *villkor*): the closed list of conditions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.codes import Phase, RatingSubject, Respondent
from domain.indicators.measures import MeasureKind


class ChangeKind(StrEnum):
    """What became of totals from one rating to another (sv. *förändring*), all that are measured at both taken together."""

    MEASURED = "measured"
    """At least one instrument was used at both."""
    HIGHER = "higher"
    """Every total is higher at the end."""
    LOWER = "lower"
    """Every total is lower at the end."""
    REDUCED = "reduced"
    """No total is higher at the end, and at least one is lower or all are zero at both."""
    RELIABLE = "reliable"
    """Every total is better by at least the reliable change index (sv. *säker förbättring*)."""
    CLINICALLY_SIGNIFICANT = "clinically_significant"
    """Every total is better by at least that index, and has come from the clinical side of the cutoff to the other."""
    NOT_AT_CEILING = "not_at_ceiling"
    """Some total is not as good as it can be at the start, so that there is something that can get better."""
    DETERIORATED = "deteriorated"
    """Some total is worse by at least the reliable change index (sv. *säker försämring*)."""


class Better(StrEnum):
    """Which way a total goes when things get better (sv. *bättre är*)."""

    HIGHER = "higher"
    LOWER = "lower"


class Between(StrEnum):
    """Which two ratings a change is between (sv. *förändring mellan*)."""

    START_AND_CLOSING = "start_and_closing"
    """The first by date in the phase start, and the last in the phase closing."""
    FIRST_AND_LAST = "first_and_last"
    """The first and the last by date in any phase but the follow-up, when there are two at least."""


class RentKind(StrEnum):
    """What is known of the rents of the period (sv. *hyror*)."""

    KNOWN = "known"
    """Of at least one month it is known whether the rent was paid in time."""
    ALL_IN_TIME = "all_in_time"
    """Every month that is known of was paid in time, and there is one."""


class AttendanceKind(StrEnum):
    """What is known of school attendance (sv. *skolnärvaro*)."""

    START_AND_CLOSING = "start_and_closing"
    """It was measured at both."""
    HIGHER = "higher"
    """It was, and is higher at closing."""


class CaseDay(StrEnum):
    """A day in a case's life that others are counted from (sv. *dag i ärendet*)."""

    RECEIVED = "received"
    START = "start"
    CLOSING = "closing"


class MeasuredWhen(StrEnum):
    """When a measure has to lie, in relation to the period (sv. *tid för måttet*)."""

    IN_PERIOD = "in_period"
    BY_PERIOD_END = "by_period_end"


@dataclass(frozen=True, slots=True)
class InPeriod:
    """Something happened in the period; `what` is a word of `PERIOD_WORDS`.

    Args:
        months_before: From 0. So many months earlier: that many months have passed since, for each row, within the period.
        days_before: The same in days, from 0; one of the two is 0.
    """

    what: str
    months_before: int = 0
    days_before: int = 0


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
    """Whose ratings, about whom, with which instruments; only ratings with a total count.

    Several respondents rate alike; of several whom it is about each is taken by itself.
    """

    instruments: tuple[str, ...]
    respondents: tuple[Respondent, ...]
    subjects: tuple[RatingSubject, ...]


@dataclass(frozen=True, slots=True)
class RatingAt:
    """There is a rating in a phase, and its total is within bounds.

    Of several the first by date at start, and the last by date in any other phase, is the one that counts.

    Args:
        below: The total is lower.
        at_least: It is this or higher.
        at_most: It is this or lower.
    """

    ratings: Ratings
    phase: Phase
    below: Decimal | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RatingCount:
    """There are so many ratings before the follow-up, from 1."""

    ratings: Ratings
    at_least: int


@dataclass(frozen=True, slots=True)
class RatingChange:
    """How totals changed, instrument by instrument and person by person that they are about.

    Args:
        index: The reliable change index, for `reliable`, `clinically_significant` and `deteriorated`; more than 0.
        cutoff: For `clinically_significant`: below it a total is clinical, and at it where lower is better, as
            `domain.instruments.change` has it.
        ceiling: For `not_at_ceiling`: the best total that there is.
    """

    ratings: Ratings
    kind: ChangeKind
    between: Between = Between.START_AND_CLOSING
    better: Better = Better.HIGHER
    index: Decimal | None = None
    cutoff: Decimal | None = None
    ceiling: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RatedAtSession:
    """Somebody rated at the session, or on its day where no session is stated.

    Args:
        offered: Also when it was offered and then not made.
    """

    instruments: tuple[str, ...]
    offered: bool = False


@dataclass(frozen=True, slots=True)
class Rents:
    """What is known of the case's rents in the period."""

    kind: RentKind


@dataclass(frozen=True, slots=True)
class Attendance:
    """What is known of the case's school attendance; of several the first at start and the last at closing."""

    kind: AttendanceKind


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """So many days lie between two days of the case, both known; without bounds: both are known."""

    first: CaseDay
    last: CaseDay
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """So many measures of a kind are known of the row's case.

    Args:
        codes: Of these codes; empty = of any.
        by: By or of one of these; empty = of anybody.
        same: Only about the same thing as the row: the same decision, session, plan or request.
        at_least: How many, from 1.
        since: Not before this day of the case; None = of what is no case its own day when there is a limit, else any day.
        within_months, within_days: Not later than so long after that day, from 0; None = whenever.
    """

    kind: MeasureKind
    codes: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    same: bool = False
    at_least: int = 1
    when: MeasuredWhen | None = None
    since: CaseDay | None = None
    within_months: int | None = None
    within_days: int | None = None


@dataclass(frozen=True, slots=True)
class Reopened:
    """The case was opened again at most so many months after this closing, from 0."""

    within_months: int


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the conditions is fulfilled."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The condition is not fulfilled, or what it asks is not known."""

    condition: Condition


Condition = (
    InPeriod | FieldIs | FieldKnown | RatingAt | RatingCount | RatingChange | RatedAtSession | Rents | Attendance | DaysBetween
    | Measure | Reopened | AnyOf | Not
)
