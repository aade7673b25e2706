"""What may be written in the stream `concern` (sv. *oro*)."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.concern.concern import Concern

_STAFF = example_id("/staff", "staff_id")
_ONE = "/concerns/{concern_id}"
_OUTREACH = _ONE + "/outreach-attempts"
_RECEIVED = {
    "unit": example_id("/units", "unit_id"), "received_at": {"on": "2026-03-02", "at": "09:10:00", "precision": "minute"},
    "occurred": {"on": "2026-02-28"}, "concern_about": "child", "person_name": "Kim Exempel", "birth_year": 2012, "gender": "boy",
    "known_case_id": None, "concern_kinds": ["violence"], "reporter_role": "school",
    "concern_reporter_name": "Rektor Exempelsson", "concern_reporter_contact": None, "person_contact": None,
    "concern_channel": "telephone", "concern_text": "Skolan ser blåmärken och att Kim inte vill gå hem.", "receiver_id": _STAFF,
}

WRITES: tuple[Write, ...] = (
    Write(
        "/concerns", Concern.receive, "Ta emot en oro om någon som inte har ett ärende", _RECEIVED,
        new_ids=("concern_id",), on="2026-03-02", begins=True,
    ),
    Write(
        _ONE + "/corrections", Concern.correct, "Rätta vad en oro säger: alla uppgifter på nytt",
        {**_RECEIVED, "gender": "girl", "reason": "Fel kön i första anteckningen."}, new_ids=(), on="2026-03-02",
    ),
    Write(
        _ONE + "/protection-assessments", Concern.assess_protection, "Gör en omedelbar skyddsbedömning",
        {
            "assessed_at": {"on": "2026-03-02", "at": "10:00:00", "precision": "minute"}, "protection_need": "not_needed",
            "assessment": "Kim är hos sin mormor till onsdag, och pappan är bortrest.",
            "not_heard_reason": "Samtal med Kim är bokat till i morgon på skolan.", "assessor_id": _STAFF,
        },
        on="2026-03-02",
    ),
    Write(
        _ONE + "/inquiry-decisions", Concern.decide_inquiry, "Besluta om utredning ska inledas",
        {
            "decided_on": "2026-03-04", "inquiry_decision": "open", "grounds": "Uppgifterna tyder på våld i hemmet.",
            "child_view": "Kim vill inte att någon ringer hem.", "decider_id": _STAFF, "delegation": "3.2",
        },
        on="2026-03-04",
    ),
    Write(
        _ONE + "/notifications", Concern.inform_concerned, "Skriv in vilka som underrättats om utredningen",
        {"parties_informed_on": "2026-03-04", "informed_parties": ["child", "guardian"]}, on="2026-03-04",
    ),
    Write(
        _ONE + "/extensions", Concern.extend_inquiry, "Förläng utredningstiden för ett barn",
        {
            "decided_on": "2026-03-16", "extended_to": "2026-08-04", "decider_id": _STAFF, "delegation": "3.4",
            "special_reasons": "Läkarundersökningen kan göras först i juli.",
        },
    ),
    Write(
        _OUTREACH, Concern.make_outreach, "Skriv in ett försök att nå personen",
        {
            "sought_at": {"on": "2026-03-16", "at": "16:00:00", "precision": "minute"}, "outreach_way": "home_visit",
            "outreach_result": "accepted", "acute_need": "no", "account": "Mamman öppnade och ville ha ett möte.",
            "individual_view": "Jag orkar inte själv.", "try_again_on": "2026-03-18", "seeker_id": _STAFF,
        },
    ),
    Write(
        _ONE + "/strikings", Concern.strike_entry, "Stryk en uppgift om oron som blev fel",
        {"entry_id": example_id(_OUTREACH), "reason": "Besöket gällde en annan familj."}, new_ids=(),
    ),
    Write(
        _ONE + "/closing", Concern.close, "Avsluta arbetet med en oro",
        {
            "concern_closed_on": "2026-03-16", "concern_outcome": "case", "led_to_case_id": example_id("/cases", "case_id"),
            "summary": "Familjen tar emot familjebehandling; utredningen fortsätter i ärendet.",
        },
    ),
)
