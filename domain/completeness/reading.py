"""Reads rule definitions from plain values (a parsed TOML text), and refuses what could not be judged, saying why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from domain.codes import LegalBasis
from domain.completeness.checks import Check, Covered, DoneInTime, FilledIn
from domain.completeness.codes import Proof, Severity
from domain.completeness.kinds import CheckKind
from domain.completeness.rule import Days, Holds, Rule, is_rule_id
from domain.definition_values import NotPossibleError, coded, items, require_keys, text, word
from domain.errors import InvalidValueError
from domain.offering.codes import DocumentationRegime
from domain.policies import Policy

_TEXTS = ("name", "meaning", "to_do", "data", "source")
_REQUIRED = ("id", "version", "severity", *_TEXTS)
_OPTIONAL = ("check", "holds", "proof", "waits_for")
_MOST_DAYS = 36_600
"""A hundred years: from any day of a record so many days on there is still a date."""


def read_rules(tables: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Read definitions, one of each id and version.

    Raises:
        InvalidValueError: One cannot be judged, or two have the same id and version.
    """
    rules: dict[tuple[str, int], Rule] = {}
    for table in tables:
        rule = read_rule(table)
        if (rule.id, rule.version) in rules:
            raise InvalidValueError(f"Regeln {rule.id} version {rule.version} är definierad två gånger. Behåll en.")
        rules[rule.id, rule.version] = rule
    return tuple(rules.values())


def read_rule(table: Mapping[str, Any]) -> Rule:
    """Read one definition.

    Raises:
        InvalidValueError: It cannot be judged; the message names the rule and says why.
    """
    try:
        return _rule(table)
    except NotPossibleError as why:
        raise InvalidValueError(f"Regeln {_name_of(table)} går inte att använda: {why}") from None


def _name_of(table: Mapping[str, Any]) -> str:
    named = table.get("id")
    return named if isinstance(named, str) and is_rule_id(named) else "utan giltigt id"


def _rule(table: Mapping[str, Any]) -> Rule:
    require_keys(table, _REQUIRED, _OPTIONAL)
    texts = {key: text(table[key], key) for key in _TEXTS}
    if not isinstance(table["id"], str) or not is_rule_id(table["id"]):
        raise NotPossibleError("id ska vara bokstäver, ett bindestreck och siffror, till exempel R-04.")
    if type(table["version"]) is not int or table["version"] < 1:
        raise NotPossibleError("version ska vara ett heltal från 1.")
    if ("check" in table) == ("waits_for" in table):
        raise NotPossibleError("antingen check, eller waits_for som säger varför den inte kan bedömas än, ska finnas.")
    check, days = _check(table["check"]) if "check" in table else (None, Days(0))
    return Rule(
        id=table["id"], version=table["version"], **texts, severity=word(Severity, table["severity"], "severity"),
        holds=_holds(table.get("holds", {})), check=check, days=days,
        proof=word(Proof, table.get("proof", Proof.REGISTERED), "proof"),
        waits_for=None if check is not None else text(table["waits_for"], "waits_for"),
    )


def _holds(table: Any) -> Holds:
    if not isinstance(table, Mapping):
        raise NotPossibleError("holds ska vara en tabell.")
    require_keys(table, (), Holds._fields)
    ages = {key: _age(table[key], key) for key in ("from_age", "to_age") if key in table}
    if len(ages) == 2 and ages["from_age"] > ages["to_age"]:
        raise NotPossibleError("from_age ska inte vara högre än to_age.")
    return Holds(
        legal_bases=tuple(coded(LegalBasis, each, "legal_bases") for each in items(table.get("legal_bases", []), "legal_bases")),
        regimes=_regimes(table, "regimes"), not_regimes=_regimes(table, "not_regimes"),
        activities=tuple(text(each, "activities") for each in items(table.get("activities", []), "activities")),
        instruments=tuple(text(each, "instruments") for each in items(table.get("instruments", []), "instruments")),
        with_facts=_kinds(table, "with_facts"), without_facts=_kinds(table, "without_facts"), **ages,
    )


def _regimes(table: Mapping[str, Any], key: str) -> tuple[DocumentationRegime, ...]:
    return tuple(coded(DocumentationRegime, each, key) for each in items(table.get(key, []), key))


def _check(table: Any) -> tuple[Check, Days]:
    if not isinstance(table, Mapping):
        raise NotPossibleError("check ska vara en tabell.")
    name = table.get("is")
    read = _CHECKS.get(name) if isinstance(name, str) else None
    if read is None:
        raise NotPossibleError(f"check ska ha is = ett av {', '.join(_CHECKS)}.")
    return read({key: value for key, value in table.items() if key != "is"})


def _done_in_time(table: Mapping[str, Any]) -> tuple[Check, Days]:
    flags = ("by_writing", "before", "of_case", "first_only", "while_open", "claimed_unknown", "from_due")
    lists = ("ends", "exempts", "begin_codes", "needs", "unknown_codes", "unknown_by")
    require_keys(table, ("begins", "days"), ("same_day_code", *lists, *flags))
    days = _days(table["days"])
    check = DoneInTime(
        begins=_some_kinds(table, "begins"), ends=_kinds(table, "ends"), days=days.number or 0, exempts=_kinds(table, "exempts"),
        begin_codes=_texts(table, "begin_codes"), needs=_texts(table, "needs"),
        unknown_codes=_texts(table, "unknown_codes"), unknown_by=_kinds(table, "unknown_by"),
        same_day_code=text(table["same_day_code"], "same_day_code") if "same_day_code" in table else None, **_flags(table, flags),
    )
    if not check.ends and (check.needs or check.of_case or check.before or check.same_day_code):
        raise NotPossibleError("needs, of_case, before och same_day_code gäller svaren: ange ends.")
    return check, days


def _filled_in(table: Mapping[str, Any]) -> tuple[Check, Days]:
    require_keys(table, ("of", "faults"), ("days", "exempting", "unknown"))
    days = _days(table.get("days", 0))
    return FilledIn(
        _some_kinds(table, "of"), word(CheckKind, table["faults"], "faults"), days.number or 0, _texts(table, "exempting"),
        _texts(table, "unknown"),
    ), days


def _covered(table: Mapping[str, Any]) -> tuple[Check, Days]:
    flags = ("by_writing", "from_start", "from_first")
    require_keys(table, ("by",), ("days", "interval", "times_interval", "unknown_by", *flags))
    days = _days(table["days"]) if "days" in table else None
    times = table.get("times_interval", 1)
    if type(times) is not int or not 1 <= times <= 100:
        raise NotPossibleError("times_interval ska vara ett heltal från 1 till 100.")
    interval = word(CheckKind, table["interval"], "interval") if "interval" in table else None
    if days is None and (interval is not None or "from_start" in table):
        raise NotPossibleError("interval och from_start hör till ett antal dagar: ange days.")
    if days is not None and days.number == 0:
        raise NotPossibleError("days ska vara minst 1: annars täcker ingenting mer än sin egen dag.")
    check = Covered(
        _some_kinds(table, "by"), None if days is None else days.number or 1, interval, times,
        unknown_by=_kinds(table, "unknown_by"), **_flags(table, flags),
    )
    return check, days or Days(0)


_CHECKS: Mapping[str, Callable[[Mapping[str, Any]], tuple[Check, Days]]] = {
    "done_in_time": _done_in_time, "filled_in": _filled_in, "covered": _covered,
}


def _days(value: Any) -> Days:
    if isinstance(value, Mapping):
        require_keys(value, ("policy",))
        bound = value["policy"]
        if not isinstance(bound, str) or bound not in Policy.model_fields or Policy.model_fields[bound].annotation is not int:
            raise NotPossibleError(f"riktvärdet {bound} finns inte eller är inget antal.")
        return Days(bound=bound)
    if type(value) is not int or not 0 <= value <= _MOST_DAYS:
        raise NotPossibleError(f"days ska vara ett heltal från 0 till {_MOST_DAYS}, eller {{ policy = \"riktvärdets namn\" }}.")
    return Days(number=value)


def _age(value: Any, key: str) -> int:
    if type(value) is not int or not 0 <= value <= 150:
        raise NotPossibleError(f"{key} ska vara ett antal år från 0 till 150.")
    return value


def _some_kinds(table: Mapping[str, Any], key: str) -> tuple[CheckKind, ...]:
    kinds = _kinds(table, key)
    if not kinds:
        raise NotPossibleError(f"{key} ska ha minst ett slag av uppgift.")
    return kinds


def _kinds(table: Mapping[str, Any], key: str) -> tuple[CheckKind, ...]:
    return tuple(word(CheckKind, each, key) for each in items(table.get(key, []), key))


def _texts(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(text(each, key) for each in items(table.get(key, []), key))


def _flags(table: Mapping[str, Any], names: Iterable[str]) -> dict[str, bool]:
    given = {name: table[name] for name in names if name in table}
    for name, value in given.items():
        if type(value) is not bool:
            raise NotPossibleError(f"{name} ska vara true eller false.")
    return given
