"""What may be written of measurements beside ratings: rent months, school attendance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.writes.write import Write
from domain.case.case import Case

_ATTENDANCE: Mapping[str, Any] = {"measured_on": "2026-03-20", "phase": "start", "percent": "62.5"}

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/rents", Case.record_rent, "Registrera om månadens hyra betalades i tid",
        {"month": "2026-02", "paid_in_time": True}, new_ids=("rent_id",), on="2026-03-23",
    ),
    Write(
        "/cases/{case_id}/rents/{rent_id}/corrections", Case.correct_rent, "Rätta en hyresmånad, hel",
        {"month": "2026-02", "paid_in_time": False, "reason": "Värden bokförde inbetalningen den 3 mars."},
        new_ids=(), on="2026-03-23",
    ),
    Write(
        "/cases/{case_id}/attendances", Case.record_attendance, "Registrera skolnärvaro", _ATTENDANCE,
        new_ids=("attendance_id",), on="2026-03-23",
    ),
    Write(
        "/cases/{case_id}/attendances/{attendance_id}/corrections", Case.correct_attendance, "Rätta skolnärvaro, hel",
        {**_ATTENDANCE, "percent": "64", "reason": "Skolan har räknat om."}, new_ids=(), on="2026-03-23",
    ),
)
