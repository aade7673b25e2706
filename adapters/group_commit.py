"""Group commit: appends that wait together are stored together, each with its own answer.

The first thread that comes leads: it stores what waits and hands the lead to the first of those that came meanwhile.
The others only wait for their answer. A lone writer leads at once and pays next to nothing for it.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

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

    def submit(self, item: Item) -> Answer:
        """Store one item, alone or together with others, and return its answer.

        Raises:
            Whatever `store` raised for the batch that the item was in.
        """
        call: _Call[Item, Answer] = _Call(item)
        with self._mutex:
            self._waiting.append(call)
            call.leads, self._led = not self._led, True
        try:
            if not call.leads:
                call.turn.acquire()
            if not call.done:
                self._lead()
        except BaseException:
            self._step_aside(call)
            raise
        if call.error is not None:
            raise call.error
        return call.answer

    def _lead(self) -> None:
        with self._mutex:
            batch = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
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
                self._hand_over()
            for call in batch:
                call.done = True
                call.turn.release()

    def _step_aside(self, call: _Call[Item, Answer]) -> None:
        # An interrupted thread must not leave with the lead; the others would wait for ever.
        with self._mutex:
            if call in self._waiting:
                self._waiting.remove(call)
                if call.leads:
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
