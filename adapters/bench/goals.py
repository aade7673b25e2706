"""Results of a year and of ten, against a plain count of the same rows and against asking year by year."""

from __future__ import annotations

from statistics import median

from psycopg import sql

from adapters.bench.caseload import FIRST_DAY
from adapters.bench.harness import Place, Row, connect, in_turns, owner, ratio, timed
from adapters.indicator_files import shipped_indicators
from adapters.postgres.boards import BoardStore
from adapters.postgres.goals import PostgresGoals
from adapters.postgres.projector import Projector
from domain.indicators.period import parse_period

YEARS = 10
TABLES = ("course_interval", "milestone_interval", "rating_interval", "measure_interval")
"""What the caseload's results are counted from."""
ROLE = "aktspar_app"


def measure(place: Place, board: BoardStore, rounds: int = 5) -> list[Row]:
    """Count every indicator that is shipped, in every unit.

    Args:
        board: With a caseload's events; its read models are brought up first.
        rounds: How often each is asked for, from 1.
    """
    periods = [parse_period(str(FIRST_DAY.year + number)) for number in range(YEARS)]
    indicators, projector = shipped_indicators(), Projector(board)
    try:
        size = projector.catch_up()
        _analyse(place, board.schema)
        goals = PostgresGoals(board, projector)
        seconds = in_turns(rounds, {
            "year": lambda: timed(lambda: goals.figures(indicators, periods[YEARS // 2], size)),
            "count": lambda: timed(lambda: _count(place, board.schema)),
            "trend": lambda: timed(lambda: goals.trend(indicators, periods, size)),
            "years": lambda: timed(lambda: [goals.figures(indicators, period, size) for period in periods]),
        })
    finally:
        projector.close()
    figures = {name: median(values) * 1e6 for name, values in seconds.items()}
    return [
        Row("goals_year", f"Ett års resultat vid {size} händelser, mot att räkna raderna",
            ratio(seconds["year"], seconds["count"]), 15, False, {"year_us": figures["year"], "count_us": figures["count"]}),
        Row("goals_trend", "Tio års resultat i en fråga, mot en fråga för varje år",
            ratio(seconds["trend"], seconds["years"]), 1.2, False,
            {"trend_us": figures["trend"], "year_by_year_us": figures["years"]}),
    ]


def _analyse(place: Place, schema: str) -> None:
    # As autovacuum does before long; otherwise the figures tell whether it has come yet.
    with owner(place) as connection:
        for table in TABLES:
            connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(schema, table)))


def _count(place: Place, schema: str) -> None:
    with connect(place.connections.app, ROLE, set_role=place.connections.set_role) as connection:
        for table in TABLES:
            connection.execute(
                sql.SQL("SELECT count(*) FROM {} WHERE known_to IS NULL").format(sql.Identifier(schema, table))
            ).fetchone()
