"""Calls that wait together are stored together, each with its own answer; nobody waits for ever."""

from __future__ import annotations

import random
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from adapters.group_commit import GroupCommit
from tests.support.ledger_commands import HANG_GUARD_SECONDS


class Store:
    """Answers n with -n, and can be held so that calls come to wait. Notices if it is called twice at once."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Semaphore(0)
        self._alone = threading.Lock()

    def __call__(self, items: Sequence[int]) -> list[int]:
        assert self._alone.acquire(blocking=False), "two batches were stored at once"
        try:
            self.batches.append(list(items))
            self.entered.release()
            assert self.gate.wait(HANG_GUARD_SECONDS)
            if 666 in items:
                raise RuntimeError("cannot be stored")
            if 999 in items:
                raise SystemExit("told to stop")
            return [-item for item in items]
        finally:
            self._alone.release()

    def hold(self) -> None:
        """The next batch waits in the store until `gate` is set."""
        self.gate.clear()


def waiting(group: GroupCommit[int, int], count: int) -> None:
    """Until so many calls wait for the one that stores."""
    while len(group._waiting) < count:
        pass


def held_with_others(
    group: GroupCommit[int, int], store: Store, threads: ThreadPoolExecutor, items: Sequence[int]
) -> tuple[Future[int], list[Future[int]]]:
    """One call held in the store, and these waiting behind it in order."""
    store.hold()
    first = threads.submit(group.submit, 1)
    assert store.entered.acquire(timeout=HANG_GUARD_SECONDS)
    others = []
    for n, item in enumerate(items, 1):
        others.append(threads.submit(group.submit, item))
        waiting(group, n)
    return first, others


def test_a_lone_call_is_stored_at_once() -> None:
    store = Store()
    group = GroupCommit(store)
    assert [group.submit(n) for n in (1, 2, 3)] == [-1, -2, -3]
    assert store.batches == [[1], [2], [3]]


def test_those_who_wait_are_stored_together_in_order_and_each_gets_its_own_answer() -> None:
    store = Store()
    group = GroupCommit(store)
    with ThreadPoolExecutor(10) as threads:
        first, others = held_with_others(group, store, threads, range(2, 11))
        store.gate.set()
        assert first.result(HANG_GUARD_SECONDS) == -1
        assert [other.result(HANG_GUARD_SECONDS) for other in others] == [-n for n in range(2, 11)]
    assert store.batches == [[1], list(range(2, 11))]


def test_no_batch_is_larger_than_allowed() -> None:
    store = Store()
    group = GroupCommit(store, most=3)
    with ThreadPoolExecutor(10) as threads:
        _, others = held_with_others(group, store, threads, range(2, 10))
        store.gate.set()
        assert [other.result(HANG_GUARD_SECONDS) for other in others] == [-n for n in range(2, 10)]
    assert store.batches == [[1], [2, 3, 4], [5, 6, 7], [8, 9]]


def test_an_error_is_everybody_s_in_the_batch_and_nobody_else_s() -> None:
    store = Store()
    group = GroupCommit(store, most=2)
    with ThreadPoolExecutor(10) as threads:
        first, others = held_with_others(group, store, threads, [2, 666, 4, 5])
        store.gate.set()
        assert first.result(HANG_GUARD_SECONDS) == -1
        errors = [other.exception(HANG_GUARD_SECONDS) for other in others]
    assert [type(error) for error in errors] == [RuntimeError, RuntimeError, type(None), type(None)]
    assert group.submit(6) == -6


def test_a_lone_error_leaves_the_group_working() -> None:
    group = GroupCommit(Store())
    for _ in range(3):
        with pytest.raises(RuntimeError):
            group.submit(666)
        assert group.submit(2) == -2


def test_an_order_to_stop_in_the_store_reaches_everybody_and_the_next_are_stored() -> None:
    store = Store()
    group = GroupCommit(store, most=2)
    with ThreadPoolExecutor(10) as threads:
        _, others = held_with_others(group, store, threads, [999, 3, 4])
        store.gate.set()
        errors = [other.exception(HANG_GUARD_SECONDS) for other in others]
    assert isinstance(errors[0], SystemExit) and errors[1] is not None and errors[2] is None
    assert group.submit(5) == -5


def test_an_answer_too_few_is_an_error_and_not_another_s_answer() -> None:
    group: GroupCommit[int, int] = GroupCommit(lambda items: [-items[0]] if len(items) > 1 else [-each for each in items])
    store = Store()
    slow: GroupCommit[int, int] = GroupCommit(lambda items: store(items)[:1])
    with ThreadPoolExecutor(10) as threads:
        _, others = held_with_others(slow, store, threads, [2, 3])
        store.gate.set()
        assert all(isinstance(other.exception(HANG_GUARD_SECONDS), ValueError) for other in others)
    assert group.submit(4) == -4


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C interrupts, also where the tests run as a background job, for which the shell turns it off."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c")
@pytest.mark.parametrize("place", ["storing", "first in the queue", "later in the queue"])
def test_an_interrupted_thread_leaves_the_lead_to_the_next(place: str) -> None:
    """Ctrl-C reaches the main thread, wherever it waits; the others go on."""
    store = Store()
    group = GroupCommit(store)
    with ThreadPoolExecutor(10) as threads:
        before = {"storing": 0, "first in the queue": 1, "later in the queue": 2}[place]
        store.hold()
        others = [threads.submit(group.submit, 1)] if before else []
        if before:
            assert store.entered.acquire(timeout=HANG_GUARD_SECONDS)
        if before == 2:
            others.append(threads.submit(group.submit, 2))
            waiting(group, 1)
        interrupted = threading.Event()
        interrupter = threads.submit(_interrupt_when_waiting, group, store, before, interrupted)
        try:
            with pytest.raises(KeyboardInterrupt):
                group.submit(77)
        finally:
            interrupted.set()
        interrupter.result(HANG_GUARD_SECONDS)
        late = [threads.submit(group.submit, n) for n in (8, 9)]
        store.gate.set()
        assert [other.result(HANG_GUARD_SECONDS) for other in others] == [-n for n in range(1, len(others) + 1)]
        assert [each.result(HANG_GUARD_SECONDS) for each in late] == [-8, -9]
    assert (77 in sum(store.batches, [])) is (place == "storing")


def _interrupt_when_waiting(group: GroupCommit[int, int], store: Store, before: int, interrupted: threading.Event) -> None:
    if before:
        waiting(group, before)
    else:
        assert store.entered.acquire(timeout=HANG_GUARD_SECONDS)
    signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    # Python misses a signal that comes just before a thread blocks, and takes it with the next one.
    while not interrupted.wait(0.05):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)


@pytest.mark.parametrize("seed", range(4))
def test_under_a_crowd_every_call_is_stored_once_and_answered_with_its_own(seed: int) -> None:
    store, chance = Store(), random.Random(seed)
    bad = {n * 1_000 for n in range(3_000) if chance.random() < 0.01}

    def refuse_the_bad(items: Sequence[int]) -> list[int]:
        answers = store(items)
        if bad & set(items):
            raise ValueError("one of them is bad")
        return answers

    most = chance.choice((2, 5, 256))
    group = GroupCommit(refuse_the_bad, most=most)

    def submit(numbers: range) -> None:
        for n in numbers:
            try:
                assert group.submit(n * 1_000) == n * -1_000
            except ValueError:
                continue

    with ThreadPoolExecutor(12) as threads:
        for task in [threads.submit(submit, range(start, 3_000, 12)) for start in range(12)]:
            task.result(HANG_GUARD_SECONDS)
    stored = sum(store.batches, [])
    assert sorted(stored) == [n * 1_000 for n in range(3_000)]
    assert max(map(len, store.batches)) <= most
    for start in range(12):
        own = [n for n in stored if n // 1_000 % 12 == start]
        assert own == sorted(own), "one thread's calls are stored in its own order"
