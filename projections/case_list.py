"""Lists of cases a page at a time (sv. *ärendelista*), whatever their number is: chosen by what stands in clear about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol
from uuid import UUID

from domain.case.phases.codes import TreatmentPhase
from domain.case.state import CaseStatus
from projections.case_item import CaseItem


class CaseChoice(NamedTuple):
    """Which cases.

    Args:
        units: Of these units; None = of all.
        beside: These too, whichever unit they are of.
        status: Open or closed; None = both.
        phase: Where their treatment is; None = anywhere.
    """

    units: Sequence[UUID] | None = None
    beside: Sequence[UUID] = ()
    status: CaseStatus | None = None
    phase: TreatmentPhase | None = None


class ListedCase(NamedTuple):
    """A case of a list, and where its treatment is; None = no phase was entered by the day."""

    case: CaseItem
    phase: TreatmentPhase | None


class CaseLists(Protocol):
    """Port. Lists of cases, exact at their size."""

    def page(
        self, known_at: int, day: date, choice: CaseChoice, *, limit: int, before: int | None = None
    ) -> tuple[list[ListedCase], bool]:
        """Cases, the one opened last first, and whether there are more after them.

        Args:
            day: On which the phases are told; in Europe/Stockholm.
            limit: The most cases, from 1.
            before: Only those opened before this position.

        Raises:
            InvalidValueError: The ledger has fewer events than `known_at`.
            CorruptLedgerError: Stored bytes are not what they must be.
            UnavailableError: The database does not answer.
        """
        ...
