"""Att signera: the author's notes that wait for a signature, each with its text, so that nobody signs what they have not read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn
from api.note_reading import case_notes
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Fault, Form, go_to, shown, target_of
from api.web.pages.note_form import KIND_NAMES
from api.web.pages.submitting import SEEN_FIELD, new_key, submit
from api.work_reading import WorkReader
from api.writes.journal import NOTES
from projections.statements.fact import FactKind

router = APIRouter(include_in_schema=False)

SIGNATURES = NOTES + "/{note_id}/signatures"
_YEAR_DAYS = 366
_MOST = 20


@router.get("/notes/unsigned")
def unsigned_notes(request: Request, account: LoggedIn, after: str | None = None) -> Response:
    """De anteckningar som väntar på din signatur."""
    return _list(request, Asking(request, account), after)


@router.post("/cases/{case_id}/notes/{note_id}/sign")
def sign_note(request: Request, case_id: UUID, note_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Signera en anteckning som den lyder nu."""
    body = {"correction_id": form.get("correction") or None, "in_place_reason": form.get("in_place_reason", "").strip() or None}
    signed = submit(
        request, account, SIGNATURES, {"case_id": case_id, "note_id": note_id}, body, {**form, SEEN_FIELD: "*"}
    )
    if signed.written is None:
        faults = [Fault(f"note-{note_id}", each.text) for each in signed.faults]
        return _list(request, Asking(request, account, case_id), None, faults, status=signed.status)
    target = target_of(form.get("next"))
    return go_to("/notes/unsigned?done=signed" if target == "/" else target)


def _list(
    request: Request, asking: Asking, after: str | None, faults: Iterable[Fault] = (), *, status: int = 200
) -> Response:
    if asking.account.staff is None:
        # Nobody signs in the name of an account: without a list of one's own there is nothing to sign.
        asking.close()
        return shown(request, "notes/unsigned.html", notes=[], faults=[], further=None, names=KIND_NAMES)
    duties = WorkReader(asking.reader(f"GET {API}/duties"), asking.account)
    answer, further = duties.duties(
        days=_YEAR_DAYS, kind=FactKind.SIGN_NOTE, staff=asking.account.staff, limit=_MOST, after=after
    )
    waiting: dict[str, list[dict[str, Any]]] = {}
    for duty in answer.document["duties"]:
        waiting.setdefault(duty["case"], []).append(duty)
    notes = [note for case, of_case in waiting.items() for note in _notes(asking, UUID(case), of_case)]
    asking.close()
    return shown(
        request, "notes/unsigned.html", status=status, notes=notes, faults=list(faults), further=further, names=KIND_NAMES,
    )


def _notes(asking: Asking, case_id: UUID, duties: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What waits in one case, as it is to be read; a case is one reading, and few wait at a time."""
    known = case_notes(asking.reader(f"GET {API}/cases/{{case_id}}/journal"), case_id).notes
    found = [(duty, known.get(UUID(duty["about"]))) for duty in duties]
    return [
        {"duty": duty, "note": note, "key": new_key(), "is_own": note.author_id == asking.account.staff}
        for duty, note in found if note is not None
    ]
