"""Reads indicator definitions from plain values (a parsed file), and refuses what could not be evaluated, saying why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from domain.codes import Code, Phase, RatingSubject, Respondent
from domain.definition_values import NotPossibleError, coded, items, number, require_keys, text, word
from domain.errors import InvalidValueError
from domain.indicators.definition import (
    BREAKDOWNS,
    FIELDS,
    PERIOD_WORDS,
    AttendanceAtBoth,
    Breakdown,
    ChangeKind,
    Condition,
    Direction,
    FieldIs,
    FieldKnown,
    Indicator,
    InPeriod,
    MeanOf,
    RatingAt,
    RatingChange,
    Ratings,
    RentKind,
    Rents,
    ResultKind,
    UnitOfCount,
)
from domain.instruments import INSTRUMENTS, InstrumentArea, find_instrument

_ID = re.compile(r"[a-z]+\.[a-z0-9_]+")
_TEXTS = ("id", "name", "meaning", "source")
_REQUIRED = (*_TEXTS, "version", "activities", "unit_of_count", "kind", "population")
_OPTIONAL = ("measured", "numerator", "breakdown", "missing", "mean_of", "divided_by", "direction", "target", "min_coverage")


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


def read_indicator(table: Mapping[str, Any]) -> Indicator:
    """Read one definition.

    Raises:
        InvalidValueError: It cannot be evaluated; the message names the indicator and says why.
    """
    try:
        return _indicator(table)
    except NotPossibleError as why:
        raise InvalidValueError(f"Indikatorn {table.get('id', 'utan id')} går inte att räkna ut: {why}") from None


def _indicator(table: Mapping[str, Any]) -> Indicator:
    require_keys(table, _REQUIRED, _OPTIONAL)
    texts = {key: text(table[key], key) for key in _TEXTS}
    if not _ID.fullmatch(texts["id"]):
        raise NotPossibleError("id ska vara ett prefix, en punkt och ett namn med a–z, 0–9 och _, till exempel um.clients.")
    if type(table["version"]) is not int or table["version"] < 1:
        raise NotPossibleError("version ska vara ett heltal från 1.")
    unit_of_count = word(UnitOfCount, table["unit_of_count"], "unit_of_count")
    indicator = Indicator(
        **texts, version=table["version"], unit_of_count=unit_of_count, kind=word(ResultKind, table["kind"], "kind"),
        activities=tuple(text(name, "activities") for name in items(table["activities"], "activities")),
        population=_conditions(table["population"], "population", unit_of_count),
        measured=_conditions(table.get("measured", []), "measured", unit_of_count),
        numerator=_conditions(table.get("numerator", []), "numerator", unit_of_count),
        breakdown=word(Breakdown, table.get("breakdown", BREAKDOWNS[unit_of_count][0]), "breakdown"),
        missing=None if "missing" not in table else text(table["missing"], "missing"),
        mean_of=None if "mean_of" not in table else word(MeanOf, table["mean_of"], "mean_of"),
        divided_by=number(table.get("divided_by", 1), "divided_by"),
        direction=None if "direction" not in table else word(Direction, table["direction"], "direction"),
        target=None if "target" not in table else number(table["target"], "target"),
        min_coverage=None if "min_coverage" not in table else number(table["min_coverage"], "min_coverage"),
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
    if (indicator.measured or indicator.mean_of) and indicator.missing is None:
        raise NotPossibleError("missing ska säga varför något saknas, när measured eller mean_of kräver att något är känt.")
    _require_target(indicator)


def _require_target(indicator: Indicator) -> None:
    if indicator.target is not None and indicator.direction is None:
        raise NotPossibleError("target ska ha en direction: up när mer är bättre, down när mindre är det.")
    if indicator.target is not None and not is_possible_target(indicator, indicator.target):
        raise NotPossibleError("target ska vara från 0, och för en andel högst 100 (procent).")
    if indicator.min_coverage is not None and not 0 <= indicator.min_coverage <= 100:
        raise NotPossibleError("min_coverage ska vara från 0 till 100 (procent).")


def is_possible_target(indicator: Indicator, target: Decimal) -> bool:
    """Whether a result can come to a target: from 0, and for a share to 100 percent; both ends can."""
    return target >= 0 and (indicator.kind is not ResultKind.SHARE or target <= 100)


def _conditions(values: Any, key: str, unit_of_count: UnitOfCount) -> tuple[Condition, ...]:
    return tuple(_condition(value, key, unit_of_count) for value in items(values, key))


def _condition(value: Any, key: str, unit_of_count: UnitOfCount) -> Condition:
    if not isinstance(value, Mapping):
        raise NotPossibleError(f"ett villkor i {key} är ingen tabell.")
    for name, read in _CONDITIONS.items():
        if name in value:
            return read(value, unit_of_count)
    raise NotPossibleError(f"ett villkor i {key} är inget av {', '.join(_CONDITIONS)}.")


def _in_period(value: Mapping[str, Any], unit_of_count: UnitOfCount) -> InPeriod:
    require_keys(value, ("period",))
    if value["period"] not in PERIOD_WORDS[unit_of_count]:
        allowed = ", ".join(PERIOD_WORDS[unit_of_count])
        raise NotPossibleError(f"period = {value['period']} finns inte för {unit_of_count}; välj bland {allowed}.")
    return InPeriod(value["period"])


def _field(value: Mapping[str, Any], unit_of_count: UnitOfCount) -> FieldIs | FieldKnown:
    fields = FIELDS[unit_of_count]
    if value["field"] not in fields:
        raise NotPossibleError(f"fältet {value['field']} finns inte för {unit_of_count}; välj bland {', '.join(fields)}.")
    tests = [name for name in ("is", "is_not", "known") if name in value]
    if len(tests) != 1:
        raise NotPossibleError(f"villkoret på {value['field']} ska ha ett av is, is_not och known.")
    require_keys(value, ("field", tests[0]))
    if tests == ["known"]:
        if value["known"] is not True:
            raise NotPossibleError("known kan bara vara true.")
        return FieldKnown(value["field"])
    words = items(value[tests[0]], tests[0])
    if not words:
        raise NotPossibleError(f"villkoret på {value['field']} saknar ord.")
    values = tuple(_value(fields[value["field"]], word, value["field"]) for word in words)
    return FieldIs(value["field"], values, negated=tests == ["is_not"])


def _value(kind: type[Code] | type[bool], word: Any, field: str) -> str | bool:
    if kind is bool:
        if word not in ("ja", "nej"):
            raise NotPossibleError(f"{field} är ja eller nej, inte {word}.")
        return word == "ja"
    return coded(kind, word, field).value


def _rating(value: Mapping[str, Any], unit_of_count: UnitOfCount) -> RatingAt:
    require_keys(value, ("rating", "at", "by", "about"), ("below",))
    ratings = _ratings(value, [value["rating"]], unit_of_count)
    below = None if "below" not in value else number(value["below"], "below")
    return RatingAt(ratings, coded(Phase, value["at"], "at"), below)


def _change(value: Mapping[str, Any], unit_of_count: UnitOfCount) -> RatingChange:
    require_keys(value, ("change", "instruments", "by", "about"), ("areas",))
    names = list(items(value["instruments"], "instruments"))
    for each_area in items(value.get("areas", []), "areas"):
        area = word(InstrumentArea, each_area, "areas")
        names += [name for name, each in INSTRUMENTS.items() if each.area is area and each.total is not None]
    return RatingChange(_ratings(value, names, unit_of_count), word(ChangeKind, value["change"], "change"))


def _ratings(value: Mapping[str, Any], names: list[Any], unit_of_count: UnitOfCount) -> Ratings:
    _require_case(unit_of_count, "skattningar")
    found = [find_instrument(text(name, "instruments")) for name in names]
    unknown = [name for name, each in zip(names, found, strict=True) if each is None or each.total is None]
    if unknown or not found:
        raise NotPossibleError(f"instrumenten {', '.join(unknown) or '(inga)'} finns inte i katalogen eller har ingen summa.")
    return Ratings(
        tuple(dict.fromkeys(each.name for each in found if each is not None)),
        coded(Respondent, value["by"], "by"), coded(RatingSubject, value["about"], "about"),
    )


def _rents(value: Mapping[str, Any], unit_of_count: UnitOfCount) -> Rents:
    require_keys(value, ("rents",))
    _require_case(unit_of_count, "ärendets hyror")
    return Rents(word(RentKind, value["rents"], "rents"))


def _attendance(value: Mapping[str, Any], unit_of_count: UnitOfCount) -> AttendanceAtBoth:
    require_keys(value, ("attendance",))
    _require_case(unit_of_count, "skolnärvaro")
    if value["attendance"] != "start_and_closing":
        raise NotPossibleError("attendance kan bara vara start_and_closing.")
    return AttendanceAtBoth()


_CONDITIONS: Mapping[str, Callable[[Mapping[str, Any], UnitOfCount], Condition]] = {
    "period": _in_period, "field": _field, "rating": _rating, "change": _change, "rents": _rents, "attendance": _attendance,
}


def _require_case(unit_of_count: UnitOfCount, what: str) -> None:
    if unit_of_count is not UnitOfCount.CASE:
        raise NotPossibleError(f"villkor på {what} gäller ärenden (unit_of_count = \"case\").")
