"""Decisions: a complaint that is registered and answered, and what is no complaint but a matter for appeal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from domain.base import Stamp
from domain.case.case import Case
from domain.codes import ViewpointKind
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order
from domain.viewpoint.events import ComplaintAnswered, ComplaintRegistered, ReferredToAppeal
from domain.viewpoint.state import GuardedViewpoint

CaseOf = Callable[[UUID], Case]
"""A case as it stands now, by id."""


class ComplaintDecisions(GuardedViewpoint):
    """What is done about a formal complaint."""

    def register_complaint(
        self, *, registered_on: date, registry_number: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[ComplaintRegistered]:
        """Record a complaint's number in the board's diary, which makes it a formal one (sv. *diarieföra klagomål*).

        Args:
            registered_on: From the day it was received to today, both included.

        Raises:
            NotFoundError: Unknown viewpoint.
            ConflictError: It is registered already.
            NotAllowedError: It is no complaint; then it is referred to appeal.
            InvalidValueError: `registry_number`; then `registered_on`.

        Source: OSL 2009:400 5:1; SOSFS 2011:9 5 kap.
        """
        facts = self._require_known()
        if self.registration is not None:
            raise ConflictError("Klagomålet är redan diariefört. Återta diarieföringen om den är fel.")
        if facts.kind is not ViewpointKind.COMPLAINT:
            raise NotAllowedError(
                f"Synpunkten är registrerad som {facts.kind.swedish.lower()}, och bara ett klagomål diarieförs som formellt. "
                "Rätta slaget om det är ett klagomål."
            )
        if self.referral is not None:
            raise NotAllowedError("Synpunkten är hänvisad till överklagande och handläggs inte som klagomål.")
        policy.require_short_text(registry_number, "Diarienumret")
        self._require_possible_day(registered_on, "Dagen för diarieföringen", today)
        return (
            ComplaintRegistered(**self._next(stamp), registered_on=registered_on, registry_number=registry_number),
        )

    def answer_complaint(
        self,
        *,
        complaint_answered_on: date,
        complaint_answer: str,
        measures_taken: str,
        answered_by_id: UUID,
        answered_by_name: str,
        answered_by_title: str | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ComplaintAnswered]:
        """Record the answer to a formal complaint (sv. *besvara klagomål*).

        Args:
            complaint_answered_on: From the day it was registered to today, both included.
            measures_taken: What is done because of it, or that nothing is and why.

        Raises:
            NotFoundError: Unknown viewpoint.
            ConflictError: It is answered already.
            NotAllowedError: It is not registered.
            InvalidValueError: `complaint_answer`; then `measures_taken`; then `complaint_answered_on`; then the name and title.
        """
        self._require_known()
        if self.answer is not None:
            raise ConflictError("Klagomålet är redan besvarat. Återta svaret om det är fel.")
        if self.registration is None:
            raise NotAllowedError("Klagomålet är inte diariefört. Diarieför det först, eller ge återkoppling utan formellt svar.")
        policy.require_text(complaint_answer, "Svaret")
        policy.require_text(measures_taken, "Vidtagna åtgärder")
        require_not_after_today(complaint_answered_on, "Dagen för svaret", today)
        require_order(self.registration.registered_on, "diarieföringen", complaint_answered_on, "Dagen för svaret")
        policy.require_short_text(answered_by_name, "Namnet på den som svarade")
        if answered_by_title is not None:
            policy.require_short_text(answered_by_title, "Befattningen")
        return (
            ComplaintAnswered(
                **self._next(stamp),
                complaint_answered_on=complaint_answered_on,
                complaint_answer=complaint_answer,
                measures_taken=measures_taken,
                answered_by_id=answered_by_id,
                answered_by_name=answered_by_name,
                answered_by_title=answered_by_title,
            ),
        )

    def refer_to_appeal(
        self,
        *,
        case_of: CaseOf,
        told_to_appeal_on: date,
        decision_id: UUID | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[ReferredToAppeal]:
        """Record that it is about what a decision says, and that they were told how to appeal (sv. *hänvisa till överklagande*).

        It is not handled as a complaint after that; what they then appeal is recorded with the decision.

        Args:
            told_to_appeal_on: From the day it was received to today, both included.
            decision_id: The decision, in the viewpoint's case; None = another authority's.

        Raises:
            NotFoundError: Unknown viewpoint.
            ConflictError: It is referred already; then it has been acted on or registered as a formal complaint.
            NotAllowedError: It is praise.
            InvalidValueError: `told_to_appeal_on`; then a decision where there is no case.
            NotFoundError: The case has no such decision.

        Source: FL 2017:900 33 §, 40-44 §§.
        """
        facts = self._require_known()
        if self.referral is not None:
            raise ConflictError("Synpunkten är redan hänvisad till överklagande. Återta hänvisningen om den är fel.")
        if self.adapted is not None or self.ruled_out is not None or self.registration is not None:
            raise ConflictError(
                "Synpunkten har redan handlagts. Registrera det som gäller beslutets innehåll som en egen synpunkt."
            )
        if facts.kind is ViewpointKind.PRAISE:
            raise NotAllowedError("Beröm överklagas inte. Rätta slaget om det är ett klagomål.")
        self._require_possible_day(told_to_appeal_on, "Dagen då de fick veta hur man överklagar", today)
        if decision_id is not None:
            if facts.case_id is None:
                raise InvalidValueError("Synpunkten hör inte till något ärende, så inget beslut kan anges. Ta bort beslutet.")
            if decision_id not in case_of(facts.case_id).decision.decisions:
                raise NotFoundError("Beslutet finns inte i synpunktens ärende. Kontrollera uuid:t, eller ta bort beslutet.")
        return (ReferredToAppeal(**self._next(stamp), told_to_appeal_on=told_to_appeal_on, decision_id=decision_id),)
