"""The use case behind what a group and its members' cases record together: all of it in one append, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.case.case import Case
from domain.group.group import Group
from domain.group.joint import CaseOf
from domain.ledger.port import Ledger, Receipt
from domain.record_keeping import RecordKeeping, Request

Decide = Callable[[Group, CaseOf], Sequence[DomainEvent]]
"""One of the decisions of `joint.py` with everything but the group and the cases handed in."""


class GroupKeeping:
    """Carries out decisions on a group and its members' cases in one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._keeping = RecordKeeping(ledger)

    def carry_out(self, group_id: UUID, decide: Decide, request: Request) -> Receipt:
        """Record what `decide` answers to the state of a group and of the cases that it asks for.

        Args:
            request: Its `expected_version` is the group's.

        Raises:
            CommandReusedError: The command id was recorded with other content.
            StaleVersionError: The group is not at the expected version, or another writer was first in it or in one of the
                cases; nothing is recorded in any of them.
            DomainError: What `decide` refuses.
        """
        return self._keeping.carry_out(
            group_id, RetentionClass.CASE, Group.fold, lambda group: decide(group, self._case), request
        )

    def _case(self, case_id: UUID) -> Case:
        return Case.fold(each.event for each in self._ledger.stream(case_id))
