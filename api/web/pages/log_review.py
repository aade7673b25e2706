"""Loggkontroll: unit by unit and month by month it is looked at who has read what, one reading at a time and never one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.approvals import actor_of
from api.http.dependencies import LoggedIn
from api.log_review_reading import log_review, log_reviews
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Form, go_to, shown
from api.web.pages.parts import parts_of
from api.web.pages.review_frame import may_write, unit_names
from api.web.pages.submitting import WHOLE_FORM, Submitted, new_key, submit
from api.web.texts import _
from domain.errors import NotFoundError
from domain.log_review.codes import LogJudgement, LogMeasure

router = APIRouter(include_in_schema=False)

HERE = "/log-review"
PARTS = (
    (HERE, "Månader"), (f"{HERE}/emergencies", "Nödöppningar"), (f"{HERE}/log", "Åtkomstloggen"),
    (f"{HERE}/extract", "Den enskildes utdrag"),
)
_MOST_OVERDUE = 48
_ONE = HERE + "/reviews/{log_review_id}"
_READING = _ONE + "/readings/{number}"
_WRITE = "/log-reviews/{log_review_id}"


@router.get(HERE)
def months_page(request: Request, account: LoggedIn) -> Response:
    """Månaderna som saknar loggkontroll, och de kontroller som finns."""
    return _months(request, account, None)


@router.post(HERE)
def plan(request: Request, form: Form, account: LoggedIn) -> Response:
    """Planera en loggkontroll av en enhets månad, innan något dras."""
    body = {"unit": form.get("unit", ""), "log_month": form.get("month", "")}
    submitted = submit(request, account, "/log-reviews", {}, body, form)
    if submitted.written is None:
        return _months(request, account, submitted)
    return go_to(f"{HERE}/reviews/{submitted.written.document['stream']}?done=saved")


@router.get(_ONE)
def review_page(request: Request, log_review_id: UUID, account: LoggedIn) -> Response:
    """En månads loggkontroll: vad som drogs och varför, och varje läsning."""
    return _review(request, account, log_review_id, None)


@router.post(_ONE + "/draw")
def draw(request: Request, log_review_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Dra månadens läsningar."""
    seed = form.get("seed", "").strip()
    return _written(request, account, log_review_id, "draws", {"seed": seed} if seed else {}, form)


@router.post(_ONE + "/closing")
def close(request: Request, log_review_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Avsluta månadens loggkontroll."""
    return _written(request, account, log_review_id, "closing", {}, form)


@router.get(_READING)
def reading_page(request: Request, log_review_id: UUID, number: int, account: LoggedIn) -> Response:
    """En dragen läsning: vem som läste vad, när och varför, och bedömningen."""
    return _reading(request, account, log_review_id, number, None, {})


@router.post(_READING)
def assess(request: Request, log_review_id: UUID, number: int, form: Form, account: LoggedIn) -> Response:
    """Bedöm en läsning som någon annan har gjort, och gå till nästa."""
    body = {
        "reading_number": number, "log_judgement": form.get("log_judgement", ""),
        "judgement_reason": form.get("judgement_reason", "").strip(),
    }
    submitted = submit(request, account, f"{_WRITE}/assessments", {"log_review_id": log_review_id}, body, form)
    if submitted.written is None:
        return _reading(request, account, log_review_id, number, submitted, form)
    is_deviation = form["log_judgement"] != LogJudgement.JUSTIFIED.value
    following = None if is_deviation else _next_waiting(request, account, log_review_id)
    onward = f"/readings/{number if is_deviation else following}" if is_deviation or following else ""
    return go_to(f"{HERE}/reviews/{log_review_id}{onward}?done=saved")


@router.post(_READING + "/measures")
def take_measure(request: Request, log_review_id: UUID, number: int, form: Form, account: LoggedIn) -> Response:
    """Registrera vad som görs efter en avvikelse."""
    body = {"reading_number": number, **{name: form.get(name, "").strip() for name in (
        "log_measure", "log_measure_on", "log_measure_note",
    )}}
    submitted = submit(request, account, f"{_WRITE}/measures", {"log_review_id": log_review_id}, body, form)
    if submitted.written is None:
        return _reading(request, account, log_review_id, number, submitted, form)
    return go_to(f"{HERE}/reviews/{log_review_id}/readings/{number}?done=saved")


def waiting_after(readings: Sequence[Mapping[str, Any]], own: UUID) -> int | None:
    """The first reading that somebody may assess and nobody has; None = there is none.

    Args:
        own: Whose readings they may not assess: their own.
    """
    return next((each["number"] for each in readings if each["judgement"] is None and each["read_by"] != str(own)), None)


def _months(request: Request, account: Account, submitted: Submitted | None) -> Response:
    asking = Asking(request, account)
    found = log_reviews(asking.reader(f"GET {API}/log-reviews")).document
    names = unit_names(asking)
    asking.close()
    return _shown(
        request, account, "months", submitted, overdue=found["overdue"][::-1][:_MOST_OVERDUE],
        overdue_count=len(found["overdue"]), reviews=found["log_reviews"][::-1], names=names,
        may_plan=may_write(account, "/log-reviews"), key=new_key(),
    )


def _review(request: Request, account: Account, review_id: UUID, submitted: Submitted | None) -> Response:
    asking = Asking(request, account)
    found = log_review(asking.reader(f"GET {API}/log-reviews/{{log_review_id}}"), review_id).document
    names, own = unit_names(asking), actor_of(asking.board, account)
    asking.close()
    return _shown(
        request, account, "month", submitted, found=found, unit=names.get(found["unit"], "–"), own=str(own),
        following=waiting_after(found["readings"], own), may_write=may_write(account, "/log-reviews"), key=new_key(),
    )


def _reading(
    request: Request, account: Account, review_id: UUID, number: int, submitted: Submitted | None, kept: Mapping[str, str]
) -> Response:
    asking = Asking(request, account)
    found = log_review(asking.reader(f"GET {API}/log-reviews/{{log_review_id}}"), review_id).document
    reading = next((each for each in found["readings"] if each["number"] == number), None)
    if reading is None:
        raise NotFoundError(_("Läsningen är inte dragen i den här loggkontrollen. Gå tillbaka till listan."))
    is_own = reading["read_by"] == str(actor_of(asking.board, account))
    asking.close()
    return _shown(
        request, account, "reading", submitted, found=found, reading=reading, is_own=is_own, kept=kept,
        may_write=may_write(account, "/log-reviews") and found["closed_on"] is None, key=kept.get("key") or new_key(),
        judgements={each.value: each.swedish for each in LogJudgement}, today=asking.today,
        measures=[(each.value, each.swedish) for each in LogMeasure],
    )


def _written(
    request: Request, account: Account, review_id: UUID, what: str, body: Mapping[str, Any], form: Mapping[str, str]
) -> Response:
    submitted = submit(request, account, f"{_WRITE}/{what}", {"log_review_id": review_id}, body, form)
    if submitted.written is None:
        return _review(request, account, review_id, submitted)
    return go_to(f"{HERE}/reviews/{review_id}?done=saved")


def _next_waiting(request: Request, account: Account, review_id: UUID) -> int | None:
    asking = Asking(request, account)
    found = log_review(asking.reader(f"GET {API}/log-reviews/{{log_review_id}}"), review_id).document
    return waiting_after(found["readings"], actor_of(asking.board, account))


def _shown(request: Request, account: Account, template: str, submitted: Submitted | None, **context: Any) -> Response:
    faults = () if submitted is None else [
        each._replace(text=_(_WANTED[each.field])) if each.field in _WANTED else each for each in submitted.faults
    ]
    return shown(
        request, f"log_review/{template}.html", status=200 if submitted is None else submitted.status, faults=list(faults),
        parts=parts_of(account, request.url.path, PARTS), form_id=WHOLE_FORM, **context,
    )


_WANTED = {
    "log_judgement": "Välj om läsningen var befogad", "log_measure": "Välj vad som görs",
    "log_measure_on": "Ange dagen då det görs", "unit": "Välj enhet", "log_month": "Ange månaden",
}
