"""What may be written in the stream `rule_definition`."""

from __future__ import annotations

from api.writes.write import Write
from domain.rule_definition.decision import RuleDecision

_TIGHTENED = """\
id = "R-03"
version = 2
name = "Anteckningen är skriven i tid"
meaning = "Varje anteckning i KBT-teamet är skriven inom tre dagar från det som den handlar om."
to_do = "Ange varför anteckningen är sen. Den förblir sen; skriv nästa inom fristen."
data = "anteckningarnas båda tider"
severity = "B"
source = "Enhetens rutin 2026-03-12"
holds = { activities = ["KBT-teamet"] }
check = { is = "done_in_time", begins = ["note_entry", "note_claimed"], days = 3, unknown_codes = ["undated"] }
"""
_OWN = """\
id = "KBT-01"
version = 1
name = "Planen inom två veckor"
meaning = "KBT-teamet har en genomförandeplan inom fjorton dagar från behandlingens start."
to_do = "Upprätta genomförandeplanen tillsammans med klienten."
data = "behandlingens start, planer"
severity = "C"
source = "Enhetens rutin 2026-03-12"
holds = { activities = ["KBT-teamet"] }
check = { is = "done_in_time", begins = ["started"], ends = ["plan"], of_case = true, before = true, days = 14 }
"""

WRITES: tuple[Write, ...] = (
    Write(
        "/rule-definitions", RuleDecision.adopt, "Anta en egen eller skärpt granskningsregel från en dag",
        {
            "rule": "R-03", "rule_version": 2, "definition": _TIGHTENED, "takes_effect_on": "2026-12-01",
            "adopted_on": "2026-03-12", "adopted_by": "Enhetschefen", "board_decision_reference": "Delegationsbeslut 2026-033",
            "reason": "Teamet skriver samma vecka.",
        },
        new_ids=("decision_id",), begins=True,
        more={
            "own": {
                "rule": "KBT-01", "rule_version": 1, "definition": _OWN, "takes_effect_on": "2026-03-16",
                "adopted_on": "2026-03-12", "adopted_by": "Enhetschefen", "reason": "Teamets rutin.",
            },
        },
    ),
    Write(
        "/rule-withdrawals", RuleDecision.withdraw, "Upphäva en antagen granskningsregel från en dag",
        {"rule": "KBT-01", "rule_version": 1, "takes_effect_on": "2026-12-01", "reason": "Rutinen ändras."},
        new_ids=("decision_id",), begins=True,
    ),
    Write(
        "/rule-definitions/{decision_id}/taking-back", RuleDecision.take_back, "Återta ett regelbeslut som inte har börjat gälla",
        {"reason": "Enheten tar upp frågan igen."}, new_ids=(),
    ),
)
