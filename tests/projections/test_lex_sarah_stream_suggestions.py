"""Complaints, a child's times, unjustified readings and erasures suggest a report past the board's bounds, and only they."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.base import Occurred, Source
from domain.codes import ViewpointKind, ViewpointSubject
from domain.concern.codes import ConcernAbout, LegalTimer
from domain.concern.concern import Concern
from domain.erasure.erasure import Erasure
from domain.policies import DEFAULT_POLICY
from domain.suggestion.codes import SuggestionKind
from domain.viewpoint.viewpoint import Viewpoint
from projections.lex_sarah_stream_suggestions import Violation, of_complaints, of_concerns, of_erasures, of_violations
from tests.support.cast import CASE, OTHER_CASE, UNIT, cast_id
from tests.support.examples import EXAMPLES

DAY, TODAY = timedelta(days=1), date(2024, 9, 30)
RECEIVED, CONCERN = EXAMPLES["viewpoint.received.v2"], EXAMPLES["concern.received.v1"]
PROPOSED, BEGUN, PURGED = (
    EXAMPLES[f"erasure.{name}.v1"] for name in ("proposed", "destruction_begun", "record_purged")
)
BACK = DEFAULT_POLICY.suggestion_back_days * DAY


def bounded(**bounds):
    return DEFAULT_POLICY.model_copy(update=bounds)


def complaint(on, number=1, *, unit=UNIT, **changes):
    told = {
        "received_on": on, "unit": unit, "kind": ViewpointKind.COMPLAINT, "subject_category": ViewpointSubject.LEGAL_SECURITY,
        "source": None, **changes,
    }
    return Viewpoint.fold([RECEIVED.model_copy(update=told)]), (number,)


def complaints(*viewpoints, policy=DEFAULT_POLICY, day=TODAY):
    return [(each.key, each.days, each.evidence) for each in of_complaints(viewpoints, policy, day)]


def test_complaints_about_legal_security_are_one_suggestion_a_unit_and_month():
    other = cast_id(31060)
    found = complaints(
        complaint(date(2024, 9, 1), 1), complaint(date(2024, 9, 30), 2), complaint(date(2024, 8, 31), 3),
        complaint(date(2024, 9, 2), 4, unit=other),
    )
    assert sorted((str(key.stream_id), key.since, days, evidence) for key, days, evidence in found) == sorted([
        (str(UNIT), date(2024, 9, 1), 2, (1, 2)), (str(UNIT), date(2024, 8, 1), 1, (3,)),
        (str(other), date(2024, 9, 1), 1, (4,)),
    ])
    assert {(key.kind, key.ground) for key, *_ in found} == {(SuggestionKind.COMPLAINTS, "legal_security")}


def test_as_many_complaints_as_the_bound_suggest_one_and_fewer_none():
    three = [complaint(date(2024, 9, number), number) for number in (1, 2, 3)]
    assert len(complaints(*three, policy=bounded(suggestion_complaints=3))) == 1
    assert complaints(*three, policy=bounded(suggestion_complaints=4)) == []


@pytest.mark.parametrize("changes", [
    {"kind": ViewpointKind.VIEWPOINT}, {"subject_category": ViewpointSubject.COMPETENCE}, {"subject_category": None},
    {"source": Source(system="Underlag 2024", sheet="Synpunkter", row=2, year=2024)},
])
def test_no_other_viewpoint_and_no_import_suggests_one(changes):
    assert complaints(complaint(TODAY, **changes)) == []


@pytest.mark.parametrize(("on", "count"), [(TODAY - BACK, 1), (TODAY - BACK - DAY, 0), (TODAY, 1), (TODAY + DAY, 0)])
def test_complaints_are_looked_at_as_far_back_as_the_board_looks_and_to_the_day(on, count):
    assert len(complaints(complaint(on))) == count


def concern(received_on, *, about=ConcernAbout.CHILD, closed_on=None):
    stream = [CONCERN.model_copy(update={"received_at": Occurred(on=received_on), "concern_about": about})]
    if closed_on is not None:
        stream.append(EXAMPLES["concern.closed.v1"].model_copy(update={"concern_closed_on": closed_on}))
    return Concern.fold(stream), (7, 8)


def concerns(*each, policy=DEFAULT_POLICY, day=TODAY):
    return list(of_concerns(each, policy, day))


@pytest.mark.parametrize(("days", "count"), [
    (DEFAULT_POLICY.suggestion_child_timer_days, 1), (DEFAULT_POLICY.suggestion_child_timer_days - 1, 0),
])
def test_a_childs_time_that_ran_out_suggests_one_from_the_bound_on(days, count):
    found = concerns(concern(TODAY - days * DAY))
    assert [(each.key.ground, each.key.since, each.days, each.evidence, each.unit_id) for each in found] == [
        (LegalTimer.PROTECTION.value, TODAY - (days - 1) * DAY, days, (7,), CONCERN.unit)
    ] * count


def test_a_concern_is_one_suggestion_however_many_times_have_run_out_and_keeps_its_key():
    first, later = (concerns(concern(date(2024, 6, 3)), day=day) for day in (date(2024, 6, 10), TODAY))
    assert len(first) == len(later) == 1 and first[0].key == later[0].key


def test_a_concern_for_an_adult_suggests_none():
    assert concerns(concern(date(2024, 6, 3), about=ConcernAbout.ADULT)) == []


def test_what_was_closed_without_being_done_ran_out_until_then():
    received, closed = date(2024, 6, 3), date(2024, 6, 10)
    [each] = concerns(concern(received, closed_on=closed))
    assert (each.days, each.until) == (7, closed)
    assert concerns(concern(received, closed_on=closed), day=closed + BACK) != []
    assert concerns(concern(received, closed_on=closed), day=closed + BACK + DAY) == []


def violation(on, stream=CASE, number=1, ground="emergency_access"):
    return Violation(ground, stream, on, UNIT, stream, (number,))


def test_unjustified_readings_are_one_suggestion_a_record_and_month():
    found = list(of_violations([
        violation(date(2024, 9, 1), number=1), violation(date(2024, 9, 30), number=2), violation(date(2024, 8, 31), number=3),
        violation(date(2024, 9, 2), OTHER_CASE, 4),
    ], DEFAULT_POLICY, TODAY))
    assert sorted((str(each.key.stream_id), each.key.since, each.days, each.evidence) for each in found) == sorted([
        (str(CASE), date(2024, 9, 1), 2, (1, 2)), (str(CASE), date(2024, 8, 1), 1, (3,)),
        (str(OTHER_CASE), date(2024, 9, 1), 1, (4,)),
    ])
    assert {each.case_id for each in found} == {CASE, OTHER_CASE}


def test_as_many_readings_as_the_bound_suggest_one_and_fewer_or_older_none():
    two, policy = [violation(TODAY, number=1), violation(TODAY, number=2)], bounded(suggestion_access_violations=2)
    assert len(list(of_violations(two, policy, TODAY))) == 1
    assert list(of_violations(two[:1], policy, TODAY)) == []
    assert list(of_violations([violation(TODAY - BACK - DAY)], DEFAULT_POLICY, TODAY)) == []


def erasure(*events, begun_on=None):
    return Erasure.fold([PROPOSED, *events]), (4, 5), begun_on


def erasures(each, *, day=TODAY, policy=DEFAULT_POLICY):
    return [(found.key.ground, found.key.since, found.days) for found in of_erasures([each], policy, day)]


LAST = min(each.finish_by for each in PROPOSED.erasure_items)


def test_a_record_that_is_not_erased_the_day_after_its_last_suggests_one():
    policy = bounded(suggestion_erasure_days=2)
    assert erasures(erasure(), day=LAST) == []
    assert erasures(erasure(), day=LAST + DAY) == [("not_in_time", LAST + DAY, 1)]
    assert erasures(erasure(), day=LAST + DAY, policy=policy) == []
    assert erasures(erasure(), day=LAST + 2 * DAY, policy=policy) == [("not_in_time", LAST + DAY, 2)]


def test_one_that_stopped_halfway_suggests_one_and_one_that_is_withdrawn_or_done_none():
    on = date(2024, 3, 1)
    assert erasures(erasure(BEGUN, begun_on=on), day=on + DAY) == [("half_done", on + DAY, 1)]
    assert erasures(erasure(BEGUN, begun_on=on), day=on) == []
    done = [PURGED.model_copy(update={"record_id": each.record_id}) for each in PROPOSED.erasure_items]
    assert erasures(erasure(BEGUN, *done, begun_on=on), day=LAST + DAY) == []
    assert erasures(erasure(EXAMPLES["erasure.withdrawn.v1"]), day=LAST + DAY) == []
