"""One full example of every event type of the area `team`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.case.team.codes import TeamRole
from domain.case.team.events import TeamMemberAdded, TeamMemberLeft
from tests.support.cast import ANNA, CASE, STAMP, STARTED_ON, cast_id, source

_CASE = envelope(CASE, 0, STAMP)

EXAMPLES: tuple[DomainEvent, ...] = (
    TeamMemberAdded(
        **_CASE, entry_id=cast_id(850), worker_id=ANNA, worker_name="Anna Exempel", worker_title="KBT-behandlare",
        team_role=TeamRole.COORDINATING_WORKER, from_date=STARTED_ON, to_date=date(2025, 3, 3), source=source("Team"),
    ),
    TeamMemberLeft(
        **_CASE, entry_id=cast_id(851), membership_id=cast_id(850), left_on=date(2024, 9, 2), source=source("Team")
    ),
)

FIRST = {"case.team_member_left": ["case.opened", "case.team_member_added"]}
