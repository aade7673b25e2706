"""The coordinated individual plan, from when it is raised to its end."""

from datetime import date, timedelta

import pytest

from domain.base import Occurred
from domain.case.case import Case
from domain.case.coordination.codes import (
    CloseOnesPart,
    SipConsent,
    SipEndReason,
    SipParty,
    SipPrincipal,
    SipProgress,
)
from domain.case.coordination.events import (
    SipCalled,
    SipConsentRecorded,
    SipEnded,
    SipEstablished,
    SipFollowedUp,
    SipMeasure,
    SipMeetingHeld,
    SipRaised,
)
from domain.case.entry_events import EntryStruck
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.coordination import document
from tests.support.examples import CLOSED_ON, EXAMPLES, IMPORT_STAMP, STAMP, TODAY, cast_id, source
from tests.support.scenario import given

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
RAISED, CONSENTED, CALLED, MET, PLANNED, FOLLOWED, ENDED = (
    EXAMPLES[f"case.sip_{name}.v1"]
    for name in ("raised", "consent_recorded", "called", "meeting_held", "established", "followed_up", "ended")
)
AGREED = [OPENED, RAISED, CONSENTED]
SIP = RAISED.entry_id
RAISED_ON = RAISED.raised_on
AGREED_ON = CONSENTED.consented_on
OTHER = cast_id(974)
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("SIP")}
PERSON, UNIT, BUP = SipParty.PERSON, SipParty.OWN_UNIT, SipParty.CHILD_PSYCHIATRY


def asking(decision, **usual):
    """A decision with its usual parameters, which a test may change."""

    def ask(**changes):
        return lambda case: getattr(case, decision)(**{"entry_id": OTHER, **usual, **BY, **changes})

    return ask


raising = asking("raise_sip", raised_on=TODAY, raised_by=UNIT, assessment="Behöver både behandling och vård.")
consenting = asking(
    "record_sip_consent", sip_id=SIP, consented_on=TODAY, sip_consent=SipConsent.GIVEN, consent_by=(PERSON,)
)
calling = asking(
    "call_sip_meeting", sip_id=SIP, called_on=TODAY, meeting_on=Occurred(on=TODAY + 7 * DAY), parties_called=(PERSON, BUP)
)
meeting = asking(
    "hold_sip_meeting", sip_id=SIP, met_at=Occurred(on=TODAY), parties_present=(PERSON, BUP), account="Alla sade sitt."
)
OURS = SipMeasure(sip_measure="Samtal.", principal=SipPrincipal.MUNICIPALITY)
THEIRS = SipMeasure(sip_measure="Läkemedel.", principal=SipPrincipal.REGION, carried_out_by="BUP")
planning = asking(
    "establish_sip", sip_id=SIP, sip_established_on=TODAY, sip_measures=(OURS, THEIRS), lead_principal=SipPrincipal.REGION,
    close_ones_part=CloseOnesPart.TOOK_PART, sip_follow_up_on=TODAY + DAY,
)
following = asking(
    "follow_up_sip", sip_id=SIP, followed_up_on=TODAY, sip_progress=SipProgress.AS_PLANNED, assessment="Går bra."
)
ending = asking("end_sip", sip_id=SIP, sip_ended_on=TODAY, sip_end_reason=SipEndReason.NOT_NEEDED)

EVERY_STEP = [
    (consenting, [OPENED, RAISED], SipConsentRecorded, "consented_on", RAISED_ON),
    (calling, AGREED, SipCalled, "called_on", AGREED_ON),
    (planning, AGREED, SipEstablished, "sip_established_on", AGREED_ON),
    (following, [*AGREED, PLANNED], SipFollowedUp, "followed_up_on", PLANNED.sip_established_on),
    (ending, [OPENED, RAISED], SipEnded, "sip_ended_on", RAISED_ON),
]


@pytest.mark.parametrize("day", [OPENED.received_on, TODAY])
def test_a_plan_is_offered_or_asked_for(day):
    given(Case, OPENED).when(raising(raised_on=day)).then(SipRaised, raised_on=day, raised_by=UNIT)


def test_a_closed_case_takes_a_plan_of_its_last_day_and_none_after_it_unless_it_is_imported():
    given(Case, OPENED, CLOSED).when(raising(raised_on=CLOSED_ON)).then(SipRaised)
    given(Case, OPENED, CLOSED).when(raising(raised_on=CLOSED_ON + DAY)).then_refused(NotAllowedError, "avslutades")
    given(Case, OPENED, CLOSED).when(raising(raised_on=CLOSED_ON + DAY, **IMPORTED)).then(SipRaised)


def test_another_plan_can_be_raised_when_the_first_has_ended():
    given(Case, OPENED, RAISED, ENDED).when(raising()).then(SipRaised, entry_id=OTHER)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], raising(assessment=""), NotFoundError, "Ärendet finns inte"),
        ([OPENED, RAISED], raising(entry_id=SIP, assessment=""), ConflictError, "finns redan"),
        ([OPENED], raising(assessment=" ", individual_view=""), InvalidValueError, "Bedömningen av behovet saknas"),
        ([OPENED], raising(individual_view="", raised_on=TODAY + DAY), InvalidValueError, "Den enskildes uppfattning saknas"),
        ([OPENED, CLOSED], raising(raised_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        ([OPENED, RAISED, CLOSED], raising(), NotAllowedError, "avslutades"),
        ([OPENED, RAISED], raising(), NotAllowedError, "har redan en SIP"),
    ],
)
def test_a_plan_is_not_raised(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize(("ask", "past", "kind", "field", "first"), EVERY_STEP)
def test_each_step_is_taken_from_its_first_day_to_today_and_on_no_other(ask, past, kind, field, first):
    for day in (first, TODAY):
        later = {"sip_follow_up_on": TODAY + DAY} if ask is planning else {}
        given(Case, *past, CLOSED).when(ask(**{field: day}, **later)).then(kind, **{field: day})
    given(Case, *past).when(ask(**{field: TODAY + DAY})).then_refused(InvalidValueError, "i dag är det")
    given(Case, *past).when(ask(**{field: RAISED_ON - DAY})).then_refused(InvalidValueError, "före den dag SIP togs upp")


@pytest.mark.parametrize("ask", [consenting, calling, meeting, planning, following, ending])
@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([], {}, NotFoundError, "Ärendet finns inte"),
        ([OPENED, RAISED], {"entry_id": SIP}, ConflictError, "finns redan"),
        ([OPENED, RAISED], {"sip_id": OTHER}, NotFoundError, "SIP:en finns inte"),
        ([OPENED, RAISED, ENDED], {}, NotAllowedError, f"avslutades {ENDED.sip_ended_on}"),
    ],
)
def test_each_step_needs_a_plan_that_goes_on(ask, past, changes, error, message):
    given(Case, *past).when(ask(**changes)).then_refused(error, message)


WITHDRAWN = {"sip_consent": SipConsent.WITHDRAWN}


def test_what_was_agreed_to_can_be_withdrawn():
    given(Case, *AGREED).when(consenting(**WITHDRAWN)).then(SipConsentRecorded, sip_consent=SipConsent.WITHDRAWN)


@pytest.mark.parametrize(
    ("past", "call", "message"),
    [
        ([OPENED, RAISED], consenting(individual_view="", consent_by=()), "Den enskildes uppfattning saknas"),
        ([OPENED, RAISED], consenting(consent_by=(), consented_on=TODAY + DAY), "Ange vem som samtycker"),
        ([OPENED, RAISED], consenting(consent_by=(PERSON, PERSON)), "Den enskilde står två gånger"),
        ([OPENED, RAISED], consenting(consent_by=(BUP,), consented_on=TODAY + DAY), "Samtycke lämnas av"),
        ([OPENED, RAISED], consenting(**WITHDRAWN, consented_on=TODAY + DAY), "i dag är det"),
        ([OPENED, RAISED], consenting(**WITHDRAWN), "inget samtycke att återta"),
        (AGREED, consenting(**WITHDRAWN, consented_on=RAISED_ON), "inget samtycke att återta"),
    ],
)
def test_a_consent_is_refused(past, call, message):
    given(Case, *past).when(call).then_refused(InvalidValueError, message)


WITHOUT = {"parties_present": (UNIT, BUP), "person_absent_reason": "Blev sjuk."}


@pytest.mark.parametrize("changes", [{}, WITHOUT, {"met_at": Occurred(on=AGREED_ON)}])
def test_the_parties_meet_with_the_person_or_say_why_not(changes):
    given(Case, *AGREED, CLOSED).when(meeting(**changes)).then(SipMeetingHeld, **changes)


def test_two_schools_are_two_parties():
    given(Case, *AGREED).when(calling(parties_called=(SipParty.SCHOOL,) * 2)).then(SipCalled)


def test_a_meeting_known_by_month_may_begin_before_the_plan_was_raised_in_it():
    month = Occurred(on=RAISED_ON.replace(day=1), precision="month")
    given(Case, OPENED, RAISED).when(meeting(met_at=month)).then(SipMeetingHeld, met_at=month)
    given(Case, *AGREED).when(calling(meeting_on=Occurred(on=TODAY.replace(day=1), precision="month"))).then(SipCalled)


def test_imported_history_is_believed_about_consent_and_presence():
    given(Case, OPENED, RAISED).when(calling(**IMPORTED)).then(SipCalled)
    given(Case, OPENED, RAISED).when(meeting(**IMPORTED, parties_present=(UNIT, BUP))).then(SipMeetingHeld)
    given(Case, OPENED, RAISED).when(planning(**IMPORTED, sip_measures=())).then(SipEstablished)
    given(Case, OPENED, RAISED).when(ending(**IMPORTED, sip_end_reason=SipEndReason.GOALS_REACHED)).then(SipEnded)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([OPENED, RAISED], calling(parties_called=(), called_on=TODAY + DAY), InvalidValueError, "Ange vilka som kallades"),
        ([OPENED, RAISED], calling(parties_called=(PERSON, PERSON)), InvalidValueError, "står två gånger"),
        ([OPENED, RAISED], calling(meeting_on=Occurred(on=TODAY - DAY)), InvalidValueError, "före kallelsens dag"),
        ([OPENED, RAISED], calling(), NotAllowedError, "hade inte samtyckt"),
        (AGREED, calling(called_on=RAISED_ON), NotAllowedError, f"hade inte samtyckt till SIP {RAISED_ON}"),
        ([OPENED, RAISED], meeting(account="", person_absent_reason=""), InvalidValueError, "Vad som togs upp saknas"),
        (
            [OPENED, RAISED], meeting(person_absent_reason="", individual_view=""), InvalidValueError,
            "Varför den enskilde inte var med saknas",
        ),
        (
            [OPENED, RAISED], meeting(individual_view="", participant_names=("",)), InvalidValueError,
            "Den enskildes uppfattning saknas",
        ),
        ([OPENED, RAISED], meeting(participant_names=("",), parties_present=(PERSON,)), InvalidValueError, "Deltagarens namn"),
        ([OPENED, RAISED], meeting(parties_present=(PERSON,), met_at=Occurred(on=TODAY + DAY)), InvalidValueError, "minst två"),
        ([OPENED, RAISED], meeting(parties_present=(PERSON,) * 2), InvalidValueError, "står två gånger"),
        ([OPENED, RAISED], meeting(met_at=Occurred(on=TODAY + DAY), parties_present=(UNIT, BUP)), InvalidValueError, "i dag är"),
        ([OPENED, RAISED], meeting(met_at=Occurred(on=RAISED_ON - DAY)), InvalidValueError, "före den dag SIP togs upp"),
        ([OPENED, RAISED], meeting(parties_present=(UNIT, BUP)), InvalidValueError, "eller varför inte"),
        ([OPENED, RAISED], meeting(person_absent_reason="Sjuk."), InvalidValueError, "eller varför inte"),
        ([OPENED, RAISED], meeting(), NotAllowedError, "hade inte samtyckt"),
    ],
)
def test_a_call_or_a_meeting_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_a_plan_says_what_is_needed_who_answers_and_who_has_the_whole():
    given(Case, *AGREED).when(planning()).then(
        SipEstablished, sip_measures=(OURS, THEIRS), lead_principal=SipPrincipal.REGION, sip_follow_up_on=TODAY + DAY
    )


NEITHER = SipMeasure(sip_measure="Simskola.", principal=SipPrincipal.OTHER)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        (AGREED, planning(sip_goals=("",), sip_measures=()), InvalidValueError, "Målet saknas"),
        (
            AGREED, planning(sip_measures=(OURS.model_copy(update={"sip_measure": ""}),), coordinator=""), InvalidValueError,
            "Insatsen saknas",
        ),
        (
            AGREED, planning(sip_measures=(OURS.model_copy(update={"carried_out_by": ""}),), coordinator=""), InvalidValueError,
            "Vem som utför insatsen saknas",
        ),
        (AGREED, planning(coordinator="", individual_view=""), InvalidValueError, "Samordnaren saknas"),
        (AGREED, planning(individual_view="", sip_measures=()), InvalidValueError, "Den enskildes uppfattning saknas"),
        (AGREED, planning(sip_established_on=TODAY + DAY, sip_measures=()), InvalidValueError, "i dag är det"),
        (AGREED, planning(sip_measures=(THEIRS, NEITHER), lead_principal=NEITHER.principal), InvalidValueError, "kommunen"),
        (AGREED, planning(sip_measures=(OURS, NEITHER)), InvalidValueError, "regionen svarar"),
        (AGREED, planning(lead_principal=SipPrincipal.OTHER, sip_follow_up_on=TODAY), InvalidValueError, "övergripande ansvaret"),
        ([OPENED, RAISED], planning(sip_follow_up_on=TODAY), InvalidValueError, f"Ange en dag efter {TODAY}"),
        ([OPENED, RAISED], planning(), NotAllowedError, "hade inte samtyckt"),
        ([OPENED, RAISED], following(assessment=""), NotAllowedError, "ingen upprättad plan"),
        ([*AGREED, PLANNED], following(assessment="", individual_view=""), InvalidValueError, "Bedömningen saknas"),
        ([*AGREED, PLANNED], following(individual_view="", followed_up_on=TODAY + DAY), InvalidValueError, "uppfattning saknas"),
        (
            [*AGREED, PLANNED], following(followed_up_on=PLANNED.sip_established_on - DAY, sip_follow_up_on=RAISED_ON),
            InvalidValueError, "före planens dag",
        ),
        ([*AGREED, PLANNED], following(sip_follow_up_on=TODAY), InvalidValueError, "Ange en dag efter"),
        ([OPENED, RAISED], ending(explanation="", sip_ended_on=TODAY + DAY), InvalidValueError, "Förklaringen saknas"),
        ([OPENED, RAISED], ending(sip_end_reason=SipEndReason.OTHER), InvalidValueError, "Förklara vilken"),
        ([OPENED, RAISED], ending(sip_end_reason=SipEndReason.GOALS_REACHED), InvalidValueError, "inga mål kan vara nådda"),
    ],
)
def test_a_plan_its_follow_up_or_its_end_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_a_plan_ends_with_its_goals_reached_or_for_another_reason_that_is_explained():
    given(Case, *AGREED, PLANNED).when(ending(sip_end_reason=SipEndReason.GOALS_REACHED)).then(SipEnded)
    given(Case, *AGREED).when(ending(sip_end_reason=SipEndReason.OTHER, explanation="Flyttar.")).then(SipEnded)


def sip_after(*events):
    return Case.fold([OPENED, RAISED, *events]).coordination.sips[SIP]


def test_the_day_of_the_next_follow_up_is_the_last_that_was_set_for_the_plan_that_holds():
    finished = FOLLOWED.model_copy(update={"sip_follow_up_on": None})
    anew = PLANNED.model_copy(update={
        "entry_id": OTHER, "sip_established_on": date(2024, 9, 20), "sip_follow_up_on": date(2024, 12, 20),
    })
    histories = [(), (PLANNED,), (PLANNED, FOLLOWED), (PLANNED, FOLLOWED, anew), (anew, PLANNED), (PLANNED, finished),
                 (PLANNED, FOLLOWED, ENDED)]
    assert [sip_after(*each).follow_up_on for each in histories] == [
        None, PLANNED.sip_follow_up_on, FOLLOWED.sip_follow_up_on, date(2024, 12, 20), date(2024, 12, 20), None, None
    ]


def test_consent_is_what_was_said_last_by_a_day():
    withdrawn = CONSENTED.model_copy(update={
        "entry_id": OTHER, "consented_on": date(2024, 6, 1), "sip_consent": SipConsent.WITHDRAWN
    })
    sip = sip_after(withdrawn, CONSENTED)
    assert [sip.consent_on(day) for day in (AGREED_ON - DAY, AGREED_ON, date(2024, 5, 31), date(2024, 6, 1))] == [
        None, SipConsent.GIVEN, SipConsent.GIVEN, SipConsent.WITHDRAWN
    ]


def test_a_plan_that_was_raised_by_mistake_is_struck_once_nothing_rests_on_it():
    def strike(case):
        return case.strike_entry(entry_id=SIP, reason="Fel akt.", stamp=STAMP, policy=DEFAULT_POLICY)

    given(Case, *AGREED).when(strike).then_refused(NotAllowedError, "bygger på den här")
    given(Case, OPENED, RAISED).when(strike).then(EntryStruck, entry_id=SIP)


def test_the_document_shows_the_four_contents_of_the_plan_that_holds_and_what_has_ended():
    shown = document(Case.fold([*AGREED, CALLED, MET, PLANNED, FOLLOWED]))["current"]
    assert {name: [each["sip_measure"] for each in measures] for name, measures in shown["plan"]["measures_by"].items()} == {
        "municipality": ["Samtal varje vecka."], "region": ["Läkemedelsuppföljning."], "other": ["Simskola."],
    }
    assert (shown["consent"], shown["plan"]["lead_principal"], shown["follow_up_on"]) == ("given", "municipality", "2024-11-12")
    ended = document(Case.fold([*AGREED, PLANNED, ENDED]))
    assert ended["current"] is None and ended["ended"][0]["ended"]["sip_end_reason"] == "other"
