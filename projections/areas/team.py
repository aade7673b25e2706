"""The words and the document of an area: the coordinating worker and the co-workers, with their periods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from domain.case.team.codes import TeamRole
from domain.case.team.state import Membership
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "case.team_member_added": "Medarbetare i ärendet",
    "case.team_member_left": "Medarbetare lämnar ärendet",
}
FIELD_LABELS: Mapping[str, str] = {
    "worker_name": "Medarbetare",
    "worker_title": "Befattning",
    "team_role": "Roll i ärendet",
    "left_on": "Sista dag i ärendet",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: `coordinating` one after another, `co_workers` side by side, both by first day.

    Who is in the team on a day is whoever's `from` and `to` (None = goes on) it lies between, both included. Who is
    responsible for the case is not said here: that is the case's own `responsible`.
    """
    members = [_member(each) for each in case.team.memberships()]
    coordinating = TeamRole.COORDINATING_WORKER.value
    return {
        "coordinating": [each for each in members if each["role"] == coordinating],
        "co_workers": [each for each in members if each["role"] != coordinating],
    }


def _member(membership: Membership) -> dict[str, Any]:
    added, last = membership
    return {
        "entry": as_json(added.entry_id), "role": as_json(added.team_role), "from": as_json(added.from_date),
        "to": as_json(last),
        "worker": {"id": as_json(added.worker_id), "name": added.worker_name, "title": added.worker_title},
    }
