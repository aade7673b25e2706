"""The use case behind what a group and its members' cases record together: all of it in one append, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.case.case import Case
from domain.group.group import Group
from domain.group.joint import CaseOf
from domain.ledger.port import Ledger, Receipt
from domain.record_keeping import RecordKeeping, Regimes, Request

Decide = Callable[[Group, CaseOf], Sequence[DomainEvent]]
"""One of the decisions of `joint.py` with everything but the group and the cases handed in."""


class GroupKeeping:
    """Carries out decisions on a group and its members' cases in one ledger, and lets none store what a case's regime forbids."""

    def __init__(self, ledger: Ledger, regimes: Regimes) -> None:
        self._ledger = ledger
        self._regimes = regimes
        self._keeping = RecordKeeping(ledger, regimes)

    def carry_out(self, group_id: UUID, decide: Decide, request: Request) -> Receipt:
        """Record what `decide` answers to the state of a group and of the cases that it asks for.

        Args:
            request: Its `expected_version` is the group's.

        Raises:
            CommandReusedError: The command id was recorded with other content.
            StaleVersionError: The group is not at the expected version, or another writer was first in it or in one of the
                cases; nothing is recorded in any of them.
            DomainError: What `decide` refuses; then what the regime of a member's case, or of the group's unit, does not allow.
        """
        return self._keeping.carry_out(
            group_id, RetentionClass.CASE, Group.fold, lambda group: self._allowed(decide, group, request.recorded_us), request
        )

    def _allowed(self, decide: Decide, group: Group, recorded_us: int | None) -> Sequence[DomainEvent]:
        cases: dict[UUID, Case] = {}

        def case_of(case_id: UUID) -> Case:
            cases[case_id] = Case.fold(each.event for each in self._ledger.stream(case_id))
            return cases[case_id]

        events = decide(group, case_of)
        catalogue, day = self._regimes.catalogue(), self._regimes.day(recorded_us)
        for case_id, case in cases.items():
            # Each case is under its own offering, which need not be that of the group's unit.
            catalogue.require_allowed([case.facts], [event for event in events if event.originator_id == case_id], day)
        return events
