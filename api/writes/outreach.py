"""What may be written: outreach."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.outreach.outreach import Outreach

_MET = {
    "occurred_on": "2026-02-13", "unit": example_id("/units", "unit_id"), "kind": "linked_youth", "gender": "girl",
}

WRITES: tuple[Write, ...] = (
    Write(
        "/outreach", Outreach.record, "Registrera någon som har mötts i uppsökande arbete, utan identitet", _MET,
        new_ids=("outreach_id",), begins=True,
    ),
    Write(
        "/outreach/{outreach_id}/corrections", Outreach.correct, "Rätta en uppgift om uppsökande arbete",
        _MET | {"gender": "boy", "child_gender": None, "reason": "Fel kön angavs."}, new_ids=(),
    ),
    Write(
        "/outreach/{outreach_id}/descriptions", Outreach.describe,
        "Ange plats, vad någon länkades till eller varför en förälder kontaktades",
        {"outreach_place": "town_centre", "linked_to": "leisure"}, new_ids=(),
    ),
    Write(
        "/outreach/{outreach_id}/confirmations", Outreach.confirm, "Bekräfta efter en månad om länkningen har hållit",
        {"confirmed_on": "2026-03-16", "still_in_contact": "yes"}, new_ids=(),
    ),
)
