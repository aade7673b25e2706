"""`aktspar report`: a period's results frozen as they were stated, and what the same count gives since."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from api.commands.case import as_of_line
from api.commands.goals import PeriodOption
from api.commands.options import KnownAtOption, UnitOption
from api.invocation import Invocation
from api.known_at import parse_valid_at
from api.output import Screen
from api.problems import UsageError
from domain.base import Purpose
from domain.errors import InvalidValueError
from domain.report.codes import Fulfilment

_STATUS = {"started": "påbörjad", "submitted": "inlämnad", "published": "publicerad", "withdrawn": "återtagen"}


def freeze(
    context: typer.Context,
    period: PeriodOption,
    unit: Annotated[str, typer.Option("--unit", metavar="ENHET", help="Enheten: namn eller uuid.")],
    known_at: KnownAtOption = None,
    cutoff: Annotated[
        str | None, typer.Option("--cutoff", metavar="DATUM", help="Brytdagen: sista dagen rapporten tar med. Annars i dag."),
    ] = None,
    assessments: Annotated[
        Path | None,
        typer.Option("--assessments", metavar="FIL.json", exists=True, dir_okay=False, help="Bedömningarna av resultaten."),
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="ROLL", help="Vem som lämnar in, som roll.")] = "Enhetschefen",
    supplements: Annotated[
        str | None, typer.Option("--supplements", metavar="RAPPORT", help="Den inlämnade rapport som kompletteras: uuid."),
    ] = None,
) -> None:
    """Lämna in en rapport.

    Siffrorna räknas en gång, med det som var känt vid brytdagens slut eller vid --known-at, och ändras aldrig mer.
    """
    from api.report_freezing import Freezing, freeze
    from api.report_reading import ReportReader

    invocation: Invocation = context.obj
    caller = invocation.caller()
    asked = Freezing(
        unit, period, _day(cutoff), known_at, None if assessments is None else assessments.read_bytes(), by,
        None if supplements is None else _uuid(supplements),
    )
    with invocation.reader("report freeze", usual_purpose=Purpose.STATISTICS) as reader:
        report_id = freeze(reader.board, caller, asked)
        answer = ReportReader(reader).report(report_id)
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document))


def show(
    context: typer.Context,
    report: Annotated[str | None, typer.Argument(metavar="RAPPORT", help="Rapportens uuid.")] = None,
    unit: UnitOption = None,
    period: Annotated[str | None, typer.Option("--period", metavar="PERIOD", help="Rapportens period.")] = None,
    known_at: KnownAtOption = None,
) -> None:
    """Visa en rapport som den lämnades in.

    Bredvid varje siffra står vad samma räkning ger nu, eller vid --known-at, när det skiljer sig.
    """
    from api.report_reading import ReportReader

    invocation: Invocation = context.obj
    if (report is None) == (period is None):
        raise UsageError("Ange rapportens uuid, eller --unit och --period.")
    with invocation.reader("report show", usual_purpose=Purpose.STATISTICS) as reader:
        chosen = None if report is None else _uuid(report)
        answer = ReportReader(reader).report(chosen, unit=unit, period=period, known_at=known_at)
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document))


def list_reports(context: typer.Context, unit: UnitOption = None, known_at: KnownAtOption = None) -> None:
    """Visa nämndens rapporter."""
    from api.report_reading import ReportReader

    invocation: Invocation = context.obj
    with invocation.reader("report list", usual_purpose=Purpose.STATISTICS) as reader:
        answer = ReportReader(reader).reports(unit=unit, known_at=known_at)
        invocation.output.answer(answer.document, lambda screen: _show_list(screen, answer.document))


def _show(screen: Screen, document: dict[str, Any]) -> None:
    screen.line(f"{document['enhet']}, {document['period']}: rapport {document['report']}", "bold")
    screen.line(
        f"{_STATUS[document['status']].capitalize()}. Brytdag {document['data_cutoff']}, bygger på {document['size']} händelser,"
        f" lämnad av {document['submitted_by']}."
    )
    screen.table(
        (
            "Resultat", "Verksamhet", "I rapporten", "Täljare", "Nämnare", "Måluppfyllelse", "Omräknat", "Täljare nu",
            "Nämnare nu", "Händelser efter",
        ),
        [_row(figure) for figure in document["figures"]],
    )
    screen.line(f"{document['restated']} av {len(document['figures'])} resultat har ändrats sedan dess. {as_of_line(document)}")
    erased = document["erased_since_submission"]
    if erased is not None:
        screen.line(
            f"{erased['cases']} ärenden har gallrats sedan dess enligt {', '.join(erased['basis'])}; det nya är räknat utan dem."
        )


def _row(figure: dict[str, Any]) -> tuple[object, ...]:
    assessment, now = figure["assessment"], figure["restated"]
    said = None if assessment is None else Fulfilment(assessment["fulfilment"]).swedish
    shown = _value(figure, figure["shown_value"])
    stated = (figure["name"], figure["unit"], shown, figure["numerator"], figure["denominator"], said)
    if now is None:
        return (*stated, figure["why_not_restated"], None, None, None)
    if not figure["differs"]:
        return (*stated, "oförändrat", None, None, None)
    positions = len(figure["since"]["positions"])
    return (*stated, _value(figure, now["shown_value"]), now["numerator"], now["denominator"], positions)


def _value(figure: dict[str, Any], value: int | None) -> str | int | None:
    """A share as people read it, by the definition that the report was counted by; what is no share as it is."""
    from domain.indicators.definition import ResultKind

    is_share = json.loads(figure["definition"])["kind"] == ResultKind.SHARE.value
    return f"{value} %" if is_share and value is not None else value


def _show_list(screen: Screen, document: dict[str, Any]) -> None:
    screen.table(
        ("Rapport", "Enhet", "Period", "Brytdag", "Läge", "Lämnad av", "Kompletterar"),
        [
            (
                each["report"], each["enhet"], each["period"], each["data_cutoff"], _STATUS[each["status"]], each["submitted_by"],
                each["supplements"],
            )
            for each in document["reports"]
        ],
    )
    screen.line(f"{len(document['reports'])} rapporter. {as_of_line(document)}")


def _day(text: str | None) -> date | None:
    try:
        return parse_valid_at(text)
    except InvalidValueError:
        raise UsageError("Brytdagen går inte att läsa. Skriv ett datum, till exempel 2026-04-12.") from None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise UsageError("Rapporten anges med sitt uuid. Se 'aktspar report list'.") from None
