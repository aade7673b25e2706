"""A case rebuilt from its events alone: nothing is lost, nothing is told twice, and no moment knows of a later one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.base import DomainEvent, ErasedEvent, RecordedEvent
from domain.case.person.codes import ProtectionLevel
from domain.viewpoint import events as v
from projections.bounds import BoundsAsWritten
from projections.protection import MASK, Protection
from projections.reconstruction.changes import changes_document
from projections.reconstruction.history import CaseHistory
from projections.reconstruction.rows import Row, rows_of_case
from projections.reconstruction.trace import Deed
from projections.timeline_item import Person
from tests.projections.histories import CASES, histories
from tests.support.examples import CASE, OTHER_CASE, STARTED_ON, VIEWPOINT, cast_id
from tests.support.journals import example, recorded


def history_of(events: list[RecordedEvent], case: Any = CASE, protection: Protection | None = None) -> CaseHistory:
    """A case's history out of a whole ledger, as the adapter puts it together: its stream, and every viewpoint's."""
    own = [
        each for each in events if each.event.originator_id == case or isinstance(each.event, v.ViewpointEvent)
    ]
    return CaseHistory(case, own, lambda each: Person(each.event.actor_id, None, None), BoundsAsWritten(), protection)


def of_case(events: list[RecordedEvent], case: Any, size: int) -> set[int]:
    """Positions of everything that is about a case at a size, by what the events themselves say; the slow way."""
    found, linked = set(), {}
    for each in events[:size]:
        event = each.event
        if event.originator_id == case:
            found.add(each.position)
        if isinstance(event, v.ViewpointEvent):
            was = linked.get(event.originator_id)
            is_link = isinstance(event, v.ViewpointReceived | v.ViewpointCorrected)
            if event.case_id == case or is_link and was == case:
                found.add(each.position)
            if is_link:
                linked[event.originator_id] = event.case_id
    return found


def rows_at(history: CaseHistory, size: int) -> list[Row]:
    return rows_of_case(history.events(size), history.items(size), ())


@given(histories(), st.data())
def test_every_event_of_the_case_is_in_exactly_one_row_at_any_size(events: list[RecordedEvent], data: st.DataObject) -> None:
    size = data.draw(st.integers(0, len(events)))
    for case in CASES:
        told = Counter(position for row in rows_at(history_of(events, case), size) for position in row.events)
        assert set(told) == of_case(events, case, size)
        assert set(told.values()) <= {1}


@given(histories(), st.data())
def test_what_a_moment_knows_is_the_same_however_much_is_recorded_after_it(
    events: list[RecordedEvent], data: st.DataObject
) -> None:
    size = data.draw(st.integers(0, len(events)))
    for case in CASES:
        then, now = history_of(events[:size], case), history_of(events, case)
        withheld = {each.position for each in now.items(size).values() if each.moved_since}
        assert [row.events for row in rows_at(then, size)] == [row.events for row in rows_at(now, size)]
        assert {p: item for p, item in then.items(size).items() if p not in withheld} == {
            p: item for p, item in now.items(size).items() if p not in withheld
        }


@given(histories(), st.data())
def test_what_happened_from_a_to_b_and_from_b_to_c_is_what_happened_from_a_to_c(
    events: list[RecordedEvent], data: st.DataObject
) -> None:
    a, b, c = sorted(data.draw(st.tuples(*[st.integers(0, len(events))] * 3)))
    history = history_of(events)

    def changes(first: int, last: int) -> list[Any]:
        return changes_document(history.changes(first, last), None, names=False)["changes"]

    assert changes(a, b) + changes(b, c) == changes(a, c)
    assert {each["position"] for each in changes(a, c)} == of_case(events, CASE, c) - of_case(events, CASE, a)


def test_a_viewpoint_that_was_moved_away_and_back_again_leaves_both_moves() -> None:
    received = example("viewpoint.received", originator_id=VIEWPOINT, case_id=CASE)
    away = example("viewpoint.corrected", originator_id=VIEWPOINT, case_id=OTHER_CASE)
    back = example("viewpoint.corrected", originator_id=VIEWPOINT, case_id=CASE)
    history = history_of(_recorded(_opened(), received, away, back))
    [row] = [row for row in rows_at(history, 4) if row.traced.position == 1]
    assert row.events == (1, 2, 3)
    assert [each.deed for each in history.trace] == [Deed.ADDED, Deed.ADDED, Deed.MOVED, Deed.RETURNED]


def test_a_viewpoint_of_another_case_is_not_told_of_here() -> None:
    received = example("viewpoint.received", originator_id=VIEWPOINT, case_id=CASE)
    away = example("viewpoint.corrected", originator_id=VIEWPOINT, case_id=OTHER_CASE)
    made = example("viewpoint.adaptation_made", originator_id=VIEWPOINT, case_id=OTHER_CASE)
    history = history_of(_recorded(_opened(), received, away, made))
    assert [each.position for each in history.trace] == [0, 1, 2]


def test_what_each_event_did_is_said() -> None:
    note = example("case.note_recorded", originator_id=CASE, note_id=cast_id(1), session_id=None, plan_id=None)
    corrected = example("case.note_corrected", originator_id=CASE, note_id=cast_id(1))
    opinion = example("case.differing_opinion_noted", originator_id=CASE, target_ids=(cast_id(1),))
    misfiled = example("case.note_misfiled", originator_id=CASE, note_id=cast_id(1))
    history = history_of(_recorded(_opened(), note, corrected, opinion, misfiled))
    assert [each.deed for each in history.trace] == [Deed.ADDED, Deed.ADDED, Deed.CORRECTED, Deed.DISPUTED, Deed.MOVED]
    document = changes_document(history.changes(0, 5), None, names=False)
    assert {name: count for name, count in document["counts"].items() if count} == {
        "added": 2, "corrected": 1, "disputed": 1, "moved": 1,
    }


def test_a_correction_is_told_with_the_original_and_a_moved_note_with_neither() -> None:
    note = example("case.note_recorded", originator_id=CASE, note_id=cast_id(1), fact="Först så.", session_id=None, plan_id=None)
    corrected = example("case.note_corrected", originator_id=CASE, note_id=cast_id(1), fact="Sedan så.")
    misfiled = example("case.note_misfiled", originator_id=CASE, note_id=cast_id(1))
    [change] = changes_document(history_of(_recorded(_opened(), note, corrected)).changes(2, 3), None, names=False)["changes"]
    assert "Först så." in str(change["original"]) and "Sedan så." in str(change["texts"])
    # Once it is known to be about somebody else, it is withheld at every moment.
    [change] = changes_document(
        history_of(_recorded(_opened(), note, corrected, misfiled)).changes(2, 3), None, names=False
    )["changes"]
    assert "så." not in str(change)


def test_what_was_erased_is_a_row_of_its_own_and_says_nothing() -> None:
    note = example("case.note_recorded", originator_id=CASE, note_id=cast_id(1), session_id=None, plan_id=None)
    events = _recorded(_opened(), note)
    gone = ErasedEvent(**{name: getattr(note, name) for name in DomainEvent.model_fields})
    history = history_of([events[0], events[1]._replace(event=gone)])
    [row] = [row for row in rows_at(history, 2) if row.traced.position == 1]
    assert (row.item is None, row.events) == (True, (1,))
    assert (row.to_json()["basis"], row.to_json()["erased_on"]) == (None, None)
    [change] = changes_document(history.changes(1, 2), None, names=False)["changes"]
    assert (change["deed"], change["texts"], change["author"]) == ("erased", [], None)


def test_what_was_erased_says_by_which_law_and_when_also_as_it_was_known_before() -> None:
    note = example("case.note_recorded", originator_id=CASE, note_id=cast_id(1), session_id=None, plan_id=None)
    mark = example("erased.stream", originator_id=CASE, record_id=CASE)
    events = _recorded(_opened(), note, mark)
    gone = ErasedEvent(**{name: getattr(note, name) for name in DomainEvent.model_fields})
    history = history_of([events[0], events[1]._replace(event=gone), events[2]])
    for known_at in (2, 3):
        told = [row.to_json() for row in rows_at(history, known_at) if row.item is None]
        assert {(row["basis"], row["erased_on"]) for row in told} == {("SoL 2025:400 16 kap. 1 §", "2030-02-06")}
        assert len(told) == known_at - 1


def test_protected_texts_are_masked_in_rows_and_changes_and_their_positions_are_listed() -> None:
    note = example("case.note_recorded", originator_id=CASE, note_id=cast_id(1), fact="Hemligt.", session_id=None, plan_id=None)
    history = history_of(_recorded(_opened(), note), protection=Protection(ProtectionLevel.PROTECTED_REGISTRATION))
    shown = str([row.to_json() for row in rows_at(history, 2)]) + str(
        changes_document(history.changes(0, 2), None, names=False)
    )
    assert "Hemligt." not in shown and MASK in shown
    assert 1 in history.masked_positions(2)


def _opened() -> DomainEvent:
    return example("case.opened", originator_id=CASE, received_on=STARTED_ON, started_on=STARTED_ON)


def _recorded(*events: DomainEvent) -> list[RecordedEvent]:
    return recorded([(STARTED_ON, each) for each in events])

