"""Reading reports (sv. *rapporter*): as they were handed in, with what the same count gives at a later moment beside it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from adapters.postgres.registers import Registers
from api.known_at import KnownAt
from api.reading import Answer, Reader
from api.report_stating import unit_name
from domain.errors import InvalidValueError, NotFoundError
from domain.indicators.definition import Indicator
from domain.indicators.period import parse_period
from domain.indicators.text import read_definition
from domain.instruments import InstrumentCatalogue
from domain.report.figures import StatedFigure
from domain.report.report import Report
from projections.report_document import (
    ReportTimes,
    Restated,
    assessment_document,
    figures_document,
    published_document,
    report_head,
    restated,
    stated_figure,
)

_UNKNOWN = "Rapporten fanns inte. Kontrollera uuid:t, eller enheten och perioden, och known_at."


class ReportReader:
    """Somebody who asks for reports of their board.

    Args:
        reader: Says who asks and writes the reading down.
    """

    def __init__(self, reader: Reader) -> None:
        self._board = reader.board
        self._reader = reader

    def reports(self, *, known_at: str | None = None, unit: str | None = None, period: str | None = None) -> Answer:
        """Every report with how far it has come, in the order started.

        Raises:
            InvalidValueError: A parameter cannot be used.
            NotFoundError: There is no such unit.
            UnavailableError: The access log cannot be written.
        """
        as_of = self._reader.as_of(known_at)
        found = self._found(as_of, unit, period)
        self._reader.record_shown(as_of, ())
        heads = [self._head(each, as_of) for each in found]
        return Answer({**self._reader.head(as_of), "reports": heads}, heads)

    def report(
        self, report: UUID | None = None, *, unit: str | None = None, period: str | None = None, known_at: str | None = None,
        rows_of_all: bool = True,
    ) -> Answer:
        """One report: what was stated, and beside it the same definitions counted over the same period as known at a moment.

        Args:
            report: Which; None = the latest that was handed in for `unit` and `period`.
            known_at: What the restatement knows; None = everything.
            rows_of_all: Whether what changed behind a figure is looked for where the figure is the same too.

        Raises:
            InvalidValueError: A parameter cannot be used, or neither a report nor a period is named.
            NotFoundError: There is no such unit or no such report.
            UnavailableError: The access log cannot be written.
        """
        as_of = self._reader.as_of(known_at)
        chosen = self._chosen(as_of, report, unit, period)
        self._reader.record_shown(as_of, ())
        figures = figures_document(chosen, self._restated(chosen, as_of.size, rows_of_all))
        document = {
            **self._reader.head(as_of), **self._head(chosen, as_of),
            "assessments": {name: assessment_document(each) for name, each in sorted(chosen.assessed.items())},
            "figures": figures, "restated": sum(bool(each["differs"]) for each in figures),
            "published": published_document(chosen),
            "erased_since_submission": (
                None if chosen.submitted is None else self._reader.erased_since(chosen.submitted.size)
            ),
        }
        return Answer(document, chosen, chosen.version)

    def _found(self, as_of: KnownAt, unit: str | None, period: str | None) -> list[Report]:
        units = None if unit is None else self._reader.units_named(unit, as_of.size)
        name = None if period is None else parse_period(period).name
        reports = Registers(self._board.ledger).of_kind("report", Report.fold, as_of.size).values()
        return [
            each for each in reports if each.started is not None
            and (units is None or each.started.unit in units) and (name is None or each.started.period == name)
        ]

    def _chosen(self, as_of: KnownAt, report: UUID | None, unit: str | None, period: str | None) -> Report:
        if report is None and period is None:
            raise InvalidValueError("Ange rapportens uuid, eller enhet och period.")
        found = [each for each in self._found(as_of, unit, period) if report in (None, each.id)]
        if report is None:
            found = [each for each in found if each.submitted is not None]
            if len({each.unit for each in found}) > 1:
                raise InvalidValueError("Flera enheter har en rapport för perioden. Ange vilken enhet.")
        if not found:
            raise NotFoundError(_UNKNOWN)
        return found[-1]

    def _head(self, report: Report, as_of: KnownAt) -> dict[str, Any]:
        registers = Registers(self._board.ledger)
        assert report.id is not None and report.unit is not None
        recorded = self._board.ledger.stream(report.id, known_at=as_of.size)
        submitted = [each.recorded_us for each in recorded if each.event.TYPE == "report.submitted"]
        times = ReportTimes(recorded[0].recorded_us, submitted[0] if submitted else None)
        return report_head(report, unit_name(registers, report.unit, as_of.size), times)

    def _restated(self, report: Report, size: int, rows_of_all: bool) -> dict[str, Restated]:
        if report.submitted is None or report.started is None:
            return {}
        period, unit, then = parse_period(report.started.period), report.started.unit, report.submitted.size
        instruments = Registers(self._board.ledger).instruments()
        read = {each.indicator: _read(each, instruments) for each in report.submitted.figures}
        indicators = [each for each in read.values() if isinstance(each, Indicator)]
        counted = {
            figure.indicator.id: figure for figure in self._board.goals.figures(indicators, period, size)
            if figure.part_of_id == unit
        }
        found: dict[str, Restated] = {}
        for stated in report.submitted.figures:
            indicator, figure = read[stated.indicator], counted.get(stated.indicator)
            if not isinstance(indicator, Indicator):
                found[stated.indicator] = Restated(None, indicator)
            elif figure is None:
                found[stated.indicator] = Restated(None, _NOWHERE)
            elif not rows_of_all and stated_figure(figure, stated.definition) == stated:
                found[stated.indicator] = Restated(stated)
            else:
                behind = [self._board.goals.behind(indicator, period, each, unit) for each in (then, size)]
                found[stated.indicator] = restated(stated, figure, *behind, then)
        return found


_NOWHERE = "Enheten har ingen verksamhet som indikatorn räknas i."


def _read(stated: StatedFigure, instruments: InstrumentCatalogue) -> Indicator | str:
    """The definition that a figure was counted by, or why today's program cannot count by it."""
    try:
        return read_definition(stated.definition, instruments).indicator
    except InvalidValueError as error:
        return str(error)
