"""`aktspar case list` and `aktspar case show`: cases, as known at any earlier moment."""

from __future__ import annotations

from typing import Any

import typer

from api.commands.options import CaseArgument, KnownAtOption, UnitOption, ValidAtOption
from api.invocation import Invocation
from api.output import Screen
from projections.case_item import CaseItem
from projections.timeline_item import Person

_STATUS = {"open": "öppet", "closed": "avslutat"}
_COVER = {"responsible": "ansvarig", "stand_in": "ersättare", "none": "ingen", "not_open": "inte öppet"}


def list_cases(
    context: typer.Context, known_at: KnownAtOption = None, valid_at: ValidAtOption = None, unit: UnitOption = None
) -> None:
    """Visa nämndens ärenden."""
    invocation: Invocation = context.obj
    with invocation.reader("case list") as reader:
        answer, _ = reader.cases(known_at=known_at, valid_at=valid_at, unit=unit)
        invocation.output.answer(answer.document, lambda screen: _show_list(screen, answer.document, answer.shown))


def show(
    context: typer.Context, case: CaseArgument, known_at: KnownAtOption = None, valid_at: ValidAtOption = None
) -> None:
    """Visa ett ärende."""
    invocation: Invocation = context.obj
    with invocation.reader("case show") as reader:
        answer = reader.case(case, known_at=known_at, valid_at=valid_at)
        invocation.output.answer(answer.document, lambda screen: _show_case(screen, answer.document, answer.shown))


def as_of_line(document: dict[str, Any]) -> str:
    """What an answer says of itself, for people."""
    marks = ["PRELIMINÄRT: mer kan ännu registreras före den tidpunkten"] if document.get("provisional") else []
    if document["simulated"]:
        marks.append("SIMULERAD liggare")
    return f"Som det var känt vid {document['known_at']} händelser." + "".join(f" {mark}." for mark in marks)


def _show_list(screen: Screen, document: dict[str, Any], cases: list[CaseItem]) -> None:
    screen.table(
        ("Nummer", "Enhet", "Status", "Start", "Avslutat", "Ansvarig", "Senaste kontakt", "Anteckningar", "Uuid"),
        (
            (
                case.number, case.unit_name, _STATUS[case.status], case.started_on, case.closed_on, _name(case.responsible),
                case.last_contact_on, case.note_count, case.case_id,
            )
            for case in cases
        ),
    )
    screen.line(f"{len(cases)} ärenden. {as_of_line(document)}")


def _show_case(screen: Screen, document: dict[str, Any], case: CaseItem) -> None:
    rows: list[tuple[str, object]] = [
        ("Ärende", case.number), ("Uuid", case.case_id), ("Enhet", case.unit_name), ("Status", _STATUS[case.status]),
        ("Namn", case.client_name), ("Inkom", case.received_on), ("Start", case.started_on), ("Avslutat", case.closed_on),
        ("Ansvarig", _name(case.responsible)), ("Genomförandeplan", case.plan_established_on),
        ("Dagar mellan kontakter", case.contact_interval_days), ("Besök", case.session_count),
        ("Anteckningar", case.note_count), ("Skattningar", case.rating_count), ("Senaste kontakt", case.last_contact_on),
        ("Senaste anteckning", case.last_note_on), ("Obesvarade begäranden", len(case.open_requests)),
    ]
    if case.cover is not None:
        rows += [("Vem som ser till ärendet den dagen", _COVER[case.cover]), ("Ersättare", _name(case.stand_in))]
    screen.table(("Uppgift", "Värde"), rows)
    screen.line(as_of_line(document))


def _name(person: Person | None) -> str | None:
    if person is None:
        return None
    return person.name if person.title is None else f"{person.name}, {person.title}"
