"""How likely a sample is to miss what is wrong (sv. *risken att missa fel*): exact, so that nobody takes a sample for proof."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb


def miss_probability(frame: int, faulty: int, sample: int) -> Fraction:
    """The probability that none of `faulty` records is in a random sample without replacement: C(N−d, n) / C(N, n).

    Args:
        frame: Records that can be drawn, N, from 0.
        faulty: Records that something is wrong with, d, from 0 to `frame`.
        sample: Records drawn, n, from 0 to `frame`.

    Raises:
        ValueError: A number is outside its range.

    Source: the hypergeometric distribution; Cochran, Sampling Techniques, 3rd ed. (1977), 3.
    """
    if not 0 <= faulty <= frame or not 0 <= sample <= frame:
        raise ValueError("faulty and sample lie between 0 and frame")
    return Fraction(comb(frame - faulty, sample), comb(frame, sample))


def smallest_sample(frame: int, faulty: int, certainty: Fraction) -> int:
    """The fewest records to draw so that at least one of `faulty` is found with at least `certainty`.

    Args:
        frame: From 1.
        faulty: From 1 to `frame`.
        certainty: From 0 to 1; 1 = every record but `faulty` − 1 of them.

    Raises:
        ValueError: A number is outside its range.
    """
    if not 1 <= faulty <= frame or not 0 <= certainty <= 1:
        raise ValueError("faulty lies between 1 and frame, certainty between 0 and 1")
    low, high = 0, frame - faulty + 1
    # The larger the sample, the less it misses, and one of so many is always found.
    while low < high:
        middle = (low + high) // 2
        if 1 - miss_probability(frame, faulty, middle) >= certainty:
            high = middle
        else:
            low = middle + 1
    return low


def worst_miss(strata: Sequence[tuple[int, int]], faulty: int) -> Fraction:
    """The highest probability that a stratified sample misses `faulty` records, wherever they are.

    A draw by strata is not one draw from all: what is wrong may lie where least is drawn.

    Args:
        strata: Size and number drawn of each stratum; the number from 0 to the size.
        faulty: From 0 to the sum of the sizes.

    Raises:
        ValueError: A number is outside its range.
    """
    if not 0 <= faulty <= sum(size for size, _ in strata):
        raise ValueError("faulty lies between 0 and the size of the frame")
    # By how many are placed so far: the highest chance of missing them all.
    best: dict[int, Fraction] = {0: Fraction(1)}
    for size, drawn in strata:
        after: dict[int, Fraction] = {}
        for placed, chance in best.items():
            for here in range(min(size, faulty - placed) + 1):
                missed = chance * miss_probability(size, here, drawn)
                after[placed + here] = max(after.get(placed + here, Fraction(0)), missed)
        best = after
    return best[faulty]
