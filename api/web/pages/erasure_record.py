"""One record before it is erased (sv. *akten inför gallring*): what it holds, what hinders, and that the archive has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.access import today
from api.erasure_desk import ErasureDesk
from api.http.dependencies import LoggedIn, own_board
from api.web.keeping import is_only_shown
from api.web.pages.erasure import HERE, desk_of, may_erase, numbers_of
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.pages.submitting import key_of, new_key
from api.web.refusals import refusal
from api.web.texts import _
from domain.codes import YesNoUnknown
from domain.errors import DomainError, ErasedError, NotFoundError
from domain.retention.codes import HoldKind, RecordContent

router = APIRouter(include_in_schema=False)

_ONE = HERE + "/records/{record_id}"


@router.get(_ONE)
def record_page(request: Request, record_id: UUID, account: LoggedIn) -> Response:
    """Vad som är sagt om en akt inför gallring."""
    return _page(request, account, record_id, (), {})


@router.post(_ONE + "/examinations")
def examine(request: Request, record_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Anteckna vad akten innehåller som styr hur länge den sparas."""
    faults = [
        Fault(name, _("Svara på frågan")) for name in ("sampled_birthday", "other_data")
        if form.get(name) not in {each.value for each in YesNoUnknown}
    ]
    return _acted(request, account, record_id, form, faults, lambda desk: desk.examine(
        record_id, key_of(form), record_contents=[each for each in RecordContent if form.get(f"content-{each.value}")],
        sampled_birthday=YesNoUnknown(form["sampled_birthday"]), other_data=YesNoUnknown(form["other_data"]),
    ))


@router.post(_ONE + "/holds")
def hold(request: Request, record_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Sätt ett gallringshinder, med grund och dag för omprövning."""
    faults = [] if form.get("hold_kind") in {each.value for each in HoldKind} else [Fault("hold_kind", _("Välj slag av hinder"))]
    review_on = _day(form, "review_hold_on", faults)
    return _acted(request, account, record_id, form, faults, lambda desk: desk.hold(
        record_id, key_of(form), hold_kind=HoldKind(form["hold_kind"]), hold_basis=form.get("hold_basis", "").strip(),
        review_hold_on=review_on,
    ))


@router.post(_ONE + "/holds/{hold_id}/release")
def release(request: Request, record_id: UUID, hold_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Häv ett gallringshinder."""
    reason = form.get("reason", "").strip()
    faults = [] if reason else [Fault("reason", _("Skriv varför hindret hävs"))]
    return _acted(request, account, record_id, form, faults, lambda desk: desk.release(
        record_id, key_of(form), hold_id=hold_id, reason=reason
    ))


@router.post(_ONE + "/archive-receipt")
def archived(request: Request, record_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Anteckna arkivets kvittens på hela akten."""
    faults: list[Fault] = []
    archived_on = _day(form, "archived_on", faults)
    return _acted(request, account, record_id, form, faults, lambda desk: desk.archived(
        record_id, key_of(form), archive=form.get("archive", "").strip(), archived_on=archived_on,
        archive_receipt=form.get("archive_receipt", "").strip(), archived_sha256=form.get("archived_sha256", "").strip() or None,
    ))


def _page(
    request: Request, account: Account, record_id: UUID, faults: Sequence[Fault], kept: Mapping[str, str]
) -> Response:
    board = own_board(request, account, None)
    if board.family_of(record_id) not in ("case", "concern", "erased"):
        raise NotFoundError("Akten finns inte i nämnden. Kontrollera uuid:t.")
    mark = board.mark_of(record_id)
    if mark is not None and mark.whole_stream:
        raise ErasedError(basis=mark.erasure_basis, erased_on=mark.marked_on)
    found = desk_of(request, account).retention(record_id)
    return shown(
        request, "erasure/record.html", status=422 if faults else 200, faults=list(faults), found=found, record_id=str(record_id),
        number=numbers_of(board, [str(record_id)]).get(str(record_id)), may_erase=may_erase(account), kept=kept,
        key=kept.get("key") or new_key(), contents=[(each.value, each.swedish) for each in RecordContent], today=today(board),
        answers={each.value: each.swedish for each in YesNoUnknown}, kinds=[(each.value, each.swedish) for each in HoldKind],
    )


def _acted(
    request: Request, account: Account, record_id: UUID, form: Mapping[str, str], faults: Sequence[Fault],
    act: Callable[[ErasureDesk], dict[str, Any]],
) -> Response:
    if faults or is_only_shown(request):
        return _page(request, account, record_id, faults, form)
    try:
        act(desk_of(request, account))
    except (NotFoundError, ErasedError):
        raise
    except DomainError as refused:
        return _page(request, account, record_id, [Fault("form", refusal(refused))], form)
    return go_to(f"{HERE}/records/{record_id}?done=saved")


def _day(form: Mapping[str, str], name: str, faults: list[Fault]) -> date:
    try:
        return date.fromisoformat(form.get(name, ""))
    except ValueError:
        faults.append(Fault(name, _("Ange dagen")))
        return date.min
