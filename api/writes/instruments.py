"""What may be written in the streams `instrument_catalogue` and `instrument_texts`."""

from __future__ import annotations

from api.writes.write import Write
from domain.instrument_catalogue.adoption import InstrumentAdoption
from domain.instrument_texts.texts import InstrumentTexts

_DEFINITION = """[[instrument]]
name = "Trivselskalan"
version = "1"
area = "wellbeing"
meaning = "Hur deltagaren trivs i gruppen, efter varje träff."
source = "policy"
better = "higher"
respondents = ["brukare", "barn"]
about = ["klienten"]
items = [{ labels = ["träffen", "gruppen"], min = 1, max = 5, step = 0.5 }]
total = { min = 2, max = 10, step = 0.5, rule = "sum" }
"""

WRITES: tuple[Write, ...] = (
    Write(
        "/instruments", InstrumentAdoption.adopt, "Anta ett eget instrument, eller en ny version av ett",
        {
            "definition": _DEFINITION, "takes_effect_on": "2026-03-16", "adopted_on": "2026-03-12",
            "adopted_by": "Enhetschefen", "board_decision_reference": "Delegationsbeslut 2026-032",
            "reason": "Gruppernas trivsel ska följas.",
        },
        new_ids=("adoption_id",), begins=True,
    ),
    Write(
        "/instrument-texts", InstrumentTexts.load, "Läsa in ett instruments texter, med den licens som krävs",
        {
            "instrument": "Trivselskalan", "instrument_version": "1", "language": "sv",
            "instruction_text": "Ringa in ett tal på var rad.",
            "item_texts": [
                {"item_number": 1, "item_text": "Så här var träffen för mig", "scale_texts": ["dålig", "bra"]},
                {"item_number": 2, "item_text": "Så här är gruppen för mig", "scale_texts": ["dålig", "bra"]},
            ],
            "licence_holder": "Enheten", "licence_reference": "Eget formulär 2026-03",
        },
        new_ids=("texts_id",), begins=True,
    ),
    Write(
        "/instrument-texts/{texts_id}/removal", InstrumentTexts.remove, "Ta bort inlästa texter",
        {"reason": "Formuläret har fått nya texter."}, new_ids=(),
    ),
    Write(
        "/instruments/{adoption_id}/withdrawal", InstrumentAdoption.withdraw, "Återta ett antaget instrument från en dag",
        {"unused_from": "2027-01-01", "reason": "En annan skala används från årsskiftet."}, new_ids=(),
    ),
)
