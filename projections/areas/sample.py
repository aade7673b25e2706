"""The words of the stream `sample`, and a sample as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.sample.events import SampleDrawn, SampleRuleRecorded
from domain.sample.sample import Sample
from projections.json_values import as_json
from projections.sampling import miss_document

HEADINGS: Mapping[str, str] = {
    "sample.rule_recorded": "Urvalsregel antecknad",
    "sample.drawn": "Stickprov draget",
    "sample.withdrawn": "Urvalsregel återtagen",
}
FIELD_LABELS: Mapping[str, str] = {
    "population": "Population",
    "review_from": "Granskad period från",
    "review_to": "Granskad period till",
    "sample_size": "Antal ärenden",
    "strata_order": "Riskgrupper i ordning",
    "sample_purpose": "Vad som ska bedömas",
    "reviewed_by": "Granskare",
    "seed": "Frö",
    "seed_source": "Fröets ursprung",
    "checkpoint_size": "Kontrollpunktens antal händelser",
    "frame_position": "Ramen som känd vid antal händelser",
    "frame_size": "Ärenden i ramen",
    "frame_hash": "Ramens kontrollsumma",
    "drawn_strata": "Draget ur varje riskgrupp",
    "stratum": "Riskgrupp",
    "stratum_size": "Ärenden i riskgruppen",
    "drawn": "Dragna ärenden",
}
TEXT_LABELS: Mapping[str, str] = {}


def sample_document(sample: Sample) -> dict[str, Any]:
    """A sample as JSON: its rule, and what was drawn by it."""
    withdrawn = sample.withdrawn
    return {
        "sample": as_json(sample.id), "version": sample.version, "unit": as_json(sample.unit),
        "rule": None if sample.rule is None else _rule(sample.rule),
        "drawn": None if sample.drawn is None else _drawn(sample.drawn),
        "withdrawn": None if withdrawn is None else withdrawn.reason,
    }


def _rule(rule: SampleRuleRecorded) -> dict[str, Any]:
    return {
        "population": rule.population.value, "population_in_words": rule.population.swedish,
        "review_from": as_json(rule.review_from), "review_to": as_json(rule.review_to), "sample_size": rule.sample_size,
        "strata_order": [each.value for each in rule.strata_order], "sample_purpose": rule.sample_purpose,
        "reviewed_by": rule.reviewed_by,
    }


def _drawn(drawn: SampleDrawn) -> dict[str, Any]:
    count = sum(len(each.drawn) for each in drawn.drawn_strata)
    return {
        "seed": drawn.seed, "seed_source": drawn.seed_source.value, "seed_source_in_words": drawn.seed_source.swedish,
        "is_training": drawn.checkpoint_size is None, "checkpoint_size": drawn.checkpoint_size,
        "frame_position": drawn.frame_position, "frame_size": drawn.frame_size, "frame_hash": drawn.frame_hash,
        "strata": [
            {
                "stratum": each.stratum.value, "stratum_in_words": each.stratum.swedish, "size": each.stratum_size,
                "cases": [str(case_id) for case_id in each.drawn],
            }
            for each in drawn.drawn_strata
        ],
        "misses": miss_document(drawn.frame_size, count, drawn.drawn_strata),
    }
