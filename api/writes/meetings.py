"""What may be written: start, follow-up and closing meetings of the three parties."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/three-party-meetings", Case.record_three_party_meeting,
        "Registrera ett uppstarts-, uppföljnings-, avsluts- eller informationsmöte",
        {
            "meeting_kind": "start",
            "occurred": {"on": "2026-03-10", "at": "15:00:00", "precision": "minute"},
            "meeting_parties": [
                {"meeting_party": "individual", "presence": "took_part"},
                {"meeting_party": "commissioner", "presence": "took_part"},
                {"meeting_party": "provider", "presence": "took_part"},
                {"meeting_party": "father", "presence": "not_invited", "missing_party_reason": "violence"},
            ],
            "agreed_at_meeting": "Samtal varje vecka, och uppföljning i juni.",
            "individual_view": "Vill komma i gång så fort som möjligt.",
            "session_id": example_id("/cases/{case_id}/sessions", "session_id"),
        },
    ),
    Write(
        "/cases/{case_id}/waived-three-party-meetings", Case.waive_three_party_meeting,
        "Registrera att ett trepartsmöte inte hålls, och varför",
        {
            "meeting_kind": "follow_up", "meeting_waived_on": "2026-03-16", "meeting_waived_by": ["commissioner"],
            "reason": "Uppdragsgivaren var med när planen följdes upp.",
        },
    ),
)
