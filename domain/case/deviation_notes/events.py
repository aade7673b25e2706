"""Facts: that something went wrong around the individual, and was reported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.case.entry_events import CaseEntry


class DeviationNoted(CaseEntry):
    """Something that concerns the individual occurred and was reported (sv. *avvikelse rapporterad*).

    That it did, the day, where the report is, and what was done for the individual: nothing of what is investigated, which
    is documented apart. It is no journal note and does not move the erasure clock: what happened to the individual is told in
    a journal note of its own, which does. Source: SOSFS 2011:5 5 kap.; SOSFS 2014:5 4 kap. (what is sufficient, and no more).
    """

    COUNTS_AS_NOTE: ClassVar[bool] = False
    TYPE: ClassVar[str] = "case.deviation_noted"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"done_for_individual": "fact"}
    DAY: ClassVar[str | None] = "deviation_on"

    deviation_on: date
    """The day it occurred, or the first day of a period."""
    deviation_report_id: UUID
    """The report's stream, as a pointer: the report has its own key and its own readers."""
    done_for_individual: str
    """What was done for the individual, at once and since."""
