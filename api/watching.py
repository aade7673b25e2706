"""The worker's watch (sv. *bevakning*): alarms in its log, and a verification of everything once a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.alarms import LEDGERS, WHAT_TO_DO, note_unproposed, note_verified, readings
from api.oversight_counts import unproposed_erasures

if TYPE_CHECKING:
    from api.main import Runtime

ALARM_SECONDS = 60.0
VERIFY_SECONDS = 86_400.0
ERASURE_WATCH_SECONDS = 86_400.0


def logged_alarms(runtime: Runtime) -> dict[str, Any] | None:
    """What alarms now, for the log; None = nothing does."""
    alarms = [each for each in readings(runtime) if not each.ok]
    if not alarms:
        return None
    return {
        "alarms": [each.name for each in alarms], "of": [each.of for each in alarms], "values": [each.value for each in alarms],
        "do": [WHAT_TO_DO[each.name] for each in alarms],
    }


def verify_all(runtime: Runtime) -> dict[str, Any]:
    """Verify both ledgers of every board, and remember how many faults there were."""
    found = {}
    for slug in runtime.boards():
        for ledger in LEDGERS:
            faults = len(runtime.board(slug).verify(ledger).faults)
            note_verified(runtime.settings.data_dir, slug, ledger, faults)
            found[f"{slug}/{ledger}"] = faults
    return {"faults": found}


def count_unproposed(runtime: Runtime) -> dict[str, Any] | None:
    """Count the records that nobody has proposed for erasure in time, board by board; None = there are none."""
    counts = {slug: unproposed_erasures(runtime.board(slug)) for slug in runtime.boards()}
    note_unproposed(runtime.settings.data_dir, counts)
    return {"unproposed": counts} if any(counts.values()) else None
