"""The manager's reviews (sv. *ärendegenomgångar*): on Tuesdays, every sixth week, with the standing questions answered by what
the record says on that day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from adapters.demo.casefile import CaseFile
from adapters.demo.cast import POLICY, Colleague
from adapters.demo.clients import ADULT_AGE
from adapters.demo.days import LAST_DAY, is_office_day, office_day
from adapters.demo.pen import Now
from domain.base import DomainEvent, Purpose
from domain.case.case import Case
from domain.case.events import SessionHeld, SessionMissed
from domain.case.review.codes import ReviewAnswer, ReviewQuestion
from domain.case.review.events import AgreedMeasure, AnsweredQuestion
from domain.codes import Gender, LegalBasis, YesNoUnknown

_TUESDAY = 1
_HOURS = ("08:30", "08:45", "09:00", "09:15", "09:30", "09:45", "10:00", "10:12", "13:15", "13:30", "13:45")
_LATE = 0.05
_RECENT_DAYS = 60
_MEMORY_DAYS = 14
_FORGOTTEN = "Anteckningen glömdes bort och går inte att skriva i efterhand. Uppgiften om besöket står kvar."
_MEASURE_DAYS = 14
_MEASURES: Mapping[ReviewQuestion, str] = {
    ReviewQuestion.NOTES_UP_TO_DATE: "Skriv eller signera det som saknas i journalen, eller ange varför ingen anteckning finns.",
    ReviewQuestion.PLAN_IN_FORCE: "Gör en genomförandeplan tillsammans vid nästa besök.",
    ReviewQuestion.PLAN_FOLLOWED_UP: "Följ upp planen mål för mål vid nästa besök.",
    ReviewQuestion.CHILDREN_ASKED_ABOUT: "Fråga om det finns barn i hemmet.",
    ReviewQuestion.SAFETY_ASSESSED: "Ställ frågan om våld i enrum.",
    ReviewQuestion.CONSENT_IN_PLACE: "Fråga om samtycke och skriv ned svaret.",
    ReviewQuestion.RATINGS_DONE: "Låt klienten skatta vid nästa besök.",
}
_ORDERLY = (
    "Arbetet följer planen. Fortsätt som hittills.", "God kontakt och tydlig riktning. Inget att ändra just nu.",
    "Det går framåt i lagom takt. Ta upp avslutet i god tid.",
    "Samarbetet fungerar. Stäm av med uppdragsgivaren före nästa gång.",
    "Lugnt läge. Håll i den rytm som fungerar.",
)
_WANTING = "Arbetet i sak går bra, men journalen behöver kompletteras; se åtgärderna."


def tell(
    file: CaseFile, first: date, until: date, presented_by: Callable[[date], Colleague], clock: str | None = None
) -> None:
    """Write every review from the fourth week after `first` on, before `until`."""
    day = _tuesday(first + timedelta(days=28))
    while day < until and day <= LAST_DAY:
        tell_one(file, day, clock or file.pages.pick(_HOURS), presented_by(day))
        explained_on = office_day(day, file.pages.between(2, 9))
        explain(file, explained_on, "16:32", presented_by(explained_on), _MEMORY_DAYS)
        day = _tuesday(day + timedelta(days=POLICY.case_review_interval_days - 6))
        if file.pages.happens(_LATE):
            day = _tuesday(day + timedelta(days=7))


def tell_one(file: CaseFile, day: date, clock: str, presented_by: Colleague) -> None:
    """Write the review of that day."""
    file.write(
        day, clock, file.town.cast.staff["karin"], "review_case", purpose=Purpose.MANAGEMENT_REVIEW, reviewed_on=day,
        led_by=file.town.cast.staff["karin"], presented_by=presented_by, found=lambda now: _found(file, now),
    )


def explain(file: CaseFile, day: date, clock: str, by: Colleague, since_days: int) -> None:
    """Say of a visit that nobody has written about, and that was due so many days ago, that nothing can be written any more."""
    entry_id, case = file.pages.uuid(), file.case

    def stated(now: Now) -> Sequence[DomainEvent]:
        missing = unwritten(case, now.today - timedelta(days=since_days))
        if not missing:
            return ()
        return case.state_contact_note(
            entry_id=entry_id, about_id=missing[0].session_id, no_note_reason=_FORGOTTEN, stamp=now.stamp, policy=POLICY
        )

    if day <= LAST_DAY:
        file.do(day, clock, by, stated)


def _tuesday(day: date) -> date:
    """The first Tuesday from a day on, or the office day before it when the office is closed."""
    day += timedelta(days=(_TUESDAY - day.weekday()) % 7)
    while not is_office_day(day):
        day -= timedelta(days=1)
    return day


def _found(file: CaseFile, now: Now) -> dict[str, Any]:
    """What the record says to each standing question, and what is agreed where it says no."""
    case, day = file.case, now.today
    yes = {question: ReviewAnswer.YES for question in ReviewQuestion} | _of_person(file, day)
    wanting = {
        ReviewQuestion.NOTES_UP_TO_DATE: bool(unwritten(case, day)) or _is_unsigned(case, day),
        ReviewQuestion.PLAN_IN_FORCE: case.plan is None,
        ReviewQuestion.PLAN_FOLLOWED_UP: _is_plan_overdue(case, day),
        ReviewQuestion.SAFETY_ASSESSED: not case.safety.screenings,
        ReviewQuestion.CONSENT_IN_PLACE: not case.person.consents,
        ReviewQuestion.RATINGS_DONE: _is_unrated(case, day),
    }
    answers = yes | {question: ReviewAnswer.NO for question, is_wanting in wanting.items() if is_wanting}
    measures = tuple(
        AgreedMeasure(question=question, measure=_MEASURES[question], measure_due_on=office_day(day, _MEASURE_DAYS))
        for question, answer in answers.items() if answer is ReviewAnswer.NO
    )
    return {
        "standing_answers": tuple(AnsweredQuestion(question=each, answer=answers[each]) for each in ReviewQuestion),
        "agreed_measures": measures, "assessment": _WANTING if measures else file.pages.pick(_ORDERLY),
    }


def unwritten(case: Case, day: date) -> list[SessionHeld | SessionMissed]:
    """Visits of which nothing is written though the days for it have gone."""
    noted = {note.session_id for note in case.notes.values()} | set(case.contacts.stated_notes)
    return [
        session for session in case.sessions.values()
        if isinstance(session, SessionHeld | SessionMissed) and session.session_id not in noted
        and session.note_written_on is None and (day - session.occurred.on).days > POLICY.note_delay_days
    ]


def _is_unsigned(case: Case, day: date) -> bool:
    return any(
        (day - case.note_facts[note_id].occurred.on).days > 2 * POLICY.note_signing_days
        for note_id in case.notes
        if note_id not in case.misfiled and case.note_texts[note_id].source is None
        and all(signed != note_id for signed, _ in case.signing.signatures)
    )


def _is_plan_overdue(case: Case, day: date) -> bool:
    if case.plan is None:
        return False
    followed = case.plan_work.follow_ups
    due = followed[-1].next_plan_follow_up_on if followed else case.plan.follow_up_on
    return due is not None and due < day


def _is_unrated(case: Case, day: date) -> bool:
    return all((day - rating.rated_on).days > _RECENT_DAYS for rating in case.ratings.values())


def _of_person(file: CaseFile, day: date) -> dict[ReviewQuestion, ReviewAnswer]:
    """What depends on who the person is: an adult's own children are asked about, a young person is heard."""
    is_adult = file.client.age_on(day) >= ADULT_AGE or file.client.gender in (Gender.WOMAN, Gender.MAN)
    case, answers = file.case, dict[ReviewQuestion, ReviewAnswer]()
    if is_adult:
        answers[ReviewQuestion.CHILD_HEARD] = ReviewAnswer.NOT_APPLICABLE
        known = None if case.circumstances is None else case.circumstances.children_in_home
        if not case.person.children and known in (None, YesNoUnknown.UNKNOWN):
            answers[ReviewQuestion.CHILDREN_ASKED_ABOUT] = ReviewAnswer.NO
    else:
        answers[ReviewQuestion.CHILDREN_ASKED_ABOUT] = ReviewAnswer.NOT_APPLICABLE
    if case.facts is not None and case.facts.legal_basis is LegalBasis.SERVICE:
        answers[ReviewQuestion.ASSIGNMENT_IN_FORCE] = ReviewAnswer.NOT_APPLICABLE
    return answers
