"""`aktspar goals-trend`: one result over years, with what breaks the series."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from api.commands.case import as_of_line
from api.commands.goals import DefinitionsOnOption, of_text, target_text, value_text
from api.commands.options import KnownAtOption, UnitOption
from api.invocation import Invocation
from api.output import Screen
from api.trend_reading import TrendReader
from domain.base import Purpose

YearsOption = Annotated[str, typer.Option("--years", metavar="ÅR-ÅR", help="Det första och det sista året: 2015-2024.")]
YearPartOption = Annotated[
    str | None, typer.Option("--part", metavar="DEL", help="Samma del av varje år: T1, T2 eller en månad (03).")
]


def goal_trend(
    context: typer.Context,
    indicator: Annotated[str, typer.Argument(metavar="INDIKATOR", help="Indikatorns id, till exempel kbt.clients.")],
    years: YearsOption, part: YearPartOption = None, known_at: KnownAtOption = None, unit: UnitOption = None,
    definitions_on: DefinitionsOnOption = None,
) -> None:
    """Visa ett resultat år för år.

    Där värdena inte går att jämföra med året före står varför: ett brott i tidsserien, en ny version av definitionen, eller
    värden som publicerades innan systemet fanns. Läsningen skrivs i åtkomstloggen med ändamålet statistik, om inget annat anges.
    """
    invocation: Invocation = context.obj
    with invocation.reader("goals-trend", usual_purpose=Purpose.STATISTICS) as reader:
        answer = TrendReader(reader).trend(
            indicator, years, part=part, known_at=known_at, unit=unit, definitions_on=definitions_on
        )
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document))


def _show(screen: Screen, document: dict[str, Any]) -> None:
    for series in document["series"]:
        screen.line(f"{document['indicator']} · {series['enhet'] or 'hela nämnden'}")
        screen.table(
            ("Period", "Värde", "Av", "Publicerat", "Målvärde", "Går inte att jämföra med perioden före"),
            [
                (
                    point["period"], *_counted(point["result"]), _published(point["published"]),
                    None if point["result"] is None else target_text(point["result"]),
                    "; ".join(each["reason"] for each in point["breaks"]) or None,
                )
                for point in series["points"]
            ],
        )
    screen.line(as_of_line(document))


def _counted(result: dict[str, Any] | None) -> tuple[str | None, str | None]:
    return (None, None) if result is None else (value_text(result), of_text(result))


def _published(published: list[dict[str, Any]]) -> str | None:
    return "; ".join(_printed(each) for each in published) or None


def _printed(figure: dict[str, Any]) -> str:
    value = figure.get("percent") or figure.get("value")
    share = f"{figure['numerator']} av {figure['denominator']}" if figure["denominator"] is not None else None
    return f"{' = '.join(str(each) for each in (value, share) if each is not None)} ({figure['source_document']})"
