"""`aktspar ratings`: a case's ratings as curves in numbers, and what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import typer

from api.commands.case import as_of_line
from api.commands.options import CaseArgument, KnownAtOption
from api.invocation import Invocation
from api.output import Screen
from api.rating_reading import case_ratings
from domain.case.ratings.codes import MissingReason, NotMadeReason
from domain.codes import Phase, RatingSubject, Respondent
from projections.words import in_words

_PREDICATES: Mapping[str, str] = MappingProxyType({
    "any_improvement": "någon förbättring", "reliable_change": "säker förbättring",
    "clinically_significant_change": "kliniskt signifikant", "deterioration": "säker försämring",
})
"""The predicates by their names, in words; that it cannot be told stands in the class."""
_UNTIL: Mapping[str, str] = MappingProxyType({"treatment": "Till behandlingens sista", "follow_up": "Till uppföljningens sista"})


def ratings(context: typer.Context, case: CaseArgument, known_at: KnownAtOption = None) -> None:
    """Visa ett ärendes skattningar: serier, gränser, förändring, och skattningar som inte gjordes."""
    invocation: Invocation = context.obj
    with invocation.reader("ratings") as reader:
        answer = case_ratings(reader, case, known_at=known_at)
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document))


def _show(screen: Screen, document: dict[str, Any]) -> None:
    screen.line(f"Ärende {document['number']} ({document['case']})", "bold")
    screen.line(as_of_line(document))
    for series in document["series"]:
        screen.line()
        _show_series(screen, series)
    for not_made in document["not_made"]:
        offered = "erbjuden" if not_made["offered"] else "inte erbjuden"
        reason = NotMadeReason(not_made["not_made_reason"]).swedish
        screen.line()
        screen.line(f"{not_made['not_made_on']} {not_made['instrument']} gjordes inte: {offered}, {reason}.")
    screen.line()
    screen.line(f"Serier: {len(document['series'])}. Skattningar som inte gjordes: {len(document['not_made'])}.")


def _show_series(screen: Screen, series: dict[str, Any]) -> None:
    version = "" if series["instrument_version"] is None else f" version {series['instrument_version']}"
    who = Respondent(series["respondent"]).swedish + _named(series["respondent_person"])
    whom = RatingSubject(series["subject"]).swedish + _named(series["about_person"])
    screen.line(f"{series['instrument']}{version}: skattat av {who}, gäller {whom}", "bold")
    definition = series["definition"]
    if definition is None:
        screen.line("Instrumentet finns inte i katalogen, så skattningarna visas som källan har dem och tolkas inte.")
    else:
        screen.line(_limits(definition))
    screen.table(
        ("Skattad", "Skriven", "Fas", "Besök", "Delskalor", "Summa", "Nivå", "Mot förra", "Mot första", "Att se över"),
        map(_row, series["points"]),
    )
    for change in series["changes"]:
        _show_change(screen, change)
    for course in series["expected"]:
        steps = ", ".join(f"{_place(each)}: {_number(each['expected_total'])}" for each in course["points"])
        screen.line(f"Förväntat enligt {course['vendor']} {course['vendor_version']}: {steps}.")


def _limits(definition: dict[str, Any]) -> str:
    total, change = definition["total"], definition["reliable_change"]
    said = ["Ingen summa" if total is None else f"Summa {_number(total['min'])}–{_number(total['max'])}"]
    said += [f"gräns {_number(each['cutoff'])} ({each['age_form']})" for each in definition["cutoffs"]]
    return ", ".join([*said, *([] if change is None else [f"säker förändring {_number(change['points'])} poäng"])]) + "."


def _row(point: dict[str, Any]) -> tuple[object, ...]:
    return (
        point["rated_on"], point["recorded_at"][:10] + (" (rättad)" if point["corrections"] else ""),
        Phase(point["phase"]).swedish, point["session_number"], "; ".join(_answers(point)), _number(point["total"]),
        " eller ".join(each["name"] for each in point.get("bands", ())) or None,
        _signed(point.get("change_from_previous")), _signed(point.get("change_from_first")),
        " ".join(each["message"] for each in point.get("warnings", ())) or None,
    )


def _answers(point: dict[str, Any]) -> Iterator[str]:
    missing = {each["item"]: MissingReason(each["reason"]).swedish for each in point.get("missing", ())}
    for number, value in enumerate(point["subscales"], start=1):
        if value is None:
            yield missing.get(number, "hoppad")
        else:
            yield f"{_number(value)}*" if number in point.get("lowest", ()) else str(_number(value))


def _show_change(screen: Screen, change: dict[str, Any]) -> None:
    ends = [each["total"] for each in (change["first"], change["last"]) if each is not None]
    screen.line(f"{_UNTIL[change['until']]}: {' → '.join(map(str, map(_number, ends)))}, {change['class_in_words']}.")
    told = ", ".join(
        f"{words}: {'går inte att säga' if (holds := change['predicates'][name]) is None else in_words(holds)}"
        for name, words in _PREDICATES.items()
    )
    screen.line(f"    {told} (predikat version {change['predicates_version']})")
    if change["target"] is not None:
        screen.line(f"    Mål för säker förändring: {_number(change['target'])}.")
    if change["best_from_the_start"]:
        screen.line("    Skattningen var bäst möjlig från början, så ingen förbättring kan synas.")
    if change["recall_overlap_days"]:
        screen.line(f"    Skattningarna frågar delvis om samma tid: {change['recall_overlap_days']} dagar.")


def _named(person: dict[str, Any] | None) -> str:
    return "" if person is None or person["name"] is None else f" ({person['name']})"


def _place(point: dict[str, Any]) -> str:
    return point["at_date"] or f"besök {point['at_session']}"


def _number(value: str | None) -> str | None:
    return None if value is None else value.replace(".", ",")


def _signed(value: str | None) -> str | None:
    return None if value is None else _number(value if value.startswith("-") or value == "0" else f"+{value}")
