"""What goes on in the autumn of 2026 (sv. *läget i dag*): a few cases in which there is something to do next week.

Johan, who can be logged in as, has three of them; two families and a grown-up wait for a first time.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from adapters.demo.casefile import CaseFile, Client, Town, at
from adapters.demo.cast import CBT_TEAM as CBT
from adapters.demo.cast import FAMILY_GROUP as FAMILY
from adapters.demo.cast import POLICY
from adapters.demo.clients import Clients
from adapters.demo.course import Course, Plot
from adapters.demo.days import plus
from adapters.demo.luck import Luck
from adapters.demo.profiles import CBT_TEAM, FAMILY_GROUP, Profile
from domain.base import Source
from domain.case.journal import Texts
from domain.case.safety.codes import PartyTold
from domain.case.safety.events import Told
from domain.codes import EntryType, LegalBasis, NoteChannel, SessionKind, SessionOutcome

_VISITS = 40
_HOUR = "10:15"
_DECISION_FOLLOWED_UP_ON = date(2026, 9, 8)
_RECEIVED = {"beslut": date(2026, 6, 8), "varning": date(2026, 8, 3), "överklagande": date(2026, 8, 31)}
_TEXTS = Texts(
    fact="Samtal om veckan. Hemuppgiften var gjord: dagbok alla dagar utom en. Vi gick igenom två situationer där suget kom.",
    assessment="Programmet är genomgånget; vi arbetar med att hålla fast vid det. Glesare träffar efter nyår.",
    individual_view="Tycker att dagboken hjälper mer än väntat.",
)


def tell_present(town: Town, clients: Clients) -> None:
    """Write the cases of this autumn."""
    courses = {name: _course(town, clients, name, received_on) for name, received_on in _RECEIVED.items()}
    _tell_decision(courses["beslut"])
    _tell_danger(courses["varning"])
    _tell_appeal(courses["överklagande"])
    _tell_this_week(courses["beslut"], courses["varning"])
    _tell_calendar(courses["beslut"])
    _wait(town, clients, "kö/1", CBT_TEAM, date(2026, 10, 12), calls=(date(2026, 10, 26),))
    _wait(town, clients, "kö/2", FAMILY_GROUP, date(2026, 10, 19), calls=())
    _wait(town, clients, "kö/3", FAMILY_GROUP, date(2026, 9, 28), calls=(date(2026, 10, 13),), offered_on=date(2026, 10, 19))


def _course(town: Town, clients: Clients, name: str, received_on: date) -> Course:
    client = clients.new(Luck(f"plot/nu/{name}"), CBT_TEAM.ages, received_on)
    return Course(town, f"nu/{name}", CBT_TEAM, client, received_on, Plot(None, _VISITS)).tell()


def _tell_decision(course: Course) -> None:
    """The treatment is granted for half a year, and looked at again in the first week of November."""
    file, karin, day = course.file, course.manager, course.started_on
    decision_id = file.write(
        day, "14:05", karin, "make_decision", decided_on=day, outcome="granted", favourable=True, appealable=True,
        decision_text="Öppenvårdsbehandling enligt KBT beviljas till och med den 11 december 2026.",
        decision_grounds="Det skadliga bruket påverkar arbetet och hemmet, och egen vilja till behandling finns.",
        legal_ground="12 kap. 1 § socialtjänstlagen (2025:400)", decider=karin, delegation_reference="4.2.1",
        from_date=day, to_date=date(2026, 12, 11), follow_up_on=_DECISION_FOLLOWED_UP_ON,
    )
    file.write(day, "14:20", karin, "communicate_decision", decision_id=decision_id, notified_on=day, notice_manner="letter",
               decision_party="client", appeal_instructions=True)
    first = course.visits[0]
    file.write(first.day, plus(first.clock, 58), first.by, "execute_decision", decision_id=decision_id, step_on=first.day,
               execution_step="started")
    file.write(_DECISION_FOLLOWED_UP_ON, "15:40", course.responsible, "follow_up_decision", decision_id=decision_id,
               followed_up_on=_DECISION_FOLLOWED_UP_ON, conclusion="continues", follow_up_on=date(2026, 11, 3),
               follow_up_finding="Insatsen ges som beviljat. Alla steg i programmet är genomgångna.",
               follow_up_view="Vill fortsätta och är nöjd med tiderna.")


def _tell_danger(course: Course) -> None:
    """Thoughts of suicide are asked about the same day, and until it is calm again; the safety plan is looked at next week."""
    file, visit = course.file, next(each for each in course.visits if each.held and each.day >= date(2026, 9, 7))
    day, by, noticed = visit.day, visit.by, at(visit.day, visit.clock)
    asked_id = file.write(day, plus(visit.clock, 56), by, "record_screening", asked_on=day, topic="suicide",
                          person_asked="client", screening_form="Enhetens frågor om självmordstankar", screening_outcome="yes",
                          answer="Tankar i helgen, inga planer.", safety_measures=("talked_through", "risk_assessment"))
    signal_id = file.write(
        day, plus(visit.clock, 57), by, "record_warning_signal", occurred=noticed, warning_signal="suicide_thoughts",
        person_in_danger="client", said="Ibland tänker jag att det vore lättare om jag inte fanns.", danger_level="raised",
        danger_routine="Rutin vid självmordstankar", assessment="Tankar utan planer. Bor inte ensam. Vill ha hjälp.",
        safety_measures=("talked_through", "safety_plan", "health_care"),
        told=(Told(party_told=PartyTold.MANAGER, told_at=at(day, plus(visit.clock, 55))),), follow_up_by=day + timedelta(days=1),
        screening_id=asked_id,
    )
    file.write(day, plus(visit.clock, 59), by, "make_safety_plan", safety_concern="suicide", safety_plan_made_on=day,
               risk="Ensamma kvällar efter drickande.", warning_signs=("Slutar svara i telefon.",),
               own_steps=("Går ut och går.", "Ringer brodern."), who_to_call=("Brodern", "112"), shared_with_person=True,
               safety_plan_review_on=date(2026, 11, 4))
    following = [each for each in course.visits if each.held and each.day > day][:2]
    next_day = day + timedelta(days=1)
    while by.is_away(next_day):
        next_day += timedelta(days=1)
    file.write(next_day, "09:20", by, "follow_up_warning_signal", signal_id=signal_id, followed_up_on=next_day,
               danger_level="low", assessment="Ringde. Brodern är där, tid hos vårdcentralen på torsdag.",
               safety_measures=("close_one_involved",), follow_up_by=following[0].day)
    file.write(following[0].day, plus(following[0].clock, 57), following[0].by, "follow_up_warning_signal", signal_id=signal_id,
               followed_up_on=following[0].day, danger_level="none", assessment="Inga tankar den här veckan. Sover bättre.")


def _tell_appeal(course: Course) -> None:
    """A home for treatment is refused and appealed; the decision stands, and the appeal is still to go to the court."""
    file, karin, day = course.file, course.manager, date(2026, 10, 5)
    decision_id = file.write(
        day, "15:10", karin, "make_decision", decided_on=day, outcome="refused", favourable=False, appealable=True,
        decision_text="Ansökan om placering på behandlingshem avslås.",
        decision_grounds="Behovet tillgodoses med den öppenvårdsbehandling som pågår. Den har inte prövats fullt ut.",
        legal_ground="12 kap. 1 § socialtjänstlagen (2025:400)", decider=karin, delegation_reference="4.2.3",
    )
    file.write(day, "15:25", karin, "communicate_decision", decision_id=decision_id, notified_on=day, notice_manner="letter",
               decision_party="client", appeal_instructions=True, reached_on=day)
    appeal_id = file.write(date(2026, 10, 26), "11:15", karin, "receive_appeal", decision_id=decision_id,
                           received_on=date(2026, 10, 26), decision_party="client",
                           appeal_text="Jag behöver komma bort härifrån för att kunna sluta.")
    file.write(date(2026, 10, 28), "10:40", karin, "handle_appeal", appeal_id=appeal_id, handled_on=date(2026, 10, 28),
               appeal_measure="upheld", measure_grounds="Inget nytt har kommit fram. Öppenvården fortsätter.")


def _tell_this_week(unsigned: Course, unwritten: Course) -> None:
    """In the last week a note waits for its signature, and a visit for its note."""
    day, johan, file = date(2026, 10, 28), unsigned.responsible, unsigned.file
    session_id, note_id, occurred = _held(unsigned, day), file.pages.uuid(), at(day, _HOUR)
    file.do(day, "11:25", johan, lambda now: file.case.record_note(
        note_id=note_id, occurred=occurred, entry_type=EntryType.MEASURE, texts=_TEXTS, author=now.author,
        channel=NoteChannel.CONVERSATION, session_id=session_id, participants=CBT_TEAM.participants, individual_informed=True,
        stamp=now.stamp, today=now.today, policy=POLICY,
    ))
    _held(unwritten, date(2026, 10, 29))


def _held(course: Course, day: date) -> UUID:
    return course.file.session(day, "11:05", course.responsible, SessionOutcome.HELD, SessionKind.CONVERSATION, at(day, _HOUR),
                               CBT_TEAM.participants)


def _tell_calendar(course: Course) -> None:
    """The calendar has a time on Tuesday of which the record says nothing."""
    day, johan, ines = date(2026, 10, 27), course.responsible, course.town.cast.staff["ines"]
    course.file.write(
        date(2026, 10, 30), "08:05", ines, "import_calendar_contact", calendar_event_id=course.file.pages.uuid(),
        occurred=at(day, "14:00"), ends=at(day, "15:00"), calendar_status="confirmed", calendar_owner=johan,
        source=Source(system="Kalender", sheet="VEVENT", row=1, year=day.year),
    )


def _wait(
    town: Town, clients: Clients, story: str, profile: Profile, received_on: date, *, calls: tuple[date, ...],
    offered_on: date | None = None,
) -> None:
    """Somebody waits for a first time, and is called meanwhile; or has been offered one in November."""
    client: Client = clients.new(Luck(f"plot/{story}"), profile.ages, received_on)
    file, staff = CaseFile(town, story, client, profile.activity, received_on), town.cast.staff
    day = received_on + timedelta(days=2)
    file.open(day, "10:30", staff["karin"], started_on=day, legal_basis=LegalBasis.ASSISTANCE,
              reason_codes=(file.pages.pick(profile.scenes.reasons),), offering=town.offerings[profile.activity])
    intake_id = file.write(day, "10:33", staff["ines"], "receive_intake", requested_on=received_on, subject="client",
                           route="referral", request_source="commissioner", needs_tested=True, channel="letter")
    file.write(day, "10:38", staff["karin"], "allocate_case", intake_id=intake_id, allocated_on=day, team_name=profile.activity,
               allocated_unit_id=file.unit)
    queue_id = file.write(day, "10:41", staff["karin"], "place_in_queue", intake_id=intake_id, queued_on=day,
                          wait_reason="Teamet har inga lediga tider före november.", informed_of_wait=True,
                          expected_on=date(2026, 11, 16))
    caller = staff["mira"] if profile.activity == CBT else staff["peter"]
    assert profile.activity in (CBT, FAMILY), "these two are the ones that people wait for"
    for called_on in calls:
        file.write(called_on, "13:40", caller, "record_queue_call", queue_id=queue_id, occurred=at(called_on, "13:30"),
                   reached=True, acute_need="no", call_finding="Läget är oförändrat. Vill fortfarande ha en tid.")
    if offered_on is not None:
        file.assign(offered_on, "10:30", caller)
        file.write(offered_on, "10:44", staff["ines"], "offer_time", intake_id=intake_id, offered_on=offered_on,
                   offered_for=at(date(2026, 11, 3), "13:00"), kind="start_meeting")
        file.write(offered_on, "10:46", staff["ines"], "leave_queue", queue_id=queue_id, queue_left_on=offered_on,
                   outcome="offered")
