"""Saving what is being written and is not recorded (sv. *utkast*): by the page's script as one writes, or by a button."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn
from api.web.pages.asking import Asking
from api.web.pages.frame import Fault, Form, go_to, target_of
from api.web.pages.note_form import FIELDS, NEW_SESSION, has_text
from api.web.pages.note_page import Draft, NotePage, note_page
from api.web.pages.page_drafts import VERSION_FIELD, PageDrafts, by_script, not_saved, saved, version_in
from api.web.pages.submitting import key_of
from api.web.refusals import refusal
from api.web.texts import _
from domain.draft import DraftHead
from domain.errors import DomainError, StaleVersionError

router = APIRouter(include_in_schema=False)


@router.post("/cases/{case_id}/notes/draft")
def save_draft(request: Request, case_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Spara utkastet; det står inte i akten."""
    asking = Asking(request, account, case_id)
    if not has_text(form):
        return _not_saved(request, asking, case_id, form, _("Det finns inget att spara än. Skriv något först."))
    try:
        head = _saved(PageDrafts(request, asking, case_id), case_id, form)
    except DomainError as refused:
        status = 412 if by_script(request) and isinstance(refused, StaleVersionError) else 422
        return _not_saved(request, asking, case_id, form, refusal(refused), status)
    asking.close()
    if by_script(request):
        return saved(head)
    target = target_of(form.get("next"))
    return go_to(f"/cases/{case_id}/notes/new?draft={head.draft_id}" + ("" if target == "/" else f"&next={target}"))


@router.post("/cases/{case_id}/notes/draft/{draft_id}/removal")
def remove_draft(request: Request, case_id: UUID, draft_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Ta bort ett utkast."""
    asking = Asking(request, account, case_id)
    drafts = PageDrafts(request, asking, case_id)
    drafts.remove(draft_id, version_in(form) or 0)
    asking.close()
    target = target_of(form.get("next"))
    return go_to(f"{f'/cases/{case_id}/notes/new' if target == '/' else target}?done=draft_removed")


def _saved(drafts: PageDrafts, case_id: UUID, form: Mapping[str, str]) -> DraftHead:
    session = form.get("session", "")
    fields = {name: form[name] for name in FIELDS if form.get(name)}
    return drafts.save(
        key_of(form), case_id, UUID(session) if session not in ("", NEW_SESSION) else None, fields,
        version_in(form),
    )


def _not_saved(
    request: Request, asking: Asking, case_id: UUID, form: Mapping[str, str], why: str, status: int = 422
) -> Response:
    if by_script(request):
        asking.close()
        return not_saved(why, status)
    page = NotePage(form, (Fault("text", why),), 422, Draft(form.get(VERSION_FIELD, "")))
    return note_page(request, asking, case_id, page)
