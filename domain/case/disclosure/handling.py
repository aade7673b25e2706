"""How far one request for records has come, and which step it allows next.

The same for a request about one case and for one about none in particular: both remember a `Handling`, and refuse by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from domain.case.decisions.legal_time import last_day_of_appeal
from domain.case.disclosure.codes import (
    AppealSettlement,
    DecisionLevel,
    DisclosureKind,
    DisclosureOutcome,
    Requester,
    Ruling,
    SegmentKind,
)
from domain.case.disclosure.facts import SegmentRuling
from domain.errors import NotAllowedError, NotFoundError
from domain.policies import require_not_after_today, require_order

Entry = Any
"""A step's fact with its `entry_id`: of a case's area, or of a stream of its own."""

NOTHING_WITHHELD = (DisclosureOutcome.WHOLE, DisclosureOutcome.WITHDRAWN)
"""Answers that leave the requester nothing to appeal."""
NEEDS_NO_REVIEW = (DisclosureOutcome.NOT_HELD, DisclosureOutcome.WITHDRAWN)
"""Answers to which there is nothing to try."""
GOES_OUT = (DisclosureOutcome.WHOLE, DisclosureOutcome.PARTLY, DisclosureOutcome.RESTRICTED)
"""Answers after which records go out."""
_TO_BE_ANSWERED_ANEW = (
    AppealSettlement.CHANGED_AS_ASKED, AppealSettlement.GRANTED, AppealSettlement.GRANTED_IN_PART, AppealSettlement.REMITTED
)


@dataclass
class Handling:
    """One request, and what was done with it, each in the order recorded."""

    request: Entry
    kind: DisclosureKind
    requester: Requester
    reviews: list[Entry] = field(default_factory=list)
    decisions: list[Entry] = field(default_factory=list)
    extracts: list[Entry] = field(default_factory=list)
    appeals: list[Entry] = field(default_factory=list)
    settlements: list[Entry] = field(default_factory=list)

    @property
    def review(self) -> Entry | None:
        """The last review; None = there was none."""
        return self.reviews[-1] if self.reviews else None

    @property
    def decision(self) -> Entry | None:
        """The last answer; None = there was none."""
        return self.decisions[-1] if self.decisions else None

    @property
    def is_answered(self) -> bool:
        """Whether the last answer stands: the authority has decided, or nothing was withheld, and no appeal changed it."""
        decision = self.decision
        if decision is None:
            return False
        settlement = self.settlement_of(decision.entry_id)
        if settlement is not None and settlement.appeal_settlement in _TO_BE_ANSWERED_ANEW:
            return False
        return decision.decision_level is DecisionLevel.AUTHORITY or decision.disclosure_outcome in NOTHING_WITHHELD

    @property
    def state(self) -> str:
        """How far it has come, as a word for lists."""
        decision = self.decision
        if decision is None:
            return "received" if self.review is None else "reviewed"
        if self.appeal_of(decision.entry_id) is not None and self.settlement_of(decision.entry_id) is None:
            return "appealed"
        if not self.is_answered and decision.decision_level is DecisionLevel.AUTHORITY:
            return "to_be_answered_anew"
        goes_out = decision.disclosure_outcome in GOES_OUT
        return "answered" if goes_out and self.extract_of(decision.entry_id) is None else "finished"

    def review_for(self, outcome: DisclosureOutcome) -> UUID | None:
        """The review that an answer rests on; None = it needs none, or there is none."""
        return None if outcome in NEEDS_NO_REVIEW or self.review is None else self.review.entry_id

    def appeal_of(self, decision_id: UUID) -> Entry | None:
        """The appeal of an answer; None = it is not appealed."""
        return _with(self.appeals, "decision_id", decision_id)

    def settlement_of(self, decision_id: UUID) -> Entry | None:
        """How the appeal of an answer ended; None = it has not, or there is none."""
        appeal = self.appeal_of(decision_id)
        return None if appeal is None else _with(self.settlements, "appeal_id", appeal.entry_id)

    def extract_of(self, decision_id: UUID) -> Entry | None:
        """What went out by an answer; None = nothing yet."""
        return _with(self.extracts, "decision_id", decision_id)

    def require_step(self, day: date, what: str, today: date) -> None:
        """Refuse a review or an answer after today, before the request, or when the request is answered already.

        Raises:
            InvalidValueError: `day` after today; then before the request.
            NotAllowedError: The request is answered.
        """
        require_not_after_today(day, what, today)
        require_order(self.request.received_on, "begäran", day, what)
        if self.is_answered:
            raise NotAllowedError("Begäran är redan besvarad. Stryk svaret om det är fel, eller ta emot en ny begäran.")

    def require_to_disclose(self, decision_id: UUID, day: date, today: date) -> Entry:
        """The answer by which records go out on a day.

        Raises:
            NotFoundError: Unknown answer.
            NotAllowedError: Nothing goes out by it; then something has gone out already.
            InvalidValueError: `day` after today; then before the answer.
        """
        decision = self._require_decision(decision_id)
        if decision.disclosure_outcome not in GOES_OUT:
            raise NotAllowedError(f"Svaret är ”{decision.disclosure_outcome.swedish}”, så det finns inget att lämna ut.")
        if self.extract_of(decision_id) is not None:
            raise NotAllowedError("Uppgifterna är redan utlämnade enligt svaret. Ta emot en ny begäran.")
        require_not_after_today(day, "Dagen för utlämnandet", today)
        require_order(decision.answered_on, "svaret", day, "Dagen för utlämnandet")
        return decision

    def require_to_appeal(self, decision_id: UUID, day: date, today: date) -> bool | None:
        """Whether an appeal that came in on a day is in time; None = cannot be told.

        Raises:
            NotFoundError: Unknown answer.
            NotAllowedError: It is no decision of the authority; then nothing was withheld; then it is appealed already.
            InvalidValueError: `day` after today; then before the answer.

        Source: OSL 2009:400 6:3, 6:7; FL 2017:900 44 §.
        """
        decision = self._require_decision(decision_id)
        if decision.decision_level is not DecisionLevel.AUTHORITY:
            raise NotAllowedError("Ett besked av en medarbetare kan inte överklagas. Fatta myndighetens skriftliga beslut först.")
        if decision.disclosure_outcome in NOTHING_WITHHELD:
            raise NotAllowedError(f"Beslutet är ”{decision.disclosure_outcome.swedish}” och kan inte överklagas.")
        if self.appeal_of(decision_id) is not None:
            raise NotAllowedError("Beslutet är redan överklagat. Stryk den uppgift som är fel och skriv en ny.")
        require_not_after_today(day, "Dagen då överklagandet kom in", today)
        require_order(decision.answered_on, "beslutet", day, "Dagen då överklagandet kom in")
        notified_on = decision.requester_notified_on
        return None if notified_on is None else day <= last_day_of_appeal(notified_on)

    def require_to_settle(self, appeal_id: UUID, day: date, today: date) -> Entry:
        """The appeal that ends on a day.

        Raises:
            NotFoundError: Unknown appeal.
            NotAllowedError: It has ended already.
            InvalidValueError: `day` after today; then before the appeal.
        """
        appeal = _with(self.appeals, "entry_id", appeal_id)
        if appeal is None:
            raise NotFoundError("Överklagandet finns inte. Kontrollera att du är i rätt begäran.")
        if _with(self.settlements, "appeal_id", appeal_id) is not None:
            raise NotAllowedError("Överklagandet är redan avgjort. Stryk den uppgift som är fel och skriv en ny.")
        require_not_after_today(day, "Dagen för avgörandet", today)
        require_order(appeal.appealed_on, "överklagandet", day, "Dagen för avgörandet")
        return appeal

    def tally(self, decision: Entry) -> dict[str, Any]:
        """How many entries go out and have something masked by an answer, and which kinds are masked apart."""
        review = next((each for each in self.reviews if each.entry_id == decision.review_id), None)
        rulings: Sequence[SegmentRuling] = () if review is None else review.rulings
        masked = [each for each in rulings if each.ruling is Ruling.MASKED]
        kinds = {each.content_kind for each in masked}
        return {
            "kept_entries": len({each.of_entry_id for each in rulings if each.ruling is Ruling.KEPT}),
            "masked_entries": len({each.of_entry_id for each in masked}),
            "masked_kinds": tuple(kind for kind in SegmentKind if kind in kinds),
        }

    def _require_decision(self, decision_id: UUID) -> Entry:
        decision = _with(self.decisions, "entry_id", decision_id)
        if decision is None:
            raise NotFoundError("Svaret på begäran finns inte. Kontrollera att du är i rätt begäran.")
        return decision


def _with(entries: Sequence[Entry], name: str, wanted: UUID) -> Entry | None:
    return next((each for each in entries if getattr(each, name) == wanted), None)
