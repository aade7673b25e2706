"""`aktspar goals`: every expected result for a period, as known at any earlier moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from api.commands.case import as_of_line
from api.commands.options import KnownAtOption, UnitOption
from api.invocation import Invocation
from api.output import Screen
from domain.base import Purpose
from domain.indicators.definition import ResultKind
from projections.goals import Figure

PeriodOption = Annotated[
    str,
    typer.Option(
        "--period", metavar="PERIOD",
        help="År (2018), tertial (2018-T1 = januari–april, 2018-T2 = januari–augusti) eller månad (2018-03).",
    ),
]


def goals(context: typer.Context, period: PeriodOption, known_at: KnownAtOption = None, unit: UnitOption = None) -> None:
    """Visa resultaten för en period.

    Varje indikator med täljare, nämnare, täckning och fördelning på kön, per enhet. Läsningen skrivs i åtkomstloggen med
    ändamålet statistik, om inget annat anges.
    """
    invocation: Invocation = context.obj
    with invocation.reader("goals", usual_purpose=Purpose.STATISTICS) as reader:
        answer = reader.goals(period, known_at=known_at, unit=unit)
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document, answer.shown))


def _show(screen: Screen, document: dict[str, Any], figures: Sequence[Figure]) -> None:
    results = document["results"]
    screen.table(
        ("Resultat", "Verksamhet", "Enhet", "Värde", "Täljare", "Nämnare", "Saknas", "Fördelning på kön", "Indikator"),
        [
            (
                result["name"], result["unit"], result["enhet"], _value(figure, result), result.get("numerator"),
                result.get("denominator"), _missing(result), _by_gender(figure, result),
                f"{result['id']} v{result['definition_version']}",
            )
            for figure, result in zip(figures, results, strict=True)
        ],
    )
    screen.line(f"{len(results)} resultat för {document['from']}–{document['to']}. {as_of_line(document)}")


def _value(figure: Figure, result: dict[str, Any]) -> str | None:
    share = figure.indicator.kind is ResultKind.SHARE
    value = result["percent" if share else "value"]
    return None if value is None else f"{value} %" if share else str(value)


def _missing(result: dict[str, Any]) -> str | None:
    return "; ".join(f"{count} ({reason})" for reason, count in result["missing"].items()) or None


def _by_gender(figure: Figure, result: dict[str, Any]) -> str | None:
    parts = result.get("by_gender", result.get("givers", {}))
    if figure.indicator.kind is ResultKind.SHARE:
        return ", ".join(f"{name} {_share(part)}" for name, part in parts.items()) or None
    return ", ".join(f"{name} {part}" for name, part in parts.items()) or None


def _share(part: dict[str, Any]) -> str:
    return f"{part['percent']} % ({part['numerator']} av {part['denominator']})"
