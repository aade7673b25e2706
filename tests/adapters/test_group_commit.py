"""Group commit: what waits together is stored together, and nobody waits for somebody who has gone."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from adapters.group_commit import GroupCommit


class Interrupted(BaseException):
    """As when a user presses Ctrl-C."""


class Store:
    """Answers with ten times the item, and keeps its first batch waiting until so many others have come."""

    def __init__(self, group_waits_for: int = 0) -> None:
        self.batches: list[list[int]] = []
        self.group = GroupCommit(self)
        self.submit = self.group.submit
        self.storing = threading.Event()
        self._wanted = group_waits_for

    def __call__(self, items: Sequence[int]) -> list[int]:
        self.batches.append(list(items))
        if len(self.batches) == 1:
            self.storing.set()
            while len(self.group._waiting) < self._wanted:
                pass
        if -1 in items:
            raise ValueError("cannot be stored")
        if -2 in items:
            raise Interrupted
        return [10 * item for item in items]


def test_one_after_another_is_stored_one_by_one() -> None:
    store = Store()
    assert [store.submit(item) for item in range(5)] == [0, 10, 20, 30, 40]
    assert store.batches == [[0], [1], [2], [3], [4]]


def test_everybody_gets_the_answer_to_their_own_item() -> None:
    store = Store()
    with ThreadPoolExecutor(16) as threads:
        assert list(threads.map(store.submit, range(2_000))) == [10 * item for item in range(2_000)]
    assert sorted(item for batch in store.batches for item in batch) == list(range(2_000))


def test_what_comes_while_a_batch_is_stored_is_stored_together() -> None:
    store = Store(group_waits_for=7)
    with ThreadPoolExecutor(8) as threads:
        first = threads.submit(store.submit, 0)
        store.storing.wait()
        rest = [threads.submit(store.submit, item) for item in range(1, 8)]
        assert [call.result() for call in (first, *rest)] == [0, 10, 20, 30, 40, 50, 60, 70]
    assert [sorted(batch) for batch in store.batches] == [[0], [1, 2, 3, 4, 5, 6, 7]]


def test_no_batch_is_larger_than_allowed() -> None:
    largest = []
    group: GroupCommit[int, int] = GroupCommit(lambda items: largest.append(len(items)) or list(items), most=3)
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(group.submit, range(500)))
    assert max(largest) <= 3


def test_an_error_is_everybody_s_in_the_batch_and_nobody_s_after_it() -> None:
    store = Store()
    with pytest.raises(ValueError):
        store.submit(-1)
    assert store.submit(1) == 10


def test_a_leader_who_is_interrupted_does_not_take_the_lead_away() -> None:
    store = Store()
    with pytest.raises(Interrupted):
        store.submit(-2)
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(store.submit, range(100))) == [10 * item for item in range(100)]
