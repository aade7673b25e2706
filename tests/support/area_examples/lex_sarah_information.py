"""One full example of every event type of the stream `lex_sarah_information`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.lex_sarah_information import events as e
from domain.lex_sarah_information.codes import DutyInformationForm, StaffDuty
from tests.support.cast import ANNA, BO, CECILIA, STAMP, cast_id

INFORMATION, WHEEL_ITEM = cast_id(31100), cast_id(31101)
_information = envelope(INFORMATION, 0, STAMP)

EXAMPLES: tuple[DomainEvent, ...] = (
    e.DutiesExplained(
        **_information, explained_on=date(2024, 1, 15), explained_duties=tuple(StaffDuty),
        explained_how=DutyInformationForm.MEETING,
        explained_text="Rutinen för rapportering.", explained_by_id=BO, explained_by_name="Bo Bengtsson",
        explained_by_title="Biträdande enhetschef", informed_staff_ids=(ANNA, BO), wheel_item_id=WHEEL_ITEM,
    ),
    e.InformationReceived(**_information, explained_on=date(2024, 2, 1), informed_staff_ids=(CECILIA,)),
    e.InformationReceiptStruck(**_information, uninformed_staff_id=ANNA, reason="Var inte med."),
)
