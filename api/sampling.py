"""What a sample is drawn from (sv. *urvalsram*), and drawing from the shell."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

from adapters.postgres.registers import Registers
from api.registers import last_day
from api.shell_writing import day_of_writing, simulated_time, whole_unit
from domain.base import Purpose, RetentionClass, Stamp
from domain.journal_routine.routine import JournalRoutine
from domain.record_keeping import Request
from domain.sample.events import SampleRuleRecorded
from domain.sample.sample import Sample
from domain.sampling.codes import SamplePopulation, Stratum
from domain.sampling.draw import draw
from domain.sampling.frame import Frame, make_frame
from projections.sampling import FrameTerms, new_workers, vacation_months

if TYPE_CHECKING:
    from api.main import OpenBoard


def frame_of(board: OpenBoard, sample: Sample, size: int | None = None) -> Frame:
    """The frame that a sample's rule says.

    Args:
        sample: Its rule is known.
        size: As known at so many events; None = when the rule had just been recorded.
    """
    rule, stream_id = sample.rule, sample.id
    assert rule is not None and stream_id is not None
    at = board.ledger.stream(stream_id)[0].position + 1 if size is None else size
    return make_frame(at, board.cases_to_sample.signs(_terms(board, rule, at), at), rule.strata_order)


class Rule(NamedTuple):
    """What somebody asks to have drawn, from the shell.

    Args:
        unit: By name or id.
        review_from, review_to: None = today.
        by: Who judges it, as a role.
    """

    unit: str
    population: SamplePopulation
    review_from: date | None
    review_to: date | None
    sample_size: int
    strata_order: tuple[Stratum, ...]
    sample_purpose: str
    by: str


def record_rule(board: OpenBoard, caller: str, asked: Rule, *, seed: str | None = None) -> UUID:
    """Record a rule; its id.

    Args:
        seed: What is to be drawn with right after; then what the draw would refuse is refused before the rule is recorded.

    Raises:
        NotFoundError: There is no such unit.
        DomainError: What the decision or the draw refuses.
        UnavailableError: The access log cannot be written.
    """
    registers, today, sample_id = Registers(board.ledger), day_of_writing(board), uuid4()
    unit, policy = whole_unit(registers, asked.unit), registers.policy_history().on(today)
    last = asked.review_to or today
    decide = partial(
        Sample.record_rule, sample_id=sample_id, unit=unit, population=asked.population, review_from=asked.review_from or last,
        review_to=last, sample_size=asked.sample_size, strata_order=asked.strata_order, sample_purpose=asked.sample_purpose,
        reviewed_by=asked.by, stamp=_stamp(board, caller, unit), today=today, policy=policy,
    )
    if seed is not None:
        frame = frame_of(board, Sample.fold(decide(Sample())), board.ledger.size())
        draw(frame, asked.sample_size, seed)
    _log(board, caller, "sample rule")
    request = Request(uuid4(), repr(asked).encode(), simulated_time(board))
    board.records.carry_out(sample_id, RetentionClass.ORGANISATION, Sample.fold, decide, request)
    return sample_id


def draw_sample(board: OpenBoard, caller: str, sample_id: UUID, seed: str | None) -> None:
    """Draw by a recorded rule.

    Args:
        seed: For training; None = of the first witnessed checkpoint after the rule.

    Raises:
        DomainError: What the decision refuses.
        UnavailableError: The access log cannot be written.
    """
    today = day_of_writing(board)
    policy = Registers(board.ledger).policy_history().on(today)

    def decide(sample: Sample) -> tuple[object, ...]:
        return sample.draw(
            seed=seed, framed=partial(frame_of, board), witnessed=board.witnessed_checkpoint,
            stamp=_stamp(board, caller, sample.unit), policy=policy,
        )

    _log(board, caller, "sample draw")
    request = Request(uuid4(), repr((sample_id, seed)).encode(), simulated_time(board))
    board.records.carry_out(sample_id, RetentionClass.ORGANISATION, Sample.fold, decide, request)


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


def _stamp(board: OpenBoard, caller: str, unit: UUID | None) -> Stamp:
    return Stamp(actor_id=board.access_log.pseudonym(caller), unit_id=unit, purpose=Purpose.INTERNAL_CONTROL)


def _log(board: OpenBoard, caller: str, action: str) -> None:
    board.access_log.record(
        caller=caller, action=action, purpose=Purpose.INTERNAL_CONTROL, cases=(), known_at=board.ledger.size(), outcome="written",
    )
