"""What a sample is drawn from (sv. *urvalsram*), put together of what the board's cases and registers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.postgres.registers import Registers
from api.registers import last_day
from domain.journal_routine.routine import JournalRoutine
from domain.sample.events import SampleRuleRecorded
from domain.sample.sample import Sample
from domain.sampling.frame import Frame, make_frame
from projections.sampling import FrameTerms, new_workers, vacation_months

if TYPE_CHECKING:
    from api.main import OpenBoard


def frame_of(board: OpenBoard, sample: Sample, size: int | None = None) -> Frame:
    """The frame that a sample's rule says.

    Args:
        sample: Its rule is recorded.
        size: As known at so many events; None = when the rule had just been recorded.
    """
    rule, stream_id = sample.rule, sample.id
    assert rule is not None and stream_id is not None
    at = board.ledger.stream(stream_id)[0].position + 1 if size is None else size
    return make_frame(at, board.cases_to_sample.signs(_terms(board, rule, at), at), rule.strata_order)


def _terms(board: OpenBoard, rule: SampleRuleRecorded, size: int) -> FrameTerms:
    registers = Registers(board.ledger)
    policy = registers.policy_history(size).on(last_day(board, size))
    units = registers.units(size)
    routines = registers.of_kind("journal_routine", JournalRoutine.fold, size).values()
    employed = {staff_id: first for routine in routines for staff_id, first in routine.new_staff().items()}
    return FrameTerms(
        frozenset({rule.unit, *(each for each, unit in units.items() if unit.part_of == rule.unit)}), rule.population,
        rule.review_from, rule.review_to, policy.silence_days, vacation_months(policy), new_workers(employed, policy),
    )
