"""Accounts as the municipality's directory says (sv. *konton från katalogen*): made, changed, and closed the day somebody leaves.

A closed account lets nobody in from the next request on. Nothing is deleted: what was done with it stands under its name.
Accounts that the directory has never named are left alone.

Source: SoLPuL 2001:454 10 § (access is limited to what each needs for the work); RFC 7643 and RFC 7644 (SCIM 2.0).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid4

from adapters import segment_cipher
from adapters.accounts import Account
from adapters.directory_file import Fault, Person
from adapters.postgres.registers import Registers
from api.approvals import require_granted
from api.log_review_frame import address_digest
from api.shell_writing import day_of_writing, simulated_time
from domain.approval.codes import ApprovalKind
from domain.base import Purpose, RetentionClass, Stamp
from domain.record_keeping import Request
from domain.staff.staff_member import StaffMember

if TYPE_CHECKING:
    from api.main import OpenBoard


class SyncPlan(NamedTuple):
    """What a synchronisation would do.

    Args:
        made, changed, closed, opened: Accounts as they are to be; `opened` had been closed.
        people: Those whose entry in the staff register is to be there and say their title.
        faults: What is wrong; then nothing is done.
        warnings: What the file says that the register cannot take over.
        open_before: Open accounts of the directory before.
    """

    made: list[Account]
    changed: list[Account]
    closed: list[Account]
    opened: list[Account]
    people: list[Person]
    faults: list[Fault]
    warnings: list[str]
    open_before: int

    def to_json(self) -> dict[str, Any]:
        """By account name; never what the file says of anybody."""
        named = {
            name: [each.name for each in getattr(self, name)] for name in ("made", "changed", "closed", "opened")
        }
        return {**named, "faults": [each._asdict() for each in self.faults], "warnings": self.warnings}


def plan_sync(board: OpenBoard, people: Sequence[Person], faults: Iterable[Fault] = (), *, is_whole: bool = True) -> SyncPlan:
    """What the directory changes.

    Args:
        is_whole: Whether it names everybody, so that whoever is missing has left.
    """
    # An account's name is one over all boards.
    accounts = {each.name: each for each in board.accounts.all()}
    ours = {each.directory_id: each for each in accounts.values() if each.board == board.slug and each.directory_id is not None}
    units = {unit.name.casefold(): unit_id for unit_id, unit in Registers(board.ledger).units().items()}
    plan = SyncPlan([], [], [], [], [], list(faults), [], sum(not each.is_closed for each in ours.values()))
    for number, person in enumerate(people, 1):
        known = ours.get(person.directory_id) or accounts.get(person.account)
        fault = _fault(board, person, known, units)
        if fault is not None:
            plan.faults.append(Fault(number, fault))
            continue
        _take(plan, board, person, known, units)
    if is_whole:
        named = {each.directory_id for each in people}
        left = [each for directory_id, each in ours.items() if directory_id not in named and not each.is_closed]
        plan.closed.extend(each.model_copy(update={"is_closed": True}) for each in left)
    return plan


def require_may_close(board: OpenBoard, plan: SyncPlan, subject: str, caller: str) -> None:
    """Ask for a second person when so many accounts would be closed that the file may be wrong.

    Args:
        subject: What the approval is about: the file's checksum.

    Raises:
        NotAllowedError: More than the policy's share would be closed, and nobody has granted it.
    """
    policy = Registers(board.ledger).policy_history().on(day_of_writing(board))
    closing = len(plan.closed)
    # One leaver is closed the same day also where there are few.
    if closing > 1 and closing * 100 > plan.open_before * policy.account_closing_percent_max:
        require_granted(board, ApprovalKind.ACCESS_RULES, subject, used_by=caller)


def carry_out(board: OpenBoard, plan: SyncPlan, caller: str, action: str, request_id: UUID | None = None) -> None:
    """Do what a plan says: who has left is shut out first.

    Raises:
        UnavailableError: The access log cannot be written, and then nothing is done.
        CannotRunError: The file of accounts cannot be written.
    """
    board.access_log.record(
        caller=caller, action=action, purpose=Purpose.ADMINISTRATION, cases=(), known_at=board.ledger.size(), outcome="written",
        request_id=request_id,
    )
    if plan.closed:
        board.accounts.put(plan.closed)
    for person in plan.people:
        _register(board, person, caller)
    board.accounts.put([*plan.made, *plan.changed, *plan.opened])


def staff_id_of(board: OpenBoard, directory_id: str) -> UUID:
    """The id of somebody's entry in the staff register: the same however often they are synchronised, and not guessable."""
    key = board.store.keys.key_for(board.store.heads["access"].ledger_id, RetentionClass.ACCESS_LOG).key
    return UUID(bytes=segment_cipher.keyed_digest(key, b"directory-staff/1", directory_id.encode())[:16], version=4)


def _fault(board: OpenBoard, person: Person, known: Account | None, units: dict[str, UUID]) -> str | None:
    if person.unit is not None and person.unit.casefold() not in units:
        return "Enheten finns inte i nämnden. Registrera den, eller skriv namnet som det står i GET /api/v1/units."
    if known is None:
        return None
    if known.board != board.slug:
        return "Kontots namn används i en annan nämnd. Välj ett annat."
    if known.directory_id is not None and known.directory_id != person.directory_id:
        return "Kontots namn hör till en annan person i katalogen. Ett namn används aldrig om; välj ett annat."
    return "Kontots namn har ändrats i katalogen. Behåll det gamla, så att loggen går att följa." if (
        known.name != person.account
    ) else None


def _take(plan: SyncPlan, board: OpenBoard, person: Person, known: Account | None, units: dict[str, UUID]) -> None:
    if known is None and not person.is_active:
        return
    staff = known.staff if known is not None and known.staff is not None else staff_id_of(board, person.directory_id)
    account = Account(
        name=person.account, role=person.role, display_name=person.name, board=board.slug, staff=staff,
        directory_id=person.directory_id, is_closed=not person.is_active,
        address_digest=None if person.address is None else address_digest(board, person.address),
    )
    if known is None:
        plan.made.append(account)
    elif account.is_closed and not known.is_closed:
        plan.closed.append(account)
    elif known.is_closed and not account.is_closed:
        plan.opened.append(account)
    elif account != known:
        plan.changed.append(account)
    if person.is_active:
        plan.people.append(person._replace(unit=None if person.unit is None else str(units[person.unit.casefold()])))
        _warn(plan, board, person, staff, units)


def _warn(plan: SyncPlan, board: OpenBoard, person: Person, staff: UUID, units: dict[str, UUID]) -> None:
    member = _member(board, staff)
    wanted = None if person.unit is None else units[person.unit.casefold()]
    if member.version and (member.name, member.unit) != (person.name, wanted):
        plan.warnings.append(
            f"{person.account}: namn eller enhet är ett annat i personalregistret och ändras inte av katalogen."
        )


def _register(board: OpenBoard, person: Person, caller: str) -> None:
    known = board.accounts.of_directory(person.directory_id) or board.accounts.named(person.account)
    staff_id = known.staff if known is not None and known.staff is not None else staff_id_of(board, person.directory_id)
    member, today = _member(board, staff_id), day_of_writing(board)
    policy = Registers(board.ledger).policy_history().on(today)
    unit = None if person.unit is None else UUID(person.unit)
    stamp = Stamp(actor_id=board.access_log.pseudonym(caller), unit_id=unit, purpose=Purpose.ADMINISTRATION)

    def decide(state: StaffMember) -> Sequence[Any]:
        if not state.version:
            title = person.title or person.role.value
            return state.register(
                staff_id=staff_id, name=person.name, title=title, unit=unit, stamp=stamp, policy=policy
            )
        assert person.title is not None
        return state.change_title(title=person.title, effective_from=today, stamp=stamp, policy=policy)

    if not member.version or (person.title is not None and member.title_on(today) != person.title):
        request = Request(uuid4(), repr(person).encode(), simulated_time(board))
        board.records.carry_out(staff_id, RetentionClass.STAFF, StaffMember.fold, decide, request)


def _member(board: OpenBoard, staff_id: UUID) -> StaffMember:
    if board.family_of(staff_id) != "staff":
        return StaffMember()
    return StaffMember.fold(each.event for each in board.ledger.stream(staff_id))
