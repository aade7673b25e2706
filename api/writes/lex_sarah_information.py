"""What may be written in the stream `lex_sarah_information`: that the staff were informed of their duties."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.lex_sarah_information.information import LexSarahInformation

_PATH = "/lex-sarah-information"
_STAFF, _MANAGER = example_id("/staff", "staff_id"), example_id("/staff/managers", "staff_id")

WRITES: tuple[Write, ...] = (
    Write(
        _PATH, LexSarahInformation.give, "Registrera att personalen är informerad om lex Sarah",
        {
            "explained_on": "2026-05-05", "explained_duties": ["contribute", "report"], "explained_how": "meeting",
            "explained_text": "Rutinen för rapportering, version 3.", "explained_by_id": _MANAGER,
            "informed_staff_ids": [_MANAGER],
        },
        new_ids=("information_id",), begins=True, on="2026-05-11",
    ),
    Write(
        _PATH + "/{information_id}/receipts", LexSarahInformation.receive, "Lägg till dem som fick informationen senare",
        {"explained_on": "2026-05-11", "informed_staff_ids": [_STAFF]}, new_ids=(), on="2026-05-11",
    ),
    Write(
        _PATH + "/{information_id}/receipt-strikings", LexSarahInformation.strike_receipt,
        "Stryk att någon har fått informationen",
        {"uninformed_staff_id": _STAFF, "reason": "Var inte med på mötet."}, new_ids=(), on="2026-05-11",
    ),
)
