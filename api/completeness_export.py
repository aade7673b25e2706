"""What rules find in journals as files (sv. *granskningsrapport*): the same answer as `completeness`, as its reader asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any, BinaryIO, NamedTuple
from uuid import UUID

from adapters.goal_files import write_csv, write_workbook
from adapters.report_pages import pdf_bytes
from api.completeness_reading import Asked, asked_about
from api.list_reading import managed_units
from api.output import as_json
from api.reading import Reader
from api.registers import REGISTERS
from domain.errors import InvalidValueError
from projections.completeness_document import VacationCount, finding_row, rule_rows
from projections.completeness_report import Report, report_lines, report_pages, report_sheets

MEDIA_TYPES: Mapping[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
MOST_FINDINGS: Mapping[str, int] = {"pdf": 2_000, "json": 100_000, "xlsx": 1_000_000}
"""How many findings a file of a kind may have: pages are set, and a document is put together, all at once, and a sheet of
Excel has 1 048 576 rows. Values with semicolons between them have no most."""


class CompletenessFile(NamedTuple):
    """A report that was written.

    Args:
        findings: How many it tells of.
        name: What it may be called; nothing of a person's is in it.
    """

    findings: int
    name: str


def completeness_file(
    reader: Reader, form: str, target: BinaryIO, *, known_at: str | None = None, valid_at: str | None = None,
    unit: str | None = None, rule: str | None = None,
) -> CompletenessFile:
    """Write what is missing or late as a report; every case in it is in the access log before its first byte is written.

    Args:
        form: One of `MEDIA_TYPES`.
        target: Begins empty; it is the caller's to pass on, and to close.
        known_at, valid_at, unit, rule: As `CompletenessReader.findings` has them.

    Raises:
        ForbiddenError: Another unit than the reader's own; the attempt is logged.
        InvalidValueError: A parameter cannot be used; then the kind of file cannot hold so much; then, of pages, a text has a
            character that they cannot show.
        NotFoundError: There is no such unit, or no such rule.
        UnavailableError: The access log cannot be written.
    """
    asked = asked_about(reader, known_at=known_at, valid_at=valid_at, unit=unit, rule=rule)
    asked = asked._replace(units=managed_units(reader, None, asked.units))
    vacation, cases, number = VacationCount(asked.terms), set[UUID](), 0
    with closing(vacation.watched(_found(reader, asked))) as found:
        for each in found:
            number += 1
            if each.case_id is not None:
                cases.add(each.case_id)
    _require_room(form, number)
    size, question = asked.as_of.size, (asked.rules, asked.as_of.size, asked.day)
    counts = rule_rows(reader.board.completeness.counts(*question, units=asked.units), vacation)
    numbers = {each.case_id: each.number for each in reader.board.views.cases_of(cases, size)}
    report = Report(
        _board_name(reader, asked), size, asked.day, _unit_names(asked), unit, rule, asked.rules, counts, asked.terms.policy,
        number, reader.board.simulated,
    )
    reader.record_shown(asked.as_of, cases)
    _write(form, target, reader, asked, report, _rows(reader, asked, numbers))
    return CompletenessFile(number, f"journalgranskning-{size}-{asked.day}.{form}")


def _found(reader: Reader, asked: Asked) -> Iterator[Any]:
    return reader.board.completeness.findings(asked.rules, asked.as_of.size, asked.day, units=asked.units)


def _rows(reader: Reader, asked: Asked, numbers: Mapping[UUID, str]) -> Iterator[dict[str, Any]]:
    """The findings once more, as exact at the size as the first time."""
    with closing(_found(reader, asked)) as found:
        for each in found:
            yield finding_row(each, None if each.case_id is None else numbers.get(each.case_id), asked.terms)


def _write(
    form: str, target: BinaryIO, reader: Reader, asked: Asked, report: Report, rows: Iterator[dict[str, Any]]
) -> None:
    with closing(rows):
        match form:
            case "xlsx":
                write_workbook(target, report_sheets(report, rows))
            case "csv":
                write_csv(target, report_lines(report, rows))
            case "pdf":
                target.write(pdf_bytes("completeness", report_pages(report, rows), report.day))
            case _:
                # Not whether more could come: made again by its size, the report is the same file.
                document = {
                    **reader.head(asked.as_of._replace(provisional=False)), "day": str(asked.day), "staff": None,
                    "vacation_months": list(asked.terms.policy.vacation_months), "rules": report.counts, "findings": list(rows),
                }
                target.write(as_json(document, indent=True) + b"\n")


def _require_room(form: str, number: int) -> None:
    most = MOST_FINDINGS.get(form, number)
    if number > most:
        raise InvalidValueError(
            f"Rapporten har {number} iakttagelser, och en fil av slaget {form} rymmer högst {most}."
            " Välj regel eller enhet, eller ta ut den som csv från kommandoraden."
        )


def _board_name(reader: Reader, asked: Asked) -> str:
    boards = REGISTERS["boards"].items(reader.board, asked.as_of.size, asked.day)
    return boards[0].document["name"] if boards else reader.board.slug


def _unit_names(asked: Asked) -> tuple[str, ...] | None:
    return None if asked.units is None else tuple(sorted(asked.terms.units[each] for each in asked.units))
