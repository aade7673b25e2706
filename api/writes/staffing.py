"""What may be written of who is responsible for a case (sv. *ansvarig*), and who stands in."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

_WRITER, _COLLEAGUE = example_id("/staff", "staff_id"), example_id("/staff/managers", "staff_id")

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/assignments", Case.assign, "Utse ansvarig för ärendet",
        {"staff_id": _COLLEAGUE, "from_date": "2026-03-09"}, new_ids=(), on="2026-03-09",
    ),
    Write(
        "/cases/{case_id}/hand-overs", Case.hand_over, "Lämna över ärendet till en kollega",
        {
            "from_staff_id": _COLLEAGUE, "to_staff_id": _WRITER, "on_date": "2026-03-09",
            "message": "Nästa samtal är den 10 mars.",
        },
        new_ids=("hand_over_id",), on="2026-03-09",
    ),
    Write(
        "/cases/{case_id}/hand-overs/{hand_over_id}/acceptance", Case.accept_hand_over, "Ta emot ett ärende som lämnas över",
        {"accepted_on": "2026-03-09"}, new_ids=(), on="2026-03-09",
    ),
    Write(
        "/cases/{case_id}/stand-ins", Case.appoint_stand_in, "Utse ersättare för den som är borta",
        {
            "absent_staff_id": _WRITER, "stand_in_id": _COLLEAGUE, "from_date": "2026-07-06", "to_date": "2026-08-02",
        },
        new_ids=("appointment_id",), on="2026-03-09",
    ),
    Write(
        "/cases/{case_id}/stand-ins/{appointment_id}/ending", Case.end_stand_in, "Bestämma ersättarens sista dag",
        {"ended_on": "2026-07-26"}, new_ids=(), on="2026-03-09",
    ),
)
