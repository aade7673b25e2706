"""What may be written in the stream `policy`."""

from __future__ import annotations

from api.writes.write import Write
from domain.policy.adoption import PolicyAdoption

WRITES: tuple[Write, ...] = (
    Write(
        "/policies", PolicyAdoption.adopt, "Anta riktvärden från en dag",
        {
            "policy_values": [{"bound": "note_delay_days", "amount": "5"}], "takes_effect_on": "2026-12-01",
            "adopted_on": "2026-03-12", "adopted_by": "Enhetschefen", "board_decision_reference": "Delegationsbeslut 2026-031",
            "reason": "Anteckningar ska skrivas samma arbetsvecka.",
        },
        new_ids=("adoption_id",), begins=True,
    ),
    Write(
        "/policies/{adoption_id}/withdrawal", PolicyAdoption.withdraw, "Återta riktvärden som inte har börjat gälla",
        {"reason": "Nämnden tar upp frågan igen."}, new_ids=(),
    ),
)
