"""Results as files (sv. *utdata*): the same answer as `goals`, in the form that its reader asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from adapters.goal_files import csv_bytes, workbook_bytes
from api.external_reading import external_goals
from api.goal_reading import GoalReader
from api.output import as_json
from api.reading import Reader
from projections.goal_export import goal_lines, goal_sheets

MEDIA_TYPES: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class GoalFile(NamedTuple):
    """A file of results.

    Args:
        results: How many results it holds.
        name: What it may be called; nothing of a person's is in it.
    """

    content: bytes
    results: int
    name: str


def goal_file(
    reader: Reader, form: str, period: str, *, known_at: str | None = None, unit: str | None = None, external: bool = False
) -> GoalFile:
    """Results for a period as a file.

    Args:
        form: One of `MEDIA_TYPES`.
        external: Without small cells; see `external_goals`.

    Raises:
        InvalidValueError: A parameter cannot be used.
        NotFoundError: There is no such unit.
        UnavailableError: The access log cannot be written.
    """
    if external:
        answer = external_goals(reader, period, known_at=known_at, unit=unit)
        indicators = [each.figure.indicator for each in answer.shown]
    else:
        answer = GoalReader(reader).goals(period, known_at=known_at, unit=unit)
        indicators = [each.indicator for each in answer.shown]
    document = answer.document
    match form:
        case "xlsx":
            content = workbook_bytes(goal_sheets(document, indicators))
        case "csv":
            content = csv_bytes(goal_lines(document))
        case _:
            content = as_json(document, indent=True) + b"\n"
    view = "extern" if external else "intern"
    name = f"resultat-{document['period']}-{view}-{document['known_at']}.{form}"
    return GoalFile(content, len(document["results"]), name)
