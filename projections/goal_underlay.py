"""What a figure is made of (sv. *underlag*), as JSON: each row with its case, its entry and the positions of its events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from domain.codes import Gender
from projections.goals import Behind, number_text


class Row(NamedTuple):
    """One row behind a figure.

    Args:
        case_id: The case that it tells of; None = of none.
        is_protected: Whether the case's client has a protected identity: the row counts, and says nothing that leads to it.
    """

    behind: Behind
    case_id: UUID | None
    is_protected: bool


def rows_document(rows: Sequence[Row], after: int) -> list[dict[str, Any]]:
    """Rows as JSON, numbered from `after` + 1 on."""
    return [_row(row, number) for number, row in enumerate(rows, after + 1)]


def _row(row: Row, number: int) -> dict[str, Any]:
    behind, is_open = row.behind, not row.is_protected
    gender = None if behind.gender is None else Gender(behind.gender).swedish
    return {
        "row": number,
        "case": str(row.case_id) if is_open and row.case_id is not None else None,
        "stream": str(behind.stream_id) if is_open else None,
        "entry": str(behind.entry_id) if is_open else None,
        "positions": list(behind.positions) if is_open else [],
        "protected": row.is_protected,
        "gender": gender if is_open else None,
        "in_denominator": behind.measured,
        "in_numerator": behind.fulfils,
        "missing": behind.missing,
        "value": None if behind.value is None else number_text(behind.value),
    }
