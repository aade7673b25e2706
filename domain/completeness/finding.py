"""What a rule finds in a case (sv. *iakttagelse*)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.completeness.codes import Status


class Finding(NamedTuple):
    """One thing that a rule judges in a case (sv. *iakttagelse*).

    Args:
        key: What it is about, such as the session; the case when it is the case itself.
        since: The first day on which something was missing; None = nothing was.
        until: The day on which it was there; None = it is not, or nothing was missing.
        due: The last day that was or is in time; None = there is none.
        evidence: Positions of the events that prove it, in order.
        claimed: Whether it rests on what only an imported source claims.
        basis: What is missing, or why nothing is asked, as a coded word.
    """

    key: UUID
    status: Status
    since: date | None = None
    until: date | None = None
    due: date | None = None
    evidence: tuple[int, ...] = ()
    claimed: bool = False
    basis: str | None = None


_GRAVITY = {status: rank for rank, status in enumerate(Status)}


def worst(findings: Iterable[Finding]) -> Status:
    """The status that stands for a case: the gravest of its findings; not applicable when there is none."""
    return min((each.status for each in findings), key=_GRAVITY.__getitem__, default=Status.NOT_APPLICABLE)
