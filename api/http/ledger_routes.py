"""`/api/v1/ledger`: what an outside auditor needs to check the ledger; nothing of what it says.

The size, the origin and the kept checkpoint are open to all, since witnesses have no account here. Headers hold no names
and no texts, but they do tell when somebody worked with something, so leaves and receipts take a log-in.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import BoardQuery, LeavesQuery, LoggedIn, PublicBoard, own_board
from api.http.documents import Checkpoint, Leaves, Ledger, Receipt, answers
from domain.errors import InvalidValueError, NotFoundError

if TYPE_CHECKING:
    from adapters.checkpoints import SignedCheckpoint
    from api.main import OpenBoard

router = APIRouter(prefix="/api/v1/ledger", tags=["ledger"])


@router.get("", responses=answers(Ledger, 404, 422))
def ledger(request: Request, board: PublicBoard) -> Response:
    """Liggarens storlek, ursprung, klocka och senaste kontrollpunkt."""
    head, last = board.store.head(), board.last_checkpoint()
    return json_response(request, {
        "board": board.slug, "origin": head.origin, "size": head.size, "clock": head.clock, "simulated": board.simulated,
        "verifier_key": board.checkpointer().vkey,
        "last_checkpoint": None if last is None else last.checkpoint.size,
    })


@router.get("/checkpoint", responses=answers(Checkpoint, 404, 422))
def checkpoint(request: Request, board: PublicBoard) -> Response:
    """Den senaste kontrollpunkten som den signerades."""
    last = board.last_checkpoint()
    if last is None:
        raise NotFoundError("Det finns ingen kontrollpunkt än; gör en med 'aktspar checkpoint' eller POST hit.")
    return json_response(request, _checkpoint(board, last))


@router.post("/checkpoint", responses=answers(Checkpoint, 401, 403, 422))
def make_checkpoint(request: Request, account: LoggedIn, query: Annotated[BoardQuery, Query()]) -> Response:
    """Signera liggarens läge nu; samma kontrollpunkt igen om inget har registrerats sedan den förra."""
    board = own_board(request, account, query.board)
    return json_response(request, _checkpoint(board, board.publish_checkpoint().signed))


@router.get("/receipts/{position}", responses=answers(Receipt, 401, 403, 404, 422))
def receipt(
    request: Request, account: LoggedIn, query: Annotated[BoardQuery, Query()],
    position: Annotated[int, Path(ge=0, description="Händelsens plats i liggaren, från 0.")],
) -> Response:
    """Beviset för att en händelse står på sin plats i liggaren."""
    board = own_board(request, account, query.board)
    try:
        text, signed = board.receipt(position)
    except InvalidValueError as error:
        # In an address, a place that nothing stands at is a thing that does not exist.
        raise NotFoundError(str(error)) from None
    return json_response(request, {
        "board": board.slug, "position": position, "size": signed.checkpoint.size, "simulated": board.simulated, "receipt": text,
    })


@router.get("/leaves", responses=answers(Leaves, 401, 403, 422))
def leaves(request: Request, account: LoggedIn, query: Annotated[LeavesQuery, Query()]) -> Response:
    """Löven i ordning: position, tid och huvud som de hashades, och den lagrade hashen. Aldrig något innehåll."""
    board = own_board(request, account, query.board)
    found = [_leaf(*row) for row in board.leaves(query.first, query.limit)]
    return json_response(request, {
        "board": board.slug, "origin": board.store.heads["ledger"].origin, "size": board.ledger.size(),
        "simulated": board.simulated, "leaves": found,
    })


def _leaf(position: int, recorded_us: int, header: bytes, leaf_hash: bytes) -> dict[str, Any]:
    return {
        "position": position, "recorded_us": recorded_us, "header": base64.b64encode(header).decode(),
        "leaf_hash": base64.b64encode(leaf_hash).decode(),
    }


def _checkpoint(board: OpenBoard, signed: SignedCheckpoint) -> dict[str, Any]:
    return {
        "board": board.slug, "origin": signed.checkpoint.origin, "size": signed.checkpoint.size,
        "root": base64.b64encode(signed.checkpoint.root).decode(), "simulated": board.simulated,
        "verifier_key": board.checkpointer().vkey, "checkpoint": signed.note,
    }
