"""A formal decision as it is made here, and what may follow it; the examples fill every field, which no real decision does."""

from __future__ import annotations

from domain.base import DomainEvent
from domain.case.case import Case
from domain.case.decisions.codes import AmendmentGround, AppealMeasure
from domain.case.decisions.events import Amendment, AppealHandled, DecisionMade
from domain.case.decisions.state import DecisionRecord
from tests.support.cast import cast_id
from tests.support.deciding import copied
from tests.support.examples import EXAMPLES
from tests.support.scenario import numbered

NEW = cast_id(844)
"""A decision that takes the place of another."""

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
# Decided by delegation, with reasons, and in nobody's place.
MADE = copied(
    EXAMPLES["case.decision_made.v1"], grounds_omitted=None, decided_elsewhere=None, communicated=None, amendment=None,
    intake_id=None,
)
TOLD = EXAMPLES["case.decision_communicated.v1"]
APPEALED = EXAMPLES["case.appeal_received.v1"]
FORWARDED = copied(EXAMPLES["case.appeal_handled.v1"], new_decision_id=None)
UPHELD = copied(FORWARDED, appeal_measure=AppealMeasure.UPHELD)
RULED = EXAMPLES["case.appeal_decided.v1"]


def replacing() -> DecisionMade:
    """A decision in the place of the one in the examples."""
    amendment = Amendment(
        amended_decision_id=MADE.entry_id, amendment_ground=AmendmentGround.NEW_CIRCUMSTANCES, to_detriment=False
    )
    return copied(MADE, entry_id=NEW, amendment=amendment)


def measured(measure: AppealMeasure) -> AppealHandled:
    """Something that was done with the appeal in the examples."""
    return copied(FORWARDED, appeal_measure=measure)


def record_of(*events: DomainEvent) -> DecisionRecord:
    """What a case remembers of decisions after the one in the examples and these."""
    return Case.fold(numbered(OPENED, MADE, *events)).decision
