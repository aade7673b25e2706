"""`aktspar verify`: everything derived again from the stored bytes, every fault named by position and kind."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.errors import CannotRunError
from api.alarms import note_verified
from api.invocation import Invocation
from api.output import Output, Screen
from api.problems import EXIT_NOT_IN_ORDER, UsageError

if TYPE_CHECKING:
    from api.main import OpenBoard

LEDGERS = {"ledger": "Dokumentationen", "access": "Åtkomstloggen"}
_ALL = "all"
_LARGEST_NOTE_BYTES = 2**20

SWEDISH = {
    "checkpoint": "kontrollpunkten stämmer inte",
    "columns": "radens kolumner säger något annat än dess huvud",
    "erasure": "en gallring stämmer inte med vad som finns kvar",
    "head": "liggarens huvudrad säger en annan storlek än vad som är lagrat",
    "header": "huvudet är inte ett giltigt huvud",
    "incarnation": "liggarens ursprung stämmer inte med hur den återställdes",
    "leaf": "position, tid eller huvud är inte vad som registrerades",
    "missing": "händelser saknas",
    "origin": "huvudet hör till en annan liggare",
    "payload": "det krypterade innehållet är inte vad som registrerades",
    "payload_missing": "det krypterade innehållet är borta",
    "position": "positionen förekommer två gånger",
    "root": "händelserna är inte de som signerades",
    "stray_payload": "krypterat innehåll utan händelse",
    "stream": "strömmens versioner hänger inte ihop",
    "tile": "en sparad hash av trädet stämmer inte med händelserna",
    "time": "tiden är inte senare än föregående händelses",
    "truncated": "de sista händelserna är borta",
}
"""What each kind of fault means, for people."""


def verify(
    context: typer.Context,
    checkpoint: Annotated[
        list[str] | None,
        typer.Option("--checkpoint", metavar="FIL", help="Jämför också med den här kontrollpunkten; kan ges flera gånger."),
    ] = None,
    ledger: Annotated[str, typer.Option("--ledger", metavar="ledger|access|all", help="Vilken liggare som kontrolleras.")] = _ALL,
) -> int:
    """Kontrollera att inget är ändrat.

    Allt lagrat räknas om och jämförs med sig självt och med signerade kontrollpunkter. Slutar med 1 om något är fel.
    """
    invocation: Invocation = context.obj
    if ledger not in (*LEDGERS, _ALL):
        raise UsageError("--ledger är ledger (dokumentationen), access (åtkomstloggen) eller all.")
    notes = [_read_note(Path(path)) for path in checkpoint or ()]
    with invocation.runtime() as runtime:
        board = runtime.board(invocation.board)
        names = list(LEDGERS) if ledger == _ALL else [ledger]
        given = _notes_by_ledger(board, notes, names)
        results = [_verified(board, name, given[name], invocation.output) for name in names]
        for result in results:
            note_verified(runtime.settings.data_dir, board.slug, result["ledger"], len(result["faults"]))
        document = {
            "ok": all(result["ok"] for result in results), "board": board.slug, "simulated": board.simulated, "ledgers": results,
        }
    invocation.output.answer(document, lambda screen: _show(screen, document))
    return 0 if document["ok"] else EXIT_NOT_IN_ORDER


def _verified(board: OpenBoard, name: str, notes: list[str], output: Output) -> dict[str, Any]:
    with output.progress(f"Verifierar {LEDGERS[name].lower()}") as progress:
        result = board.verify(name, notes, progress=progress)
    return {
        "ledger": name, "ok": not result.faults, "size": result.size, "root": base64.b64encode(result.root).decode(),
        "checkpoints": result.checkpoints, "erased_segments": result.erased_segments,
        "faults": [{"position": f.position, "kind": f.kind, "detail": f.detail} for f in result.faults],
    }


def _notes_by_ledger(board: OpenBoard, notes: list[str], names: list[str]) -> dict[str, list[str]]:
    """Each note with the ledger that its first line names; one that names neither is the first's, where it is a fault."""
    sorted_notes: dict[str, list[str]] = {name: [] for name in names}
    origins = {board.store.heads[name].origin: name for name in names}
    for note in notes:
        sorted_notes[origins.get(note.partition("\n")[0], names[0])].append(note)
    return sorted_notes


def _read_note(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_NOTE_BYTES + 1)
    except OSError as error:
        raise CannotRunError(f"Kontrollpunkten {path} kan inte läsas: {error.strerror}.") from error
    # What is not UTF-8 is no checkpoint either; that is for the verification to say.
    return content.decode(errors="replace")


def _show(screen: Screen, document: dict[str, Any]) -> None:
    for result in document["ledgers"]:
        name = LEDGERS[result["ledger"]]
        if result["ok"]:
            erased = f", {result['erased_segments']} gallrade segment" if result["erased_segments"] else ""
            screen.line(f"{name}: {result['size']} händelser, {result['checkpoints']} kontrollpunkter{erased}, inget fel.")
            continue
        screen.line(f"{name}: {result['size']} händelser, {result['checkpoints']} kontrollpunkter, {len(result['faults'])} fel:")
        for fault in result["faults"]:
            where = "hela liggaren" if fault["position"] is None else f"position {fault['position']}"
            screen.line(f"  {where}: {fault['kind']}: {SWEDISH.get(fault['kind'], 'fel')} ({fault['detail']})")
    screen.line("Allt stämmer." if document["ok"] else "Något är ändrat, borttaget eller skadat.")
    if document["simulated"]:
        screen.line("Simulerad liggare: tiderna är påhittade.")
