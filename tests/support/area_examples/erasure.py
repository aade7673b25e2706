"""One full example of every event type of the streams `retention` and `erasure`, and of the mark in what was erased."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, Purpose, Stamp, envelope
from domain.codes import YesNoUnknown
from domain.erasure import events as e
from domain.erasure.codes import Holder
from domain.erasure.marker import StreamErased
from domain.retention import events as r
from domain.retention.codes import HoldKind, RecordContent, RetentionGround, RetentionReason, RetentionStatus
from domain.retention.record_retention import retention_id_of
from tests.support.cast import ANNA, BO, CASE, OTHER_CASE, UNIT, VIEWPOINT, cast_id

ERASURE, HOLD = cast_id(7600), cast_id(7601)
GONE = cast_id(7603)
"""A case that the other examples do not tell of: they go on in theirs."""
_RECORD = envelope(retention_id_of(CASE), 0, Stamp(actor_id=ANNA, unit_id=UNIT, purpose=Purpose.ADMINISTRATION))
_BY_ANNA = envelope(ERASURE, 0, Stamp(actor_id=ANNA, unit_id=UNIT, purpose=Purpose.ADMINISTRATION))
_BY_BO = envelope(ERASURE, 0, Stamp(actor_id=BO, unit_id=UNIT, purpose=Purpose.ADMINISTRATION))
_BASIS = "SoL 2025:400 16 kap. 1 §"

EXAMPLES: tuple[DomainEvent, ...] = (
    r.RecordExamined(
        **_RECORD, record_id=CASE, examined_on=date(2030, 1, 10), record_contents=(RecordContent.AGREEMENT,),
        sampled_birthday=YesNoUnknown.NO, other_data=YesNoUnknown.NO,
    ),
    r.HoldSet(
        **_RECORD, record_id=CASE, hold_id=HOLD, hold_kind=HoldKind.SUPERVISION, hold_basis="IVO dnr 2030-17",
        hold_from=date(2030, 1, 11), review_hold_on=date(2030, 7, 1),
    ),
    r.HoldLifted(
        **_RECORD, record_id=CASE, hold_id=HOLD, hold_lifted_on=date(2030, 6, 1), reason="Tillsynen är avslutad.",
    ),
    r.RecordArchived(
        **_RECORD, record_id=CASE, archive="Stadsarkivet", archive_receipt="SSA 2030-88", archived_on=date(2030, 2, 1),
        archived_sha256="ab" * 32,
    ),
    e.ErasureProposed(
        **_BY_ANNA, proposed_on=date(2030, 2, 4), judged_size=120,
        erasure_items=(
            e.ErasureItem(
                record_id=CASE, record_family="case", retention_ground=RetentionGround.LAST_NOTE, erasure_basis=_BASIS,
                last_note_on=date(2024, 12, 2), due_on=date(2029, 12, 2), finish_by=date(2030, 12, 31),
            ),
        ),
        kept_records=(
            e.KeptRecord(
                record_id=OTHER_CASE, record_family="case", retention_status=RetentionStatus.EXEMPT,
                retention_ground=RetentionGround.RESEARCH_BIRTHDAY, erasure_basis="SoF 2025:468 13 kap. 1 §",
                retention_reasons=(RetentionReason.PERMANENT,),
            ),
        ),
    ),
    e.ErasureApproved(**_BY_BO, approved_on=date(2030, 2, 5), approval_note="Sista anteckningen är kontrollerad i varje akt."),
    e.ErasureWithdrawn(**_BY_BO, proposal_withdrawn_on=date(2030, 2, 5), reason="Fel urval."),
    e.RecordSpared(
        **_BY_ANNA, record_id=CASE, retention_status=RetentionStatus.HELD, retention_reasons=(RetentionReason.HOLD,),
    ),
    e.DestructionBegun(
        **_BY_ANNA, record_id=CASE, key_ids=(cast_id(7602),), key_subjects=(CASE,), marked_streams=(CASE, VIEWPOINT),
        held_before=(e.HolderCount(holder=Holder.READ_MODELS, removed=88),),
    ),
    e.RecordDestroyed(**_BY_ANNA, record_id=CASE, destroyed_on=date(2030, 2, 6), destroyed_keys=1, emptied_segments=42),
    e.RecordPurged(
        **_BY_ANNA, record_id=CASE, holders=(e.HolderCount(holder=Holder.DRAFTS, removed=1),),
    ),
    e.ErasureExecuted(**_BY_ANNA, executed_on=date(2030, 2, 6), key_backup_days=30, erased_from=date(2030, 3, 8)),
    e.ErasureCompleted(**_BY_ANNA, completed_on=date(2030, 3, 8)),
    StreamErased(
        **(_BY_ANNA | {"originator_id": GONE}), erasure_id=ERASURE, record_id=GONE,
        retention_ground=RetentionGround.LAST_NOTE, erasure_basis=_BASIS, marked_on=date(2030, 2, 6), whole_stream=True,
    ),
)
