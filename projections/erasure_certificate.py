"""The certificate that records were erased by law (sv. *gallringsintyg*): what, by which law and when; never whose."""

from __future__ import annotations

from collections import Counter
from typing import Any

from domain.erasure.erasure import Erasure
from domain.errors import NotAllowedError
from projections.areas.erasure import item_document, kept_document
from projections.json_values import as_json


def certificate_document(erasure: Erasure, board: str, *, simulated: bool) -> dict[str, Any]:
    """The certificate of one erasure as JSON.

    Raises:
        NotAllowedError: It is not carried out.
    """
    proposed, approved, executed = erasure.proposed, erasure.approved, erasure.executed
    if proposed is None or approved is None or executed is None:
        raise NotAllowedError("Gallringen är inte verkställd, så det finns inget att intyga. Se 'aktspar erase status'.")
    erased = [item for item in erasure.items if item.record_id in erasure.purged]
    completed = erasure.completed
    return {
        "certificate": "erasure", "erasure": as_json(erasure.id), "board": board, "simulated": simulated,
        "proposed_on": as_json(proposed.proposed_on), "proposed_by": as_json(proposed.actor_id),
        "approved_on": as_json(approved.approved_on), "approved_by": as_json(approved.actor_id),
        "executed_on": as_json(executed.executed_on), "executed_by": as_json(executed.actor_id),
        "key_backup_days": executed.key_backup_days, "erased_from": as_json(executed.erased_from),
        "completed_on": None if completed is None else as_json(completed.completed_on),
        "records": len(erased),
        "by_basis": dict(sorted(Counter(item.erasure_basis for item in erased).items())),
        "erased": [
            {
                **item_document(item), "destroyed_on": as_json(erasure.destroyed[item.record_id].destroyed_on),
                "destroyed_keys": erasure.destroyed[item.record_id].destroyed_keys,
                "emptied_segments": erasure.destroyed[item.record_id].emptied_segments,
                "holders": {each.holder.value: each.removed for each in erasure.purged[item.record_id].holders},
            }
            for item in erased
        ],
        "spared": [
            {"record": str(each.record_id), "reasons": [reason.value for reason in each.retention_reasons]}
            for each in erasure.spared.values()
        ],
        "kept": [kept_document(each) for each in proposed.kept_records],
    }
