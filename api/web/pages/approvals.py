"""Godkännanden: what takes two people, for whoever may be the second, and what they have answered."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from adapters.postgres.registers import Registers
from api.approvals import actor_of
from api.http.dependencies import LoggedIn
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.pages.review_frame import may_write
from api.web.pages.submitting import Submitted, new_key, submit
from api.web.texts import _
from domain.approval.codes import ApprovalStatus

router = APIRouter(include_in_schema=False)

HERE = "/approvals"
_ANSWERS: Mapping[str, str] = {"grant": "grants", "deny": "denials"}


@router.get(HERE)
def approvals_page(request: Request, account: LoggedIn) -> Response:
    """Det som väntar på en andra person, och det som är besvarat."""
    return _page(request, account, None, Submitted(None), {})


@router.post(HERE + "/{approval_id}/answer")
def answer(request: Request, approval_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Godkänn eller neka det som en annan person har begärt."""
    chosen = _ANSWERS.get(form.get("answer", ""))
    if chosen is None:
        refused = Submitted(None, [Fault("answer", _("Välj om du godkänner eller nekar"))])
        return _page(request, account, approval_id, refused, form)
    body = {"approval_answer_reason": form.get("reason", "").strip()}
    submitted = submit(request, account, f"{HERE}/{{approval_id}}/{chosen}", {"approval_id": approval_id}, body, form)
    if submitted.written is None:
        return _page(request, account, approval_id, submitted, form)
    return go_to(f"{HERE}?done=saved")


def _page(
    request: Request, account: Account, asked: UUID | None, submitted: Submitted, kept: Mapping[str, str]
) -> Response:
    asking = Asking(request, account)
    found = asking.reader(f"GET {API}/approvals").register("approvals")[0].document["approvals"]
    names = {str(key): each.name for key, each in Registers(asking.board.ledger).staff().items()}
    own = str(actor_of(asking.board, account))
    asking.close()
    waiting = [each for each in found if each["status"] == ApprovalStatus.ASKED.value]
    return shown(
        request, "operations/approvals.html", status=submitted.status if submitted.faults else 200,
        faults=list(submitted.faults), waiting=waiting, answered=[each for each in found if each not in waiting][::-1][:50],
        names=names, own=own, asked=None if asked is None else str(asked), kept=kept, key=kept.get("key") or new_key(),
        may_answer=may_write(account, f"{HERE}/{{approval_id}}/grants"), may_ask=may_write(account, HERE),
    )
