"""Gallring: what has had its time and why, what is kept, and each erasure from its proposal to its certificate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.access_log import LOGGED
from adapters.accounts import Account
from adapters.postgres.registers import Registers
from api.access_matrix import rule_of
from api.approvals import actor_of
from api.erasure_desk import ErasureDesk
from api.http.barrier import request_id_of
from api.http.dependencies import LoggedIn, action_of, caller_of, own_board
from api.http.erasure_routes import certificate_pages
from api.main import OpenBoard
from api.shell_writing import simulated_time
from api.web.keeping import is_only_shown
from api.web.pages.asking import API
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.pages.submitting import key_of, new_key
from api.web.refusals import refusal
from api.web.texts import _
from domain.errors import DomainError, InvalidValueError, NotFoundError

router = APIRouter(include_in_schema=False)

HERE = "/erasure"
_ONE = HERE + "/proposals/{erasure_id}"
_MOST = 100
"""Records that are shown at once of a list."""


@router.get(HERE)
def due_page(request: Request, account: LoggedIn) -> Response:
    """Akterna vars tid är ute, de som sparas och varför, och gallringarna."""
    return _due(request, account, ())


@router.post(HERE)
async def propose(request: Request, form: Form, account: LoggedIn) -> Response:
    """Föreslå gallring av de valda akterna; listan fryses."""
    chosen = [UUID(value) for name, value in (await request.form()).multi_items() if name == "record" and isinstance(value, str)]
    if not chosen:
        return _due(request, account, [Fault("record", _("Välj minst en akt att föreslå"))])
    try:
        document = desk_of(request, account).propose(key_of(form), chosen)
    except DomainError as refused:
        return _due(request, account, [Fault("record", refusal(refused))])
    return go_to(f"{HERE}/proposals/{document['erasure']}?done=saved")


@router.get(_ONE)
def erasure_page(request: Request, erasure_id: UUID, account: LoggedIn) -> Response:
    """En gallring: listan, vilka två som står för den, och hur långt varje akt har kommit."""
    return _erasure(request, account, erasure_id, (), {})


@router.post(_ONE + "/approval")
def approve(request: Request, erasure_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Godkänn ett förslag som en annan person har lämnat."""
    return _acted(request, account, erasure_id, form, "approval_note", lambda desk: desk.approve(
        erasure_id, key_of(form), approval_note=form.get("approval_note", "").strip()
    ))


@router.post(_ONE + "/withdrawal")
def withdraw(request: Request, erasure_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Återta ett förslag som inte är påbörjat."""
    return _acted(request, account, erasure_id, form, "reason", lambda desk: desk.withdraw(
        erasure_id, key_of(form), reason=form.get("reason", "").strip()
    ))


@router.get(_ONE + "/execution")
def confirm_page(request: Request, erasure_id: UUID, account: LoggedIn) -> Response:
    """Vad som försvinner, innan gallringen verkställs."""
    return _confirm(request, account, erasure_id, ())


@router.post(_ONE + "/execution")
def execute(request: Request, erasure_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Verkställ en godkänd gallring, eller fortsätt där den avbröts."""
    if form.get("understood") != "yes":
        return _confirm(request, account, erasure_id, [Fault("understood", _("Bekräfta att akterna ska förstöras för alltid"))])
    try:
        desk_of(request, account).execute(erasure_id)
    except NotFoundError:
        raise
    except DomainError as refused:
        return _confirm(request, account, erasure_id, [Fault("understood", refusal(refused))])
    return go_to(f"{HERE}/proposals/{erasure_id}?done=saved")


@router.get(_ONE + "/certificate")
def certificate(request: Request, erasure_id: UUID, account: LoggedIn) -> Response:
    """Intyget om en verkställd gallring som PDF/A, utan identitet."""
    document = desk_of(request, account).certificate(erasure_id)
    headers = {"Content-Disposition": f'attachment; filename="gallringsintyg-{erasure_id}.pdf"'}
    return Response(certificate_pages(document), media_type="application/pdf", headers=headers)


def desk_of(request: Request, account: Account) -> ErasureDesk:
    """Somebody at work with erasure; what they ask for is one record in the access log."""
    board, request_id, logged = own_board(request, account, None), request_id_of(request), LOGGED.get()
    if logged is not None and request_id in logged:
        # A form that is shown again: its request has the record of the refusal, and shows more.
        request_id = uuid4()
    return ErasureDesk(
        board, account, caller=caller_of(account), action=action_of(request), request_id=request_id,
        simulated_us=simulated_time(board),
    )


def numbers_of(board: OpenBoard, records: Iterable[str]) -> dict[str, str]:
    """The numbers of cases that are there, by id; what was a report of concern, or is erased, has none."""
    wanted = {UUID(each) for each in records}
    return {str(each.case_id): each.number for each in board.views.cases_of(wanted, board.ledger.size())}


def may_erase(account: Account) -> bool:
    """Whether a role works with erasure, or only reads about it."""
    rule = rule_of(f"POST {API}/erasures")
    return rule is not None and rule.relation(account.role) is not None


def _due(request: Request, account: Account, faults: Sequence[Fault]) -> Response:
    board, desk = own_board(request, account, None), desk_of(request, account)
    due, erasures = desk.due_beside(), desk.erasures()["erasures"]
    proposed = {
        each["record"] for erasure in erasures if erasure["stage"] in ("proposed", "approved", "under_way")
        for each in erasure["records"]
    }
    records, kept = due["due"][:_MOST], due["kept"][:_MOST]
    return shown(
        request, "erasure/due.html", status=422 if faults else 200, faults=list(faults), due=due, records=records, kept=kept,
        numbers=numbers_of(board, (each["record"] for each in [*records, *kept])), proposed=proposed, erasures=erasures,
        may_erase=may_erase(account), key=new_key(), holds={each["record"] for each in due["holds_to_review"]},
    )


def _erasure(
    request: Request, account: Account, erasure_id: UUID, faults: Sequence[Fault], kept: Mapping[str, str]
) -> Response:
    board = own_board(request, account, None)
    found = desk_of(request, account).erasure(erasure_id)
    names = {str(key): each.name for key, each in Registers(board.ledger).staff().items()}
    return shown(
        request, "erasure/erasure.html", status=422 if faults else 200, faults=list(faults), found=found, names=names,
        records=found["records"][:_MOST], numbers=numbers_of(board, (each["record"] for each in found["records"][:_MOST])),
        may_erase=may_erase(account), is_own=found["proposed_by"] == str(actor_of(board, account)), kept=kept,
        key=kept.get("key") or new_key(),
    )


def _confirm(request: Request, account: Account, erasure_id: UUID, faults: Sequence[Fault]) -> Response:
    board = own_board(request, account, None)
    found = desk_of(request, account).erasure(erasure_id)
    left = [each for each in found["records"] if each["purged"] is None and not each["spared"]]
    return shown(
        request, "erasure/confirm.html", status=422 if faults else 200, faults=list(faults), found=found, left=left,
        numbers=numbers_of(board, (each["record"] for each in left[:_MOST])),
    )


def _acted(
    request: Request, account: Account, erasure_id: UUID, form: Mapping[str, str], field: str,
    act: Callable[[ErasureDesk], dict[str, Any]],
) -> Response:
    if is_only_shown(request):
        return _erasure(request, account, erasure_id, (), form)
    try:
        act(desk_of(request, account))
    except NotFoundError:
        raise
    except InvalidValueError as refused:
        return _erasure(request, account, erasure_id, [Fault(field, refusal(refused))], form)
    except DomainError as refused:
        return _erasure(request, account, erasure_id, [Fault("form", refusal(refused))], form)
    return go_to(f"{HERE}/proposals/{erasure_id}?done=saved")
