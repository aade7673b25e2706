"""What a review states of the journals that it takes in, as the service found it (sv. *granskningsunderlag*)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid5

from domain.base import Immutable
from domain.completeness.codes import Severity, Status


class ReviewedRule(Immutable):
    """A rule as it was when the review began (sv. *granskad regel*).

    `rule_checked`: cases, or viewpoints and the like in none, that it asked something of; `rule_found`: what it found missing or
    late in them, of which a case may have several. Both from 0.
    """

    rule: str
    rule_version: int
    severity: Severity
    rule_checked: int
    rule_found: int


class RuleFinding(Immutable):
    """What a rule found (sv. *regelns iakttagelse*); it says no name and no text."""

    finding_id: UUID
    rule: str
    rule_version: int
    severity: Severity
    case_id: UUID | None = None
    """None = it is in no case; then `found_in` says where."""
    found_in: UUID
    """The case, or what is in none, such as the viewpoint."""
    about: UUID
    """What in it, such as the session."""
    found_status: Status
    since: date | None = None
    until: date | None = None
    evidence_positions: tuple[int, ...] = ()
    basis: str | None = None
    claimed: bool = False


class ReviewScope(NamedTuple):
    """What a review asks the rules about (sv. *granskningens omfattning*).

    Args:
        unit: Whose journals.
        cases: Only these; empty = every one.
        rules: Only these, by id; empty = every rule in force.
        known_at: On the first so many events, from 1; None = on all.
    """

    review_id: UUID
    unit: UUID
    cases: tuple[UUID, ...]
    rules: tuple[str, ...]
    known_at: int | None


class Found(NamedTuple):
    """What the rules found (sv. *utfall*).

    Args:
        size: Of the first so many events.
        judged_on: The day that the rules judged.
        case_count: Journals in the scope.
    """

    size: int
    judged_on: date
    case_count: int
    rules: tuple[ReviewedRule, ...]
    findings: tuple[RuleFinding, ...]


class EventPlace(NamedTuple):
    """Where an event of a stream stands (sv. *händelsens plats*): its position, and the day in Sweden that it was recorded."""

    position: int
    recorded_on: date


EventAt = Callable[[UUID, int | None], EventPlace | None]
"""The event of a stream at a position (None = its last); None when the stream has none there."""


def finding_id_of(review_id: UUID, rule: str, found_in: UUID, about: UUID, evidence: tuple[int, ...], since: date | None) -> UUID:
    """The id of what a rule found: the same for the same thing in the same review."""
    return uuid5(review_id, f"{rule}/{found_in}/{about}/{evidence}/{since}")
