"""Who sees and writes what in a Lex Sarah report (sv. *åtkomst till Lex Sarah-ärendet*): by its own list, and by few relations.

Whoever has all of it is on its list: who received it, and from the hand-over on who investigates, and who was given access to
decide. Until somebody investigates, it is open to the receiver function, whose role is investigator. The manager of the unit
concerned follows how far it has come and the measures, and reads what was decided, without learning who reported. Whoever
reported sees their own report and what they were told. To everybody else there is no such report.

Source: SoL 2025:400 27:2 (everybody who fulfils tasks reports), 27:5; OSL 2009:400 26:1; FL 2017:900 16-18 §§.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

from adapters.accounts import Account, Role
from api.access import Place, manages
from api.problems import ForbiddenError, Text
from api.writes.shape import Shape
from domain.errors import NotFoundError
from domain.lex_sarah.access import Sight, levels
from domain.lex_sarah.codes import AccessLevel
from domain.lex_sarah.report import LexSarahReport
from domain.lex_sarah.state import LexSarahState

if TYPE_CHECKING:
    from api.main import OpenBoard

LEX_SARAH_FAMILIES = frozenset({"lex_sarah"})
"""Streams with an access list of their own, apart from the cases'."""

_BY_SIGHT: dict[Sight, frozenset[Callable[..., Any]]] = {
    Sight.UNIT: frozenset({LexSarahReport.take_immediate_measure, LexSarahReport.complete_measure}),
    Sight.OWN: frozenset({LexSarahReport.supplement}),
}
"""What is written without seeing all of it."""

_NO_SUCH = "Posten finns inte i nämnden. Kontrollera uuid:t i adressen."
_NOT_ON_LIST = Text(
    "Lex Sarah-ärendet handläggs av den som utreder det och dem som har fått åtkomst till det.",
    "The Lex Sarah case is handled by whoever investigates it and those who have been given access to it.",
)


def sights(account: Account, report: LexSarahState, place: Place) -> frozenset[Sight]:
    """How much of a report an account sees today; none = to them there is no such report.

    Args:
        report: As it is now, also when it is to be shown as it was: access follows who has it today.
        place: Where the account's member of staff works.
    """
    had = frozenset() if account.staff is None else levels(report.access, account.staff)
    own = frozenset({Sight.OWN}) if AccessLevel.OWN_REPORT in had else frozenset()
    if report.report is None or account.staff in report.handling.in_conflict:
        return own
    return own | _beside_own(account, report, place, had)


def require_may_handle(account: Account, report: LexSarahState, shape: Shape, place: Place) -> None:
    """Refuse a write by whoever has no right to it; to report is open to everybody.

    Raises:
        NotFoundError: To them there is no such report.
        ForbiddenError: They see some of it, and do not write this.
    """
    decision = shape.write.decision
    seen = sights(account, report, place)
    if shape.write.begins or Sight.FULL in seen or any(decision in _BY_SIGHT.get(each, ()) for each in seen):
        return
    if _hands_over(account, decision, seen) or _averts(account, report, decision, place):
        return
    if not seen:
        raise NotFoundError(_NO_SUCH)
    raise ForbiddenError(_NOT_ON_LIST)


def require_sight(seen: Collection[Sight], *needed: Sight) -> None:
    """Refuse whoever sees something of a report, and none of what is asked for.

    Raises:
        ForbiddenError: They do not see it.
    """
    if not set(seen) & set(needed):
        raise ForbiddenError(_NOT_ON_LIST)


def reporting_as(board: OpenBoard, account: Account, report: LexSarahState, shape: Shape, report_id: UUID) -> UUID | None:
    """Who the ledger's headers say acts, where their own id would tell whom the report is from; None = they themselves.

    Headers are shown to whoever checks the ledger. Who reported stands in the report, encrypted, and nowhere else.
    """
    had = frozenset() if account.staff is None else levels(report.access, account.staff)
    is_own = shape.write.begins or AccessLevel.OWN_REPORT in had
    if account.staff is None or not is_own or shape.write.decision not in _REPORTERS:
        return None
    return pseudonym(board, report_id, account.staff)


def pseudonym(board: OpenBoard, report_id: UUID, staff_id: UUID) -> UUID:
    """Whom a reporter is in the headers of one report: another in each, and not guessable without the board's key."""
    return board.access_log.pseudonym(f"lex_sarah:{report_id}:{staff_id}")


_REPORTERS = frozenset({LexSarahReport.submit, LexSarahReport.supplement})


def _beside_own(
    account: Account, report: LexSarahState, place: Place, had: frozenset[AccessLevel]
) -> frozenset[Sight]:
    is_received_by_role = account.role is Role.INVESTIGATOR and report.handling.investigator is None
    if AccessLevel.FULL in had or is_received_by_role:
        return frozenset({Sight.FULL})
    if AccessLevel.STATUS in had or _manages_unit(account, report, place):
        return frozenset({Sight.UNIT})
    # Whoever receives reports sees that those of others move, so that none is lost when an investigator leaves.
    return frozenset({Sight.TIMES}) if account.role in (Role.INTERNAL_CONTROL, Role.INVESTIGATOR) else frozenset()


def _hands_over(account: Account, decision: Callable[..., Any], seen: Collection[Sight]) -> bool:
    """Whether the receiver function puts another investigator in the place of one who is gone, without reading the report."""
    return account.role is Role.INVESTIGATOR and Sight.TIMES in seen and decision is LexSarahReport.assign_investigator


def _averts(account: Account, report: LexSarahState, decision: Callable[..., Any], place: Place) -> bool:
    """Whether the unit's manager says what was done at once; also one in conflict may have had to avert what was going on."""
    return decision is LexSarahReport.take_immediate_measure and _manages_unit(account, report, place)


def _manages_unit(account: Account, report: LexSarahState, place: Place) -> bool:
    return account.role is Role.MANAGER and report.report is not None and manages(place, report.unit)
