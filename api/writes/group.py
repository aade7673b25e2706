"""What may be written in the stream `group`; members, sessions and strikings go into the members' cases in the same append."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.group.group import Group
from domain.group.joint import GroupWithCases

_FACTS = {
    "group_programme": "Föräldragrupp Trygga vuxna", "started_on": "2026-03-02",
    "leader_ids": [example_id("/staff", "staff_id")], "few_leaders": "vacancy",
}

WRITES: tuple[Write, ...] = (
    Write(
        "/groups", Group.start, "Starta en grupp", {**_FACTS, "unit": example_id("/units", "unit_id"), "planned_sessions": 10},
        new_ids=("group_id",), begins=True,
    ),
    Write(
        "/groups/{group_id}/changes", Group.change, "Ändra en grupp: ledare, program eller antal träffar",
        {**_FACTS, "planned_sessions": 12, "reason": "Två träffar till behövs."}, new_ids=(),
    ),
    Write(
        "/groups/{group_id}/members", GroupWithCases.join, "Ta in någon i en grupp efter ett enskilt samtal",
        {"case_id": example_id("/cases", "case_id"), "joined_on": "2026-03-09", "individual_talk_on": "2026-03-05"},
    ),
    Write(
        "/groups/{group_id}/sessions", GroupWithCases.hold, "Registrera en gruppträff med var och ens närvaro",
        {
            "occurred": {"on": "2026-03-10"}, "group_step": 1, "leader_ids": _FACTS["leader_ids"], "few_leaders": "vacancy",
            "attendances": [{"case_id": example_id("/cases", "case_id"), "attendance_in_group": "present"}],
            "themes": ["parenthood"],
        },
    ),
    Write(
        "/groups/{group_id}/leavings", GroupWithCases.leave, "Registrera att någon har slutat i en grupp",
        {
            "joined_entry_id": example_id("/groups/{group_id}/members"), "left_group_on": "2026-03-16",
            "leaving": "other_support", "leaving_comment": "Fortsätter med enskilda samtal.",
        },
    ),
    Write("/groups/{group_id}/ending", Group.end, "Avsluta en grupp som ingen längre är med i", {"ended_on": "2026-03-16"}),
    Write(
        "/groups/{group_id}/strikings", GroupWithCases.strike, "Stryk en uppgift om en grupp, i medlemmarnas ärenden också",
        {"entry_id": example_id("/groups/{group_id}/ending"), "reason": "Gruppen fortsätter med nya deltagare."}, new_ids=(),
    ),
)
