"""What people have yet to look at (sv. *det som väntar på granskning*): emergency accesses, months of the access log, erasures.

Counts only, for alarms: no case, no person.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from adapters.postgres.registers import Registers
from adapters.postgres.retention import RetentionList
from api.access import today
from api.emergency_standing import now_us, opened_us
from api.log_review_reading import overdue_months
from domain.emergency_access.access import EmergencyAccess
from domain.erasure.erasure import Erasure
from domain.log_review.review import LogReview
from domain.policies import Policy

if TYPE_CHECKING:
    from api.main import OpenBoard

_HOUR_US = 3_600_000_000


def policy_today(board: OpenBoard) -> Policy:
    """The bounds that hold today; of an empty board those that hold when nothing is decided."""
    return Registers(board.ledger).policy_history().on(today(board)) if board.ledger.size() else Policy()


def unreviewed_emergencies(board: OpenBoard) -> int:
    """How many emergency accesses nobody has reviewed within the policy's hours; those of just so many hours are in time."""
    waiting = [
        each_id for each_id, each in Registers(board.ledger).of_kind("emergency_access", EmergencyAccess.fold).items()
        if each.opened is not None and each.reviewed is None
    ]
    if not waiting:
        return 0
    latest = now_us(board) - policy_today(board).emergency_review_hours * _HOUR_US
    return sum(opened_us(board, each_id) < latest for each_id in waiting)


def months_without_log_review(board: OpenBoard) -> dict[str, int]:
    """How many months of the access log are overdue for review, by the unit's id; units without any are not there."""
    size = board.ledger.size()
    if not size:
        return {}
    reviews = Registers(board.ledger).of_kind("log_review", LogReview.fold, size).values()
    return dict(Counter(each["unit"] for each in overdue_months(board, reviews, size)))


def unproposed_erasures(board: OpenBoard) -> int:
    """How many records are to be erased within the policy's days, or should have been, that stand in no proposal.

    Every record is judged, so it is for once a day. Source: SoL 2025:400 16:1 (done by the end of the calendar year after).
    """
    if not board.ledger.size():
        return 0
    day = today(board)
    latest = day + timedelta(days=policy_today(board).erasure_warning_days)
    proposed = {
        item.record_id for each in Registers(board.ledger).of_kind("erasure", Erasure.fold).values()
        if each.withdrawn is None for item in each.remaining
    }
    due = RetentionList(board.store).judged(day).due
    return sum(each.finish_by <= latest and each.record_id not in proposed for each in due)
