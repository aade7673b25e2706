"""What one page reads (sv. *sidans läsning*): by as many questions of the service as it takes, as one record in the access log.

A page asks the same questions as the JSON API, by the same rows of the access matrix, so it can show nothing that the service
would not answer. What it showed is written down when all of it is read, and before any of it leaves.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from starlette.requests import Request

from adapters.access_log import LOGGED
from adapters.accounts import Account
from api.access import CaseAccess, Ground, Scope, Stated, today
from api.access_matrix import Rule, rule_of
from api.http.barrier import request_id_of
from api.http.dependencies import action_of, caller_of, own_board
from api.known_at import KnownAt
from api.problems import ForbiddenError, Text
from api.reading import Reader
from api.web.stated import stated_in
from domain.base import Purpose, RecordedEvent
from domain.errors import ErasedError

if TYPE_CHECKING:
    from api.main import OpenBoard

API = "/api/v1"
_EXTERNAL = " (extern)"


class Asking:
    """Everything that one page asks.

    Attributes:
        streams: Cases' streams as the page may show them, by case and size: its readers open each once.

    Args:
        case_id: The case that the page is about, if it is about one: then it is read for the purpose that was stated for it.
    """

    def __init__(self, request: Request, account: Account, case_id: UUID | None = None) -> None:
        self.board = own_board(request, account, None)
        self.account = account
        self.today = today(self.board) if self.board.ledger.size() or not self.board.simulated else None
        self._caller, self._action = caller_of(account), action_of(request)
        self._request_id = request_id_of(request)
        stated = None if case_id is None else stated_in(request, case_id)
        self._access = _AccessOnce(self.board, account, stated)
        self.streams: dict[tuple[UUID, int], list[RecordedEvent]] = {}
        self._cases: set[UUID] = set()
        self._size = 0
        self._terms: str | None = None
        self._ground: Ground | None = None

    def may(self, question: str) -> bool:
        """Whether the role may ask a question of the service at all.

        Args:
            question: By method and address, for example `GET /api/v1/duties`.
        """
        rule = rule_of(question)
        return rule is not None and (rule.roles is None or rule.relation(self.account.role) is not None)

    def reader(self, question: str, purpose: Purpose | None = None) -> Reader:
        """A reader for one of the page's questions, by that question's row of the matrix.

        Args:
            purpose: Why, where the question itself says that; None = what the role is for.

        Raises:
            ForbiddenError: The role may not ask it.
        """
        if not self.may(question):
            raise ForbiddenError(Text(
                f"Rollen {self.account.role} har inte tillgång till det här. Under Hjälp står vad rollen ser och gör.",
                f"The role {self.account.role} has no access to this. Help says what the role sees and does.",
            ))
        return _Part(self, question, purpose or self.account.role.purpose)

    def case_reader(self) -> Reader:
        """A reader of the case that the page is about."""
        return self.reader(f"GET {API}/cases/{{case_id}}")

    def require_not_erased(self, case_id: UUID) -> None:
        """Refuse what is about a case of which there is nothing left, where no reader is asked for it.

        Raises:
            ErasedError: The case was erased by law.
        """
        mark = self.board.mark_of(case_id)
        if mark is not None and mark.whole_stream:
            raise ErasedError(basis=mark.erasure_basis, erased_on=mark.marked_on)

    @property
    def access(self) -> CaseAccess:
        """The account's access to cases, each found out once."""
        return self._access

    def close(self) -> None:
        """Write the page's one record; what a form's refused write has told already is not told again.

        Raises:
            UnavailableError: The access log cannot be written, so nothing may be shown.
        """
        logged = LOGGED.get()
        if logged is not None and self._request_id in logged:
            if not self._cases:
                return
            # A form that is shown again with its faults: its request has the record of the refusal, and shows more.
            self._record(uuid4(), "shown")
            return
        self._record(self._request_id, "shown")

    def note_external(self) -> None:
        """The page shows what others may see too, and nothing else."""
        self._action = f"{self._action.removesuffix(_EXTERNAL)}{_EXTERNAL}"

    def note(self, cases: Iterable[UUID], as_of: KnownAt, terms: str | None, ground: Ground) -> None:
        """One of the page's questions was answered."""
        self._cases.update(cases)
        self._size = max(self._size, as_of.size)
        self._terms = terms if self._terms is None else self._terms
        if self._ground is None or ground.reason is not None or ground.is_emergency:
            self._ground = ground

    def note_refused(self, cases: Iterable[UUID], as_of: KnownAt, terms: str | None, ground: Ground, outcome: str) -> None:
        """One of them was refused, and so the page is: nothing that was read before is shown."""
        logged = LOGGED.get()
        if logged is not None and self._request_id in logged:
            return
        self._cases, self._size, self._terms, self._ground = set(cases), as_of.size, terms, ground
        self._record(self._request_id, outcome)

    def _record(self, request_id: UUID, outcome: str) -> None:
        ground = self._ground or Ground(self.account.role.purpose)
        self.board.access_log.record(
            caller=self._caller, action=self._action, purpose=ground.purpose, cases=sorted(self._cases),
            known_at=self._size or self.board.ledger.size(), outcome=outcome, search_terms=self._terms,
            purpose_reason=ground.reason, request_id=request_id, is_emergency=ground.is_emergency,
        )


class _Part(Reader):
    """The reader of one of a page's questions, which leaves the writing down to the page."""

    def __init__(self, asking: Asking, question: str, purpose: Purpose) -> None:
        super().__init__(asking.board, caller_of(asking.account), purpose, question, access=asking.access)
        self._asking = asking

    def as_external(self) -> None:
        """As `Reader.as_external`."""
        self._asking.note_external()

    def _readable(self, case_id: UUID, as_of: KnownAt) -> list[RecordedEvent]:
        """As `Reader._readable`, but opened once for all of the page's questions about a case."""
        streams, key = self._asking.streams, (case_id, as_of.size)
        if key in streams:
            self._require_access(case_id, as_of)
        else:
            streams[key] = super()._readable(case_id, as_of)
        return streams[key]

    def _record(
        self, as_of: KnownAt, cases: Iterable[UUID], *, outcome: str = "shown", search_terms: str | None = None
    ) -> None:
        ground = Ground(self._purpose, self._reason, is_emergency=self._is_emergency)
        if outcome == "shown":
            self._asking.note(cases, as_of, search_terms, ground)
        else:
            self._asking.note_refused(cases, as_of, search_terms, ground, outcome)


class _AccessOnce(CaseAccess):
    """An account's access, where each answer is found out once: a page asks many questions about one case."""

    def __init__(self, board: OpenBoard, account: Account, stated: Stated | None) -> None:
        super().__init__(board, account, stated)
        self._grounds: dict[UUID, Ground] = {}
        self._scopes: dict[Any, Scope] = {}

    def ground(self, case_id: UUID) -> Ground:
        """As `CaseAccess.ground`."""
        if case_id not in self._grounds:
            self._grounds[case_id] = super().ground(case_id)
        return self._grounds[case_id]

    def scope(self, rule: Rule | None) -> Scope:
        """As `CaseAccess.scope`."""
        relation = None if rule is None else rule.relation(self._account.role)
        if relation not in self._scopes:
            self._scopes[relation] = super().scope(rule)
        return self._scopes[relation]
