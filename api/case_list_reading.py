"""Reading a page of cases (sv. *ärendelista*): the reader's own, or those of their units, without loading the others."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from api.list_reading import ListReader
from api.reading import Answer
from domain.case.phases.codes import TreatmentPhase
from domain.case.state import CaseStatus
from domain.errors import InvalidValueError
from projections.case_item import case_document
from projections.case_list import CaseChoice, ListedCase
from projections.protection import masked_case_item


class Whose(StrEnum):
    """Whose cases a list has: those that the reader works with, or all that they may see."""

    MINE = "mine"
    ALL = "all"


class CaseListQuestion(NamedTuple):
    """Which cases are asked for.

    Args:
        unit: Only this unit with its activities, by name or id; None = every one that the reader may see.
        before: Only those opened before this position.
    """

    whose: Whose
    status: CaseStatus | None = None
    unit: str | None = None
    phase: TreatmentPhase | None = None
    known_at: str | None = None
    limit: int = 25
    before: int | None = None


class CaseListReader(ListReader):
    """Somebody who asks for a page of cases."""

    def cases(self, question: CaseListQuestion) -> tuple[Answer, int | None]:
        """The cases, the one opened last first, and the position that the next page comes before; None = there is none.

        Raises:
            InvalidValueError: A parameter cannot be used, or own cases are asked for by somebody who is no member of staff.
            NotFoundError: There is no such unit.
            UnavailableError: The access log cannot be written.
        """
        as_of, day = self._as_of(question.known_at, None)
        choice = self._choice(question, as_of.size, day)
        listed, has_more = self._board.case_lists.page(
            as_of.size, day, choice, limit=question.limit, before=question.before
        )
        protected = self._board.protected.of([each.case.case_id for each in listed])
        shown = [
            each if each.case.case_id not in protected
            # A list is seen over somebody's shoulder: no name of a protected person is in it, whoever asks.
            else ListedCase(masked_case_item(each.case, protected[each.case.case_id]), each.phase)
            for each in listed
        ]
        self._reader.record_shown(as_of, [each.case.case_id for each in shown])
        document: dict[str, Any] = {
            **self._head(as_of, day, None), "cases": [{**case_document(each.case), "phase": each.phase} for each in shown]
        }
        return Answer(document, shown), shown[-1].case.opened_position if has_more else None

    def _choice(self, question: CaseListQuestion, size: int, day: date) -> CaseChoice:
        own = self._own(size, day)
        if question.whose is Whose.MINE:
            if self._account is None or self._account.staff is None:
                raise InvalidValueError("Kontot hör inte till någon medarbetare, så det har inga egna ärenden. Välj alla.")
            return CaseChoice((), own, question.status, question.phase)
        scope = self._reader.scope
        units: list[UUID] | None = None if scope.units is None else sorted(scope.units)
        if question.unit is None:
            return CaseChoice(units, own, question.status, question.phase)
        named = self._reader.units_named(question.unit, size)
        within = sorted(named if units is None else named.intersection(units))
        return CaseChoice(within, (), question.status, question.phase)

    def _own(self, size: int, day: date) -> list[UUID]:
        staff = None if self._account is None else self._account.staff
        return [] if staff is None else self._board.work_lists.own_cases(size, day, staff)
