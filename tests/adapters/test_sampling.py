"""The cases that PostgreSQL gives to draw from, and what makes each worth a look, are those that the events tell of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import date, timedelta
from itertools import pairwise, product
from uuid import UUID

from hypothesis import example, given

from adapters.postgres.projector import Projector
from adapters.postgres.sampling import PostgresCasesToSample
from domain.base import RecordedEvent
from domain.case import events as c
from domain.case.case import Case
from domain.sampling.codes import SamplePopulation, Stratum
from projections.sampling import FrameTerms, NewWorker
from tests.adapters.test_views import QUICK, recorded_in
from tests.projections.histories import BEGINS, CASES, RESPONSIBILITY_TURNS, STAFF, TWO_CLOSINGS, UNITS, histories, history_of
from tests.support.cluster import Cluster

DAY = timedelta(days=1)
BEGAN = BEGINS.date()
BORN = 2003
"""A year of birth of somebody who may turn 18 in the year of the histories."""
PERIODS = (
    (BEGAN - 60 * DAY, BEGAN - 20 * DAY), (BEGAN - 30 * DAY, BEGAN + 30 * DAY), (BEGAN - 70 * DAY, BEGAN + 120 * DAY),
    (BEGAN - 3 * DAY, BEGAN - 3 * DAY), (BEGAN - 10 * DAY, BEGAN), (date(2022, 1, 1), date(2022, 3, 1)),
)


def terms(population: SamplePopulation, period: tuple[date, date], units: Sequence[UUID] = UNITS) -> FrameTerms:
    """What is asked of a history."""
    new = (NewWorker(STAFF[1], BEGAN - 40 * DAY, BEGAN), NewWorker(STAFF[2], BEGAN + 5 * DAY, BEGAN + 5 * DAY))
    return FrameTerms(frozenset(units), population, *period, silence_days=9, vacation_months=(4, 6), new_workers=new)


def with_a_child(history: list[RecordedEvent]) -> list[RecordedEvent]:
    """The history with the older client made so young that they may be a child."""
    return [
        each._replace(event=each.event.model_copy(update={"birth_year": each.event.birth_year and BORN}))
        if isinstance(each.event, c.CaseFacts) else each
        for each in history
    ]


def slow_signs(history: Sequence[RecordedEvent], size: int, asked: FrameTerms) -> dict[UUID, frozenset[Stratum]]:
    """The same, day by day, from the folded cases."""
    found = {}
    for case_id in CASES:
        case = Case.fold(each.event for each in history[:size] if each.event.originator_id == case_id)
        if case.version and case.unit in asked.units and _is_in(case, asked):
            found[case_id] = frozenset(_signs(case, asked))
    return found


def _days(first: date | None, last: date | None, asked: FrameTerms) -> list[date]:
    """The days from one to another that are in the period."""
    start, stop = max(first or date.min, asked.first), min(last or date.max, asked.last)
    return [start + number * DAY for number in range((stop - start).days + 1)]


def _is_in(case: Case, asked: FrameTerms) -> bool:
    open_on = {day for span in case.open_spans for day in _days(span.first, span.last, asked)}
    match asked.population:
        case SamplePopulation.OPEN_SOME_DAY:
            return bool(open_on)
        case SamplePopulation.OPEN_AT_END:
            return asked.last in open_on
    return any(span.last is not None and asked.first <= span.last <= asked.last for span in case.open_spans)


def _signs(case: Case, asked: FrameTerms) -> Iterator[Stratum]:
    spans = [days for span in case.open_spans if (days := _days(span.first, span.last, asked))]
    open_on = {day for days in spans for day in days}
    if any(day.month in asked.vacation_months for day in open_on):
        yield Stratum.VACATION_PERIOD
    noted = {facts.occurred.on for note_id, facts in case.note_facts.items() if note_id not in case.misfiled}
    for days in spans:
        turns = [days[0], *(day for day in days if day in noted), days[-1]]
        if any((after - before).days > asked.silence_days for before, after in pairwise(turns)):
            yield Stratum.LONG_SILENCE
    turns_of_staff = sorted(case.assignments, key=lambda each: each.since or date.min)
    for before, after in pairwise(turns_of_staff):
        if before.staff_id != after.staff_id and after.since is not None and asked.first <= after.since <= asked.last:
            yield Stratum.STAFF_CHANGE
    for now, then in pairwise([*turns_of_staff, None]):
        last = None if then is None or then.since is None else then.since - DAY
        held = set(_days(now.since, last, asked)) & open_on if then is None or then.since is not None else set()
        if any(each.staff_id == now.staff_id and each.first <= day <= each.last for each in asked.new_workers for day in held):
            yield Stratum.NEW_WORKER
    if case.facts.birth_year is not None and case.facts.birth_year + 18 >= asked.first.year:
        yield Stratum.CHILD_CASE


@QUICK
@given(history=histories(min_steps=20))
@example(history=history_of(RESPONSIBILITY_TURNS))
@example(history=history_of(TWO_CLOSINGS))
def test_as_known_at_any_size_the_frame_is_what_the_events_say(cluster: Cluster, history: list[RecordedEvent]) -> None:
    history = with_a_child(history)
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        cases = PostgresCasesToSample(board, stack.enter_context(closing(Projector(board, page_events=7))))
        for size in (0, len(history) // 2, len(history) - 3, len(history)):
            for population, period in product(SamplePopulation, PERIODS):
                for units in (UNITS, UNITS[:1]):
                    asked = terms(population, period, units)
                    assert cases.signs(asked, size) == slow_signs(history, size, asked), (size, population, period)
