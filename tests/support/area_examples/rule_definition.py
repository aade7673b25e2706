"""One full example of every event type of the stream `rule_definition`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.rule_definition import events as e
from tests.support.cast import ADMINISTRATION_STAMP, cast_id

_decision = envelope(cast_id(2410), 0, ADMINISTRATION_STAMP)

DEFINITION = (
    '{"check": {"begins": ["started"], "before": true, "days": 14, "ends": ["plan"], "is": "done_in_time", "of_case": true},'
    ' "data": "start, planer", "holds": {"activities": ["KBT-teamet"]}, "id": "KBT-01", "meaning": "Planen finns inom fjorton'
    ' dagar.", "name": "Planen inom två veckor", "severity": "C", "source": "Enhetens rutin", "to_do": "Upprätta planen.",'
    ' "version": 1}'
)
"""A definition as it is stored."""

FIRST = {"rule_definition.withdrawn": []}
"""Each decision is a stream of its own."""

EXAMPLES: tuple[DomainEvent, ...] = (
    e.RuleAdopted(
        **_decision, rule="KBT-01", rule_version=1, definition=DEFINITION, takes_effect_on=date(2025, 1, 1),
        adopted_on=date(2024, 11, 19), adopted_by="Enhetschefen", board_decision_reference="§ 106", reason="Teamets rutin.",
    ),
    e.RuleWithdrawn(
        **_decision, rule="KBT-01", rule_version=1, takes_effect_on=date(2025, 1, 1), reason="Rutinen har ändrats.",
    ),
    e.RuleDecisionTakenBack(**_decision, reason="Enheten tar upp frågan igen."),
)
