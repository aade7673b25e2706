"""Which rules judge journals on a day, each with its versions and the bounds of their days (sv. *gällande regler*).

What began under a version, and under the bounds of its day, is judged by them for ever; so a rule is the checks of all its days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.completeness.checks import Check
from domain.completeness.judging import InForce
from domain.completeness.rule import Holds, Rule
from domain.policies import Policy
from domain.policy.policy_history import PolicyHistory
from domain.rule_definition.history import RuleHistory, RuleVersion
from projections.completeness import RuleInForce

_DAY = timedelta(days=1)


def rules_in_force(history: RuleHistory, policies: PolicyHistory, day: date, only: str | None = None) -> tuple[RuleInForce, ...]:
    """Every rule that judges something on a day, by id.

    A rule of which some activities have a version of their own is there once for each group of them and once for the others:
    no case is judged by two, so their counts can be added.

    Args:
        day: Versions and bounds that take effect later are not there yet.
        only: This rule alone; None = all.
    """
    wanted = history.ids if only is None else tuple(each for each in history.ids if each == only)
    return tuple(each for rule_id in wanted for each in _of_rule(rule_id, history, policies, day))


def _of_rule(rule_id: str, history: RuleHistory, policies: PolicyHistory, day: date) -> Iterator[RuleInForce]:
    begun = [each for each in history.versions(rule_id) if each.takes_effect_on <= day and each.definition is not None]
    named = sorted({
        name.casefold() for each in begun if each.adopted is not None for name in each.rule.holds.activities
    })
    days = sorted({
        date.min, *(each for each in history.changes(rule_id) if each <= day),
        *(each.takes_effect_on for each in policies.adopted if each.takes_effect_on <= day),
    })
    groups: dict[tuple[RuleVersion | None, ...], list[str]] = {}
    for activity in named:
        groups.setdefault(tuple(history.version_on(rule_id, each, activity) for each in days), []).append(activity)
    others = tuple(history.version_on(rule_id, each) or _elsewhere(history, rule_id, each, named) for each in days)
    for versions, own in (*groups.items(), (others, None)):
        rule = next((each.rule for each in reversed(versions) if each is not None), None)
        if rule is not None:
            scope = (tuple(own), ()) if own is not None else ((), tuple(named))
            segments = list(_segments(rule_id, versions, days, scope, history, policies))
            yield RuleInForce(replace(rule, holds=_within(rule.holds, scope)), tuple(_joined(segments)))


def _elsewhere(history: RuleHistory, rule_id: str, day: date, named: Sequence[str]) -> RuleVersion | None:
    """The version that holds on a day in activities that only a shipped rule names."""
    standing = history.standing_on(rule_id, day)
    return next((each for each in standing if each.adopted is None and set(_names(each.rule.holds)) - set(named)), None)


def _segments(
    rule_id: str, versions: Sequence[RuleVersion | None], days: Sequence[date], scope: tuple[tuple[str, ...], tuple[str, ...]],
    history: RuleHistory, policies: PolicyHistory,
) -> Iterator[InForce]:
    for number, (version, first) in enumerate(zip(versions, days, strict=True)):
        if version is not None and version.rule.check is not None:
            last = days[number + 1] - _DAY if number + 1 < len(days) else None
            check = _strictest(version.rule, history.base_on(rule_id, first), policies.on(first))
            yield InForce(check, first, last, _within(version.rule.holds, scope))


def _strictest(rule: Rule, base: Rule | None, policy: Policy) -> Check:
    """The check under a policy; the number of days that a shipped rule has, by law or by the board's bound, is never passed."""
    check = rule.check_under(policy)
    limit = None if base is None or base.check is None else base.check_under(policy).days
    if limit is None or check.days is None or check.days <= limit:
        return check
    return check._replace(days=limit)


def _within(holds: Holds, scope: tuple[tuple[str, ...], tuple[str, ...]]) -> Holds:
    own, others = scope
    if own:
        return holds._replace(activities=own)
    return holds._replace(not_activities=others) if others else holds


def _joined(segments: Sequence[InForce]) -> Iterator[InForce]:
    """The segments, those that follow on each other and say the same as one."""
    before: InForce | None = None
    for each in segments:
        if before is not None and before.last is not None and before.last + _DAY == each.first and (
            (before.check, before.holds) == (each.check, each.holds)
        ):
            before = before._replace(last=each.last)
            continue
        if before is not None:
            yield before
        before = each
    if before is not None:
        yield before


def _names(holds: Holds) -> tuple[str, ...]:
    return tuple(name.casefold() for name in holds.activities)
