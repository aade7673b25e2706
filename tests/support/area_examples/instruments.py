"""One full example of every event type of the streams `instrument_catalogue` and `instrument_texts`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.instrument_catalogue.events import InstrumentAdopted, InstrumentWithdrawn
from domain.instrument_texts.events import ItemText, ItemTextsLoaded, ItemTextsRemoved
from domain.instruments.text import read_definition
from tests.support.cast import ADMINISTRATION_STAMP, cast_id

WELLBEING_SCALE = """
[[instrument]]
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
reliable_change = { points = 1.5, source = "policy" }
"""
"""A unit's own scale, as its manager writes it."""

_definition = read_definition(WELLBEING_SCALE)
_adoption = envelope(cast_id(1700), 0, ADMINISTRATION_STAMP)
_texts = envelope(cast_id(1701), 0, ADMINISTRATION_STAMP)

EXAMPLES: tuple[DomainEvent, ...] = (
    InstrumentAdopted(
        **_adoption, instrument="Trivselskalan", instrument_version="1", definition=_definition.text,
        takes_effect_on=date(2025, 1, 1), adopted_on=date(2024, 11, 19), adopted_by="Enhetschefen",
        board_decision_reference="§ 105", reason="Gruppernas trivsel ska följas.",
    ),
    InstrumentWithdrawn(**_adoption, unused_from=date(2025, 7, 1), reason="En annan skala används."),
    ItemTextsLoaded(
        **_texts, instrument="Trivselskalan", instrument_version="1", language="sv",
        instruction_text="Ringa in ett tal på var rad.",
        item_texts=(
            ItemText(item_number=1, item_text="Så här var träffen för mig", scale_texts=("dålig", "bra")),
            ItemText(item_number=2, item_text="Så här är gruppen för mig", scale_texts=("dålig", "bra")),
        ),
        licence_holder="Enheten", licence_reference="Eget formulär 2024-11",
    ),
    ItemTextsRemoved(**_texts, reason="Nya texter läses in."),
)
