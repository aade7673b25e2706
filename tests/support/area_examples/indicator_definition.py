"""One full example of every event type of the stream `indicator_definition`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.base import DomainEvent, envelope
from domain.goal.codes import TargetPredicate, TargetUnit
from domain.goal.target import Target
from domain.indicator_definition import events as e
from tests.support.cast import ADMINISTRATION_STAMP, cast_id

_decision = envelope(cast_id(802), 0, ADMINISTRATION_STAMP)

DEFINITION = (
    '{"activities": ["KBT-teamet"], "direction": "up", "id": "kbt.closed", "kind": "count", "meaning": "Ärenden som avslutats'
    ' under perioden.", "name": "Avslutade", "population": [{"period": "closed"}], "source": "Enhetens beslut",'
    ' "unit_of_count": "case", "version": 1}'
)
"""A definition as it is stored."""

FIRST = {
    "indicator_definition.measuring_ended": [],
    "indicator_definition.series_break_noted": [],
    "indicator_definition.target_set": [],
}
"""Each decision is a stream of its own."""

EXAMPLES: tuple[DomainEvent, ...] = (
    e.IndicatorAdopted(
        **_decision, indicator="kbt.closed", indicator_version=1, definition=DEFINITION, takes_effect_on=date(2025, 1, 1),
        adopted_on=date(2024, 11, 19), adopted_by="Enhetschefen", board_decision_reference="§ 105",
        reason="Enheten följer avsluten.",
    ),
    e.MeasuringEnded(
        **_decision, indicator="fng.clients", takes_effect_on=date(2025, 1, 1), reason="Gruppen har lagts ned.",
    ),
    e.SeriesBreakNoted(
        **_decision, indicator="bostod.rent_in_time", broken_from=date(2025, 1, 1),
        reason="Hyran betalas direkt till värden.",
    ),
    e.TargetSet(
        **_decision, indicator="kbt.reduced_use", takes_effect_on=date(2025, 1, 1),
        target=Target(amount=Decimal(75), target_unit=TargetUnit.PERCENT, predicate=TargetPredicate.AT_LEAST),
        adopted_by="Nämnden", reason="Två år i rad över 80 procent.",
    ),
    e.IndicatorDecisionWithdrawn(**_decision, reason="Nämnden tar upp frågan igen."),
)
