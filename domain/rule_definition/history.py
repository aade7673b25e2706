"""Which rules hold when, and where (sv. *reglernas historik*): an answer as of March uses those of March."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, Self
from uuid import UUID

from domain.base import DomainEvent
from domain.completeness.rule import Rule
from domain.completeness.text import RuleDefinition, read_rule_text
from domain.errors import InvalidValueError
from domain.rule_definition.events import RuleAdopted, RuleDecisionTakenBack, RuleWithdrawn


class RuleVersion(NamedTuple):
    """A version of a rule and since when it holds (sv. *regelversion*).

    Args:
        definition: None = today's program cannot judge by what was adopted.
        why_not: Why not; None when it can.
        adopted: The decision; None = shipped with the program, and in effect without one.
    """

    rule_id: str
    number: int
    definition: RuleDefinition | None
    why_not: str | None
    adopted: RuleAdopted | None

    @property
    def takes_effect_on(self) -> date:
        """The day from which it holds; what is shipped holds since ever."""
        return date.min if self.adopted is None else self.adopted.takes_effect_on

    @property
    def rule(self) -> Rule:
        """The rule, of a version that can be judged by."""
        assert self.definition is not None, "asked only of versions that can be judged by"
        return self.definition.rule

    def is_for(self, activity: str | None) -> bool:
        """Whether it was decided for an activity, by its name; None = for those that no version names."""
        names = {name.casefold() for name in self.rule.holds.activities}
        return not names or activity in names


class RuleHistory:
    """Every rule that a board's journals are reviewed by, shipped and adopted (sv. *reglernas historik*).

    Without any decision the lowest shipped version of a rule holds: a later one, in a later version of the program, takes
    effect when the board adopts it.

    Attributes:
        shipped: Every version that the program comes with, by id and version.
    """

    def __init__(self, shipped: Iterable[RuleDefinition], decisions: Iterable[DomainEvent] = ()) -> None:
        standing = tuple(decisions)
        self.shipped = {(each.rule.id, each.rule.version): each for each in shipped}
        self._withdrawn = [each for each in standing if isinstance(each, RuleWithdrawn)]
        self._order = {each.originator_id: number for number, each in enumerate(standing)}
        self._versions = self._by_rule([each for each in standing if isinstance(each, RuleAdopted)])

    @classmethod
    def fold(cls, shipped: Iterable[RuleDefinition], events: Iterable[DomainEvent]) -> Self:
        """The history after the events of all decisions of a board, in the order recorded; never refuses."""
        standing: dict[UUID, DomainEvent] = {}
        for event in events:
            if isinstance(event, RuleDecisionTakenBack):
                standing.pop(event.originator_id, None)
            else:
                standing[event.originator_id] = event
        return cls(shipped, standing.values())

    @property
    def ids(self) -> tuple[str, ...]:
        """Every rule that there is or has been, the shipped ones first."""
        shipped = {rule_id for rule_id, _ in self.shipped}
        return (*sorted(shipped), *sorted(self._versions.keys() - shipped))

    def is_shipped(self, rule_id: str) -> bool:
        """Whether the program comes with a rule of this id."""
        return any(each == rule_id for each, _ in self.shipped)

    def versions(self, rule_id: str) -> tuple[RuleVersion, ...]:
        """What has been decided of a rule, by the day that it takes effect, then as recorded."""
        return self._versions.get(rule_id, ())

    def withdrawals(self, rule_id: str) -> tuple[RuleWithdrawn, ...]:
        """The decisions that a version asks nothing any more, as recorded."""
        return tuple(each for each in self._withdrawn if each.rule == rule_id)

    def known(self, rule_id: str, number: int) -> str | None:
        """The text of a version, shipped or adopted; None = there is no such version."""
        shipped = self.shipped.get((rule_id, number))
        adopted = (each.adopted.definition for each in self.versions(rule_id) if each.adopted and each.number == number)
        return next(adopted, None if shipped is None else shipped.text)

    def highest(self, rule_id: str) -> int:
        """The highest number that a version of a rule has; 0 = there is no such rule."""
        shipped = [number for each_id, number in self.shipped if each_id == rule_id]
        return max((*shipped, *(each.number for each in self.versions(rule_id))), default=0)

    def standing_on(self, rule_id: str, day: date) -> tuple[RuleVersion, ...]:
        """The versions that hold on a day and can be judged by, what was decided last first: in each activity the first of them
        that is for it is the one."""
        return tuple(
            each for each in reversed(self.versions(rule_id))
            if each.takes_effect_on <= day and each.definition is not None and not self._is_withdrawn(each, day)
        )

    def version_on(self, rule_id: str, day: date, activity: str | None = None) -> RuleVersion | None:
        """The version that holds in an activity on a day, None = in those that no version names; None = there is none."""
        return next((each for each in self.standing_on(rule_id, day) if each.is_for(activity)), None)

    def base_on(self, rule_id: str, day: date) -> Rule | None:
        """The shipped version that holds on a day, by a decision of its own or without any; None = it is no shipped rule."""
        return next((
            each.rule for each in self.standing_on(rule_id, day)
            if each.adopted is None or self._is_text_of_shipped(each)
        ), None)

    def changes(self, rule_id: str) -> Iterator[date]:
        """Every day on which another version may begin to hold."""
        yield from (each.takes_effect_on for each in self.versions(rule_id))
        yield from (each.takes_effect_on for each in self.withdrawals(rule_id))

    def _is_text_of_shipped(self, version: RuleVersion) -> bool:
        shipped = self.shipped.get((version.rule_id, version.number))
        return shipped is not None and version.definition is not None and shipped.text == version.definition.text

    def _is_withdrawn(self, version: RuleVersion, day: date) -> bool:
        if version.adopted is None:
            return False
        # Of a withdrawal and a beginning on the same day the one that was recorded last holds.
        begun = (version.takes_effect_on, self._order[version.adopted.originator_id])
        return any(
            (each.takes_effect_on, self._order[each.originator_id]) > begun
            for each in self.withdrawals(version.rule_id)
            if each.rule_version == version.number and each.takes_effect_on <= day
        )

    def _by_rule(self, adopted: Iterable[RuleAdopted]) -> dict[str, tuple[RuleVersion, ...]]:
        found: dict[str, list[RuleVersion]] = {}
        for (rule_id, number), definition in sorted(self.shipped.items(), key=lambda each: each[0]):
            if rule_id not in found:
                found[rule_id] = [RuleVersion(rule_id, number, definition, None, None)]
        first_texts: dict[tuple[str, int], str] = {}
        for each in adopted:
            text = first_texts.setdefault((each.rule, each.rule_version), each.definition)
            # Two that were decided at once under one number: what the first says is what the number means.
            if text == each.definition:
                found.setdefault(each.rule, []).append(_version(each))
        return {each_id: tuple(sorted(versions, key=_since)) for each_id, versions in found.items()}


def _since(version: RuleVersion) -> date:
    return version.takes_effect_on


def _version(adopted: RuleAdopted) -> RuleVersion:
    try:
        definition, why_not = read_rule_text(adopted.definition), None
    except InvalidValueError as error:
        definition, why_not = None, str(error)
    return RuleVersion(adopted.rule, adopted.rule_version, definition, why_not, adopted)
