"""What rules judge cases by, put together from events: the plain way that the queries are held to.

`adapters/postgres/completeness_facts.py` reads the same from the read models.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case.case import Case
from domain.case.events import CaseAssigned, HandOverAccepted
from domain.case.responsibility import Absences, Cover, responsibility_periods
from domain.case.state import Assignment, CaseState, OpenSpan
from domain.completeness.facts import CheckedCase, CheckedFact, OpenPeriod, RatedPeriod
from domain.completeness.kinds import CheckKind
from domain.offering.catalogue import Catalogue, Place
from domain.offering.offering import Offering
from domain.staff.staff_member import Absence, StaffMember
from domain.unit.unit import Unit
from projections.check_facts import CheckFactRow, check_fact_changes
from projections.completeness import CheckedRecord, CheckedStream
from projections.open_entries import OpenEntries

_DAY = timedelta(days=1)


def checked_records(history: Sequence[RecordedEvent], day: date) -> list[CheckedRecord]:
    """Every case, and whatever states something and is in none, with what rules judge it by.

    Args:
        history: The first N events of a ledger.
        day: On which the regime of a case's offering is looked up.
    """
    surroundings, rows = _surroundings(history), _open_rows(history)
    cases = [_case(events, rows, surroundings, day) for events in surroundings.streams("case.").values()]
    streams: dict[UUID, list[CheckFactRow]] = {}
    for row in rows:
        if row.case_id is None:
            streams.setdefault(row.stream_id, []).append(row)
    return [*cases, *(_stream(own, surroundings) for own in streams.values())]


def checked_fact(row: CheckFactRow) -> CheckedFact:
    """What a row states."""
    return CheckedFact(
        CheckKind(row.kind), row.key, row.on_date, row.written_on, row.due_on, row.until_on, row.number, row.code, row.claimed,
        row.item_position,
    )


def rated_in(offerings: Mapping[UUID, Offering], offering_id: UUID | None) -> tuple[RatedPeriod, ...] | None:
    """What is rated in the offering that a person takes up, and when; None = no offering is stated."""
    if offering_id is None or offering_id not in offerings:
        return None
    terms = offerings[offering_id].rating_terms
    ends = [*(each.since - _DAY for each in terms[1:]), None]
    return tuple(
        RatedPeriod(expected.instrument.casefold(), each.since, last)
        for each, last in zip(terms, ends, strict=False) for expected in each.expected
    )


def open_periods(spans: Iterable[OpenSpan], first_day: date) -> tuple[OpenPeriod, ...]:
    """When a case was open, apart from each other.

    Args:
        first_day: Of the case, where its first span has none.
    """
    found: list[OpenPeriod] = []
    for span in spans:
        before = found[-1].last if found else None
        first = span.first or first_day
        found.append(OpenPeriod(first if before is None else max(first, before + _DAY), span.last))
    return tuple(found)


def responsible_facts(case: CaseState, absences: Absences, positions: Sequence[int]) -> list[CheckedFact]:
    """The days on which somebody looked after a case while it was open, for each who was assigned.

    Args:
        positions: Of the events that assigned somebody, in order.
    """
    assert case.id is not None
    periods = [
        (each.first or date.min, each.last or date.max) for each in responsibility_periods(case, absences)
        if each.cover in (Cover.RESPONSIBLE, Cover.STAND_IN)
    ]
    facts = []
    for position, first, last in _assigned_days(case.assignments, positions):
        own = [(max(first, begins), min(last, ends)) for begins, ends in periods if begins <= last and first <= ends]
        facts += [
            CheckedFact(CheckKind.RESPONSIBLE, case.id, begins, begins, due=ends, position=position)
            for begins, ends in _joined(own)
        ]
    return facts


def _assigned_days(assignments: Sequence[Assignment], positions: Sequence[int]) -> Iterator[tuple[int, date, date]]:
    begun = sorted(
        ((each.since or date.min, position) for each, position in zip(assignments, positions, strict=True)),
    )
    for (first, position), (following, _) in pairwise([*begun, (date.max, 0)]):
        if first < following:
            yield position, first, following if following == date.max else following - _DAY


def _joined(days: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Days in order, without breaks where they adjoin."""
    found: list[tuple[date, date]] = []
    for first, last in days:
        if found and first - _DAY == found[-1][1]:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


class _Surroundings(NamedTuple):
    recorded: Mapping[UUID, Sequence[RecordedEvent]]
    units: Mapping[UUID, Unit]
    catalogue: Catalogue
    absences: Absences

    def streams(self, family: str) -> Mapping[UUID, Sequence[RecordedEvent]]:
        return {each: events for each, events in self.recorded.items() if events[0].event.TYPE.startswith(family)}

    def name_of(self, unit_id: UUID) -> str:
        return self.units[unit_id].name if unit_id in self.units else ""


def _surroundings(history: Sequence[RecordedEvent]) -> _Surroundings:
    recorded: dict[UUID, list[RecordedEvent]] = {}
    for each in history:
        recorded.setdefault(each.event.originator_id, []).append(each)
    found = _Surroundings(recorded, {}, Catalogue({}, {}), {})
    units = {key: Unit.fold(_events(own)) for key, own in found.streams("unit.").items()}
    offerings = {key: Offering.fold(_events(own)) for key, own in found.streams("offering.").items()}
    staff = {key: StaffMember.fold(_events(own)) for key, own in found.streams("staff.").items()}
    return found._replace(
        units=units, catalogue=Catalogue(offerings, {key: unit.part_of for key, unit in units.items()}),
        absences={
            key: [Absence(each.from_date, each.to_date) for each in member.absences.values()] for key, member in staff.items()
        },
    )


def _events(recorded: Iterable[RecordedEvent]) -> Iterator[DomainEvent]:
    return (each.event for each in recorded)


def _open_rows(history: Iterable[RecordedEvent]) -> list[CheckFactRow]:
    at_hand, rows = OpenEntries[CheckFactRow](), dict[CheckFactRow, None]()
    for recorded in history:
        changes = check_fact_changes(at_hand, recorded)
        at_hand.take(changes)
        for row in changes.closed:
            del rows[row._replace(known_to=None)]
        rows.update(dict.fromkeys(changes.opened))
    return list(rows)


def _case(
    events: Sequence[RecordedEvent], rows: Iterable[CheckFactRow], surroundings: _Surroundings, day: date
) -> CheckedRecord:
    case = Case.fold(_events(events))
    assert case.id is not None and case.unit is not None and case.facts is not None, "a case begins by being opened"
    positions = [each.position for each in events if isinstance(each.event, CaseAssigned | HandOverAccepted)]
    facts = [checked_fact(row) for row in rows if row.case_id == case.id]
    opened = next(fact.on for fact in facts if fact.kind is CheckKind.CASE)
    about = CheckedCase(
        case.id, case.unit, surroundings.name_of(case.unit), case.facts.legal_basis, case.facts.birth_year,
        surroundings.catalogue.regime_of(Place(case.unit, case.facts.offering), day), open_periods(case.open_spans, opened),
        rated_in(surroundings.catalogue.offerings, case.facts.offering),
    )
    return CheckedRecord(about, [*facts, *responsible_facts(case, surroundings.absences, positions)])


def _stream(rows: Sequence[CheckFactRow], surroundings: _Surroundings) -> CheckedRecord:
    first = min(rows, key=lambda row: row.item_position)
    assert first.unit_id is not None, "what is in no case belongs to a unit"
    about = CheckedStream(first.stream_id, first.unit_id, surroundings.name_of(first.unit_id))
    return CheckedRecord(about, [checked_fact(row) for row in rows])
