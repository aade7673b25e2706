"""What may be written: what is documented when a case has ended."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/closing-documentations", Case.document_closing, "Dokumentera avslutet",
        {
            "closing_documented_on": "2026-10-02", "ending_kind": "unplanned", "interruption_cause": "method_unsuitable",
            "cause_details": "Familjen ville inte fortsätta i grupp.", "home_at_closing": "own_contract",
            "done_summary": "Sex samtal med familjen och två hembesök.", "situation_at_closing": "Kvällarna är lugnare.",
            "goal_attainment": "partly",
            "goal_outcomes": [{"goal_id": example_id("/cases/{case_id}/goals"), "goal_attainment": "partly"}],
            "assessment": "Familjen har kommit en bit på väg och behöver stöd i en annan form.",
            "individual_view": "Samtalen hemma hjälpte mest.", "child_view": "Jag vill att mamma fortsätter.",
            "remaining_need": "yes", "remaining_need_details": "Enskilda samtal för mamman.",
            "reported_to_commissioner_on": "2026-10-01", "reporting_manner": "meeting", "referrals": ["addiction_care"],
            "referral_details": "Första tiden är bokad.",
            "final_rating_ids": [example_id("/cases/{case_id}/ratings", "rating_id")],
        },
        on="2026-10-02",
    ),
)
