"""`/tlog`: the ledger as static resources in the C2SP tlog-tiles layout, so that anyone's tool can fetch and check it.

The checkpoint and the hashes are open to all, and tell how much was recorded and never what. The entries are headers: they tell
when somebody worked with something, so they take a log-in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from adapters.tile_files import tile_bytes
from api.http.dependencies import LoggedIn, own_board, reader_of, runtime_of
from api.proof_rights import require_may_prove
from domain.errors import NotFoundError
from domain.ledger.tiles import Tile, is_part_of, parse_tile_path

if TYPE_CHECKING:
    from adapters.ledger_proofs import LedgerProofs
    from api.main import OpenBoard

router = APIRouter(prefix="/tlog/{board}/{ledger}/{incarnation}", tags=["tlog"], include_in_schema=False)

LedgerName = Literal["ledger", "access"]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]

_NEVER_CHANGES = {"Cache-Control": "public, max-age=31536000, immutable"}
_SOON_OLD = {"Cache-Control": "public, max-age=5"}
_THERE_IS_NONE = "Plattan finns inte i den publicerade kontrollpunktens träd; hämta checkpoint först."


@router.get("/checkpoint")
def checkpoint(request: Request, board: str, ledger: LedgerName, incarnation: Number) -> Response:
    """Den senast publicerade kontrollpunkten."""
    proof = runtime_of(request).board(board).proof(ledger)
    latest = proof.store.published(latest=True, origin=_origin(proof, incarnation))
    if latest is None:
        raise NotFoundError("Ingen kontrollpunkt är publicerad än; arbetaren ('aktspar worker') gör det.")
    return Response(latest.note, headers=_SOON_OLD, media_type="text/plain; charset=utf-8")


@router.get("/tile/entries/{path:path}")
def entries(
    request: Request, account: LoggedIn, board: str, ledger: LedgerName, incarnation: Number, path: str
) -> Response:
    """En bunt av det som hashades: position, tid och huvud. Läsningen loggas."""
    opened = own_board(request, account, board)
    require_may_prove(account, ledger)
    tile = _tile(opened, ledger, incarnation, f"entries/{path}")
    reader_of(request, account, opened).record_followed()
    # Whoever asks again is logged again, so nobody on the way keeps it.
    return Response(tile_bytes(opened.proof(ledger).store, tile), media_type="application/octet-stream")


@router.get("/tile/{path:path}")
def tile(request: Request, board: str, ledger: LedgerName, incarnation: Number, path: str) -> Response:
    """En platta av trädets hashar."""
    opened = runtime_of(request).board(board)
    wanted = _tile(opened, ledger, incarnation, path)
    return Response(
        tile_bytes(opened.proof(ledger).store, wanted), headers=_NEVER_CHANGES, media_type="application/octet-stream"
    )


def _tile(board: OpenBoard, ledger: str, incarnation: int, path: str) -> Tile:
    proof, found = board.proof(ledger), parse_tile_path(path)
    latest = proof.store.published(latest=True, origin=_origin(proof, incarnation))
    # Nothing of the tree that no checkpoint vouches for yet.
    if found is None or latest is None or not is_part_of(found, latest.size):
        raise NotFoundError(_THERE_IS_NONE)
    return found


def _origin(proof: LedgerProofs, number: int) -> str:
    for each in proof.incarnations.each:
        if each.number == number:
            return each.origin
    raise NotFoundError("Liggaren har ingen sådan inkarnation; se origin i GET /api/v1/ledger.")
