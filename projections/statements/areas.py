"""What the entries of a case's areas state. An entry is never stated anew: it is struck, and what it stated with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from domain.base import RecordedEvent
from domain.case.entry_events import CaseEntry
from domain.case.follow_up.events import FollowUpDone, FollowUpFacts, FollowUpNotDone
from domain.case.phases.events import PhaseEntered
from domain.case.review.events import CaseReviewed
from domain.case.team.events import TeamMemberAdded, TeamMemberLeft
from projections.statements.fact import FactKind, Stated, begins, ends, follow_up_key


def _phase(recorded: RecordedEvent) -> Iterable[Stated]:
    event: PhaseEntered = recorded.event
    return (begins(FactKind.PHASE, event.entry_id, event.originator_id, event.entered_on, code=event.phase.value),)


def _team_member(recorded: RecordedEvent) -> Iterable[Stated]:
    event: TeamMemberAdded = recorded.event
    return (begins(
        FactKind.TEAM_MEMBER, event.entry_id, event.entry_id, event.from_date, event.to_date, staff_id=event.worker_id,
        code=event.team_role.value,
    ),)


def _team_member_left(recorded: RecordedEvent) -> Iterable[Stated]:
    event: TeamMemberLeft = recorded.event
    return (ends(FactKind.TEAM_MEMBER, event.entry_id, event.membership_id, event.left_on),)


def _reviewed(recorded: RecordedEvent) -> Iterable[Stated]:
    event: CaseReviewed = recorded.event
    return (begins(FactKind.REVIEW_CASE, event.entry_id, event.originator_id, event.reviewed_on, event.next_review_on),)


def _followed_up(recorded: RecordedEvent) -> Iterable[Stated]:
    event: FollowUpFacts = recorded.event
    day = event.when()
    assert day is not None, "every follow-up has a day"
    return (ends(
        FactKind.FOLLOW_UP_CLOSING, event.entry_id, follow_up_key(event.originator_id, event.follow_up_point.months), day.on
    ),)


STATES_OF_AREAS: Mapping[type[CaseEntry], Callable[[RecordedEvent], Iterable[Stated]]] = {
    PhaseEntered: _phase,
    TeamMemberAdded: _team_member,
    TeamMemberLeft: _team_member_left,
    CaseReviewed: _reviewed,
    FollowUpDone: _followed_up,
    FollowUpNotDone: _followed_up,
}
