"""A form that was kept, shown again (sv. *undanlagt formulär*): by the page that it was sent to, which writes nothing."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from adapters.postgres.ledger import RECORDS_NOTHING
from api.http.dependencies import LoggedIn, own_board
from api.http.session_cookies import CSRF_HEADER, csrf_token, token_in
from api.problems import PurposeRequiredError
from api.web.keeping import HERE, kept_forms, time_kept, whose_is
from api.web.kept_forms import KeptForm
from api.web.pages.frame import here, shown
from api.web.pages.purpose_form import purpose_form
from domain.errors import ErasedError

router = APIRouter(include_in_schema=False)

_PASSED_ON = (
    "type", "asgi", "http_version", "scheme", "server", "client", "root_path", "app", "starlette.exception_handlers",
    "fastapi_middleware_astack",
)
_FIT = (b"cookie", b"accept", b"accept-language", b"host")
_WITH_FAULTS = (412, 422)


@router.get(HERE + "/{kept_id}")
async def kept_page(request: Request, kept_id: UUID, account: LoggedIn) -> Response:
    """Ett formulär som inte kunde tas emot, med allt som var ifyllt."""
    session, device = getattr(request.state, "session", None), token_in(request, "device")
    forms = kept_forms(request)
    form = None if session is None or device is None else forms.opened(kept_id, whose_is(session), device)
    if form is None:
        return shown(request, "forms/not_kept.html", status=404, is_recorded=False, time=time_kept(request))
    if await run_in_threadpool(own_board(request, account, None).recorded_command, form.key):
        # It was recorded before the log-in ended, or the database stopped answering just after.
        forms.forget(whose_is(session), form.key)
        return shown(request, "forms/not_kept.html", is_recorded=True, time=time_kept(request))
    request.state.kept, request.state.kept_id = form, kept_id
    inner = _as_sent(request, form)
    nothing_is_recorded = RECORDS_NOTHING.set(True)
    try:
        return await _answer(request, inner, form)
    except PurposeRequiredError:
        case_id = inner.path_params.get("case_id")
        if case_id is None:
            raise
        return purpose_form(request, UUID(str(case_id)), here(request))
    except ErasedError:
        forms.forget(whose_is(session), form.key)
        raise
    finally:
        RECORDS_NOTHING.reset(nothing_is_recorded)


def _as_sent(request: Request, form: KeptForm) -> Request:
    """The request as it came, from a page of today's log-in: what it asks for is only shown (`keeping.is_only_shown`)."""
    headers = [each for each in request.scope["headers"] if each[0] in _FIT]
    headers += [
        (b"content-type", b"application/x-www-form-urlencoded"), (b"sec-fetch-site", b"same-origin"),
        (CSRF_HEADER.lower().encode(), csrf_token(request.state.session_token).encode()),
    ]
    return Request({
        **{name: request.scope[name] for name in _PASSED_ON if name in request.scope}, "method": "POST", "path": form.path,
        "raw_path": form.path.encode(), "query_string": b"", "headers": headers, "state": dict(request.scope["state"]),
    })


async def _answer(request: Request, inner: Request, form: KeptForm) -> Response:
    """What the page that the form was sent to answers."""
    body, begun, parts = urlencode(form.pairs).encode(), [], []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            begun.append(message)
        else:
            parts.append(message.get("body", b""))

    await request.app.router(inner.scope, receive, send)
    [start] = begun
    # Nothing was refused: nothing was asked for.
    answer = Response(b"".join(parts), 200 if start["status"] in _WITH_FAULTS else start["status"])
    answer.raw_headers = [each for each in start["headers"] if each[0] != b"content-length"]
    answer.headers["Content-Length"] = str(len(answer.body))
    return answer
