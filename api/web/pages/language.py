"""Choosing the language of the pages (sv. *språkval*); it is kept in the browser, and says nothing of who chose."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn
from api.http.session_cookies import is_over_tls
from api.web.pages.frame import LANGUAGE_COOKIE, Form, go_to, target_of
from api.web.texts import LANGUAGES, SWEDISH

router = APIRouter(include_in_schema=False)

_YEAR_SECONDS = 365 * 86_400


@router.post("/language")
def choose_language(request: Request, form: Form, account: LoggedIn) -> Response:
    """Välj språk."""
    answer, chosen = go_to(target_of(form.get("next"))), form.get("language", SWEDISH)
    answer.set_cookie(
        LANGUAGE_COOKIE, chosen if chosen in LANGUAGES else SWEDISH, max_age=_YEAR_SECONDS, path="/",
        secure=is_over_tls(request), httponly=True, samesite="lax",
    )
    return answer
