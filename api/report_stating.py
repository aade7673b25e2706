"""What a report states when it is handed in, and what of it may be published: counted by the service, never by the caller."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from adapters.postgres.registers import Registers
from api.known_at import resolve_known_at
from api.registers import last_day
from domain.errors import InvalidValueError, NotAllowedError
from domain.indicators.period import parse_period
from domain.indicators.text import read_definition
from domain.policies import Policy
from domain.report.figures import Publication, Statement
from domain.report.report import Report
from projections.external import PublishedBefore, external_figures
from projections.report_document import figure_of, stated_figure

if TYPE_CHECKING:
    from api.main import OpenBoard


def statement(board: OpenBoard, report: Report, known_at: int | None) -> Statement:
    """Every result of a report's unit, by the definitions that belong to its period, as known at a size.

    Args:
        known_at: The first so many events, from 1; None = all that was recorded by the end of the report's cut-off day.

    Raises:
        InvalidValueError: The ledger has not so many events, or holds later ones than of the cut-off day among them.
        NotAllowedError: The report is about an activity and not a whole unit.
    """
    started = report.started
    assert started is not None
    size = _size(board, started.data_cutoff, known_at)
    registers, period = Registers(board.ledger), parse_period(started.period)
    units = registers.units(size)
    if started.unit in units and units[started.unit].part_of is not None:
        raise NotAllowedError(
            "Rapporten gäller en verksamhet. Lämna in en rapport för hela enheten; verksamheternas resultat står i den."
        )
    history, day = registers.indicator_history(size), last_day(board, size)
    versions = (history.version_for(each, period, day) for each in history.ids)
    definitions = {
        each.indicator_id: each.definition for each in versions if each is not None and each.definition is not None
    }
    figures = board.goals.figures([each.indicator for each in definitions.values()], period, size)
    return Statement(size, tuple(
        stated_figure(figure, definitions[figure.indicator.id].text) for figure in figures if figure.part_of_id == started.unit
    ))


def publication(board: OpenBoard, report: Report, policy: Policy) -> Publication:
    """What may be published of a report that is handed in, beside all that has been published before.

    Only what is published counts: a tertial that never was does not hide the year. And what was handed in is what is published,
    also where something behind it has changed or been erased since.
    """
    started, submitted = report.started, report.submitted
    assert started is not None and submitted is not None
    period, registers = parse_period(started.period), Registers(board.ledger)
    name, instruments = unit_name(registers, started.unit), registers.instruments()
    figures = [
        figure_of(each, read_definition(each.definition, instruments).indicator, started.unit, name)
        for each in submitted.figures
    ]
    external = external_figures({period: figures}, published_before(registers), policy.small_cell_min)
    public = (each.to_public() for each in external[period])
    return Publication(policy.small_cell_min, tuple(each for each in public if each is not None))


def published_before(registers: Registers, known_at: int | None = None) -> list[PublishedBefore]:
    """The register of published figures, in the order that they were published."""
    published = [
        each.event for each in registers.events_of("report", known_at) if each.event.TYPE == "report.published"
    ]
    reports = registers.of_kind("report", Report.fold, known_at)
    return [found for event in published for found in _of_report(reports[event.originator_id])]


def _of_report(report: Report) -> Iterable[PublishedBefore]:
    if report.started is None or report.published is None:
        return
    period = parse_period(report.started.period)
    for figure in report.published.public_figures:
        yield PublishedBefore(report.started.unit, period, figure)


def _size(board: OpenBoard, cutoff: date, known_at: int | None) -> int:
    if known_at is None:
        return resolve_known_at(cutoff.isoformat(), board.ledger).size
    if not 1 <= known_at <= board.ledger.size():
        raise InvalidValueError(f"Liggaren har {board.ledger.size()} händelser. Ange known_at från 1 till så många.")
    if last_day(board, known_at) > cutoff:
        raise InvalidValueError(
            f"De första {known_at} händelserna har också det som skrevs efter brytdagen {cutoff}. Ange ett lägre known_at, eller"
            " en senare brytdag."
        )
    return known_at


def unit_name(registers: Registers, unit: UUID, known_at: int | None = None) -> str:
    """What a unit is called, or its id where it is not known."""
    units = registers.units(known_at)
    return units[unit].name if unit in units else str(unit)
