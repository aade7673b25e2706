"""The words and the document of an area: start, follow-up and closing meetings of the three parties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from projections.entry_json import entry_as_json
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "case.three_party_meeting_held": "Trepartsmöte",
    "case.three_party_meeting_waived": "Trepartsmöte hålls inte",
}
FIELD_LABELS: Mapping[str, str] = {
    "meeting_kind": "Slag av trepartsmöte",
    "occurred": "Hände",
    "meeting_parties": "Parter",
    "meeting_party": "Part",
    "presence": "Närvaro vid mötet",
    "missing_party_reason": "Orsak till att parten saknades",
    "missing_party_details": "Om den part som saknades",
    "agreed_at_meeting": "Överenskommet",
    "individual_view": "Den enskildes uppfattning",
    "closing_stand": "Om avslutet",
    "closing_agreement": "Överenskommelse om avslut",
    "parties_against": "Inte överens",
    "meeting_waived_on": "Avstods",
    "meeting_waived_by": "Avstod",
    "reason": "Orsak",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: what was said last about the closing, then the meetings by day."""
    waived = sorted(case.meetings.waived.values(), key=lambda each: each.meeting_waived_on)
    return {
        "closing_stand": as_json(case.meetings.closing_stand()),
        "held": [entry_as_json(each) for each in case.meetings.held_by_day()],
        "waived": [entry_as_json(each) for each in waived],
    }
