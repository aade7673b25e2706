"""`aktspar internal-control`: a year's plan of internal control, with the traffic lights that the evidence gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from api.commands.case import as_of_line
from api.commands.options import KnownAtOption, UnitOption, ValidAtOption
from api.invocation import Invocation, whole_number
from api.output import Screen
from domain.base import Purpose
from domain.internal_control.codes import ControlLight

YearOption = Annotated[str, typer.Option("--year", metavar="ÅR", help="Året, till exempel 2026.")]


def internal_control(
    context: typer.Context, year: YearOption, known_at: KnownAtOption = None, valid_at: ValidAtOption = None,
    unit: UnitOption = None,
) -> None:
    """Visa årets internkontroll: risker, kontroller med trafikljus, åtgärder och tertial.

    Trafikljuset räknas fram ur underlaget. Svarar 1 om något är rött, eller om en kontroll inte är gjord i tid.
    """
    from api.control_reading import internal_control as read
    from api.control_reading import is_in_order

    invocation: Invocation = context.obj
    chosen = whole_number(year, "--year", low=1, high=9998)
    with invocation.reader("internal-control", usual_purpose=Purpose.INTERNAL_CONTROL) as reader:
        answer = read(reader, chosen, unit=unit, known_at=known_at, valid_at=valid_at)
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document))
    if not is_in_order(answer):
        raise typer.Exit(1)


def _show(screen: Screen, document: dict[str, Any]) -> None:
    for plan in document["plans"]:
        screen.line(f"{plan['unit_name'] or 'Nämndens egen plan'}, {plan['year']}. {_adopted(plan)}")
        screen.table(
            ("Process", "Risk", "Sannolikhet", "Konsekvens", "Värde", "Hanteras"),
            [
                (each["process_name"], each["risk"], each["probability"], each["consequence"], each["risk_value"],
                 each["risk_response_in_words"])
                for each in plan["risks"]
            ],
        )
        screen.table(
            ("Ljus", "Kontroll", "Metod", "Senast gjord", "Kontrollerade", "Fel", "Nästa dag", "Ansvarig"), _controls(plan)
        )
        screen.table(
            ("Åtgärd", "Ansvarig", "Sista dag", "Gjord", "Effekt"),
            [
                (each["control_measure"], each["owner_name"], each["last_day"], each["done_on"], each["effect"])
                for each in plan["measures"] if each["withdrawn"] is None
            ],
        )
    screen.line(f"Internkontrollen {document['year']}, den {document['day']}. {as_of_line(document)}")


def _adopted(plan: dict[str, Any]) -> str:
    if plan["closed"] is not None:
        return f"Avslutad {plan['closed']['closed_on']}."
    return "Inte antagen." if plan["adopted_on"] is None else f"Antagen {plan['adopted_on']} av {plan['adopted_by']}."


def _controls(plan: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for control in plan["controls"]:
        if control["withdrawn"] is None:
            last = control["outcomes"][-1] if control["outcomes"] else {}
            undone = [each["due_on"] for each in control["days"] if not each["done"]]
            yield (
                ControlLight(control["light"]).swedish, control["control"], control["control_method_in_words"],
                last.get("carried_out_on"), last.get("n_checked"), last.get("n_faulty"), undone[0] if undone else None,
                control["responsible_name"],
            )
