"""Group commit: appends that wait together are stored together, each with its own answer.

The first thread that comes leads: it stores what waits (its own command and those that came meanwhile) in one call,
and the others only wait for their answer. A lone writer leads at once and pays nothing for it.
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
        self._waiting: deque[_Call[Item, Answer]] = deque()
        self._leading = threading.Lock()

    def submit(self, item: Item) -> Answer:
        """Store one item, alone or together with others, and return its answer.

        Raises:
            Whatever `store` raised for the batch that the item was in.
        """
        call: _Call[Item, Answer] = _Call(item)
        self._waiting.append(call)
        # Whoever holds the lead may have looked at the queue before this call joined it; so wait for the lead itself,
        # and look once more when it is free.
        while not call.done.is_set():
            with self._leading:
                if not call.done.is_set():
                    self._lead()
        if call.error is not None:
            raise call.error
        return call.answer

    def _lead(self) -> None:
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
            for call in batch:
                call.done.set()


class _Call(Generic[Item, Answer]):
    __slots__ = ("answer", "done", "error", "item")

    def __init__(self, item: Item) -> None:
        self.item = item
        self.answer: Answer
        self.error: BaseException | None = None
        self.done = threading.Event()
