"""What is exempted from completeness rules, as rules see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from domain.base import DomainEvent, RecordedEvent
from domain.case.exemption.events import CaseExempted
from domain.completeness.exempting import exemption_code
from domain.completeness.kinds import CheckKind
from domain.completeness.rule import is_rule_id
from projections.local_time import day_of
from projections.statements.checks.stated import Checked, States


def _exempted(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: CaseExempted = recorded.event
    # What is no id of a rule exempts from nothing, and is no code either.
    if not is_rule_id(event.rule):
        return
    # From the day it is written, whoever decided it when: nothing is exempted afterwards.
    yield Checked(
        event.entry_id, CheckKind.EXEMPTION, event.exempted_entry_id or event.originator_id, day_of(recorded.recorded_us),
        event.exempted_until, code=exemption_code(event.rule, event.exemption_basis.value),
    )


STATES: Mapping[type[DomainEvent], States] = {CaseExempted: _exempted}
