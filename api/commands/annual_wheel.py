"""`aktspar annual-wheel`: what comes back every year, and how far it has come."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from api.commands.case import as_of_line
from api.commands.options import KnownAtOption, UnitOption, ValidAtOption
from api.invocation import Invocation, whole_number
from api.output import Screen
from domain.annual_wheel.codes import WheelStatus
from domain.base import Purpose

YearOption = Annotated[str | None, typer.Option("--year", metavar="ÅR", help="Året, till exempel 2026. Annars dagens.")]


def annual_wheel(
    context: typer.Context, year: YearOption = None, known_at: KnownAtOption = None, valid_at: ValidAtOption = None,
    unit: UnitOption = None,
) -> None:
    """Visa årshjulet: vad som ska göras när, av vem, och vad som är klart eller försenat.

    Svarar 1 om något är försenat.
    """
    from api.governance_reading import annual_wheel as read

    invocation: Invocation = context.obj
    chosen = None if year is None else whole_number(year, "--year", low=1, high=9998)
    with invocation.reader("annual-wheel", usual_purpose=Purpose.STATISTICS) as reader:
        answer = read(reader, chosen, unit=unit, known_at=known_at, valid_at=valid_at)
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document))
    if any(item["status"] == WheelStatus.OVERDUE.value for item in answer.document["items"]):
        raise typer.Exit(1)


def _show(screen: Screen, document: dict[str, Any]) -> None:
    screen.table(
        ("Senast", "Uppgift", "Slag", "Ansvarig", "Läge", "Gjord"),
        [
            (
                item["due_on"], item["heading"], item["kind_in_words"], item["owner_role"], WheelStatus(item["status"]).swedish,
                item["done_on"],
            )
            for item in document["items"]
        ],
    )
    screen.line(f"Årshjulet {document['year']}, den {document['day']}. {as_of_line(document)}")
