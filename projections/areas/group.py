"""The words of the stream `group`, and of what field work says beside its counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.group.events import GroupMemberJoined, GroupSessionHeld
from domain.group.group import Group
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "group.started": "Grupp startad",
    "group.changed": "Grupp ändrad",
    "group.member_joined": "Ny medlem i gruppen",
    "group.member_left": "Medlem slutade i gruppen",
    "group.session_held": "Gruppträff",
    "group.ended": "Grupp avslutad",
    "group.entry_struck": "Uppgift om gruppen struken",
    "outreach.described": "Uppsökande arbete beskrivet",
    "outreach.confirmed": "Länkning bekräftad",
}
FIELD_LABELS: Mapping[str, str] = {
    "group_programme": "Gruppens program",
    "planned_sessions": "Planerade träffar",
    "few_leaders": "Varför ledarna är färre",
    "group_step": "Träff nummer",
    "attendances": "Närvaro",
    "outreach_place": "Plats för uppsökande arbete",
    "parent_contact_reason": "Anledning till föräldrakontakt",
    "linked_to": "Länkad till",
    "restated_because": "Varför på nytt",
    "confirmed_on": "Bekräftad",
    "still_in_contact": "Fortfarande i kontakt",
}
TEXT_LABELS: Mapping[str, str] = {}


def group_document(group: Group) -> dict[str, Any]:
    """A group as it stands, as JSON; its members are ids of cases, and a reader sees those that they may."""
    facts, sessions = group.facts, group.sessions
    return {
        "group": as_json(group.id), "version": group.version, "unit": as_json(facts.unit),
        "group_programme": facts.group_programme, "started_on": as_json(facts.started_on),
        "planned_sessions": facts.planned_sessions, "leaders": as_json(facts.leader_ids),
        "few_leaders": as_json(facts.few_leaders),
        "ended_on": None if group.ended is None else as_json(group.ended.ended_on),
        "steps_held": sorted({each.group_step for each in sessions}),
        "members": [_member(group, each) for each in group.joined],
        "sessions": [_session(each) for each in sessions],
    }


def _member(group: Group, joined: GroupMemberJoined) -> dict[str, Any]:
    return {
        "entry": as_json(joined.entry_id), "case": as_json(joined.case_id), "joined_on": as_json(joined.joined_on),
        "individual_talk_on": as_json(joined.individual_talk_on), "left_group_on": as_json(group.left_group_on(joined.entry_id)),
    }


def _session(held: GroupSessionHeld) -> dict[str, Any]:
    return {
        "entry": as_json(held.entry_id), "occurred": as_json(held.occurred), "group_step": held.group_step,
        "leaders": as_json(held.leader_ids), "few_leaders": as_json(held.few_leaders), "themes": as_json(held.themes),
        "attendances": as_json(held.attendances),
    }
