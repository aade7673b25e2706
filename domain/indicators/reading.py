"""Reads indicator definitions from plain values (a parsed file), and refuses what could not be evaluated, saying why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.definition_values import NotPossibleError, items, number, require_keys, text, word
from domain.errors import InvalidValueError
from domain.goal.codes import Periodicity
from domain.indicators.conditions import InPeriod
from domain.indicators.definition import (
    BREAKDOWNS,
    PERCENTAGE_POINTS,
    PERIOD_WORDS,
    Breakdown,
    Direction,
    Indicator,
    MeanOf,
    ResultKind,
    SeriesBreak,
    UnitOfCount,
)
from domain.indicators.reading_conditions import Counting, read_condition
from domain.instruments import SHIPPED, InstrumentCatalogue

_ID = re.compile(r"[a-z]+\.[a-z0-9_]+")
_TEXTS = ("id", "name", "meaning", "source")
_REQUIRED = (*_TEXTS, "version", "activities", "unit_of_count", "kind", "population")
_OPTIONAL = (
    "measured", "numerator", "breakdown", "missing", "mean_of", "divided_by", "direction", "target", "min_coverage",
    "council_target", "unit", "periodicity", "valid_from", "replaces", "series_breaks",
)
LARGEST_TARGET = 1_000_000_000
"""Above every number that a unit counts; more digits are a slip of the pen."""

_NOT_COUNTED = {
    "person": "samma person går inte att känna igen i två ärenden, eftersom namn aldrig står i statistiken; räkna ärenden (case)",
    "family": "akten säger inte vilka ärenden som hör till samma familj; räkna ärenden (case) eller besök (session)",
}


def read_indicators(tables: Iterable[Mapping[str, Any]]) -> tuple[Indicator, ...]:
    """Read definitions, one each id and version.

    Raises:
        InvalidValueError: One cannot be evaluated, or two have the same id and version.
    """
    indicators: dict[tuple[str, int], Indicator] = {}
    for table in tables:
        indicator = read_indicator(table)
        if (indicator.id, indicator.version) in indicators:
            raise InvalidValueError(
                f"Indikatorn {indicator.id} är definierad två gånger i version {indicator.version}. Behåll en."
            )
        indicators[indicator.id, indicator.version] = indicator
    return tuple(indicators.values())


def read_indicator(table: Mapping[str, Any], instruments: InstrumentCatalogue = SHIPPED) -> Indicator:
    """Read one definition.

    Args:
        instruments: Those that it may name.

    Raises:
        InvalidValueError: It cannot be evaluated; the message names the indicator and says why.
    """
    try:
        return _indicator(table, instruments)
    except NotPossibleError as why:
        raise InvalidValueError(f"Indikatorn {table.get('id', 'utan id')} går inte att räkna ut: {why}") from None


def _indicator(table: Mapping[str, Any], instruments: InstrumentCatalogue) -> Indicator:
    require_keys(table, _REQUIRED, _OPTIONAL)
    texts = {key: text(table[key], key) for key in _TEXTS}
    if not _ID.fullmatch(texts["id"]):
        raise NotPossibleError("id ska vara ett prefix, en punkt och ett namn med a–z, 0–9 och _, till exempel um.clients.")
    if type(table["version"]) is not int or table["version"] < 1:
        raise NotPossibleError("version ska vara ett heltal från 1.")
    unit_of_count = _unit_of_count(table["unit_of_count"])
    of, measured = Counting(unit_of_count, instruments), items(table.get("measured", []), "measured")
    indicator = Indicator(
        **texts, version=table["version"], unit_of_count=unit_of_count, kind=word(ResultKind, table["kind"], "kind"),
        activities=tuple(text(name, "activities") for name in items(table["activities"], "activities")),
        population=_conditions(table["population"], "population", of),
        measured=_conditions([_without_reason(value) for value in measured], "measured", of),
        missing_of=tuple(_reason(value) for value in measured),
        numerator=_conditions(table.get("numerator", []), "numerator", of),
        breakdown=word(Breakdown, table.get("breakdown", BREAKDOWNS[unit_of_count][0]), "breakdown"),
        missing=None if "missing" not in table else text(table["missing"], "missing"),
        mean_of=None if "mean_of" not in table else word(MeanOf, table["mean_of"], "mean_of"),
        divided_by=number(table.get("divided_by", 1), "divided_by"),
        direction=None if "direction" not in table else word(Direction, table["direction"], "direction"),
        target=None if "target" not in table else number(table["target"], "target"),
        min_coverage=None if "min_coverage" not in table else number(table["min_coverage"], "min_coverage"),
        council_target=None if "council_target" not in table else number(table["council_target"], "council_target"),
        unit=None if "unit" not in table else text(table["unit"], "unit"),
        periodicity=None if "periodicity" not in table else word(Periodicity, table["periodicity"], "periodicity"),
        valid_from=None if "valid_from" not in table else _day(table["valid_from"], "valid_from"),
        replaces=None if "replaces" not in table else text(table["replaces"], "replaces"),
        series_breaks=tuple(_series_break(value) for value in items(table.get("series_breaks", []), "series_breaks")),
    )
    _require_whole(indicator)
    return indicator


def _require_whole(indicator: Indicator) -> None:
    words = " eller ".join(PERIOD_WORDS[indicator.unit_of_count])
    if sum(isinstance(condition, InPeriod) for condition in indicator.population) != 1:
        raise NotPossibleError(f"population ska säga en gång vad som hände under perioden: {{ period = … }}, {words}.")
    if any(isinstance(condition, InPeriod) for condition in (*indicator.measured, *indicator.numerator)):
        raise NotPossibleError("vad som hände under perioden hör hemma i population.")
    if indicator.breakdown not in BREAKDOWNS[indicator.unit_of_count]:
        raise NotPossibleError(f"{indicator.unit_of_count} kan inte fördelas på {indicator.breakdown}.")
    if indicator.breakdown is Breakdown.GIVERS and indicator.kind is not ResultKind.COUNT:
        raise NotPossibleError("givers fördelar bara antal (count).")
    if (indicator.kind is ResultKind.SHARE) != bool(indicator.numerator):
        raise NotPossibleError("numerator ska finnas när kind är share, och bara då.")
    if (indicator.kind is ResultKind.MEAN) != (indicator.mean_of is not None):
        raise NotPossibleError("mean_of ska finnas när kind är mean, och bara då.")
    if indicator.mean_of is not None and indicator.unit_of_count is not UnitOfCount.CASE:
        raise NotPossibleError("medelvärden räknas över ärenden (unit_of_count = \"case\").")
    if indicator.divided_by <= 0 or (indicator.mean_of is None and indicator.divided_by != 1):
        raise NotPossibleError("divided_by ska vara större än 0 och hör till ett medelvärde.")
    if indicator.missing is None and (None in indicator.missing_of or indicator.mean_of is not None):
        raise NotPossibleError("missing ska säga varför något saknas, när measured eller mean_of kräver att något är känt.")
    _require_target(indicator)
    _require_series(indicator)


def _require_target(indicator: Indicator) -> None:
    if indicator.target is not None and indicator.direction is None:
        raise NotPossibleError("target ska ha en direction: up när mer är bättre, down när mindre är det.")
    if indicator.target is not None and not is_possible_target(indicator, indicator.target):
        raise NotPossibleError("target ska vara från 0, och för en andel högst 100 (procent).")
    if indicator.council_target is not None and not is_possible_target(indicator, indicator.council_target):
        raise NotPossibleError("council_target ska vara från 0, och för en andel högst 100 (procent).")
    if indicator.min_coverage is not None and not 0 <= indicator.min_coverage <= 100:
        raise NotPossibleError("min_coverage ska vara från 0 till 100 (procent).")


def _require_series(indicator: Indicator) -> None:
    if indicator.unit is not None and indicator.kind is not ResultKind.MEAN:
        raise NotPossibleError("unit säger vad ett medelvärde anges i och hör till det: en andel är alltid procent.")
    if (indicator.unit == PERCENTAGE_POINTS) != (indicator.mean_of is MeanOf.ATTENDANCE_CHANGE):
        raise NotPossibleError("unit är procentenheter för attendance_change, skillnaden mellan två procenttal, och bara då.")
    if indicator.replaces is not None and (indicator.replaces == indicator.id or not _ID.fullmatch(indicator.replaces)):
        raise NotPossibleError("replaces ska vara id för den indikator som den här kom i stället för.")
    days = [each.since for each in indicator.series_breaks]
    if days != sorted(set(days)):
        raise NotPossibleError("series_breaks ska stå i datumordning, högst ett brott för varje dag.")


def is_possible_target(indicator: Indicator, target: Decimal) -> bool:
    """Whether a result can come to a target: from 0, and to 100 percent for a share; both ends can."""
    return 0 <= target <= (100 if indicator.kind is ResultKind.SHARE else LARGEST_TARGET)


def _unit_of_count(value: Any) -> UnitOfCount:
    if value in _NOT_COUNTED:
        raise NotPossibleError(f"unit_of_count = {value} kan inte räknas: {_NOT_COUNTED[value]}.")
    return word(UnitOfCount, value, "unit_of_count")


def _conditions(values: Any, key: str, of: Counting) -> tuple[Any, ...]:
    return tuple(read_condition(value, key, of) for value in items(values, key))


def _without_reason(value: Any) -> Any:
    return {name: each for name, each in value.items() if name != "missing"} if isinstance(value, Mapping) else value


def _reason(value: Any) -> str | None:
    return text(value["missing"], "missing") if isinstance(value, Mapping) and "missing" in value else None


def _day(value: Any, key: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise NotPossibleError(f"{key} ska vara ett datum inom citattecken, till exempel \"2018-01-01\".") from None


def _series_break(value: Any) -> SeriesBreak:
    if not isinstance(value, Mapping):
        raise NotPossibleError("ett brott i series_breaks är ingen tabell.")
    require_keys(value, ("from", "reason"))
    return SeriesBreak(_day(value["from"], "from"), text(value["reason"], "reason"))
