"""Decisions: a request for what is written in one case is received, tried and answered."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.disclosure.checks import require_answer, require_request, require_rulings
from domain.case.disclosure.codes import DecisionLevel, DisclosureKind, DisclosureOutcome, HarmTest, Requester
from domain.case.disclosure.events import DisclosureDecided, DisclosureRequested, SecrecyReviewed
from domain.case.disclosure.facts import SegmentRuling, Unmasking
from domain.case.disclosure.handling import NOTHING_WITHHELD, Handling
from domain.case.disclosure.unmasking import require_shielded
from domain.case.guards import GuardedCase
from domain.case.parties.persons import require_persons
from domain.codes import Channel
from domain.errors import InvalidValueError, NotFoundError
from domain.months import months_after
from domain.policies import Policy

REGISTER_EXTRACT_MONTHS = 1
"""Months to answer who asks for a register extract. Source: GDPR art. 12.3."""

_ASKS_FOR_THEMSELVES = (Requester.INDIVIDUAL, Requester.GUARDIAN, Requester.REPRESENTATIVE)
_MAY_BE_IN_CASE = (*_ASKS_FOR_THEMSELVES, Requester.OTHER)
"""A parent who has lost the custody asks as anybody, and somebody may be protected from them all the same."""


class AnsweringDecisions(GuardedCase):
    """Requests for what is written in the case, and their answers; also in a closed case."""

    def request_disclosure(
        self,
        *,
        entry_id: UUID,
        received_on: date,
        channel: Channel,
        disclosure_kind: DisclosureKind,
        requester: Requester,
        requester_name: str | None = None,
        requester_person_id: UUID | None = None,
        requested_scope: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DisclosureRequested]:
        """Record that somebody asks for what is written in the case (sv. *begäran om utlämnande*).

        Args:
            received_on: Not after today. Answered within `REGISTER_EXTRACT_MONTHS` for a register extract, and else within
                `policy.disclosure_answer_days`.
            requester: A party and a register extract are for the individual, or who speaks for them; another authority asks
                as such and by no other right.
            requester_person_id: The person of the case who asks; of the individual it is the case's own id.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `received_on`; `requester_name`; `requested_scope`; then `requester` cannot ask by that right.
            NotFoundError: `requester_person_id` is no person of the case.
            InvalidValueError: They are not whom `requester` says.

        Source: FL 2017:900 10 §; GDPR art. 12.3, 15; TF 2:15-18; OSL 2009:400 6:5.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Begäran")
        require_request(received_on, requester_name, requested_scope, today, policy)
        _require_right(disclosure_kind, requester)
        self._require_requester(requester, requester_person_id)
        if disclosure_kind is DisclosureKind.REGISTER_EXTRACT:
            answer_by = months_after(received_on, REGISTER_EXTRACT_MONTHS)
        else:
            answer_by = received_on + timedelta(days=policy.disclosure_answer_days)
        return (
            DisclosureRequested(
                **self._next(stamp),
                entry_id=entry_id,
                received_on=received_on,
                channel=channel,
                disclosure_kind=disclosure_kind,
                requester=requester,
                requester_name=requester_name,
                requester_person_id=requester_person_id,
                requested_scope=requested_scope,
                answer_by=answer_by,
                source=source,
            ),
        )

    def review_secrecy(
        self,
        *,
        entry_id: UUID,
        request_id: UUID,
        secrecy_reviewed_on: date,
        secrecy_reviewer_id: UUID,
        secrecy_reviewer_name: str,
        secrecy_reviewer_title: str | None = None,
        harm_test: HarmTest,
        rulings: tuple[SegmentRuling, ...],
        unmaskings: tuple[Unmasking, ...] = (),
        assessment: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SecrecyReviewed]:
        """Try the record for secrecy, piece by piece (sv. *sekretessprövning*). What no ruling names does not go out.

        Args:
            secrecy_reviewed_on: From the request to today, both included.
            rulings: At least one; of entries of this case.
            unmaskings: What a ruling keeps by its kind though it is kept from who asks; by a rule of `UNMASKING_GROUNDS`.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown request.
            InvalidValueError: `secrecy_reviewed_on`.
            NotAllowedError: The request is answered.
            InvalidValueError: The reviewer's name and title; then `rulings` and `assessment`, see `require_rulings`.
            NotFoundError: A ruling names an entry that is not in the case.
            InvalidValueError, NotAllowedError: `unmaskings`, see `require_shielded`.

        Source: OSL 2009:400 10:3, 12:3, 26:1, 26:5.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Sekretessprövningen")
        handling = self._handling(request_id)
        handling.require_step(secrecy_reviewed_on, "Dagen för sekretessprövningen", today)
        policy.require_short_text(secrecy_reviewer_name, "Namnet på den som prövar")
        if secrecy_reviewer_title is not None:
            policy.require_short_text(secrecy_reviewer_title, "Befattningen")
        require_rulings(handling, rulings, assessment, policy)
        if not all(self.has_entry(each.of_entry_id) for each in rulings):
            raise NotFoundError("En prövad uppgift finns inte i ärendet. Kontrollera att du är i rätt ärende.")
        require_shielded(self, handling, rulings, unmaskings, policy)
        return (
            SecrecyReviewed(
                **self._next(stamp),
                entry_id=entry_id,
                request_id=request_id,
                secrecy_reviewed_on=secrecy_reviewed_on,
                secrecy_reviewer_id=secrecy_reviewer_id,
                secrecy_reviewer_name=secrecy_reviewer_name,
                secrecy_reviewer_title=secrecy_reviewer_title,
                harm_test=harm_test,
                rulings=rulings,
                unmaskings=unmaskings,
                assessment=assessment,
                source=source,
            ),
        )

    def decide_disclosure(
        self,
        *,
        entry_id: UUID,
        request_id: UUID,
        answered_on: date,
        decision_level: DecisionLevel,
        disclosure_outcome: DisclosureOutcome,
        decision_reasons: str | None = None,
        restriction: str | None = None,
        answered_by_id: UUID | None = None,
        answered_by_name: str | None = None,
        answered_by_title: str | None = None,
        delegation_reference: str | None = None,
        told_of_written_decision: bool = False,
        appeal_instructions: bool = False,
        told_otherwise: bool | None = None,
        requester_notified_on: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DisclosureDecided]:
        """Answer a request, by a member of staff or by the authority's own decision (sv. *besvara begäran om utlämnande*).

        Args:
            answered_on: From the request to today, both included.
            disclosure_outcome: Borne out by the last review, but for what is not held or was withdrawn.
            answered_by_id: Who answered; None = the board itself. The authority's decision by one person needs
                `delegation_reference`.
            told_otherwise: Given exactly when something is withheld from a party.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown request.
            InvalidValueError: `answered_on`.
            NotAllowedError: The request is answered.
            NotAllowedError, InvalidValueError: See `require_answer`.
            InvalidValueError: `told_otherwise`.

        Source: OSL 2009:400 6:2-3, 6:7, 10:3; FL 2017:900 31-33 §§.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Svaret på begäran")
        handling = self._handling(request_id)
        handling.require_step(answered_on, "Dagen för svaret", today)
        decided = DisclosureDecided(
            **self._next(stamp),
            entry_id=entry_id,
            request_id=request_id,
            review_id=handling.review_for(disclosure_outcome),
            answered_on=answered_on,
            decision_level=decision_level,
            disclosure_outcome=disclosure_outcome,
            decision_reasons=decision_reasons,
            restriction=restriction,
            answered_by_id=answered_by_id,
            answered_by_name=answered_by_name,
            answered_by_title=answered_by_title,
            delegation_reference=delegation_reference,
            told_of_written_decision=told_of_written_decision,
            appeal_instructions=appeal_instructions,
            told_otherwise=told_otherwise,
            requester_notified_on=requester_notified_on,
            source=source,
        )
        require_answer(handling, decided, today, policy)
        withheld_from_party = (
            handling.kind is DisclosureKind.PARTY_ACCESS and decided.review_id is not None
            and disclosure_outcome not in NOTHING_WITHHELD
        )
        if withheld_from_party != (told_otherwise is not None):
            raise InvalidValueError(
                "Ange om parten på annat sätt har fått veta vad det maskerade innehåller (OSL 10 kap. 3 §), och bara när något"
                " maskeras mot en part."
            )
        return (decided,)

    def _require_requester(self, requester: Requester, requester_person_id: UUID | None) -> None:
        if requester_person_id is None:
            return
        require_persons(self, (requester_person_id,), "Den som begär")
        if (requester is Requester.INDIVIDUAL) != (requester_person_id == self.id) or requester not in _MAY_BE_IN_CASE:
            raise InvalidValueError("Den angivna personen stämmer inte med vem som begär. Ändra något av dem.")

    def _handling(self, step_id: UUID) -> Handling:
        handling = self.disclosure.handling_of(step_id)
        if handling is None:
            raise NotFoundError("Begäran finns inte i ärendet. Kontrollera att du är i rätt ärende.")
        return handling


def _require_right(kind: DisclosureKind, requester: Requester) -> None:
    about_themselves = kind in (DisclosureKind.PARTY_ACCESS, DisclosureKind.REGISTER_EXTRACT)
    if about_themselves and requester not in _ASKS_FOR_THEMSELVES:
        raise InvalidValueError(
            f"{kind.swedish.capitalize()} begärs av den enskilde eller den som företräder honom eller henne. Ändra slaget av"
            " begäran eller vem som begär."
        )
    if (kind is DisclosureKind.OTHER_AUTHORITY) != (requester is Requester.AUTHORITY):
        raise InvalidValueError("En annan myndighet begär uppgifter som myndighet, och ingen annan gör det. Ändra något av dem.")
