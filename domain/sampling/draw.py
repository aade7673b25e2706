"""The draw (sv. *dragning*): the same from the same seed and frame on any machine, and by hand.

How many of each stratum: one of each, and the rest in proportion to what is left of each, by the largest remainder. Which: in
each stratum the cases are put in the order of SHA-256("<seed>:<case id>") in hexadecimal, and the first of them are drawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from fractions import Fraction
from uuid import UUID

from domain.base import Immutable
from domain.errors import ConflictError, NotAllowedError
from domain.sampling.codes import Stratum
from domain.sampling.frame import Frame


class DrawnStratum(Immutable):
    """What was drawn of a stratum (sv. *dragning ur en riskgrupp*)."""

    stratum: Stratum
    stratum_size: int
    drawn: tuple[UUID, ...]
    """In the order drawn."""


def draw(frame: Frame, sample_size: int, seed: str) -> tuple[DrawnStratum, ...]:
    """Draw from every stratum that has any case.

    Args:
        sample_size: From the number of strata that have any case to the number of cases.
        seed: Any text; its UTF-8 bytes count.

    Raises:
        NotAllowedError: The frame is empty; the sample is larger than the frame; it is too small for one of each stratum.
    """
    strata = frame.by_stratum()
    if not strata:
        raise NotAllowedError("Inga ärenden uppfyller regeln, så det finns inget att dra ur. Kontrollera enhet och period.")
    if sample_size > len(frame.cases):
        raise NotAllowedError(
            f"Urvalet är {sample_size} ärenden men ramen har {len(frame.cases)}. Granska alla, eller ange högst så många."
        )
    if sample_size < len(strata):
        raise NotAllowedError(
            f"Urvalet är {sample_size} ärenden men ramen har {len(strata)} riskgrupper, och minst ett dras ur varje. Ange minst"
            f" {len(strata)}, eller färre riskgrupper i regeln."
        )
    numbers = allocation({stratum: len(ids) for stratum, ids in strata.items()}, sample_size)
    return tuple(
        DrawnStratum(
            stratum=stratum, stratum_size=len(ids),
            drawn=tuple(sorted(ids, key=lambda each: _rank(seed, each))[:numbers[stratum]]),
        )
        for stratum, ids in strata.items()
    )


def allocation(sizes: Mapping[Stratum, int], sample_size: int) -> dict[Stratum, int]:
    """How many to draw of each stratum: one, and of the rest its share of what is left, by the largest remainder.

    Args:
        sizes: Cases of each stratum, each from 1; of equal remainders the stratum first in it comes first.
        sample_size: From the number of strata to the sum of their sizes.

    Source: the largest-remainder (Hamilton) method; no stratum can get more than it has.
    """
    left, rest = sum(sizes.values()) - len(sizes), sample_size - len(sizes)
    shares = {stratum: Fraction(rest * (size - 1), left) if left else Fraction(0) for stratum, size in sizes.items()}
    numbers = {stratum: 1 + int(share) for stratum, share in shares.items()}
    by_remainder = sorted(shares, key=lambda stratum: int(shares[stratum]) - shares[stratum])
    for stratum in by_remainder[:sample_size - sum(numbers.values())]:
        numbers[stratum] += 1
    return numbers


class FrameChangedError(ConflictError):
    """A draw was done again from another frame than it was made from."""


def draw_again(frame: Frame, drawn_from: tuple[int, int, str], sample_size: int, seed: str) -> tuple[DrawnStratum, ...]:
    """Do a draw again.

    Args:
        drawn_from: The frame's size in events, its number of cases and its hash, as they were.

    Raises:
        FrameChangedError: The frame is another.
    """
    size, cases, frame_hash = drawn_from
    if frame.size != size:
        raise FrameChangedError(
            f"Ramen är som den var känd vid {frame.size} händelser, men dragningen gjordes ur den vid {size}. Använd {size}."
        )
    if (len(frame.cases), frame.hash) != (cases, frame_hash):
        raise FrameChangedError(
            f"Ramen är en annan än dragningen gjordes ur: {len(frame.cases)} ärenden mot {cases}, och kontrollsumman"
            f" {frame.hash[:16]}… mot {frame_hash[:16]}…. Något i den har gallrats, flyttats eller ändrats."
        )
    return draw(frame, sample_size, seed)


def _rank(seed: str, case_id: UUID) -> str:
    return hashlib.sha256(f"{seed}:{case_id}".encode()).hexdigest()
