"""What the individuals concerned were told, as a report remembers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from domain.lex_sarah import handling_events as h
from domain.lex_sarah import individuals_events as e
from domain.lex_sarah import investigation_events as i
from domain.lex_sarah.base import LexSarahEvent, Region
from domain.lex_sarah.codes import Affected, IndividualState, LexSarahStep
from domain.lex_sarah.timers import Step, step
from domain.policies import Policy


class IndividualStanding(NamedTuple):
    """What is known of one individual (sv. *berörd enskild*).

    Args:
        informed: Every time they were told, in the order recorded.
        not_informed: Why they were not told.
        linked: The entries of their record that tell of it.
        not_linked: Why their record tells nothing.
    """

    informed: tuple[e.IndividualInformed, ...] = ()
    not_informed: e.IndividualNotInformed | None = None
    linked: tuple[e.RecordLinked, ...] = ()
    not_linked: e.RecordNotLinked | None = None

    @property
    def state(self) -> IndividualState:
        """Whether they were told."""
        if self.informed:
            return IndividualState.INFORMED
        return IndividualState.NOT_INFORMED if self.not_informed is None else IndividualState.NOT_INFORMED_MOTIVATED

    @property
    def is_linked(self) -> bool:
        """Whether their record tells of it, or it is said why not."""
        return bool(self.linked) or self.not_linked is not None

    @property
    def settled_on(self) -> date | None:
        """The day they were told first, or it was decided that they are not; None = neither yet."""
        told = [each.told_on for each in self.informed]
        return min(told) if told else self.not_informed and self.not_informed.not_told_decided_on


class IndividualsRegion(Region):
    """The individuals who are affected (sv. *berörda enskilda*), each by the case that is their record.

    Attributes:
        affected, case_ids: Who is affected, as last stated.
        reported_on: The day of the report.
        standings: What is known of each, by case; of one who is no longer counted as affected too.
        unknown_settled: What was done to find out who else is affected.
        children: The cases in which what it meant for a child was assessed.
    """

    def clear(self) -> None:
        """Set the memory to that of a region that no event has touched."""
        self.affected = Affected.UNKNOWN
        self.case_ids: tuple[UUID, ...] = ()
        self.reported_on: date | None = None
        self.standings: dict[UUID, IndividualStanding] = {}
        self.unknown_settled: e.UnknownIndividualsSettled | None = None
        self.children: frozenset[UUID] = frozenset()

    def standing(self, case_id: UUID) -> IndividualStanding:
        """What is known of one individual."""
        return self.standings.get(case_id, IndividualStanding())

    @property
    def is_begun(self) -> bool:
        """Whether anything was said of what an individual was told."""
        return bool(self.standings) or self.unknown_settled is not None

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is left to do before the report can be closed."""
        each = [self.standing(case_id) for case_id in self.case_ids]
        untold = sum(one.state is IndividualState.NOT_INFORMED for one in each)
        unlinked = sum(not one.is_linked for one in each)
        found = []
        if untold:
            found.append(f"information till berörda ({untold}), eller motiveringen till att den inte ges")
        if unlinked:
            found.append(f"anteckning i berördas akter ({unlinked}), eller motiveringen till att den saknas")
        if self.affected is not Affected.CASES and self.unknown_settled is None:
            found.append("vad som gjorts för att ta reda på vilka fler som berörs")
        return tuple(found)

    def steps(self, policy: Policy) -> tuple[Step, ...]:
        """The time to tell each individual."""
        if self.reported_on is None:
            return ()
        days = policy.lex_sarah_inform_days
        return tuple(
            step(LexSarahStep.INFORM_INDIVIDUAL, self.reported_on, days, self.standing(case_id).settled_on)
            for case_id in self.case_ids
        )

    def _report(self, event: h.LexSarahReportSubmitted) -> None:
        self.affected, self.case_ids, self.reported_on = event.affected, event.case_ids, event.submitted_on

    def _state_affected(self, event: h.AffectedStated) -> None:
        self.affected, self.case_ids, self.unknown_settled = event.affected, event.case_ids, None

    def _assess_consequences(self, event: i.ConsequencesAssessed) -> None:
        if event.case_id is not None:
            self.children = self.children | {event.case_id} if event.child_concerned else self.children - {event.case_id}

    def _inform(self, event: e.IndividualInformed) -> None:
        self._change(event.about_case_id, informed=(*self.standing(event.about_case_id).informed, event), not_informed=None)

    def _leave_uninformed(self, event: e.IndividualNotInformed) -> None:
        self._change(event.about_case_id, not_informed=event)

    def _link(self, event: e.RecordLinked) -> None:
        self._change(event.about_case_id, linked=(*self.standing(event.about_case_id).linked, event), not_linked=None)

    def _leave_unlinked(self, event: e.RecordNotLinked) -> None:
        self._change(event.about_case_id, not_linked=event)

    def _settle_unknown(self, event: e.UnknownIndividualsSettled) -> None:
        self.unknown_settled = event

    def _change(self, case_id: UUID, **changes: Any) -> None:
        self.standings = {**self.standings, case_id: self.standing(case_id)._replace(**changes)}

    APPLY: ClassVar[Mapping[type[LexSarahEvent], Callable[[Any, Any], None]]] = {
        h.LexSarahReportSubmitted: _report,
        h.AffectedStated: _state_affected,
        i.ConsequencesAssessed: _assess_consequences,
        e.IndividualInformed: _inform,
        e.IndividualNotInformed: _leave_uninformed,
        e.RecordLinked: _link,
        e.RecordNotLinked: _leave_unlinked,
        e.UnknownIndividualsSettled: _settle_unknown,
    }
