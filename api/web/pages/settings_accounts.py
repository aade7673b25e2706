"""Accounts and rights (sv. *behörighetsgenomgång*): who may do what, looked at once a year by somebody else than its holder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account, Role
from adapters.postgres.registers import Registers
from api.access_matrix import rule_of
from api.http.barrier import request_id_of
from api.http.dependencies import LoggedIn, action_of, caller_of, own_board
from api.problems import UsageError
from api.rights_review import RightsDesk, rights_reviews
from api.shell_writing import simulated_time
from api.web.keeping import is_only_shown
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.pages.submitting import KEY_FIELD, key_of, new_key
from api.web.refusals import refusal
from api.web.texts import _
from domain.errors import DomainError
from domain.rights_review.codes import RightsDecision

router = APIRouter(include_in_schema=False)

_HERE = "/settings/accounts"
_DECISIONS = tuple(each.value for each in RightsDecision)
_READ, _WRITE = f"GET {API}/rights-reviews", f"POST {API}/rights-reviews"


@router.get(_HERE)
def accounts_page(request: Request, account: LoggedIn) -> Response:
    """Behörighetsgenomgångarna: den som pågår, när nästa ska vara klar, och vad som har beslutats."""
    return _page(request, account, {}, ())


@router.post(_HERE)
def begin_review(request: Request, form: Form, account: LoggedIn) -> Response:
    """Påbörja en genomgång."""
    return _done(request, account, form, lambda desk: desk.begin(key_of(form)))


@router.post(_HERE + "/{rights_review_id}/decisions")
def decide(request: Request, rights_review_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Besluta om ett konto; det gäller genast."""
    faults = [
        Fault(name, text) for name, text in (
            ("account", _("Välj vilket konto det gäller")), ("reason", _("Skriv varför")),
        ) if not form.get(name, "").strip()
    ]
    if form.get("decision") not in _DECISIONS:
        faults.append(Fault("decision", _("Välj vad som beslutas")))
    if faults:
        return _page(request, account, form, faults)
    role = form.get("new_role") if form["decision"] == RightsDecision.CHANGED.value else None
    return _done(request, account, form, lambda desk: desk.decide(
        rights_review_id, form["account"], RightsDecision(form["decision"]), form["reason"].strip(), role or None, key_of(form)
    ))


@router.post(_HERE + "/{rights_review_id}/closing")
def close(request: Request, rights_review_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Avsluta genomgången."""
    return _done(request, account, form, lambda desk: desk.close(rights_review_id, key_of(form)))


def _done(
    request: Request, account: Account, form: Mapping[str, str], act: Callable[[RightsDesk], dict[str, Any]]
) -> Response:
    if is_only_shown(request):
        return _page(request, account, form, ())
    board = own_board(request, account, None)
    try:
        act(RightsDesk(
            board, account, caller=caller_of(account), action=action_of(request), request_id=request_id_of(request),
            simulated_us=simulated_time(board),
        ))
    except (DomainError, UsageError) as refused:
        return _page(request, account, form, [Fault("form", refusal(refused))])
    return go_to(f"{_HERE}?done=saved")


def _page(request: Request, account: Account, form: Mapping[str, str], faults: Sequence[Fault]) -> Response:
    asking = Asking(request, account)
    document = rights_reviews(asking.reader(_READ)).document
    names = {str(key): each.name for key, each in Registers(asking.board.ledger).staff().items()}
    asking.close()
    rule = rule_of(_WRITE)
    return shown(
        request, "settings/accounts.html", status=422 if faults else 200, form=form, faults=list(faults), reviews=document,
        names=names, key=form.get(KEY_FIELD) or new_key(), decisions=[(each.value, _(each.swedish)) for each in RightsDecision],
        roles=[(each.value, each.value) for each in Role],
        may_decide=rule is not None and rule.relation(account.role) is not None,
    )
