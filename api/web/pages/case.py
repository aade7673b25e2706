"""Ärende: who, why, by which decision, the plan, the curves, the sessions, the journal, and what the rules say is missing."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn
from api.web.pages.asking import API, Asking
from api.web.pages.case_answers import case_answers, emergency_until_us
from api.web.pages.case_basics import basics_of, protection_in_words
from api.web.pages.case_view import LATEST_NOTES, LATEST_SESSIONS, case_page, notes_of
from api.web.pages.frame import shown
from api.work_reading import WorkReader
from projections.local_time import instant_text

router = APIRouter(include_in_schema=False)

NOTES_A_PAGE = 25
_TIMELINE = f"GET {API}/cases/{{case_id}}/timeline"


@router.get("/cases/{case_id}")
def show_case(request: Request, case_id: UUID, account: LoggedIn, known_at: str = "") -> Response:
    """Ärendet, som det är eller som det var känt vid en tidpunkt."""
    asking = Asking(request, account, case_id)
    answers = case_answers(asking, case_id, known_at or None)
    asking.close()
    until = answers.emergency_until_us
    return shown(
        request, "case/case.html", answers=answers, item=answers.item, page=case_page(answers), basics=basics_of(answers),
        known_at=known_at,
        writes=account.role.writes and not known_at, emergency_until=None if until is None else instant_text(until),
        may_open=asking.may(f"POST {API}/cases/{{case_id}}/emergency-access"),
        may_reconstruct=asking.may(f"GET {API}/cases/{{case_id}}/reconstruction"),
        latest_notes=LATEST_NOTES, latest_sessions=LATEST_SESSIONS, own_staff=account.staff,
    )


@router.get("/cases/{case_id}/journal")
def show_journal(request: Request, case_id: UUID, account: LoggedIn, known_at: str = "", after: int = 0) -> Response:
    """Journalen: alla anteckningar, den senaste först, en sida i taget."""
    asking = Asking(request, account, case_id)
    answer = WorkReader(asking.reader(_TIMELINE), account).of_case(case_id, known_at=known_at or None)
    until = emergency_until_us(asking, case_id)
    is_protected = bool(asking.board.protected.of([case_id]))
    asking.close()
    notes = notes_of(answer.document["items"], answer.document["duties"])
    start = max(after, 0)
    return shown(
        request, "case/journal.html", number=answer.document["number"], case_id=case_id, notes=notes[start:start + NOTES_A_PAGE],
        count=len(notes), first=start + 1, next_after=start + NOTES_A_PAGE if len(notes) > start + NOTES_A_PAGE else None,
        known_at=known_at, size=answer.document["known_at"], writes=account.role.writes and not known_at,
        emergency_until=None if until is None else instant_text(until),
        protection=protection_in_words(None, is_protected=is_protected),
    )
