"""What may be written: steps on the housing ladder, disturbances, arrears, eviction, own contract."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

_ARREARS = "/cases/{case_id}/arrears"

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/housing-steps", Case.take_housing_step, "Registrera ett nytt steg i boendekedjan",
        {"moved_on": "2026-03-02", "housing_step": "trial_flat", "landlord_kind": "municipal_company"},
    ),
    Write(
        "/cases/{case_id}/disturbances", Case.report_disturbance, "Registrera en störning i boendet",
        {
            "occurred": {"on": "2026-03-14", "at": "23:30", "precision": "minute"}, "disturbance_kind": "noise",
            "disturbance_reporter": "landlord", "disturbance_text": "Hög musik efter klockan 23.",
            "rectification_demanded": False, "disturbance_measure": "Samtal med den enskilde samma vecka.",
            "disturbance_view": "Hade gäster och sänkte när grannen sade till.",
        },
    ),
    Write(
        _ARREARS, Case.record_arrears, "Registrera en hyresskuld",
        {"arrears_month": "2026-03-01", "arrears_known_on": "2026-03-10", "arrears_sek": "6450.00"},
    ),
    Write(
        "/cases/{case_id}/arrears-handlings", Case.handle_arrears, "Registrera vad som gjorts åt en hyresskuld",
        {
            "arrears_id": example_id(_ARREARS), "arrears_handled_on": "2026-03-13", "arrears_handling": "instalments",
            "remaining_sek": "4300.00", "arrears_text": "Betalar resten på två månader.",
        },
    ),
    Write(
        "/cases/{case_id}/eviction-stages", Case.reach_eviction_stage, "Registrera ett steg mot avhysning",
        {
            "eviction_stage": "risk", "stage_reached_on": "2026-03-10", "eviction_cause": "arrears", "children_affected": "no",
            "eviction_measure": "Hyresvärden kontaktad om avbetalning.",
        },
    ),
    Write(
        "/cases/{case_id}/own-contracts", Case.receive_own_contract, "Registrera ett eget kontrakt",
        {
            "contract_from": "2026-10-01", "contract_kind": "first_hand", "landlord_kind": "municipal_company",
            "took_over_flat": True,
        },
    ),
)
