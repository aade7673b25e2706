"""What may be written: follow-ups after the closing."""

from __future__ import annotations

from api.writes.write import Write
from domain.case.case import Case

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/closing-follow-ups", Case.follow_up_closing, "Följ upp tre, sex eller tolv månader efter avslutet",
        {
            "follow_up_point": "months_3", "closing_followed_up_on": "2026-12-28", "follow_up_manner": "telephone",
            "answered_by": ["individual"], "follow_up_outcome": "better", "result_lasts": "yes", "known_to_services": "no",
            "fact": "Familjen har gått på fyra samtal hos öppenvården.", "individual_view": "Det är lugnt hemma.",
        },
        on="2026-12-28",
    ),
    Write(
        "/cases/{case_id}/closing-follow-up-losses", Case.give_up_follow_up, "Dokumentera varför en uppföljning inte kunde göras",
        {
            "follow_up_point": "months_6", "given_up_on": "2027-04-14", "no_follow_up_cause": "not_reached",
            "contact_attempts": 3, "no_follow_up_details": "Telefonnumret är inte längre i bruk.",
        },
        on="2027-04-14",
    ),
)
