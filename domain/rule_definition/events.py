"""Facts about the rules that a board's journals are reviewed by (sv. *regelbeslut*): a unit's own, and tightened ones."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from domain.base import DomainEvent, RetentionClass


class RuleDecisionEvent(DomainEvent):
    """What every decision about rules shares: it is about the organisation and about no person."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class RuleAdopted(RuleDecisionEvent):
    """A unit's own rule, or a version of a shipped one, takes effect on a day (sv. *antagen granskningsregel*).

    `definition` is the whole of it, as `domain.completeness.text` stores it: an answer rests on this text and not on files that
    another version of the program may come without. It holds in the activities that it names, and in all when it names none;
    elsewhere the version before it goes on.
    """

    TYPE: ClassVar[str] = "rule_definition.adopted"

    rule: str
    rule_version: int
    definition: str
    takes_effect_on: date
    adopted_on: date
    adopted_by: str
    """Who decided, as a role or a body: the board, the head of the unit."""
    board_decision_reference: str | None = None
    reason: str


class RuleWithdrawn(RuleDecisionEvent):
    """A version that was adopted asks nothing any more, from a day on (sv. *upphävd granskningsregel*).

    What began before that day is judged by it still. Of a shipped rule what held before it holds again.
    """

    TYPE: ClassVar[str] = "rule_definition.withdrawn"

    rule: str
    rule_version: int
    takes_effect_on: date
    reason: str


class RuleDecisionTakenBack(RuleDecisionEvent):
    """A decision about a rule was taken back before it took effect (sv. *återtaget regelbeslut*)."""

    TYPE: ClassVar[str] = "rule_definition.decision_taken_back"

    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (RuleAdopted, RuleWithdrawn, RuleDecisionTakenBack)
