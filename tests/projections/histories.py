"""Random histories of a small board: two cases, three members of staff, viewpoints, with time passing between the events.

A history is what could have been recorded: the state that the domain demands is kept track of, and nothing more. Everything
may be back-dated, corrected, filed wrongly or imported.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from domain.base import DomainEvent, Occurred, Purpose, RecordedEvent, Source, Stamp, envelope
from domain.board.events import BoardEstablished
from domain.case import events as c
from domain.case import journal_events as j
from domain.codes import (
    CloseManner,
    EntryType,
    Gender,
    OutreachKind,
    Phase,
    RatingSubject,
    Respondent,
    SessionKind,
    SessionOutcome,
    ViewpointKind,
)
from domain.outreach.events import OutreachRecorded
from domain.staff import events as s
from domain.unit.events import UnitEstablished
from domain.viewpoint import events as v
from domain.viewpoint.codes import ViewpointStep
from tests.support.examples import ANNA, BO, BOARD, CASE, CECILIA, KBT_TEAM, OTHER_CASE, OUTREACH, UNIT, cast_id

SWEDEN = ZoneInfo("Europe/Stockholm")
CASES = (CASE, OTHER_CASE)
UNITS = (UNIT, KBT_TEAM)
STAFF = (ANNA, BO, CECILIA)
VIEWPOINTS = (cast_id(60), cast_id(61))
BEGINS = datetime(2021, 6, 1, 8, 0, tzinfo=UTC)
CANARY = "Kanariefågel Hemlighetsson"


class Step(NamedTuple):
    """One try to record something; what the numbers mean is up to the kind of event."""

    kind: str
    case: int
    pick: int
    back_days: int
    wait_minutes: int


class History:
    """Records what is possible of some steps."""

    def __init__(self) -> None:
        self.events: list[RecordedEvent] = []
        self._now = BEGINS
        self._versions: dict[UUID, int] = {}
        self._ids = 1000
        self._of: dict[str, list[UUID]] = {}
        self._closed: set[UUID] = set()
        self._open_since: dict[UUID, date] = {}
        self._closings: dict[UUID, list[date]] = {}
        self._misfiled: set[UUID] = set()

    def take(self, step: Step) -> None:
        """Let time pass, and record the step's event if it can be."""
        self._now += timedelta(minutes=step.wait_minutes, seconds=1)
        event = getattr(self, f"_{step.kind}")(CASES[step.case], step.pick, self._today() - timedelta(days=step.back_days))
        if event is not None:
            recorded_us = round(self._now.timestamp() * 1_000_000)
            self._versions[event.originator_id] = event.originator_version
            self.events.append(RecordedEvent(event, len(self.events), recorded_us))

    def _today(self) -> date:
        return self._now.astimezone(SWEDEN).date()

    def _envelope(self, stream: UUID, pick: int = 0) -> dict[str, Any]:
        stamp = Stamp(actor_id=STAFF[pick % 3], unit_id=UNITS[pick % 2], purpose=Purpose.CASE_WORK)
        return envelope(stream, self._versions.get(stream, 0), stamp)

    def _new(self, kind: str, owner: UUID) -> UUID:
        self._ids += 1
        self._of.setdefault(f"{kind} {owner}", []).append(cast_id(self._ids))
        return cast_id(self._ids)

    def _old(self, kind: str, owner: UUID, pick: int) -> UUID | None:
        ids = self._of.get(f"{kind} {owner}", [])
        return ids[pick % len(ids)] if ids else None

    def _source(self, pick: int, on: date) -> Source | None:
        """None, a source without a claim, or one that claims to have been written some days after."""
        if pick % 3 == 0:
            return None
        claimed = on + timedelta(days=pick % 11)
        at = datetime.combine(claimed, time(16, 5)) if pick % 4 == 1 else None
        return Source(
            system="Underlag", sheet="Journal", row=2, year=2021,
            claimed_recorded_on=claimed if pick % 3 == 1 and at is None else None, claimed_recorded_at=at,
        )

    def _occurred(self, pick: int, on: date) -> Occurred:
        if pick % 5 == 4:
            return Occurred(on=on.replace(day=1), precision="month")
        if pick % 5 == 3:
            return Occurred(on=on, at=time(pick % 24, 15), precision="minute")
        return Occurred(on=on)

    def _open(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case in self._versions:
            return None
        number = f"2021-{CASES.index(case):04}"
        return c.CaseOpened(**self._envelope(case, pick), number=number, **self._facts(case, pick, on))

    def _facts(self, case: UUID, pick: int, on: date) -> dict[str, Any]:
        on = min(on, *(closed - timedelta(days=2) for closed in self._closings.get(case, [])), date.max)
        self._open_since[case] = max(self._open_since.get(case, date.min), on + timedelta(days=2))
        return {
            "unit": UNITS[pick % 2], "gender": tuple(Gender)[pick % 3], "birth_year": (None, 1980)[pick % 2],
            "client_name": CANARY, "received_on": (on, None)[pick // 2 % 2],
            "started_on": (on + timedelta(days=2), None)[pick // 4 % 2],
        }

    def _facts_corrected(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case not in self._versions:
            return None
        return c.CaseFactsCorrected(**self._envelope(case, pick), **self._facts(case, pick, on), reason="fel")

    def _circumstances(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case not in self._versions:
            return None
        if self._old("circumstances", case, 0) is None:
            self._new("circumstances", case)
            return c.CircumstancesRecorded(**self._envelope(case), information_meeting=True, source=self._source(pick, on))
        return c.CircumstancesCorrected(**self._envelope(case), information_meeting=bool(pick % 2), reason="fel")

    def _assigned(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case not in self._versions:
            return None
        self._of[f"pending {case}"] = []
        return c.CaseAssigned(
            **self._envelope(case), staff_id=STAFF[pick % 3], staff_name="Anna Exempel",
            from_date=None if pick % 5 == 0 else on,
        )

    def _handed_over(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case not in self._versions:
            return None
        return c.CaseHandedOver(
            **self._envelope(case), hand_over_id=self._new("pending", case), from_staff_id=STAFF[pick % 3],
            to_staff_id=STAFF[(pick + 1) % 3], to_staff_name="Bo Exempel", on_date=on,
        )

    def _accepted(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        pending = self._old("pending", case, pick)
        if pending is None:
            return None
        self._of[f"pending {case}"] = []
        return c.HandOverAccepted(**self._envelope(case), hand_over_id=pending, accepted_on=on)

    def _stand_in(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case not in self._versions:
            return None
        return c.StandInAppointed(
            **self._envelope(case), appointment_id=self._new("stand-in", case), absent_staff_id=STAFF[pick % 3],
            stand_in_id=STAFF[(pick + 1 + pick // 3 % 2) % 3], stand_in_name="Cecilia Exempel", from_date=on,
            to_date=(None, on + timedelta(days=pick))[pick % 2],
        )

    def _stand_in_ended(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        appointed = self._old("stand-in", case, pick)
        if appointed is None:
            return None
        return c.StandInEnded(**self._envelope(case), appointment_id=appointed, ended_on=on)

    def _closed_or_reopened(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case not in self._versions:
            return None
        on = max(on, self._open_since[case])
        if case in self._closed and pick % 3 == 0:
            self._closings[case].append(on)
            return c.CaseClosingCorrected(**self._envelope(case), closed_on=on, reason="fel")
        if case in self._closed:
            self._closed.remove(case)
            on = self._open_since[case] = max(on, *self._closings[case])
            return c.CaseReopened(**self._envelope(case), reopened_on=on, reason="ny ansökan")
        self._closed.add(case)
        self._closings.setdefault(case, []).append(on)
        return c.CaseClosed(
            **self._envelope(case), closed_on=on, manner=(None, CloseManner.AS_PLANNED)[pick % 2], referred_onward=True
        )

    def _account(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case not in self._versions:
            return None
        asked = self._old("request", case, pick)
        if asked is not None and pick % 2:
            self._of[f"request {case}"].remove(asked)
            return c.AccountGiven(**self._envelope(case), request_id=asked, given_on=on, answer="Tre besök.")
        return c.AccountRequested(
            **self._envelope(case), request_id=self._new("request", case), requested_on=on, requested_by="Disa Exempel",
            question="Vad har gjorts?",
        )

    def _plan(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case not in self._versions:
            return None
        old = self._old("plan", case, pick // 2)
        values = {"established_on": on, "contact_interval_days": (7, None)[pick // 2 % 2], "goals": (CANARY,)}
        if old is not None and pick % 2:
            return c.PlanCorrected(**self._envelope(case), plan_id=old, **values, reason="fel")
        return c.PlanEstablished(**self._envelope(case), plan_id=self._new("plan", case), **values)

    def _session(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case not in self._versions:
            return None
        kinds = (c.SessionHeld, c.SessionHeld, c.SessionMissed, c.SessionCancelled)
        return kinds[pick % 4](
            **self._envelope(case, pick), session_id=self._new("session", case), occurred=self._occurred(pick, on),
            kind=SessionKind.HOME_VISIT, source=self._source(pick // 2, on),
        )

    def _session_corrected(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        old = self._old("session", case, pick)
        if old is None:
            return None
        return c.SessionCorrected(
            **self._envelope(case, pick), session_id=old, occurred=self._occurred(pick, on), kind=SessionKind.TELEPHONE,
            outcome=tuple(SessionOutcome)[pick % 3], reason="fel",
        )

    def _note(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case not in self._versions:
            return None
        return j.JournalNoteRecorded(
            **self._envelope(case, pick), note_id=self._new("note", case), author_id=STAFF[pick % 3],
            author_name="Anna Exempel", author_title="behandlare", fact=f"{CANARY} {pick}",
            occurred=self._occurred(pick, on), entry_type=EntryType.EVENT, source=self._source(pick // 2, on),
        )

    def _note_corrected(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        note = self._old("note", case, pick)
        if note is None or note in self._misfiled:
            return None
        return j.JournalNoteCorrected(
            **self._envelope(case, pick), note_id=note, correction_id=self._new("correction", case), fact="rättad",
            author_name="Bo Exempel", author_title="behandlare", reason="fel",
            occurred=self._occurred(pick, on) if pick % 2 else None,
        )

    def _misfile(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        note = self._old("note", case, pick)
        if note is None or note in self._misfiled:
            return None
        self._misfiled.add(note)
        return j.NoteMisfiled(
            **self._envelope(case, pick), note_id=note, reason="fel akt", author_name="Bo Exempel", author_title="behandlare"
        )

    def _opinion(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case not in self._versions:
            return None
        kinds = ("note", "session", "correction", "plan", "rating", "request", "viewpoint")
        found = {self._old(kinds[number % 7], case, pick) for number in (pick, pick + pick // 7)}
        targets = tuple(sorted(found - {None})) or (case,)
        return j.DifferingOpinionNoted(
            **self._envelope(case), opinion_id=self._new("opinion", case), target_ids=targets, statement=CANARY,
            stated_by="brukaren", stated_on=on,
        )

    def _measured(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        if case not in self._versions:
            return None
        old, kind = self._old("rating", case, pick // 3), pick % 3
        rating = {"instrument": "ORS", "phase": Phase.START, "respondent": Respondent.CLIENT, "subject": RatingSubject.CLIENT}
        if kind == 0 and old is not None:
            return c.RatingCorrected(**self._envelope(case), rating_id=old, rated_on=on, **rating, reason="fel")
        if kind == 1:
            rent = self._old("rent", case, pick)
            month = {"month": f"{on:%Y-%m}", "paid_in_time": True}
            if rent is not None:
                return c.RentMonthCorrected(**self._envelope(case), rent_id=rent, **month, reason="fel")
            return c.RentMonthRecorded(**self._envelope(case), rent_id=self._new("rent", case), **month)
        return c.RatingRecorded(
            **self._envelope(case), rating_id=self._new("rating", case), rated_on=on, **rating, total=Decimal("21.5")
        )

    def _viewpoint(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        stream = VIEWPOINTS[pick % 2]
        belongs = (case, None, *CASES)[pick // 2 % 4]
        if belongs is not None and belongs not in self._versions:
            belongs = None
        said = {"received_on": on, "kind": ViewpointKind.COMPLAINT, "description": CANARY, "unit": UNIT, "case_id": belongs}
        if stream not in self._versions:
            if belongs is not None:
                self._of.setdefault(f"viewpoint {belongs}", []).append(stream)
            return v.ViewpointReceived(**self._envelope(stream), **said)
        if pick // 8 % 3 == 0:
            now = [each.event for each in self.events if each.event.originator_id == stream][-1].case_id
            adapted = {"adaptation": "Agenda.", "adapted_on": (on, None)[pick % 2], "source": self._source(pick, on)}
            return v.AdaptationMade(**self._envelope(stream), case_id=now, **adapted)
        if pick // 8 % 3 == 1:
            now = [each.event for each in self.events if each.event.originator_id == stream][-1].case_id
            return self._viewpoint_step(self._envelope(stream) | {"case_id": now}, on)
        return v.ViewpointCorrected(**self._envelope(stream), **said, reason="fel")

    def _viewpoint_step(self, common: dict[str, Any], on: date) -> DomainEvent:
        # Which one follows from the day, so that the examples with a fixed pick give feedback as well as all the others.
        steps: tuple[DomainEvent, ...] = (
            v.FeedbackGiven(**common, given_on=on), v.AdaptationRuledOut(**common, ruled_out_on=on, ruled_out_reason=CANARY),
            v.ManagerTold(**common, manager_told_on=on, manager_id=STAFF[0], manager_name="Bo Påhittad"),
            v.ComplaintRegistered(**common, registered_on=on, registry_number="2026-0117"),
            v.ComplaintAnswered(
                **common, complaint_answered_on=on, complaint_answer=CANARY, measures_taken=CANARY, answered_by_id=STAFF[0],
                answered_by_name="Bo Påhittad",
            ),
            v.ReferredToAppeal(**common, told_to_appeal_on=on),
            *(v.StepWithdrawn(**common, step=step, reason="fel") for step in ViewpointStep),
        )
        return steps[on.toordinal() % len(steps)]

    def _absence(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        person = STAFF[pick % 3]
        days = {"from_date": on, "to_date": (None, on + timedelta(days=pick))[pick % 2]}
        away = self._old("absence", person, pick)
        if away is not None and pick % 4 == 1:
            return s.AbsenceChanged(**self._envelope(person), absence_id=away, **days)
        if away is not None and pick % 4 == 2:
            self._of[f"absence {person}"].remove(away)
            return s.AbsenceWithdrawn(**self._envelope(person), absence_id=away)
        return s.AbsenceRecorded(**self._envelope(person), absence_id=self._new("absence", person), **days)

    def _elsewhere(self, case: UUID, pick: int, on: date) -> DomainEvent | None:
        """What is in no case at all."""
        if BOARD not in self._versions:
            return BoardEstablished(**self._envelope(BOARD), name="Provnämnden", slug="prov")
        if UNIT not in self._versions:
            return UnitEstablished(**self._envelope(UNIT), name="Resursenheten")
        if pick % 2:
            person = STAFF[pick % 3]
            return s.StaffTitleChanged(**self._envelope(person), title="samordnare", effective_from=on)
        return OutreachRecorded(**self._envelope(OUTREACH), occurred_on=on, unit=UNIT, kind=OutreachKind.LINKED_YOUTH)


RESPONSIBILITY_TURNS = [
    Step("assigned", 0, 1, 10, 10), Step("assigned", 0, 3, 10, 10), Step("assigned", 0, 2, 20, 10),
    Step("handed_over", 0, 1, 5, 10), Step("handed_over", 0, 2, 5, 10), Step("accepted", 0, 1, 5, 10),
    Step("absence", 0, 0, 4, 10), Step("absence", 0, 1, 4, 10), Step("stand_in", 0, 15, 5, 10), Step("stand_in", 0, 6, 5, 10),
    Step("stand_in", 0, 19, 5, 10), Step("stand_in", 1, 1, 5, 10),
]
"""Assignments out of order and on one day, and stand-ins of whom some are away or stand in for somebody else."""

MOVED_AND_BACK = [
    Step("viewpoint", 0, 0, 3, 10), Step("viewpoint", 0, 0, 3, 10), Step("note", 0, 0, 5, 10), Step("note", 0, 3, 5, 10),
    Step("viewpoint", 0, 22, 3, 10), Step("viewpoint", 0, 18, 3, 10), Step("viewpoint", 0, 16, 3, 10),
]
"""A viewpoint that was in the wrong case, in none, and comes back; and two notes on one day, one with its time of day."""

TWO_CLOSINGS = [
    Step("closed_or_reopened", 0, 1, 3, 10), Step("closed_or_reopened", 0, 1, 2, 10), Step("closed_or_reopened", 0, 2, 1, 10),
    Step("closed_or_reopened", 0, 3, 0, 10), Step("closed_or_reopened", 0, 1, 0, 4000),
]
"""Closed, opened again, closed again, that closing corrected, and opened again."""

KINDS = (
    "facts_corrected", "circumstances", "assigned", "assigned", "handed_over", "accepted", "stand_in", "stand_in_ended",
    "closed_or_reopened", "closed_or_reopened", "account", "plan", "session", "session", "session_corrected", "note", "note",
    "note_corrected", "misfile", "opinion", "measured", "viewpoint", "viewpoint", "absence", "absence", "elsewhere",
)


def history_of(steps: list[Step]) -> list[RecordedEvent]:
    """What these steps came to."""
    history = History()
    # Both cases are opened early, since nothing can be said about a case before.
    for step in (Step("open", 0, 1, 3, 5), *steps[:3], Step("open", 1, 4, 40, 90), *steps[3:]):
        history.take(step)
    return history.events


def histories(*, min_steps: int = 8, max_steps: int = 45) -> st.SearchStrategy[list[RecordedEvent]]:
    """Histories of about so many events, with their positions and times."""
    step = st.builds(
        Step, st.sampled_from(KINDS), st.integers(0, 1), st.integers(0, 59), st.integers(0, 70), st.integers(0, 4000)
    )
    return st.lists(step, min_size=min_steps, max_size=max_steps).map(history_of)
