"""The pens that the stories write with: a case, a viewpoint, and the town that they are in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from adapters.demo.cast import POLICY, Cast, Colleague
from adapters.demo.chronicle import Chronicle
from adapters.demo.luck import Luck
from adapters.demo.pen import Now, decided
from adapters.demo.signatures import signed_at
from domain.base import DomainEvent, Occurred, Purpose
from domain.case.case import Case
from domain.case.journal import Texts
from domain.case.ratings.codes import AdministrationMode, MissingReason
from domain.case.ratings.values import MissingItem
from domain.case.signing.unsigned import standing_correction
from domain.codes import (
    Channel,
    EntryType,
    Gender,
    NoteChannel,
    Phase,
    RatingSubject,
    Respondent,
    SessionKind,
    SessionOutcome,
    ViewpointKind,
    ViewpointSubject,
)
from domain.instruments import SHIPPED
from domain.viewpoint.givers import stated_givers
from domain.viewpoint.viewpoint import Viewpoint

if TYPE_CHECKING:
    from adapters.demo.course import Course


class Town:
    """Exempelstad: its chronicle and cast, courses by story, offerings by activity, and the board's running case numbers."""

    def __init__(self, slug: str) -> None:
        self.chronicle = Chronicle()
        self.cast = Cast(self.chronicle, slug)
        self.courses: dict[str, Course] = {}
        self.offerings: dict[str, UUID] = {}
        self._numbers: set[str] = set()

    def number(self, received_on: date) -> str:
        """A case number: the board counts all its cases through the year, and the unit has some of them."""
        nth = int(received_on.timetuple().tm_yday * 2.25) - 1
        while f"{received_on.year}-{nth:04d}" in self._numbers:
            nth += 1
        number = f"{received_on.year}-{nth:04d}"
        self._numbers.add(number)
        return number


class Planned(NamedTuple):
    """The plan, as it was told."""

    plan_id: UUID
    day: date
    clock: str
    by: Colleague
    goals: tuple[str, ...]
    follow_up_on: date


class Client(NamedTuple):
    """Who a case is about. Invented, like the surname says; there are no personal numbers."""

    name: str
    gender: Gender
    birth_year: int

    @property
    def first_name(self) -> str:
        """What notes call the person."""
        return self.name.partition(" ")[0]

    def age_on(self, day: date) -> int:
        """Roughly how old; only the year of birth is known."""
        return day.year - self.birth_year


class CaseFile:
    """One case's file, with the decisions that most stories need; `do` takes any other.

    Every method says on which day, at what time and by whom something is written.
    """

    def __init__(self, town: Town, story: str, client: Client, activity: str, received_on: date) -> None:
        self.town = town
        self.client = client
        self.received_on = received_on
        self.activity = activity
        self.number = town.number(received_on)
        self.luck = Luck(story)
        self.id = self.luck.uuid()
        # What was told of a case before there was more to tell keeps its own chance, and so its ids and its turns.
        self.pages = Luck(f"{story}/hela akten")
        self.is_careful = False
        self.planned: Planned | None = None
        self.unit = town.cast.units[activity]
        self.case = Case()

    def do(
        self, day: date, clock: str, by: Colleague, decide: Callable[[Now], Sequence[DomainEvent]], *,
        purpose: Purpose = Purpose.CASE_WORK, weekend_duty: bool = False,
    ) -> None:
        """Write whatever `decide` gives when the time comes."""
        stamp = self.town.cast.stamp(by, self.unit, purpose)
        self.town.chronicle.at(
            day, clock, self.case, lambda today: decide(Now(stamp, today, by.author(today))), weekend_duty=weekend_duty
        )

    def write(
        self, day: date, clock: str, by: Colleague, decision: str, *, purpose: Purpose = Purpose.CASE_WORK,
        found: Callable[[Now], Mapping[str, Any]] | None = None, **values: Any,
    ) -> UUID:
        """Write an entry by the name of its decision; gives its id. `found` gives values that only the day itself tells."""
        entry_id, decide = self.pages.uuid(), getattr(self.case, decision)
        self.do(day, clock, by, lambda now: decided(
            decide, now, {"entry_id": entry_id, **values, **({} if found is None else found(now))}
        ), purpose=purpose)
        return entry_id

    def sign(self, day: date, clock: str, by: Colleague, note_id: UUID) -> None:
        """The author signs a note as it stands by then, unless it is signed or lies in the wrong file."""
        entry_id, case = self.pages.uuid(), self.case

        def signed(now: Now) -> Sequence[DomainEvent]:
            correction_id = standing_correction(case, note_id)
            if note_id in case.misfiled or (note_id, correction_id) in case.signing.signatures:
                return ()
            return case.sign_note(
                entry_id=entry_id, note_id=note_id, correction_id=correction_id, author=now.author, stamp=now.stamp,
                today=now.today, policy=POLICY,
            )

        self.do(day, clock, by, signed)

    def open(self, day: date, clock: str, by: Colleague, **facts: Any) -> None:
        """Open the case with what the client and the file say, and these facts."""
        client = self.client
        known = {"gender": client.gender, "birth_year": client.birth_year, "client_name": client.name,
                 "received_on": self.received_on, **facts}
        self.do(day, clock, by, lambda now: self.case.open(
            case_id=self.id, number=self.number, unit=self.unit, stamp=now.stamp, today=now.today, policy=POLICY, **known
        ))

    def assign(self, day: date, clock: str, to: Colleague) -> None:
        """The deputy manager makes somebody responsible from this day on."""
        self.do(day, clock, self.town.cast.staff["karin"], lambda now: self.case.assign(
            staff_id=to.id, staff_name=to.name, staff_title=to.title_on(now.today), from_date=day, stamp=now.stamp,
            today=now.today, policy=POLICY,
        ), purpose=Purpose.MANAGEMENT_REVIEW)

    def stand_in(self, day: date, clock: str, absent: Colleague, by: Colleague, first: date, last: date | None) -> UUID:
        """The deputy manager appoints a stand-in, both days included; gives the appointment's id."""
        appointment_id = self.luck.uuid()
        self.do(day, clock, self.town.cast.staff["karin"], lambda now: self.case.appoint_stand_in(
            appointment_id=appointment_id, absent_staff_id=absent.id, stand_in_id=by.id, stand_in_name=by.name,
            stand_in_title=by.title_on(now.today), from_date=first, to_date=last, stamp=now.stamp, policy=POLICY,
        ), purpose=Purpose.MANAGEMENT_REVIEW)
        return appointment_id

    def end_stand_in(self, day: date, clock: str, appointment_id: UUID, last: date) -> None:
        """The deputy manager fixes a stand-in's last day."""
        self.do(day, clock, self.town.cast.staff["karin"], lambda now: self.case.end_stand_in(
            appointment_id=appointment_id, ended_on=last, stamp=now.stamp
        ), purpose=Purpose.MANAGEMENT_REVIEW)

    def plan(self, day: date, clock: str, by: Colleague, every_days: int, goals: tuple[str, ...], follow_up_on: date) -> UUID:
        """Establish a plan that the client took part in; gives its id."""
        plan_id = self.luck.uuid()
        self.do(day, clock, by, lambda now: self.case.establish_plan(
            plan_id=plan_id, established_on=day, individual_took_part=True, contact_interval_days=every_days, goals=goals,
            follow_up_on=follow_up_on, stamp=now.stamp, today=now.today, policy=POLICY,
        ))
        self.planned = Planned(plan_id, day, clock, by, goals, follow_up_on)
        return plan_id

    def session(
        self, day: date, clock: str, by: Colleague, outcome: SessionOutcome, kind: SessionKind, occurred: Occurred,
        participants: tuple[str, ...],
    ) -> UUID:
        """Record what became of a session; gives its id."""
        session_id = self.luck.uuid()
        self.do(day, clock, by, lambda now: self.case.record_session(
            session_id=session_id, outcome=outcome, occurred=occurred, kind=kind, participants=participants,
            stamp=now.stamp, today=now.today, policy=POLICY,
        ))
        return session_id

    def note(
        self, day: date, clock: str, by: Colleague, occurred: Occurred, texts: Texts, *,
        entry_type: EntryType = EntryType.EVENT, channel: NoteChannel = NoteChannel.CONVERSATION,
        weekend_duty: bool = False, **more: Any,
    ) -> UUID:
        """Enter a note; gives its id."""
        note_id = self.luck.uuid()
        told = {"information_source": _source_of(note_id, texts), **more}
        self.do(day, clock, by, lambda now: self.case.record_note(
            note_id=note_id, occurred=occurred, entry_type=entry_type, channel=channel, texts=texts, author=now.author,
            stamp=now.stamp, today=now.today, policy=POLICY, **told,
        ), weekend_duty=weekend_duty)
        signed = signed_at(self.pages, by, day, clock, careful=self.is_careful)
        if signed is not None:
            self.sign(*signed, by, note_id)
        return note_id

    def rating(
        self, day: date, clock: str, by: Colleague, instrument: str, phase: Phase, subscales: tuple[Decimal | None, ...], *,
        respondent: Respondent = Respondent.CLIENT, subject: RatingSubject = RatingSubject.CLIENT,
        mode: AdministrationMode | None = None,
    ) -> UUID:
        """Record a rating of that day, with the sum of its subscales; gives its id. None = that line was left out."""
        rating_id, answers = self.luck.uuid(), [each for each in subscales if each is not None]
        missing = tuple(
            MissingItem(item_number=number, missing_reason=MissingReason.NOT_ANSWERED)
            for number, each in enumerate(subscales, 1) if each is None
        )
        self.do(day, clock, by, lambda now: self.case.record_rating(
            rating_id=rating_id, rated_on=day, instrument=instrument, phase=phase, respondent=respondent, subject=subject,
            subscales=subscales, missing_items=missing, total=None if missing else sum(answers), mode=mode,
            stamp=now.stamp, today=now.today, policy=POLICY,
            catalogue=SHIPPED,
        ))
        return rating_id


class Said(NamedTuple):
    """What somebody said about the service, and what was changed because of it."""

    description: str
    adaptation: str
    about: ViewpointSubject
    kind: ViewpointKind = ViewpointKind.VIEWPOINT


class ViewpointFile:
    """One viewpoint. `case` None = given outside any case."""

    def __init__(self, town: Town, luck: Luck, unit: UUID, case: CaseFile | None) -> None:
        self.town = town
        self.id = luck.uuid()
        self.unit = unit
        self.case_id = None if case is None else case.id
        self.viewpoint = Viewpoint()

    def do(self, day: date, clock: str, by: Colleague, decide: Callable[[Now], Sequence[DomainEvent]]) -> None:
        """Write whatever `decide` gives when the time comes."""
        stamp = self.town.cast.stamp(by, self.unit, Purpose.CASE_WORK)
        self.town.chronicle.at(
            day, clock, self.viewpoint, lambda today: decide(Now(stamp, today, by.author(today)))
        )

    def receive(
        self, day: date, clock: str, by: Colleague, said: Said, giver_role: str, givers: tuple[Gender, ...],
        channel: Channel = Channel.ORAL,
    ) -> None:
        """Somebody said something that day."""
        self.do(day, clock, by, lambda now: self.viewpoint.receive(
            viewpoint_id=self.id, case_id=self.case_id, received_on=day, kind=said.kind, received_by_id=now.author.staff_id,
            received_by_name=now.author.name, received_by_title=now.author.title, giver_role=giver_role,
            givers=stated_givers(giver_role, givers),
            subject_category=said.about, channel=channel, description=said.description, unit=self.unit, stamp=now.stamp,
            today=now.today, policy=POLICY,
        ))

    def adapt(self, day: date, clock: str, by: Colleague, said: Said) -> None:
        """The service was changed."""
        self.do(day, clock, by, lambda now: self.viewpoint.make_adaptation(
            adaptation=said.adaptation, adapted_on=day, adapted_by_id=now.author.staff_id, adapted_by_name=now.author.name,
            adapted_by_title=now.author.title, stamp=now.stamp, today=now.today, policy=POLICY,
        ))

    def tell(self, day: date, clock: str, by: Colleague) -> None:
        """The giver was told that day what became of it."""
        self.do(day, clock, by, lambda now: self.viewpoint.give_feedback(given_on=day, stamp=now.stamp, today=now.today))


def at(day: date, clock: str) -> Occurred:
    """Something that happened at a known time of day."""
    return Occurred(on=day, at=time.fromisoformat(clock), precision="minute")


def on(day: date) -> Occurred:
    """Something that happened on a known day."""
    return Occurred(on=day)


def _source_of(note_id: UUID, texts: Texts) -> str | None:
    """Who the information comes from; now and then nobody writes it, which a rule about the journal finds."""
    if note_id.int % 40 == 0:
        return None
    return "klienten" if texts.individual_view else "egen iakttagelse"
