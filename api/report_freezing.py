"""Freezing a report in one step (sv. *frysa rapport*): started, assessed and handed in by one command, or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid4

from pydantic import BaseModel, ValidationError

from adapters.postgres.case_numbers import numbering_alone
from adapters.postgres.registers import Registers
from api.known_at import resolve_known_at
from api.registers import last_day
from api.report_stating import statement
from api.shell_writing import day_of_writing, simulated_time, whole_unit
from api.writes.table import shapes
from domain.base import DomainEvent, Purpose, RetentionClass, Stamp
from domain.errors import InvalidValueError
from domain.policies import Policy
from domain.record_keeping import Request
from domain.report.report import Report

if TYPE_CHECKING:
    from api.main import OpenBoard

_ASSESSMENTS = "/reports/{report_id}/assessments"


class Freezing(NamedTuple):
    """What somebody asks to have frozen.

    Args:
        unit: By name or id.
        cutoff: The last day that the report takes in; None = the day of the last event of `known_at`, or today.
        known_at: What the figures know, as `api.known_at` reads it; None = all that was recorded by the end of the cut-off day.
        assessments: A JSON document: a list of objects as the service's assessments are, or one object of these by indicator.
        by: Who prepares it and hands it in, as a role.
    """

    unit: str
    period: str
    cutoff: date | None
    known_at: str | None
    assessments: bytes | None
    by: str
    supplements: UUID | None


def freeze(board: OpenBoard, caller: str, asked: Freezing) -> UUID:
    """Start, assess and hand in a report; its id.

    Raises:
        InvalidValueError: `known_at` or the assessments cannot be read, or what the decisions refuse.
        NotFoundError: There is no such unit.
        DomainError: What the decisions refuse.
        UnavailableError: The access log cannot be written.
    """
    registers, today = Registers(board.ledger), day_of_writing(board)
    unit, policy = whole_unit(registers, asked.unit), registers.policy_history().on(today)
    size = None if asked.known_at is None else resolve_known_at(asked.known_at, board.ledger).size
    cutoff = asked.cutoff or (today if size is None else last_day(board, size))
    bodies = [] if asked.assessments is None else _assessments(asked.assessments)
    stamp = Stamp(actor_id=board.access_log.pseudonym(caller), unit_id=unit, purpose=Purpose.STATISTICS)
    report_id = uuid4()

    def decide(report: Report) -> Sequence[DomainEvent]:
        made: list[DomainEvent] = []
        others = partial(registers.of_kind, "report", Report.fold)
        for decided in (
            lambda: report.start(
                report_id=report_id, unit=unit, period=asked.period, data_cutoff=cutoff, prepared_by=asked.by,
                supplements=asked.supplements, others=lambda: others().values(), stamp=stamp, today=today, policy=policy,
            ),
            *(partial(_assessed, report, body, stamp, policy) for body in bodies),
            lambda: report.submit(
                submitted_by=asked.by, known_at=size, stated=partial(statement, board), stamp=stamp, policy=policy
            ),
        ):
            for event in decided():
                report.apply(event)
                made.append(event)
        return made

    board.access_log.record(
        caller=caller, action="report freeze", purpose=Purpose.STATISTICS, cases=(), known_at=board.ledger.size(),
        outcome="written",
    )
    with numbering_alone(board.store):
        request = Request(uuid4(), repr(asked).encode(), simulated_time(board))
        board.records.carry_out(report_id, RetentionClass.STATISTICS, Report.fold, decide, request)
    return report_id


def _assessed(report: Report, body: BaseModel, stamp: Stamp, policy: Policy) -> Sequence[DomainEvent]:
    members = {name: getattr(body, name) for name in type(body).model_fields}
    return report.assess(**members, stamp=stamp, policy=policy)


def _assessments(content: bytes) -> list[BaseModel]:
    [shape] = [each for each in shapes() if each.write.path == _ASSESSMENTS]
    try:
        return [shape.body.model_validate_json(json.dumps(each)) for each in _objects(json.loads(content))]
    except ValidationError as error:
        # Where and what kind, never the value.
        names = ", ".join(sorted({".".join(map(str, each["loc"])) for each in error.errors()}))
        raise InvalidValueError(f"Bedömningarna har värden som inte är tillåtna: {names}. Se docs/reports.md.") from None
    except (ValueError, RecursionError):
        raise InvalidValueError("Filen med bedömningar är inte JSON på den form som docs/reports.md visar.") from None


def _objects(document: Any) -> list[Any]:
    if isinstance(document, Mapping):
        return [{"indicator": name, **each} for name, each in document.items()]
    if not isinstance(document, list):
        raise ValueError
    return document
