"""Bevis: what is proved of the record, until when and by whom, in words; and the proof of one event."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path as Folder
from typing import TYPE_CHECKING, Annotated, NamedTuple

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from adapters.witness_client import witnesses_of
from api.alarms import Reading, Verified, last_verified, of_proof
from api.http.dependencies import LoggedIn, runtime_of
from api.web.pages.asking import Asking
from api.web.pages.frame import Fault, go_to, shown
from api.web.texts import _
from domain.errors import CorruptLedgerError, InvalidValueError, NotFoundError
from domain.ledger.leaf import ledger_leaf_hash
from projections.local_time import instant_text
from projections.words import HEADINGS

if TYPE_CHECKING:
    from adapters.ledger_proofs import LedgerProofs
    from api.main import OpenBoard

router = APIRouter(include_in_schema=False)

Position = Annotated[int, Path(ge=0, lt=10**18)]
_LEDGERS = (("ledger", "Dokumentationen"), ("access", "Åtkomstloggen"))
_ALARMS = {
    "checkpoint_age": "Det senast skrivna har inte signerats i tid.",
    "clock_skew": "Klockan går inte rätt.",
    "verify_failed": "Verifieringen hittade fel: lagrade uppgifter är inte de som signerades.",
}


class ShownLedger(NamedTuple):
    """What is proved of one ledger.

    Args:
        signed: How many of its `size` events the shown checkpoint covers; 0 = none is signed.
        signed_at: When that was made public; None = it has not been.
        root: Of the tree, in base64.
        note: The checkpoint as it was signed.
        witnesses: Everybody who is asked to witness, each with whether they have signed it.
        verified: What the last verification found; None = there has been none.
        restores: The incarnations after the first: number, and the position that each began at.
    """

    id: str
    name: str
    size: int
    signed: int
    signed_at: str | None
    root: str
    note: str
    key: str
    witnesses: tuple[tuple[str, bool], ...]
    verified: Verified | None
    restores: tuple[tuple[int, int], ...]


@router.get("/proof")
def proof_page(request: Request, account: LoggedIn, position: Annotated[str, Query()] = "") -> Response:
    """Vad som är bevisat, till när och av vem."""
    asking = Asking(request, account)
    board, data_dir = asking.board, runtime_of(request).settings.data_dir
    wanted = position.replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    faults = []
    if wanted:
        size = board.ledger.size()
        if wanted.isascii() and wanted.isdecimal() and int(wanted[:19]) < size:
            asking.close()
            return go_to(f"/proof/{int(wanted)}")
        told = _("Skriv en position mellan 0 och {last}").format(last=size - 1) if size else _("Liggaren är tom.")
        faults.append(Fault("position", told))
    ledgers = [shown_ledger(board, name, _(title), data_dir) for name, title in _LEDGERS]
    asking.close()
    return shown(
        request, "proof/proof.html", status=422 if faults else 200, faults=faults, position=position, ledgers=ledgers,
        alarms=alarms_of(of_proof(board, data_dir)), slug=board.slug,
    )


@router.get("/proof/{position}")
def position_page(request: Request, account: LoggedIn, position: Position) -> Response:
    """Beviset för en händelse."""
    asking = Asking(request, account)
    leaves = asking.board.leaves(position, 1)
    if not leaves:
        raise NotFoundError(_("Ingen händelse har den positionen. Kontrollera siffran."))
    _place, recorded_us, header, stored = leaves[0]
    # The receipt proves the stored hash; that it is the hash of what is stored is seen here.
    if ledger_leaf_hash(position, recorded_us, header) != stored:
        raise CorruptLedgerError(f"the leaf at position {position} is not what was recorded")
    told, proof = json.loads(header), asking.board.proof()
    found = receipt_of(proof, position)
    asking.close()
    return shown(
        request, "proof/position.html", position=position, written=instant_text(recorded_us), heading=_heading(told["type"]),
        leaf=b64encode(stored).decode(), origin=told["log"], parts=len(told["seg"]), key=proof.checkpointer.vkey,
        receipt=None if found is None else found[0], size=None if found is None else found[1],
        last=asking.board.ledger.size() - 1,
    )


@router.get("/proof/{position}/receipt")
def receipt_file(request: Request, account: LoggedIn, position: Position) -> Response:
    """Kvittot som en textfil."""
    asking = Asking(request, account)
    try:
        found = receipt_of(asking.board.proof(), position)
    except InvalidValueError as error:
        raise NotFoundError(str(error)) from None
    if found is None:
        raise NotFoundError(_("Händelsen är inte bevittnad än. Försök igen om en stund."))
    asking.close()
    headers = {"Content-Disposition": f'attachment; filename="kvitto-{position}.txt"'}
    return Response(found[0], headers=headers, media_type="text/plain; charset=utf-8")


def shown_ledger(board: OpenBoard, name: str, title: str, data_dir: Folder) -> ShownLedger:
    """What is proved of one of a board's ledgers."""
    proof, last = board.proof(name), board.last_checkpoint(name)
    published, policy = proof.store.published(latest=True), proof.policy
    names = () if policy is None or last is None else witnesses_of(last.note, policy)
    return ShownLedger(
        name, title, proof.store.size(), 0 if last is None else last.checkpoint.size,
        None if published is None else instant_text(published.published_us),
        "" if last is None else b64encode(last.checkpoint.root).decode(), "" if last is None else last.note,
        board.checkpointer(name).vkey,
        () if policy is None else tuple((each.name, each.name in names) for each in policy.witnesses),
        last_verified(data_dir, board.slug, name), tuple((each.number, each.first_size) for each in proof.incarnations.each[1:]),
    )


def alarms_of(readings: list[Reading]) -> list[str]:
    """What is not as it should be, as sentences; which ledger, where it is the access log's."""
    return [
        _(_ALARMS[each.name]) + (f" ({_('åtkomstloggen')})" if each.of.endswith("/access") else "")
        for each in readings if not each.ok
    ]


def receipt_of(proof: LedgerProofs, position: int) -> tuple[str, int] | None:
    """The receipt of an event and the size that it is proved in; None = it waits for witnesses.

    Raises:
        InvalidValueError: No event has that position.
    """
    # Where nobody else's word is waited for, what is not signed yet is signed now.
    found = proof.receipt(position) if proof.policy is None else proof.receipt_if_covered(position)
    return None if found is None else (found[0], found[1].checkpoint.size)


def _heading(event_type: str) -> str:
    return HEADINGS.get(event_type) or HEADINGS.get(event_type.rpartition(".v")[0]) or _("Händelse")
