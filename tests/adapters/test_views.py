"""The views over PostgreSQL answer at every size what the events up to it say, however the views were brought up."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import psycopg
from hypothesis import HealthCheck, example, given, settings
from psycopg import sql

from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector
from adapters.postgres.rebuild import rebuild
from adapters.postgres.view_store import TABLES
from adapters.postgres.views import PostgresCaseViews
from domain.base import RecordedEvent
from domain.case.responsibility import Cover
from domain.ledger.port import Command
from projections.case_item import CaseItem
from projections.timeline_item import TimelineItem
from tests.projections import naive
from tests.projections.histories import (
    BEGINS,
    CANARY,
    CASES,
    MOVED_AND_BACK,
    RESPONSIBILITY_TURNS,
    TWO_CLOSINGS,
    histories,
    history_of,
)
from tests.support.cluster import Cluster

QUICK = settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
DAYS = tuple(BEGINS.date() + timedelta(days=days) for days in (-35, -3, 9, 40))


def recorded_in(stack: ExitStack, cluster: Cluster, history: Sequence[RecordedEvent]) -> BoardStore:
    """A fresh board whose simulated ledger holds a history, each event at its own time."""
    board = stack.enter_context(closing(cluster.new_board()))
    board.ledger.append_all(Command(uuid4(), b"", [each.event], [each.recorded_us]) for each in history)
    return board


def all_rows(board: BoardStore) -> dict[str, list[Any]]:
    """Every row of every read model, in a fixed order."""
    with psycopg.connect(board.connections.projector) as connection:
        return {
            table.name: sorted(connection.execute(
                sql.SQL("SELECT * FROM {}").format(sql.Identifier(board.schema, table.name))
            ).fetchall(), key=repr)
            for table in TABLES.values()
        }


def empty(board: BoardStore) -> None:
    """Forget everything that the views hold."""
    with psycopg.connect(board.connections.projector, autocommit=True) as connection:
        for table in TABLES.values():
            connection.execute(sql.SQL("TRUNCATE {}").format(sql.Identifier(board.schema, table.name)))
        connection.execute(sql.SQL("UPDATE {} SET position = 0").format(sql.Identifier(board.schema, "projection")))


def as_naive(item: TimelineItem) -> dict[str, Any]:
    """An item as `naive.timeline` puts it."""
    return {
        "position": item.position, "type": item.event_type, "on": item.occurred_on, "at": item.occurred_at,
        "precision": item.precision, "days_late": item.days_late, "claimed": item.claimed,
        "corrections": [each.position for each in item.corrections], "opinions": [each.position for each in item.opinions],
        "misfiled_by": None if item.misfiled is None else item.misfiled.position, "moved_since": item.moved_since,
    }


def shown(case: CaseItem) -> dict[str, Any]:
    """A case as `naive.case` puts it."""
    same = (
        "case_id", "number", "unit", "status", "client_name", "gender", "birth_year", "received_on", "started_on", "closed_on",
        "close_manner", "referred_onward", "plan_established_on", "contact_interval_days", "session_count", "last_contact_on",
        "note_count", "last_note_on", "rating_count",
    )
    return {name: getattr(case, name) for name in same} | {
        "responsible": None if case.responsible is None else case.responsible.id,
        "pending": [each.id for each in case.pending_hand_overs], "open_requests": list(case.open_requests),
    }


def without(item: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in names}


@QUICK
@given(history=histories())
@example(history=history_of(RESPONSIBILITY_TURNS))
@example(history=history_of(TWO_CLOSINGS))
@example(history=history_of(MOVED_AND_BACK))
def test_at_every_size_the_views_answer_what_the_events_say(cluster: Cluster, history: list[RecordedEvent]) -> None:
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        projector = stack.enter_context(closing(Projector(board, page_events=3)))
        views = PostgresCaseViews(board, projector)
        for size in range(len(history) + 1):
            assert_cases(views, history, size)
            assert_timelines(views, history, size, valid_at=None)
        for size in (len(history) // 2, len(history)):
            for day in DAYS:
                assert_day(views, history, size, day)
                assert_timelines(views, history, size, valid_at=day)


def assert_cases(views: PostgresCaseViews, history: list[RecordedEvent], size: int) -> None:
    expected = [case for case_id in CASES if (case := naive.case(history, case_id, size)) is not None]
    assert [shown(case) for case in views.cases(size)] == expected
    assert all(case.cover is None for case in views.cases(size))
    for case in expected:
        assert [shown(views.case(case["case_id"], size))] == [case]
        assert views.find_case(case["number"], size) == views.find_case(str(case["case_id"]), size) == [case["case_id"]]
        units = [other["case_id"] for other in expected if other["unit"] == case["unit"]]
        assert [found.case_id for found in views.cases(size, unit=case["unit"])] == units


def assert_timelines(
    views: PostgresCaseViews, history: list[RecordedEvent], size: int, *, valid_at: date | None
) -> None:
    for case_id in CASES:
        if naive.case(history, case_id, size) is None:
            continue
        items = views.timeline(case_id, size, valid_at).items
        expected = naive.timeline(history, case_id, size, valid_at)
        assert list(map(as_naive, items)) == [without(item, "event", "correction_ids") for item in expected]
        for item, wanted in zip(items, expected, strict=True):
            hidden = wanted["moved_since"] or wanted["misfiled_by"] is not None
            texts = [getattr(wanted["event"], name) for name in ("fact", "description") if hasattr(wanted["event"], name)]
            shown_texts = [text.text for text in item.content.texts if text.name in ("fact", "description")]
            assert shown_texts == ([] if hidden else texts)


def assert_day(views: PostgresCaseViews, history: list[RecordedEvent], size: int, day: date) -> None:
    days = {case_id: naive.on_day(history, case_id, size, day) for case_id in CASES}
    cases = views.cases(size, valid_at=day)
    assert {case.case_id for case in cases} == {case_id for case_id, on_day in days.items() if on_day is not None}
    for case in cases:
        assert days[case.case_id] == {
            "cover": case.cover, "stand_in": None if case.stand_in is None else case.stand_in.id,
            "responsible": None if case.responsible is None else case.responsible.id,
        }
        assert (case.status == "closed") == (case.cover is Cover.NOT_OPEN)
    left = [case_id for case_id, on_day in days.items() if on_day is not None and on_day["cover"] is Cover.NONE]
    assert [case.case_id for case in views.without_responsible(size, day)] == left


@QUICK
@given(history=histories())
def test_live_page_by_page_is_caught_up_at_once_is_rebuilt(cluster: Cluster, history: list[RecordedEvent]) -> None:
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        by_page = stack.enter_context(closing(Projector(board, page_events=2)))
        at_once = stack.enter_context(closing(Projector(board)))
        assert by_page.catch_up() == len(history)
        live = all_rows(board)
        empty(board)
        assert at_once.catch_up() == len(history)
        assert all_rows(board) == live
        assert rebuild(board, cluster.kek, chunk_events=7) == len(history)
        assert all_rows(board) == live
        assert CANARY not in repr(live)
