"""The turns that the small stories take, each on top of an ordinary course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from adapters.demo import endings
from adapters.demo.casefile import at
from adapters.demo.cast import POLICY
from adapters.demo.course import Course, Visit
from adapters.demo.days import office_day, plus
from adapters.demo.pen import Now
from adapters.demo.scenes import NO_SHOW, Scene
from domain.base import DomainEvent
from domain.case.case import Case
from domain.case.journal import Texts
from domain.codes import (
    CloseManner,
    EntryType,
    Gender,
    Housing,
    NoteChannel,
    SessionKind,
    SessionOutcome,
)
from domain.instruments import SHIPPED

REOPENED_AFTER = 110
"""Days from the closing to the day on which a young person has come back."""

_BACK = Scene(
    "{name} hörde av sig igen: oron har kommit tillbaka inför höstterminen. Vi gick igenom listan från förra gången.",
    "Några samtal till bedöms räcka.",
    "{name} säger att det kändes lätt att komma tillbaka.",
)


def correct_note(course: Course, visit: Visit) -> None:
    """Somebody who was there had been left out of a note."""
    case, correction_id, note_id = course.file.case, course.luck.uuid(), visit.note_id

    def corrected(now: Now) -> Sequence[DomainEvent]:
        said = case.note_texts[note_id]
        return case.correct_note(
            note_id=note_id, correction_id=correction_id, author=now.author, stamp=now.stamp, today=now.today, policy=POLICY,
            texts=Texts(fact=f"{said.fact} Även farmor var med.", assessment=said.assessment,
                        individual_view=said.individual_view, child_view=said.child_view, third_party=said.third_party),
            reason="En deltagare hade fallit bort.",
        )

    course.file.do(office_day(visit.day, 5), "10:50", visit.by, corrected)
    course.file.sign(office_day(visit.day, 5), "10:53", visit.by, note_id)


def misfile_note(wrong: Course, right: Course, day: date) -> None:
    """A telephone call is noted in another client's file; two days later it is taken out and recorded in the right one."""
    by, reason = wrong.town.cast.staff["sara"], "Hör till en annan klients akt; skriven i fel öppet ärende."
    texts = Texts(
        fact=f"{right.client.first_name} ringde och bad att få flytta nästa tid, eftersom mormor fyller år.",
        individual_view=f"{right.client.first_name} vill gärna komma dagen efter i stället.",
    )
    facts = {"entry_type": EntryType.CONTACT, "channel": NoteChannel.TELEPHONE}
    day = office_day(day, 1)
    note_id = wrong.file.note(day, "11:35", by, at(day, "11:30"), texts, **facts)
    found_on = office_day(day, 2)
    wrong.file.do(found_on, "09:15", by, lambda now: wrong.file.case.misfile_note(
        note_id=note_id, belongs_to_case=right.file.id, reason=reason, author=now.author, stamp=now.stamp, policy=POLICY
    ))
    right.file.note(found_on, "09:22", by, at(day, "11:30"), texts, moved_from=note_id, **facts)


def dispute(course: Course, visit: Visit) -> None:
    """A visit is recorded as missed; the client says that it was called off, and the answering machine agrees."""
    file, case, by, opinion_id = course.file, course.file.case, visit.by, course.luck.uuid()
    day = office_day(visit.day, 3)
    occurred, told_on = at(day, "13:00"), course.days[visit.nth + 1]
    session_id = file.session(day, "13:40", by, SessionOutcome.MISSED, SessionKind.CONVERSATION, occurred, ())
    note_id = file.note(day, "13:46", by, occurred, NO_SHOW.texts(name=course.client.first_name),
                        entry_type=EntryType.CONTACT, channel=NoteChannel.TELEPHONE, session_id=session_id)
    file.do(told_on, "16:30", by, lambda now: case.note_differing_opinion(
        opinion_id=opinion_id, target_ids=(note_id, session_id), stated_by="klienten", stated_on=told_on,
        statement="Jag uteblev inte. Jag var sjuk och talade in det på telefonsvararen klockan åtta samma morgon.",
        stamp=now.stamp, today=now.today, policy=POLICY,
    ))
    file.do(office_day(told_on, 1), "08:40", by, lambda now: case.correct_session(
        session_id=session_id, outcome=SessionOutcome.CANCELLED, occurred=occurred, kind=SessionKind.CONVERSATION,
        participants=(), note_written_on=None, reason="Återbudet fanns på telefonsvararen.", stamp=now.stamp,
        today=now.today, policy=POLICY,
    ))


def ask_for_account(course: Course, visit: Visit) -> None:
    """The commissioner asks how it goes, and is answered within the week."""
    file, case, request_id = course.file, course.file.case, course.luck.uuid()
    asked_on, by = office_day(visit.day, 4), course.town.cast.staff["karin"]
    answered_on = office_day(asked_on, 5)
    file.do(asked_on, "09:05", by, lambda now: case.request_account(
        request_id=request_id, requested_on=asked_on, requested_by="Socialsekreterare Bo Demo, barn- och ungdomsenheten",
        question="Hur går insatsen, och behöver den förlängas?", stamp=now.stamp, today=now.today, policy=POLICY,
    ))
    file.do(answered_on, "15:05", by, lambda now: case.give_account(
        request_id=request_id, given_on=answered_on, answer="Besöken följer planen och familjen arbetar aktivt. Vi föreslår "
        "att insatsen fortsätter till dess målen följs upp enligt planen.",
        stamp=now.stamp, today=now.today, policy=POLICY,
    ))


def correct_rating(course: Course, visit: Visit) -> None:
    """A line on the paper form was read wrongly."""
    case = course.file.case

    def corrected(now: Now) -> Sequence[DomainEvent]:
        rating = next(each for each in case.ratings.values() if each.rated_on == visit.day and each.instrument == "ORS")
        first, *rest = rating.subscales
        right = (first - Decimal("1.5") if first > 5 else first + Decimal("1.5"), *rest)
        return case.correct_rating(
            rating_id=rating.rating_id, rated_on=rating.rated_on, instrument=rating.instrument, phase=rating.phase,
            respondent=rating.respondent, subject=rating.subject, subscales=right, total=sum(right),
            reason="Första linjen var fel avläst på pappersformuläret.", stamp=now.stamp, today=now.today, policy=POLICY,
            catalogue=SHIPPED,
        )

    course.file.do(office_day(visit.day, 1), "09:35", visit.by, corrected)


def correct_housing(course: Course) -> None:
    """The client moves up the housing ladder."""
    visit, case = course.visits[10], course.file.case
    course.file.do(visit.day, plus(visit.clock, 58), visit.by, lambda now: case.correct_circumstances(
        information_meeting=None, continued_after_motivation=None, children_in_home=None, housing=_other_flat(case),
        reason="Flyttad inom boendekedjan i dag.", stamp=now.stamp, policy=POLICY,
    ))


def correct_rent(course: Course, visit: Visit) -> None:
    """What was known about the latest rent was wrong."""
    case = course.file.case

    def corrected(now: Now) -> Sequence[DomainEvent]:
        rent = list(case.rents.values())[-1]
        return case.correct_rent(
            rent_id=rent.rent_id, month=rent.month, paid_in_time=not rent.paid_in_time,
            reason="Uppgiften är kontrollerad mot hyresvärdens avi.", stamp=now.stamp, today=now.today, policy=POLICY,
        )

    course.file.do(office_day(visit.day, 2), "10:15", visit.by, corrected)


def correct_plan(course: Course, visit: Visit) -> None:
    """A goal had been left out."""
    case = course.file.case

    def corrected(now: Now) -> Sequence[DomainEvent]:
        plan = case.plan
        return case.correct_plan(
            plan_id=plan.plan_id, established_on=plan.established_on, individual_took_part=True,
            contact_interval_days=plan.contact_interval_days, follow_up_on=plan.follow_up_on,
            goals=(*plan.goals, "Ha något att göra på helgerna"), reason="Ett mål som vi kom överens om hade fallit bort.",
            stamp=now.stamp, today=now.today, policy=POLICY,
        )

    course.file.do(office_day(visit.day, 1), "13:55", visit.by, corrected)


def correct_attendance(course: Course) -> None:
    """The school had counted the wrong weeks."""
    visit, case = course.visits[2], course.file.case

    def corrected(now: Now) -> Sequence[DomainEvent]:
        measured = next(iter(case.attendances.values()))
        return case.correct_attendance(
            attendance_id=measured.attendance_id, measured_on=measured.measured_on, phase=measured.phase,
            percent=measured.percent - 6, reason="Skolan hade räknat fel veckor.", stamp=now.stamp, today=now.today,
            policy=POLICY,
        )

    course.file.do(office_day(visit.day, 1), "14:05", visit.by, corrected)


def correct_facts(course: Course, visit: Visit) -> None:
    """The young person says what is right."""
    case = course.file.case

    def corrected(now: Now) -> Sequence[DomainEvent]:
        facts = case.facts
        return case.correct_facts(
            unit=facts.unit, gender=Gender.OTHER, birth_year=facts.birth_year + 1, client_name=facts.client_name,
            received_on=facts.received_on, started_on=facts.started_on, legal_basis=facts.legal_basis,
            reason_codes=facts.reason_codes, reason="Uppgivet av ungdomen vid samtalet.", stamp=now.stamp, today=now.today,
            policy=POLICY,
        )

    course.file.do(visit.day, plus(visit.clock, 59), visit.by, corrected)


def correct_closing(course: Course) -> None:
    """The case was closed as something else than it was."""
    case, day = course.file.case, office_day(course.last_day, 12)
    course.file.do(day, "10:35", course.town.cast.staff["karin"], lambda now: case.correct_closing(
        closed_on=case.closed_on, manner=CloseManner.AS_PLANNED, referred_onward=case.closing.referred_onward,
        reason="Behandlingen var genomförd före flytten.", stamp=now.stamp, today=now.today, policy=POLICY,
    ))


def reopen(course: Course) -> None:
    """A young person comes back two months later; after three talks the case is closed again."""
    file, case, by = course.file, course.file.case, course.responsible
    day = office_day(course.last_day, REOPENED_AFTER)
    file.do(day, "09:45", by, lambda now: case.reopen(
        reopened_on=day, reason="Ungdomen har själv bett om fler samtal.", stamp=now.stamp, today=now.today, policy=POLICY
    ))
    for nth in range(3):
        met_on = office_day(day, 2 + 14 * nth)
        session_id = file.session(met_on, "11:05", by, SessionOutcome.HELD, SessionKind.CONVERSATION, at(met_on, "10:15"),
                                  course.profile.participants)
        scene = _BACK if nth == 0 else course.profile.scenes.late[nth - 1]
        file.note(met_on, "11:20", by, at(met_on, "10:15"), scene.texts(
            name=course.client.first_name, topic=course.topics[nth],
        ), entry_type=EntryType.MEASURE, session_id=session_id, participants=course.profile.participants)
    closed_on = met_on
    file.do(closed_on, "16:45", by, lambda now: case.close(
        closed_on=closed_on, manner=CloseManner.AS_PLANNED, referred_onward=False, stamp=now.stamp, today=now.today
    ))
    endings.document(course, closed_on, days_later=1)
    endings.follow_up(course, closed_on)


def _other_flat(case: Case) -> Housing:
    now = case.circumstances.housing
    return Housing.TRIAL_FLAT if now is Housing.TRAINING_FLAT else Housing.OTHER
