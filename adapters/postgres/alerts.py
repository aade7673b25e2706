"""The `Alerts` port over PostgreSQL: one statement for all cases, then the names of those that are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.errors import UnavailableError
from adapters.postgres.alert_sql import OF_CASES, OF_STAFF, OF_UNITS, alerts_statement
from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector
from adapters.postgres.registers import Registers
from adapters.postgres.views import PostgresCaseViews
from domain.case.alerts.codes import AlertAnswer, CaseAlertKind
from domain.case.alerts.rules import Raised, alert_kind, limits_of
from domain.errors import CorruptLedgerError
from domain.instruments import InstrumentCatalogue
from domain.instruments.definition import AgeOf, AlertKind, AlertLimit, BetterScore, Instrument
from domain.offering.offering import Offering
from domain.policies import Policy
from projections.alerts import Alert, AlertItem, Answered, order_of

_TABLES = (
    "case_interval", "case_fact_interval", "rating_interval", "measure_interval", "timeline_interval", "stand_in_interval",
)


class PostgresAlerts:
    """Answers `projections.alerts.Alerts` for one board. Thread-safe.

    Args:
        board: Whose cases; read as the application's role.
        projector: Brings the views up before each answer.
        views: Gives the cases that are shown.
    """

    def __init__(self, board: BoardStore, projector: Projector, views: PostgresCaseViews) -> None:
        self._board = board
        self._projector = projector
        self._views = views
        self._tables = {name: sql.Identifier(board.schema, name) for name in _TABLES}

    def alerts(
        self, known_at: int, day: date, policy: Policy, *, staff: UUID | None = None, units: Sequence[UUID] | None = None,
        case_ids: Sequence[UUID] | None = None, since: date | None = None,
    ) -> list[Alert]:
        """See the port."""
        self._projector.catch_up(known_at)
        registers = Registers(self._board.ledger)
        terms = term_values(registers.offerings(known_at))
        statement = self.statement(
            terms=bool(terms["offerings"]), units=units is not None, cases=case_ids is not None, staff=staff is not None
        )
        values = {
            **limit_values(registers.instruments(known_at)), **terms, "known_at": known_at, "day": day, "staff": staff,
            "closed_since": day + timedelta(days=1) if since is None else since,
            "units": None if units is None else list(units), "case_ids": None if case_ids is None else list(case_ids),
            "no_progress": policy.no_progress_ratings, "missing_days": policy.rating_missing_days,
            "tolerance": policy.rating_interval_tolerance_days,
        }
        with self._connection() as connection, connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            found = [_alert(*row) for row in cursor.execute(statement, values).fetchall()]
        return sorted(found, key=order_of)

    def named(self, alerts: Sequence[Alert], known_at: int) -> list[AlertItem]:
        """See the port."""
        cases = {case.case_id: case for case in self._views.cases_of({alert.case_id for alert in alerts}, known_at)}
        positions = sorted({alert.answered.position for alert in alerts if alert.answered is not None})
        events = self._board.ledger.at(positions) if positions else {}
        if len(events) != len(positions):
            raise CorruptLedgerError(f"{len(positions)} answers are shown, {len(events)} of them are there")
        items = []
        for alert in alerts:
            if alert.answered is not None:
                by = events[alert.answered.position].event.actor_id
                alert = alert._replace(answered=alert.answered._replace(by=by))
            case = cases[alert.case_id]
            items.append(AlertItem(alert, case.number, case.unit_name))
        return items

    def statement(self, *, terms: bool, units: bool = False, cases: bool = False, staff: bool = False) -> sql.Composed:
        """The query with the restrictions that are asked for."""
        restricted = (OF_UNITS if units else "") + (OF_CASES if cases else "") + (OF_STAFF if staff else "")
        return sql.SQL(alerts_statement(terms=terms, restricted=restricted)).format(**self._tables)

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with self._board.datastore.get_connection() as connection, connection.transaction():
                # A long statement looks dear; compiling it would cost more than running it.
                connection.execute("SET LOCAL jit = off")
                yield connection
        except (OperationalError, InterfaceError, psycopg.OperationalError) as error:
            raise UnavailableError("Databasen svarar inte, så signalerna kunde inte läsas. Försök igen.") from error


def limit_values(instruments: InstrumentCatalogue) -> dict[str, list[Any]]:
    """The limits of every version of the instruments that have any, as the statement takes them: a column a list."""
    versions = [each for each in instruments if limits_of(each) or each.reliable_change is not None]
    limits: dict[str, list[Any]] = {
        "names": [each.name for each in versions], "versions": [each.version for each in versions],
        "oldest": [instruments.find(each.name) is each for each in versions],
        "higher": [each.better is BetterScore.HIGHER for each in versions],
        "below": [_limit(each, AlertKind.BELOW, max) for each in versions],
        "at_least": [_limit(each, AlertKind.AT_LEAST, min) for each in versions],
        "fall": [_limit(each, AlertKind.FALLEN_BY, min) for each in versions],
        "index": [None if each.reliable_change is None else each.reliable_change.points for each in versions],
        "low_kinds": [_kind(each, AlertKind.BELOW) for each in versions],
        "fall_kinds": [_kind(each, AlertKind.FALLEN_BY) for each in versions],
        "by_subject": [each.age_of is AgeOf.SUBJECT for each in versions],
    }
    forms = [(each, form) for each in versions for form in each.age_forms if form.cutoff is not None]
    return limits | {
        "form_names": [each.name for each, _ in forms], "form_versions": [each.version for each, _ in forms],
        "form_first": [form.ages.first for _, form in forms], "form_last": [form.ages.last for _, form in forms],
        "cutoffs": [form.cutoff for _, form in forms],
    }


def term_values(offerings: Mapping[UUID, Offering]) -> dict[str, list[Any]]:
    """What the offerings expect, as the statement takes it: a column a list."""
    rows = []
    for offering_id, offering in offerings.items():
        starts = [terms.since for terms in offering.rating_terms]
        for terms, until in zip(offering.rating_terms, [*starts[1:], None], strict=False):
            rows += [
                (offering_id, terms.since, until, each.instrument, ",".join(each.session_kinds) or None, each.every_months)
                for each in terms.expected
            ]
    names = ("offerings", "since", "until", "expected", "session_kinds", "months")
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _limit(instrument: Instrument, kind: AlertKind, widest: Any) -> Decimal | None:
    return widest((limit.value for limit in limits_of(instrument) if limit.kind is kind), default=None)


def _kind(instrument: Instrument, kind: AlertKind) -> str:
    return alert_kind(instrument, AlertLimit(kind, Decimal(0), "")).value


def _alert(
    case_id: UUID, unit_id: UUID, kind: str, raised_by: UUID, raised_on: date, instruments: list[str], answered_on: date | None,
    how: str | None, position: int | None, closed_on: date | None,
) -> Alert:
    answered = None
    if answered_on is not None and how is not None and position is not None:
        answered = Answered(answered_on, AlertAnswer(how), position)
    return Alert(case_id, unit_id, Raised(CaseAlertKind(kind), raised_by, raised_on, tuple(instruments)), answered, closed_on)
