"""Internkontroll: the year's plan with its lights, what was found and done, the annual wheel; and the journal routines."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.control_reading import internal_control
from api.governance_reading import annual_wheel
from api.http.dependencies import LoggedIn
from api.routine_reading import RoutineReader
from api.web.pages.asking import API, Asking
from api.web.pages.review_frame import may_write, question_in, reviewed, unit_names, word_in
from domain.errors import InvalidValueError, NotFoundError
from projections.internal_control import risks_by_value

router = APIRouter(include_in_schema=False)

_ACKNOWLEDGE = "/journal-routines/{routine_id}/acknowledgements"
_ROUTINE = f"GET {API}/journal-routines/{{routine_id}}"


@router.get("/review/plan")
def plan(request: Request, account: LoggedIn) -> Response:
    """Årets internkontroll."""
    asking, question = Asking(request, account), question_in(request)
    wheel = annual_wheel(
        asking.reader(f"GET {API}/annual-wheel"), _year_in(request), unit=question.unit, known_at=question.known_at
    ).document
    year = wheel["year"]
    try:
        found: dict[str, Any] = internal_control(
            asking.reader(f"GET {API}/internal-control"), year, unit=question.unit, known_at=question.known_at
        ).document
    except NotFoundError:
        # A year that nobody has made a plan for is nothing wrong: the page says so, and the wheel is there all the same.
        found = {**wheel, "plans": []}
    return reviewed(
        request, asking, "plan", question=question, found=found, year=year, wheel=wheel["items"], names=unit_names(asking),
        risks_of=risks_by_value, may_rules=asking.may(f"GET {API}/completeness"),
        may_write=may_write(account, "/internal-control-plans") and question.known_at is None,
    )


@router.get("/review/routines")
def routines(request: Request, account: LoggedIn) -> Response:
    """Journalrutinerna."""
    asking, question = Asking(request, account), question_in(request)
    found = asking.reader(f"GET {API}/journal-routines").register("journal-routines", known_at=question.known_at)[0].document
    return reviewed(
        request, asking, "routines", question=question, found=found, routines=found["journal_routines"],
        names=unit_names(asking), may_staff=asking.may(f"{_ROUTINE}/staff"), may_adopt=may_write(account, "/journal-routines"),
    )


@router.get("/review/routines/{routine_id}")
def routine(request: Request, account: LoggedIn, routine_id: UUID) -> Response:
    """Vilka som känner rutinen, och hur dess frågor har besvarats."""
    asking, question = Asking(request, account), question_in(request)
    staff = RoutineReader(asking.reader(f"{_ROUTINE}/staff"), account).workers(
        routine_id, known_at=question.known_at, only_missing=word_in(request, "missing") == "1"
    ).document
    period = word_in(request, "period") or staff["day"][:4]
    answers = None
    if asking.may(f"{_ROUTINE}/answers"):
        answers = RoutineReader(asking.reader(f"{_ROUTINE}/answers"), account).answers(
            routine_id, period, known_at=question.known_at
        ).document
    return reviewed(
        request, asking, "routine", question=question, found=staff, answers=answers, period=period, routine_id=routine_id,
        missing=word_in(request, "missing") == "1", acknowledges=may_write(account, _ACKNOWLEDGE),
    )


def _year_in(request: Request) -> int | None:
    text = word_in(request, "year")
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and date.min.year <= int(text) < date.max.year):
        raise InvalidValueError("Ange ett år med fyra siffror, till exempel 2026.")
    return int(text)
