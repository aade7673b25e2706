"""What takes too long to judge while somebody waits (sv. *stående bedömning*): it is judged beside the requests.

In a ledger of many events every journal is judged in seconds, and a page may take a tenth of one. So a page shows the newest
judgement that there is and of which moment it is, and the next one is made meanwhile; where there is none yet the page says so.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, NamedTuple, TypeVar

from adapters.postgres.boards import BoardStore
from adapters.postgres.registers import Registers
from api.problems import UnderWayError

Value = TypeVar("Value")

AT_ONCE_EVENTS = 50_000
"""Of a ledger up to this size everything is judged at once, as of now: it takes no longer than a page may."""
FRESH_SECONDS = 300
"""An older judgement is made anew when it is shown; nobody waits for that."""
MOST_KEPT = 64
_ERASING = "erased"


class Judged(NamedTuple, Generic[Value]):
    """A judgement.

    Args:
        size: The ledger's size that it is of.
        value: What nobody changes.
    """

    size: int
    value: Value


class _Made(NamedTuple):
    judged: Judged[Any]
    erased: int
    at: float


class Standing:
    """The judgements of one board. Thread-safe; one is made at a time.

    Args:
        now: Seconds of a clock that never goes back.
    """

    def __init__(self, store: BoardStore, *, at_once_events: int = AT_ONCE_EVENTS, now: Callable[[], float] = time.monotonic):
        self._ledger = store.ledger
        self._at_once_events = at_once_events
        self._now = now
        self._lock, self._turn = threading.Lock(), threading.Lock()
        self._made: OrderedDict[Hashable, _Made] = OrderedDict()
        self._begun: dict[Hashable, float] = {}
        self._failed: dict[Hashable, Exception] = {}
        self._threads: list[threading.Thread] = []

    def latest(self, question: Hashable, judge: Callable[[int], Value]) -> Judged[Value]:
        """The newest judgement of what is recorded now, or nearly: see `FRESH_SECONDS`.

        Args:
            question: All that the judgement depends on but the ledger's size.
            judge: Judges as known at a size. Whatever it gives holds for whoever may ask the question.

        Raises:
            UnderWayError: There is none yet; it is being made.
            Exception: What `judge` raised when it was made meanwhile.
        """
        size = self._ledger.size()
        if size <= self._at_once_events:
            return Judged(size, self.at_once(question, size, judge))
        made = self._standing(question)
        if made is None or (made.judged.size < size and self._now() - made.at > FRESH_SECONDS):
            self._begin(question, size, judge)
        if made is None:
            raise self._under_way(question)
        return made.judged

    def of(self, question: Hashable, size: int, judge: Callable[[int], Value]) -> Value:
        """The judgement as known at a size.

        Raises:
            As `latest` does.
        """
        if self._ledger.size() <= self._at_once_events:
            return self.at_once(question, size, judge)
        made = self._of(question, size)
        if made is None:
            self._begin((question, size), size, judge)
            raise self._under_way((question, size))
        return made.judged.value

    def at_once(self, question: Hashable, size: int, judge: Callable[[int], Value]) -> Value:
        """The judgement as known at a size, however long it takes: for whoever asks with a program, and can wait."""
        made = self._of(question, size)
        if made is None:
            erased = self._erased()
            # Made outside the lock: two who ask at once make it twice, and nobody waits for another's question.
            made = _Made(Judged(size, judge(size)), erased, self._now())
            self._keep((question, size), made)
        return made.judged.value

    def settle(self) -> None:
        """Wait until nothing is being made."""
        with self._lock:
            threads = list(self._threads)
        for thread in threads:
            thread.join()

    def _of(self, question: Hashable, size: int) -> _Made | None:
        made = self._standing((question, size)) or self._standing(question)
        return None if made is None or made.judged.size != size else made

    def _standing(self, question: Hashable) -> _Made | None:
        """What was made, unless something was erased since: of that nothing more is told."""
        erased = self._erased()
        with self._lock:
            if question in self._failed:
                raise self._failed.pop(question)
            made = self._made.get(question)
            if made is None or made.erased != erased:
                return None
            self._made.move_to_end(question)
            return made

    def _begin(self, question: Hashable, size: int, judge: Callable[[int], Any]) -> None:
        with self._lock:
            if question in self._begun:
                return
            self._begun[question] = self._now()
            thread = threading.Thread(target=self._make, args=(question, size, judge), name="standing", daemon=True)
            self._threads = [each for each in self._threads if each.is_alive()] + [thread]
            thread.start()

    def _make(self, question: Hashable, size: int, judge: Callable[[int], Any]) -> None:
        made, failed = None, None
        try:
            # One after the other, so that requests keep a processor and their connections.
            with self._turn:
                erased = self._erased()
                made = _Made(Judged(size, judge(size)), erased, self._now())
        except Exception as error:
            # Told to whoever asks next, who would wait for ever otherwise.
            failed = error
        if made is not None:
            self._keep(question, made)
        with self._lock:
            del self._begun[question]
            if failed is not None:
                self._failed[question] = failed

    def _keep(self, question: Hashable, made: _Made) -> None:
        with self._lock:
            self._made[question] = made
            while len(self._made) > MOST_KEPT:
                self._made.popitem(last=False)

    def _under_way(self, question: Hashable) -> UnderWayError:
        with self._lock:
            begun = self._begun.get(question, self._now())
        return UnderWayError(self._now() - begun)

    def _erased(self) -> int:
        return Registers(self._ledger).size_after_last(_ERASING)
