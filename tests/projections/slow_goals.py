"""What indicators come to, worked out the slow way: every event up to a size is folded, and each row asked one by one.

Shares the definitions with the program, and neither `projections/` nor SQL.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case.case import Case
from domain.case.decisions.events import DecisionFollowedUp, DecisionMade
from domain.case.entry_events import CaseEntry, EntryStruck
from domain.case.follow_up.events import FollowUpDone, FollowUpNotDone
from domain.case.intake.events import IntakeReceived, TimeOffered
from domain.case.plan.events import PlanParticipationRecorded
from domain.case.ratings.events import RatingNotMade
from domain.codes import CloseManner, Gender, Phase, SessionOutcome
from domain.indicators import conditions as k
from domain.indicators.definition import Indicator, MeanOf, UnitOfCount
from domain.indicators.period import Period
from domain.instruments import find_instrument
from domain.instruments.change import Pair, cannot_improve, clinically_significant_change, deterioration, reliable_change
from domain.instruments.definition import AgeForm, Ages
from domain.months import months_after
from domain.unit.unit import Unit

WORDS = {
    "brukare": "client", "barn": "child", "mamma": "mother", "mamman": "mother", "pappa": "father", "pappan": "father",
}


class Said(NamedTuple):
    """Something that an event says of a case, and that nothing has taken back."""

    kind: str
    key: UUID
    on: date
    by: tuple[str, ...] = ()
    code: str | None = None
    number: int | None = None


class Row(NamedTuple):
    """One of what is counted."""

    case: SlowCase
    day: date | None
    said: Said | None
    closing: int | None = None


class SlowCase:
    """A case with what its events say."""

    def __init__(self, events: Sequence[DomainEvent]) -> None:
        self.folded = Case.fold(events)
        self.said = list(_said(events))
        self.closings: list[date] = []
        self.reopened: list[tuple[int, date]] = []
        for event in events:
            if isinstance(event, c.CaseClosed):
                self.closings.append(event.closed_on)
            elif isinstance(event, c.CaseClosingCorrected):
                self.closings[-1] = event.closed_on
            elif isinstance(event, c.CaseReopened):
                self.reopened.append((len(self.closings), event.reopened_on))

    def totals(self, ratings: k.Ratings, *phases: Phase) -> dict[Any, list[Decimal]]:
        """Totals by date, for each instrument and whom it is about."""
        found: dict[Any, list[tuple[date, Decimal]]] = {}
        for each in self.folded.ratings.values():
            instrument = find_instrument(each.instrument)
            total = each.total
            if total is None and instrument is not None and instrument.name == "ORS" and len(each.subscales) == 4:
                total = sum(each.subscales)
            if (
                instrument is not None and instrument.name in ratings.instruments and each.phase in phases
                and each.respondent in ratings.respondents and each.subject in ratings.subjects and total is not None
            ):
                found.setdefault((instrument.name, each.subject), []).append((each.rated_on, total))
        return {key: [total for _, total in sorted(values, key=lambda each: each[0])] for key, values in found.items()}

    def pairs(self, change: k.RatingChange) -> list[Pair]:
        """Two totals of each instrument and person that have both."""
        if change.between is k.Between.FIRST_AND_LAST:
            found = {key: values for key, values in self.totals(change.ratings, *BEFORE_FOLLOW_UP).items() if len(values) > 1}
            first, last = found, found
        else:
            first, last = self.totals(change.ratings, Phase.START), self.totals(change.ratings, Phase.CLOSING)
        return [
            Pair(first[key][0], last[key][-1], find_instrument(key[0]), AgeForm("prov", Ages(), change.cutoff))
            for key in first if key in last
        ]

    def attendance(self, phase: Phase) -> list[Decimal]:
        """Measurements in a phase, by date."""
        found = [(each.measured_on, each.percent) for each in self.folded.attendances.values() if each.phase is phase]
        return [percent for _, percent in sorted(found, key=lambda each: each[0])]


BEFORE_FOLLOW_UP = (Phase.START, Phase.ONGOING, Phase.CLOSING)
KIND_OF = {UnitOfCount.SESSION: "session_held", UnitOfCount.DECISION: "decision", UnitOfCount.PLAN: "plan_established",
           UnitOfCount.REQUEST: "request"}


def counted(
    history: Sequence[RecordedEvent], size: int, indicator: Indicator, period: Period, root: UUID
) -> dict[str, Any] | None:
    """Eligible, denominator, numerator and denominators by gender in a unit; None when it counts in nothing there."""
    streams: dict[UUID, list[DomainEvent]] = {}
    for recorded in history[:size]:
        streams.setdefault(recorded.event.originator_id, []).append(recorded.event)
    units = {stream: Unit.fold(events) for stream, events in streams.items() if events[0].TYPE == "unit.established"}
    names = {name.casefold() for name in indicator.activities}
    inside = {
        unit_id for unit_id, unit in units.items()
        if root in (unit_id, unit.part_of) and (not names or unit.name.casefold() in names)
    }
    if not inside:
        return None
    cases = [SlowCase(events) for events in streams.values() if events[0].TYPE == "case.opened"]
    rows = [row for case in cases if case.folded.unit in inside for row in _rows(case, indicator.unit_of_count)]
    eligible = [row for row in rows if all(_holds(each, row, period) for each in indicator.population)]
    known = [row for row in eligible if all(_holds(each, row, period) for each in indicator.measured)]
    if indicator.mean_of is not None:
        known = [row for row in known if _mean(indicator.mean_of, row) is not None]
        total = sum(_mean(indicator.mean_of, row) for row in known)
    else:
        total = sum(all(_holds(each, row, period) for each in indicator.numerator) for row in known)
    missing = {}
    for row in eligible:
        failed = [at for at, each in enumerate(indicator.measured) if not _holds(each, row, period)]
        if failed or row not in known:
            reason = indicator.reasons[failed[0]] if failed else indicator.missing
            missing[reason] = missing.get(reason, 0) + 1
    of = [row.case.folded.facts.gender for row in known]
    return {
        "eligible": len(eligible), "denominator": len(known), "numerator": Decimal(total), "missing": missing,
        "by_gender": {gender.value: of.count(gender) for gender in Gender if gender in of},
    }


def _rows(case: SlowCase, of: UnitOfCount) -> list[Row]:
    if of is UnitOfCount.CASE:
        return [Row(case, case.folded.closed_on, None)]
    if of is UnitOfCount.CLOSING:
        return [Row(case, day, None, number) for number, day in enumerate(case.closings, 1)]
    return [Row(case, said.on, said) for said in case.said if said.kind == KIND_OF[of]]


def _holds(condition: k.Condition, row: Row, period: Period) -> bool:
    case = row.case
    match condition:
        case k.InPeriod(_, months, days):
            return row.day is not None and period.first <= months_after(row.day, months) + timedelta(days) <= period.last
        case k.AnyOf(conditions):
            return any(_holds(each, row, period) for each in conditions)
        case k.Not(inner):
            return not _holds(inner, row, period)
        case k.FieldIs(field, values, negated):
            return bool(set(_words(field, row)) & set(values)) != negated
        case k.FieldKnown(field):
            return bool(set(_words(field, row)) - {"unknown"})
        case k.RatingAt(ratings, phase, below, at_least, at_most):
            totals = [value for values in case.totals(ratings, phase).values() for value in values]
            if not totals:
                return False
            total = totals[0 if phase is Phase.START else -1]
            return (
                (below is None or total < below) and (at_least is None or total >= at_least)
                and (at_most is None or total <= at_most)
            )
        case k.RatingCount(ratings, at_least):
            return sum(map(len, case.totals(ratings, *BEFORE_FOLLOW_UP).values())) >= at_least
        case k.RatingChange():
            return _changed(condition, case.pairs(condition))
        case k.Attendance(kind):
            start, end = case.attendance(Phase.START), case.attendance(Phase.CLOSING)
            return bool(start and end) and (kind is k.AttendanceKind.START_AND_CLOSING or end[-1] > start[0])
        case k.DaysBetween(first, last, at_least, at_most):
            return _within(_day(case, first), _day(case, last), at_least, at_most)
        case k.Measure():
            return sum(_fits(condition, said, row, period) for said in case.said) >= condition.at_least
        case k.Reopened(months):
            return any(after >= row.closing and on <= months_after(row.day, months) for after, on in case.reopened)
        case k.RatedAtSession(instruments, offered):
            return _rated(case, row, instruments) or (offered and _offered(case, row, instruments))
    raise AssertionError(condition)


def _changed(change: k.RatingChange, pairs: list[Pair]) -> bool:
    if not pairs:
        return False
    match change.kind:
        case k.ChangeKind.MEASURED:
            return True
        case k.ChangeKind.HIGHER:
            return all(pair.post > pair.pre for pair in pairs)
        case k.ChangeKind.LOWER:
            return all(pair.post < pair.pre for pair in pairs)
        case k.ChangeKind.REDUCED:
            less = any(pair.post < pair.pre for pair in pairs) or all(pair.post == pair.pre == 0 for pair in pairs)
            return less and not any(pair.post > pair.pre for pair in pairs)
        case k.ChangeKind.RELIABLE:
            return all(_gain(change, pair) >= change.index for pair in pairs)
        case k.ChangeKind.CLINICALLY_SIGNIFICANT:
            return all(_gain(change, pair) >= change.index and _crosses(change, pair) for pair in pairs)
        case k.ChangeKind.DETERIORATED:
            return any(-_gain(change, pair) >= change.index for pair in pairs)
        case k.ChangeKind.NOT_AT_CEILING:
            return not all(cannot_improve(pair) for pair in pairs)


def _gain(change: k.RatingChange, pair: Pair) -> Decimal:
    gain = pair.post - pair.pre if change.better is k.Better.HIGHER else pair.pre - pair.post
    if pair.instrument.name == "ORS" and change.index == 5:
        assert (reliable_change(pair), deterioration(pair)) == (gain >= 5, -gain >= 5)
    return gain


def _crosses(change: k.RatingChange, pair: Pair) -> bool:
    if change.better is k.Better.LOWER:
        return pair.pre >= change.cutoff > pair.post
    crosses = pair.pre < change.cutoff <= pair.post
    assert clinically_significant_change(pair) == (crosses and pair.post - pair.pre >= 5)
    return crosses


def _fits(measure: k.Measure, said: Said, row: Row, period: Period) -> bool:
    since = row.day if measure.since is None else _day(row.case, measure.since)
    limited = measure.within_months is not None or measure.within_days is not None
    if limited:
        if since is None:
            return False
        days = timedelta(measure.within_days or 0)
        if not since <= said.on <= months_after(since, measure.within_months or 0) + days:
            return False
    elif measure.since is not None and (since is None or said.on < since):
        return False
    return all((
        said.kind == measure.kind, not measure.codes or said.code in measure.codes,
        not measure.by or set(said.by) & set(measure.by), not measure.same or said.key == row.said.key,
        measure.when is None or said.on <= period.last,
        measure.when is not k.MeasuredWhen.IN_PERIOD or said.on >= period.first,
    ))


def _words(field: str, row: Row) -> tuple[Any, ...]:
    folded, said = row.case.folded, row.said
    match field:
        case "gender":
            return (folded.facts.gender.value,)
        case "close_manner":
            manner = None if folded.closing is None else folded.closing.manner
            return () if manner is None else (CloseManner(manner).value,)
        case "participant" | "outcome" | "request_source":
            return said.by
        case "session_kind" | "favourable" | "took_part" | "route":
            return (said.code,)
    raise AssertionError(field)


def _mean(mean_of: MeanOf, row: Row) -> Any:
    facts, closed_on = row.case.folded.facts, row.case.folded.closed_on
    match mean_of:
        case MeanOf.TREATMENT_DAYS:
            return None if facts.started_on is None else (closed_on - facts.started_on).days
        case MeanOf.WAITING_DAYS:
            return None if None in (facts.started_on, facts.received_on) else (facts.started_on - facts.received_on).days
        case MeanOf.ATTENDANCE_CHANGE:
            return row.case.attendance(Phase.CLOSING)[-1] - row.case.attendance(Phase.START)[0]
    raise AssertionError(mean_of)


def _day(case: SlowCase, day: k.CaseDay) -> date | None:
    facts = case.folded.facts
    return {
        k.CaseDay.RECEIVED: facts.received_on, k.CaseDay.START: facts.started_on, k.CaseDay.CLOSING: case.folded.closed_on,
    }[day]


def _within(first: date | None, last: date | None, at_least: int | None, at_most: int | None) -> bool:
    if first is None or last is None:
        return False
    days = (last - first).days
    return (at_least is None or days >= at_least) and (at_most is None or days <= at_most)


def _rated(case: SlowCase, row: Row, instruments: tuple[str, ...]) -> bool:
    return any(
        instrument is not None and instrument.name in instruments
        and (each.session_id == row.said.key or (each.session_id is None and each.rated_on == row.day))
        for each in case.folded.ratings.values() for instrument in (find_instrument(each.instrument),)
    )


def _offered(case: SlowCase, row: Row, instruments: tuple[str, ...]) -> bool:
    return any(
        said.kind == "rating_not_made" and said.number == 1 and set(said.by) & set(instruments)
        and (said.key == row.said.key or (said.code == "no session" and said.on == row.day))
        for said in case.said
    )


def _said(events: Sequence[DomainEvent]) -> Iterator[Said]:
    struck = {event.entry_id for event in events if isinstance(event, EntryStruck)}
    latest: dict[UUID, DomainEvent] = {}
    for event in events:
        if isinstance(event, c.SessionFacts):
            latest[event.session_id] = event
        elif isinstance(event, c.PlanFacts):
            latest[event.plan_id] = event
        elif isinstance(event, CaseEntry) and event.entry_id not in struck:
            latest[event.entry_id] = event
    for event in latest.values():
        yield from _says(event)


def _says(event: DomainEvent) -> Iterator[Said]:
    match event:
        case c.SessionFacts() if event.outcome is SessionOutcome.HELD:
            who = {WORDS[word.casefold()] for word in event.participants if word.casefold() in WORDS}
            yield Said("session_held", event.session_id, event.occurred.on, tuple(who), event.kind)
        case c.PlanFacts():
            code = {True: "yes", False: "no", None: "unknown"}[event.individual_took_part]
            yield Said("plan_established", event.plan_id, event.established_on, (), code)
        case PlanParticipationRecorded():
            who = (event.participation_of,)
            yield Said("plan_participation", event.plan_id, event.participation_graded_on, who, event.plan_participation)
        case DecisionMade():
            yield Said("decision", event.entry_id, event.decided_on, (event.outcome,), "yes" if event.favourable else "no")
        case DecisionFollowedUp():
            yield Said("decision_follow_up", event.decision_id, event.followed_up_on)
        case IntakeReceived():
            yield Said("request", event.entry_id, event.requested_on, (event.request_source,), event.route)
        case TimeOffered():
            yield Said("time_offered", event.intake_id, event.offered_on)
        case FollowUpDone():
            who = (event.follow_up_point,)
            yield Said("closing_follow_up", event.entry_id, event.closing_followed_up_on, who, event.known_to_services)
        case FollowUpNotDone():
            who = (event.follow_up_point,)
            yield Said("closing_not_followed_up", event.entry_id, event.given_up_on, who, event.no_follow_up_cause)
        case RatingNotMade():
            code = "no session" if event.session_id is None else None
            who = (event.instrument.upper(),)
            yield Said("rating_not_made", event.session_id or event.entry_id, event.not_made_on, who, code, int(event.offered))
