"""Reading on somebody's behalf (sv. *läsning*): the answer is put together, written down in the access log, and then given.

The command line and the service read through the same door, so both give the same documents, and neither can show
anything that is not in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from adapters.postgres.registers import Registers
from api.access import EVERYTHING, CaseAccess, Scope
from api.access_matrix import rule_of
from api.known_at import KnownAt, parse_valid_at, resolve_known_at
from api.paging import page_of
from api.problems import ForbiddenError
from api.registers import REGISTERS, Item, last_day
from api.search_terms import is_uuid, terms_of
from domain.base import Purpose, RecordedEvent
from domain.case.case import Case
from domain.case.events import CaseOpened
from domain.errors import DomainError, ErasedError, InvalidValueError, NotFoundError
from projections.areas.all_areas import DOCUMENTS
from projections.areas.policy import policy_document
from projections.case_item import case_document
from projections.protection import Protection, masked_case_item, masked_event, masked_timeline
from projections.queries import Timeline

if TYPE_CHECKING:
    from api.main import OpenBoard


class Answer(NamedTuple):
    """An answer that stands in the access log.

    Args:
        document: As JSON; the same question at the same size gives the same document.
        shown: The same as objects, for a screen.
        version: Of the stream that it shows, as known then; None when it shows several.
    """

    document: dict[str, Any]
    shown: Any
    version: int | None = None


class Reader:
    """Somebody who asks one board.

    Args:
        board: Whose records.
        caller: Who asks, as the access log is to name them.
        purpose: Why they ask.
        action: The command or route, without its arguments.
        request_id: Of the access record; a new one when left out. With one, a reader asks once.
        access: Says what a reading of one case rests on, where that is not the purpose alone; None = the purpose is enough.
    """

    def __init__(
        self, board: OpenBoard, caller: str, purpose: Purpose, action: str, *, request_id: UUID | None = None,
        access: CaseAccess | None = None,
    ) -> None:
        self._board = board
        self._caller = caller
        self._purpose = purpose
        self._action = self._asked = action
        self._request_id = request_id
        self._access = access
        self._reason: str | None = None
        self._takes_part = False
        self._is_emergency = False
        self._is_of_one = False

    @property
    def board(self) -> OpenBoard:
        """The board that is asked; whoever reads in it themselves also says what they showed (`record_shown`)."""
        return self._board

    @property
    def scope(self) -> Scope:
        """What of a list this reader may see, by the matrix's row of what is asked."""
        return EVERYTHING if self._access is None else self._access.scope(rule_of(self._asked))

    def cases(
        self, *, known_at: str | None = None, valid_at: str | None = None, unit: str | None = None,
        limit: int | None = None, after: UUID | None = None,
    ) -> tuple[Answer, bool]:
        """Cases by number, and whether there are more after them.

        Args:
            limit: Most cases, from 1; None = all.
            after: Only those that come after this case.

        Raises:
            InvalidValueError: A parameter cannot be used.
            NotFoundError: There is no such unit, or `after` is not among the cases.
            UnavailableError: The access log cannot be written.
        """
        as_of, day = self.as_of(known_at), parse_valid_at(valid_at)
        found = self._board.views.cases(as_of.size, valid_at=day)
        if unit is not None:
            units = self.units_named(unit, as_of.size)
            found = [case for case in found if case.unit in units]
        scope = self.scope
        found = [case for case in found if scope.covers(case.unit, (case.case_id,))]
        page, has_more = page_of(found, [case.case_id for case in found], limit, after)
        # A list is seen over somebody's shoulder: no name of a protected person is in it, whoever asks.
        protected = self._board.protected.of([case.case_id for case in page])
        page = [
            masked_case_item(case, protected[case.case_id]) if case.case_id in protected else case for case in page
        ]
        self._record(as_of, [case.case_id for case in page])
        return Answer({**self.head(as_of), "cases": [case_document(case) for case in page]}, page), has_more

    def case(self, case: UUID | str, *, known_at: str | None = None, valid_at: str | None = None) -> Answer:
        """One case, by id or number.

        Raises:
            InvalidValueError: A parameter cannot be used, or several units have a case of that number.
            NotFoundError: No such case was known; the attempt is logged.
            PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
            UnavailableError: The access log cannot be written.
        """
        as_of, day = self.as_of(known_at), parse_valid_at(valid_at)
        case_id = self._found(case, as_of)
        self._require_access(case_id, as_of)
        try:
            item = self._board.views.case(case_id, as_of.size, day)
        except NotFoundError as error:
            raise self._refused(error, "not_found", as_of, case) from None
        protection = self.protection_of(case_id)
        item = item if protection is None else masked_case_item(item, protection)
        self._record(as_of, [case_id], search_terms=terms_of(case))
        version = self._board.stream_version(case_id, as_of.size)
        return Answer({**self.head(as_of), "cases": [case_document(item)]}, item, version)

    def timeline(self, case: UUID | str, *, known_at: str | None = None, valid_at: str | None = None) -> Answer:
        """What was written in a case, by id or number.

        Raises:
            InvalidValueError: A parameter cannot be used, or several units have a case of that number.
            NotFoundError: No such case was known; the attempt is logged.
            PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
            UnavailableError: The access log cannot be written.
        """
        as_of, day = self.as_of(known_at), parse_valid_at(valid_at)
        case_id = self._found(case, as_of)
        self._require_access(case_id, as_of)
        try:
            timeline: Timeline = self._board.views.timeline(case_id, as_of.size, day)
            number = self._board.views.case(case_id, as_of.size).number
        except NotFoundError as error:
            raise self._refused(error, "not_found", as_of, case) from None
        protection = self.protection_of(case_id)
        masked = None if protection is None else masked_timeline(timeline, protection)
        told = timeline if masked is None else masked
        timeline = timeline if masked is None else masked.timeline
        self._record(as_of, [case_id], search_terms=terms_of(case))
        document = {**self.head(as_of), "case": str(case_id), "number": number, **told.to_json()}
        return Answer(document, (number, timeline), self._board.stream_version(case_id, as_of.size))

    def record(self, case_id: UUID, area: str | None = None, *, known_at: str | None = None) -> Answer:
        """A case's record by area, or one area of it: the documents of the pure fold of the case's stream.

        Args:
            area: One of `projections.areas.all_areas.DOCUMENTS`; None = all of them.

        Raises:
            InvalidValueError: `known_at` cannot be used.
            NotFoundError: No such case was known, or there is no such area; the attempt is logged.
            PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
            UnavailableError: The access log cannot be written.
        """
        as_of = self.as_of(known_at)
        stream = self._readable(case_id, as_of)
        wanted = DOCUMENTS if area is None else {name: make for name, make in DOCUMENTS.items() if name == area}
        if not wanted or not stream:
            error = NotFoundError(
                f"Ärendet fanns inte vid {as_of.size} händelser, eller så finns inte den delen av akten:"
                f" {', '.join(DOCUMENTS)}."
            )
            raise self._refused(error, "not_found", as_of, case_id)
        case = Case.fold(each.event for each in stream)
        self._record(as_of, [case_id])
        areas = {name: make(case) for name, make in wanted.items()}
        document = {**self.head(as_of), "case": str(case_id), "number": case.number, "version": case.version, "areas": areas}
        return Answer(document, case, case.version)

    def case_stream(self, case: UUID | str, as_of: KnownAt) -> list[RecordedEvent]:
        """A case's stream as it was known, by id or number, with what is protected now masked; the log says that it is shown.

        Raises:
            InvalidValueError: Several units have a case of that number.
            NotFoundError: No such case was known; the attempt is logged.
            PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
            UnavailableError: The access log cannot be written.
        """
        case_id = self._found(case, as_of)
        stream = self._readable(case_id, as_of)
        if not stream:
            raise self._refused(_not_there(as_of), "not_found", as_of, case)
        self._record(as_of, [case_id], search_terms=terms_of(case))
        return stream

    def shown_case(self, case: UUID | str, as_of: KnownAt) -> UUID:
        """The id of a case that is about to be shown, by id or number; the log says that it is. Raises as `case_stream`."""
        case_id = self._found(case, as_of)
        self._require_access(case_id, as_of)
        if self._board.family_of(case_id) != "case" or not self._board.stream_version(case_id, as_of.size):
            raise self._refused(_not_there(as_of), "not_found", as_of, case)
        self._record(as_of, [case_id], search_terms=terms_of(case))
        return case_id

    def register(
        self, name: str, *, known_at: str | None = None, valid_at: str | None = None, unit: UUID | None = None,
        limit: int | None = None, after: UUID | None = None,
    ) -> tuple[Answer, bool]:
        """A page of one of the board's registers, and whether there is more after it.

        Args:
            name: One of `api.registers.REGISTERS`.
            valid_at: Of what changes by day, what holds on this one; None = on the day of the last event.
            unit: Only what belongs to this unit.
            limit: The most items, from 1; None = all.
            after: Only those that come after this one.

        Raises:
            InvalidValueError: A parameter cannot be used.
            NotFoundError: `after` is not in the register.
            UnavailableError: The access log cannot be written.
        """
        as_of, day = self.as_of(known_at), parse_valid_at(valid_at)
        found = REGISTERS[name].items(self._board, as_of.size, day)
        if unit is not None:
            found = [each for each in found if each.unit == unit]
        scope = self.scope
        found = [each for each in found if scope.covers(each.unit, each.cases)]
        page, has_more = page_of(found, [each.id for each in found], limit, after)
        page = self.without_protected(name, page, as_of, day)
        self._record(as_of, sorted({case_id for each in page for case_id in each.cases}))
        return Answer({**self.head(as_of), name.replace("-", "_"): [each.document for each in page]}, page), has_more

    def policies(self, *, known_at: str | None = None, valid_at: str | None = None) -> Answer:
        """The bounds that the board has set, and which hold on a day.

        Raises:
            InvalidValueError: A parameter cannot be used.
            UnavailableError: The access log cannot be written.
        """
        as_of, day = self.as_of(known_at), parse_valid_at(valid_at)
        history = Registers(self._board.ledger).policy_history(as_of.size)
        document = policy_document(history, day or last_day(self._board, as_of.size))
        self._record(as_of, ())
        return Answer({**self.head(as_of), "policies": document}, history)

    def find(self, number: str, *, unit: str | None = None, known_at: str | None = None) -> Answer:
        """Which case has a number.

        Raises:
            InvalidValueError: A parameter cannot be used, or several units have a case of that number.
            NotFoundError: None has; the attempt is logged.
            UnavailableError: The access log cannot be written.
        """
        as_of = self.as_of(known_at)
        units = None if unit is None else self.units_named(unit, as_of.size)
        case_id = self._found(number, as_of, units)
        item = self._board.views.case(case_id, as_of.size)
        self._record(as_of, [case_id], search_terms=number)
        document = {
            **self.head(as_of), "case": str(case_id), "number": item.number, "unit": item.unit_name, "unit_id": str(item.unit)
        }
        return Answer(document, item)

    def as_external(self) -> None:
        """From now on the access log says that what is shown is what others may see too."""
        self._action += " (extern)"

    def record_shown(self, as_of: KnownAt, cases: Iterable[UUID]) -> None:
        """Write down which cases an answer shows, before it is given.

        Raises:
            UnavailableError: The access log cannot be written.
        """
        self._record(as_of, sorted(cases))

    def record_searched(self, as_of: KnownAt, cases: Sequence[UUID], terms: str, outcome: str = "shown") -> None:
        """Write down what was searched for, and which cases it shows, before it is given.

        Raises:
            UnavailableError: The access log cannot be written.
        """
        self._record(as_of, cases, outcome=outcome, search_terms=terms)

    def record_followed(self) -> None:
        """Write down that the caller begins to follow what is recorded: that it is, in which streams, and never what."""
        self._record(KnownAt(self._board.ledger.size(), provisional=False), ())

    def record_refused(self) -> None:
        """Write down that the caller asked for something that it may not see."""
        self._record(KnownAt(self._board.ledger.size(), provisional=False), (), outcome="refused")

    def without_protected(self, name: str, page: list[Item], as_of: KnownAt, day: date | None) -> list[Item]:
        """Items of a register, each without what is protected in the cases that it tells of."""
        protected = self._board.protected.of({case_id for each in page for case_id in each.cases})
        shown = []
        for each in page:
            # What tells of several is as the strongest of their protections asks.
            of_item = sorted((protected[case_id] for case_id in each.cases if case_id in protected), key=_strength)
            shown.append(
                REGISTERS[name].masked(self._board, each, as_of.size, day, of_item[-1]) if of_item else each
            )
        return shown

    def _readable(self, case_id: UUID, as_of: KnownAt) -> list[RecordedEvent]:
        """A case's stream as this reader may see it; empty = there is no such case."""
        self._require_access(case_id, as_of)
        recorded = self._board.ledger.stream(case_id, known_at=as_of.size)
        if not recorded or not isinstance(recorded[0].event, CaseOpened):
            return []
        protection = self.protection_of(case_id)
        if protection is None:
            return recorded
        return [each._replace(event=masked_event(each.event, protection)) for each in recorded]

    @property
    def purpose(self) -> Purpose:
        """Why this reader reads, as the log says it."""
        return self._purpose

    def protection_of(self, case_id: UUID) -> Protection | None:
        """How the case is protected for this reader: whoever takes part in the work has to see; None = nothing is masked."""
        return None if self._takes_part else self._board.protected.of([case_id]).get(case_id)

    def _require_not_erased(self, case_id: UUID, as_of: KnownAt) -> None:
        """Also as of a moment before it was erased there is nothing to show but that it was, and why."""
        self._is_of_one = True
        mark = self._board.mark_of(case_id)
        if mark is not None and mark.whole_stream:
            self._record(as_of, [case_id], outcome="refused")
            raise ErasedError(basis=mark.erasure_basis, erased_on=mark.marked_on)

    def _require_access(self, case_id: UUID, as_of: KnownAt) -> None:
        self._require_not_erased(case_id, as_of)
        if self._access is None:
            return
        try:
            ground = self._access.ground(case_id)
            self._purpose, self._reason, self._is_emergency = ground
            self._takes_part = ground.shows_what_is_protected
        except ForbiddenError:
            self._record(as_of, [case_id], outcome="refused")
            raise

    def require_access_to(self, cases: Sequence[UUID], as_of: KnownAt) -> None:
        """Settle what a reading that names these cases rests on; the log says the purpose that had to be stated for any of them.

        Raises:
            PurposeRequiredError: The reader has no relation to one of them and states no purpose; the attempt is logged.
            UnavailableError: The access log cannot be written.
        """
        if self._access is None:
            return
        try:
            grounds = [self._access.ground(case_id) for case_id in cases]
        except ForbiddenError:
            self._record(as_of, cases, outcome="refused")
            raise
        if grounds:
            self._purpose, self._reason, self._is_emergency = max(grounds, key=lambda ground: ground.reason is not None)

    def as_of(self, known_at: str | None) -> KnownAt:
        """The size that a moment means; see `api.known_at.resolve_known_at`."""
        return resolve_known_at(known_at, self._board.ledger)

    def head(self, as_of: KnownAt) -> dict[str, Any]:
        """What every answer says of itself."""
        provisional = {"provisional": True} if as_of.provisional else {}
        return {"known_at": as_of.size, "simulated": self._board.simulated, **provisional, **self._erased_since(as_of)}

    def _erased_since(self, as_of: KnownAt) -> dict[str, Any]:
        found = None if self._is_of_one else self.erased_since(as_of.size)
        return {} if found is None else {"erased_since": found}

    def erased_since(self, size: int) -> dict[str, Any] | None:
        """What an answer about many as of a size has lost since: cases that were known then and have been erased by law."""
        marks = self._board.erased_since(size)
        if not marks:
            return None
        return {
            "cases": len(marks), "last_on": max(mark.marked_on for mark in marks).isoformat(),
            "basis": sorted({mark.erasure_basis for mark in marks}),
        }

    def _found(self, case: UUID | str, as_of: KnownAt, units: set[UUID] | None = None) -> UUID:
        if isinstance(case, UUID):
            return case
        if is_uuid(case):
            self._require_not_erased(UUID(case.strip()), as_of)
        found = self._board.views.find_case(case.strip(), as_of.size)
        if units is not None:
            found = [case_id for case_id in found if self._board.views.case(case_id, as_of.size).unit in units]
        if not found:
            error: DomainError = NotFoundError(
                f"Inget ärende med det numret eller uuid:t var känt vid {as_of.size} händelser. Kontrollera numret och known_at."
            )
            raise self._refused(error, "not_found", as_of, case)
        if len(found) > 1:
            error = InvalidValueError(f"Flera enheter har ett ärende med det numret; ange ett av {', '.join(map(str, found))}.")
            raise self._refused(error, "refused", as_of, case)
        return found[0]

    def units_named(self, unit: str, known_at: int) -> set[UUID]:
        """The unit and the activities inside it."""
        units = Registers(self._board.ledger).units(known_at)
        wanted = unit.strip().casefold()
        named = {unit_id for unit_id, each in units.items() if wanted in (each.name.casefold(), str(unit_id))}
        if not named:
            raise NotFoundError("Enheten finns inte i nämnden. Ange dess namn eller uuid som det står på ärendena.")
        return named | {unit_id for unit_id, each in units.items() if each.part_of in named}

    def _refused(self, error: DomainError, outcome: str, as_of: KnownAt, case: UUID | str) -> DomainError:
        # Also what was sought in vain: whoever tries numbers until one answers must be seen.
        self._record(as_of, (), outcome=outcome, search_terms=str(case))
        return error

    def _record(
        self, as_of: KnownAt, cases: Iterable[UUID], *, outcome: str = "shown", search_terms: str | None = None
    ) -> None:
        self._board.access_log.record(
            caller=self._caller, action=self._action, purpose=self._purpose, cases=cases, known_at=as_of.size,
            outcome=outcome, search_terms=search_terms, purpose_reason=self._reason, request_id=self._request_id,
            is_emergency=self._is_emergency,
        )


def _not_there(as_of: KnownAt) -> NotFoundError:
    return NotFoundError(f"Ärendet fanns inte vid {as_of.size} händelser. Kontrollera uuid:t eller tidpunkten.")


def _strength(protection: Protection) -> bool:
    return protection.masks_running_text
