"""Besvara en signal: what the alert says, and what was done about it or why nothing had to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.alert_reading import AlertReader
from api.http.dependencies import LoggedIn
from api.web.formats import day as day_text
from api.web.pages.asking import API, Asking
from api.web.pages.case_view import SESSION_TYPES, sessions_of
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.pages.submitting import KEY_FIELD, SEEN_FIELD, new_key, submit
from api.web.pages.written_since import written_since
from api.web.texts import _
from domain.case.alerts.codes import AlertAnswer, CaseAlertKind
from domain.codes import SessionOutcome
from domain.errors import NotFoundError

router = APIRouter(include_in_schema=False)

WRITE = "/cases/{case_id}/alert-answers"
_FIELDS = ("alert_answer", "answered_on", "contact_id", "viewpoint_id", "answer_details")
_CASE = f"GET {API}/cases/{{case_id}}"


class _Asked(NamedTuple):
    """The alert that is to be answered, and what of the case an answer can name.

    Args:
        contacts, viewpoints: Ids and words.
    """

    number: str
    version: int
    day: str
    alert: Mapping[str, Any]
    contacts: Sequence[tuple[str, str]]
    viewpoints: Sequence[tuple[str, str]]


@router.get("/cases/{case_id}/alerts/{kind}/{raised_by}")
def answer_page(request: Request, case_id: UUID, kind: CaseAlertKind, raised_by: UUID, account: LoggedIn) -> Response:
    """Signalen och formuläret."""
    asking = Asking(request, account, case_id)
    asked = _asked(asking, case_id, kind, raised_by)
    asking.close()
    return _shown(request, case_id, asked, {KEY_FIELD: new_key(), SEEN_FIELD: str(asked.version), "answered_on": asked.day})


@router.post("/cases/{case_id}/alerts/{kind}/{raised_by}")
def answer(
    request: Request, case_id: UUID, kind: CaseAlertKind, raised_by: UUID, form: Form, account: LoggedIn
) -> Response:
    """Skriv in svaret."""
    about = "session_id" if kind.is_about_a_session else "rating_id"
    typed = {name: form.get(name, "").strip() for name in _FIELDS}
    faults = _missing(typed)
    if not faults:
        body = {"alert_kind": kind.value, about: str(raised_by), **{name: text for name, text in typed.items() if text}}
        submitted = submit(request, account, WRITE, {"case_id": case_id}, body, form)
        if submitted.written is not None:
            return go_to(f"/cases/{case_id}?done=answered#signaler")
        return _again(request, account, case_id, kind, raised_by, form, submitted.faults, submitted.status)
    return _again(request, account, case_id, kind, raised_by, form, faults, 422)


def _missing(typed: Mapping[str, str]) -> list[Fault]:
    found = []
    if typed["alert_answer"] not in {each.value for each in AlertAnswer}:
        found.append(Fault("alert_answer", _("Välj vad som gjordes")))
    if not typed["answered_on"]:
        found.append(Fault("answered_on", _("Ange vilken dag det gjordes")))
    if not typed["answer_details"]:
        found.append(Fault("answer_details", _("Skriv vad som gjordes, eller varför inget gjordes")))
    return found


def _again(
    request: Request, account: Account, case_id: UUID, kind: CaseAlertKind, raised_by: UUID, form: Mapping[str, str],
    faults: Sequence[Fault], status: int,
) -> Response:
    asking = Asking(request, account, case_id)
    asked = _asked(asking, case_id, kind, raised_by)
    since = written_since(asking, case_id, form.get(SEEN_FIELD, "")) if status == 412 else []
    asking.close()
    seen = str(asked.version) if status == 412 else form.get(SEEN_FIELD, "")
    return _shown(request, case_id, asked, {**form, SEEN_FIELD: seen}, faults, status, since)


def _asked(asking: Asking, case_id: UUID, kind: CaseAlertKind, raised_by: UUID) -> _Asked:
    found = AlertReader(asking.reader(f"{_CASE}/alerts"), asking.account).of_case(case_id)
    document = found.document
    alert = next(
        (each for each in document["alerts"] if (each["kind"], each["raised_by"]) == (kind.value, str(raised_by))), None
    )
    if alert is None:
        raise NotFoundError("Signalen finns inte i ärendet. Den kan ha försvunnit när en skattning rättades.")
    items = asking.reader(f"{_CASE}/timeline").timeline(case_id).document["items"]
    assert found.version is not None, "the alerts are of one case"
    return _Asked(
        document["number"], found.version, document["day"], alert, _contacts(items, alert["raised_on"]), _viewpoints(items)
    )


def _contacts(items: Sequence[Mapping[str, Any]], since: str) -> list[tuple[str, str]]:
    """The held sessions and the contacts since the alert, the latest first."""
    held = [
        (each.on, each.id, f"{each.kind.capitalize()} {day_text(each.on)}") for each in sessions_of(items, ())
        if each.outcome is SessionOutcome.HELD
    ]
    made = [
        (each["occurred"]["on"], each["entry"], f"{each['heading']} {day_text(each['occurred']['on'])}") for each in items
        if each["type"] in ("case.contact_made", "case.advice_talk_held") and each["type"] not in SESSION_TYPES
    ]
    return [(entry, text) for on, entry, text in sorted([*held, *made], reverse=True) if on >= since]


def _viewpoints(items: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [
        (each["entry"], f"{each['heading']} {day_text(each['occurred']['on'])}") for each in reversed(items)
        if each["type"] == "viewpoint.received"
    ]


def _shown(
    request: Request, case_id: UUID, asked: _Asked, form: Mapping[str, str], faults: Sequence[Fault] = (), status: int = 200,
    since: Sequence[Mapping[str, Any]] = (),
) -> Response:
    urgent = asked.alert["may_call_for_a_concern_report"]
    answered = asked.alert["answered"]
    answers = [
        (each.value, each.swedish) for each in AlertAnswer if each is not AlertAnswer.CONCERN_REPORT or urgent
    ]
    return shown(
        request, "case/alert.html", status=status, case_id=case_id, asked=asked, alert=asked.alert, faults=list(faults),
        typed={name: form.get(name, "") for name in _FIELDS}, key=form.get(KEY_FIELD, ""), seen=form.get(SEEN_FIELD, ""),
        answers=answers, since=since, is_conflict=status == 412, today=asked.day,
        answered="" if answered is None else AlertAnswer(answered["how"]).swedish,
    )
