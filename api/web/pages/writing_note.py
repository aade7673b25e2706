"""Skriv anteckning: one text, with what it is about filled in; a draft until it is recorded, and signed at once if wanted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID, uuid4, uuid5

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.http.dependencies import LoggedIn
from api.web.forms.drafted import form_of, with_draft
from api.web.pages.asking import Asking
from api.web.pages.case_sessions import booking_of, case_sessions
from api.web.pages.frame import Fault, Form, go_to, target_of
from api.web.pages.note_form import NEW_SESSION, When, at_fields, booked_session_body, note_body, session_body, when_of
from api.web.pages.note_page import Draft, NotePage, draft_of, note_page
from api.web.pages.page_drafts import PageDrafts, version_in
from api.web.pages.signing_notes import SIGNATURES
from api.web.pages.submitting import KEY_FIELD, SEEN_FIELD, Submitted, key_of, new_key, submit
from api.web.texts import _
from api.writes.bookings import OUTCOMES
from api.writes.journal import NOTES
from domain.codes import SessionOutcome

router = APIRouter(include_in_schema=False)

_SESSIONS = "/cases/{case_id}/sessions"


@router.get("/cases/{case_id}/notes/new")
def new_note(
    request: Request, case_id: UUID, account: LoggedIn, session: str = "", draft: UUID | None = None, next: str | None = None
) -> Response:
    """Formuläret, med besöket ifyllt eller med ett utkast."""
    asking = Asking(request, account, case_id)
    drafts = PageDrafts(request, asking, case_id)
    if draft is not None:
        kept, version = drafts.read(draft)
        if (address := form_of(kept["fields"])) is not None:
            asking.close()
            return go_to(with_draft(address, draft, target_of(next)))
        form = {**kept["fields"], KEY_FIELD: str(draft), "next": next or ""}
        return note_page(request, asking, case_id, NotePage(form, draft=draft_of(version, kept["saved_at"])))
    sessions = case_sessions(asking, case_id, session)
    chosen = sessions.of_id(session)
    form = {KEY_FIELD: new_key(), SEEN_FIELD: str(sessions.version), "session": session, "next": next or ""}
    if chosen is not None:
        form |= {"on": chosen.on, "at": chosen.at, "participants": chosen.participants, "channel": "conversation"}
        form["session"] = chosen.id
        if asking.today is not None and chosen.on > asking.today.isoformat():
            # A time ahead that is called off: what is told of it is told today.
            form |= {"on": asking.today.isoformat(), "at": "", "outcome": SessionOutcome.CANCELLED.value}
    elif asking.today is not None:
        form["on"] = asking.today.isoformat()
    return note_page(request, asking, case_id, NotePage(form), sessions)


@router.post("/cases/{case_id}/notes/new")
def record_note(request: Request, case_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Skriv anteckningen i akten, och signera den om det begärs."""
    when, faults = when_of(form)
    if when is None:
        return _again(request, account, case_id, form, faults, 422)
    session, refused = _session(request, account, case_id, form, when)
    if refused is not None:
        return _again(request, account, case_id, form, at_fields(refused.faults), refused.status)
    # What has been recorded is chosen from now on, so that it is recorded once.
    form = {**form, "session": session.id or "", SEEN_FIELD: session.seen}
    recorded = submit(
        request, account, NOTES, {"case_id": case_id}, note_body(form, when, session.id), form, request_id=session.request_id
    )
    if recorded.written is None:
        return _again(request, account, case_id, form, at_fields(recorded.faults), recorded.status)
    _complete_draft(request, account, case_id, form)
    note_id = UUID(recorded.written.document["made"]["note_id"])
    done = "note_saved"
    if form.get("then") == "sign":
        signature = {**form, KEY_FIELD: str(uuid5(key_of(form), "signature")), SEEN_FIELD: "*"}
        ids = {"case_id": case_id, "note_id": note_id}
        signed = submit(request, account, SIGNATURES, ids, {}, signature, request_id=uuid4())
        done = "note_signed" if signed.written is not None else "note_not_signed"
    return go_to(_after(form, case_id, done))


class _Session(NamedTuple):
    """The session that a note is about.

    Args:
        seen: The version of the case that the note's writer has seen, their own session counted.
        request_id: Of the record of the note's write; None = the request's own, which no session has taken.
    """

    id: str | None
    seen: str
    request_id: UUID | None = None


def _session(
    request: Request, account: Account, case_id: UUID, form: Mapping[str, str], when: When
) -> tuple[_Session, Submitted | None]:
    """The session, recorded now if it is a new one; or the refusal of that."""
    chosen, seen = form.get("session", ""), form.get(SEEN_FIELD, "")
    booking = booking_of(chosen)
    if booking is not None:
        ids = {"case_id": case_id, "booking_id": booking.booking_id}
        return _recorded(request, account, OUTCOMES, ids, booked_session_body(form, when), form, booking.session_id)
    if chosen != NEW_SESSION:
        return _Session(chosen or None, seen), None
    faults = [Fault(name, text) for name, text in (
        ("outcome", _("Ange om besöket blev av.")), ("kind", _("Ange vad det var för slags besök.")),
    ) if not form.get(name)]
    if faults:
        return _Session(None, seen), Submitted(None, faults)
    return _recorded(request, account, _SESSIONS, {"case_id": case_id}, session_body(form, when), form)


def _recorded(
    request: Request, account: Account, write: str, ids: Mapping[str, UUID], body: Mapping[str, Any], form: Mapping[str, str],
    session_id: UUID | None = None,
) -> tuple[_Session, Submitted | None]:
    """A session that the same form records, or the refusal of that.

    Args:
        session_id: Of one that was booked; None = the write makes it.
    """
    keyed = {**form, KEY_FIELD: str(uuid5(key_of(form), "session"))}
    recorded = submit(request, account, write, ids, body, keyed)
    if recorded.written is None:
        return _Session(None, form.get(SEEN_FIELD, "")), recorded
    written = recorded.written
    recorded_id = session_id or written.document["made"]["session_id"]
    return _Session(str(recorded_id), str(written.version), uuid4()), None


def _again(
    request: Request, account: Account, case_id: UUID, form: Mapping[str, str], faults: list[Fault], status: int
) -> Response:
    """The form once more with what was typed, and what is wrong; of two writers, with what the other one wrote."""
    asking = Asking(request, account, case_id)
    if status == 412:
        faults = [Fault("since", _("Någon annan skrev i ärendet medan du skrev. Inget av ditt är sparat i akten än."))]
    page = NotePage(form, faults=tuple(faults), status=status, draft=Draft(form.get("draft_version", ""), None))
    return note_page(request, asking, case_id, page)


def _complete_draft(request: Request, account: Account, case_id: UUID, form: Mapping[str, Any]) -> None:
    version = version_in(form)
    if version is not None:
        drafts = PageDrafts(request, Asking(request, account, case_id), case_id)
        drafts.complete(key_of(form), version, key_of(form))


def _after(form: Mapping[str, str], case_id: UUID, done: str) -> str:
    target = target_of(form.get("next"))
    target = f"/cases/{case_id}" if target == "/" else target
    return f"{target}{'&' if '?' in target else '?'}done={done}"
