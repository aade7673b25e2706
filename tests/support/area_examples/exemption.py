"""One full example of every event type of the area `exemption`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.case.exemption.codes import ExemptionBasis
from domain.case.exemption.events import CaseExempted
from tests.support.cast import BO, CASE, STAMP, cast_id, source

EXEMPTION = cast_id(2420)

EXAMPLES: tuple[DomainEvent, ...] = (
    CaseExempted(
        **envelope(CASE, 0, STAMP), entry_id=EXEMPTION, rule="R-02", exempted_entry_id=CASE, exempted_until=date(2024, 6, 30),
        exemption_basis=ExemptionBasis.LAW, legal_support="SoL 2025:400 14:4",
        exemption_reason="Insatsen är rådgivning som inte dokumenteras.", exempted_by_id=BO, exempted_by_name="Bo Påhittad",
        exempted_by_title="enhetschef", source=source("Undantag"),
    ),
)
