"""What takes long to count is kept until something is recorded (sv. *sparade svar*).

The same question at the same size has the same answer, so nothing is lost by it. Of an earlier size of the ledger nothing is
kept, since erasure and protection change what may be told of what was.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from api.main import OpenBoard

Value = TypeVar("Value")

_MOST_KEPT = 32
_LOCK = threading.Lock()
_KEPT: WeakKeyDictionary[OpenBoard, OrderedDict[Hashable, Any]] = WeakKeyDictionary()


def kept(board: OpenBoard, question: Hashable, make: Callable[[], Value]) -> Value:
    """The answer to a question as it was made when the ledger was as large as it is now, or made now.

    Args:
        question: All that the answer depends on but the ledger's size. Nothing of a person's is in it or in the answer.
        make: Gives what nobody changes afterwards.
    """
    key = (board.ledger.size(), question)
    with _LOCK:
        answers = _KEPT.setdefault(board, OrderedDict())
        if key in answers:
            answers.move_to_end(key)
            return answers[key]
    # Made outside the lock: two who ask at once make it twice, and nobody waits for another's question.
    made = make()
    with _LOCK:
        answers[key] = made
        while len(answers) > _MOST_KEPT:
            answers.popitem(last=False)
    return made
