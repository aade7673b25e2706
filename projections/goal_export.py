"""Results as tables for the board (sv. *resultattavla*): what a spreadsheet or a file of values shows, in Swedish.

A table says on itself for which period, as known when, and in which view: a sheet that has been passed on is all that its
reader has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from domain.indicators.definition import Indicator, ResultKind
from domain.indicators.suppression import MISSING, NOT_APPLICABLE, SUPPRESSED

Cell = str | int | Decimal | None

ALL = "alla"
"""The row of a result that is not broken down."""

SIGNS = f"{SUPPRESSED} för få för att visas; {MISSING} uppgift saknas; {NOT_APPLICABLE} inte tillämpligt"


class Form(Enum):
    """How a column's cells are written (sv. *cellformat*)."""

    TEXT = "text"
    WHOLE = "whole"
    PERCENT = "percent"
    """A number of percents with one decimal: 61.1 is 61.1 percent."""


class Column(NamedTuple):
    """A column's heading, how its cells are written, and how wide it is in characters."""

    heading: str
    form: Form = Form.TEXT
    width: int = 14


class Sheet(NamedTuple):
    """One table with its name and what it says of itself above it; its rows are read once, as it is written."""

    name: str
    about: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]


_RESULTS = (
    Column("Enhet", width=20), Column("Verksamhet", width=26), Column("Resultat", width=42), Column("Värde", Form.WHOLE, 9),
    Column("Anges i", width=11), Column("Täljare", Form.WHOLE, 9), Column("Nämnare", Form.WHOLE, 9),
    Column("Berörda", Form.WHOLE, 9), Column("Saknas", Form.WHOLE, 9), Column("Täckning, procent", Form.PERCENT, 18),
    Column("Målvärde", width=24), Column("Måluppfyllelse", width=18), Column("Indikator", width=28),
    Column("Definitionens version", Form.WHOLE, 21),
)
_ROWS = (
    Column("Enhet", width=20), Column("Verksamhet", width=26), Column("Resultat", width=42), Column("Kön", width=10),
    Column("Värde", Form.WHOLE, 9), Column("Anges i", width=11), Column("Täljare", Form.WHOLE, 9),
    Column("Nämnare", Form.WHOLE, 9), Column("Indikator", width=28),
)
_DEFINITIONS = (
    Column("Indikator", width=28), Column("Version", Form.WHOLE, 9), Column("Resultat", width=42),
    Column("Vad som räknas", width=90), Column("Varför något saknas", width=50), Column("Källa", width=50),
)


def goal_sheets(document: Mapping[str, Any], indicators: Iterable[Indicator]) -> tuple[Sheet, ...]:
    """The results, their breakdown by gender and what they mean, as three tables.

    Args:
        document: An answer about results, of the internal or the external view.
        indicators: The definitions that they were counted by.
    """
    about, results = about_lines(document), document["results"]
    shown = {result["id"] for result in results}
    definitions = {each.id: each for each in indicators if each.id in shown}
    return (
        Sheet("Resultat", about, _RESULTS, tuple(map(_result_row, results))),
        Sheet("Fördelning på kön", about, _ROWS, tuple(row for result in results for row in _gender_rows(result))),
        Sheet("Definitioner", about, _DEFINITIONS, tuple(
            (each.id, each.version, each.name, each.meaning, _why_missing(each), each.source)
            for _, each in sorted(definitions.items())
        )),
    )


def _why_missing(indicator: Indicator) -> str | None:
    return "; ".join(dict.fromkeys(reason for reason in indicator.reasons if reason)) or indicator.missing


def goal_lines(document: Mapping[str, Any]) -> Sheet:
    """Everything as one table with a row for each result and each gender in it, and with its period and view on each row."""
    same = (document["period"], document["known_at"], _view(document), "ja" if document["simulated"] else "nej")
    columns = (
        Column("Period"), Column("Känt vid händelse", Form.WHOLE), Column("Vy"), Column("Simulerad"), *_ROWS,
        Column("Definitionens version", Form.WHOLE), Column("Berörda", Form.WHOLE), Column("Saknas", Form.WHOLE),
        Column("Målvärde"), Column("Måluppfyllelse"),
    )
    rows = []
    for result in document["results"]:
        whole = _result_row(result)
        total = (*whole[:3], ALL, *whole[3:7], result["id"])
        rows.append((*same, *total, result["definition_version"], whole[7], whole[8], whole[10], whole[11]))
        rows += [
            (*same, *row, result["definition_version"], None, None, None, None) for row in _gender_rows(result)
        ]
    return Sheet("Resultat", (), columns, tuple(rows))


def about_lines(document: Mapping[str, Any]) -> tuple[str, ...]:
    """What a sheet says of itself: the period, as known when, the view, and whether it is simulated."""
    lines = [
        f"Resultat {document['period']}, {document['from']} till {document['to']}",
        f"Som det var känt vid {document['known_at']} händelser. {_view(document).capitalize()} vy.",
        f"Tecken: {SIGNS}.",
    ]
    if document["simulated"]:
        lines.insert(1, "SIMULERAD: påhittade uppgifter.")
    return tuple(lines)


def _view(document: Mapping[str, Any]) -> str:
    return "extern" if document.get("view") == "external" else "intern"


def _result_row(result: Mapping[str, Any]) -> tuple[Cell, ...]:
    hidden = SUPPRESSED if result.get("suppressed") else None
    is_share, is_mean = result["kind"] == ResultKind.SHARE, result["kind"] == ResultKind.MEAN
    missing = sum(result["missing"].values()) if "missing" in result else result["missing_count"]
    coverage = None if result["coverage"] is None else Decimal(100) * Decimal(result["coverage"])
    return (
        result["enhet"], result["unit"], result["name"], _value(result), result["stated_in"],
        hidden or (result["numerator"] if is_share else None),
        hidden or (result["denominator"] if is_share or is_mean else None),
        SUPPRESSED if result["eligible"] is None else result["eligible"], SUPPRESSED if missing is None else missing,
        SUPPRESSED if coverage is None and result["eligible"] is None else coverage,
        result.get("target_in_words"), result.get("fulfilment_in_words") if result.get("target_in_words") else None,
        result["id"], result["definition_version"],
    )


def _value(result: Mapping[str, Any]) -> Cell:
    value = result["percent" if result["kind"] == ResultKind.SHARE else "value"]
    if value is not None:
        return int(value)
    if result.get("sign") is not None:
        return str(result["sign"])
    return MISSING if result["eligible"] else NOT_APPLICABLE


def _gender_rows(result: Mapping[str, Any]) -> Sequence[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    named = result.get("by_gender", result.get("givers", {}))
    if "by_gender" in result.get("suppressed_parts", ()) and not named:
        named = {ALL: None}
    for name, part in named.items():
        share = part if isinstance(part, Mapping) else {"percent": part}
        values = [share.get(member) for member in ("percent", "numerator", "denominator")]
        is_hidden = values[0] is None and bool(result.get("suppressed_parts"))
        cells = [SUPPRESSED if is_hidden else value for value in values]
        if not isinstance(part, Mapping):
            cells[1:] = [None, None]
        rows.append((
            result["enhet"], result["unit"], result["name"], name, cells[0], result["stated_in"], cells[1], cells[2], result["id"]
        ))
    return rows
