"""The words of erasing by law (the streams `retention`, `erasure` and the mark in what was erased), and both as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.erasure.erasure import Erasure
from domain.erasure.events import ErasureItem, KeptRecord
from domain.retention.record_retention import RecordRetention
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "retention.examined": "Akten genomgången inför gallring",
    "retention.hold_set": "Gallringshinder satt",
    "retention.hold_lifted": "Gallringshinder hävt",
    "retention.archived": "Akten överlämnad till arkivet",
    "erasure.proposed": "Gallring föreslagen",
    "erasure.approved": "Gallring godkänd",
    "erasure.withdrawn": "Gallringsförslag återtaget",
    "erasure.record_spared": "Akten sparad från gallring",
    "erasure.destruction_begun": "Förstöring av akten påbörjad",
    "erasure.record_destroyed": "Akten förstörd",
    "erasure.record_purged": "Akten rensad överallt",
    "erasure.executed": "Gallring verkställd",
    "erasure.completed": "Gallring slutförd",
    "erased.stream": "Gallrad",
}
FIELD_LABELS: Mapping[str, str] = {
    "record_id": "Akt",
    "record_family": "Slag av akt",
    "examined_on": "Genomgången",
    "record_contents": "Innehåll som styr hur länge akten sparas",
    "sampled_birthday": "Någon född den 5, 15 eller 25",
    "other_data": "Andra uppgifter om samma person kvar",
    "hold_kind": "Slag av hinder",
    "hold_basis": "Grund för hindret",
    "hold_from": "Hindret gäller från",
    "review_hold_on": "Hindret omprövas",
    "hold_lifted_on": "Hindret hävt",
    "archive": "Arkiv",
    "archive_receipt": "Arkivets kvittens",
    "archived_on": "Överlämnad till arkivet",
    "archived_sha256": "Arkivpaketets SHA-256",
    "judged_size": "Bedömt efter så många händelser",
    "erasure_items": "Akter att gallra",
    "kept_records": "Akter som sparas",
    "retention_ground": "Gallringsregel",
    "retention_status": "Gallringsläge",
    "retention_reasons": "Varför akten sparas",
    "erasure_basis": "Lagrum",
    "last_note_on": "Sista anteckningen",
    "due_on": "Ska gallras från",
    "finish_by": "Senast gallrad",
    "approved_on": "Godkänd",
    "approval_note": "Vad som har kontrollerats",
    "proposal_withdrawn_on": "Förslaget återtaget",
    "destroyed_on": "Förstörd",
    "destroyed_keys": "Förstörda nycklar",
    "emptied_segments": "Tömda segment",
    "held_before": "Vad ställena hade",
    "holders": "Ställen som är rensade",
    "holder": "Ställe",
    "removed": "Borttaget",
    "executed_on": "Verkställd",
    "key_backup_days": "Dagar som nycklarnas säkerhetskopior sparas",
    "erased_from": "Räknas som gallrad från",
    "completed_on": "Slutförd",
    "marked_on": "Gallringen påbörjad",
    "whole_stream": "Hela strömmen gallrad",
}
TEXT_LABELS: Mapping[str, str] = {}


def item_document(item: ErasureItem) -> dict[str, Any]:
    """A record that is to be erased, as JSON."""
    return {
        "record": str(item.record_id), "family": item.record_family, "ground": item.retention_ground.value,
        "ground_in_words": item.retention_ground.swedish, "basis": item.erasure_basis,
        "last_note_on": as_json(item.last_note_on), "due_on": as_json(item.due_on), "finish_by": as_json(item.finish_by),
    }


def kept_document(kept: KeptRecord) -> dict[str, Any]:
    """A record that is kept, and why, as JSON."""
    ground = kept.retention_ground
    return {
        "record": str(kept.record_id), "family": kept.record_family, "status": kept.retention_status.value,
        "status_in_words": kept.retention_status.swedish, "ground": None if ground is None else ground.value,
        "basis": kept.erasure_basis, "reasons": [each.value for each in kept.retention_reasons],
        "reasons_in_words": [each.swedish for each in kept.retention_reasons],
    }


def erasure_document(erasure: Erasure) -> dict[str, Any]:
    """An erasure as JSON: its list, who proposed and approved it, and how far each record has come."""
    proposed, approved, executed = erasure.proposed, erasure.approved, erasure.executed
    kept = () if proposed is None else proposed.kept_records
    return {
        "erasure": as_json(erasure.id), "version": erasure.version, "stage": erasure.stage.value,
        "stage_in_words": erasure.stage.swedish,
        "proposed_on": None if proposed is None else as_json(proposed.proposed_on),
        "proposed_by": None if proposed is None else as_json(proposed.actor_id),
        "judged_size": None if proposed is None else proposed.judged_size,
        "approved_on": None if approved is None else as_json(approved.approved_on),
        "approved_by": None if approved is None else as_json(approved.actor_id),
        "approval_note": None if approved is None else approved.approval_note,
        "executed_on": None if executed is None else as_json(executed.executed_on),
        "erased_from": None if executed is None else as_json(executed.erased_from),
        "completed_on": None if erasure.completed is None else as_json(erasure.completed.completed_on),
        "records": [{**item_document(each), **_progress(erasure, each)} for each in erasure.items],
        "kept": [kept_document(each) for each in kept],
    }


def retention_document(known: RecordRetention) -> dict[str, Any]:
    """What is known of one record for its erasure, as JSON."""
    examined, archived = known.examined, known.archived
    return {
        "retention": as_json(known.id), "record": as_json(known.record_id), "version": known.version,
        "examined_on": None if examined is None else as_json(examined.examined_on),
        "contents": None if examined is None else [each.value for each in examined.record_contents],
        "sampled_birthday": None if examined is None else examined.sampled_birthday.value,
        "other_data": None if examined is None else examined.other_data.value,
        "holds": [
            {
                "hold": str(each.hold_id), "kind": each.hold_kind.value, "kind_in_words": each.hold_kind.swedish,
                "basis": each.hold_basis, "from": as_json(each.hold_from), "review_on": as_json(each.review_hold_on),
            }
            for each in known.holds.values()
        ],
        "archived_on": None if archived is None else as_json(archived.archived_on),
        "archive": None if archived is None else archived.archive,
        "archive_receipt": None if archived is None else archived.archive_receipt,
        "archived_sha256": None if archived is None else archived.archived_sha256,
    }


def _progress(erasure: Erasure, item: ErasureItem) -> dict[str, Any]:
    spared, destroyed = erasure.spared.get(item.record_id), erasure.destroyed.get(item.record_id)
    purged = erasure.purged.get(item.record_id)
    return {
        "spared": None if spared is None else [each.value for each in spared.retention_reasons],
        "spared_in_words": None if spared is None else [each.swedish for each in spared.retention_reasons],
        "begun": item.record_id in erasure.begun,
        "destroyed_on": None if destroyed is None else as_json(destroyed.destroyed_on),
        "destroyed_keys": None if destroyed is None else destroyed.destroyed_keys,
        "emptied_segments": None if destroyed is None else destroyed.emptied_segments,
        "purged": None if purged is None else {each.holder.value: each.removed for each in purged.holders},
    }
