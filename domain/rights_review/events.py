"""Facts about the review of rights (sv. *genomgång av behörigheter*).

Source: SoLPuL 2001:454 10 § (access is limited to what each needs for the work); OSL 2009:400 8:2.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, Immutable, RetentionClass
from domain.rights_review.codes import RightsDecision


class ListedAccount(Immutable):
    """An account as it was when the review began (sv. *konto*)."""

    account_name: str
    account_role: str
    account_staff: UUID | None = None
    account_unit: UUID | None = None
    last_used_on: date | None = None
    """None = never, as far as the access log tells."""


class RightsReviewEvent(DomainEvent):
    """What every fact about a review shares: it is kept as the rules of access are."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ACCESS_RULES


class RightsReviewBegun(RightsReviewEvent):
    """Every open account was listed, for somebody to look at (sv. *påbörjad behörighetsgenomgång*)."""

    TYPE: ClassVar[str] = "rights_review.begun"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"listed_accounts": "staff"}

    rights_review_begun_on: date
    listed_accounts: tuple[ListedAccount, ...]


class RightsDecided(RightsReviewEvent):
    """It was decided of an account, by a manager other than its holder (sv. *beslut om behörighet*)."""

    TYPE: ClassVar[str] = "rights_review.decided"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"account_name": "staff", "rights_reason": "assessment"}

    account_name: str
    rights_decision: RightsDecision
    new_account_role: str | None = None
    rights_reason: str


class RightsReviewClosed(RightsReviewEvent):
    """Every account of the list was decided of (sv. *avslutad behörighetsgenomgång*)."""

    TYPE: ClassVar[str] = "rights_review.closed"

    rights_review_closed_on: date
    rights_confirmed: int
    rights_changed: int
    rights_removed: int


EVENTS: tuple[type[DomainEvent], ...] = (RightsReviewBegun, RightsDecided, RightsReviewClosed)
