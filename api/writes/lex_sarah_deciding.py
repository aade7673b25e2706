"""How the investigation of a Lex Sarah report is completed and decided, when its individuals and measures have been seen to."""

from __future__ import annotations

from api.writes.write import Write
from domain.lex_sarah.report import LexSarahReport

_ONE = "/lex-sarah-reports/{report_id}"

WRITES: tuple[Write, ...] = (
    Write(
        _ONE + "/investigations", LexSarahReport.complete, "Slutför utredningen; den låses som en version",
        {
            "investigation_summary": "Ingen hade i uppdrag att anteckna när den ansvariga var sjuk.",
            "proposed_degree": "serious_misconduct", "proposal_motivation": "Insatsen kan inte visas ha getts under sex veckor.",
        },
        on="2026-04-24",
        also={"simplified": {
            "investigation_summary": "Utskriften innehöll bara personalens arbetstider.", "proposed_degree": "no_misconduct",
            "proposal_motivation": "Ingen enskild har berörts.", "no_measures_reason": "Skrivaren töms redan varje kväll.",
        }},
    ),
    Write(
        _ONE + "/returns", LexSarahReport.return_for_supplement, "Begär komplettering: en ny version av utredningen börjar",
        {"supplement_reason": "Ange vem som har granskat utskriften."}, on="2026-04-24", of="simplified",
    ),
    Write(
        _ONE + "/escalations", LexSarahReport.escalate_degree, "Höj graden så snart det är känt att det är allvarligare",
        {"degree": "serious_misconduct", "escalation_motivation": "Inget av de sex mötena kan visas ha hållits."},
        on="2026-04-24",
    ),
    Write(
        _ONE + "/decisions", LexSarahReport.decide, "Besluta om graden och om anmälan till IVO",
        {
            "degree": "serious_misconduct", "degree_motivation": "Insatsen kan inte visas ha getts under sex veckor.",
            "notify_ivo": True, "ivo_motivation": "Ett allvarligt missförhållande anmäls.", "delegation": "7.1",
        },
        on="2026-04-24",
    ),
)
