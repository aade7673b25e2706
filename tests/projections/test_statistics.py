"""The rows that statistics are made of hold what stands, as numbers on a known scale and nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from domain.base import DomainEvent, RecordedEvent, envelope
from domain.case import events as c
from domain.codes import Channel, Gender, Phase, RatingSubject, Respondent, ViewpointKind
from domain.event_types import EVENT_TYPES
from domain.viewpoint import events as v
from domain.viewpoint.codes import FeedbackTo, GiverRole, ViewpointStep
from domain.viewpoint.givers import Giver, stated_givers
from projections.fold import Fold
from projections.statistics import (
    STATISTICS_ROWS,
    OpenStatistics,
    RatingRow,
    ViewpointRow,
    restated_entry,
    statistics_changes,
)
from tests.support.examples import CASE, STAMP, UNIT, cast_id

RATING, VIEWPOINT = cast_id(30), cast_id(31)


def rows(*events: DomainEvent) -> list[Any]:
    """Every row that events give, with the closed ones as they were closed."""
    open_rows, kept = OpenStatistics(), {}
    for position, event in enumerate(events):
        _, changes = statistics_changes(open_rows, RecordedEvent(event, position, 1_000 + position))
        open_rows.take(changes)
        kept |= {(type(row), row.known_from): row for row in (*changes.closed, *changes.opened)}
    return list(kept.values())


def rating(version: int = 0, *, corrects: bool = False, **values: Any) -> DomainEvent:
    facts = {
        "rating_id": RATING, "rated_on": date(2018, 3, 1), "instrument": "ors", "phase": Phase.START,
        "respondent": Respondent.CLIENT, "subject": RatingSubject.CLIENT, "total": Decimal("21.5"), **values,
    }
    if corrects:
        return c.RatingCorrected(**envelope(CASE, version, STAMP), **facts, reason="fel avläst")
    return c.RatingRecorded(**envelope(CASE, version, STAMP), **facts)


@pytest.mark.parametrize(
    ("values", "instrument", "total"),
    [
        ({}, "ORS", "21.5"),
        ({"total": None, "subscales": (Decimal("5.1"), Decimal("6.2"), Decimal(7), Decimal("6.6"))}, "ORS", "24.9"),
        ({"total": None, "subscales": (Decimal("5.1"), Decimal("6.2"))}, "ORS", None),
        ({"total": Decimal("40.1")}, "ORS", None),
        ({"total": Decimal("21.55")}, "ORS", None),
        ({"total": Decimal("1E+400")}, "ORS", None),
        ({"total": Decimal("0E-40000")}, "ORS", None),
        ({"instrument": "ASI", "total": Decimal(20)}, "ASI", None),
        ({"instrument": "Kalle Anka sa 40"}, None, None),
    ],
)
def test_a_total_is_the_stated_one_or_the_sum_of_all_subscales_and_on_the_scale(values, instrument, total):
    (row,) = rows(rating(**values))
    assert (row.instrument, row.total) == (instrument, None if total is None else Decimal(total))


def test_a_correction_ends_the_row_before_it_and_keeps_the_place_of_the_first():
    first, corrected = rows(rating(), rating(1, corrects=True, total=Decimal(25)))
    assert isinstance(first, RatingRow)
    assert (first.known_from, first.known_to, first.total) == (0, 1, Decimal("21.5"))
    assert (corrected.known_from, corrected.known_to, corrected.total, corrected.item_position) == (1, None, Decimal(25), 0)


def test_a_correction_that_changes_nothing_here_leaves_the_row():
    (row,) = rows(rating(), rating(1, corrects=True, instrument="ORS"))
    assert row.known_to is None


def test_a_correction_without_its_original_stands_alone_and_what_only_adds_does_nothing():
    (row,) = rows(rating(0, corrects=True))
    assert (row.item_position, row.known_from, row.known_to, row.total) == (0, 0, None, Decimal("21.5"))
    assert rows(viewpoint(0, v.AdaptationMade, adaptation="Nya tider.")) == []


def viewpoint(version: int, kind: type[v.ViewpointEvent], **values: Any) -> DomainEvent:
    said = {
        "received_on": date(2018, 5, 2), "kind": ViewpointKind.VIEWPOINT, "description": "Hemligt.", "unit": UNIT,
        "givers": stated_givers("brukare", (Gender.WOMAN, Gender.MAN)), "channel": Channel.ORAL,
    }
    facts = said if issubclass(kind, v.ViewpointFacts) else {}
    return kind(**envelope(VIEWPOINT, version, STAMP), **facts, **values)


def test_a_viewpoint_is_followed_to_its_adaptation_and_a_correction_says_all_anew():
    received, adapted, told, corrected = rows(
        viewpoint(0, v.ViewpointReceived), viewpoint(1, v.AdaptationMade, adaptation="Nya tider."),
        viewpoint(2, v.FeedbackGiven, given_on=date(2018, 6, 1)), viewpoint(3, v.ViewpointCorrected, reason="fel"),
    )
    assert isinstance(received, ViewpointRow) and received.givers == ("woman", "man")
    assert [(row.adapted, row.feedback_on) for row in (received, adapted, told, corrected)] == [
        (False, None), (True, None), (True, date(2018, 6, 1)), (False, None)
    ]


def test_each_step_with_a_viewpoint_has_its_column_and_a_step_taken_back_has_it_no_more():
    day = date(2018, 6, 1)
    steps = [
        (v.AdaptationRuledOut, {"ruled_out_on": day, "ruled_out_reason": "Hemligt."}, "not_possible", True,
         ViewpointStep.RULING_OUT),
        (v.AdaptationMade, {"adaptation": "Nya tider.", "adapted_on": day}, "adapted_on", day, ViewpointStep.ADAPTATION),
        (v.FeedbackGiven, {"given_on": day}, "feedback_on", day, ViewpointStep.FEEDBACK),
        (v.ManagerTold, {"manager_told_on": day, "manager_id": RATING, "manager_name": "Hemlig"}, "manager_told_on", day,
         ViewpointStep.MANAGER),
        (v.ComplaintRegistered, {"registered_on": day, "registry_number": "1"}, "formal", True, ViewpointStep.REGISTRATION),
        (v.ComplaintAnswered, {
            "complaint_answered_on": day, "complaint_answer": "Hemligt.", "measures_taken": "Hemligt.", "answered_by_id": RATING,
            "answered_by_name": "Hemlig",
        }, "answered_on", day, ViewpointStep.ANSWER),
        (v.ReferredToAppeal, {"told_to_appeal_on": day}, "referred", True, ViewpointStep.REFERRAL),
    ]
    assert len(steps) == len(ViewpointStep) - 1, "what the work group is told is no column"
    for kind, values, column, stated, step in steps:
        received, done, undone = rows(
            viewpoint(0, v.ViewpointReceived), viewpoint(1, kind, **values),
            viewpoint(2, v.StepWithdrawn, step=step, reason="fel"),
        )
        assert getattr(done, column) == stated and "emlig" not in repr(done)
        assert undone._replace(known_from=0, known_to=received.known_to) == received


def test_what_the_work_group_is_told_changes_no_row_and_an_adaptation_undoes_that_none_was_possible():
    (row,) = rows(viewpoint(0, v.ViewpointReceived), viewpoint(
        1, v.FeedbackGiven, given_on=date(2018, 6, 1), feedback_to=FeedbackTo.WORK_GROUP
    ))
    assert row.feedback_on is None
    ruled_out = {"ruled_out_on": date(2018, 6, 1), "ruled_out_reason": "Nej."}
    for kind, values in ((v.AdaptationMade, {}), (v.ViewpointCorrected, {"reason": "fel"})):
        *_, last = rows(
            viewpoint(0, v.ViewpointReceived), viewpoint(1, v.AdaptationRuledOut, **ruled_out),
            viewpoint(2, kind, adaptation="Nya tider.", **values),
        )
        assert (last.adapted, last.not_possible) == (True, False)


def test_a_viewpoint_row_says_each_givers_role_and_whose_it_is():
    own = (Giver(giver=GiverRole.COMMISSIONER), Giver(giver=GiverRole.CHILD, gender=Gender.GIRL))
    event = viewpoint(0, v.ViewpointReceived).model_copy(update={"givers": own, "passed_on_by": GiverRole.OTHER_STAFF})
    (row,) = rows(event)
    assert (row.giver_roles, row.givers, row.from_commissioner) == (("commissioner", "child"), ("girl",), True)
    assert row.passed_on_by == "other_staff"


def test_no_row_holds_a_text_or_a_name():
    texts = repr(rows(viewpoint(0, v.ViewpointReceived), viewpoint(1, v.AdaptationMade, adaptation="Nya tider.")))
    assert "Hemligt" not in texts and "Nya tider" not in texts


def test_every_entry_that_is_restated_is_asked_for_before_it_is_folded():
    assert restated_entry(rating()) is None
    entry = restated_entry(rating(1, corrects=True))
    assert entry is not None and (entry.kind, entry.stream_id, entry.entry_id) == (RatingRow, CASE, RATING)


def test_the_fold_writes_every_kind_of_row():
    fold = Fold()
    assert set(STATISTICS_ROWS) <= fold.written().opened.keys()
    assert {"case.rating_recorded.v2", "viewpoint.corrected.v2", "outreach.corrected.v1"} <= EVENT_TYPES.keys()
    assert all(row._fields[:5] == ("stream_id", "entry_id", "item_position", "known_from", "known_to") for row in STATISTICS_ROWS)
    assert isinstance(RATING, UUID)
