"""Completeness across cases, as known at any size and on any day: the queries say what the pure judge of each case says."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from adapters.postgres.boards import BoardStore
from adapters.postgres.completeness import PostgresCompleteness
from adapters.postgres.projector import Projector
from adapters.postgres.view_store import BlindIndex, ViewStore
from domain.base import RecordedEvent
from domain.codes import LegalBasis
from domain.completeness.checks import Covered, DoneInTime, FilledIn
from domain.completeness.codes import Status
from domain.completeness.judging import InForce
from domain.completeness.kinds import CheckKind
from domain.completeness.rule import Holds
from domain.completeness.shipped import shipped_rules
from domain.errors import NotFoundError
from domain.offering.codes import DocumentationRegime
from domain.policies import DEFAULT_POLICY
from projections.check_facts import CheckFactRow
from projections.checked_records import checked_fact, checked_records
from projections.completeness import (
    CheckedRecord,
    CheckedStream,
    RuleInForce,
    counts_of,
    findings_of,
    judge_case,
)
from tests.adapters.test_views import recorded_in
from tests.projections import alert_histories as offered
from tests.projections.check_histories import OUTSIDE, random_rows, random_rules
from tests.projections.histories import (
    BEGINS,
    MOVED_AND_BACK,
    RESPONSIBILITY_TURNS,
    TWO_CLOSINGS,
    UNITS,
    Step,
    histories,
    history_of,
)
from tests.support.cluster import Cluster
from tests.support.examples import CASE, cast_id

QUICK = settings(
    max_examples=8, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
DAYS = tuple(BEGINS.date() + timedelta(days=days) for days in (-20, 3, 40))
ALL = tuple(Status)


def shipped_in_force() -> list[RuleInForce]:
    return [
        RuleInForce(rule, () if rule.check is None else (InForce(rule.check_under(DEFAULT_POLICY)),))
        for rule in shipped_rules()
    ]


def add(board: BoardStore, rows: Sequence[CheckFactRow]) -> None:
    """Statements that no event of the history makes."""
    with psycopg.connect(board.connections.projector) as connection:
        ViewStore(board.schema, BlindIndex(b"")).copy(connection, CheckFactRow, rows)


def records(history: Sequence[RecordedEvent], rows: Sequence[CheckFactRow], size: int, day: date) -> list[CheckedRecord]:
    """What the fold of the first events holds, and those of the rows that were known then."""
    known = [row for row in rows if row.known_from < size and (row.known_to is None or row.known_to >= size)]
    found = [
        record if isinstance(record.about, CheckedStream) else record._replace(facts=[
            *record.facts, *(checked_fact(row) for row in known if row.case_id == record.about.case_id)
        ])
        for record in checked_records(history[:size], day)
    ]
    for stream, unit in zip(OUTSIDE, UNITS, strict=True):
        own = [checked_fact(row) for row in known if row.stream_id == stream]
        if own:
            name = "Resursenheten" if any(
                each.event.TYPE == "unit.established" and each.event.originator_id == unit for each in history[:size]
            ) else ""
            found.append(CheckedRecord(CheckedStream(stream, unit, name), own))
    return found


def require_same(
    completeness: PostgresCompleteness, rules: Sequence[RuleInForce], known: list[CheckedRecord], size: int, day: date
) -> None:
    assert list(completeness.findings(rules, size, day, statuses=ALL)) == findings_of(rules, known, day, ALL)
    assert completeness.counts(rules, size, day) == counts_of(rules, known, day)
    for record in known:
        if not isinstance(record.about, CheckedStream):
            assert completeness.case(rules, record.about.case_id, size, day) == judge_case(rules, record.about, record.facts, day)


def require_same_of_units(
    completeness: PostgresCompleteness, rules: Sequence[RuleInForce], known: list[CheckedRecord], size: int, day: date
) -> None:
    for unit in UNITS:
        own = [record for record in known if record.about.unit_id == unit]
        assert completeness.counts(rules, size, day, units=[unit]) == counts_of(rules, own, day)
        assert list(completeness.findings(rules, size, day, units=[unit])) == findings_of(rules, own, day)


@QUICK
@given(history=histories(min_steps=20), seed=st.integers(0, 2**32))
@example(history=history_of([*RESPONSIBILITY_TURNS, *TWO_CLOSINGS]), seed=1)
def test_at_every_size_and_day_the_queries_find_what_the_pure_judge_finds(
    cluster: Cluster, history: list[RecordedEvent], seed: int
) -> None:
    random = Random(seed)
    rows, rules = random_rows(history, random, 60), random_rules(random, 12)
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        projector = stack.enter_context(closing(Projector(board, page_events=5)))
        completeness = PostgresCompleteness(board, projector)
        add(board, rows)
        for size in (len(history) // 2, len(history)):
            for day in DAYS:
                require_same(completeness, rules, records(history, rows, size, day), size, day)
        require_same_of_units(completeness, rules, records(history, rows, len(history), DAYS[-1]), len(history), DAYS[-1])


@pytest.mark.parametrize("turns", [[*RESPONSIBILITY_TURNS, *TWO_CLOSINGS], MOVED_AND_BACK], ids=["responsible", "moved"])
def test_the_shipped_rules_find_at_every_size_what_the_pure_judge_finds(cluster: Cluster, turns: list[Step]) -> None:
    history, rules = history_of(turns), shipped_in_force()
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        projector = stack.enter_context(closing(Projector(board)))
        completeness = PostgresCompleteness(board, projector)
        for size in (0, len(history) // 2, len(history)):
            require_same(completeness, rules, checked_records(history[:size], DAYS[-1]), size, DAYS[-1])


@pytest.mark.parametrize("size", [3_000, 30_000])
def test_findings_are_read_as_they_are_asked_for(cluster: Cluster, size: int) -> None:
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history_of([]))
        projector = stack.enter_context(closing(Projector(board)))
        known_at, on = projector.catch_up(), DAYS[0]
        row = random_rows(board.ledger.read(0, 1), Random(1), 1)[0]._replace(
            stream_id=CASE, case_id=CASE, unit_id=None, kind="session", on_date=on, due_on=None, known_from=0, known_to=None,
        )
        add(board, [row._replace(entry_id=cast_id(number), key=cast_id(number)) for number in range(10_000, 10_000 + size)])
        rule = next(each for each in random_rules(Random(1), 1) if not each.checks).rule
        checked = RuleInForce(rule, (InForce(DoneInTime((CheckKind.SESSION,), (CheckKind.NOTE,), 0)),))
        findings = PostgresCompleteness(board, projector).findings([checked], known_at, DAYS[-1])
        first = next(findings)
        tracemalloc.start()
        stack.callback(tracemalloc.stop)
        count = 1 + sum(1 for _ in findings)
        assert (first.finding.status, count) == (Status.GAP, size)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000


def test_a_case_that_was_not_known_has_no_findings_and_is_not_found(cluster: Cluster) -> None:
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history_of([]))
        projector = stack.enter_context(closing(Projector(board)))
        completeness = PostgresCompleteness(board, projector)
        with pytest.raises(NotFoundError, match="Ärendet fanns inte i läget efter 0 händelser"):
            completeness.case(shipped_in_force(), CASE, 0, DAYS[0])
        assert [sum(each.counts.values()) for each in completeness.counts(shipped_in_force(), 1, DAYS[0])] == [
            1 for _ in shipped_in_force()
        ]


def by_scope(holds: Holds) -> list[RuleInForce]:
    """A rule of each kind of check for some cases."""
    rule = next(each for each in random_rules(Random(1), 1) if not each.checks).rule
    sessions, notes = (CheckKind.SESSION,), (CheckKind.NOTE,)
    checks = (DoneInTime(sessions, notes, 3), FilledIn(sessions, CheckKind.NOTE_FAULT), Covered(sessions, 20, from_start=True))
    return [RuleInForce(replace(rule, holds=holds, check=check), (InForce(check),)) for check in checks]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whom_a_rule_holds_for_is_the_same_for_the_queries_and_the_pure_judge(cluster: Cluster, seed: int) -> None:
    history = offered.history_of([
        offered.Step(*step) for step in Random(seed).choices([
            (kind, case, pick, days) for kind in ("facts", "session", "terms") for case in (0, 1) for pick in (3, 5, 14, 41)
            for days in (0, 9, 30)
        ], k=40)
    ])
    full, other = DocumentationRegime.FULL_CASE, DocumentationRegime.INSATS_NO_ASSESSMENT
    scopes = [
        *(Holds(instruments=names) for names in (("srs",), ("ORS", "csrs"), ("finns inte",))),
        *(Holds(regimes=(regime,)) for regime in (full, other)), *(Holds(not_regimes=(regime,)) for regime in (full, other)),
        *(Holds(from_age=age) for age in (17, 18, 19)), *(Holds(to_age=age) for age in (17, 18, 19)),
        Holds(from_age=18, instruments=("srs",), regimes=(full,)), Holds(legal_bases=(LegalBasis.ASSISTANCE,)),
    ]
    rules = [rule for holds in scopes for rule in by_scope(holds)]
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        completeness = PostgresCompleteness(board, stack.enter_context(closing(Projector(board))))
        for day in (offered.BEGINS + timedelta(days=days) for days in (5, 40)):
            known = checked_records(history, day)
            assert list(completeness.findings(rules, len(history), day, statuses=ALL)) == findings_of(rules, known, day, ALL)
            assert completeness.counts(rules, len(history), day) == counts_of(rules, known, day)
