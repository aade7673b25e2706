"""Facts: the coordinating worker and the co-workers, with their periods."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.case.entry_events import CaseEntry
from domain.case.team.codes import TeamRole


class TeamMemberAdded(CaseEntry):
    """A member of staff works in the case in a role, both days included (sv. *medarbetare i ärendet*).

    Who is *responsible* is another thing, and stands in the assignments: a coordinating worker who is away is still the
    coordinating one, and a stand-in who is responsible for a week joins no team.
    """

    TYPE: ClassVar[str] = "case.team_member_added"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"worker_name": "staff"}
    DAY: ClassVar[str | None] = "from_date"
    TELLS_LATENESS: ClassVar[bool] = False

    worker_id: UUID
    worker_name: str
    worker_title: str | None = None
    team_role: TeamRole
    from_date: date
    to_date: date | None = None
    """The last day; None = until they leave or, for the coordinating worker, until the next one."""


class TeamMemberLeft(CaseEntry):
    """A member of the team has a last day; never the cause, which is their own matter (sv. *lämnade ärendet*)."""

    TYPE: ClassVar[str] = "case.team_member_left"
    DAY: ClassVar[str | None] = "left_on"
    TELLS_LATENESS: ClassVar[bool] = False

    membership_id: UUID
    """The entry that added them."""
    left_on: date
    """The last day in the team."""
