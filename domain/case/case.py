"""The case: what it remembers, and everything that can be decided about it."""

from __future__ import annotations

from domain.case.journal import JournalDecisions
from domain.case.lifecycle import LifecycleDecisions
from domain.case.measurements import MeasurementDecisions
from domain.case.staffing import StaffingDecisions
from domain.case.treatment import TreatmentDecisions


class Case(LifecycleDecisions, StaffingDecisions, TreatmentDecisions, JournalDecisions, MeasurementDecisions):
    """One client's case at one unit (sv. *ärende*, *akt*).

    `Case.fold(events)` remembers; each decision returns the facts that follow, or refuses and changes nothing. The caller
    saves the facts and gives them to `apply`. Refusals come in the order of each decision's `Raises`: that order is the contract.
    """
