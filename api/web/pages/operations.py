"""Driftläge: whether the service can serve, what somebody has to act on, and what is running; nothing of any case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.alarms import Reading
from api.http.dependencies import LoggedIn, runtime_of
from api.operations import standing_of
from api.web.formats import number
from api.web.pages.asking import Asking
from api.web.pages.frame import shown
from api.web.texts import _

router = APIRouter(include_in_schema=False)

_CHECKS = {"database": "Databasen svarar", "views": "Vyerna är aktuella", "access_log": "Åtkomstloggen går att skriva"}
_READINGS = {
    "verify_failed": ("Fel vid verifieringen", "fel"), "checkpoint_age": ("Osignerat sedan", "sekunder"),
    "clock_skew": ("Klockans avvikelse", "sekunder"), "view_lag": ("Händelser som vyerna inte har tagit in", ""),
    "backup_age": ("Senaste säkerhetskopian, ålder", "timmar"), "disk_space": ("Ledigt på disken", "procent"),
    "break_glass_unreviewed": ("Nödöppningar som ingen har granskat i tid", ""),
    "erasure_overdue": ("Akter som ska gallras och inte är föreslagna", ""),
    "log_review_overdue": ("Månader utan loggkontroll", ""),
    "keys_together": ("Nycklarna i samma server som dokumentationen", ""),
}
_PARTS = {
    "records": "dokumentationen", "keys": "nycklarna", "ledger": "liggaren", "access": "åtkomstloggen", "data": "datamappen",
}


class ShownReading(NamedTuple):
    """One measured value in words.

    Args:
        of: Of which part; empty = of the whole.
        value: With its unit; a dash where it is not known.
        do: What it asks of whoever sees it; None = nothing.
        is_known: Whether it could be measured: what is not known is not as it should be.
    """

    name: str
    of: str
    value: str
    limit: str
    do: str | None
    is_known: bool


@router.get("/operations")
def operations_page(request: Request, account: LoggedIn) -> Response:
    """Driftläget: beredskap, larm, säkerhetskopior, kontrollpunkter och versioner."""
    asking = Asking(request, account)
    found = standing_of(runtime_of(request), asking.board.slug)
    told = in_words(found.readings)
    asking.close()
    return shown(
        request, "operations/operations.html", alarms=[each for each in told if each.do is not None],
        fine=[each for each in told if each.do is None and each.is_known],
        unknown=[each for each in told if each.do is None and not each.is_known],
        checks=[(_(_CHECKS[name]), ok) for name, ok in found.checks.items()],
        versions=found.versions,
    )


def in_words(found: Iterable[Reading]) -> list[ShownReading]:
    """What is measured, in words, with what to do where it is an alarm."""
    told = []
    for each in found:
        name, unit = _READINGS[each.name]
        part = _PARTS.get(each.of.rpartition("/")[2], "")
        value = number(each.value) if each.value is not None else _("okänt")
        what = "" if each.value is None or not unit else f" {_(unit)}"
        do = each.document()["do"]
        told.append(ShownReading(
            _(name), _(part) if part else "", f"{value}{what}", number(each.limit), None if do is None else _(do),
            each.value is not None,
        ))
    return told

