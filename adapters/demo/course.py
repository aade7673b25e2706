"""An ordinary course of treatment (sv. *insats*), from opening to closing, as its activity's profile says.

Ordinary is not perfect: a note may come late with a reason, or not at all, and a client may stay away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from adapters.demo import alerts, beginnings, cover, endings, measures, plans, reviews
from adapters.demo.casefile import CaseFile, Client, Town, ViewpointFile, at, on
from adapters.demo.cast import POLICY, Colleague
from adapters.demo.days import LAST_DAY, office_day, plus
from adapters.demo.profiles import Profile
from adapters.demo.ratings import Wellbeing
from adapters.demo.scenes import BY_TELEPHONE, COMMON, INTERRUPTED, LATE_REASONS, MOVED, NO_SHOW, Scene, fitting
from domain.case.journal import Texts
from domain.codes import CloseManner, EntryType, Gender, NoteChannel, SessionKind, SessionOutcome

_HOURS = ("09:00", "10:15", "13:00", "14:30", "15:30")
_DESK_HOURS = ("08:20", "11:40", "15:50", "16:20")
_CHANNELS: Mapping[SessionKind, NoteChannel] = {
    SessionKind.CONVERSATION: NoteChannel.CONVERSATION, SessionKind.HOME_VISIT: NoteChannel.HOME_VISIT,
    SessionKind.TELEPHONE: NoteChannel.TELEPHONE,
}
"""How a visit of each kind informs its note; the others are meetings."""


@dataclass(frozen=True)
class Plot:
    """What is decided about a course beforehand.

    Args:
        ending: How it is closed; None = goes on.
        visits: How many; None = as its profile says.
        first: Which of the pair is responsible at first, 0 or 1.
        hand_over_on: The day on which the other one takes over.
        dip: The visit, from 1, with a low SRS that leads to a viewpoint and an adaptation.
        cover_delay: How many days later than they should be stand-ins are appointed.
        orderly: Whether everything is as it should be: a plan, every visit held, a note of each.
        carried_on_from: The day from which the records are kept here, when the case began before that.
        documented_after: Days from the closing to its documentation.
        reopened_after: Days from the closing to the day on which the case is opened again.
    """

    ending: CloseManner | None = CloseManner.AS_PLANNED
    visits: int | None = None
    first: int = 0
    hand_over_on: date | None = None
    dip: int | None = None
    cover_delay: int = 0
    orderly: bool = False
    carried_on_from: date | None = None
    documented_after: int = 1
    reopened_after: int | None = None


class Visit(NamedTuple):
    """A visit, as it was recorded: `nth` from 0."""

    nth: int
    day: date
    clock: str
    by: Colleague
    outcome: SessionOutcome
    session_id: UUID
    note_id: UUID | None

    @property
    def held(self) -> bool:
        """Whether it took place."""
        return self.outcome is SessionOutcome.HELD


class Course:
    """One course. `visits` holds what `tell` has written."""

    def __init__(self, town: Town, story: str, profile: Profile, client: Client, received_on: date, plot: Plot) -> None:
        self.file = CaseFile(town, story, client, profile.activity, received_on)
        self.town, self.profile, self.client, self.plot = town, profile, client, plot
        self.story, self.luck = story, self.file.luck
        self.file.is_careful = plot.orderly
        town.courses[story] = self
        pair = tuple(town.cast.staff[key] for key in profile.pair)
        self.responsible, self.other = pair[plot.first], pair[1 - plot.first]
        self.started_on = office_day(received_on, self.luck.between(1, 6))
        self.begins_on = plot.carried_on_from or self.started_on
        self.ending = plot.ending
        self.days = self._days(plot.visits or self.luck.between(*profile.visits))
        # The story may end before what was said at the low visit could lead to anything.
        self.dip = plot.dip - 1 if plot.dip is not None and plot.dip < len(self.days) else None
        self.around_dip = () if self.dip is None else (self.dip, self.dip + 1)
        self.reason = self.luck.pick(profile.scenes.reasons)
        self.wellbeing = Wellbeing(self.luck, len(self.days))
        self.topics = self.luck.shuffled(profile.scenes.topics)
        self.visits: list[Visit] = []
        self.closed_on: date | None = None
        self.adaptations: dict[date, tuple[UUID, date]] = {}

    @property
    def manager(self) -> Colleague:
        """Who leads the unit."""
        return self.town.cast.staff["karin"]

    @property
    def last_day(self) -> date:
        """The day of the last visit."""
        return self.days[-1]

    def tell(self) -> Course:
        """Write the whole course."""
        self.open()
        self.go_on()
        return self

    def open(self) -> None:
        """Open the case and make somebody responsible, at the weekly meeting where cases are shared out."""
        karin = self.town.cast.staff["karin"]
        self.file.open(
            self.started_on, "10:30", karin, started_on=self.started_on, legal_basis=self.profile.legal_basis,
            reason_codes=(self.reason,), offering=self.town.offerings[self.profile.activity],
        )
        self.file.assign(self.started_on, "10:40", self.responsible)

    def go_on(self) -> None:
        """Everything after the opening."""
        self._tell_plan()
        for nth in range(len(self.days)):
            self._tell_visit(nth)
        cover.tell(self)
        measures.tell(self)
        if self.ending is not None:
            self._tell_closing(self.ending)
        beginnings.tell(self)
        plans.tell(self)
        reviews.tell(self.file, self.begins_on, self.closed_on or LAST_DAY, self.somebody)
        endings.tell(self)
        alerts.tell(self.file, [visit.day for visit in self.visits if visit.held], self.who, self.adaptations)

    def somebody(self, day: date) -> Colleague:
        """Who works with the case that day, or else the one of the pair who is there, or the administrator."""
        here = (each for each in self.turn(day) if not each.is_away(day))
        return self.who(day) or next(here, self.town.cast.staff["ines"])

    def who(self, day: date) -> Colleague | None:
        """Who works with the case that day; None = nobody, and so there is no visit."""
        responsible, other = self.turn(day)
        leave = next((leave for leave in responsible.leaves if leave.covers(day)), None)
        if leave is None:
            return responsible
        covered = day >= max(leave.first, cover.appointed_on(self, leave)) and not other.is_away(day)
        return other if covered else None

    def turn(self, day: date) -> tuple[Colleague, Colleague]:
        """Who is responsible that day, and the other of the pair."""
        taken_over = self.plot.hand_over_on is not None and day >= self.plot.hand_over_on
        return (self.other, self.responsible) if taken_over else (self.responsible, self.other)

    def _days(self, count: int) -> list[date]:
        days: list[date] = []
        day = office_day(self.begins_on, self.luck.between(2, 6))
        while len(days) < count:
            # Room must be left to write about the last visit, and to close.
            if day > LAST_DAY - timedelta(days=7):
                self.ending = None
                break
            if self.who(day) is not None:
                days.append(day)
            day = office_day(day, self.profile.every_days + self.luck.between(-1, 1))
        return days

    def _tell_plan(self) -> None:
        if self.plot.orderly or self.luck.happens(0.94):
            day = min(office_day(self.days[0], self.luck.between(7, 18)), self.last_day)
            self.file.plan(
                day, "11:10", self.who(day) or self.town.cast.staff["karin"], self.profile.every_days,
                self.luck.pick(self.profile.scenes.goals), office_day(day, 90),
            )

    def _tell_visit(self, nth: int) -> None:
        day, clock = self.days[nth], self.luck.pick(_HOURS)
        by, outcome, scene = self.who(day), self._outcome(nth), self._scene(nth)
        assert by is not None, "days without anybody are not visited"
        participants = self.profile.participants if outcome is SessionOutcome.HELD else ()
        said_at = "08:05" if outcome is SessionOutcome.CANCELLED else plus(clock, 49)
        kind = self._kind(nth) or scene.kind or self.profile.kind
        session_id = self.file.session(day, said_at, by, outcome, kind, at(day, clock), participants)
        visit = Visit(nth, day, clock, by, outcome, session_id, None)
        visit = visit._replace(note_id=self._tell_note(visit, scene if visit.held else NO_SHOW, kind))
        self.visits.append(visit)
        if visit.held:
            measures.rate(self, visit)
        if nth == self.dip:
            self._tell_viewpoint(visit)

    def _outcome(self, nth: int) -> SessionOutcome:
        if self.ending is CloseManner.INTERRUPTED and nth >= len(self.days) - 2:
            return SessionOutcome.MISSED
        if self.plot.orderly or self._is_turning_point(nth) or nth in self.around_dip:
            return SessionOutcome.HELD
        if self.luck.happens(0.16):
            return self.luck.pick((SessionOutcome.MISSED, SessionOutcome.CANCELLED))
        return SessionOutcome.HELD

    def _kind(self, nth: int) -> SessionKind | None:
        if self._is_start(nth):
            return SessionKind.START_MEETING
        if nth == len(self.days) - 1 and self.ending is CloseManner.AS_PLANNED:
            return SessionKind.CLOSING_MEETING
        return None

    def _tell_note(self, visit: Visit, scene: Scene, kind: SessionKind) -> UUID | None:
        if visit.outcome is SessionOutcome.CANCELLED:
            return None
        day, clock = self._written(visit)
        if day > LAST_DAY or self._is_forgotten(visit.nth):
            return None
        late = (day - visit.day).days > POLICY.note_delay_days
        return self.file.note(
            day, clock, visit.by, at(visit.day, visit.clock), self._words(scene, visit.nth),
            entry_type=EntryType.MEASURE if visit.held else EntryType.CONTACT,
            channel=_CHANNELS.get(kind, NoteChannel.MEETING) if visit.held else NoteChannel.TELEPHONE,
            session_id=visit.session_id,
            participants=self.profile.participants if visit.held else (), individual_informed=visit.held or None,
            late_reason=self.luck.pick(LATE_REASONS) if late else None,
        )

    def _written(self, visit: Visit) -> tuple[date, str]:
        same_day = visit.day, plus(visit.clock, 55)
        if self._is_turning_point(visit.nth) or self.luck.happens(0.62):
            return same_day
        delay = self.luck.between(9, 24) if self.luck.happens(0.1) else self.luck.between(1, 4)
        day = office_day(visit.day, delay)
        return same_day if visit.by.is_away(day) else (day, self.luck.pick(_DESK_HOURS))

    def _is_forgotten(self, nth: int) -> bool:
        return not self.plot.orderly and not self._is_turning_point(nth) and self.luck.happens(0.04)

    def _is_turning_point(self, nth: int) -> bool:
        return nth in (0, len(self.days) - 1)

    def _is_start(self, nth: int) -> bool:
        return nth == 0 and self.plot.carried_on_from is None

    def _scene(self, nth: int) -> Scene:
        scenes = self.profile.scenes
        if self._is_start(nth):
            return scenes.start
        if nth == len(self.days) - 1 and self.ending is CloseManner.AS_PLANNED:
            return scenes.closing
        # Whoever is to rate has to be there.
        if nth % self.profile.rates_every and nth not in self.around_dip and self.luck.happens(0.1):
            return BY_TELEPHONE
        pool = scenes.late if nth > 2 * len(self.days) / 3 and self.ending is not None else scenes.middle
        return fitting(pool, nth, self.days[nth])

    def _words(self, scene: Scene, nth: int) -> Texts:
        name = self.profile.called if scene in COMMON and self.profile.called else self.client.first_name
        return scene.texts(
            name=name, topic=fitting(self.topics, nth, self.days[nth]),
            concern=self.profile.scenes.concerns[int(self.file.number[-1]) % len(self.profile.scenes.concerns)],
        )

    def _tell_viewpoint(self, visit: Visit) -> None:
        """A low SRS is asked about: what was said, what was changed, and that it was told at the next visit."""
        said = self.luck.pick(self.profile.scenes.said)
        following = self.days[visit.nth + 1]
        viewpoint = ViewpointFile(self.town, self.luck, self.file.unit, self.file)
        giver, givers = "brukare", (self.client.gender,)
        if self.profile.parent_rates:
            giver, givers = "förälder", self.luck.pick(((Gender.WOMAN,), (Gender.MAN,), (Gender.WOMAN, Gender.MAN)))
        viewpoint.receive(visit.day, plus(visit.clock, 52), visit.by, said, giver, givers)
        adapted_on = min(office_day(visit.day, 2), following)
        viewpoint.adapt(adapted_on, "08:30", visit.by, said)
        self.adaptations[visit.day] = viewpoint.id, adapted_on
        teller = self.who(following)
        assert teller is not None, "days without anybody are not visited"
        viewpoint.tell(following, "16:40", teller)

    def _tell_closing(self, manner: CloseManner) -> None:
        planned = manner is CloseManner.AS_PLANNED
        day = self.last_day if planned else office_day(self.last_day, 3)
        by = self.who(day) or self.town.cast.staff["karin"]
        self.closed_on = day
        if not planned:
            scene = INTERRUPTED if manner is CloseManner.INTERRUPTED else MOVED
            self.file.note(
                day, "14:40", by, on(day), self._words(scene, 0), entry_type=EntryType.DECISION,
                channel=NoteChannel.TELEPHONE, individual_informed=True,
            )
        referred = manner is CloseManner.OTHER or self.luck.happens(0.2)
        self.file.do(day, "16:45", by, lambda now: self.file.case.close(
            closed_on=day, manner=manner, referred_onward=referred, stamp=now.stamp, today=now.today
        ))
