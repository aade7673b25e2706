"""One full example of every event type of the stream `offering`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.codes import SessionKind
from domain.offering.codes import DocumentationRegime, RatedWhen, ServiceKind
from domain.offering.events import (
    OfferingChanged,
    OfferingEstablished,
    OfferingInstrumentsSet,
    OfferingWithdrawn,
    RegimeChanged,
)
from domain.offering.rating_terms import ExpectedRating
from tests.support.cast import ADMINISTRATION_STAMP, UNIT, cast_id

OFFERING = cast_id(800)
_offering = envelope(OFFERING, 0, ADMINISTRATION_STAMP)

EXAMPLES: tuple[DomainEvent, ...] = (
    OfferingEstablished(
        **_offering, unit=UNIT, offering_name="Föräldrastöd", service_kind=ServiceKind.FAMILY_TREATMENT, max_talks=5,
        regime=DocumentationRegime.INSATS_NO_ASSESSMENT, regime_from=date(2025, 7, 1), board_decision_reference="§ 61",
        board_decided_on=date(2025, 6, 17),
    ),
    RegimeChanged(
        **_offering, regime=DocumentationRegime.INSATS_ANONYMISED_BY_DECISION, regime_from=date(2025, 10, 1),
        board_decision_reference="§ 88, dnr 2025-0412", board_decided_on=date(2025, 9, 16),
        reason="Nämnden undantar uppgifter som kan röja identitet.",
    ),
    OfferingChanged(
        **_offering, terms_from=date(2025, 11, 1), offering_name="Föräldrastöd i grupp", max_talks=8, reason="Tre samtal fler."
    ),
    OfferingInstrumentsSet(
        **_offering, instruments_from=date(2025, 9, 1), reason="Enheten inför FIT.", expected_ratings=(
            ExpectedRating(
                instrument="SRS", rated_when=RatedWhen.EACH_SESSION,
                session_kinds=(SessionKind.CONVERSATION, SessionKind.HOME_VISIT),
            ),
            ExpectedRating(instrument="ASI", rated_when=RatedWhen.EVERY_MONTHS, every_months=6),
        ),
    ),
    OfferingWithdrawn(**_offering, withdrawn_from=date(2026, 1, 1), reason="Uppgår i familjebehandlingen."),
)
