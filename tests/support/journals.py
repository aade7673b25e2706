"""A journal as it is written day by day, and what a shipped rule finds in it: real events, real statements, the pure judge.

`found("R-03", date(2024, 7, 18), (JULY_10, SESSION), (JULY_17, NOTE))` is what R-03 finds on 18 July in a journal in which the
session was written down on 10 July and its note on 17 July. The case is opened on its first day unless one is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import pytest

from domain.base import DomainEvent, Purpose, RecordedEvent
from domain.case.events import CaseOpened
from domain.completeness.codes import Status
from domain.completeness.finding import Finding, worst
from domain.completeness.judging import InForce
from domain.completeness.shipped import shipped_rules
from domain.policies import DEFAULT_POLICY, Policy
from projections.checked_records import checked_records
from projections.completeness import RuleInForce, judge_case
from tests.support.examples import EXAMPLES, STARTED_ON

RULES = {rule.id: rule for rule in shipped_rules()}
Written = tuple[date, DomainEvent]
"""An event, and the day on which it was written."""

# As it is opened here: from no source, in an offering with full documentation, and on the day that treatment starts.
OPENED = EXAMPLES["case.opened.v1"].model_copy(update={"source": None, "received_on": STARTED_ON})


def example(name: str, **changes: Any) -> Any:
    """The example of an event type, written here and from no source, with other values in some fields."""
    event = EXAMPLES[f"{name}.v{_schema(name)}"]
    return event.model_copy(update={"source": None, **changes} if "source" in type(event).model_fields else changes)


def imported(event: Any, **changes: Any) -> Any:
    """The same fact as an import records it, with a source that claims nothing unless it is given."""
    source = EXAMPLES["case.opened.v1"].source.model_copy(
        update={"claimed_recorded_on": None, "claimed_recorded_at": None}
    )
    return event.model_copy(update={"source": source, "purpose": Purpose.IMPORT, **changes})


def found(rule_id: str, day: date, *written: Written, policy: Policy = DEFAULT_POLICY) -> list[Finding]:
    """What a rule finds on a day in the journal of the case that is opened."""
    journal = written if any(isinstance(event, CaseOpened) for _, event in written) else [(STARTED_ON, OPENED), *written]
    records = checked_records(recorded([*journal]), day)
    rule = RULES[rule_id]
    checks = () if rule.check is None else (InForce(rule.check_under(policy)),)
    return [
        each.finding for record in records if hasattr(record.about, "case_id")
        for each in judge_case([RuleInForce(rule, checks)], record.about, record.facts, day)
    ]


def status(rule_id: str, day: date, *written: Written, policy: Policy = DEFAULT_POLICY) -> Status:
    """How the journal stands by a rule on a day: the gravest of what it finds."""
    return worst(found(rule_id, day, *written, policy=policy))


def recorded(written: Sequence[Written]) -> list[RecordedEvent]:
    """The events with their places in a ledger, each at noon UTC on its day, and each stream's versions from 1."""
    versions: dict[UUID, int] = {}
    history = []
    for position, (day, event) in enumerate(written):
        versions[event.originator_id] = versions.get(event.originator_id, 0) + 1
        instant = datetime.combine(day, time(12), UTC) - datetime(1970, 1, 1, tzinfo=UTC)
        numbered = event.model_copy(update={"originator_version": versions[event.originator_id]})
        history.append(RecordedEvent(numbered, position, instant // timedelta(microseconds=1)))
    return history


class Journal(NamedTuple):
    """A journal, and how it stands by a rule on a day.

    Args:
        since: The first day on which something is missing, or was; None = nothing is.
    """

    what: str
    day: date
    expected: Status
    written: tuple[Written, ...] = ()
    since: date | None = None


def journals(rule_id: str, *rows: Journal) -> pytest.MarkDecorator:
    """A test for each journal, which gets the rule's id and the journal."""
    return pytest.mark.parametrize(("rule_id", "journal"), [pytest.param(rule_id, row, id=row.what) for row in rows])


def require_so(rule_id: str, journal: Journal) -> list[Finding]:
    """That the journal stands as it is said to by the rule; what the rule finds."""
    findings = found(rule_id, journal.day, *journal.written)
    assert worst(findings) is journal.expected
    assert [each.since for each in findings if each.status is journal.expected][:1] == (
        [] if journal.expected is Status.NOT_APPLICABLE and not findings else [journal.since]
    )
    return findings


def _schema(name: str) -> int:
    return max(int(wire.rpartition(".v")[2]) for wire in EXAMPLES if wire.rpartition(".v")[0] == name)
