"""Why somebody may read or write in a case (sv. *ändamål*): by their relation to it, or for a reason that they state.

Source: OSL 2009:400 26:1 and SoLPuL 2001:454 10 § let those see a file who take part in the work; whoever else has a reason
says which, and it stands in the access log.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote
from uuid import UUID

from adapters.accounts import Account, Role
from adapters.postgres.registers import Registers
from api.access_matrix import CASE, MAY_STATE, Relation, Rule
from api.emergency_standing import standing_reason
from api.problems import ForbiddenError, PurposeRequiredError, Text, UsageError
from domain.base import Purpose
from domain.case.case import Case
from domain.policies import DEFAULT_POLICY, is_plain_text
from domain.staff.staff_member import Absence, StaffMember
from projections.local_time import STOCKHOLM, day_of

if TYPE_CHECKING:
    from api.main import OpenBoard

PURPOSE_HEADER, REASON_HEADER = "Aktspar-Purpose", "Aktspar-Purpose-Reason"

_HOW = Text(
    f"Du har ingen del i ärendet. Ange varför du behöver det i huvudena {PURPOSE_HEADER} (case_work eller, för chef,"
    f" management_review) och {REASON_HEADER} (text, procentkodad). Det skrivs i åtkomstloggen.",
    f"You have no part in the case. Say why you need it in the headers {PURPOSE_HEADER} (case_work or, for a manager,"
    f" management_review) and {REASON_HEADER} (text, percent-encoded). It is written in the access log.",
)
_NEVER = Text(
    "Din roll ser inte innehållet i ärenden. Be en behandlare eller chef om det som behövs.",
    "Your role does not see the content of cases. Ask a therapist or a manager for what is needed.",
)


class Stated(NamedTuple):
    """What a request states as its purpose, and why."""

    purpose: Purpose
    reason: str


class Ground(NamedTuple):
    """What a reading or a writing rests on, as the access log is to say it; no reason = the relation or the role is enough.

    Args:
        is_emergency: Whether the record was opened in an emergency.
    """

    purpose: Purpose
    reason: str | None = None
    is_emergency: bool = False

    @property
    def shows_what_is_protected(self) -> bool:
        """Whether it is by taking part in the work, or in an emergency, that the record is read."""
        return self.is_emergency or (self.purpose is Purpose.CASE_WORK and self.reason is None)


def stated_purpose(purpose: str | None, reason: str | None) -> Stated | None:
    """Read the two headers; None = neither came.

    Raises:
        UsageError: One without the other, or one that cannot be read.
    """
    if purpose is None and reason is None:
        return None
    known = {each.value: each for allowed in MAY_STATE.values() for each in allowed}
    text = unquote(reason or "", errors="replace").strip()
    longest = DEFAULT_POLICY.short_text_max_chars
    if purpose not in known or not 1 <= len(text) <= longest or not is_plain_text(text):
        raise UsageError(Text(
            f"{PURPOSE_HEADER} ska vara {' eller '.join(known)}, och {REASON_HEADER} en procentkodad text på 1 till {longest}"
            " tecken.",
            f"{PURPOSE_HEADER} is to be {' or '.join(known)}, and {REASON_HEADER} a percent-encoded text of 1 to {longest}"
            " characters.",
        ))
    return Stated(known[purpose], text)


class Place(NamedTuple):
    """What a board's registers say of where somebody works, today.

    Args:
        day: Today, in Europe/Stockholm.
        registers: Of the board.
        own_unit: The unit of the account's member of staff; None = the whole board.
    """

    day: date
    registers: Registers
    own_unit: UUID | None


def ground_for(account: Account, case: Case, opened_by: UUID, place: Place, stated: Stated | None) -> Ground:
    """What somebody's access to a case rests on.

    Args:
        case: As it is now, not as known at some earlier moment: access follows who works with it today.
        opened_by: Who recorded the opening.
        stated: What the request states.

    Raises:
        ForbiddenError: The role never sees what a case's record says.
        PurposeRequiredError: A therapist, manager or auditor without a relation states no purpose, or one that is not theirs.
    """
    relation = CASE.relation(account.role)
    if relation is None:
        raise ForbiddenError(_NEVER)
    if relation is Relation.TASK:
        return Ground(account.role.purpose)
    if relation is Relation.CASE and account.staff is not None and takes_part_in(case, opened_by, account.staff, place.day):
        return Ground(Purpose.CASE_WORK)
    if account.role is Role.MANAGER and manages(place, case.unit):
        return Ground(Purpose.MANAGEMENT_REVIEW)
    if stated is None or stated.purpose not in MAY_STATE[account.role]:
        raise PurposeRequiredError(_HOW)
    return Ground(*stated)


class Scope(NamedTuple):
    """What of a list somebody may see (sv. *omfång*).

    Args:
        units: Of these units; None = of the whole board.
        takes_part: Whether they work with a case.
    """

    units: frozenset[UUID] | None
    takes_part: Callable[[UUID], bool]

    def covers(self, unit: UUID | None, cases: Collection[UUID]) -> bool:
        """Whether something of a unit (None = of no one unit) that tells of these cases is in it."""
        if self.units is None or unit in self.units or (unit is None and not cases):
            return True
        return any(self.takes_part(case_id) for case_id in cases)


EVERYTHING = Scope(None, lambda case_id: False)


class CaseAccess:
    """The access of one account to the cases of its board.

    Args:
        stated: What the request states as its purpose.
    """

    def __init__(self, board: OpenBoard, account: Account, stated: Stated | None) -> None:
        self._board = board
        self._account = account
        self._stated = stated

    def ground(self, case_id: UUID) -> Ground:
        """What a reading of a case rests on; of a case that is not there the role's own purpose, since nothing is shown.

        An emergency access counts where the relation alone would not do, or would not show what is protected.

        Raises:
            ForbiddenError, PurposeRequiredError: See `ground_for`.
        """
        try:
            ground = self._ordinary_ground(case_id)
        except PurposeRequiredError:
            reason = standing_reason(self._board, self._account, case_id)
            if reason is None:
                raise
            return Ground(Purpose.CASE_WORK, reason, is_emergency=True)
        if ground.purpose is Purpose.MANAGEMENT_REVIEW and ground.reason is None:
            reason = standing_reason(self._board, self._account, case_id)
            return ground if reason is None else Ground(Purpose.CASE_WORK, reason, is_emergency=True)
        return ground

    def scope(self, rule: Rule | None) -> Scope:
        """What of a list the account may see, by the list's row of the matrix; what has no row is shown to nobody."""
        relation = None if rule is None else rule.relation(self._account.role)
        if relation is Relation.TASK:
            return Scope(None, self.takes_part)
        own_unit = self._own_unit() if relation is Relation.UNIT else None
        has_place = self._account.staff is not None or self._account.role is Role.MANAGER
        if relation is Relation.UNIT and own_unit is None and has_place:
            # Whoever belongs to no unit works in the whole board.
            return Scope(None, self.takes_part)
        units = frozenset() if own_unit is None else _inside(Registers(self._board.ledger), own_unit)
        return Scope(units, self.takes_part)

    def place(self) -> Place:
        """Where the account's member of staff works, today."""
        return Place(today(self._board), Registers(self._board.ledger), self._own_unit())

    def takes_part(self, case_id: UUID) -> bool:
        """Whether the account's member of staff works with a case today."""
        staff_id = self._account.staff
        if staff_id is None or self._board.family_of(case_id) != "case":
            return False
        events = [each.event for each in self._board.ledger.stream(case_id)]
        return takes_part_in(Case.fold(events), events[0].actor_id, staff_id, today(self._board))

    def _ordinary_ground(self, case_id: UUID) -> Ground:
        role = self._account.role
        if CASE.relation(role) is Relation.TASK or self._board.family_of(case_id) != "case":
            return Ground(role.purpose)
        events = [each.event for each in self._board.ledger.stream(case_id)]
        return ground_for(self._account, Case.fold(events), events[0].actor_id, self.place(), self._stated)

    def _own_unit(self) -> UUID | None:
        staff_id = self._account.staff
        if staff_id is None or self._board.family_of(staff_id) != "staff":
            return None
        return StaffMember.fold(each.event for each in self._board.ledger.stream(staff_id)).unit


def today(board: OpenBoard) -> date:
    """Today in Sweden; on a simulated ledger the day of what was recorded last."""
    if not board.simulated:
        return datetime.now(STOCKHOLM).date()
    [last] = board.ledger.read(board.ledger.size() - 1, 1)
    return day_of(last.recorded_us)


def manages(place: Place, unit: UUID | None) -> bool:
    """Whether a manager's unit is this one or the one that it is part of; a manager of no unit manages the whole board."""
    if place.own_unit is None or unit == place.own_unit:
        return True
    units = place.registers.units()
    return unit in units and units[unit].part_of == place.own_unit


def takes_part_in(case: Case, opened_by: UUID, staff_id: UUID, day: date) -> bool:
    """Whether somebody works with a case: responsible, coordinating or co-worker, stand-in, asked to take over, or the one who
    opened it and waits for somebody to be made responsible.
    """
    responsible = case.responsible
    if responsible is None and opened_by == staff_id:
        return True
    return (
        (responsible is not None and responsible.staff_id == staff_id)
        or any(case.hand_overs[each].to_staff_id == staff_id for each in case.pending_hand_overs)
        or any(
            each.stand_in_id == staff_id and Absence(each.from_date, each.to_date).covers(day)
            for each in case.stand_ins.values()
        )
        or any(each.worker_id == staff_id for each in case.team.on(day))
    )


def _inside(registers: Registers, unit: UUID) -> frozenset[UUID]:
    """A unit with its activities; of an activity, itself."""
    return frozenset({unit, *(each for each, known in registers.units().items() if known.part_of == unit)})
