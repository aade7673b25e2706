"""What may be written about the staff (sv. *personalregister*)."""

from __future__ import annotations

from api.writes.write import Write
from domain.staff.staff_member import StaffMember

_ABSENCES = "/staff/{staff_id}/absences"

WRITES: tuple[Write, ...] = (
    Write(
        "/staff", StaffMember.register, "Registrera en medarbetare",
        {"name": "Anna Exempel", "title": "Socionom"}, new_ids=("staff_id",), on="2026-01-07", begins=True,
        more={"managers": {"name": "Bo Exempel", "title": "Biträdande enhetschef"}},
    ),
    Write(
        "/staff/{staff_id}/titles", StaffMember.change_title, "Ändra befattning från en dag",
        {"title": "Behandlare", "effective_from": "2026-01-12"}, new_ids=(), on="2026-01-07",
    ),
    Write(
        _ABSENCES, StaffMember.record_absence, "Registrera frånvaro",
        {"from_date": "2026-07-06", "to_date": "2026-08-02"}, new_ids=("absence_id",), on="2026-01-07",
    ),
    Write(
        _ABSENCES + "/{absence_id}/changes", StaffMember.change_absence, "Ändra frånvarons dagar",
        {"from_date": "2026-07-06", "to_date": "2026-07-26"}, new_ids=(), on="2026-01-07",
    ),
    Write(
        _ABSENCES + "/{absence_id}/withdrawal", StaffMember.withdraw_absence, "Återta frånvaro som inte blev av",
        {}, new_ids=(), on="2026-01-07",
    ),
)
