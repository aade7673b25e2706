"""How a case ends (sv. *avslut och uppföljning*): the closing documented, and a follow-up after 3, 6 and 12 months or why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from adapters.demo import reviews
from adapters.demo.cast import POLICY
from adapters.demo.clients import ADULT_AGE
from adapters.demo.days import LAST_DAY, office_day
from adapters.demo.profiles import CBT_TEAM, FAMILY_GROUP
from adapters.demo.words import WORDS
from domain.case.events import Closing
from domain.case.follow_up.codes import FollowUpPoint
from domain.codes import CloseManner, LegalBasis
from domain.months import months_after

if TYPE_CHECKING:
    from adapters.demo.course import Course

_NOT_REACHED, _DECLINED = 0.12, 0.06
_GOING_THROUGH = ("16:42", "16:44", "16:46")
"""When the file is gone through before the closing is documented; what was never written about is said so then."""
_NOT_YET = 0.35
"""The share of the follow-ups of the last three weeks that nobody has come to yet."""
_RECENT = LAST_DAY - timedelta(days=21)
_GOOD = ("Har kunnat använda det som övades och mår bättre än vid starten.", "Tycker att det gav mer än väntat.",
         "Är nöjd och vet vart man vänder sig om det blir svårt igen.")
_LASTS = ("Berättar att det går bra i vardagen.", "Säger att det håller, också de veckor som är tunga.",
          "Har klarat två motgångar utan att falla tillbaka.")
_WORSE = ("Har haft några tunga veckor och funderar på att höra av sig.",)


def tell(course: Course) -> None:
    """Write what came of a course that has been closed, and how it was afterwards."""
    if course.closed_on is None or course.ending is None:
        return
    document(course, course.closed_on, days_later=course.plot.documented_after)
    follow_up(course, course.closed_on, reopened=course.plot.reopened_after)


def document(course: Course, closed_on: date, *, days_later: int) -> None:
    """Write down what came of it, after the closing."""
    day = office_day(closed_on, days_later)
    if day > LAST_DAY:
        return
    for clock in _GOING_THROUGH:
        reviews.explain(course.file, day, clock, course.somebody(day), -POLICY.note_delay_days)
    course.file.write(
        day, "16:50", course.somebody(day), "document_closing", closing_documented_on=day,
        home_at_closing=course.file.pages.pick(WORDS[course.file.activity].home),
        done_summary=WORDS[course.file.activity].done, found=lambda _: _outcome(course),
    )


def follow_up(course: Course, closed_on: date, *, reopened: int | None = None) -> None:
    """Ask how it is 3, 6 and 12 months later.

    Args:
        reopened: How many days after the closing the case was opened again; None = it was not.
    """
    for point in FollowUpPoint:
        day = office_day(months_after(closed_on, point.months), course.file.pages.between(-10, 4))
        if day > LAST_DAY or (reopened is not None and (day - closed_on).days >= reopened):
            return
        if day > _RECENT and course.file.pages.happens(_NOT_YET):
            return
        by = course.somebody(day)
        if course.file.pages.happens(_NOT_REACHED):
            course.file.write(day, "15:50", by, "give_up_follow_up", follow_up_point=point, given_up_on=day,
                              no_follow_up_cause="not_reached", contact_attempts=3)
        elif course.file.pages.happens(_DECLINED):
            course.file.write(day, "15:50", by, "give_up_follow_up", follow_up_point=point, given_up_on=day,
                              no_follow_up_cause="declined", contact_attempts=1)
        else:
            course.file.write(day, "15:50", by, "follow_up_closing", follow_up_point=point, closing_followed_up_on=day,
                              **_afterwards(course))


def _afterwards(course: Course) -> Mapping[str, Any]:
    luck, by_child = course.file.pages, course.profile is FAMILY_GROUP
    known: dict[str, Any] = {
        "follow_up_manner": "telephone", "answered_by": ("guardian",) if by_child else ("individual",),
    }
    if luck.happens(0.8):
        return known | {"follow_up_outcome": luck.pick(("better", "better", "unchanged")), "result_lasts": "yes",
                        "known_to_services": "no", "individual_view": luck.pick(_LASTS)}
    return known | {"follow_up_outcome": "worse", "result_lasts": "no", "known_to_services": luck.pick(("yes", "no")),
                    "individual_view": luck.pick(_WORSE)}


def _outcome(course: Course) -> Mapping[str, Any]:
    """What came of it, as the closing says by then that it ended."""
    closing = course.file.case.closing
    assert closing is not None, "the story has closed the case"
    return {**_result(course, closing), **_report(course, closing), "referrals": _referrals(course, closing)}


def _result(course: Course, closing: Closing) -> Mapping[str, Any]:
    luck = course.file.pages
    if closing.manner is CloseManner.AS_PLANNED:
        return {
            "ending_kind": "planned", "goal_attainment": luck.pick(("reached", "partly", "partly")), "remaining_need": "no",
            "individual_view": luck.pick(_GOOD),
        }
    if closing.manner is CloseManner.INTERRUPTED:
        causes = ("own_wish", "no_contact") if course.profile is CBT_TEAM else ("own_wish", "not_needed")
        return {
            "ending_kind": "unplanned", "interruption_cause": luck.pick(causes), "goal_attainment": "not_reached",
            "remaining_need": "unknown", "no_own_view_cause": "not_reached",
        }
    return {
        "ending_kind": "unplanned", "interruption_cause": "moved", "goal_attainment": "partly", "remaining_need": "yes",
        "remaining_need_details": "Fortsatt kontakt i den nya kommunen.", "individual_view": "Vill fortsätta på den nya orten.",
    }


def _report(course: Course, closing: Closing) -> Mapping[str, Any]:
    if course.profile.legal_basis is LegalBasis.SERVICE:
        return {}
    return {"reporting_manner": "written", "reported_to_commissioner_on": closing.closed_on}


def _referrals(course: Course, closing: Closing) -> tuple[str, ...]:
    if not closing.referred_onward:
        return ()
    if closing.manner is CloseManner.OTHER:
        return ("other_municipality",)
    is_adult = course.client.age_on(closing.closed_on) >= ADULT_AGE
    return (course.file.pages.pick(("primary_care", "association") if is_adult else ("school", "youth_clinic")),)
