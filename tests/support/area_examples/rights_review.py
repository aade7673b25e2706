"""One full example of every event type of the stream `rights_review`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, Purpose, Stamp, envelope
from domain.rights_review import events as e
from domain.rights_review.codes import RightsDecision
from tests.support.cast import ANNA, BO, UNIT, cast_id

_REVIEW = envelope(cast_id(32100), 0, Stamp(actor_id=BO, unit_id=UNIT, purpose=Purpose.ADMINISTRATION))

EXAMPLES: tuple[DomainEvent, ...] = (
    e.RightsReviewBegun(
        **_REVIEW, rights_review_begun_on=date(2024, 12, 2),
        listed_accounts=(e.ListedAccount(
            account_name="anna.a", account_role="chef", account_staff=ANNA, account_unit=UNIT, last_used_on=date(2024, 11, 29),
        ),),
    ),
    e.RightsDecided(
        **_REVIEW, account_name="anna.a", rights_decision=RightsDecision.CHANGED, new_account_role="behandlare",
        rights_reason="Arbetar inte längre som chef.",
    ),
    e.RightsReviewClosed(
        **_REVIEW, rights_review_closed_on=date(2024, 12, 9), rights_confirmed=11, rights_changed=1, rights_removed=2
    ),
)
