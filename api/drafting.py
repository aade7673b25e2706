"""Drafts on somebody's behalf (sv. *utkast*): an author reaches their own, a manager learns that there are some.

Drafts are no records, so nothing here asks a decision; but what is shown of a case stands in the access log all the same.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from adapters.accounts import Account, Role
from adapters.postgres.drafts import DraftStore
from adapters.postgres.regimes import PostgresRegimes
from adapters.postgres.registers import Registers
from api.access import CaseAccess, Ground, Stated
from api.problems import ForbiddenError, PurposeRequiredError, Text
from domain.draft import DraftHead, require_savable
from domain.errors import AktsparError
from domain.offering.catalogue import place_of
from domain.offering.codes import DocumentationRegime
from domain.policies import Policy
from projections.local_time import STOCKHOLM, instant_text

if TYPE_CHECKING:
    from api.main import OpenBoard

MAY_KNOW = (Role.MANAGER, Role.INTERNAL_CONTROL)
"""Who learns that others' drafts exist."""


class Drafting:
    """Somebody who asks for drafts in one board, once.

    Args:
        caller: As the access log names them.
        action: The route's pattern.
        request_id: Of the access record.
        stated: What the request states as its purpose.
    """

    def __init__(
        self, board: OpenBoard, account: Account, caller: str, action: str, request_id: UUID, stated: Stated | None
    ) -> None:
        self._board = board
        self._account = account
        self._caller = caller
        self._action = action
        self._request_id = request_id
        self._access = CaseAccess(board, account, stated)
        self._drafts = DraftStore(board.store)

    def own(self) -> dict[str, Any]:
        """The author's drafts, the oldest first, without their texts.

        Raises:
            ForbiddenError: The account is no member of staff.
            UnavailableError: The access log cannot be written.
        """
        heads = self._drafts.of_author(self._author())
        self._log({head.case_id for head in heads})
        return {"drafts": [self._document(head) for head in heads]}

    def read(self, draft_id: UUID) -> tuple[dict[str, Any], int]:
        """One of the author's drafts with its text, and its version.

        Raises:
            ForbiddenError: The account is no member of staff.
            NotFoundError: The author has no such draft.
            CorruptLedgerError: What is stored is not what was saved.
            UnavailableError: The access log cannot be written.
        """
        author_id = self._author()
        head, fields = self._logged_refusal(lambda: self._drafts.get(draft_id, author_id))
        self._log([head.case_id])
        return {**self._document(head), "fields": dict(fields)}, head.version

    def save(
        self, draft_id: UUID, case_id: UUID, session_id: UUID | None, fields: Mapping[str, str], seen: int | None
    ) -> DraftHead:
        """Begin a draft in a case (`seen` None), or save it anew, whole.

        Raises:
            ForbiddenError: The account is no member of staff, or its role only reads.
            PurposeRequiredError: A draft is begun in a case that the author has no part in, without a purpose.
            DomainError: What `require_savable` and `DraftStore.save` refuse.
            UnavailableError: The access log cannot be written.
        """
        author_id = self._author()
        ground = Ground(self._account.role.purpose)
        if seen is None:
            ground = self._logged_refusal(lambda: self._access.ground(case_id))

        def saved() -> DraftHead:
            policy = self._policy()
            require_savable(fields, self._regime(case_id), policy)
            return self._drafts.save(
                draft_id=draft_id, case_id=case_id, author_id=author_id, session_id=session_id, fields=fields, seen=seen,
                now_us=_now_us(), max_count=policy.draft_max_count,
            )

        head = self._logged_refusal(saved)
        self._log([case_id], ground)
        return head

    def remove(self, draft_id: UUID, seen: int) -> None:
        """Remove one of the author's drafts, on their word.

        Raises:
            ForbiddenError: The account is no member of staff.
            NotFoundError: The author has no such draft.
            StaleVersionError: It was saved elsewhere since.
            UnavailableError: The access log cannot be written.
        """
        author_id = self._author()
        self._logged_refusal(lambda: self._drafts.remove(draft_id, author_id, seen=seen))
        self._log(())

    def complete(self, draft_id: UUID, seen: int, command_id: UUID) -> bool:
        """Remove a draft that has been recorded; whether it is gone. See `DraftStore.complete`.

        Raises:
            ForbiddenError: The account is no member of staff.
            UnavailableError: The access log cannot be written.
        """
        gone = self._drafts.complete(draft_id, self._author(), seen=seen, command_id=command_id)
        self._log(())
        return gone

    def existing(self) -> dict[str, Any]:
        """That drafts exist in the cases that the caller may look after: in which case, whose and how old.

        Raises:
            ForbiddenError: The role does not learn of others' drafts.
            UnavailableError: The access log cannot be written.
        """
        if self._account.role not in MAY_KNOW:
            raise self._refused(ForbiddenError(Text(
                "Bara chefer och internkontrollen ser att andras utkast finns.",
                "Only managers and the internal control see that others' drafts exist.",
            )))
        heads = self._drafts.all()
        allowed = {case_id for case_id in {head.case_id for head in heads} if self._may_know(case_id)}
        self._log(allowed)
        return {"drafts": [self._document(head) for head in heads if head.case_id in allowed]}

    def _may_know(self, case_id: UUID) -> bool:
        try:
            self._access.ground(case_id)
        except PurposeRequiredError:
            return False
        return True

    def _author(self) -> UUID:
        if self._account.staff is None or not self._account.role.writes:
            raise self._refused(ForbiddenError(Text(
                "Utkast skrivs av den som är medarbetare och dokumenterar i ärenden. Koppla kontot till en medarbetare.",
                "Drafts are written by members of staff who document in cases. Connect the account with a member of staff.",
            )))
        return self._account.staff

    def _regime(self, case_id: UUID) -> DocumentationRegime:
        catalogue = PostgresRegimes(self._board.ledger).catalogue()
        place = place_of(each.event for each in self._board.ledger.stream(case_id))
        return catalogue.regime_of(place, datetime.now(STOCKHOLM).date())

    def _policy(self) -> Policy:
        return Registers(self._board.ledger).policy_history().on(datetime.now(STOCKHOLM).date())

    def _document(self, head: DraftHead) -> dict[str, Any]:
        now_us = _now_us()
        return {
            "draft": str(head.draft_id), "case": str(head.case_id), "author": str(head.author_id),
            "session": None if head.session_id is None else str(head.session_id), "version": head.version,
            "begun_at": instant_text(head.begun_us), "saved_at": instant_text(head.saved_us),
            "age_hours": head.age_hours(now_us), "remind": head.is_to_be_reminded(now_us, self._policy()),
            "recorded": head.is_recorded,
        }

    def _logged_refusal(self, ask: Any) -> Any:
        try:
            return ask()
        except AktsparError as error:
            raise self._refused(error) from None

    def _refused(self, error: AktsparError) -> AktsparError:
        self._log((), outcome="refused")
        return error

    def _log(self, cases: Iterable[UUID], ground: Ground | None = None, *, outcome: str = "shown") -> None:
        purpose, reason, is_emergency = ground or Ground(self._account.role.purpose)
        self._board.access_log.record(
            caller=self._caller, action=self._action, purpose=purpose, cases=sorted(cases), known_at=self._board.ledger.size(),
            outcome=outcome, purpose_reason=reason, request_id=self._request_id, is_emergency=is_emergency,
        )


def _now_us() -> int:
    # Drafts are no records: they age in real time, also beside a ledger whose clock is simulated.
    return time.time_ns() // 1000
