"""Reads the conditions of an indicator definition, and refuses those that could not be evaluated, saying why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from domain.codes import Code, Phase, RatingSubject, Respondent
from domain.definition_values import NotPossibleError, coded, items, number, require_keys, text, word
from domain.indicators.conditions import (
    AnyOf,
    Attendance,
    AttendanceKind,
    Better,
    Between,
    CaseDay,
    ChangeKind,
    Condition,
    DaysBetween,
    FieldIs,
    FieldKnown,
    InPeriod,
    Measure,
    MeasuredWhen,
    Not,
    RatedAtSession,
    RatingAt,
    RatingChange,
    RatingCount,
    Ratings,
    RentKind,
    Rents,
    Reopened,
)
from domain.indicators.definition import DATED, FIELDS, PERIOD_WORDS, WITH_A_CASE, UnitOfCount
from domain.indicators.measures import MEASURES, MeasureKind
from domain.instruments import INSTRUMENTS, SHIPPED, InstrumentArea, InstrumentCatalogue
from domain.instruments.definition import Instrument, InstrumentKind

_WITH_INDEX = (ChangeKind.RELIABLE, ChangeKind.CLINICALLY_SIGNIFICANT, ChangeKind.DETERIORATED)


class Counting(NamedTuple):
    """What a condition is asked of, and which instruments it may name: a board's own beside the shipped ones."""

    unit_of_count: UnitOfCount
    instruments: InstrumentCatalogue = SHIPPED


def read_condition(value: Any, key: str, of: Counting) -> Condition:
    """Read one condition.

    Args:
        key: Where in the definition it stands.

    Raises:
        NotPossibleError: It is none of the conditions, or cannot be asked of that unit of count.
    """
    if not isinstance(value, Mapping):
        raise NotPossibleError(f"ett villkor i {key} är ingen tabell.")
    for name, read in _CONDITIONS.items():
        if name in value:
            return read(value, of)
    raise NotPossibleError(f"ett villkor i {key} är inget av {', '.join(_CONDITIONS)}.")


def _in_period(value: Mapping[str, Any], of: Counting) -> InPeriod:
    require_keys(value, ("period",), ("months_before", "days_before"))
    if value["period"] not in PERIOD_WORDS[of.unit_of_count]:
        allowed = ", ".join(PERIOD_WORDS[of.unit_of_count])
        raise NotPossibleError(f"period = {value['period']} finns inte för {of.unit_of_count}; välj bland {allowed}.")
    months, days = (_whole(value.get(name, 0), name) for name in ("months_before", "days_before"))
    if months and days:
        raise NotPossibleError("välj ett av months_before och days_before.")
    if (months or days) and value["period"] in ("open", "rent"):
        raise NotPossibleError(f"months_before och days_before räknas från en dag, och period = {value['period']} är ingen.")
    return InPeriod(value["period"], months, days)


def _field(value: Mapping[str, Any], of: Counting) -> FieldIs | FieldKnown:
    fields = FIELDS[of.unit_of_count]
    if value["field"] not in fields:
        raise NotPossibleError(f"fältet {value['field']} finns inte för {of.unit_of_count}; välj bland {', '.join(fields)}.")
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
    values = tuple(_value(fields[value["field"]], each, value["field"]) for each in words)
    return FieldIs(value["field"], values, negated=tests == ["is_not"])


def _value(kind: type[Code] | type[bool], given: Any, field: str) -> str | bool:
    if kind is bool:
        if given not in ("ja", "nej"):
            raise NotPossibleError(f"{field} är ja eller nej, inte {given}.")
        return given == "ja"
    return coded(kind, given, field).value


def _rating(value: Mapping[str, Any], of: Counting) -> RatingAt:
    require_keys(value, ("rating", "at", "by", "about"), ("below", "at_least", "at_most"))
    bounds = {name: number(value[name], name) for name in ("below", "at_least", "at_most") if name in value}
    ratings = _ratings(value, [value["rating"]], of)
    if len(ratings.subjects) > 1:
        raise NotPossibleError("about ska vara ett ord i ett villkor på en skattning: flera ger flera skattningar.")
    upper = [bounds[name] for name in ("below", "at_most") if name in bounds]
    if upper and bounds.get("at_least", min(upper)) > min(upper):
        raise NotPossibleError("at_least är högre än at_most eller below, så ingen skattning kan uppfylla villkoret.")
    return RatingAt(ratings, coded(Phase, value["at"], "at"), **bounds)


def _rating_count(value: Mapping[str, Any], of: Counting) -> RatingCount:
    require_keys(value, ("ratings", "by", "about", "at_least"))
    at_least = _whole(value["at_least"], "at_least", 1)
    return RatingCount(_ratings(value, items(value["ratings"], "ratings"), of), at_least)


def _change(value: Mapping[str, Any], of: Counting) -> RatingChange:
    require_keys(value, ("change", "instruments", "by", "about"), ("areas", "between", "better", "index", "cutoff", "ceiling"))
    names = list(items(value["instruments"], "instruments"))
    for each_area in items(value.get("areas", []), "areas"):
        area = word(InstrumentArea, each_area, "areas")
        # Of the shipped ones only: what a board adopts later must not change what an adopted definition means.
        names += [name for name, each in INSTRUMENTS.items() if each.area is area and each.total is not None]
    kind = word(ChangeKind, value["change"], "change")
    limits = {name: number(value[name], name) for name in ("index", "cutoff", "ceiling") if name in value}
    wanted = {
        "index": kind in _WITH_INDEX, "cutoff": kind is ChangeKind.CLINICALLY_SIGNIFICANT,
        "ceiling": kind is ChangeKind.NOT_AT_CEILING,
    }
    for name, is_wanted in wanted.items():
        if is_wanted != (name in limits):
            raise NotPossibleError(f"change = {kind} {'kräver' if is_wanted else 'har inget'} {name}.")
    if limits.get("index", 1) <= 0:
        raise NotPossibleError("index ska vara större än 0.")
    if "better" in value and not wanted["index"]:
        raise NotPossibleError(f"change = {kind} säger själv åt vilket håll; better hör till reliable och liknande.")
    return RatingChange(
        _ratings(value, names, of), kind, word(Between, value.get("between", Between.START_AND_CLOSING), "between"),
        word(Better, value.get("better", Better.HIGHER), "better"), **limits,
    )


def _ratings(value: Mapping[str, Any], names: list[Any], of: Counting) -> Ratings:
    _require_unit(of.unit_of_count, (UnitOfCount.CASE,), "skattningar")
    respondents, subjects = _words(value["by"]), _words(value["about"])
    return Ratings(
        _instruments(names, of), tuple(coded(Respondent, each, "by") for each in respondents),
        tuple(coded(RatingSubject, each, "about") for each in subjects),
    )


def _instruments(names: Iterable[Any], of: Counting, *, with_total: bool = True) -> tuple[str, ...]:
    given = [text(name, "instruments") for name in names]
    found = [of.instruments.find(name) for name in given]
    unknown = [name for name, each in zip(given, found, strict=True) if not _is_counted(each, with_total=with_total)]
    if unknown or not found:
        without = " eller har ingen summa" if with_total else ""
        raise NotPossibleError(f"instrumenten {', '.join(unknown) or '(inga)'} finns inte i katalogen{without}.")
    return tuple(dict.fromkeys(each.name for each in found if each is not None))


def _is_counted(instrument: Instrument | None, *, with_total: bool) -> bool:
    if instrument is None or instrument.kind is not InstrumentKind.RATED:
        return False
    return not with_total or instrument.total is not None


def _session_rating(value: Mapping[str, Any], of: Counting) -> RatedAtSession:
    require_keys(value, ("session_rating",), ("offered",))
    _require_unit(of.unit_of_count, (UnitOfCount.SESSION,), "skattning vid besöket")
    if value.get("offered", True) is not True:
        raise NotPossibleError("offered kan bara vara true.")
    names = _instruments(items(value["session_rating"], "session_rating"), of, with_total=False)
    return RatedAtSession(names, "offered" in value)


def _rents(value: Mapping[str, Any], of: Counting) -> Rents:
    require_keys(value, ("rents",))
    _require_unit(of.unit_of_count, (UnitOfCount.CASE,), "ärendets hyror")
    return Rents(word(RentKind, value["rents"], "rents"))


def _attendance(value: Mapping[str, Any], of: Counting) -> Attendance:
    require_keys(value, ("attendance",))
    _require_unit(of.unit_of_count, (UnitOfCount.CASE,), "skolnärvaro")
    return Attendance(word(AttendanceKind, value["attendance"], "attendance"))


def _days_between(value: Mapping[str, Any], of: Counting) -> DaysBetween:
    require_keys(value, ("days_between",), ("at_least", "at_most"))
    _require_unit(of.unit_of_count, (UnitOfCount.CASE,), "ärendets dagar")
    days = [word(CaseDay, each, "days_between") for each in items(value["days_between"], "days_between")]
    if len(set(days)) != 2 or len(days) != 2:
        raise NotPossibleError("days_between ska vara två olika dagar i ärendet.")
    bounds = {name: _whole(value[name], name) for name in ("at_least", "at_most") if name in value}
    return DaysBetween(*days, **bounds)


def _measure(value: Mapping[str, Any], of: Counting) -> Measure:
    require_keys(
        value, ("measure",), ("is", "by", "same", "at_least", "when", "since", "within_months", "within_days")
    )
    kind = word(MeasureKind, value["measure"], "measure")
    _require_unit(of.unit_of_count, WITH_A_CASE, "mått i ärendet")
    found = Measure(
        kind, _coded_words(value, "is", MEASURES[kind].code, kind), _coded_words(value, "by", MEASURES[kind].by, kind),
        same=value.get("same", False), at_least=_whole(value.get("at_least", 1), "at_least", 1),
        when=None if "when" not in value else word(MeasuredWhen, value["when"], "when"),
        since=None if "since" not in value else word(CaseDay, value["since"], "since"),
        **{name: _whole(value[name], name) for name in ("within_months", "within_days") if name in value},
    )
    _require_window(found, of.unit_of_count)
    return found


def _require_window(measure: Measure, unit_of_count: UnitOfCount) -> None:
    if measure.same not in (True, False) or (measure.same and unit_of_count not in DATED):
        raise NotPossibleError(f"same kan bara vara true, och bara för {', '.join(DATED)}.")
    limited = measure.within_months is not None or measure.within_days is not None
    if measure.within_months is not None and measure.within_days is not None:
        raise NotPossibleError("välj ett av within_months och within_days.")
    if limited and unit_of_count is UnitOfCount.CASE and measure.since is None:
        raise NotPossibleError("within_months och within_days räknas i ett ärende från en dag: since saknas.")
    if measure.since is not None and unit_of_count is not UnitOfCount.CASE:
        raise NotPossibleError(f"since hör till ärenden; för {unit_of_count} räknas från dess egen dag.")


def _coded_words(value: Mapping[str, Any], key: str, kind: type[Code] | None, measure: MeasureKind) -> tuple[str, ...]:
    if key not in value:
        return ()
    if kind is None:
        raise NotPossibleError(f"{measure} har inga ord för {key}.")
    words = items(value[key], key)
    if not words:
        raise NotPossibleError(f"villkoret på {measure} saknar ord i {key}.")
    return tuple(coded(kind, each, key).value for each in words)


def _reopened(value: Mapping[str, Any], of: Counting) -> Reopened:
    require_keys(value, ("reopened_within_months",))
    _require_unit(of.unit_of_count, (UnitOfCount.CLOSING,), "återöppnande")
    return Reopened(_whole(value["reopened_within_months"], "reopened_within_months"))


def _any_of(value: Mapping[str, Any], of: Counting) -> AnyOf:
    require_keys(value, ("any",))
    conditions = tuple(_within(each, "any", of) for each in items(value["any"], "any"))
    if len(conditions) < 2:
        raise NotPossibleError("any ska ha minst två villkor.")
    return AnyOf(conditions)


def _not(value: Mapping[str, Any], of: Counting) -> Not:
    require_keys(value, ("not",))
    return Not(_within(value["not"], "not", of))


def _within(value: Any, key: str, of: Counting) -> Condition:
    condition = read_condition(value, key, of)
    if isinstance(condition, InPeriod):
        raise NotPossibleError(f"vad som hände under perioden hör hemma i population, inte i {key}.")
    return condition


_CONDITIONS: Mapping[str, Callable[[Mapping[str, Any], Counting], Condition]] = MappingProxyType({
    "period": _in_period, "field": _field, "rating": _rating, "ratings": _rating_count, "change": _change,
    "session_rating": _session_rating, "rents": _rents, "attendance": _attendance, "days_between": _days_between,
    "measure": _measure, "reopened_within_months": _reopened, "any": _any_of, "not": _not,
})


def _require_unit(unit_of_count: UnitOfCount, allowed: Iterable[UnitOfCount], what: str) -> None:
    possible = [unit for unit in UnitOfCount if unit in allowed]
    if unit_of_count not in possible:
        is_case = possible == [UnitOfCount.CASE]
        named = "ärenden (unit_of_count = \"case\")" if is_case else ", ".join(possible)
        raise NotPossibleError(f"villkor på {what} gäller {named}.")


def _words(value: Any) -> list[Any]:
    words = value if isinstance(value, list) else [value]
    if not words:
        raise NotPossibleError("by och about ska ha minst ett ord.")
    return words


def _whole(value: Any, key: str, least: int = 0) -> int:
    if type(value) is not int or value < least:
        raise NotPossibleError(f"{key} ska vara ett heltal från {least}.")
    return value
