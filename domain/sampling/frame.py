"""What a sample is drawn from (sv. *urvalsram*): every case of it, each in one stratum, with a hash that pins them all."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from domain.sampling.codes import Stratum


class FramedCase(NamedTuple):
    """A case that can be drawn, in its stratum (sv. *ärende i urvalsramen*)."""

    case_id: UUID
    stratum: Stratum


class Frame(NamedTuple):
    """The cases that a sample is drawn from (sv. *urvalsram*).

    Args:
        size: As known at so many events of the ledger.
        cases: In the order of their ids.
    """

    size: int
    cases: tuple[FramedCase, ...]

    @property
    def hash(self) -> str:
        """SHA-256, in hexadecimal, of a line a case: its id, a space, its stratum and a line feed (UTF-8)."""
        lines = "".join(f"{each.case_id} {each.stratum.value}\n" for each in self.cases)
        return hashlib.sha256(lines.encode()).hexdigest()

    def by_stratum(self) -> dict[Stratum, list[UUID]]:
        """The ids of each stratum that has any, strata in the order of `Stratum`."""
        found = {stratum: [each.case_id for each in self.cases if each.stratum is stratum] for stratum in Stratum}
        return {stratum: ids for stratum, ids in found.items() if ids}


def make_frame(size: int, signs: Mapping[UUID, Collection[Stratum]], order: Sequence[Stratum]) -> Frame:
    """A frame of cases with what makes each worth a look.

    Args:
        size: As known at so many events.
        signs: Every stratum that a case could be in, by case.
        order: The first of these that a case could be in is its own; one that could be in none is among the others.
    """
    # A random id has no order of its own: the order is that of its text, which any tool sorts the same.
    ids = sorted(signs, key=str)
    return Frame(size, tuple(FramedCase(case_id, _stratum(signs[case_id], order)) for case_id in ids))


def _stratum(signs: Collection[Stratum], order: Iterable[Stratum]) -> Stratum:
    return next((stratum for stratum in order if stratum in signs), Stratum.OTHER)
