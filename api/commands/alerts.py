"""`aktspar alerts`: what somebody should look at in the open cases, and how soon it has been answered."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from api.alert_reading import AlertReader, Wanted
from api.commands.case import as_of_line
from api.commands.options import KnownAtOption, UnitOption, ValidAtOption
from api.invocation import Invocation
from api.output import Screen
from domain.base import Purpose

AllOption = Annotated[bool, typer.Option("--all", help="Även de besvarade.")]


def alerts(
    context: typer.Context, known_at: KnownAtOption = None, valid_at: ValidAtOption = None, unit: UnitOption = None,
    every: AllOption = False,
) -> None:
    """Visa signalerna i öppna ärenden.

    En signal är en hjälp, inte ett omdöme: låg eller fallande skattning, säker försämring, en skattning som saknas. Den står kvar
    tills en kontakt eller en anpassning har besvarat den. Den som har väntat längst står först.
    """
    invocation: Invocation = context.obj
    with invocation.reader("alerts", usual_purpose=Purpose.MANAGEMENT_REVIEW) as reader:
        answer, _ = AlertReader(reader).alerts(
            known_at=known_at, valid_at=valid_at, unit=unit, wanted=Wanted.ALL if every else Wanted.OPEN
        )
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document))


def _show(screen: Screen, document: dict[str, Any]) -> None:
    found = document["alerts"]
    screen.table(
        ("Ärende", "Enhet", "Signal", "Instrument", "Sedan", "Svar senast", "Dagar", "Besvarad", "Hur"),
        [
            (
                each["number"], each["unit"], each["what"], ", ".join(each["instruments"]), each["raised_on"], each["due_on"],
                each["days_open"] if each["answered"] is None else each["days_to_answer"], _answered(each, "on"),
                _answered(each, "how"),
            )
            for each in found
        ],
    )
    times = document["answer_times"]
    screen.line(
        f"{times['waiting'] + times['overdue']} väntar på svar, {times['overdue']} av dem för länge; {times['answered']} är"
        f" besvarade. {as_of_line(document)}"
    )


def _answered(alert: dict[str, Any], what: str) -> str | None:
    return None if alert["answered"] is None else alert["answered"][what]
