"""Synpunkter: the register with its filters, and a new viewpoint in under a minute, by itself or from a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.http.dependencies import LoggedIn
from api.register_reading import sought_in
from api.web.forms.choosing import Choosing
from api.web.forms.subject import NEW
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Form, go_to, shown, target_of
from api.web.pages.own_forms import OwnForm, Shown, Wording
from api.web.pages.parts import after_in, parts_of
from api.web.pages.results_asked import unit_choices
from api.web.pages.review_frame import may_write
from api.web.pages.viewpoint_view import shown_viewpoint
from api.web.pages.write_forms import Sent
from api.web.texts import _
from domain.codes import Code, ViewpointKind, ViewpointSubject
from domain.errors import InvalidValueError
from domain.viewpoint.codes import AdaptationState

router = APIRouter(include_in_schema=False)

VIEWPOINTS = f"GET {API}/viewpoints"
PARTS = (
    ("/viewpoints", "Register"), ("/viewpoints/meeting", "Veckomöte"), ("/viewpoints/themes", "Teman"),
    ("/registers", "Andra register"),
)
_A_PAGE = 30
_FILTERS: Mapping[str, tuple[str, type[Code], str]] = {
    "kind": ("Slag", ViewpointKind, "kind"), "state": ("Läge", AdaptationState, "adaptation_state"),
    "subject": ("Gäller", ViewpointSubject, "subject_category"),
}
_WORDINGS: Mapping[str, Wording] = {
    "description": Wording("Vad sades", "Skriv med personens egna ord."),
    "case_id": Wording("Ärendets nummer", "Lämna tomt om synpunkten inte hör till något ärende."),
    "givers": Wording("Vem lämnade den", "En rad för varje person, utan namn."),
}


@router.get("/viewpoints")
def register(request: Request, account: LoggedIn) -> Response:
    """Registret över synpunkter, det senaste först."""
    asking, query = Asking(request, account), request.query_params
    chosen = {name: _chosen(query.get(name, ""), kind) for name, (_label, kind, _field) in _FILTERS.items()}
    unit, known_at, after = query.get("unit") or "", query.get("known_at") or None, after_in(request)

    def wanted(document: dict[str, Any]) -> bool:
        in_unit = unit in ("", document["unit"])
        return in_unit and all(value in ("", document[_FILTERS[name][2]]) for name, value in chosen.items())

    found = sought_in(
        asking.reader(VIEWPOINTS), "viewpoints", wanted, lambda each: (each["received_on"], each["viewpoint"]), known_at=known_at,
        limit=_A_PAGE, after=after,
    )
    units = unit_choices(asking, known_at)
    asking.close()
    return in_viewpoints(
        request, account, "register", known_at=known_at, size=found.answer.document["known_at"], count=found.count, unit=unit,
        units=units, after=after, filters=[(name, _(label), [(each.value, _(each.swedish)) for each in kind], chosen[name])
                                           for name, (label, kind, _field) in _FILTERS.items()],
        viewpoints=[shown_viewpoint(each, dict(units)) for each in found.answer.document["found"]],
        may_add=may_write(account, "/viewpoints"), kept={**chosen, "unit": unit},
        next_after=found.answer.document["found"][-1]["viewpoint"] if found.has_more else None,
    )


@router.get("/viewpoints/new")
def new_viewpoint(request: Request, account: LoggedIn) -> Response:
    """Formuläret för en ny synpunkt."""
    asking = Asking(request, account)
    pairs = [("kind", "viewpoint"), ("channel", "oral"), ("givers-0-giver", "client")]
    if asking.today is not None:
        pairs.append(("received_on", asking.today.isoformat()))
        own_unit = asking.access.place().own_unit
        pairs += [] if own_unit is None else [("unit", str(own_unit))]
    if account.staff is not None:
        pairs.append(("received_by_id", str(account.staff)))
    if case := request.query_params.get("case"):
        pairs.append(("case_id", Choosing(request, asking, NEW).number_of(case)))
    return _form_page(request, asking, _own_form(request, asking).opened(pairs), target_of(request.query_params.get("next")))


@router.post("/viewpoints/new")
def take_in(request: Request, form: Form, posted: Sent, account: LoggedIn) -> Response:
    """Ta emot synpunkten."""
    asking, onward = Asking(request, account), target_of(form.get("next"))
    own = _own_form(request, asking)
    if (other := own.with_other_rows(form, posted)) is not None:
        return _form_page(request, asking, other, onward)
    submitted = own.sent(account, form, posted)
    if submitted.written is None:
        return _form_page(request, asking, own.again(form, posted, submitted), onward, submitted.status)
    if onward != "/":
        return go_to(f"{onward}{'&' if '?' in onward else '?'}done=saved")
    return go_to(f"/viewpoints/{submitted.written.document['stream']}?done=viewpoint_received")


def in_viewpoints(request: Request, account: Account, template: str, *, status: int = 200, **context: Any) -> Response:
    """A page of this part of the service."""
    parts = parts_of(account, request.url.path, PARTS)
    return shown(request, f"viewpoints/{template}.html", status=status, parts=parts, **context)


def _own_form(request: Request, asking: Asking) -> OwnForm:
    return OwnForm(request, asking, "/viewpoints", {}, _WORDINGS)


def _form_page(request: Request, asking: Asking, form: Shown, onward: str, status: int = 200) -> Response:
    answer = in_viewpoints(request, asking.account, "new", status=status, form=form, next="" if onward == "/" else onward)
    asking.close()
    return answer


def _chosen(value: str, kind: type[Code]) -> str:
    if value and value not in {each.value for each in kind}:
        raise InvalidValueError("Urvalet finns inte. Välj i listan.")
    return value
