"""What may be written about units (sv. *enheter*)."""

from __future__ import annotations

from api.writes.write import Write
from domain.unit.unit import Unit

WRITES: tuple[Write, ...] = (
    Write(
        "/units", Unit.establish, "Upprätta en enhet, eller en verksamhet inom en",
        {"name": "Resursenheten"}, new_ids=("unit_id",), on="2026-01-07", begins=True,
    ),
)
