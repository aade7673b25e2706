"""What has to be done about erasing by law, as far as it is recorded: proposals to carry out and holds to look at again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.erasure.codes import ErasureStage
from domain.erasure.erasure import Erasure
from domain.retention.record_retention import RecordRetention
from projections.outside_duties import OutsideDuty, OutsideDutyKind

_DONE = frozenset({ErasureStage.WITHDRAWN, ErasureStage.EXECUTED, ErasureStage.COMPLETED})


def erasure_duties(erasures: Iterable[Erasure], retention: Iterable[RecordRetention]) -> Iterator[OutsideDuty]:
    """The duties; a hold is named by what was said for the erasure, and never by its record.

    Source: SoL 2025:400 16:1 (done by the end of the calendar year after).
    """
    for erasure in erasures:
        if erasure.proposed is not None and erasure.id is not None and erasure.stage not in _DONE:
            # Every record of it may be purged already, and the erasure not yet stated as carried out.
            waiting = erasure.remaining or erasure.items
            yield OutsideDuty(
                OutsideDutyKind.CARRY_OUT_ERASURE, "erasures", erasure.id, None, erasure.proposed.proposed_on,
                min(item.finish_by for item in waiting),
            )
    for known in retention:
        assert known.id is not None, "a stream that was read has events"
        for hold in known.holds.values():
            yield OutsideDuty(
                OutsideDutyKind.REVIEW_HOLD, "retention", known.id, None, hold.hold_from, hold.review_hold_on
            )
