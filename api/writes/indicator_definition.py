"""What may be written in the stream `indicator_definition`."""

from __future__ import annotations

from api.writes.write import Write
from domain.indicator_definition.decision import IndicatorDecision

_DEFINITION = """\
id = "kbt.long_treatments"
version = 1
name = "Avslutade enligt planering, behandlingstid"
meaning = "Av ärenden som avslutats enligt planering under perioden: medelvärdet av månaderna från Start till Avslutat."
source = "Enhetens beslut 2026-03-12"
activities = ["KBT-teamet"]
unit_of_count = "case"
kind = "mean"
population = [{ period = "closed" }, { field = "close_manner", is = ["enligt planering"] }]
mean_of = "treatment_days"
divided_by = 30.4375
missing = "Start är inte känd"
"""

WRITES: tuple[Write, ...] = (
    Write(
        "/indicator-definitions", IndicatorDecision.adopt, "Anta en indikatordefinition från en dag",
        {
            "indicator": "kbt.long_treatments", "indicator_version": 1, "definition": _DEFINITION,
            "takes_effect_on": "2026-12-01", "adopted_on": "2026-03-12", "adopted_by": "Enhetschefen",
            "board_decision_reference": "Delegationsbeslut 2026-032", "reason": "Vi följer de långa behandlingarna.",
        },
        new_ids=("decision_id",), begins=True,
        more={
            "shipped": {
                "indicator": "all.clients", "indicator_version": 1, "takes_effect_on": "2026-03-16",
                "adopted_on": "2026-03-12", "adopted_by": "Nämnden", "reason": "Definitionen som följer med antas som den är.",
            },
        },
    ),
    Write(
        "/indicator-endings", IndicatorDecision.end_measuring, "Sluta mäta en indikator från en dag",
        {"indicator": "fng.clients", "takes_effect_on": "2026-12-01", "reason": "Gruppen läggs ned."},
        new_ids=("decision_id",), begins=True,
    ),
    Write(
        "/indicator-series-breaks", IndicatorDecision.note_series_break, "Notera ett brott i en indikators tidsserie",
        {
            "indicator": "bostod.rent_in_time", "broken_from": "2026-01-01",
            "reason": "Hyran betalas direkt till värden; tidigare år går inte att jämföra.",
        },
        new_ids=("decision_id",), begins=True,
    ),
    Write(
        "/indicator-targets", IndicatorDecision.set_target, "Sätta eller ändra en indikators målvärde",
        {
            "indicator": "kbt.reduced_use", "takes_effect_on": "2026-12-01",
            "target": {"amount": "75", "target_unit": "percent", "predicate": "at_least", "target_text": None},
            "adopted_by": "Nämnden", "reason": "Två år i rad över 80 procent.",
        },
        new_ids=("decision_id",), begins=True,
        more={
            "in_words": {
                "indicator": "um.positive_change_ors", "takes_effect_on": "2026-03-16",
                "target": {"amount": None, "target_unit": None, "predicate": None, "target_text": "tas fram av nämnd"},
                "adopted_by": "Nämnden", "reason": "Nämnden har inte beslutat än.",
            },
        },
    ),
    Write(
        "/indicator-definitions/{decision_id}/withdrawal", IndicatorDecision.withdraw, "Återta ett indikatorbeslut",
        {"reason": "Nämnden tar upp frågan igen."}, new_ids=(),
    ),
)
