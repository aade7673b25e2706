"""Random histories of two units with their activities, full of what statistics are made of, over the year 2018 and around it.

Everything may be recorded late, corrected and opened again; only what the domain itself refuses is kept out.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from hypothesis import strategies as st

from domain.base import DomainEvent, Purpose, RecordedEvent, Stamp, envelope
from domain.case import events as c
from domain.codes import (
    CloseManner,
    Gender,
    Housing,
    OutreachKind,
    Phase,
    RatingSubject,
    Respondent,
    ViewpointKind,
)
from domain.outreach.events import OutreachCorrected, OutreachRecorded
from domain.unit.events import UnitEstablished
from domain.viewpoint import events as v
from domain.viewpoint.givers import stated_givers
from tests.support.examples import ANNA, cast_id

BEGINS = datetime(2019, 3, 1, 8, tzinfo=UTC)
DAYS = tuple(map(date.fromisoformat, (
    "2017-11-15", "2017-12-31", "2018-01-01", "2018-01-31", "2018-02-28", "2018-03-01", "2018-03-31", "2018-04-30", "2018-05-01",
    "2018-06-15", "2018-08-31", "2018-09-01", "2018-11-11", "2018-12-31", "2019-01-01",
)))
"""Few days, the first and last of periods among them, so that much happens on the same day and at an edge."""
ACTIVITIES = (
    "Ungdomsmottagningen", "Familj- och nätverksgruppen", "bostödsverksamheten", "KBT-teamet", "Skolsocionomer",
    "Förebyggande ungdomsgruppen", "Fältgruppen", "Vuxenenheten",
)
UNIT, OTHER_UNIT, KBT_OF_OTHER = cast_id(700), cast_id(720), cast_id(721)
UNITS: dict[UUID, tuple[str, UUID | None]] = {
    UNIT: ("Resursenheten", None), **{cast_id(701 + number): (name, UNIT) for number, name in enumerate(ACTIVITIES)},
    OTHER_UNIT: ("Öppenvården", None), KBT_OF_OTHER: ("KBT-teamet", OTHER_UNIT),
    cast_id(722): ("Ungdomsmottagningen", OTHER_UNIT),
}
UNIT_IDS = tuple(UNITS)
MOST_ASKED = (cast_id(701), cast_id(702), cast_id(703), cast_id(704), cast_id(704), cast_id(705), cast_id(704), cast_id(701))
CASES = tuple(cast_id(740 + number) for number in range(10))
STAMP = Stamp(actor_id=ANNA, unit_id=UNIT, purpose=Purpose.CASE_WORK)
SCORES = {
    "ORS": ("20", "24.9", "25", "25.0", "40"), "AUDIT": ("0", "3", "12"), "DUDIT": ("0", "4"), "PGSI": ("0", "2"),
    "CORS": ("20", "31"), "AUDIT-C": ("0", "2"), "Frisk": ("1", "2"),
}
INSTRUMENTS = ("ORS", "ors", "ORS", "AUDIT", "AUDIT", "DUDIT", "PGSI", "CORS", "AUDIT-C", "Frisk")


class Step(NamedTuple):
    """One try to record something; what the numbers mean is up to the kind of event."""

    kind: str
    case: int
    pick: int
    day: int


class GoalHistory:
    """Records what is possible of some steps."""

    def __init__(self) -> None:
        self.events: list[RecordedEvent] = []
        self._versions: dict[UUID, int] = {}
        self._ids = 2000
        self._of: dict[str, list[Any]] = {}
        self._last_turn: dict[UUID, tuple[str, date]] = {}

    def record(self, event: DomainEvent) -> None:
        """Add an event, a minute after the one before."""
        recorded_us = round((BEGINS + timedelta(minutes=len(self.events))).timestamp()) * 1_000_000
        self._versions[event.originator_id] = event.originator_version
        self.events.append(RecordedEvent(event, len(self.events), recorded_us))

    def take(self, step: Step) -> None:
        """Record the step's events if they can be."""
        case = CASES[step.case]
        if case not in self._versions and step.kind not in ("viewpoint", "outreach"):
            self._open(case, step.pick, DAYS[step.day // 2])
        getattr(self, f"_{step.kind}")(case, step.pick, DAYS[step.day])

    def _next(self, stream: UUID) -> dict[str, Any]:
        return envelope(stream, self._versions.get(stream, 0), STAMP)

    def _new(self, kind: str, case: UUID) -> UUID:
        self._ids += 1
        self._of.setdefault(f"{kind} {case}", []).append(cast_id(self._ids))
        return cast_id(self._ids)

    def _old(self, kind: str, case: UUID, pick: int) -> UUID | None:
        ids = self._of.get(f"{kind} {case}", [])
        return ids[pick % len(ids)] if ids else None

    def _facts(self, pick: int, on: date) -> dict[str, Any]:
        units = MOST_ASKED if pick % 3 else UNIT_IDS
        return {
            "unit": units[pick // 3 % len(units)], "gender": tuple(Gender)[pick % 6], "received_on": on,
            "started_on": None if pick % 11 == 0 else on,
        }

    def add(self, event_type: type[DomainEvent], stream: UUID, /, **values: Any) -> int:
        """Record an event of a stream, and return its position."""
        self.record(event_type(**self._next(stream), **values))
        return len(self.events) - 1

    def open(self, case: UUID, unit: UUID, on: date, **told: Any) -> None:
        """Open a case in a unit, begun on a day."""
        self._open(case, 1, on, {"unit": unit, "started_on": on, **told})

    def _open(self, case: UUID, pick: int, on: date, told: dict[str, Any] | None = None) -> None:
        self._last_turn[case] = ("opened", on)
        self.record(c.CaseOpened(**self._next(case), number=f"N-{case}", **{**self._facts(pick, on), **(told or {})}))

    def _facts_corrected(self, case: UUID, pick: int, on: date) -> None:
        on = min(on, *self._of.get(f"first closing {case}", [date.max]))
        if self._last_turn[case][0] == "opened":
            self._last_turn[case] = ("opened", on)
        self.record(c.CaseFactsCorrected(**self._next(case), **self._facts(pick, on), reason="fel"))

    def _circumstances(self, case: UUID, pick: int, on: date) -> None:
        told = {
            "continued_after_motivation": (True, False, None, True)[pick % 4],
            "housing": (Housing.TRAINING_FLAT, Housing.TRIAL_FLAT, Housing.OTHER, None)[pick // 4 % 4],
        }
        if self._old("circumstances", case, 0) is None:
            self._new("circumstances", case)
            self.record(c.CircumstancesRecorded(**self._next(case), **told))
        else:
            self.record(c.CircumstancesCorrected(**self._next(case), **told, reason="fel"))

    def _turn(self, case: UUID, pick: int, on: date) -> None:
        """Close, correct the closing or open again, never before what came before it."""
        turn, since = self._last_turn[case]
        ending = {"manner": (CloseManner.AS_PLANNED, CloseManner.AS_PLANNED, CloseManner.INTERRUPTED, None)[pick % 4],
                  "referred_onward": (True, False, None)[pick % 3]}
        if turn != "closed":
            on = max(on, since)
            self._of.setdefault(f"first closing {case}", [on])
            self._of[f"open since {case}"] = [since]
            self.record(c.CaseClosed(**self._next(case), closed_on=on, **ending))
            self._last_turn[case] = ("closed", on)
        elif pick % 3:
            on = max(on, *self._of[f"open since {case}"])
            self._of[f"first closing {case}"][0] = min(self._of[f"first closing {case}"][0], on)
            self.record(c.CaseClosingCorrected(**self._next(case), closed_on=on, **ending, reason="fel"))
            self._last_turn[case] = ("closed", on)
        else:
            on = max(on, since)
            self.record(c.CaseReopened(**self._next(case), reopened_on=on, reason="ny ansökan"))
            self._last_turn[case] = ("reopened", on)

    def _course(self, case: UUID, pick: int, on: date) -> None:
        """A whole treatment: what is measured at start and at closing, and the closing."""
        self._circumstances(case, pick, on)
        self._rated_twice(case, pick, on)
        for phase, percent in ((Phase.START, pick % 31), (Phase.CLOSING, pick % 37)):
            self.record(c.SchoolAttendanceRecorded(
                **self._next(case), attendance_id=self._new("attendance", case), measured_on=on, phase=phase,
                percent=Decimal(percent) / 2,
            ))
        self._rent(case, pick // 3, on)
        if self._last_turn[case][0] != "closed":
            self._turn(case, pick, on)

    def _rated_twice(self, case: UUID, pick: int, on: date) -> None:
        instrument = INSTRUMENTS[pick % len(INSTRUMENTS)]
        for phase, part in ((Phase.START, pick), (Phase.CLOSING, pick // 7)):
            self._rate(case, instrument, phase, part, on)

    def _rated(self, case: UUID, pick: int, on: date) -> None:
        self._rate(case, INSTRUMENTS[pick % len(INSTRUMENTS)], tuple(Phase)[pick % 4], pick // 4, on)

    def _rate(self, case: UUID, instrument: str, phase: Phase, pick: int, on: date) -> None:
        values = self._rating(instrument, phase, pick, on)
        self.record(c.RatingRecorded(**self._next(case), rating_id=self._new("rating", case), **values))

    def _rating_corrected(self, case: UUID, pick: int, on: date) -> None:
        rating = self._old("rating", case, pick // 5)
        if rating is not None:
            values = self._rating(INSTRUMENTS[pick % len(INSTRUMENTS)], tuple(Phase)[pick % 3], pick // 3, on)
            self.record(c.RatingCorrected(**self._next(case), rating_id=rating, **values, reason="fel"))

    def _rating(self, instrument: str, phase: Phase, pick: int, on: date) -> dict[str, Any]:
        scores = SCORES["ORS" if instrument == "ors" else instrument]
        total, subscales = Decimal(scores[pick % len(scores)]), ()
        if instrument in ("ORS", "ors") and pick % 4 == 3:
            total, subscales = None, tuple(Decimal(tenths) / 10 for tenths in (51, 62 + pick % 9, 70, 66))
        if pick % 13 == 12:
            subscales, total = (Decimal(1),), None
        return {
            "rated_on": on, "instrument": instrument, "phase": phase, "total": total, "subscales": subscales,
            "respondent": Respondent.PARENT if pick % 9 == 8 else Respondent.CLIENT,
            "subject": RatingSubject.CHILD if pick % 11 == 10 else RatingSubject.CLIENT,
        }

    def _rent(self, case: UUID, pick: int, on: date) -> None:
        old = self._old("rent", case, pick // 4)
        paid = {"paid_in_time": (True, True, False, None)[pick % 4]}
        if old is not None and pick % 5 == 0:
            self.record(c.RentMonthCorrected(**self._next(case), rent_id=old, month=f"{on:%Y-%m}", **paid, reason="fel"))
        else:
            self.record(c.RentMonthRecorded(**self._next(case), rent_id=self._new("rent", case), month=f"{on:%Y-%m}", **paid))

    def _attendance(self, case: UUID, pick: int, on: date) -> None:
        old = self._old("attendance", case, pick // 4)
        values = {"measured_on": on, "phase": tuple(Phase)[pick % 4], "percent": Decimal(pick % 41) / 2}
        if old is not None and pick % 5 == 0:
            self.record(c.SchoolAttendanceCorrected(**self._next(case), attendance_id=old, **values, reason="fel"))
        else:
            self.record(c.SchoolAttendanceRecorded(**self._next(case), attendance_id=self._new("attendance", case), **values))

    def _viewpoint(self, case: UUID, pick: int, on: date) -> None:
        stream = cast_id(780 + pick % 4)
        said = {
            "received_on": on, "kind": ViewpointKind.VIEWPOINT, "description": "Sagt.",
            "unit": UNIT_IDS[pick // 4 % len(UNIT_IDS)],
            "givers": stated_givers(
                None, ((Gender.WOMAN,), (Gender.WOMAN, Gender.MAN), (), (Gender.UNKNOWN,))[pick // 2 % 4]
            ),
        }
        if stream not in self._versions:
            self.record(v.ViewpointReceived(**self._next(stream), **said))
        elif pick % 3 == 0:
            adaptation = (None, "Ändrat.")[pick // 3 % 2]
            self.record(v.ViewpointCorrected(**self._next(stream), **said, adaptation=adaptation, reason="fel"))
        elif pick % 3 == 1:
            self.record(v.AdaptationMade(**self._next(stream), adaptation="Ändrat."))
        else:
            self.record(v.FeedbackGiven(**self._next(stream), given_on=on))

    def _outreach(self, case: UUID, pick: int, on: date) -> None:
        stream = cast_id(790 + pick % 5)
        values = {
            "occurred_on": on, "unit": UNIT_IDS[5 + pick % 4], "kind": tuple(OutreachKind)[pick % 3],
            "gender": (*Gender, None)[pick % 7], "child_gender": (*Gender, None)[pick // 7 % 7],
        }
        if stream in self._versions:
            self.record(OutreachCorrected(**self._next(stream), **values, reason="fel"))
        else:
            self.record(OutreachRecorded(**self._next(stream), **values))


KINDS = (
    "facts_corrected", "circumstances", "turn", "turn", "rated_twice", "rated_twice", "course", "course", "course", "course",
    "rated", "rating_corrected", "rent", "rent", "attendance", "attendance", "viewpoint", "viewpoint", "outreach",
)


SEEDS = st.integers(0, 2**32)
"""Numbers of Hypothesis's own choosing are mostly small and alike, and would hardly ever make a case that is measured twice
and closed in the year; so it chooses a seed."""


def random_history(seed: int, steps: int = 35) -> list[RecordedEvent]:
    """The history of a seed: so many steps after the units are established."""
    chance = Random(seed)
    return _history_of([
        Step(chance.choice(KINDS), chance.randrange(len(CASES)), chance.randrange(1260), chance.randrange(len(DAYS)))
        for _ in range(steps)
    ])


def with_one_more_case(seed: int) -> tuple[list[RecordedEvent], int]:
    """A history that ends with a case more in the other unit's KBT-teamet, and its size before it."""
    chance = Random(seed)
    history = begun()
    for _ in range(30):
        case, pick, day = chance.randrange(len(CASES) - 1), chance.randrange(1260), chance.randrange(len(DAYS))
        history.take(Step(chance.choice(KINDS), case, pick, day))
    size = len(history.events)
    history.open(CASES[-1], KBT_OF_OTHER, DAYS[chance.randrange(2, len(DAYS) - 1)])
    for _ in range(8):
        kind = chance.choice(("course", "turn", "rated_twice", "rating_corrected", "rent", "attendance", "circumstances"))
        history.take(Step(kind, len(CASES) - 1, chance.randrange(1260), chance.randrange(len(DAYS))))
    return history.events, size


def begun(history: GoalHistory | None = None) -> GoalHistory:
    """A history, a new one unless it is given, in which the units are established and nothing else."""
    history = history or GoalHistory()
    for unit_id, (name, part_of) in UNITS.items():
        history.record(UnitEstablished(**envelope(unit_id, 0, STAMP), name=name, part_of=part_of))
    return history


def _history_of(steps: list[Step]) -> list[RecordedEvent]:
    history = begun()
    for step in steps:
        history.take(step)
    return history.events
