"""The fold to interval rows: lateness, corrections, marks, and that nothing is passed over in silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest

from domain.base import DomainEvent, Occurred, RecordedEvent
from domain.case import events as c
from domain.case import journal_events as j
from domain.errors import CorruptLedgerError
from domain.viewpoint import events as v
from projections.case_view import CaseRow
from projections.fold import Fold
from projections.responsibility import AbsenceRow
from projections.timeline import TimelineRow
from tests.support.examples import (
    ABSENCE,
    ANNA,
    CASE,
    EXAMPLE_OF,
    EXAMPLES,
    NOTE,
    NOTE_CORRECTION,
    OTHER_CASE,
    SESSION,
    VIEWPOINT,
)

WRITTEN = datetime(2024, 9, 1, 10, 0, tzinfo=UTC)


def example(name: str, **changes: Any) -> DomainEvent:
    return EXAMPLE_OF[name].model_copy(update=changes)


def opened() -> DomainEvent:
    return example("case.opened", received_on=None, started_on=None, source=None)


def recorded(events: Sequence[DomainEvent], written: datetime = WRITTEN) -> list[RecordedEvent]:
    """The events a minute apart, from position 0."""
    first_us = round(written.timestamp() * 1_000_000)
    return [RecordedEvent(event, n, first_us + n * 60_000_000) for n, event in enumerate(events)]


def fold(*events: DomainEvent, written: datetime = WRITTEN) -> Fold:
    folded = Fold()
    for each in recorded(events, written):
        folded.apply(each)
    return folded


def rows(folded: Fold, kind: type = TimelineRow) -> list[Any]:
    """The rows that are open in the end."""
    return [row for row in folded.written().opened[kind] if row.known_to is None]


def last(*events: DomainEvent, written: datetime = WRITTEN) -> TimelineRow:
    """The open row of the item that came last."""
    return max(rows(fold(opened(), *events, written=written)), key=lambda row: row.item_position)


def note(**changes: Any) -> DomainEvent:
    return example("case.note_recorded", **{"source": None, "occurred": Occurred(on=date(2024, 7, 10)), **changes})


def test_a_note_on_10_july_written_on_1_september_is_53_days_late() -> None:
    assert (last(note()).days_late, last(note()).claimed) == (53, False)


@pytest.mark.parametrize(("written", "days_late"), [("2024-07-10 21:59", 0), ("2024-07-10 22:00", 1)])
def test_days_are_counted_in_sweden_and_not_in_greenwich(written: str, days_late: int) -> None:
    # The opening is written a minute before the note.
    at = datetime.fromisoformat(written).replace(tzinfo=UTC)
    assert last(note(), written=at - timedelta(minutes=1)).days_late == days_late


def test_a_correction_moves_the_day_and_leaves_the_lateness() -> None:
    corrected = example("case.note_corrected", occurred=Occurred(on=date(2024, 8, 30)))
    row = last(note(), corrected)
    assert (row.occurred_on, row.days_late, row.corrections) == (date(2024, 8, 30), 53, (2,))


@pytest.mark.parametrize(("claim", "days_late"), [
    ({"claimed_recorded_on": date(2024, 7, 12), "claimed_recorded_at": None}, 2),
    ({"claimed_recorded_on": None, "claimed_recorded_at": datetime(2024, 7, 15, 23, 59)}, 5),
])
def test_an_imported_note_is_late_by_its_sources_claim(claim: dict[str, Any], days_late: int) -> None:
    source = EXAMPLES["case.note_recorded.v1"].source.model_copy(update=claim)
    row = last(note(source=source))
    assert (row.days_late, row.claimed) == (days_late, True)


def test_an_imported_note_whose_source_claims_nothing_says_nothing_of_lateness() -> None:
    source = EXAMPLES["case.note_recorded.v1"].source.model_copy(
        update={"claimed_recorded_on": None, "claimed_recorded_at": None}
    )
    row = last(note(source=source))
    assert (row.days_late, row.claimed, row.claimed_on) == (None, False, None)


@pytest.mark.parametrize(("month", "days_late"), [(date(2024, 7, 1), 32), (date(2024, 9, 1), 0), (date(2023, 12, 1), 245)])
def test_what_is_known_by_month_is_late_from_the_months_last_day(month: date, days_late: int) -> None:
    assert last(note(occurred=Occurred(on=month, precision="month"))).days_late == days_late


@pytest.mark.parametrize("name", [
    "case.assigned", "case.handed_over", "case.stand_in_appointed", "case.session_cancelled", "case.circumstances_recorded",
    "case.rent_recorded",
])
def test_what_may_be_decided_beforehand_or_has_no_day_is_never_late(name: str) -> None:
    event = example(name)
    if "source" in type(event).model_fields:
        event = event.model_copy(update={"source": None})
    assert last(event).days_late is None


def test_a_correction_whose_original_is_not_there_stands_alone() -> None:
    row = last(example("case.note_corrected"))
    assert (row.event_type, row.item_position, row.corrections) == ("case.note_corrected", 1, ())


def test_an_opinion_on_a_correction_stands_beside_the_note() -> None:
    opinion = example("case.differing_opinion_noted", target_ids=(NOTE_CORRECTION,))
    row = last(note(), example("case.note_corrected"), opinion)
    assert (row.entry_id, row.opinions) == (NOTE, (3,))


def test_an_opinion_on_two_entries_stands_beside_both() -> None:
    opinion = example("case.differing_opinion_noted", target_ids=(NOTE, SESSION))
    marked = [row for row in rows(fold(opened(), note(), example("case.session_held"), opinion)) if row.opinions]
    assert [(row.entry_id, row.opinions) for row in marked] == [(NOTE, (3,)), (SESSION, (3,))]


def test_an_opinion_on_nothing_that_is_here_stands_alone() -> None:
    assert last(example("case.differing_opinion_noted", target_ids=(OTHER_CASE,))).event_type == "case.differing_opinion_noted"


def test_a_misfiled_note_is_marked_and_does_not_count() -> None:
    folded = fold(opened(), note(), example("case.note_misfiled"))
    assert [row.misfiled_by for row in rows(folded) if row.entry_id == NOTE] == [2]
    (case,) = rows(folded, CaseRow)
    assert (case.note_count, case.last_note_on) == (0, None)


def test_a_viewpoint_that_belongs_to_another_case_leaves_the_first_ones_view() -> None:
    moved = example("viewpoint.corrected", case_id=OTHER_CASE)
    adapted = example("viewpoint.adaptation_made")
    of_case = {
        row.case_id: row for row in rows(fold(example("viewpoint.received"), moved)) if row.event_type != adapted.TYPE
    }
    assert (of_case[CASE].misfiled_by, of_case[OTHER_CASE].misfiled_by) == (1, None)
    back = example("viewpoint.corrected", case_id=CASE)
    here = [row for row in rows(fold(example("viewpoint.received"), adapted, moved, back)) if row.case_id == CASE]
    assert [row.misfiled_by for row in here] == [None, None]


def test_a_withdrawn_absence_is_over_and_may_be_recorded_anew() -> None:
    recorded_, withdrawn = example("staff.absence_recorded"), example("staff.absence_withdrawn")
    assert rows(fold(recorded_, withdrawn), AbsenceRow) == []
    assert [(row.staff_id, row.absence_id) for row in rows(fold(recorded_, withdrawn, recorded_), AbsenceRow)] == [
        (ANNA, ABSENCE)
    ]


@pytest.mark.parametrize("event", [pytest.param(event, id=name) for name, event in EXAMPLES.items()])
def test_every_event_type_is_shown_or_listed_as_not_shown(event: DomainEvent) -> None:
    needs = {
        c.CaseOpened: (), c.HandOverAccepted: ("case.handed_over",), c.StandInEnded: ("case.stand_in_appointed",),
        c.CaseClosingCorrected: ("case.closed",),
    }
    before = [] if isinstance(event, c.CaseOpened) else [opened()]
    before += [example(name) for name in needs.get(type(event), ())]
    before += [example("staff.absence_recorded")] if event.TYPE.startswith("staff.absence_") else []
    about_a_case = event.TYPE.startswith(("case.", "viewpoint."))
    positions = {row.item_position for row in rows(fold(*before, event))}
    marks = (c.CaseFactsCorrected, c.CaseClosingCorrected)
    assert (len(before) in positions) == (about_a_case and not isinstance(event, marks))


class SomethingNew(DomainEvent):
    """An event type that nobody has told the views about."""

    TYPE: ClassVar[str] = "case.something_new"


def test_an_unknown_event_type_stops_the_view() -> None:
    unknown = SomethingNew(**{name: getattr(opened(), name) for name in DomainEvent.model_fields})
    with pytest.raises(CorruptLedgerError, match=r"position 1: the timeline does not know case\.something_new\.v1"):
        fold(opened(), unknown)


@pytest.mark.parametrize(("events", "message"), [
    ([note()], "a case that was opened twice or never"),
    ([opened(), opened()], "a case that was opened twice or never"),
    ([opened(), example("case.hand_over_accepted")], "a hand-over is accepted that is not pending"),
    ([opened(), example("case.stand_in_ended")], "a stand-in is ended that was never appointed"),
    ([example("staff.absence_changed")], "an absence that was never recorded"),
    ([opened(), example("case.closing_corrected")], "of nothing recorded"),
])
def test_what_cannot_have_happened_stops_the_view(events: list[DomainEvent], message: str) -> None:
    with pytest.raises(CorruptLedgerError, match=message):
        fold(*events)


def test_a_row_once_closed_is_never_opened_again() -> None:
    events = [opened(), note(), example("case.note_corrected"), example("case.note_misfiled")]
    of_note = [row for row in fold(*events).written().opened[TimelineRow] if row.entry_id == NOTE]
    assert [(row.known_from, row.known_to) for row in of_note] == [(1, 2), (2, 3), (3, None)]


def test_a_misfiled_note_and_its_recording_anew_are_two_items() -> None:
    again = note(note_id=UUID(int=77), moved_from=NOTE)
    shown = rows(fold(opened(), note(), example("case.note_misfiled"), again))
    assert [(row.entry_id, row.misfiled_by) for row in shown if isinstance(row.entry_id, UUID)][1:] == [
        (NOTE, 2), (UUID(int=77), None)
    ]


def test_a_viewpoint_outside_any_case_is_in_no_timeline() -> None:
    outside = example("viewpoint.received", case_id=None)
    assert isinstance(outside, v.ViewpointReceived) and outside.originator_id == VIEWPOINT
    assert rows(fold(outside)) == []


def test_a_corrected_session_counts_as_what_it_now_is() -> None:
    held = example("case.session_held", source=None, occurred=Occurred(on=date(2024, 7, 10)))
    (case,) = rows(fold(opened(), held, example("case.session_corrected")), CaseRow)
    assert (case.session_count, case.last_contact_on) == (0, None)


def test_the_note_is_counted_on_the_day_that_its_correction_says() -> None:
    corrected = example("case.note_corrected", occurred=Occurred(on=date(2024, 8, 1)))
    assert isinstance(corrected, j.JournalNoteCorrected)
    (case,) = rows(fold(opened(), note(), corrected), CaseRow)
    assert (case.note_count, case.last_note_on) == (1, date(2024, 8, 1))
