"""The words of the stream `rule_definition`, and what journals are reviewed by as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.completeness.rule import Holds, Rule
from domain.policies import Policy
from domain.rule_definition.events import RuleWithdrawn
from domain.rule_definition.history import RuleHistory, RuleVersion
from projections.areas.adopted_version import version_document
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "rule_definition.adopted": "Granskningsregel antagen",
    "rule_definition.withdrawn": "Granskningsregel upphävd",
    "rule_definition.decision_taken_back": "Regelbeslut återtaget",
}
FIELD_LABELS: Mapping[str, str] = {"rule": "Granskningsregel", "rule_version": "Version"}
TEXT_LABELS: Mapping[str, str] = {}


def rules_document(history: RuleHistory, policy: Policy, day: date) -> list[dict[str, Any]]:
    """Every rule that there is or has been, as JSON: what holds on a day and where, then everything that was decided.

    Args:
        policy: The bounds of the day.
    """
    return [_rule(history, each, policy, day) for each in history.ids]


def rule_says(rule: Rule, policy: Policy) -> dict[str, Any]:
    """What a rule asks and why, in Swedish, with its numbers under a policy."""
    check = None if rule.check is None else rule.check_under(policy)
    return {
        "name": rule.name, "meaning": rule.meaning, "to_do": rule.to_do, "data": rule.data, "severity": rule.severity.value,
        "severity_in_words": rule.severity.swedish, "source": rule.source, "proof": rule.proof.value,
        "proof_in_words": rule.proof.swedish, "days": None if check is None else check.days,
        "days_set_by": None if check is None or check.days is None else _set_by(rule), "holds": _holds(rule.holds),
        "waits_for": rule.waits_for,
    }


def _set_by(rule: Rule) -> str:
    return "källan" if rule.days.bound is None else f"nämndens riktvärde {rule.days.bound}"


def _holds(holds: Holds) -> dict[str, Any]:
    """The conditions that are given, by name; none = for every case."""
    given = {name: value for name, value in zip(Holds._fields, holds, strict=True) if value not in (None, ())}
    return {
        name: [getattr(each, "swedish", each) for each in value] if isinstance(value, tuple) else value
        for name, value in given.items()
    }


def _rule(history: RuleHistory, rule_id: str, policy: Policy, day: date) -> dict[str, Any]:
    standing = history.standing_on(rule_id, day)
    everywhere = next((number for number, each in enumerate(standing) if each.is_for(None)), len(standing))
    return {
        "rule": rule_id,
        "shipped": history.is_shipped(rule_id),
        "in_force": [_version(each, policy) for each in standing[: everywhere + 1]],
        "versions": [_version(each, policy) for each in history.versions(rule_id)],
        "shipped_versions": sorted(number for each_id, number in history.shipped if each_id == rule_id),
        "withdrawn": [_withdrawn(each) for each in history.withdrawals(rule_id)],
    }


def _version(version: RuleVersion, policy: Policy) -> dict[str, Any]:
    definition = version.definition
    return version_document(
        version.number, version.adopted, None if definition is None else definition.text,
        why_not=("cannot_be_judged", version.why_not), says=None if definition is None else rule_says(definition.rule, policy),
    )


def _withdrawn(each: RuleWithdrawn) -> dict[str, Any]:
    return {
        "decision": as_json(each.originator_id), "version": each.rule_version,
        "takes_effect_on": as_json(each.takes_effect_on), "reason": each.reason,
    }
