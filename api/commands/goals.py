"""`aktspar goals` and `aktspar indicators`: results with what they rest on, as known at any moment, and what is measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any

import typer

from api.commands.case import as_of_line
from api.commands.options import KnownAtOption, UnitOption, ValidAtOption
from api.external_reading import external_goals
from api.goal_reading import GoalReader, Part
from api.invocation import Invocation
from api.output import Screen
from api.problems import UsageError
from domain.base import Purpose
from domain.indicators.definition import ResultKind

PeriodOption = Annotated[
    str,
    typer.Option(
        "--period", metavar="PERIOD",
        help="År (2018), tertial (2018-T1 = januari–april, 2018-T2 = januari–augusti) eller månad (2018-03).",
    ),
]
DefinitionsOnOption = Annotated[
    str | None,
    typer.Option(
        "--definitions-on", metavar="DATUM",
        help="Räkna med definitionerna som gäller den dagen; annars de som gällde periodens sista dag.",
    ),
]
DrillDownOption = Annotated[
    str | None,
    typer.Option(
        "--drill-down", metavar="INDIKATOR",
        help="Visa vad en indikators resultat är gjort av: varje rad med ärende och händelser. Ärendena skrivs i åtkomstloggen.",
    ),
]
PartOption = Annotated[
    str,
    typer.Option("--part", metavar="DEL", help="Med --drill-down: täljare, nämnare, saknas eller allt."),
]
ExternalOption = Annotated[
    bool, typer.Option("--external", help="Som de får visas utanför enheten: utan små tal och utan det som röjer dem.")
]
_PARTS = {"allt": Part.ALL, "täljare": Part.NUMERATOR, "nämnare": Part.DENOMINATOR, "saknas": Part.MISSING}


def goals(
    context: typer.Context, period: PeriodOption, known_at: KnownAtOption = None, unit: UnitOption = None,
    definitions_on: DefinitionsOnOption = None, drill_down: DrillDownOption = None, part: PartOption = "allt",
    external: ExternalOption = False,
) -> None:
    """Visa resultaten för en period.

    Varje indikator med täljare, nämnare, täckning, fördelning på kön och målvärde, per enhet. Läsningen skrivs i åtkomstloggen
    med ändamålet statistik, om inget annat anges.
    """
    invocation: Invocation = context.obj
    if part not in _PARTS:
        raise UsageError(f"Delen finns inte; välj --part bland {', '.join(_PARTS)}.")
    if external:
        _external(invocation, period, known_at, unit, can_be=definitions_on is None and drill_down is None)
        return
    with _goal_reader(invocation, "goals") as reader:
        if drill_down is not None:
            answer, _ = reader.events(
                drill_down, period, part=_PARTS[part], known_at=known_at, unit=unit, definitions_on=definitions_on
            )
            invocation.output.answer(answer.document, lambda screen: _show_underlay(screen, answer.document))
            return
        answer = reader.goals(period, known_at=known_at, unit=unit, definitions_on=definitions_on)
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document))


def indicators(context: typer.Context, known_at: KnownAtOption = None, valid_at: ValidAtOption = None) -> None:
    """Visa vad nämnden mäter.

    Varje indikator med den version som gäller och vad den betyder. Med --json även alla tidigare versioner, målvärden och brott i
    tidsserier.
    """
    invocation: Invocation = context.obj
    with _goal_reader(invocation, "indicators") as reader:
        answer = reader.indicators(known_at=known_at, valid_at=valid_at)
        invocation.output.answer(answer.document, lambda screen: _show_indicators(screen, answer.document))


def _external(invocation: Invocation, period: str, known_at: str | None, unit: str | None, *, can_be: bool) -> None:
    if not can_be:
        raise UsageError("Den externa vyn visar inget underlag och tar inga andra definitioner: utelämna --drill-down och"
                         " --definitions-on.")
    with invocation.reader("goals", usual_purpose=Purpose.STATISTICS) as reader:
        answer = external_goals(reader, period, known_at=known_at, unit=unit)
        invocation.output.answer(answer.document, lambda screen: _show_external(screen, answer.document))


@contextmanager
def _goal_reader(invocation: Invocation, action: str) -> Iterator[GoalReader]:
    with invocation.reader(action, usual_purpose=Purpose.STATISTICS) as reader:
        yield GoalReader(reader)


def _show(screen: Screen, document: dict[str, Any]) -> None:
    results = document["results"]
    for (enhet, unit), of_unit in _by_activity(results):
        screen.line(enhet if unit == enhet else f"{unit} · {enhet}", style="bold")
        screen.table(
            ("Resultat", "Värde", "Av", "Fördelning på kön", "Målvärde", "Saknas", "Att veta", "Indikator"),
            [
                (
                    result["name"], value_text(result), of_text(result), _by_gender(result), target_text(result),
                    _missing(result), _flags(result), f"{result['id']} v{result['definition_version']}",
                )
                for result in of_unit
            ],
        )
        screen.line()
    for each in document["cannot_be_evaluated"]:
        screen.line(f"{each['id']} version {each['version']} går inte att räkna: {each['why']}")
    screen.line(f"{len(results)} resultat för {document['from']}–{document['to']}. {as_of_line(document)}")


def _by_activity(results: Sequence[dict[str, Any]]) -> list[tuple[tuple[str, str], list[dict[str, Any]]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for result in results:
        found.setdefault((result["enhet"], result["unit"]), []).append(result)
    return list(found.items())


def _show_external(screen: Screen, document: dict[str, Any]) -> None:
    results = document["results"]
    screen.table(
        ("Resultat", "Verksamhet", "Enhet", "Värde", "Täljare", "Nämnare", "Fördelning på kön", "Indikator"),
        [
            (
                result["name"], result["unit"], result["enhet"], result["sign"] or value_text(result), result.get("numerator"),
                result.get("denominator"), _by_gender(result), f"{result['id']} v{result['definition_version']}",
            )
            for result in results
        ],
    )
    screen.line(
        f"{len(results)} resultat för {document['from']}–{document['to']}, utan tal under {document['small_cell_min']}:"
        f" .. = sekretess. {as_of_line(document)}"
    )


def value_text(result: dict[str, Any]) -> str | None:
    """A result's value as people read it; None = of nothing."""
    is_share = result["kind"] == ResultKind.SHARE
    value = result["percent" if is_share else "value"]
    return None if value is None else f"{value} %" if is_share else str(value)


def of_text(result: dict[str, Any]) -> str | None:
    """What a share or a mean is of."""
    if result["kind"] == ResultKind.SHARE:
        return f"{result['numerator']} av {result['denominator']}"
    return None if result["kind"] == ResultKind.COUNT else str(result["denominator"])


def target_text(result: dict[str, Any]) -> str | None:
    """A result's target, and whether it is reached."""
    if result["target"] is None:
        return None
    told = f"{result['target_in_words']}: {result['fulfilment_in_words']}"
    difference = result["difference_to_target"]
    if difference is None or not Decimal(difference["difference"]):
        return told
    return f"{told} ({_one_decimal(difference['difference'], '+')} {difference['stated_in']})"


def _missing(result: dict[str, Any]) -> str | None:
    return "; ".join(f"{count} ({reason})" for reason, count in result["missing"].items()) or None


def _flags(result: dict[str, Any]) -> str | None:
    interval = result["confidence_interval"]
    told = [flag["text"] for flag in result["flags"]]
    if told and interval is not None:
        low, high = (_one_decimal(interval[end]) for end in ("low", "high"))
        told.append(f"{interval['level']} % konfidensintervall {low}–{high} %")
    return "; ".join(told) or None


def _one_decimal(number: str, sign: str = "") -> str:
    return format(Decimal(number).quantize(Decimal("0.1"), ROUND_HALF_UP), f"{sign}f").replace(".", ",")


def _by_gender(result: dict[str, Any]) -> str | None:
    parts: dict[str, Any] = result.get("by_gender", result.get("givers", {}))
    return ", ".join(f"{name} {_part(part)}" for name, part in parts.items()) or None


def _part(part: Any) -> str:
    if part is None or isinstance(part, dict) and part["percent"] is None:
        return ".."
    return _share(part) if isinstance(part, dict) else str(part)


def _share(part: dict[str, Any]) -> str:
    return f"{part['percent']} % ({part['numerator']} av {part['denominator']})"


def _show_underlay(screen: Screen, document: dict[str, Any]) -> None:
    rows: Sequence[dict[str, Any]] = document["rows"]
    screen.table(
        ("Rad", "Ärende", "Post", "Kön", "Nämnare", "Täljare", "Saknas", "Värde", "Händelser"),
        [
            (
                row["row"], "skyddade uppgifter" if row["protected"] else row["case"], row["stream"], row["gender"],
                _yes(row["in_denominator"]), _yes(row["in_numerator"]), row["missing"], row["value"],
                ", ".join(map(str, row["positions"])) or None,
            )
            for row in rows
        ],
    )
    result = document["result"]
    screen.line(f"{result['name']}, {result['unit']}: {value_text(result)}. {len(rows)} rader. {as_of_line(document)}")


def _yes(holds: bool) -> str:
    return "ja" if holds else "nej"


def _show_indicators(screen: Screen, document: dict[str, Any]) -> None:
    holding = [(each["id"], each["in_force"]) for each in document["indicators"] if each["in_force"] is not None]
    screen.table(
        ("Indikator", "Version", "Gäller från", "Resultat", "Betyder"),
        [
            (
                indicator_id, version["version"], version["takes_effect_on"],
                None if version["says"] is None else version["says"]["name"],
                version["cannot_be_evaluated"] if version["says"] is None else version["says"]["meaning"],
            )
            for indicator_id, version in holding
        ],
    )
    screen.line(f"{len(holding)} indikatorer mäts den {document['on']}. {as_of_line(document)}")
