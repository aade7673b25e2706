"""`/api/v1/ledger`: what an outside auditor needs to check the ledger; nothing of what it says.

The size, the origin and the kept checkpoint are open to all, since witnesses have no account here. Headers hold no names
and no texts, but they do tell when somebody worked with something, so leaves and receipts take a log-in.
"""

from __future__ import annotations

import base64
import re
import time
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import BoardQuery, LeavesQuery, LoggedIn, PublicBoard, ReceiptQuery, own_board
from api.http.documents import Checkpoint, Leaves, Ledger, Receipt, answers
from api.proof_rights import require_may_prove
from domain.errors import InvalidValueError, NotFoundError

if TYPE_CHECKING:
    from adapters.checkpoints import SignedCheckpoint
    from adapters.ledger_proofs import LedgerProofs
    from api.main import OpenBoard

_RETRY_SECONDS = 10
"""In the time that a checkpoint takes at most."""
_LONGEST_WAIT_SECONDS = 15.0
_STEP_SECONDS = 0.1

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
    request: Request, account: LoggedIn, query: Annotated[ReceiptQuery, Query()],
    position: Annotated[int, Path(ge=0, description="Händelsens plats i liggaren, från 0.")],
) -> Response:
    """Beviset för att en händelse står på sin plats i liggaren.

    Där vittnen krävs finns det när de har signerat: till dess 202, eller efter en stund med huvudet `Prefer: wait=SEKUNDER`.
    """
    board = own_board(request, account, query.board)
    try:
        require_may_prove(account, query.ledger)
        found = _receipt(board.proof(query.ledger), position, _seconds_to_wait(request))
    except InvalidValueError as error:
        # In an address, a place that nothing stands at is a thing that does not exist.
        raise NotFoundError(str(error)) from None
    if found is None:
        return Response(status_code=202, headers={"Retry-After": str(_RETRY_SECONDS)})
    text, signed = found
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


def _receipt(proof: LedgerProofs, position: int, seconds: float) -> tuple[str, SignedCheckpoint] | None:
    """The receipt; None = no checkpoint that the witnesses have let out covers it yet."""
    if proof.policy is None:
        # Nobody else's word is waited for, so one is signed now.
        return proof.receipt(position)
    deadline = time.monotonic() + seconds
    while (found := proof.receipt_if_covered(position)) is None and time.monotonic() < deadline:
        time.sleep(_STEP_SECONDS)
    return found


def _seconds_to_wait(request: Request) -> float:
    # RFC 7240 §4.3; what cannot be read is passed over, as that section's preferences are.
    found = re.search(r"(?:^|[,;\s])wait=([0-9]{1,3})(?:$|[,;\s])", request.headers.get("prefer", ""))
    return min(float(found[1]), _LONGEST_WAIT_SECONDS) if found else 0.0


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
