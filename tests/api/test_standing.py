"""What is judged beside the requests: nobody waits for it, it says which size it is of, and nothing erased is told again."""

from __future__ import annotations

import threading
from datetime import date
from uuid import UUID, uuid4

import pytest

from api.problems import UnderWayError
from api.standing import FRESH_SECONDS, Standing
from domain.base import DomainEvent, Purpose, Stamp, envelope
from domain.erasure.marker import StreamErased
from domain.ledger.port import Command
from domain.retention.codes import RetentionGround
from domain.unit.events import UnitEstablished

STAMP = Stamp(actor_id=UUID(int=1), unit_id=UUID(int=2), purpose=Purpose.CASE_WORK)


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def standing(real_board, clock) -> Standing:
    """Of a board whose every judgement takes too long to be waited for."""
    grow(real_board)
    return Standing(real_board, at_once_events=0, now=clock)


def grow(board, event: DomainEvent | None = None) -> int:
    event = event or UnitEstablished(**envelope(uuid4(), 0, STAMP), name="Enheten")
    board.ledger.append(Command(uuid4(), b"", (event,)))
    return board.ledger.size()


def judged(standing: Standing, question="q", judge=lambda size: size):
    """The judgement, after the first who asked has been told to come again."""
    with pytest.raises(UnderWayError):
        standing.latest(question, judge)
    standing.settle()
    return standing.latest(question, judge)


def test_a_small_ledger_is_judged_at_once_and_only_once_of_each_size(real_board):
    standing, sizes = Standing(real_board, at_once_events=2), []
    for _ in range(2):
        size = grow(real_board)
        for _ in range(2):
            assert standing.latest("q", lambda size: sizes.append(size)).size == size
    assert sizes == [1, 2]


def test_whoever_asks_first_of_a_large_ledger_is_told_to_come_again_and_then_it_is_there(standing):
    assert judged(standing) == (1, 1)


def test_nobody_waits_while_it_is_being_judged_and_it_is_judged_once(standing):
    go_on, times = threading.Event(), []

    def judge(size: int) -> int:
        times.append(size)
        go_on.wait()
        return size

    for _ in range(3):
        with pytest.raises(UnderWayError):
            standing.latest("q", judge)
    go_on.set()
    standing.settle()
    assert standing.latest("q", judge) == (1, 1) and times == [1]


def test_it_stands_while_more_is_recorded_and_is_made_anew_when_it_is_old(standing, real_board, clock):
    assert judged(standing) == (1, 1)
    grow(real_board)
    clock.now = FRESH_SECONDS
    assert standing.latest("q", lambda size: size) == (1, 1)
    standing.settle()
    assert standing.latest("q", lambda size: size) == (1, 1)
    clock.now = FRESH_SECONDS + 1
    assert standing.latest("q", lambda size: size) == (1, 1)
    standing.settle()
    assert standing.latest("q", lambda size: size) == (2, 2)


def test_an_earlier_size_is_judged_as_it_was_and_stands_for_ever(standing, real_board, clock):
    grow(real_board)
    with pytest.raises(UnderWayError):
        standing.of("q", 1, lambda size: size)
    standing.settle()
    clock.now = 10 * FRESH_SECONDS
    assert standing.of("q", 1, lambda size: size) == 1
    with pytest.raises(UnderWayError):
        standing.of("q", 2, lambda size: size)


def test_what_stands_serves_who_asks_for_just_that_size(standing):
    assert judged(standing) == (1, 1)
    assert standing.of("q", 1, lambda size: pytest.fail("judged again")) == 1


def test_a_program_waits_and_gets_the_size_it_asked_for(standing, real_board):
    assert judged(standing) == (1, 1)
    grow(real_board)
    assert standing.at_once("q", 2, lambda size: size) == 2


def test_what_went_wrong_is_told_to_whoever_asks_next_and_tried_again_after_that(standing):
    def fails(size: int) -> int:
        raise RuntimeError("broken")

    with pytest.raises(UnderWayError):
        standing.latest("q", fails)
    standing.settle()
    with pytest.raises(RuntimeError, match="broken"):
        standing.latest("q", fails)
    assert judged(standing) == (1, 1)


def test_nothing_that_was_judged_before_an_erasure_is_told_after_it(standing, real_board):
    assert judged(standing) == (1, 1)
    erased = StreamErased(
        **envelope(uuid4(), 0, STAMP), erasure_id=uuid4(), record_id=uuid4(), retention_ground=RetentionGround.LAST_NOTE,
        erasure_basis="SoL 2025:400 16 kap. 1 §", marked_on=date(2026, 3, 17), whole_stream=True,
    )
    grow(real_board, erased)
    assert judged(standing) == (2, 2)
    with pytest.raises(UnderWayError):
        standing.of("q", 1, lambda size: size)
