"""Results as lines of the board (sv. *resultatrader*): each figure in words, with its light, its target and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from api.web.formats import NOTHING, number, percent
from api.web.pages.results_asked import ResultsAsked
from api.web.texts import _, swedish
from domain.goal.codes import TargetPredicate, TargetUnit
from domain.indicators.judging import TargetReached

LIGHTS: Mapping[str, str] = MappingProxyType({
    TargetReached.REACHED.value: "ok", TargetReached.NOT_REACHED.value: "wrong", TargetReached.NOT_YET.value: "warn",
    TargetReached.SO_FAR.value: "so-far", TargetReached.NO_TARGET.value: "none", TargetReached.TEXT_TARGET.value: "text",
    TargetReached.NOT_COMPARABLE.value: "text", TargetReached.NO_VALUE.value: "empty",
})
"""The shape of the light for each answer to whether a target is reached; the word stands beside it always."""
_SIGNS: Mapping[str, str] = MappingProxyType({
    "..": "Visas inte: få personer", "-": "Uppgift saknas", ".": "Inte tillämpligt",
})
_STATED_BESIDE = ("procent", "antal")


class Light(NamedTuple):
    """How a result stands to its target: the shape's name, and the word."""

    shape: str
    text: str


class ResultLine(NamedTuple):
    """One indicator's result in one unit, in words.

    Args:
        light: None = nothing is said of a target in this view.
        value: As it is read out: `31 %`; a sentence where it may not be shown.
        rests_on: `4 av 13`; empty = the value says it all.
        by_gender: Each gender's own, in words.
        has_value: Whether there is one, and it may be shown.
        is_hidden: Whether there is one that may not be shown.
    """

    id: str
    unit_id: str
    unit: str
    name: str
    address: str
    light: Light | None
    value: str
    rests_on: str
    target: str | None
    coverage: str | None
    by_gender: Sequence[tuple[str, str]]
    flags: Sequence[str]
    has_value: bool
    is_hidden: bool


def result_line(result: Mapping[str, Any], asked: ResultsAsked) -> ResultLine:
    """A result of the internal view or of the external one as a line.

    Args:
        result: As `/api/v1/goals` answers.
    """
    reached = result.get("fulfilment")
    return ResultLine(
        result["id"], result["enhet_id"], result["unit"], result["name"],
        asked.address(f"/results/{result['id']}", unit=asked.unit or result["enhet_id"]),
        None if reached is None else Light(LIGHTS[reached], _(result["fulfilment_in_words"])),
        value_text(result), rests_on(result), target_text(result.get("target_in_words")), coverage_text(result),
        gender_texts(result),
        [_(each["text"]) for each in result.get("flags", ())],
        has_value=not result.get("sign") and result["percent" if result["kind"] == "share" else "value"] is not None,
        is_hidden=bool(result.get("suppressed")),
    )


def value_text(result: Mapping[str, Any]) -> str:
    """The value as it is read out; where it may not be shown, why."""
    if result.get("sign"):
        return _(_SIGNS[result["sign"]])
    if result["kind"] == "share":
        return percent(result["percent"])
    if result["value"] is None:
        return NOTHING
    beside = result["stated_in"]
    return number(result["value"]) + ("" if beside in _STATED_BESIDE else f"\N{NO-BREAK SPACE}{_(beside)}")


def target_text(stated: str | None) -> str | None:
    """A target in the language of the page: `minst 75 procent`, `högst 0`, or what is written where it is no number."""
    if not stated:
        return stated
    predicate, _space, rest = stated.partition(" ")
    amount, _space, unit = rest.partition(" ")
    is_number = amount.replace(",", "").isdecimal() and (not unit or TargetUnit.from_swedish(unit) is not None)
    if TargetPredicate.from_swedish(predicate) is None or not is_number:
        return swedish(stated)
    return f"{_(predicate)} {number(amount.replace(',', '.'))} {_(unit)}".rstrip()


def rests_on(result: Mapping[str, Any]) -> str:
    """What a share or a mean rests on."""
    if result["kind"] == "count" or result["denominator"] is None:
        return ""
    if not result["denominator"]:
        return _("ingen att räkna")
    if result["kind"] == "mean":
        return _("medel av {count}").format(count=number(result["denominator"]))
    return of_text(result)


def of_text(share: Mapping[str, Any]) -> str:
    """A share's numerator and denominator: `4 av 13`."""
    if share["denominator"] is None:
        return ""
    return _("{part} av {whole}").format(part=number(share["numerator"]), whole=number(share["denominator"]))


def coverage_text(result: Mapping[str, Any]) -> str | None:
    """How many of those that it is about are measured; None = it says nothing, as of what everybody is counted in."""
    if result["coverage"] is None or result["eligible"] is None:
        return None
    share, eligible = Decimal(result["coverage"]), result["eligible"]
    if share == 1:
        return _("alla {count} mätta").format(count=number(eligible)) if result["kind"] != "count" else None
    measured = round(share * eligible)
    return _("{measured} av {eligible} mätta ({percent})").format(
        measured=number(measured), eligible=number(eligible), percent=percent(round(100 * share))
    )


def gender_texts(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The result of each gender in words; of viewpoints of those who gave them."""
    rows = result.get("by_gender") or result.get("givers") or {}
    return [(_(name), _gender_text(row)) for name, row in rows.items()]


def _gender_text(row: Any) -> str:
    if isinstance(row, Mapping):
        return _("visas inte") if row.get("suppressed") else f"{percent(row['percent'])} ({of_text(row)})"
    return _("visas inte") if row is None else number(row)


def by_unit(lines: Iterable[ResultLine]) -> list[tuple[str, list[ResultLine]]]:
    """Lines under the names of what they are counted in, in the order of the results."""
    found: dict[str, list[ResultLine]] = {}
    for line in lines:
        found.setdefault(line.unit, []).append(line)
    return list(found.items())


def light_counts(lines: Iterable[ResultLine]) -> list[tuple[Light, int]]:
    """How many of the results that have a target stand how, the reached first."""
    counts = Counter(line.light for line in lines if line.light is not None and line.light.shape not in ("none", "text"))
    order = list(LIGHTS.values())
    return sorted(counts.items(), key=lambda each: order.index(each[0].shape))
