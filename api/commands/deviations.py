"""`aktspar deviations`: the deviations as they stand, or in numbers over a year."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from api.commands.case import as_of_line
from api.commands.options import KnownAtOption
from api.invocation import Invocation, whole_number
from api.output import Screen
from domain.base import Purpose
from domain.lex_sarah.codes import CauseArea

TrendOption = Annotated[bool, typer.Option("--trend", help="Visa antalet per enhet, månad och orsaksområde, utan små tal.")]
YearOption = Annotated[str | None, typer.Option("--year", metavar="ÅR", help="Året för --trend. Annars dagens.")]


def deviations(
    context: typer.Context, trend: TrendOption = False, year: YearOption = None, known_at: KnownAtOption = None
) -> None:
    """Visa avvikelserna och hur långt de har kommit, eller hur många de är över tid."""
    from api.deviation_reading import deviation_trend

    invocation: Invocation = context.obj
    chosen = None if year is None else whole_number(year, "--year", low=1, high=9998)
    with invocation.reader("deviations", usual_purpose=Purpose.STATISTICS if trend else Purpose.INTERNAL_CONTROL) as reader:
        if trend:
            document = deviation_trend(reader, chosen, known_at=known_at).document
            invocation.output.answer(document, lambda screen: _show_trend(screen, document))
        else:
            document = reader.register("deviations", known_at=known_at)[0].document
            invocation.output.answer(document, lambda screen: _show(screen, document))


def _show(screen: Screen, document: dict[str, Any]) -> None:
    screen.table(
        ("Avvikelse", "Rapporterad", "Läge", "Återstår", "Vad som hände"),
        [
            (
                each["deviation"], each["reported_on"], each["status_in_words"], "; ".join(each["left"]) or "–",
                each["deviation_text"],
            )
            for each in document["deviations"]
        ],
    )
    screen.line(as_of_line(document))


def _show_trend(screen: Screen, document: dict[str, Any]) -> None:
    places = [("nämnden", document["board"]), *((unit["unit"], unit) for unit in document["units"])]
    screen.table(
        ("Enhet", "Period", "Avvikelser", "Till lex Sarah", *(area.swedish for area in CauseArea)),
        [
            (name, row["period"], *map(_number, (row["deviations"], row["escalated"], *row["areas"].values())))
            for name, place in places for row in (place, *place["months"])
        ],
    )
    screen.line(f".. = färre än {document['least']}, eller så skulle ett så litet tal gå att räkna ut. {as_of_line(document)}")


def _number(value: int | None) -> str:
    return ".." if value is None else str(value)
