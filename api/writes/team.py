"""What may be written: the coordinating worker and the co-workers, with their periods."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

_MEMBERS = "/cases/{case_id}/team-members"

WRITES: tuple[Write, ...] = (
    Write(
        _MEMBERS, Case.add_team_member, "Lägg till en medarbetare i ärendet",
        {
            "worker_id": example_id("/staff", "staff_id"), "team_role": "coordinating_worker", "from_date": "2026-03-16",
            "to_date": None,
        },
    ),
    Write(
        "/cases/{case_id}/team-departures", Case.leave_team, "Ange medarbetarens sista dag i ärendet",
        {"membership_id": example_id(_MEMBERS), "left_on": "2026-08-14"},
    ),
)
