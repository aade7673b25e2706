"""What each event states for statistics, and that what is corrected or struck states nothing any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from domain.base import DomainEvent, Occurred, RecordedEvent, envelope
from domain.case import events as c
from domain.case.areas import AREA_OF
from domain.case.entry_events import CaseEntry, EntryStruck
from domain.codes import SessionKind, SessionOutcome
from domain.indicators.measures import MEASURES, MeasureKind
from projections.measures import MeasureRow, measure_changes, unmeasured_entry
from projections.open_entries import OpenEntries
from projections.statements.measures import RESTATES, SEVERAL, STATES, STATES_OF_ENTRIES, participants
from tests.support.examples import CASE, EXAMPLE_OF, STAMP, cast_id

RECORDED_US = 1_735_800_000_000_000
SESSION, PLAN = cast_id(41), cast_id(42)


def rows(*events: DomainEvent) -> list[MeasureRow]:
    """The rows that hold after events of one case, in order."""
    open_rows, held = OpenEntries[MeasureRow](), []
    for position, event in enumerate(events):
        changes = measure_changes(open_rows, RecordedEvent(event, position, RECORDED_US))
        open_rows.take(changes)
        closed = {row._replace(known_to=None) for row in changes.closed}
        held = [row for row in held if row not in closed] + list(changes.opened)
    return held


def told(*events: DomainEvent) -> list[tuple[object, ...]]:
    """The same as kind, key, day, by, code and number."""
    return [(row.kind, row.key, row.on_date, row.by, row.code, row.number) for row in rows(*events)]


def session(
    kind: type[c.SessionFacts] = c.SessionHeld, roles: Sequence[str] = ("Mamman", "brukare"), **more: object
) -> DomainEvent:
    return kind(
        **envelope(CASE, 0, STAMP), session_id=SESSION, occurred=Occurred(on=date(2024, 3, 4)), kind=SessionKind.HOME_VISIT,
        participants=tuple(roles), **more,
    )


@pytest.mark.parametrize(
    ("roles", "codes"),
    [
        ((), None), (("behandlare",), None), (("brukare", "behandlare"), "client"), (("Mamman ", "BRUKARE"), "client+mother"),
        (("pappa", "pappan", "barnet"), "child+father"), (("mammas sambo",), None),
    ],
)
def test_those_that_a_session_is_for_are_told_by_code_in_the_order_of_the_list(roles: Sequence[str], codes: str | None) -> None:
    assert participants(roles) == codes


def test_a_session_that_was_held_or_missed_is_a_measure_and_one_called_off_is_none() -> None:
    assert told(session()) == [("session_held", SESSION, date(2024, 3, 4), "client+mother", "home_visit", None)]
    assert told(session(c.SessionMissed))[0][0] == "session_missed"
    assert told(session(c.SessionCancelled)) == []


@pytest.mark.parametrize("outcome", SessionOutcome)
def test_a_corrected_session_states_only_what_the_correction_says_and_keeps_its_place(outcome: SessionOutcome) -> None:
    corrected = session(c.SessionCorrected, ("pappa",), outcome=outcome, reason="fel")
    found = rows(session(), corrected)
    assert [(row.kind, row.by, row.item_position, row.known_from) for row in found] == {
        SessionOutcome.HELD: [("session_held", "father", 0, 1)], SessionOutcome.MISSED: [("session_missed", "father", 0, 1)],
        SessionOutcome.CANCELLED: [],
    }[outcome]


@pytest.mark.parametrize(("took_part", "code"), [(True, "yes"), (False, "no"), (None, "unknown")])
def test_a_plan_says_whether_the_person_took_part_also_after_a_correction(took_part: bool | None, code: str) -> None:
    values = {"plan_id": PLAN, "established_on": date(2024, 4, 1), "individual_took_part": took_part}
    first = c.PlanEstablished(**envelope(CASE, 0, STAMP), **{**values, "individual_took_part": None})
    wanted = [("plan_established", PLAN, date(2024, 4, 1), None, code, None)]
    assert told(c.PlanEstablished(**envelope(CASE, 0, STAMP), **values)) == wanted
    assert told(first, c.PlanCorrected(**envelope(CASE, 1, STAMP), **values, reason="fel")) == wanted


def named(name: str, **more: object) -> CaseEntry:
    return EXAMPLE_OF[f"case.{name}"].model_copy(update=more)  # type: ignore[return-value]


OWN = UUID(int=7)
TOLD = [
    ("decision_made", {"favourable": False}, "decision", OWN, "no", None),
    ("decision_followed_up", {"decision_id": PLAN}, "decision_follow_up", PLAN, None, None),
    ("time_offered", {"intake_id": PLAN}, "time_offered", PLAN, "conversation", None),
    ("first_contact_made", {"intake_id": PLAN}, "first_contact", PLAN, "telephone", None),
    ("plan_followed_up", {"plan_id": PLAN}, "plan_follow_up", PLAN, None, None),
    ("rating_not_made", {"session_id": PLAN, "offered": True}, "rating_not_made", PLAN, None, Decimal(1)),
    ("rating_not_made", {"session_id": None, "offered": False}, "rating_not_made", OWN, None, Decimal(0)),
]


@pytest.mark.parametrize(("name", "values", "kind", "key", "code", "number"), TOLD)
def test_an_entry_states_what_it_is_about_on_its_own_day(
    name: str, values: dict[str, object], kind: str, key: UUID, code: str | None, number: Decimal | None
) -> None:
    event = named(name, entry_id=OWN, **values)
    [row] = [row for row in rows(event) if row.kind == kind]
    assert (row.key, row.number, row.on_date) == (key, number, event.when().on)
    assert code is None or row.code == code
    assert (row.case_id, row.unit_id, row.entry_id) == (CASE, None, OWN)


@pytest.mark.parametrize("kind", STATES_OF_ENTRIES, ids=lambda kind: kind.__name__)
def test_what_is_struck_states_nothing_any_more(kind: type[CaseEntry]) -> None:
    entry = EXAMPLE_OF[kind.TYPE]
    assert rows(entry)
    struck = EntryStruck(**envelope(CASE, 1, STAMP), entry_id=entry.entry_id, reason="fel")  # type: ignore[attr-defined]
    assert unmeasured_entry(struck) == entry.entry_id  # type: ignore[attr-defined]
    assert rows(entry, struck) == []


@pytest.mark.parametrize("kind", STATES, ids=lambda kind: kind.__name__)
def test_a_measure_is_told_by_words_of_its_closed_lists_alone(kind: type[DomainEvent]) -> None:
    for row in rows(EXAMPLE_OF[kind.TYPE]):
        words = MEASURES[MeasureKind(row.kind)]
        assert row.code is None or words.code is None or words.code(row.code)
        assert row.by is None or words.by is None or [words.by(each) for each in row.by.split(SEVERAL)]


def test_every_entry_that_states_a_measure_is_one_that_can_be_struck() -> None:
    assert set(STATES_OF_ENTRIES) <= set(AREA_OF) and set(RESTATES) <= set(STATES)
