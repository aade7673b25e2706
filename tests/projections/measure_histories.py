"""Random histories as `goal_histories` makes them, with sessions, plans, decisions, requests and follow-ups besides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from uuid import UUID

from domain.base import Occurred, RecordedEvent
from domain.case import events as c
from domain.case.decisions.codes import DecisionOutcome
from domain.case.decisions.events import DecisionFollowedUp, DecisionMade
from domain.case.entry_events import CaseEntry, EntryStruck
from domain.case.follow_up.codes import FollowUpPoint, NoFollowUpCause
from domain.case.follow_up.events import FollowUpDone, FollowUpNotDone
from domain.case.intake.codes import IntakeRoute
from domain.case.intake.events import IntakeReceived, TimeOffered
from domain.case.plan.codes import ParticipationGrade, PlanPerson
from domain.case.plan.events import PlanParticipationRecorded
from domain.case.ratings.events import RatingNotMade
from domain.codes import Phase, RatingSubject, Respondent, SessionKind, SessionOutcome, YesNoUnknown
from tests.projections.goal_histories import CASES, DAYS, KBT_OF_OTHER, KINDS, GoalHistory, Step, begun
from tests.support.examples import EXAMPLE_OF

OWN_KINDS = (
    "session", "session", "session_corrected", "plan", "plan", "participation", "decided", "decided", "decision_followed_up",
    "decision_followed_up", "requested", "requested", "offered", "offered", "followed_up", "followed_up", "not_followed_up",
    "not_rated", "rated_otherwise", "rated_otherwise", "struck", "turn", "turn", "reopened",
)
PARTICIPANTS = (("brukare", "behandlare"), ("Mamman", "pappa"), ("pappan",), ("behandlare",), ())
OTHER_SCORES = {"Frågor till Dig": ("3", "3", "5", "12"), "Bemötande": ("1", "6", "7", "10"), "SRS": ("30", "36", "40")}


class MeasureHistory(GoalHistory):
    """Records what is possible of some steps, of these kinds too."""

    def _example(self, name: str, kind: str, case: UUID, **values: object) -> CaseEntry:
        event = EXAMPLE_OF[f"case.{name}"].model_copy(update={**self._next(case), "entry_id": self._new(kind, case), **values})
        self._of.setdefault(f"entry {case}", []).append(event.entry_id)
        self.record(event)
        return event

    def _session(self, case: UUID, pick: int, on: date) -> None:
        made = (c.SessionHeld, c.SessionHeld, c.SessionHeld, c.SessionMissed, c.SessionCancelled)[pick % 5]
        self.record(made(
            **self._next(case), session_id=self._new("session", case), occurred=Occurred(on=on), kind=_kind(pick),
            participants=PARTICIPANTS[pick // 5 % 5],
        ))

    def _session_corrected(self, case: UUID, pick: int, on: date) -> None:
        old = self._old("session", case, pick)
        if old is not None:
            self.record(c.SessionCorrected(
                **self._next(case), session_id=old, occurred=Occurred(on=on), kind=_kind(pick),
                participants=PARTICIPANTS[pick // 3 % 5], outcome=tuple(SessionOutcome)[pick % 3], reason="fel",
            ))

    def _plan(self, case: UUID, pick: int, on: date) -> None:
        old, took_part = self._old("plan", case, pick), (True, False, None)[pick % 3]
        values = {"established_on": on, "individual_took_part": took_part}
        if old is not None and pick % 4 == 0:
            self.record(c.PlanCorrected(**self._next(case), plan_id=old, **values, reason="fel"))
        else:
            self.record(c.PlanEstablished(**self._next(case), plan_id=self._new("plan", case), **values))

    def _participation(self, case: UUID, pick: int, on: date) -> None:
        plan = self._old("plan", case, pick)
        if plan is not None:
            self._example(
                PlanParticipationRecorded.TYPE.removeprefix("case."), "participation", case, plan_id=plan,
                participation_graded_on=on, participation_of=tuple(PlanPerson)[pick // 4 % 2],
                plan_participation=tuple(ParticipationGrade)[pick % 4],
            )

    def _decided(self, case: UUID, pick: int, on: date) -> None:
        outcome = tuple(DecisionOutcome)[pick % 3]
        self._example(
            DecisionMade.TYPE.removeprefix("case."), "decision", case, decided_on=on, favourable=pick % 5 > 0, outcome=outcome
        )

    def _decision_followed_up(self, case: UUID, pick: int, on: date) -> None:
        decision = self._old("decision", case, pick)
        if decision is not None:
            self._keep(case, decision)
            self._example(
                DecisionFollowedUp.TYPE.removeprefix("case."), "decision follow-up", case, decision_id=decision, followed_up_on=on
            )

    def _requested(self, case: UUID, pick: int, on: date) -> None:
        self._example(
            IntakeReceived.TYPE.removeprefix("case."), "request", case, requested_on=on, route=tuple(IntakeRoute)[pick % 3]
        )

    def _offered(self, case: UUID, pick: int, on: date) -> None:
        request = self._old("request", case, pick)
        if request is not None:
            self._keep(case, request)
            self._example(TimeOffered.TYPE.removeprefix("case."), "offer", case, intake_id=request, offered_on=on)

    def _followed_up(self, case: UUID, pick: int, on: date) -> None:
        self._example(
            FollowUpDone.TYPE.removeprefix("case."), "closing follow-up", case, closing_followed_up_on=on,
            follow_up_point=tuple(FollowUpPoint)[2 - pick // 3 % 4 // 2], known_to_services=tuple(YesNoUnknown)[pick % 3],
        )

    def _not_followed_up(self, case: UUID, pick: int, on: date) -> None:
        self._example(
            FollowUpNotDone.TYPE.removeprefix("case."), "no follow-up", case, given_up_on=on,
            follow_up_point=FollowUpPoint.MONTHS_12, no_follow_up_cause=tuple(NoFollowUpCause)[pick % 3],
        )

    def _not_rated(self, case: UUID, pick: int, on: date) -> None:
        self._example(
            RatingNotMade.TYPE.removeprefix("case."), "not rated", case, not_made_on=on,
            instrument=("ors", "SRS", "Okänd")[pick % 3], offered=pick % 7 > 2,
            session_id=self._old("session", case, pick) if pick % 2 else None,
        )

    def _rated_otherwise(self, case: UUID, pick: int, on: date) -> None:
        """With an instrument of a single number, about a parent, or at a session."""
        instrument = tuple(OTHER_SCORES)[pick % 3]
        for phase in (Phase.START, Phase.CLOSING) if pick % 4 else (Phase.ONGOING,):
            pick = pick // 3 + 7
            self.record(c.RatingRecorded(
                **self._next(case), rating_id=self._new("rating", case), rated_on=on, instrument=instrument, phase=phase,
                respondent=(Respondent.CLIENT, Respondent.CHILD)[pick // 5 % 2],
                subject=(RatingSubject.CLIENT, RatingSubject.MOTHER, RatingSubject.FATHER)[
                    1 + pick % 2 if instrument == "Frågor till Dig" else 0
                ],
                total=Decimal(OTHER_SCORES[instrument][pick % len(OTHER_SCORES[instrument])]),
                session_id=self._old("session", case, pick) if pick % 2 else None,
            ))

    def _reopened(self, case: UUID, pick: int, on: date) -> None:
        if self._last_turn[case][0] == "closed":
            self._turn(case, 0, on)

    def _keep(self, case: UUID, entry: UUID) -> None:
        # What others build on can no longer be struck.
        entries = self._of[f"entry {case}"]
        if entry in entries:
            entries.remove(entry)

    def _struck(self, case: UUID, pick: int, on: date) -> None:
        entries = self._of.get(f"entry {case}", [])
        if entries and pick % 2:
            entry = entries.pop(pick % len(entries))
            for kind in ("decision", "request"):
                self._of[f"{kind} {case}"] = [each for each in self._of.get(f"{kind} {case}", []) if each != entry]
            self.record(EntryStruck(**self._next(case), entry_id=entry, reason="fel"))


def measured_history(seed: int, steps: int = 70) -> list[RecordedEvent]:
    """The history of a seed: so many steps after the units are established, in a few cases so that much meets."""
    chance = Random(seed)
    history = begun(MeasureHistory())
    for _ in range(steps):
        history.take(_step(chance, chance.randrange(5)))
    return history.events


def with_one_more_measured_case(seed: int) -> tuple[list[RecordedEvent], int]:
    """A history that ends with a case more in the other unit's KBT-teamet, and its size before it."""
    chance = Random(seed)
    history = begun(MeasureHistory())
    for _ in range(35):
        history.take(_step(chance, chance.randrange(5)))
    size = len(history.events)
    history.open(CASES[-1], KBT_OF_OTHER, DAYS[2])
    for _ in range(12):
        step = _step(chance, len(CASES) - 1)
        if step.kind not in ("facts_corrected", "viewpoint", "outreach"):
            history.take(step)
    return history.events, size


def _kind(pick: int) -> SessionKind:
    return (SessionKind.CONVERSATION, SessionKind.HOME_VISIT, SessionKind.TELEPHONE)[pick % 3]


def _step(chance: Random, case: int) -> Step:
    kinds = OWN_KINDS if chance.randrange(4) else KINDS
    return Step(chance.choice(kinds), case, chance.randrange(1260), chance.randrange(len(DAYS)))


