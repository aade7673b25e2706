"""Random histories of ratings, sessions, answers and what an offering expects: everything may be back-dated or corrected."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from hypothesis import strategies as st

from domain.base import DomainEvent, Occurred, Purpose, RecordedEvent, Stamp, envelope
from domain.case import events as c
from domain.case.alerts.codes import AlertAnswer, CaseAlertKind
from domain.case.alerts.events import AlertAnswered
from domain.case.entry_events import EntryStruck
from domain.case.ratings.codes import NotMadeReason
from domain.case.ratings.events import RatingNotMade
from domain.codes import Gender, Phase, RatingSubject, Respondent, SessionKind, SessionOutcome
from domain.offering.codes import DocumentationRegime, RatedWhen, ServiceKind
from domain.offering.events import OfferingEstablished, OfferingInstrumentsSet
from domain.offering.rating_terms import ExpectedRating
from tests.support.examples import ANNA, BO, CASE, KBT_TEAM, OTHER_CASE, UNIT, cast_id

CASES = (CASE, OTHER_CASE)
UNITS = (UNIT, KBT_TEAM)
OFFERINGS = (cast_id(1310), cast_id(1311))
BEGINS = date(2024, 3, 1)
_TOTALS = {
    "SRS": ("40", "36", "35.9", "35", "34.9", "30.1"), "ORS": ("20", "24.9", "25", "27.9", "15", "19.9"),
    "CORS": ("20", "25", "31.9", "32", "26.9", "15.1"), "Frågor till Dig": ("3", "8", "9", "10", "12", "4"), "ASI": (None,) * 6,
}
_EXPECTED = (
    ExpectedRating(instrument="SRS", rated_when=RatedWhen.EACH_SESSION, session_kinds=(SessionKind.CONVERSATION,)),
    ExpectedRating(
        instrument="ORS", rated_when=RatedWhen.EACH_SESSION, session_kinds=(SessionKind.CONVERSATION, SessionKind.HOME_VISIT)
    ),
    ExpectedRating(instrument="ASI", rated_when=RatedWhen.EVERY_MONTHS, every_months=1),
)


_ANSWERED_KINDS = (CaseAlertKind.ALLIANCE_LOW, CaseAlertKind.ALLIANCE_LOW, CaseAlertKind.RATING_MISSING, *CaseAlertKind)


class Step(NamedTuple):
    """One try to record something in a case; what `pick` means is up to the kind of event."""

    kind: str
    case: int
    pick: int
    days: int


class History:
    """Records what is possible of some steps; the ids of everything stand in `made`, by kind and case."""

    def __init__(self) -> None:
        self.events: list[RecordedEvent] = []
        self._versions: dict[UUID, int] = {}
        self._made: dict[tuple[str, UUID], list[UUID]] = {}
        self._struck: set[UUID] = set()
        self._closed: set[UUID] = set()
        for offering in OFFERINGS:
            self._take(OfferingEstablished(
                **self._next(offering), unit=UNIT, offering_name="Öppenvård", service_kind=ServiceKind.FAMILY_TREATMENT,
                regime=DocumentationRegime.FULL_CASE, regime_from=BEGINS,
            ))

    def take(self, step: Step) -> None:
        """Record the step's event if it can be."""
        case_id = CASES[step.case]
        if case_id not in self._versions:
            self._take(c.CaseOpened(**self._next(case_id), number=f"2024-{step.case:04}", **_facts(step.pick)))
        event = getattr(self, f"_{step.kind}")(case_id, step.pick, BEGINS + timedelta(days=step.days))
        if event is not None:
            self._take(event)

    def rate(self, case_id: UUID, instrument: str, total: str | None, days: int) -> None:
        """A rating by the client, so many days after the beginning."""
        self._take(c.RatingRecorded(
            **self._next(case_id), rating_id=self._new("rating", case_id), rated_on=BEGINS + timedelta(days=days),
            instrument=instrument, phase=Phase.ONGOING, respondent=Respondent.CLIENT, subject=RatingSubject.CLIENT,
            total=None if total is None else Decimal(total),
        ))

    def _take(self, event: DomainEvent) -> None:
        self._versions[event.originator_id] = event.originator_version
        recorded_us = round(datetime(2025, 1, 1, tzinfo=UTC).timestamp() * 1_000_000) + len(self.events) * 1_000_000
        self.events.append(RecordedEvent(event, len(self.events), recorded_us))

    def _next(self, stream: UUID, pick: int = 0) -> dict[str, Any]:
        stamp = Stamp(actor_id=(ANNA, BO)[pick % 2], unit_id=UNIT, purpose=Purpose.CASE_WORK)
        return envelope(stream, self._versions.get(stream, 0), stamp)

    def _new(self, kind: str, case_id: UUID) -> UUID:
        new = cast_id(2000 + len(self.events))
        self._made.setdefault((kind, case_id), []).append(new)
        return new

    def _old(self, kind: str, case_id: UUID, pick: int) -> UUID | None:
        made = [each for each in self._made.get((kind, case_id), []) if each not in self._struck]
        return made[pick % len(made)] if made else None

    def _facts(self, case_id: UUID, pick: int, on: date) -> DomainEvent:
        return c.CaseFactsCorrected(**self._next(case_id), **_facts(pick), reason="fel")

    def _assigned(self, case_id: UUID, pick: int, on: date) -> DomainEvent:
        return c.CaseAssigned(**self._next(case_id), staff_id=(ANNA, BO)[pick % 2], staff_name="Anna Exempel", from_date=on)

    def _rating(self, case_id: UUID, pick: int, on: date) -> DomainEvent:
        return c.RatingRecorded(
            **self._next(case_id), rating_id=self._new("rating", case_id), **self._rated(case_id, pick, on)
        )

    def _rating_corrected(self, case_id: UUID, pick: int, on: date) -> DomainEvent | None:
        old = self._old("rating", case_id, pick)
        if old is None:
            return None
        return c.RatingCorrected(**self._next(case_id), rating_id=old, **self._rated(case_id, pick, on), reason="fel")

    def _rated(self, case_id: UUID, pick: int, on: date) -> dict[str, Any]:
        instrument = tuple(_TOTALS)[(0, 1, 0, 1, 2, 3, 4)[pick % 7]]
        total = _TOTALS[instrument][pick // 7 % 6]
        return {
            "rated_on": on, "instrument": instrument, "instrument_version": (None, "1")[pick // 42 % 2], "phase": Phase.ONGOING,
            "respondent": (Respondent.PARENT, Respondent.CHILD, *(Respondent.CLIENT,) * 6)[pick // 11 % 8],
            "subject": (RatingSubject.CHILD, *(RatingSubject.CLIENT,) * 7)[pick // 5 % 8],
            "about_person_id": (cast_id(1320), *(None,) * 7)[pick // 13 % 8],
            "respondent_person_id": (cast_id(1321), *(None,) * 7)[pick // 17 % 8],
            "total": None if total is None else Decimal(total),
            "session_id": self._old("session", case_id, pick) if pick % 3 == 0 else None,
        }

    def _session(self, case_id: UUID, pick: int, on: date) -> DomainEvent:
        kind = (c.SessionHeld, c.SessionHeld, c.SessionHeld, c.SessionCancelled)[pick % 4]
        return kind(**self._next(case_id), session_id=self._new("session", case_id), **_session(pick, on))

    def _session_corrected(self, case_id: UUID, pick: int, on: date) -> DomainEvent | None:
        old = self._old("session", case_id, pick)
        if old is None:
            return None
        outcome = tuple(SessionOutcome)[pick % 3]
        return c.SessionCorrected(**self._next(case_id), session_id=old, **_session(pick, on), outcome=outcome, reason="fel")

    def _not_made(self, case_id: UUID, pick: int, on: date) -> DomainEvent:
        return RatingNotMade(
            **self._next(case_id), entry_id=self._new("entry", case_id), not_made_on=on, phase=Phase.ONGOING,
            instrument=("SRS", "ORS", "ASI")[pick % 3], respondent=Respondent.CLIENT, offered=True,
            session_id=self._old("session", case_id, pick) if pick % 2 else None, not_made_reason=NotMadeReason.DECLINED,
        )

    def _answered(self, case_id: UUID, pick: int, on: date) -> DomainEvent | None:
        kind = _ANSWERED_KINDS[pick % len(_ANSWERED_KINDS)]
        about = self._old("session" if kind.is_about_a_session else "rating", case_id, pick // 3)
        if about is None:
            return None
        return AlertAnswered(
            **self._next(case_id, pick), entry_id=self._new("entry", case_id), alert_kind=kind, answered_on=on,
            **{"session_id" if kind.is_about_a_session else "rating_id": about}, alert_answer=tuple(AlertAnswer)[pick % 4],
            answer_details="Ringde.",
        )

    def _struck_entry(self, case_id: UUID, pick: int, on: date) -> DomainEvent | None:
        old = self._old("entry", case_id, pick)
        if old is None:
            return None
        self._struck.add(old)
        return EntryStruck(**self._next(case_id), entry_id=old, reason="fel")

    def _closed_or_reopened(self, case_id: UUID, pick: int, on: date) -> DomainEvent:
        if case_id in self._closed:
            self._closed.remove(case_id)
            return c.CaseReopened(**self._next(case_id), reopened_on=on, reason="ny ansökan")
        self._closed.add(case_id)
        return c.CaseClosed(**self._next(case_id), closed_on=on)

    def _terms(self, case_id: UUID, pick: int, on: date) -> DomainEvent:
        offering = OFFERINGS[pick % 2]
        expected = tuple(each for place, each in enumerate(_EXPECTED) if pick >> place & 1)
        return OfferingInstrumentsSet(
            **self._next(offering), instruments_from=on, expected_ratings=expected, reason="Enheten inför FIT."
        )


def history_of(steps: list[Step]) -> list[RecordedEvent]:
    """What some steps record."""
    history = History()
    for step in steps:
        history.take(step)
    return history.events


def at_the_limits() -> list[RecordedEvent]:
    """Two young clients, every limit passed by the least and missed by the least, what is due on the day and the day before."""
    history = History()
    # Everything is expected from the first day. Before the birthday one client is 12 and another 16, after it 13 and 17.
    for pick in (14, 15):
        history.take(Step("terms", 0, pick, 0))
    for case, facts in enumerate((3, 4)):
        history.take(Step("facts", case, facts, 0))
        for instrument, totals in _AT_LIMITS.items():
            for days, total in enumerate(totals):
                history.rate(CASES[case], instrument, total, 7 * days)
        for days in (16, 17, 56, 57):
            history.take(Step("session", case, 0, days))
    return history.events


_AT_LIMITS: dict[str, tuple[str | None, ...]] = {
    "SRS": ("37", "36", "35.9", "35", "34", "33.1"), "CSRS": ("40", "39.1", "38.1"),
    "ORS": ("30", "25.1", "25", "20.1", "24.9", "19.9", "27.9", "28", "22.9"),
    "CORS": ("26.9", "30", "31.9", "27", "31.8", "31.8"), "Frågor till Dig": ("8", "9", "9", "8", "10"), "ASI": (None,),
}
_KINDS = (
    "rating", "rating", "rating", "rating_corrected", "session", "session", "session_corrected", "not_made", "answered",
    "answered", "struck_entry", "closed_or_reopened", "terms", "terms", "facts", "assigned",
)


def histories() -> st.SearchStrategy[list[RecordedEvent]]:
    """Some eighty events over three months: drawn evenly, since alerts need several ratings of one series."""
    return st.integers(0, 2**32).map(lambda seed: _drawn(Random(seed)))


def _drawn(random: Random) -> list[RecordedEvent]:
    count = random.randrange(40, 110)
    return history_of([
        Step(random.choice(_KINDS), random.randrange(2), random.randrange(336), random.randrange(91)) for _ in range(count)
    ])


def _facts(pick: int) -> dict[str, Any]:
    return {
        "unit": UNITS[pick // 3 % 2], "gender": Gender.WOMAN, "birth_year": (None, 1980, 2006, 2007, 2011)[pick % 5],
        "offering": (*OFFERINGS, None)[pick // 2 % 3], "started_on": BEGINS,
    }


def _session(pick: int, on: date) -> dict[str, Any]:
    occurred = Occurred(on=on.replace(day=1), precision="month") if pick % 9 == 8 else Occurred(on=on)
    kinds = (SessionKind.CONVERSATION, SessionKind.HOME_VISIT, SessionKind.TELEPHONE)
    return {"occurred": occurred, "kind": kinds[pick // 2 % 3]}
