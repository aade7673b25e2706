"""Pairing a workbook's rows with what was imported before: the same, corrected, or new (sv. *avstämning*).

A workbook is a full export, so a row that was imported before stands there again. Most rows have no identity of their
own; they are paired by what they say, from the surest sign to the weakest:

1. every cell is the same;
2. the natural key is the same (the same case, day and kind, for example), so another cell was corrected;
3. all cells but one are the same and the entry came from this very year's workbook, where it no longer stands: the
   cell that differs was corrected, also when it is part of the natural key.

What is left is new. An empty cell says nothing: it neither matches nor corrects a value.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

Row = TypeVar("Row")
Entry = TypeVar("Entry")
Content = tuple[Hashable, ...]


class Matched(NamedTuple, Generic[Row, Entry]):
    """One row and what it was paired with: None = new; `same` = it says nothing that is not already recorded."""

    row: Row
    entry: Entry | None
    same: bool


def match(
    rows: Sequence[Row], entries: Iterable[Entry], *, content_of_row: Callable[[Row], Content],
    content_of_entry: Callable[[Entry], Content], key: Sequence[int], is_this_year: Callable[[Entry], bool],
) -> list[Matched[Row, Entry]]:
    """Pair rows with entries, each entry at most once; the answer is in the order of the rows.

    Args:
        content_of_row: The row's cells, None where empty.
        content_of_entry: The entry's values in the same order.
        key: Which places of the content are the natural key.
        is_this_year: Whether an entry came from the same year's workbook as the rows.
    """
    left = [(entry, content_of_entry(entry)) for entry in entries]
    pairs: dict[int, Matched[Row, Entry]] = {}
    waiting = [(index, content_of_row(row)) for index, row in enumerate(rows)]
    for sign in (lambda content: content, lambda content: tuple(content[place] for place in key)):
        waiting, left = _pair(rows, waiting, left, sign, pairs)
    recent = [(entry, content) for entry, content in left if is_this_year(entry)]
    for place in range(len(content_of_row(rows[0])) if rows else 0):
        waiting, recent = _pair(rows, waiting, recent, lambda content, p=place: (*content[:p], *content[p + 1:]), pairs)
    for index, _ in waiting:
        pairs[index] = Matched(rows[index], None, False)
    return [pairs[index] for index in range(len(rows))]


def merged(row: Content, entry: Content) -> Content:
    """What holds after the row: its cells, and the entry's value where a cell is empty."""
    return tuple(old if new is None else new for new, old in zip(row, entry, strict=True))


def _pair(
    rows: Sequence[Row], waiting: list[tuple[int, Content]], left: list[tuple[Entry, Content]],
    sign: Callable[[Content], Any], pairs: dict[int, Matched[Row, Entry]],
) -> tuple[list[tuple[int, Content]], list[tuple[Entry, Content]]]:
    """Pair what has the same sign, in order; give back what is still unpaired on both sides."""
    by_sign: dict[Any, deque[int]] = defaultdict(deque)
    for number, (_, content) in enumerate(left):
        by_sign[sign(content)].append(number)
    taken, still = set(), []
    for index, content in waiting:
        candidates = by_sign.get(sign(content))
        if not candidates:
            still.append((index, content))
            continue
        number = candidates.popleft()
        entry, old = left[number]
        taken.add(number)
        pairs[index] = Matched(rows[index], entry, merged(content, old) == old)
    return still, [each for number, each in enumerate(left) if number not in taken]
