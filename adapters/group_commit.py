"""Group commit: appends that wait together are stored together, each with its own answer.

The first thread that comes leads: it stores what waits and hands the lead to the first of those that came meanwhile.
The others only wait for their answer. A lone writer leads at once and pays next to nothing for it.

Where several write, their threads all come back from one batch at about the same time, and the first of them would go
off alone. So a leader waits for as many as the latest batches held, but never longer than half the time that the last
batch took to store (and 5 ms): little where the disk is quick, and a whole flush saved where it is slow.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Generic, TypeVar

LONGEST_WAIT = 0.005
"""Seconds; a store that had to queue for a lock says nothing about the disk."""

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class GroupCommit(Generic[Item, Answer]):
    """Gathers single calls into batches.

    Args:
        store: Stores a batch and answers each item, in order; an exception is everybody's.
        most: The most items in one batch, from 1.
    """

    def __init__(self, store: Callable[[Sequence[Item]], Sequence[Answer]], *, most: int = 256) -> None:
        self._store = store
        self._most = most
        self._mutex = threading.Lock()
        # Guarded by the mutex. While somebody leads, the first in the queue is the leader or will be the next one.
        self._waiting: deque[_Call[Item, Answer]] = deque()
        self._led = False
        self._gathering: _Call[Item, Answer] | None = None
        self._sizes = (1, 1)
        self._seconds = 0.0

    def submit(self, item: Item) -> Answer:
        """Store one item, alone or together with others, and return its answer.

        Raises:
            Whatever `store` raised for the batch that the item was in.
        """
        with self._mutex:
            alone = not self._led and self._sizes == (1, 1)
            if alone:
                self._led = True
        return self._store_alone(item) if alone else self._store_together(_Call(item))

    def _store_alone(self, item: Item) -> Answer:
        try:
            return self._store((item,))[0]
        finally:
            with self._mutex:
                self._hand_over()

    def _store_together(self, call: _Call[Item, Answer]) -> Answer:
        with self._mutex:
            self._waiting.append(call)
            call.leads, self._led = not self._led, True
            if self._gathering is not None and len(self._waiting) >= min(self._most, max(self._sizes)):
                self._gathering.turn.release()
                self._gathering = None
        try:
            if not call.leads:
                call.turn.acquire()
            if not call.done:
                self._lead(call)
        except BaseException:
            self._step_aside(call)
            raise
        if call.error is not None:
            raise call.error
        return call.answer

    def _lead(self, leader: _Call[Item, Answer]) -> None:
        batch = self._gathered(leader)
        start = perf_counter()
        try:
            answers = self._store([call.item for call in batch])
            for call, answer in zip(batch, answers, strict=True):
                call.answer = answer
        except BaseException as error:
            for call in batch:
                call.error = error
            if not isinstance(error, Exception):
                raise
        finally:
            with self._mutex:
                self._sizes, self._seconds = (self._sizes[1], len(batch)), perf_counter() - start
                self._hand_over()
            for call in batch:
                call.done = True
                if call is not leader:
                    call.turn.release()

    def _gathered(self, leader: _Call[Item, Answer]) -> list[_Call[Item, Answer]]:
        with self._mutex:
            if len(self._waiting) < min(self._most, max(self._sizes)):
                self._gathering = leader
        if self._gathering is leader:
            # Taken since it was made, or since the lead was handed over: so this waits to be woken by who comes last.
            leader.turn.acquire(timeout=min(self._seconds / 2, LONGEST_WAIT))
        with self._mutex:
            self._gathering = None
            return [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]

    def _step_aside(self, call: _Call[Item, Answer]) -> None:
        # An interrupted thread must not leave with the lead; the others would wait for ever.
        with self._mutex:
            if call in self._waiting:
                self._waiting.remove(call)
                if call.leads:
                    self._gathering = None
                    self._hand_over()

    def _hand_over(self) -> None:
        if self._waiting:
            self._waiting[0].leads = True
            self._waiting[0].turn.release()
        else:
            self._led = False


class _Call(Generic[Item, Answer]):
    __slots__ = ("answer", "done", "error", "item", "leads", "turn")

    def __init__(self, item: Item) -> None:
        self.item = item
        self.answer: Answer
        self.error: BaseException | None = None
        self.done = False
        self.leads = False
        # Taken; released when the call is answered or is to lead.
        self.turn = threading.Lock()
        self.turn.acquire()
