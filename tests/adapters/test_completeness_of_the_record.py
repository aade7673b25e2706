"""The shipped rules over decisions, children, danger, concerns and ratings: the queries find what the pure judge finds."""

from __future__ import annotations

from contextlib import ExitStack, closing
from datetime import date, timedelta
from decimal import Decimal

import pytest

from adapters.postgres.completeness import PostgresCompleteness
from adapters.postgres.projector import Projector
from domain.base import Occurred
from domain.codes import Phase, SessionKind
from domain.completeness.codes import Status
from domain.offering.codes import RatedWhen
from domain.offering.rating_terms import ExpectedRating
from projections.checked_records import checked_records
from projections.completeness import counts_of, findings_of
from tests.adapters.test_completeness import require_same, shipped_in_force
from tests.adapters.test_views import recorded_in
from tests.support.cast import OTHER_CASE, STARTED_ON, cast_id
from tests.support.cluster import Cluster
from tests.support.journals import OPENED, example, imported, recorded

JULY_10, AUGUST_1 = date(2024, 7, 10), date(2024, 8, 1)
DAYS = (STARTED_ON, date(2024, 7, 12), date(2024, 10, 1), date(2025, 9, 1))
SRS = ExpectedRating(instrument="SRS", rated_when=RatedWhen.EACH_SESSION, session_kinds=(SessionKind.CONVERSATION,))
ORS = SRS.model_copy(update={"instrument": "ORS"})
SET, SESSION = example("offering.instruments_set"), example("case.session_held", kind=SessionKind.CONVERSATION)
RATING = example("case.rating_recorded", subscales=(), missing_items=(), about_person_id=None, respondent_person_id=None)


def rated_from(on, *expected):
    return on, SET.model_copy(update={"instruments_from": on, "expected_ratings": expected})


def met(on, number):
    return on, SESSION.model_copy(update={"session_id": cast_id(3500 + number), "occurred": Occurred(on=on)})


def in_other_case(event, **changes):
    return event.model_copy(update={"originator_id": OTHER_CASE, **changes})


def journal():
    """A case in an offering that rates for a time, one in none that is stated, and concerns about a child and an adult."""
    closed = example("case.closed", closed_on=date(2024, 9, 20))
    concern = example("concern.received", known_case_id=None)
    written = [
        (STARTED_ON, example("offering.established", regime_from=date(2024, 1, 1))),
        (STARTED_ON, OPENED),
        (STARTED_ON, in_other_case(OPENED, number="2024-0002", offering=None, birth_year=2012)),
        met(date(2024, 5, 2), 1), rated_from(date(2024, 6, 1), SRS), met(JULY_10, 2), rated_from(AUGUST_1, ORS, SRS),
        met(date(2024, 8, 20), 3), rated_from(date(2024, 9, 1)), met(date(2024, 9, 10), 4),
        (JULY_10, RATING.model_copy(update={"instrument": "SRS", "total": Decimal(30), "session_id": None, "rated_on": JULY_10})),
        (JULY_10, in_other_case(SESSION, session_id=cast_id(3510), occurred=Occurred(on=JULY_10))),
        (JULY_10, example("case.decision_made", amendment=None)),
        (JULY_10, in_other_case(imported(example("case.decision_made", amendment=None)), entry_id=cast_id(3511))),
        (JULY_10, in_other_case(example("case.consent_recorded", representative_ids=(cast_id(857),)), entry_id=cast_id(3512))),
        (JULY_10, example("case.children_recorded")), (JULY_10, example("case.protection_assessed")),
        (JULY_10, example("case.differing_opinion_noted")),
        (JULY_10, example("case.attendance_recorded", phase=Phase.START)),
        (date(2024, 9, 2), concern), (date(2024, 9, 17), example("concern.inquiry_decided", decided_on=date(2024, 9, 17))),
        (date(2024, 9, 2), in_concern(concern)), (date(2024, 9, 20), closed),
    ]
    in_order = recorded(sorted(written, key=lambda each: each[0]))
    # No two are recorded in the same microsecond.
    return [each._replace(recorded_us=each.recorded_us + each.position) for each in in_order]


def in_concern(concern):
    return concern.model_copy(update={"originator_id": cast_id(3520), "known_case_id": OTHER_CASE})


@pytest.fixture
def story(cluster: Cluster):
    history = journal()
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        projector = stack.enter_context(closing(Projector(board, page_events=5)))
        yield history, PostgresCompleteness(board, projector)


def test_at_every_size_and_day_the_queries_find_what_the_pure_judge_finds(story):
    history, completeness = story
    rules = shipped_in_force()
    for size in (len(history) - 6, len(history)):
        for day in DAYS:
            require_same(completeness, rules, checked_records(history[:size], day), size, day)


def test_only_sessions_on_days_that_the_offering_rates_are_gaps_and_of_no_stated_offering_it_is_unknown(story):
    history, completeness = story
    rules = [each for each in shipped_in_force() if each.rule.id == "R-27"]
    known = checked_records(history, DAYS[-1])
    assert [each.finding.key for each in completeness.findings(rules, len(history), DAYS[-1])] == [cast_id(3503)]
    (counted,) = completeness.counts(rules, len(history), DAYS[-1])
    assert (counted.counts[Status.GAP], counted.counts[Status.UNKNOWN]) == (1, 1)
    assert [counted] == counts_of(rules, known, DAYS[-1]) and len(findings_of(rules, known, DAYS[-1])) == 1


def test_a_concern_about_somebody_in_no_case_is_found_by_itself_and_of_a_known_person_in_the_case(story):
    history, completeness = story
    rules = [each for each in shipped_in_force() if each.rule.id == "R-25"]
    found = list(completeness.findings(rules, len(history), DAYS[-1], statuses=(Status.GAP, Status.LATE)))
    assert {each.case_id for each in found} == {None, OTHER_CASE}
    assert len([each for each in found if each.case_id is None]) == 3
    assert all(each.finding.since is not None and each.finding.since - each.finding.due == timedelta(days=1) for each in found)
