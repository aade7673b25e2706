"""Facts: exemptions from completeness rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.case.entry_events import CaseEntry
from domain.case.exemption.codes import ExemptionBasis


class CaseExempted(CaseEntry):
    """A case, or one entry of it, is exempted from a completeness rule until a day (sv. *undantag från granskningsregel*).

    It begins on the day it is recorded: what was late before stays late.
    """

    COUNTS_AS_NOTE: ClassVar[bool] = False
    TYPE: ClassVar[str] = "case.exempted_from_rule"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"exemption_reason": "assessment", "exempted_by_name": "staff"}

    rule: str
    exempted_entry_id: UUID | None = None
    """What the rule found it about, such as the session; None = the whole case."""
    exempted_until: date
    """The last day of the exemption."""
    exemption_basis: ExemptionBasis
    legal_support: str | None = None
    """The paragraph; always when the law is the basis."""
    exemption_reason: str
    exempted_by_id: UUID
    exempted_by_name: str
    exempted_by_title: str | None = None
