"""What may be written about the board itself (sv. *nämnd*) and its units (sv. *enheter*)."""

from __future__ import annotations

from api.writes.write import Write
from domain.board.board import Board
from domain.unit.unit import Unit

WRITES: tuple[Write, ...] = (
    Write(
        "/boards", Board.establish, "Upprätta nämnden, en gång för liggaren",
        {"name": "Socialnämnden i Exempelby"}, new_ids=("board_id",), on="2026-01-07", begins=True,
    ),
    Write(
        "/units", Unit.establish, "Upprätta en enhet, eller en verksamhet inom en",
        {"name": "Resursenheten"}, new_ids=("unit_id",), on="2026-01-07", begins=True,
    ),
)
