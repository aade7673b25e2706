"""`aktspar analyses`: equality year on year, and the caseload with what stands out."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from api.commands.case import as_of_line
from api.commands.options import KnownAtOption, UnitOption, ValidAtOption
from api.invocation import Invocation, whole_number
from api.output import Screen
from domain.base import Purpose

YearOption = Annotated[str, typer.Option("--year", metavar="ÅR", help="Året, som jämförs med året före.")]


def equality(context: typer.Context, year: YearOption, known_at: KnownAtOption = None, unit: UnitOption = None) -> None:
    """Visa besök, behandlingens längd och avslut per kön, för ett år och året före."""
    from api.analysis_reading import equality_analysis

    invocation: Invocation = context.obj
    chosen = whole_number(year, "--year", low=2, high=9998)
    with invocation.reader("analyses equality", usual_purpose=Purpose.STATISTICS) as reader:
        answer = equality_analysis(reader, chosen, known_at=known_at, unit=unit)
        invocation.output.answer(answer.document, lambda screen: _show_equality(screen, answer.document))


def caseload(
    context: typer.Context, known_at: KnownAtOption = None, valid_at: ValidAtOption = None, unit: UnitOption = None
) -> None:
    """Visa öppna ärenden, de senaste kvartalen och det som sticker ut."""
    from api.analysis_reading import caseload_analysis

    invocation: Invocation = context.obj
    with invocation.reader("analyses caseload", usual_purpose=Purpose.STATISTICS) as reader:
        answer = caseload_analysis(reader, known_at=known_at, valid_at=valid_at, unit=unit)
        invocation.output.answer(answer.document, lambda screen: _show_caseload(screen, answer.document))


def _show_equality(screen: Screen, document: dict[str, Any]) -> None:
    screen.table(
        ("År", "Grupp", "Klienter", "Besök", "Uteblivna", "Dagar i medeltal", "Avslut enligt planering"),
        [
            (
                year["year"], name, year["clients"].get(name, 0), year["sessions"].get(name, {}).get("held", 0),
                year["sessions"].get(name, {}).get("missed", 0), year["length_days"].get(name, {}).get("mean"),
                _share(year["as_planned"].get(name)),
            )
            for year in document["years"] for name in year["clients"]
        ],
    )
    for year in document["years"]:
        took_part = year["took_part"]
        screen.line(
            f"{year['year']}: en kvinna eller flicka deltog i {_share(took_part['kvinna eller flicka'])} av besöken, en man eller"
            f" pojke i {_share(took_part['man eller pojke'])}; för {took_part['not_stated']} är deltagarna inte angivna."
        )
    screen.line(as_of_line(document))


def _show_caseload(screen: Screen, document: dict[str, Any]) -> None:
    is_open = document["open"]
    rows = [("alla", "", is_open["count"])]
    for heading, name in (("fas", "by_phase"), ("öppet i", "by_length"), ("kön", "by_gender")):
        rows += [(heading, word, count) for word, count in is_open[name].items()]
    screen.table(("Öppna ärenden", "", "Antal"), rows)
    screen.table(
        ("Kvartal", "Öppnade", "Avslutade", "Öppna i slutet", "Oplanerade", "Under grön zon", "Åter"),
        [
            tuple(each[name] for name in ("quarter", "opened", "closed", "open_at_end", "unplanned", "dropout", "returned"))
            for each in document["quarters"]
        ],
    )
    for signal in document["signals"]:
        screen.line(signal["text"])
    screen.line(f"{document['signal_rule']} {as_of_line(document)}")


def _share(share: dict[str, Any] | None) -> str | None:
    if share is None or share["percent"] is None:
        return None
    return f"{share['percent']} % ({share['numerator']} av {share['denominator']})"
