"""`aktspar goal-chain`: a year's goals, what is expected and how it is measured, as known at any earlier moment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from api.commands.case import as_of_line
from api.commands.options import KnownAtOption, UnitOption
from api.invocation import Invocation, whole_number
from api.output import Screen
from domain.base import Purpose

YearOption = Annotated[str, typer.Option("--year", metavar="ÅR", help="Året, till exempel 2026.")]


def goal_chain(context: typer.Context, year: YearOption, known_at: KnownAtOption = None, unit: UnitOption = None) -> None:
    """Visa ett års målkedja.

    Målen från KF:s inriktningsmål till enhetens, med förväntade resultat, indikatorer och deras årsmål, som de var kända.
    """
    from api.governance_reading import goal_chain as read

    invocation: Invocation = context.obj
    chosen = whole_number(year, "--year", low=1, high=9999)
    with invocation.reader("goal-chain", usual_purpose=Purpose.STATISTICS) as reader:
        answer = read(reader, chosen, unit=unit, known_at=known_at)
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document))


def _show(screen: Screen, document: dict[str, Any]) -> None:
    rows = [row for goal in document["goals"] for row in _goal(goal, 0)]
    rows += [_line(line, 0) for line in document["measured_without_goal"]]
    screen.table(("Del", "Lydelse", "Årsmål", "KF:s årsmål", "Upplysning"), rows)
    screen.line(f"Målkedjan för {document['year']}. {as_of_line(document)}")


def _goal(goal: dict[str, Any], depth: int) -> Iterator[tuple[str | None, ...]]:
    yield _indented(depth, goal["label_used"] or goal["level_in_words"]), goal["wording"], None, None, _ended(goal)
    for result in goal["expected_results"]:
        yield _indented(depth + 1, "förväntat resultat"), result["wording"], result["target_in_words"], None, _ended(result)
        yield from (_line(line, depth + 2) for line in result["indicators"])
    yield from (_line(line, depth + 1) for line in goal["indicators"])
    for activity in goal["activities"]:
        when = f"{activity['starts_on']}–{activity['ends_on']}"
        done = f"genomförd {activity['done_on']}" if activity["done_on"] else _ended(activity)
        yield _indented(depth + 1, "aktivitet"), f"{activity['wording']} ({when})", None, None, done
    for below in goal["goals"]:
        yield from _goal(below, depth + 1)


def _line(line: dict[str, Any], depth: int) -> tuple[str | None, ...]:
    told = [flag["text"] for flag in line["flags"]] + ([_ended(line) or ""] if line["ended"] else [])
    return (
        _indented(depth, "indikator"), line["name"], line["annual_target_in_words"], line["council_target_in_words"],
        " ".join(told) or None,
    )


def _ended(part: dict[str, Any]) -> str | None:
    return None if part["ended"] is None else f"avslutat {part['ended']['ended_on']}"


def _indented(depth: int, word: str) -> str:
    return "· " * depth + word
