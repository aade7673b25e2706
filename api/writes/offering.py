"""What may be written in the stream `offering`."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.offering.offering import Offering

WRITES: tuple[Write, ...] = (
    Write(
        "/offerings", Offering.establish, "Inrätta ett verksamhetsutbud",
        {
            "unit": example_id("/units", "unit_id"), "offering_name": "Föräldrastöd i grupp och enskilt",
            "service_kind": "family_treatment", "regime": "insats_no_assessment", "regime_from": "2025-07-01", "max_talks": 8,
        },
        new_ids=("offering_id",), begins=True,
    ),
    Write(
        "/offerings/{offering_id}/regimes", Offering.change_regime, "Ändra utbudets dokumentationsregim",
        {
            "regime": "full_case", "regime_from": "2026-03-01", "board_decision_reference": "§ 14, dnr 2026-0117",
            "board_decided_on": "2026-02-18", "reason": "Insatsen beslutas efter individuell behovsprövning.",
        },
        new_ids=(),
    ),
    Write(
        "/offerings/{offering_id}/terms", Offering.change_terms, "Ändra utbudets namn eller antal samtal",
        {
            "offering_name": "Föräldrastöd", "max_talks": 10, "terms_from": "2026-04-01",
            "reason": "Namnet förkortas, två samtal fler.",
        },
        new_ids=(),
    ),
    Write(
        "/offerings/{offering_id}/instruments", Offering.set_instruments, "Ange vilka instrument som skattas med alla, och när",
        {
            "expected_ratings": [
                {"instrument": "ORS", "rated_when": "each_session", "session_kinds": ["conversation", "home_visit"]},
                {"instrument": "SRS", "rated_when": "each_session", "session_kinds": ["conversation", "home_visit"]},
                {"instrument": "ASI", "rated_when": "every_months", "every_months": 6},
            ],
            "instruments_from": "2026-03-16", "reason": "Enheten inför skattning vid varje besök.",
        },
        new_ids=(),
    ),
    Write(
        "/offerings/{offering_id}/withdrawal", Offering.withdraw, "Lägg ned ett utbud: det tar inte emot någon ny",
        {"withdrawn_from": "2026-12-31", "reason": "Uppgår i familjebehandlingen."}, new_ids=(),
    ),
)
