"""What may be written in the stream `group`.

Members, sessions and strikings are recorded in the members' cases too, in the same append: see `domain/group/joint.py`.
"""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.group.group import Group

WRITES: tuple[Write, ...] = (
    Write(
        "/groups", Group.start, "Starta en grupp",
        {
            "unit": example_id("/units", "unit_id"), "group_programme": "Föräldragrupp Trygga vuxna", "started_on": "2026-03-16",
            "planned_sessions": 10, "leader_ids": [example_id("/staff", "staff_id")], "few_leaders": "vacancy",
        },
        new_ids=("group_id",), begins=True,
    ),
    Write(
        "/groups/{group_id}/changes", Group.change, "Ändra en grupp: ledare, program eller antal träffar",
        {
            "group_programme": "Föräldragrupp Trygga vuxna", "started_on": "2026-03-16", "planned_sessions": 12,
            "leader_ids": [example_id("/staff", "staff_id")], "few_leaders": "vacancy",
            "reason": "Två träffar till behövs.",
        },
        new_ids=(),
    ),
    Write("/groups/{group_id}/ending", Group.end, "Avsluta en grupp som ingen längre är med i", {"ended_on": "2026-03-16"}),
)
