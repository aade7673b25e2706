"""One full example of every event type of the stream `policy`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.policy.events import PolicyAdopted, PolicyValue, PolicyWithdrawn
from tests.support.cast import ADMINISTRATION_STAMP, cast_id

_policy = envelope(cast_id(801), 0, ADMINISTRATION_STAMP)

EXAMPLES: tuple[DomainEvent, ...] = (
    PolicyAdopted(
        **_policy, policy_values=(PolicyValue(bound="note_delay_days", amount="5"),), takes_effect_on=date(2025, 1, 1),
        adopted_on=date(2024, 11, 19), adopted_by="Enhetschefen", board_decision_reference="§ 104",
        reason="Anteckningar ska skrivas samma arbetsvecka.",
    ),
    PolicyWithdrawn(**_policy, reason="Nämnden tar upp frågan igen."),
)
