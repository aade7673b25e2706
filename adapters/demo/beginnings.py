"""How a case begins (sv. *inflöde och uppstart*): the request, the time that was offered, the team, what was told and asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from adapters.demo.casefile import CaseFile, at
from adapters.demo.cast import POLICY, Colleague
from adapters.demo.clients import ADULT_AGE
from adapters.demo.days import LAST_DAY, office_day, plus
from adapters.demo.profiles import CBT_TEAM, FAMILY_GROUP, HOUSING_SUPPORT, YOUTH_CLINIC
from adapters.demo.words import COMMISSIONERS, WORDS, Words
from domain.case.meetings.codes import MeetingParty, Presence
from domain.case.meetings.events import PartyAtMeeting
from domain.codes import Housing

if TYPE_CHECKING:
    from uuid import UUID

    from adapters.demo.course import Course, Visit

BROKEN_PROMISES = (f"{YOUTH_CLINIC.activity}/3", f"{YOUTH_CLINIC.activity}/8")
"""Two young people who were not offered a time within the three days that are promised."""
_CONSENTS_FROM = 15
"""Years; only the year of birth is known, so who is older by the year has turned so many. Source: SoL 2025:400 21:1."""
_AGREED = "Hembesök varannan vecka. Planen skrivs vid andra besöket och följs upp med socialsekreteraren efter tre månader."
_MATURE = "Har sökt hjälp på egen hand och förstår vad kontakten innebär."
_GUARDIANS = ("Susanne", "Mona", "Daniel", "Parisa", "Henrik", "Jasmina")
_NO = 0.82
_YES_OR_NOT_ASKED = 0.4
_ANSWERS = (
    "Har blivit hotad och knuffad av en tidigare partner. Ingen kontakt i dag.",
    "Det har hänt hemma, för flera år sedan. Inget pågår nu.",
)


def tell(course: Course) -> None:
    """Write what belongs to the beginning of a course; one that was carried on from before began elsewhere."""
    if course.plot.carried_on_from is None:
        first = course.days[0]
        intake(course.file, course.started_on, first, course.visits[0].clock, late=course.story in BROKEN_PROMISES)
        _tell_information(course, course.visits[0])
        _tell_meeting(course, course.visits[0])
        course.file.write(course.started_on, "10:48", course.somebody(course.started_on), "enter_phase",
                          phase="start_up", entered_on=course.started_on)
    held = next(visit for visit in course.visits if visit.held)
    consent(course.file, held.day, plus(held.clock, 52), held.by)
    _tell_team(course)
    _tell_phases(course)
    _tell_children(course)
    _tell_screening(course)


def intake(file: CaseFile, opened_on: date, first_visit: date, clock: str, *, late: bool = False) -> UUID:
    """Write the request, what the commissioner ordered, the allocation, and the time that was offered and taken.

    Args:
        late: Whether the time was offered later than is promised to those who come on their own.
    """
    words, staff, asked_on = WORDS[file.activity], file.town.cast.staff, file.received_on
    intake_id = file.write(opened_on, "10:33", staff["ines"], "receive_intake", requested_on=asked_on, subject="client",
                           **_request(file, words))
    if words.assignment is not None:
        file.write(
            opened_on, "10:34", staff["ines"], "receive_assignment", intake_id=intake_id, received_on=asked_on,
            commissioner_name=file.pages.pick(COMMISSIONERS), assignment_text=words.assignment, from_date=opened_on,
        )
    file.write(opened_on, "10:38", staff["karin"], "allocate_case", intake_id=intake_id, allocated_on=opened_on,
               team_name=file.activity, allocated_unit_id=file.unit)
    offered_on = _offered_on(file, opened_on, first_visit, late=late)
    told_on = max(opened_on, offered_on)
    offer_id = file.write(told_on, "10:44", staff["ines"], "offer_time", intake_id=intake_id, offered_on=offered_on,
                          offered_for=at(first_visit, clock), kind="start_meeting")
    file.write(told_on, "10:46", staff["ines"], "answer_offered_time", offer_id=offer_id, answered_on=offered_on,
               answer="accepted")
    return intake_id


def consent(file: CaseFile, day: date, clock: str, by: Colleague) -> None:
    """Write who agreed to the treatment: the person, or the guardian of a younger child."""
    agreed = {"consent_on": day, "consent_to": "insats", "consent_given": True, "consent_form": "oral"}
    age = file.client.age_on(day)
    if WORDS[file.activity].assignment is None and age <= ADULT_AGE:
        file.write(day, clock, by, "record_consent", consent_from="the_person", suitability=_MATURE, **agreed)
    elif age > _CONSENTS_FROM:
        file.write(day, clock, by, "record_consent", consent_from="the_person", **agreed)
    else:
        guardian_id = file.write(
            day, clock, by, "record_representative", representative_kind="guardian", custody="sole", may_consent=True,
            from_date=day, representative_name=f"{file.pages.pick(_GUARDIANS)} {file.client.name.split()[-1]}",
        )
        file.write(day, clock, by, "record_consent", consent_from="guardians", representative_ids=(guardian_id,), **agreed)


def _request(file: CaseFile, words: Words) -> Mapping[str, Any]:
    if words.assignment is None:
        return {
            "route": "own_application", "request_source": "person", "needs_tested": False,
            "channel": file.pages.pick(("telephone", "telephone", "conversation")), "own_words": file.pages.pick(words.own_words),
        }
    return {"route": "referral", "request_source": "commissioner", "needs_tested": True, "channel": "letter"}


def _offered_on(file: CaseFile, opened_on: date, first_visit: date, *, late: bool) -> date:
    asked_on = file.received_on
    if WORDS[file.activity].assignment is not None:
        return opened_on
    if late:
        return min(office_day(asked_on, POLICY.first_offer_days + 2), first_visit)
    soon = office_day(asked_on, 1)
    return soon if (soon - asked_on).days <= POLICY.first_offer_days else asked_on


def _tell_information(course: Course, visit: Visit) -> None:
    """At the first visit it is told how to apply for help and how to complain."""
    is_adult = course.client.age_on(visit.day) >= ADULT_AGE
    informed = ("individual",) if is_adult or course.profile is YOUTH_CLINIC else ("child", "guardian")
    for clock, decision in ((50, "inform_of_right_to_apply"), (51, "inform_of_complaints")):
        course.file.write(
            visit.day, plus(visit.clock, clock), visit.by, decision, informed_on=visit.day, informed=informed,
            information_form="oral_and_written", session_id=visit.session_id, informed_by=visit.by,
        )


def _tell_meeting(course: Course, visit: Visit) -> None:
    """A family's treatment begins with a meeting of the three parties; a tenant's with the flat."""
    if course.profile is FAMILY_GROUP:
        parties = tuple(PartyAtMeeting(meeting_party=party, presence=Presence.TOOK_PART) for party in (
            MeetingParty.INDIVIDUAL, MeetingParty.COMMISSIONER, MeetingParty.PROVIDER
        ))
        course.file.write(
            visit.day, plus(visit.clock, 53), visit.by, "record_three_party_meeting", meeting_kind="start",
            occurred=at(visit.day, visit.clock), meeting_parties=parties, agreed_at_meeting=_AGREED, session_id=visit.session_id,
        )
    elif course.profile is HOUSING_SUPPORT:
        course.file.write(visit.day, plus(visit.clock, 54), visit.by, "take_housing_step", moved_on=visit.day,
                          landlord_kind="municipal_company", found=lambda _: {"housing_step": _step(course)})


def _step(course: Course) -> str:
    known = course.file.case.circumstances
    return "trial_flat" if known is not None and known.housing is Housing.TRIAL_FLAT else "training_flat"


def _tell_team(course: Course) -> None:
    """Two work with each family: one coordinates, and takes over from the other at a hand-over."""
    if course.profile is not FAMILY_GROUP:
        return
    day, changed_on = course.begins_on, course.plot.hand_over_on
    for worker, role in ((course.responsible, "coordinating_worker"), (course.other, "co_worker")):
        course.file.write(day, "10:42", course.manager, "add_team_member", worker=worker, team_role=role, from_date=day)
    if changed_on is not None:
        course.file.write(changed_on, "10:42", course.manager, "add_team_member", worker=course.other,
                          team_role="coordinating_worker", from_date=changed_on)


def _tell_phases(course: Course) -> None:
    held = [visit for visit in course.visits if visit.held]
    turns = ((1, "motivation"), (4, "treatment")) if course.profile is CBT_TEAM else ((2, "treatment"),)
    for nth, phase in turns:
        if nth < len(held) - 1:
            visit = held[nth]
            course.file.write(visit.day, plus(visit.clock, 53), visit.by, "enter_phase", phase=phase, entered_on=visit.day)


def _tell_children(course: Course) -> None:
    """Tenants and young adults are asked about children; the other adults tell of them where the treatment begins."""
    visit = next(visit for visit in course.visits if visit.held)
    is_young_adult = course.profile is YOUTH_CLINIC and course.client.age_on(visit.day) >= ADULT_AGE
    if course.profile is HOUSING_SUPPORT or is_young_adult:
        course.file.write(visit.day, plus(visit.clock, 53), visit.by, "record_children", person_asked_on=visit.day,
                          children_in_home="no")


def _tell_screening(course: Course) -> None:
    """Everybody is asked about violence at one of the first visits; who could not be asked is asked again."""
    luck, held = course.file.pages, [visit for visit in course.visits if visit.held]
    nth = luck.between(1, 3)
    if nth >= len(held):
        return
    if luck.happens(_NO):
        _ask(course, held[nth], screening_outcome="no")
    elif luck.happens(_YES_OR_NOT_ASKED):
        _ask(course, held[nth], screening_outcome="yes", answer=luck.pick(_ANSWERS),
             safety_measures=("talked_through", "support_offered"))
    else:
        again = nth + 2
        _ask(course, held[nth], screening_outcome="not_asked", reason_not_asked="partner_present" if course.client.age_on(
            held[nth].day) >= ADULT_AGE else "no_time", ask_again_on=office_day(held[nth].day, 21))
        if again < len(held) and held[again].day <= LAST_DAY:
            _ask(course, held[again], screening_outcome="no")


def _ask(course: Course, visit: Visit, **answer: Any) -> None:
    person = "client" if course.profile is not FAMILY_GROUP else "child"
    course.file.write(
        visit.day, plus(visit.clock, 56), visit.by, "record_screening", asked_on=visit.day, topic="violence_exposed",
        person_asked=person, screening_form="Enhetens frågor om våld", **answer,
    )
