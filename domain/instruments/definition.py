"""What an instrument is (sv. *skattningsinstrument*): scales, ranges, totals and limits, one version at a time.

No item texts: those of several instruments are protected, and a unit that holds a licence loads them itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from domain.codes import Gender, RatingSubject, Respondent

POLICY = "policy"
"""The source of a number that no publication sets: the unit may change it by adopting a version of its own."""


class InstrumentArea(StrEnum):
    """What an instrument measures, so that an indicator can name an area and not a list of names."""

    WELLBEING = "wellbeing"
    ALLIANCE = "alliance"
    ALCOHOL = "alcohol"
    DRUGS = "drugs"
    GAMBLING = "gambling"
    LIFE_SITUATION = "life_situation"
    SAFETY = "safety"
    SATISFACTION = "satisfaction"
    PARENTHOOD = "parenthood"
    SCHOOL = "school"
    HOUSING = "housing"


class BetterScore(StrEnum):
    """Which way a score goes when things get better (sv. *riktning*); `NONE` = no source says, so no change is judged."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


class InstrumentKind(StrEnum):
    """How an instrument's numbers come about."""

    RATED = "rated"
    MEASURED_ELSEWHERE = "measured_elsewhere"
    """The record has facts of another kind about it (attendance, rent), and no rating is made."""


class AgeOf(StrEnum):
    """Whose age an instrument's age forms go by."""

    RESPONDENT = "respondent"
    SUBJECT = "subject"


class AlertKind(StrEnum):
    """What a score does that somebody should answer (sv. *signal*)."""

    BELOW = "below"
    AT_LEAST = "at_least"
    FALLEN_BY = "fallen_by"
    ITEM_BELOW = "item_below"


@dataclass(frozen=True, slots=True)
class Scale:
    """The values that a scale takes: from `minimum` to `maximum`, both included, in whole `step`s from `minimum`."""

    minimum: Decimal
    maximum: Decimal
    step: Decimal

    def allows(self, value: Decimal) -> bool:
        """Whether the value is on the scale."""
        return self.minimum <= value <= self.maximum and (value - self.minimum) % self.step == 0

    def described(self) -> str:
        """The scale in Swedish words, for a message about what is allowed."""
        decimals = max(0, -int(self.step.as_tuple().exponent))
        how = f"med högst {decimals} decimal" + ("er" if decimals > 1 else "") if decimals else f"i steg om {self.step}"
        return f"{self.minimum}–{self.maximum} {how}"


@dataclass(frozen=True, slots=True)
class Ages:
    """Ages in whole years, both ends included; None = no end on that side."""

    first: int | None = None
    last: int | None = None

    def include(self, age: int) -> bool:
        """Whether an age is one of them."""
        return (self.first is None or self.first <= age) and (self.last is None or age <= self.last)

    def described(self) -> str:
        """The ages in Swedish words."""
        if self.first is None:
            return "alla åldrar" if self.last is None else f"till och med {self.last} år"
        return f"från {self.first} år" if self.last is None else f"{self.first}–{self.last} år"


@dataclass(frozen=True, slots=True)
class Item:
    """One subscale (sv. *delskala*).

    Args:
        label: A neutral name from a public source, such as a life area; None = only its number.
        part: What is rated where one form asks more than one thing of each area, such as worry and need of help.
        raters: Who rates it; empty = whoever rates the instrument.
    """

    scale: Scale
    label: str | None = None
    part: str | None = None
    raters: tuple[Respondent, ...] = ()


@dataclass(frozen=True, slots=True)
class AgeForm:
    """Whom an instrument is made for by age (sv. *åldersform*), and the limit of its clinical range there.

    Args:
        cutoff: Where the score is below it (higher is better), or at least it (lower is better), it is in the clinical range;
            None = no limit.
    """

    name: str
    ages: Ages
    cutoff: Decimal | None = None
    cutoff_source: str | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A named part of the total's range, from `low` up to the next level."""

    low: Decimal
    name: str


@dataclass(frozen=True, slots=True)
class BandTable:
    """How totals are read for some genders and ages (sv. *riskgränser*); of an instrument's tables the first that fits holds.

    Args:
        genders: Whom it is published for; empty = everybody.
    """

    genders: tuple[Gender, ...]
    ages: Ages
    levels: tuple[Level, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """The least change in points that is more than the instrument's own uncertainty (sv. *reliabelt förändringsindex*)."""

    points: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class AlertLimit:
    """A limit whose passing somebody should answer (sv. *signalgräns*).

    `value` is a total, how far a total has fallen since the rating before, or an item's score.
    """

    kind: AlertKind
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Jump:
    """Items that may be left blank, and then count as 0, when all of some others are 0 (sv. *hoppregel*). Numbers from 1."""

    when_zero: tuple[int, ...]
    may_skip: tuple[int, ...]


@dataclass(frozen=True)
class Instrument:
    """One version of an instrument (sv. *instrument*).

    Args:
        name: As people write it; matched without regard to case, with no synonyms.
        version: Of this definition. A changed scale is a new version beside the old.
        meaning: What it measures and when it is used, in Swedish, for a manager.
        source: The publication that it comes from; `policy` = the unit's own form.
        items: In order; empty when only the total is kept.
        total: The range of the total (sv. *summa*), or None when the instrument has no total.
        total_is_sum: Whether the total is the plain sum of the items, so that the two can be held against each other.
        respondents: Who may rate with it (sv. *skattare*), at least one unless it is measured elsewhere.
        about: Whom a rating may be about.
        one_form_per_subject: Whether each of those that it may be about has a form of its own: one each parent.
        recall_days: How far back the questions ask, in days from 1; None = no period is stated.
        licence: What the unit needs in order to use the item texts; None = free to use.
    """

    name: str
    version: str
    area: InstrumentArea
    meaning: str
    source: str
    better: BetterScore
    kind: InstrumentKind = InstrumentKind.RATED
    items: tuple[Item, ...] = ()
    total: Scale | None = None
    total_is_sum: bool = False
    respondents: tuple[Respondent, ...] = ()
    about: tuple[RatingSubject, ...] = ()
    one_form_per_subject: bool = False
    age_of: AgeOf = AgeOf.RESPONDENT
    age_forms: tuple[AgeForm, ...] = ()
    bands: tuple[BandTable, ...] = ()
    reliable_change: ReliableChange | None = None
    alerts: tuple[AlertLimit, ...] = ()
    jumps: tuple[Jump, ...] = ()
    recall_days: int | None = None
    licence: str | None = None

    @cached_property
    def subscales(self) -> tuple[Scale, ...]:
        """The scale of each item in order, whoever rates it."""
        return tuple(item.scale for item in self.items)

    @cached_property
    def _has_raters(self) -> bool:
        return any(item.raters for item in self.items)

    @property
    def is_scored(self) -> bool:
        """Whether the instrument gives any number at all; one that is not scored only supports the talk."""
        return bool(self.items) or self.total is not None

    @property
    def best_total(self) -> Decimal | None:
        """The total that cannot get better (sv. *takvärde*); None = no total, or no direction."""
        if self.total is None or self.better is BetterScore.NONE:
            return None
        return self.total.maximum if self.better is BetterScore.HIGHER else self.total.minimum

    def items_by(self, respondent: Respondent | None) -> tuple[Item, ...]:
        """The items that somebody rates, in order; a rating's subscales and the numbers of its missing items go by this list.

        Args:
            respondent: None = all items, whoever rates them.
        """
        return tuple(item for item in self.items if respondent is None or not item.raters or respondent in item.raters)

    def scales_by(self, respondent: Respondent | None) -> tuple[Scale, ...]:
        """The scale of each of them."""
        if not self._has_raters:
            return self.subscales
        return tuple(item.scale for item in self.items_by(respondent))

    def age_forms_at(self, age: int) -> Iterator[AgeForm]:
        """The age forms for an age in whole years, from 0."""
        return (form for form in self.age_forms if form.ages.include(age))
