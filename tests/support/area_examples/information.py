"""One full example of every event type of the area `information`."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.base import DomainEvent, envelope
from domain.case.information.codes import InformationForm, InformedPerson
from domain.case.information.events import ChildToldOfContact, ComplaintInformationGiven, RightToApplyInformationGiven
from domain.case.safety.codes import NotToldReason
from tests.support.cast import ANNA, CASE, SESSION, STAMP, cast_id, source

_given: dict[str, Any] = {
    **envelope(CASE, 0, STAMP), "informed_on": date(2024, 3, 4), "informed": (InformedPerson.CHILD, InformedPerson.GUARDIAN),
    "information_form": InformationForm.ORAL_AND_WRITTEN, "session_id": SESSION, "informed_by_id": ANNA,
    "informed_by_name": "Anna Exempel", "informed_by_title": "KBT-behandlare", "source": source("Information"),
}

EXAMPLES: tuple[DomainEvent, ...] = (
    RightToApplyInformationGiven(**_given, entry_id=cast_id(810)),
    ComplaintInformationGiven(**_given, entry_id=cast_id(811)),
    ChildToldOfContact(
        **envelope(CASE, 0, STAMP), entry_id=cast_id(1135), child_told_on=date(2024, 3, 4), told_before=False,
        not_told_reason=NotToldReason.OTHER, not_told_explanation="Barnet sov när mötet hölls.",
        child_view="Ville inte att pappa skulle få veta.", source=source("Information"),
    ),
)
