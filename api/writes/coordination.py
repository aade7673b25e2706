"""What may be written: the coordinated individual plan."""

from __future__ import annotations

from api.writes.write import Write
from domain.case.case import Case

SIPS = "/cases/{case_id}/sips"
_ONE = SIPS + "/{sip_id}"

WRITES: tuple[Write, ...] = (
    Write(
        SIPS, Case.raise_sip, "Erbjud eller begär en SIP",
        {
            "raised_on": "2026-03-23", "raised_by": "own_unit", "assessment": "Stöd i hemmet och BUP behöver gå hand i hand.",
            "individual_view": "Skönt att slippa berätta samma sak flera gånger.",
        },
        on="2026-03-23",
    ),
    Write(
        _ONE + "/consents", Case.record_sip_consent, "Skriv in samtycke till SIP, eller att det nekas",
        {"consented_on": "2026-03-23", "sip_consent": "given", "consent_by": ["person", "guardian"]},
        on="2026-03-23",
    ),
    Write(
        _ONE + "/calls", Case.call_sip_meeting, "Kalla till SIP-möte",
        {
            "called_on": "2026-03-24",
            "meeting_on": {"on": "2026-03-30", "at": "09:00:00", "precision": "minute"},
            "parties_called": ["person", "guardian", "child_psychiatry", "school"],
        },
        on="2026-03-24",
    ),
    Write(
        _ONE + "/meetings", Case.hold_sip_meeting, "Skriv in ett SIP-möte",
        {
            "met_at": {"on": "2026-03-30", "at": "09:00:00", "precision": "minute"},
            "parties_present": ["person", "guardian", "own_unit", "child_psychiatry", "school"],
            "account": "Parterna gick igenom vad var och en gör.", "individual_view": "Jag vill ha en enda att ringa.",
        },
        on="2026-03-30",
    ),
    Write(
        _ONE + "/plans", Case.establish_sip, "Upprätta en SIP, eller gör om den",
        {
            "sip_established_on": "2026-03-30", "sip_goals": ["Vara i skolan fyra dagar i veckan."],
            "sip_measures": [
                {"sip_measure": "Familjesamtal varje vecka.", "principal": "municipality", "carried_out_by": "Resursenheten"},
                {"sip_measure": "Läkemedelsuppföljning.", "principal": "region", "carried_out_by": "BUP"},
                {"sip_measure": "Anpassad studiegång.", "principal": "other", "carried_out_by": "skolan"},
            ],
            "lead_principal": "municipality", "coordinator": "behandlaren vid Resursenheten", "close_ones_part": "took_part",
            "sip_follow_up_on": "2026-06-15",
        },
        on="2026-03-30",
    ),
    Write(
        _ONE + "/follow-ups", Case.follow_up_sip, "Följ upp en SIP",
        {
            "followed_up_on": "2026-04-20", "sip_progress": "as_planned",
            "assessment": "Skolnärvaron ökar. Planen kan avslutas när terminen är slut.",
        },
        on="2026-04-20",
    ),
    Write(
        _ONE + "/ending", Case.end_sip, "Avsluta en SIP",
        {"sip_ended_on": "2026-04-20", "sip_end_reason": "goals_reached"}, on="2026-04-20",
    ),
)
