"""Follow-ups after 3, 6 and 12 months: each day belongs to one of them, and what is not done has a cause."""

from datetime import date, timedelta

import pytest

from domain.case.case import Case
from domain.case.entry_events import EntryStruck
from domain.case.follow_up.codes import FollowUpAnswerer, FollowUpManner, FollowUpOutcome, FollowUpPoint, NoFollowUpCause
from domain.case.follow_up.events import FollowUpDone, FollowUpNotDone
from domain.codes import YesNoUnknown
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.months import months_after
from domain.policies import DEFAULT_POLICY
from projections.areas.follow_up import document
from tests.support.examples import ATTENDANCE, CLOSED_ON, EXAMPLES, IMPORT_STAMP, RATING, STAMP, cast_id, source
from tests.support.scenario import given, numbered

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
REOPENED = EXAMPLES["case.reopened.v1"].model_copy(update={"reopened_on": date(2025, 7, 1)})
DONE = EXAMPLES["case.follow_up_done.v1"]
NOT_DONE = EXAMPLES["case.follow_up_not_done.v1"]
RATED, ATTENDED = EXAMPLES["case.rating_recorded.v2"], EXAMPLES["case.attendance_recorded.v1"]
OTHER = cast_id(998)
DAY = timedelta(days=1)
TOLERANCE = timedelta(days=DEFAULT_POLICY.follow_up_tolerance_days)
NOW = date(2026, 3, 16)
BY = {"stamp": STAMP, "today": NOW, "policy": DEFAULT_POLICY}
DUE = {point: months_after(CLOSED_ON, point.months) for point in FollowUpPoint}
M3, M6, M12 = FollowUpPoint


def following_up(**changes):
    call = {
        "entry_id": OTHER, "follow_up_point": M6, "closing_followed_up_on": DUE[M6], "follow_up_manner": FollowUpManner.TELEPHONE,
        "answered_by": (FollowUpAnswerer.INDIVIDUAL,), "follow_up_outcome": FollowUpOutcome.BETTER,
        "result_lasts": YesNoUnknown.YES, "known_to_services": YesNoUnknown.NO,
    }
    return lambda case: case.follow_up_closing(**{**call, **BY, **changes})


def giving_up(**changes):
    call = {
        "entry_id": OTHER, "follow_up_point": M12, "given_up_on": DUE[M12], "no_follow_up_cause": NoFollowUpCause.NOT_REACHED,
        "contact_attempts": 1,
    }
    return lambda case: case.give_up_follow_up(**{**call, **BY, **changes})


def test_a_closing_is_followed_up_and_the_case_stays_closed():
    scenario = given(Case, OPENED, RATED, ATTENDED, CLOSED)
    scenario.when(following_up(rating_ids=(RATING,), attendance_ids=(ATTENDANCE,), fact="Bor kvar.")).then(
        FollowUpDone, closing_number=1, follow_up_point=M6, closing_followed_up_on=DUE[M6], rating_ids=(RATING,), fact="Bor kvar."
    )
    assert scenario.state.closed_on == CLOSED_ON


@pytest.mark.parametrize(
    ("point", "first", "last"),
    [
        (M3, DUE[M3] - TOLERANCE, DUE[M6] - TOLERANCE - DAY),
        (M6, DUE[M6] - TOLERANCE, DUE[M12] - TOLERANCE - DAY),
        (M12, DUE[M12] - TOLERANCE, NOW),
    ],
)
def test_every_day_belongs_to_one_point(point, first, last):
    for day in (first, last):
        call = following_up(follow_up_point=point, closing_followed_up_on=day)
        given(Case, OPENED, CLOSED).when(call).then(FollowUpDone, follow_up_point=point)
    early = following_up(follow_up_point=point, closing_followed_up_on=first - DAY)
    given(Case, OPENED, CLOSED).when(early).then_refused(InvalidValueError, f"tidigast {first}")
    if point is not M12:
        late = following_up(follow_up_point=point, closing_followed_up_on=last + DAY)
        given(Case, OPENED, CLOSED).when(late).then_refused(InvalidValueError, "hör uppföljningen till tillfället")


def test_imported_history_keeps_its_own_days():
    early = following_up(closing_followed_up_on=CLOSED_ON, stamp=IMPORT_STAMP, source=source("Uppföljning"))
    given(Case, OPENED, CLOSED).when(early).then(FollowUpDone, closing_followed_up_on=CLOSED_ON)


def test_what_was_followed_up_before_the_case_was_opened_again_can_still_be_written_down():
    given(Case, OPENED, CLOSED, REOPENED).when(following_up()).then(FollowUpDone, closing_number=1)
    last = REOPENED.reopened_on - DAY
    before = following_up(closing_followed_up_on=last)
    given(Case, OPENED, CLOSED, REOPENED).when(before).then(FollowUpDone, closing_followed_up_on=last)
    given(Case, OPENED, CLOSED, REOPENED).when(following_up(closing_followed_up_on=REOPENED.reopened_on)).then_refused(
        NotAllowedError, "Ärendet var öppet"
    )


def test_a_second_closing_has_its_own_follow_ups():
    second = CLOSED.model_copy(update={"closed_on": date(2025, 8, 1)})
    given(Case, OPENED, CLOSED, DONE, REOPENED, second).when(following_up(closing_followed_up_on=date(2026, 2, 1))).then(
        FollowUpDone, closing_number=2
    )


def test_own_records_may_be_looked_at_when_nobody_is_asked():
    call = following_up(follow_up_manner=FollowUpManner.RECORDS, answered_by=())
    given(Case, OPENED, CLOSED).when(call).then(FollowUpDone, answered_by=())


RECORDS = following_up(follow_up_manner=FollowUpManner.RECORDS)
TWICE = following_up(answered_by=(FollowUpAnswerer.SCHOOL,) * 2)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], following_up(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, CLOSED, DONE], following_up(entry_id=DONE.entry_id), ConflictError, "Uppföljningen finns redan"),
        ([OPENED, CLOSED], following_up(closing_followed_up_on=NOW + DAY), InvalidValueError, "i dag är det"),
        ([OPENED], following_up(), NotAllowedError, "inte avslutat"),
        ([OPENED, CLOSED], following_up(closing_followed_up_on=CLOSED_ON - DAY), NotAllowedError, "inte avslutat"),
        ([OPENED, CLOSED, DONE], following_up(), NotAllowedError, "redan gjord"),
        ([OPENED, CLOSED], RECORDS, InvalidValueError, "så ingen svarade"),
        ([OPENED, CLOSED], following_up(answered_by=()), InvalidValueError, "vem som svarade"),
        ([OPENED, CLOSED], TWICE, InvalidValueError, "mer än en gång"),
        ([OPENED, CLOSED], following_up(fact=" "), InvalidValueError, "Faktatexten saknas"),
        ([OPENED, CLOSED], following_up(assessment=" "), InvalidValueError, "Bedömningen saknas"),
        ([OPENED, CLOSED], following_up(individual_view=" "), InvalidValueError, "Den enskildes uppfattning saknas"),
        ([OPENED, CLOSED], following_up(child_view=" "), InvalidValueError, "Barnets uppfattning saknas"),
        ([OPENED, CLOSED], following_up(rating_ids=(OTHER,)), NotFoundError, "Skattningen finns inte"),
        ([OPENED, CLOSED], following_up(attendance_ids=(OTHER,)), NotFoundError, "Närvaromätningen finns inte"),
    ],
)
def test_a_follow_up_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize("day", [CLOSED_ON, NOW])
def test_a_follow_up_is_given_up_from_the_closing_to_today(day):
    given(Case, OPENED, CLOSED).when(giving_up(given_up_on=day)).then(FollowUpNotDone, closing_number=1, given_up_on=day)


@pytest.mark.parametrize("cause", [cause for cause in NoFollowUpCause if cause is not NoFollowUpCause.OTHER])
def test_every_cause_can_be_given(cause):
    given(Case, OPENED, CLOSED, REOPENED).when(giving_up(no_follow_up_cause=cause)).then(
        FollowUpNotDone, no_follow_up_cause=cause
    )


def test_what_was_given_up_can_succeed_after_all():
    given(Case, OPENED, CLOSED, NOT_DONE).when(following_up(follow_up_point=M12, closing_followed_up_on=NOW)).then(FollowUpDone)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], giving_up(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, CLOSED, NOT_DONE], giving_up(entry_id=NOT_DONE.entry_id), ConflictError, "Bortfallet finns redan"),
        ([OPENED, CLOSED], giving_up(given_up_on=NOW + DAY), InvalidValueError, "i dag är det"),
        ([OPENED], giving_up(), NotAllowedError, "inte avslutat"),
        ([OPENED, CLOSED], giving_up(given_up_on=CLOSED_ON - DAY), NotAllowedError, "inte avslutat"),
        ([OPENED, CLOSED, DONE], giving_up(follow_up_point=M6), NotAllowedError, "så den är inget bortfall"),
        ([OPENED, CLOSED, NOT_DONE], giving_up(), NotAllowedError, "redan dokumenterat"),
        ([OPENED, CLOSED], giving_up(contact_attempts=0), InvalidValueError, "Ange minst 1"),
        (
            [OPENED, CLOSED], giving_up(no_follow_up_cause=NoFollowUpCause.DECLINED, contact_attempts=-1), InvalidValueError,
            "Ange minst 0",
        ),
        ([OPENED, CLOSED], giving_up(no_follow_up_details=" "), InvalidValueError, "Beskrivningen av bortfallet saknas"),
        ([OPENED, CLOSED], giving_up(no_follow_up_cause=NoFollowUpCause.OTHER), InvalidValueError, "Orsaken är annat"),
    ],
)
def test_giving_up_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_the_document_shows_when_each_point_is_due_and_what_came_of_it():
    assert document(Case.fold(numbered(OPENED))) == {"closings": []}
    (closing,) = document(Case.fold(numbered(OPENED, CLOSED, DONE, NOT_DONE)))["closings"]
    assert [(each["point"], each["due_on"], each["state"]) for each in closing["points"]] == [
        ("months_3", "2025-02-28", "open"), ("months_6", "2025-05-29", "done"), ("months_12", "2025-11-29", "not_done")
    ]
    assert closing["points"][1]["done"]["answered_by"] == ["individual", "school"]
    assert closing["points"][2]["not_done"]["contact_attempts"] == 3


def test_a_point_that_was_not_yet_due_when_the_case_was_opened_again_has_lapsed():
    on_the_day = REOPENED.model_copy(update={"reopened_on": DUE[M6]})
    (closing,) = document(Case.fold(numbered(OPENED, CLOSED, on_the_day)))["closings"]
    assert [each["state"] for each in closing["points"]] == ["open", "lapsed", "lapsed"]


def test_a_struck_follow_up_can_be_made_anew():
    case = Case.fold(numbered(OPENED, CLOSED, DONE))
    case.apply(EntryStruck(**case._next(STAMP), entry_id=DONE.entry_id, reason="Fel klient."))
    assert case.follow_up.done == {}
    assert following_up()(case)[0].closing_number == 1


FAULTS = [
    ({"closing_followed_up_on": NOW + DAY}, "i dag är det"),
    ({"closing_followed_up_on": CLOSED_ON}, "tidigast"),
    ({"answered_by": ()}, "vem som svarade"),
    ({"fact": ""}, "Faktatexten saknas"),
    ({"assessment": ""}, "Bedömningen saknas"),
    ({"individual_view": ""}, "Den enskildes uppfattning saknas"),
    ({"child_view": ""}, "Barnets uppfattning saknas"),
]


def test_of_several_faults_the_first_in_the_documented_order_is_told():
    for first, (_, message) in enumerate(FAULTS):
        changes = {name: value for fault, _ in reversed(FAULTS[first:]) for name, value in fault.items()}
        outcome = given(Case, OPENED, CLOSED).when(following_up(**changes))
        outcome.then_refused(InvalidValueError, message)
