"""Reads instrument definitions from plain values (a parsed TOML text), and refuses what could not be used, saying why."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from domain.codes import Gender, RatingSubject, Respondent
from domain.definition_values import CodedWord, NotPossibleError, coded, items, number, require_keys, text, word
from domain.errors import InvalidValueError
from domain.instruments.definition import (
    AgeForm,
    AgeOf,
    Ages,
    AlertKind,
    AlertLimit,
    BandTable,
    BetterScore,
    Instrument,
    InstrumentArea,
    InstrumentKind,
    Item,
    Jump,
    Level,
    ReliableChange,
    Scale,
)
from domain.instruments.whole import require_whole

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,19}")
_REQUIRED = ("name", "version", "area", "meaning", "source", "better")
_OPTIONAL = (
    "kind", "items", "total", "respondents", "about", "one_form_per_subject", "age_of", "age_forms", "bands",
    "reliable_change", "alerts", "jumps", "recall_days", "licence",
)
_AGES = ("from_age", "to_age")
_SCALE = ("min", "max", "step")


def read_instruments(toml: str) -> tuple[Instrument, ...]:
    """Read the definitions of a TOML text: tables that are called `[[instrument]]`, at least one.

    Raises:
        InvalidValueError: The text is no TOML or has other tables; then a definition that cannot be used, in order.
    """
    try:
        content = tomllib.loads(toml, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise InvalidValueError(f"Definitionen går inte att läsa som TOML: {error}. Rätta texten där.") from None
    tables = content.pop("instrument", None)
    if content or not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise InvalidValueError("Definitionen ska bestå av tabeller som heter [[instrument]], minst en, och av inget annat.")
    return tuple(map(read_instrument, tables))


def read_instrument(table: Mapping[str, Any]) -> Instrument:
    """Read one definition.

    Raises:
        InvalidValueError: It cannot be used; the message names the instrument and says why.
    """
    try:
        instrument = _instrument(table)
        require_whole(instrument)
    except NotPossibleError as why:
        raise InvalidValueError(f"Instrumentet {table.get('name', 'utan namn')} går inte att använda: {why}") from None
    return instrument


def _instrument(table: Mapping[str, Any]) -> Instrument:
    require_keys(table, _REQUIRED, _OPTIONAL)
    version = text(table["version"], "version")
    if not _VERSION.fullmatch(version):
        raise NotPossibleError("version ska vara 1–20 bokstäver a–z, siffror, punkter och streck, till exempel 2.")
    total = None if "total" not in table else _table(table["total"], "total")
    return Instrument(
        name=text(table["name"], "name"), version=version, area=word(InstrumentArea, table["area"], "area"),
        meaning=text(table["meaning"], "meaning"), source=text(table["source"], "source"),
        better=word(BetterScore, table["better"], "better"),
        kind=word(InstrumentKind, table.get("kind", InstrumentKind.RATED), "kind"),
        items=tuple(item for group in _tables(table, "items") for item in _items(group)),
        total=None if total is None else _total_scale(total),
        total_is_sum=total is not None and _total_rule(total) == "sum",
        respondents=_codes(Respondent, table, "respondents"), about=_codes(RatingSubject, table, "about"),
        one_form_per_subject=_yes(table.get("one_form_per_subject", False), "one_form_per_subject"),
        age_of=word(AgeOf, table.get("age_of", AgeOf.RESPONDENT), "age_of"),
        age_forms=tuple(map(_age_form, _tables(table, "age_forms"))), bands=tuple(map(_band_table, _tables(table, "bands"))),
        reliable_change=None if "reliable_change" not in table else _reliable_change(table["reliable_change"]),
        alerts=tuple(map(_alert, _tables(table, "alerts"))), jumps=tuple(map(_jump, _tables(table, "jumps"))),
        recall_days=None if "recall_days" not in table else _whole(table["recall_days"], "recall_days", 1),
        licence=None if "licence" not in table else text(table["licence"], "licence"),
    )


def _items(group: Mapping[str, Any]) -> Iterable[Item]:
    require_keys(group, ("min", "max"), ("step", "count", "labels", "part", "by"))
    if ("count" in group) == ("labels" in group):
        raise NotPossibleError("items ska ha antingen count (antal) eller labels (namn).")
    labels = [text(label, "labels") for label in items(group.get("labels", []), "labels")]
    count = len(labels) if labels else _whole(group.get("count", 0), "count", 1)
    scale = _scale(group, "items")
    part = None if "part" not in group else text(group["part"], "part")
    raters = _codes(Respondent, group, "by")
    return (Item(scale, labels[index] if labels else None, part, raters) for index in range(count))


def _total_scale(total: Mapping[str, Any]) -> Scale:
    require_keys(total, ("min", "max", "rule"), ("step",))
    return _scale(total, "total")


def _total_rule(total: Mapping[str, Any]) -> str:
    if total["rule"] not in ("sum", "stated"):
        raise NotPossibleError("total.rule ska vara sum (delskalornas summa) eller stated (anges för sig).")
    return str(total["rule"])


def _scale(table: Mapping[str, Any], key: str) -> Scale:
    scale = Scale(*(number(table.get(name, 1), f"{key}.{name}") for name in _SCALE))
    if scale.step <= 0:
        raise NotPossibleError(f"{key}.step ska vara större än 0.")
    if scale.minimum >= scale.maximum:
        raise NotPossibleError(f"{key}.min ska vara lägre än {key}.max.")
    if not scale.allows(scale.maximum):
        raise NotPossibleError(f"{key}.max nås inte från {key}.min i steg om {scale.step}.")
    return scale


def _age_form(table: Mapping[str, Any]) -> AgeForm:
    require_keys(table, ("name",), (*_AGES, "cutoff", "cutoff_source"))
    if ("cutoff" in table) != ("cutoff_source" in table):
        raise NotPossibleError("cutoff och cutoff_source hör ihop: ange båda eller ingen.")
    return AgeForm(
        text(table["name"], "age_forms.name"), _ages(table),
        None if "cutoff" not in table else number(table["cutoff"], "cutoff"),
        None if "cutoff" not in table else text(table["cutoff_source"], "cutoff_source"),
    )


def _band_table(table: Mapping[str, Any]) -> BandTable:
    require_keys(table, ("levels", "source"), ("genders", *_AGES))
    levels = tuple(map(_level, _tables(table, "levels")))
    return BandTable(_codes(Gender, table, "genders"), _ages(table), levels, text(table["source"], "bands.source"))


def _level(table: Mapping[str, Any]) -> Level:
    require_keys(table, ("from", "name"))
    return Level(number(table["from"], "levels.from"), text(table["name"], "levels.name"))


def _ages(table: Mapping[str, Any]) -> Ages:
    first, last = (None if name not in table else _whole(table[name], name, 0) for name in _AGES)
    if first is not None and last is not None and first > last:
        raise NotPossibleError("from_age ska inte vara högre än to_age.")
    return Ages(first, last)


def _reliable_change(value: Any) -> ReliableChange:
    table = _table(value, "reliable_change")
    require_keys(table, ("points", "source"))
    points = number(table["points"], "reliable_change.points")
    if points <= 0:
        raise NotPossibleError("reliable_change.points ska vara större än 0.")
    return ReliableChange(points, text(table["source"], "reliable_change.source"))


def _alert(table: Mapping[str, Any]) -> AlertLimit:
    require_keys(table, ("when", "value", "source"))
    return AlertLimit(
        word(AlertKind, table["when"], "alerts.when"), number(table["value"], "alerts.value"),
        text(table["source"], "alerts.source"),
    )


def _jump(table: Mapping[str, Any]) -> Jump:
    require_keys(table, ("when_zero", "may_skip"))
    return Jump(*(tuple(_whole(each, key, 1) for each in items(table[key], key)) for key in ("when_zero", "may_skip")))


def _tables(table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    return [_table(each, key) for each in items(table.get(key, []), key)]


def _table(value: Any, key: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise NotPossibleError(f"{key} ska vara en tabell.")
    return value


def _codes(kind: type[CodedWord], table: Mapping[str, Any], key: str) -> tuple[CodedWord, ...]:
    found = tuple(coded(kind, each, key) for each in items(table.get(key, []), key))
    if len(set(found)) != len(found):
        raise NotPossibleError(f"{key} nämner samma ord två gånger.")
    return found


def _whole(value: Any, key: str, least: int) -> int:
    if type(value) is not int or value < least:
        raise NotPossibleError(f"{key} ska vara ett heltal från {least}.")
    return value


def _yes(value: Any, key: str) -> bool:
    if type(value) is not bool:
        raise NotPossibleError(f"{key} ska vara true eller false.")
    return value
