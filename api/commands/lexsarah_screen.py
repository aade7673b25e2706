"""Lex Sarah reports on a screen: what `aktspar lexsarah` shows to people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from api.output import Screen
from domain.codes import Code
from domain.lex_sarah.events import EVENTS
from projections.words import FIELD_LABELS

_SIGHT = {"full": "hela", "unit": "som enhetens chef", "times": "läge och tider", "own": "egen rapport"}
_PARTS = {
    "handling": "handläggningen", "ivo": "anmälan till IVO", "measures": "åtgärderna", "individuals": "de enskilda",
    "feedback": "återföringen",
}
_NOT_SHOWN = frozenset({"entry", "type", "heading", "content"})
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def show_list(screen: Screen, reports: list[dict[str, Any]]) -> None:
    """Reports as a table, with the most overdue step of each."""
    screen.table(
        ("Rapport", "Läge", "Lämnad", "Min", "Du ser", "Försenat"),
        [
            (
                each["lex_sarah_report"], each["state_in_words"], each["submitted_on"], "ja" if each["mine"] else "",
                ", ".join(_SIGHT[sight] for sight in each["sight"]), _late(each),
            )
            for each in reports
        ],
    )


def show_report(screen: Screen, document: dict[str, Any]) -> None:
    """One report: how far it has come, its times, and as much of the rest as there is."""
    report = document["report"]
    screen.line(f"Lex Sarah-rapport {report['lex_sarah_report']}: {report['state_in_words']}.", style="bold")
    screen.line(f"Lämnad {report['submitted_on']}, mottagen {report['received_on'] or '–'}.")
    show_steps(screen, report.get("steps", ()))
    if "own_report" in document:
        screen.line("Din rapport", style="bold")
        _fields(screen, document["own_report"]["report"])
        for each in document["own_report"]["feedback"]:
            screen.line("Återföring", style="bold")
            _fields(screen, each)
    for version in document.get("for_unit", {}).get("decided", ()):
        screen.line(f"Beslutad utredning, version {version['investigation_version']}", style="bold")
        _fields(screen, version["completed"])
        _fields(screen, version["decision"])
    for each in document.get("for_unit", {}).get("measures", {}).get("planned", ()):
        screen.line(f"Åtgärd {each['entry']}", style="bold")
        _fields(screen, each)
    if "whole" in document:
        screen.line("Rapporten", style="bold")
        _fields(screen, document["whole"]["report"])
        for each in document["whole"]["entries"]:
            screen.line(f"{each['heading']} ({each['entry']})", style="bold")
            _fields(screen, each)


def show_steps(screen: Screen, steps: Any) -> None:
    """The times of a report as a table."""
    screen.table(
        ("Steg", "Började", "Senast", "Gjort", "Dagar för sent"),
        [
            (each["step_in_words"], each["started_on"], each["due_on"], each["done_on"], each["days_late"] or "")
            for each in steps
        ],
    )


def show_missing(screen: Screen, document: dict[str, Any]) -> None:
    """What is left, part by part."""
    if document["nothing_left"]:
        screen.line("Inget återstår: ärendet kan avslutas.")
    for name, left in document["left"].items():
        if left:
            screen.line(f"I {_PARTS[name]} återstår: {'; '.join(left)}.")
    if document.get("in_investigation"):
        screen.line(f"För att utredningen ska vara klar saknas: {'; '.join(document['in_investigation'])}.")


def show_statistics(screen: Screen, document: dict[str, Any]) -> None:
    """A year's reports in numbers; what is small is a dash."""
    screen.line(f"Lex Sarah {document['year']}: {_number(document['reports'])} rapporter.", style="bold")
    screen.table(("Grad", "Händelser"), [(each["degree_in_words"], each["events"]) for each in document["by_degree"]])
    screen.table(
        ("Orsaksområde", "Händelser"), [(each["area_in_words"], each["events"]) for each in document["by_cause_area"]["rows"]]
    )
    screen.table(
        ("Steg", "Antal", "Median, dagar", "Längst, dagar", "I tid"),
        [
            (
                each["step_in_words"], each["events"], each["median_days"], each["max_days"],
                None if each["in_time"] is None else f"{each['in_time']['percent']} %",
            )
            for each in document["steps"]
        ],
    )


def _fields(screen: Screen, values: dict[str, Any]) -> None:
    for name, value in values.items():
        label = FIELD_LABELS.get(name)
        if label is not None and name not in _NOT_SHOWN and value not in (None, [], {}):
            words = _words(value, _CODES.get(name))
            if words:
                screen.line(f"  {label}: {words}")


def _words(value: Any, code: type[Code] | None = None) -> str:
    match value:
        case bool():
            return "ja" if value else "nej"
        case {"on": on, "precision": precision, "at": at}:
            return str(on)[:7] if precision == "month" else f"{on} {at or ''}".strip()
        case dict():
            labelled = ((FIELD_LABELS[name], each, name) for name, each in value.items() if each and name in FIELD_LABELS)
            told = ((label, _words(each, _CODES.get(name))) for label, each, name in labelled)
            return ", ".join(f"{label}: {words}" for label, words in told if words)
        case list():
            return "; ".join(filter(None, (_words(each, code) for each in value)))
        case str() if code is not None:
            return code(value).swedish
    # Ids say nothing to people; the JSON document has them.
    return "" if _ID.fullmatch(str(value)) else str(value)


def _code_of(annotation: Any) -> type[Code] | None:
    """The list of coded words that a field's values are from."""
    kinds = [annotation, *(kind for each in get_args(annotation) for kind in (each, *get_args(each)))]
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Code)), None)


def _codes(kinds: Iterable[type[BaseModel]]) -> Iterator[tuple[str, type[Code]]]:
    for kind in kinds:
        for name, field in kind.model_fields.items():
            code = _code_of(field.annotation)
            if code is not None:
                yield name, code
            inner = get_args(field.annotation)
            yield from _codes(each for each in inner if isinstance(each, type) and issubclass(each, BaseModel))


_CODES: Mapping[str, type[Code]] = dict(_codes(EVENTS))
"""Field to the coded words that it is said in."""


def _late(report: dict[str, Any]) -> str:
    late = [each for each in report.get("steps", ()) if each["late"] and each["done_on"] is None]
    worst = max(late, key=lambda each: each["days_late"], default=None)
    return "" if worst is None else f"{worst['step_in_words']}, {worst['days_late']} dagar"


def _number(value: int | None) -> str:
    return "för få för att visas" if value is None else str(value)
