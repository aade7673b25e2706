"""What a route may ask for: the board, who is logged in, and a reader that writes down every reading first."""

from __future__ import annotations

import base64
import time
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from fastapi import Depends, Query, Security
from fastapi.openapi.models import HTTPBase
from fastapi.security.base import SecurityBase
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from adapters.accounts import Account
from api.access import PURPOSE_HEADER, REASON_HEADER, CaseAccess, stated_purpose
from api.access_matrix import rule_of
from api.http.barrier import request_id_of
from api.http.log_in_trail import record_act, record_wrong
from api.http.session_cookies import CSRF_FIELD, CSRF_HEADER, SAFE_METHODS, require_own, token_in
from api.log_in import HOW, LogIns, WrongLogInError
from api.page_matrix import question_of
from api.problems import ForbiddenError, LeftAloneError, NotLoggedInError, SessionLockedError, SessionOverError, Text
from api.rate_limits import Limits
from api.reading import Reader
from api.web.keeping import is_to_be_kept, know_pages_of
from api.write_rights import require_may_write
from api.writes.shape import Shape
from api.writes.table import shapes
from domain.base import Purpose
from domain.errors import InvalidValueError

if TYPE_CHECKING:
    from api.main import OpenBoard, Runtime

LARGEST_PAGE = 1000
LARGEST_POSITION = 2**53 - 1
LONGEST_WAIT_SECONDS = 2.0
MOST_IN_A_WAIT = 10_000
"""More events than are recorded in the longest wait: whoever asks for a later position is not early but wrong."""

_STEP_SECONDS = 0.05


class BoardQuery(BaseModel):
    """Which board; an unknown parameter is refused, since a misspelt one would give another answer than was asked for."""

    model_config = ConfigDict(extra="forbid")

    board: str | None = Field(default=None, description="Nämndens kortnamn; behövs bara när det finns flera.")


class LookupQuery(BoardQuery):
    """As known when (sv. *känt då*)."""

    known_at: str | None = Field(
        default=None, description="Antal händelser, ett datum (dagens slut i Europe/Stockholm) eller en tidpunkt; annars nu."
    )
    min_position: int | None = Field(
        default=None, ge=0, le=LARGEST_POSITION,
        description="Svara först när liggaren har kommit till den här positionen, som räknas från 0; i högst några sekunder.",
    )


class AsOfQuery(LookupQuery):
    """As known when, and as it was when (sv. *känt då*, *gällande då*)."""

    valid_at: str | None = Field(default=None, description="Som det var i verkligheten den dagen, till exempel 2018-07-31.")


class CasesQuery(AsOfQuery):
    """One page of cases."""

    unit: str | None = Field(default=None, description="Bara den här enheten: namn eller uuid.")
    limit: int = Field(default=100, ge=1, le=LARGEST_PAGE, description="Högst så många ärenden.")
    after: UUID | None = Field(default=None, description="Ärendena efter det här; tas ur förra sidans next.")


class LeavesQuery(BoardQuery):
    """A run of leaves."""

    first: int = Field(default=0, ge=0, alias="from", description="Från och med den här positionen, som räknas från 0.")
    limit: int = Field(default=100, ge=1, le=LARGEST_PAGE, description="Högst så många löv.")


@cache
def writes_by_action() -> Mapping[str, Shape]:
    """Every write by method and address."""
    return {f"POST /api/v1{shape.write.path}": shape for shape in shapes()}


class ReceiptQuery(BoardQuery):
    """Which ledger a receipt is of."""

    ledger: Literal["ledger", "access"] = Field(
        default="ledger", description="ledger = det som dokumenterats; access = åtkomstloggen, för den som granskar den."
    )


def runtime_of(request: Request) -> Runtime:
    """The Aktspår that the service was started on."""
    return request.app.state.runtime


def public_board(request: Request, query: Annotated[BoardQuery, Query()]) -> OpenBoard:
    """The board that was named, for what is made to be seen by outsiders."""
    return runtime_of(request).board(query.board)


class BasicLogIn(SecurityBase):
    """HTTP Basic as the service's description names it; the framework's own takes no letters outside ASCII."""

    model = HTTPBase(scheme="basic", description="Namn och lösenord, se 'aktspar account add'.")
    scheme_name = "konto"

    def __call__(self, request: Request) -> tuple[str, str] | None:
        """Name and password as they came; None = none came, or they cannot be read."""
        return _basic(request.headers.get("authorization", ""))


def logged_in(request: Request, credentials: Annotated[tuple[str, str] | None, Security(BasicLogIn())]) -> Account:
    """The account that the request's log-in belongs to: name and password, else the session of its cookie.

    Raises:
        UnavailableError: A wrong one came, and the access log cannot take it.
        NotLoggedInError: None came, or a wrong one, or in production a demo's; nothing tells which. Or the session is over.
        TooManyError: Too many wrong ones came for the name, or from the address.
        SessionLockedError: The session is locked.
        CrossSiteError: A change came with a session's cookie, and not from a page of that session.
        LeftAloneError: The form is one that is only to be kept.
    """
    if credentials is None:
        return _of_session(request)
    try:
        return log_ins_of(request).by_password(*credentials, address_of_peer(request))
    except WrongLogInError as refused:
        record_wrong(request, credentials[0], refused.kind, "log_in")
        raise


def log_ins_of(request: Request) -> LogIns:
    """The service's log-ins."""
    return request.app.state.log_ins


def address_of_peer(request: Request) -> str | None:
    """Where the request came from; behind a proxy the proxy."""
    return None if request.client is None else request.client.host


def _of_session(request: Request) -> Account:
    token = token_in(request, "session")
    if token is None or "authorization" in request.headers:
        raise NotLoggedInError(Text(
            f"Logga in med namn och lösenord (HTTP Basic). {HOW}", f"Log in with name and password (HTTP Basic). {HOW.english}"
        ))
    standing = log_ins_of(request).standing(token)
    if standing is None:
        raise SessionOverError(Text("Inloggningen är slut. Logga in igen.", "The session is over. Log in again."))
    know_pages_of(request, standing.session, token)
    if standing.is_locked:
        if standing.was_locked_now:
            record_act(request, standing.account, "lock")
        raise SessionLockedError(Text("Inloggningen är låst. Lås upp den först.", "The session is locked. Unlock it first."))
    request.state.account, request.state.session, request.state.session_token = standing.account, standing.session, token
    if request.method not in SAFE_METHODS:
        form: Mapping[str, str] = getattr(request.state, "form", {})
        require_own(request, request.headers.get(CSRF_HEADER) or form.get(CSRF_FIELD), token)
        if is_to_be_kept(request):
            raise LeftAloneError(Text("Sidan lämnades, och inget har sparats.", "The page was left, and nothing was saved."))
    return standing.account


def count_lookup(request: Request, account: Account) -> None:
    """Count one more search by an account.

    Raises:
        TooManyError: It searches more often than is allowed.
    """
    limits: Limits = request.app.state.limits
    limits.lookup.require_room(account.name)
    limits.lookup.use(account.name)


def reader_for(request: Request, account: Account, query: LookupQuery, purpose: Purpose | None = None) -> Reader:
    """A reader in the account's own board, once the ledger has come as far as the request asks.

    Args:
        purpose: Why they ask, where what is asked says that; None = what the role is for.

    Raises:
        ForbiddenError: Another board was named; that stands in the access log.
        UsageError: The purpose that is stated cannot be read.
        InvalidValueError: The ledger has not come to `min_position`.
    """
    board = own_board(request, account, query.board)
    stated = stated_purpose(request.headers.get(PURPOSE_HEADER), request.headers.get(REASON_HEADER))
    if query.min_position is not None:
        _wait_for(board, query.min_position)
    return Reader(
        board, caller_of(account), purpose or account.role.purpose, action_of(request), request_id=request_id_of(request),
        access=CaseAccess(board, account, stated),
    )


def own_board(request: Request, account: Account, board: str | None) -> OpenBoard:
    """The board that the account belongs to, if it is the one that was named.

    Raises:
        ForbiddenError: Another one was; that stands in the access log of the account's own.
    """
    own = runtime_of(request).board(account.board)
    if board is not None and board != account.board:
        reader_of(request, account, own).record_refused()
        raise ForbiddenError(Text(
            "Kontot hör till en annan nämnd. Logga in med ett konto för den nämnd du vill läsa.",
            "The account belongs to another board. Log in with an account of the board that you want to read.",
        ))
    return own


def _wait_for(board: OpenBoard, position: int) -> None:
    # What is acknowledged is there at once; only who heard of a position some other way can be early.
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    while (size := board.ledger.size()) <= position:
        if time.monotonic() > deadline or position > size + MOST_IN_A_WAIT:
            raise InvalidValueError(Text(
                f"Liggaren har {size} händelser och har inte kommit till position {position}. Försök igen, eller ange en lägre.",
                f"The ledger has {size} events and has not come to position {position}. Try again, or give a lower one.",
            ))
        time.sleep(_STEP_SECONDS)


def reader_of(request: Request, account: Account, board: OpenBoard) -> Reader:
    """A reader of what is no case."""
    return Reader(board, caller_of(account), account.role.purpose, action_of(request), request_id=request_id_of(request))


def permitted(request: Request, account: Annotated[Account, Depends(logged_in)]) -> Account:
    """The account that is logged in, if the access matrix lets its role ask this at all; else that stands in the access log.

    Raises:
        ForbiddenError: The role may not, or the question is not in the matrix.
    """
    request.state.account = account
    action = action_of(request)
    rule, asked = rule_of(action), question_of(action)
    if rule is None and asked in writes_by_action():
        require_may_write(account.role, writes_by_action()[asked])
        return account
    if rule is not None and rule.relation(account.role) is not None:
        return account
    raise ForbiddenError(Text(
        f"Rollen {account.role} har inte tillgång till det här. Under Hjälp står vad rollen ser och gör.",
        f"The role {account.role} has no access to this. Help says what the role sees and does.",
    ))


LoggedIn = Annotated[Account, Depends(permitted)]
PublicBoard = Annotated["OpenBoard", Depends(public_board)]


def caller_of(account: Account) -> str:
    """Who asks, as the access log names them."""
    return f"konto:{account.name}"


def action_of(request: Request) -> str:
    """What is asked, as the access log names it."""
    # The route's pattern, so that the log's action holds no argument.
    return f"{request.method} {request.scope['route'].path}"


def _basic(header: str) -> tuple[str, str] | None:
    scheme, _, encoded = header.partition(" ")
    if scheme.casefold() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except ValueError:
        # Not base64, or not UTF-8 in it.
        return None
    return (name, password) if colon else None
