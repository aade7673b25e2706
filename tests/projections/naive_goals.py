"""What the results must be, worked out the slow and obvious way from the first N events, each indicator by hand.

Shares nothing with `projections/`, the definitions' data or SQL: each function below says once more what its indicator means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case.case import Case
from domain.codes import CloseManner, Gender, Housing, OutreachKind, Phase, RatingSubject, Respondent
from domain.outreach.outreach import Outreach
from domain.unit.unit import Unit
from domain.viewpoint.givers import stated_genders
from domain.viewpoint.viewpoint import Viewpoint

PREFIXES = {
    "um": ["ungdomsmottagningen"], "fng": ["familj- och nätverksgruppen"], "bostod": ["bostödsverksamheten"],
    "kbt": ["kbt-teamet"], "field": ["förebyggande ungdomsgruppen", "fältgruppen"], "school": ["skolsocionomer"],
}
IDS = {
    "all.clients", "all.feedback_adapted", "bostod.clients", "bostod.rent_in_time", "bostod.rent_payments_in_time",
    "field.clients", "field.leisure", "field.linked", "field.parents_informed", "fng.clients", "fng.positive_change_ors",
    "kbt.clients", "kbt.closed_as_planned", "kbt.past_motivation_phase", "kbt.reduced_use", "kbt.treatment_months_mean",
    "school.attendance_end_mean", "school.attendance_start_mean", "school.clients", "um.clients", "um.closed_below_25",
    "um.closed_below_25_referred", "um.positive_change_ors",
}
Result = dict[str, Any]


def results(history: Sequence[RecordedEvent], size: int, first: date, last: date) -> dict[tuple[UUID, str], Result]:
    """By unit (sv. *enhet*) and indicator: the numbers, and the same by gender."""
    streams: dict[UUID, list[DomainEvent]] = {}
    for recorded in history[:size]:
        streams.setdefault(recorded.event.originator_id, []).append(recorded.event)
    units = {stream: Unit.fold(events) for stream, events in streams.items() if events[0].TYPE.startswith("unit.")}
    found: dict[tuple[UUID, str], Result] = {}
    for root in (unit_id for unit_id, unit in units.items() if unit.part_of is None):
        inside = {unit_id: unit.name for unit_id, unit in units.items() if root in (unit_id, unit.part_of)}
        board = _Unit(streams, inside, first, last)
        for prefix, names in {**PREFIXES, "all": None}.items():
            ids = [unit_id for unit_id, name in inside.items() if names is None or name.casefold() in names]
            if ids:
                found |= {(root, f"{prefix}.{name}"): value for name, value in board.of(prefix, set(ids)).items()}
    return found


class _Unit:
    def __init__(self, streams: dict[UUID, list[DomainEvent]], inside: dict[UUID, str], first: date, last: date) -> None:
        self.first, self.last = first, last
        self.cases = [Case.fold(events) for events in streams.values() if events[0].TYPE == "case.opened"]
        self.viewpoints = [Viewpoint.fold(events) for events in streams.values() if events[0].TYPE == "viewpoint.received"]
        self.outreach = [Outreach.fold(events) for events in streams.values() if events[0].TYPE == "outreach.recorded"]

    def of(self, prefix: str, ids: set[UUID]) -> dict[str, Result]:
        cases = [case for case in self.cases if case.unit in ids]
        is_open = [case for case in cases if self.was_open(case)]
        closed = [case for case in cases if case.closed_on and self.within(case.closed_on)]
        found = {"clients": count(is_open, gender_of)}
        if prefix in ("um", "fng"):
            both = [case for case in closed if ors_at_start(case) is not None and ors_at_closing(case) is not None]
            found["positive_change_ors"] = share(both, lambda case: ors_at_closing(case) > ors_at_start(case))
        if prefix == "um":
            with_ors = [case for case in closed if ors_at_closing(case) is not None]
            below = [case for case in with_ors if ors_at_closing(case) < 25]
            found["closed_below_25"] = share(with_ors, lambda case: case in below)
            found["closed_below_25_referred"] = share(below, lambda case: case.closing.referred_onward is True)
        if prefix == "bostod":
            found |= self.rents(cases)
        if prefix == "kbt":
            found |= kbt(is_open, closed)
        if prefix == "school":
            both = [case for case in closed if attendance(case, Phase.START) and attendance(case, Phase.CLOSING)]
            found["attendance_start_mean"] = mean(both, lambda case: attendance(case, Phase.START)[0])
            found["attendance_end_mean"] = mean(both, lambda case: attendance(case, Phase.CLOSING)[-1])
        if prefix == "field":
            found |= self.field([each.facts for each in self.outreach if each.facts.unit in ids])
        if prefix == "all":
            found["feedback_adapted"] = self.adapted(ids)
        return found

    def within(self, day: date) -> bool:
        return self.first <= day <= self.last

    def was_open(self, case: Case) -> bool:
        spans = [[span.first, span.last] for span in case.open_spans]
        spans[0][0] = case.started_on
        return any(begin and begin <= self.last and (end is None or end >= self.first) for begin, end in spans)

    def rents(self, cases: list[Case]) -> dict[str, Result]:
        flats = [case for case in cases if case.circumstances and case.circumstances.housing
                 in (Housing.TRAINING_FLAT, Housing.TRIAL_FLAT)]
        known = {
            id(case): [
                rent.paid_in_time for rent in case.rents.values()
                if rent.paid_in_time is not None and self.within(date.fromisoformat(rent.month + "-01"))
            ]
            for case in flats
        }
        with_rent = [case for case in flats if known[id(case)]]
        months = [(case, paid) for case in flats for paid in known[id(case)]]
        return {
            "rent_in_time": share(with_rent, lambda case: all(known[id(case)])),
            "rent_payments_in_time": share(months, lambda month: month[1], lambda month: gender_of(month[0])),
        }

    def field(self, met: list[Any]) -> dict[str, Result]:
        def met_for(kind: OutreachKind) -> list[Any]:
            return [each for each in met if each.kind is kind and self.within(each.occurred_on)]

        def child(each: Any) -> str:
            return (each.child_gender or Gender.UNKNOWN).swedish

        return {
            "linked": count(met_for(OutreachKind.LINKED_YOUTH), child),
            "leisure": count(met_for(OutreachKind.LEISURE_ACTIVITY), child),
            "parents_informed": count(
                met_for(OutreachKind.INFORMED_PARENT), lambda each: (each.gender or Gender.UNKNOWN).swedish
            ),
        }

    def adapted(self, ids: set[UUID]) -> Result:
        made = [each for each in self.viewpoints
                if each.facts.unit in ids and self.within(each.facts.received_on) and each.adaptation is not None]
        givers = Counter(giver.swedish for each in made for giver in stated_genders(each.facts.givers))
        return {"value": len(made), "givers": dict(givers)}


def kbt(is_open: list[Case], closed: list[Case]) -> dict[str, Result]:
    """The results of KBT-teamet."""
    as_planned = [case for case in closed if case.closing.manner is CloseManner.AS_PLANNED]
    measured = [case for case in as_planned if uses(case)]
    known = [case for case in is_open if continued(case) is not None]
    with_start = [case for case in closed if case.started_on]
    return {
        "reduced_use": share(measured, lambda case: reduced(uses(case))),
        "closed_as_planned": share([case for case in closed if continued(case) is not False], lambda case: case in as_planned),
        "past_motivation_phase": share(known, continued),
        "treatment_months_mean": mean(with_start, lambda case: (case.closed_on - case.started_on).days, Decimal("30.4375")),
    }


def continued(case: Case) -> bool | None:
    """Whether treatment went on after the motivation phase."""
    return None if case.circumstances is None else case.circumstances.continued_after_motivation


def totals(case: Case, instrument: str, phase: Phase) -> list[Decimal]:
    """The client's own totals in a phase, by date; of one day in the order first recorded."""
    found = []
    for rating in case.ratings.values():
        total = rating.total
        if total is None and instrument == "ORS" and len(rating.subscales) == 4:
            total = sum(rating.subscales)
        is_own = rating.respondent is Respondent.CLIENT and rating.subject is RatingSubject.CLIENT
        if rating.instrument.upper() == instrument and rating.phase is phase and is_own and total is not None:
            found.append((rating.rated_on, total))
    return [total for _, total in sorted(found, key=lambda each: each[0])]


def ors_at_start(case: Case) -> Decimal | None:
    """The first ORS at start."""
    return next(iter(totals(case, "ORS", Phase.START)), None)


def ors_at_closing(case: Case) -> Decimal | None:
    """The last ORS at closing."""
    return next(reversed(totals(case, "ORS", Phase.CLOSING)), None)


def uses(case: Case) -> list[tuple[Decimal, Decimal]]:
    """Totals at start and at closing of the instruments that have both."""
    pairs = []
    for instrument in ("AUDIT", "DUDIT", "PGSI", "GDIT", "SOGS", "NODS"):
        start, closing = totals(case, instrument, Phase.START), totals(case, instrument, Phase.CLOSING)
        if start and closing:
            pairs.append((start[0], closing[-1]))
    return pairs


def reduced(pairs: list[tuple[Decimal, Decimal]]) -> bool:
    """No total higher, and one lower or all zero at both."""
    if any(closing > start for start, closing in pairs):
        return False
    return any(closing < start for start, closing in pairs) or all(pair == (0, 0) for pair in pairs)


def attendance(case: Case, phase: Phase) -> list[Decimal]:
    """Measurements in a phase, by date."""
    found = [(each.measured_on, each.percent) for each in case.attendances.values() if each.phase is phase]
    return [percent for _, percent in sorted(found, key=lambda each: each[0])]


def gender_of(case: Case) -> str:
    """The client's gender, in Swedish."""
    return case.facts.gender.swedish


def count(items: Iterable[Any], gender: Callable[[Any], str]) -> Result:
    """How many."""
    items = list(items)
    return {"value": len(items), "by_gender": dict(Counter(map(gender, items)))}


def share(items: Iterable[Any], fulfils: Callable[[Any], Any], gender: Callable[[Any], str] = gender_of) -> Result:
    """Which share."""
    items = list(items)
    by_gender = {name: _part([each for each in items if gender(each) == name], fulfils) for name in map(gender, items)}
    return {**_part(items, fulfils), "by_gender": by_gender}


def mean(items: Iterable[Any], value: Callable[[Any], Any], divided_by: Decimal = Decimal(1)) -> Result:
    """The mean, whole."""
    items = list(items)
    by_gender = {
        name: _mean([value(each) for each in items if gender_of(each) == name], divided_by) for name in map(gender_of, items)
    }
    return {"value": _mean([value(each) for each in items], divided_by), "by_gender": by_gender}


def _part(items: list[Any], fulfils: Callable[[Any], Any]) -> Result:
    some = sum(bool(fulfils(each)) for each in items)
    percent = _half_up(Decimal(100 * some), Decimal(len(items))) if items else None
    return {"numerator": some, "denominator": len(items), "percent": percent}


def _mean(values: list[Any], divided_by: Decimal) -> int | None:
    return _half_up(Decimal(sum(values)), len(values) * divided_by) if values else None


def _half_up(value: Decimal, by: Decimal) -> int:
    exact = Fraction(value) / Fraction(by)
    return int(Decimal((exact * 2 + 1).__floor__() // 2).to_integral_value(ROUND_FLOOR))
