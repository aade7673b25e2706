"""Which words of a text another text does not have (sv. *ändrade ord*), so that two texts side by side can be read fast."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

Pieces = tuple[tuple[str, bool], ...]
"""Pieces of a text in order, each with whether it is changed."""

_LONGEST = 4_000
"""Words; to compare longer ones takes longer than anybody waits."""


def pieces(text: str, other: str | None) -> Pieces:
    """A text in pieces, with what the other one does not have marked.

    Args:
        other: None = there is nothing to compare with, and nothing is marked.
    """
    own = text.split()
    others = [] if other is None else other.split()
    if other is None or len(own) + len(others) > _LONGEST:
        return ((text, False),)
    same = SequenceMatcher(None, own, others, autojunk=False).get_matching_blocks()
    return tuple(_pieces(own, [(block.a, block.a + block.size) for block in same]))


def _pieces(words: Sequence[str], same: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    found, at = [], 0
    for first, end in same:
        found += [(" ".join(words[at:first]), True), (" ".join(words[first:end]), False)]
        at = end
    return [each for each in found if each[0]]
