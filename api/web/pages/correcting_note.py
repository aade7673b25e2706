"""Rätta en anteckning: the whole text anew, beside the original, which stays legible for ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn
from api.note_reading import NoteNow, case_notes, note_of
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Fault, Form, go_to, shown, target_of
from api.web.pages.note_form import KIND_NAMES, TEXT_FIELDS, When, at_fields, texts_of, when_of
from api.web.pages.submitting import KEY_FIELD, SEEN_FIELD, new_key, submit
from api.web.pages.written_since import written_since
from api.web.texts import _
from api.writes.journal import NOTES

router = APIRouter(include_in_schema=False)

_CORRECTIONS = NOTES + "/{note_id}/corrections"
_CORRECTED = ("reason", "on", "at", "information_source", *TEXT_FIELDS)


@router.get("/cases/{case_id}/notes/{note_id}/correct")
def correct_note_page(request: Request, case_id: UUID, note_id: UUID, account: LoggedIn, next: str | None = None) -> Response:
    """Formuläret med anteckningen som den lyder nu."""
    return _page(request, Asking(request, account, case_id), case_id, note_id, None, target=target_of(next))


@router.post("/cases/{case_id}/notes/{note_id}/correct")
def correct_note(request: Request, case_id: UUID, note_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Rätta anteckningen; den tidigare lydelsen står kvar."""
    when, faults = when_of(form)
    if not form.get("reason", "").strip():
        faults = [*faults, Fault("reason", _("Skriv varför anteckningen rättas."))]
    status = 422
    if when is not None and not faults:
        ids = {"case_id": case_id, "note_id": note_id}
        corrected = submit(request, account, _CORRECTIONS, ids, _body(form, when), form)
        if corrected.written is not None:
            target = target_of(form.get("next"))
            target = f"/cases/{case_id}" if target == "/" else target
            return go_to(f"{target}{'&' if '?' in target else '?'}done=note_corrected")
        faults, status = at_fields(corrected.faults), corrected.status
        if status == 412:
            faults = [Fault("since", _("Någon annan skrev i ärendet medan du rättade. Rättelsen är inte sparad än."))]
    asking = Asking(request, account, case_id)
    return _page(
        request, asking, case_id, note_id, form, faults, status, target=target_of(form.get("next"))
    )


def _body(form: Mapping[str, str], when: When) -> dict[str, Any]:
    return {
        "texts": texts_of(form), "reason": form.get("reason", "").strip(), "occurred": when.body(),
        "information_source": form.get("information_source", "").strip() or None,
    }


def _page(
    request: Request, asking: Asking, case_id: UUID, note_id: UUID, form: Mapping[str, str] | None,
    faults: Sequence[Fault] = (), status: int = 200, *, target: str,
) -> Response:
    notes = case_notes(asking.reader(f"GET {API}/cases/{{case_id}}/journal"), case_id)
    note, is_conflict = note_of(notes, note_id), status == 412
    typed = _filled_in(note) if form is None else {name: form.get(name, "") for name in _CORRECTED}
    seen = str(notes.version) if form is None or is_conflict else form.get(SEEN_FIELD, "")
    since = written_since(asking, case_id, "" if form is None else form.get(SEEN_FIELD, "")) if is_conflict else []
    asking.close()
    return shown(
        request, "notes/correct.html", status=status, case_id=case_id, number=notes.number, note=note, typed=typed,
        faults=list(faults), key=new_key() if form is None else form[KEY_FIELD], seen=seen, next=target, names=KIND_NAMES,
        is_conflict=is_conflict, since=since, today=asking.today,
    )


def _filled_in(note: NoteNow) -> dict[str, str]:
    texts = {field: note.texts.get(kind, "") for field, kind in TEXT_FIELDS.items()}
    at = note.occurred.at
    return {
        "reason": "", "on": note.occurred.on.isoformat(), "at": "" if at is None else f"{at:%H:%M}",
        "information_source": note.information_source or "", **texts,
    }
