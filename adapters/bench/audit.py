"""The audit of all journals by every rule, against reading what it judges by; its growth with cases; the audit of one case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from adapters.bench.caseload import DAYS, FIRST_DAY, Caseload
from adapters.bench.harness import Place, Row, connect, in_turns, owner, ratio, timed
from adapters.postgres.boards import BoardStore
from adapters.postgres.completeness import PostgresCompleteness
from adapters.postgres.projector import Projector
from adapters.postgres.views import PostgresCaseViews
from domain.completeness.judging import InForce
from domain.completeness.shipped import shipped_rules
from domain.policies import DEFAULT_POLICY
from projections.completeness import RuleInForce

ROLE = "aktspar_app"
TABLES = ("check_fact_interval", "course_interval", "case_interval", "milestone_interval", "case_fact_interval")
"""What the caseload's audit reads."""
DAY = date.fromordinal(FIRST_DAY.toordinal() + DAYS)


class Audits:
    """Audits of a ledger as it grows: keeps what a case took when the ledger was smaller."""

    def __init__(self) -> None:
        self._us_a_case: float | None = None

    def measure(self, place: Place, board: BoardStore, caseload: Caseload, rounds: int = 3) -> list[Row]:
        """Judge every case by every shipped rule, and the lasting cases one by one.

        Args:
            board: With the caseload's events; its read models are brought up first.
            caseload: Whose lasting cases are asked for.
            rounds: How often each is asked for, from 1.
        """
        rules, projector = _rules(), Projector(board)
        try:
            size = projector.catch_up()
            _analyse(place, board.schema)
            completeness, views = PostgresCompleteness(board, projector), PostgresCaseViews(board, projector)
            cases = _case_count(place, board.schema)
            seconds = in_turns(rounds, {
                "all": lambda: timed(lambda: completeness.counts(rules, size, DAY)),
                "read": lambda: timed(lambda: _read(place, board.schema)),
                "one": lambda: timed(lambda: [completeness.case(rules, each, size, DAY) for each in caseload.lasting]),
                "show": lambda: timed(lambda: _show(views, caseload.lasting, size)),
            })
        finally:
            projector.close()
        return self._rows(seconds, size, cases, len(caseload.lasting))

    def _rows(self, seconds: dict[str, list[float]], size: int, cases: int, lasting: int) -> list[Row]:
        us = {name: median(values) * 1e6 for name, values in seconds.items()}
        rows = [
            Row(f"audit_all_{size}", f"Granskning av {cases} ärenden med alla regler, mot att läsa det den bedömer, vid {size}"
                " händelser", ratio(seconds["all"], seconds["read"]), 40, False, {"all_us": us["all"], "read_us": us["read"]}),
            Row(f"audit_one_{size}", f"Granskning av ett ärende, mot att visa ärendet och dess tidslinje, vid {size} händelser",
                ratio(seconds["one"], seconds["show"]), 4, False,
                {"one_us": us["one"] / lasting, "show_us": us["show"] / lasting}),
        ]
        now, before = us["all"] / cases, self._us_a_case
        self._us_a_case = now
        if before is not None:
            rows.append(Row(
                f"audit_growth_{size}", f"Granskning per ärende vid {size} händelser, mot vid färre", now / before, 1.5, False,
                {"now_us": now, "before_us": before},
            ))
        return rows


def _rules() -> list[RuleInForce]:
    return [
        RuleInForce(rule, () if rule.check is None else (InForce(rule.check_under(DEFAULT_POLICY)),))
        for rule in shipped_rules()
    ]


def _analyse(place: Place, schema: str) -> None:
    # As autovacuum does before long; otherwise the figures tell whether it has come yet.
    with owner(place) as connection:
        for table in TABLES:
            connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(schema, table)))


def _case_count(place: Place, schema: str) -> int:
    return _one(place, "SELECT count(*) FROM {} WHERE known_to IS NULL", schema, "course_interval")


def _read(place: Place, schema: str) -> None:
    _one(
        place, "SELECT count(DISTINCT case_id), max(on_date), max(written_on), max(due_on), max(code), sum(number) FROM {}"
        " WHERE known_to IS NULL", schema, "check_fact_interval",
    )


def _one(place: Place, query: str, schema: str, table: str) -> Any:
    with connect(place.connections.app, ROLE, set_role=place.connections.set_role) as connection:
        row = connection.execute(sql.SQL(query).format(sql.Identifier(schema, table))).fetchone()
    if row is None:
        raise psycopg.DataError(f"{table} was not counted")
    return row[0]


def _show(views: PostgresCaseViews, cases: Sequence[UUID], size: int) -> None:
    for case_id in cases:
        views.case(case_id, size)
        views.timeline(case_id, size)
