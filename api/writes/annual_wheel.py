"""What may be written in the stream `annual_wheel`."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.annual_wheel.wheel_item import WheelItem

_ITEM = "/annual-wheel-items/{item_id}"
_REPORT = {
    "heading": "Tertialrapport 1, verksamheten klar", "owner_role": "biträdande enhetschef",
    "due_days": [{"month": 4, "day": 1}],
}

WRITES: tuple[Write, ...] = (
    Write(
        "/annual-wheel-items", WheelItem.place, "Lägg in en återkommande uppgift i årshjulet",
        {**_REPORT, "wheel_kind": "t1_activity", "unit": example_id("/units", "unit_id"), "from_year": 2026},
        new_ids=("item_id",), begins=True,
        more={
            "lex-sarah": {
                "wheel_kind": "lex_sarah_information", "heading": "Information om skyldigheten att rapportera",
                "owner_role": "enhetschef", "due_days": [{"month": 1}], "from_year": 2026,
            },
        },
    ),
    Write(
        f"{_ITEM}/changes", WheelItem.change, "Ändra en uppgift i årshjulet från ett år",
        {**_REPORT, "due_days": [{"month": 4, "day": 12}], "from_year": 2027, "reason": "Staden har flyttat datumet."},
        new_ids=(),
    ),
    Write(
        f"{_ITEM}/completions", WheelItem.tick_off, "Bocka av en uppgift i årshjulet för ett år",
        {"year": 2026, "occasion": 1, "done_on": "2026-03-13", "remark": "Lämnad till avdelningschefen."}, new_ids=(),
    ),
    Write(
        f"{_ITEM}/reopenings", WheelItem.reopen, "Ångra en avbockning i årshjulet",
        {"year": 2026, "occasion": 1, "reason": "Rapporten skickades tillbaka."}, new_ids=(),
    ),
    Write(
        f"{_ITEM}/ending", WheelItem.end, "Ta bort en uppgift ur årshjulet efter ett år",
        {"last_year": 2029, "reason": "Rapporten läggs ned."}, new_ids=(),
    ),
)
