"""Random histories of two units for analyses, and what must be read of them, worked out the slow and obvious way.

What is read shares nothing with `projections/` or SQL: it is folded by the domain, or counted from the events one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from domain.base import DomainEvent, Occurred, Purpose, RecordedEvent, Stamp, envelope
from domain.case import events as c
from domain.case.alerts.series import series_of
from domain.case.alerts.standing import zones_of
from domain.case.case import Case
from domain.case.ending.events import ReturnedAfterInterruption
from domain.case.entry_events import EntryStruck
from domain.case.phases.codes import TreatmentPhase
from domain.case.phases.events import PhaseEntered
from domain.codes import CloseManner, Gender, Phase, RatingSubject, Respondent, SessionKind, YesNoUnknown
from domain.instruments import SHIPPED, InstrumentArea
from domain.unit.events import UnitEstablished
from tests.support.examples import ANNA, EXAMPLES, cast_id

BEGINS = datetime(2019, 1, 7, 8, tzinfo=UTC)
UNIT, OTHER_UNIT = cast_id(1300), cast_id(1301)
CASES = tuple(cast_id(1310 + number) for number in range(5))
DAYS = tuple(date(2017, 12, 30) + timedelta(days=37 * number) for number in range(22))
STAMP = Stamp(actor_id=ANNA, unit_id=UNIT, purpose=Purpose.CASE_WORK)
PARTICIPANTS = (("brukare",), ("brukare", "mamma"), ("pappa",), ("barn", "mamma", "pappa"), ("tolk",), ())
ROLES = {"brukare": "client", "mamma": "mother", "pappa": "father", "barn": "child"}
TOTALS = ("12", "19.5", "24.9", "25", "31", "38")
RATED = EXAMPLES["case.rating_recorded.v2"]


class AnalysisHistory:
    """Records at random what the domain could have recorded."""

    def __init__(self, seed: int, steps: int) -> None:
        self.events: list[RecordedEvent] = []
        self._random = Random(seed)
        self._versions: dict[UUID, int] = {}
        self._states: dict[UUID, Case] = {}
        self._ids = 3000
        self._gone: set[UUID] = set()
        for unit_id, name in ((UNIT, "Resursenheten"), (OTHER_UNIT, "Öppenvården")):
            self._record(UnitEstablished(**self._next(unit_id), name=name))
        for _ in range(steps):
            self._take(self._random.choice(CASES), self._random.choice(DAYS))

    def _next(self, stream: UUID) -> dict[str, object]:
        return envelope(stream, self._versions.get(stream, 0), STAMP)

    def _new(self) -> UUID:
        self._ids += 1
        return cast_id(self._ids)

    def _record(self, event: DomainEvent) -> None:
        recorded_us = round((BEGINS + timedelta(minutes=len(self.events))).timestamp()) * 1_000_000
        self._versions[event.originator_id] = event.originator_version
        self.events.append(RecordedEvent(event, len(self.events), recorded_us))
        if event.TYPE.startswith("case."):
            self._states.setdefault(event.originator_id, Case()).apply(event)

    def _take(self, case_id: UUID, on: date) -> None:
        pick, case = self._random, self._states.get(case_id)
        if case is None:
            self._record(c.CaseOpened(
                **self._next(case_id), number=f"N-{case_id}", unit=pick.choice((UNIT, OTHER_UNIT)),
                gender=pick.choice(list(Gender)), received_on=on, started_on=pick.choice((on, None)),
                birth_year=pick.choice((1980, 2008, None)),
            ))
            return
        steps = [self._session, self._session, self._rated, self._phase, self._struck]
        steps += [self._closed] * 2 if case.closed_on is None else [self._corrected, self._reopened]
        pick.choice(steps)(case, on)

    def _session(self, case: Case, on: date) -> None:
        kind = self._random.choice((c.SessionHeld, c.SessionHeld, c.SessionMissed))
        self._record(kind(
            **self._next(case.id), session_id=self._new(), occurred=Occurred(on=on), kind=SessionKind.CONVERSATION,
            participants=self._random.choice(PARTICIPANTS),
        ))

    def _rated(self, case: Case, on: date) -> None:
        self._record(RATED.model_copy(update={
            **self._next(case.id), "rating_id": self._new(), "rated_on": on, "instrument": self._random.choice(("ORS", "SRS")),
            "instrument_version": None, "phase": Phase.ONGOING, "subscales": (), "missing_items": (),
            "respondent": self._random.choice((Respondent.CLIENT, Respondent.CLIENT, Respondent.THERAPIST)),
            "subject": RatingSubject.CLIENT, "total": Decimal(self._random.choice(TOTALS)), "session_id": None,
            "about_person_id": None, "respondent_person_id": None,
        }))

    def _phase(self, case: Case, on: date) -> None:
        phase = self._random.choice(list(TreatmentPhase))
        self._record(PhaseEntered(**self._next(case.id), entry_id=self._new(), phase=phase, entered_on=on))

    def _struck(self, case: Case, on: date) -> None:
        entered = [
            each.event.entry_id for each in self.events
            if each.event.originator_id == case.id and isinstance(each.event, PhaseEntered | ReturnedAfterInterruption)
            and each.event.entry_id not in self._gone
        ]
        if entered:
            struck = self._random.choice(entered)
            self._gone.add(struck)
            self._record(EntryStruck(**self._next(case.id), entry_id=struck, reason="Fel.", replaced_by=None))

    def _closed(self, case: Case, on: date) -> None:
        self._record(c.CaseClosed(**self._next(case.id), closed_on=on, manner=self._manner()))

    def _corrected(self, case: Case, on: date) -> None:
        self._record(c.CaseClosingCorrected(
            **self._next(case.id), closed_on=self._random.choice((on, case.closed_on)), manner=self._manner(), reason="Fel."
        ))

    def _reopened(self, case: Case, on: date) -> None:
        self._record(c.CaseReopened(**self._next(case.id), reopened_on=on, reason="Åter."))
        if self._random.random() < 0.5:
            self._record(ReturnedAfterInterruption(
                **self._next(case.id), entry_id=self._new(), returned_on=on, closing_number=1, days_away=3,
                same_problem=YesNoUnknown.YES,
            ))

    def _manner(self) -> CloseManner | None:
        return self._random.choice((CloseManner.AS_PLANNED, CloseManner.INTERRUPTED, CloseManner.INTERRUPTED, None))


def random_analysis_history(seed: int, steps: int = 70) -> list[RecordedEvent]:
    """The history of a seed."""
    return AnalysisHistory(seed, steps).events


def cases_of(events: Iterable[RecordedEvent]) -> dict[UUID, list[DomainEvent]]:
    """Each case's events, in order."""
    found: dict[UUID, list[DomainEvent]] = {}
    for each in events:
        if each.event.TYPE.startswith("case."):
            found.setdefault(each.event.originator_id, []).append(each.event)
    return found


def slow_courses(history: Sequence[RecordedEvent], size: int, day: date) -> dict[UUID, tuple[object, ...]]:
    """By case: unit, gender, first day, closing, days open, every closing with its manner and zone, the phase by a day."""
    found = {}
    for case_id, events in cases_of(history[:size]).items():
        case, closings = Case.fold(events), []
        for event in events:
            if isinstance(event, c.CaseClosed):
                closings.append((event.closed_on, event.manner))
            elif isinstance(event, c.CaseClosingCorrected):
                closings[-1] = (event.closed_on, event.manner)
        facts, phase = case.facts, _phase_on(events, day)
        found[case_id] = (
            facts.unit, facts.gender.value, facts.started_on, case.closed_on,
            [(span.first, span.last) for span in case.open_spans],
            [(on, manner and manner.value, _zone(case, on, manner)) for on, manner in closings], phase,
        )
    return found


def _phase_on(events: Sequence[DomainEvent], day: date) -> str | None:
    struck = {event.entry_id for event in events if isinstance(event, EntryStruck)}
    entered = [
        (event.entered_on, number, event.phase.value) for number, event in enumerate(events)
        if isinstance(event, PhaseEntered) and event.entry_id not in struck and event.entered_on <= day
    ]
    return max(entered)[2] if entered else None


def _zone(case: Case, on: date, manner: CloseManner | None) -> str | None:
    """Of the client's own series of well-being the one that was rated last."""
    if manner is not CloseManner.INTERRUPTED:
        return None
    zones, last = zones_of(case, SHIPPED, on), []
    for key, (instrument, series) in series_of(case, SHIPPED, on).items():
        if instrument.area is InstrumentArea.WELLBEING and key.series.respondent in (Respondent.CLIENT, Respondent.CHILD):
            last.append((series[-1].rated_on, str(series[-1].rating_id), zones[key].value))
    return max(last)[2] if last else None


def slow_met(history: Sequence[RecordedEvent], size: int, first: date, last: date) -> Counter[tuple[object, ...]]:
    """Of each case: how many sessions of the period were held or missed with whom."""
    counts: Counter[tuple[object, ...]] = Counter()
    for case_id, events in cases_of(history[:size]).items():
        gender = Case.fold(events).facts.gender.value
        for event in events:
            if isinstance(event, c.SessionHeld | c.SessionMissed) and first <= event.occurred.on <= last:
                roles = frozenset(ROLES[role] for role in event.participants if role in ROLES)
                counts[case_id, gender, isinstance(event, c.SessionHeld), roles] += 1
    return counts


def slow_returns(history: Sequence[RecordedEvent], size: int) -> list[tuple[UUID, date]]:
    """Every return that stands."""
    found = []
    for case_id, events in cases_of(history[:size]).items():
        struck = {event.entry_id for event in events if isinstance(event, EntryStruck)}
        found += [
            (case_id, event.returned_on) for event in events
            if isinstance(event, ReturnedAfterInterruption) and event.entry_id not in struck
        ]
    return sorted(found, key=lambda each: (each[1], each[0]))
