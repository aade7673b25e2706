"""`/`: a page that says what this is, to anybody; whoever is logged in comes to what waits for them."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.postgres.registers import Registers
from api.http.dependencies import log_ins_of, runtime_of
from api.http.session_cookies import token_in
from api.main import OpenBoard
from api.web.pages.frame import go_to, shown
from domain.board.board import Board

router = APIRouter()


@router.get("/", include_in_schema=False)
def start_page(request: Request) -> Response:
    """The page in Swedish, with the boards that there are."""
    runtime = runtime_of(request)
    if _is_logged_in(request):
        return go_to("/today")
    boards = [runtime.board(slug) for slug in runtime.boards()]
    rows = [{"name": _name_of(board), "size": board.ledger.size(), "simulated": board.simulated} for board in boards]
    return shown(request, "start.html", boards=rows)


def _name_of(board: OpenBoard) -> str:
    """What a board is called; its slug until it is established."""
    established = Registers(board.ledger).of_kind("board", Board.fold).values()
    return next((each.name for each in established), board.slug)


def _is_logged_in(request: Request) -> bool:
    token = token_in(request, "session")
    standing = None if token is None else log_ins_of(request).standing(token)
    return standing is not None and not standing.is_locked
