"""Who may write what (sv. *skrivrättigheter*): the matrix asked of one write."""

from __future__ import annotations

from uuid import UUID

from adapters.accounts import Account, Role
from api.access import Place, manages
from api.access_matrix import writing_rule
from api.problems import ForbiddenError, Text
from api.writes.shape import Shape


def require_may_write(role: Role, shape: Shape) -> None:
    """Refuse a role that does not write this, whatever its relation.

    Raises:
        ForbiddenError: It does not.
    """
    if may_write(role, shape):
        return
    if role.writes:
        raise ForbiddenError(Text("Det här registreras av en chef.", "A manager records this."))
    raise ForbiddenError(Text(f"Rollen {role} läser men skriver inte.", f"The role {role} reads and does not write."))


def may_write(role: Role, shape: Shape) -> bool:
    """Whether a role writes this, for whom a form of it may be shown."""
    rule = writing_rule(shape.family, by_manager=shape.write.by_manager)
    return rule is not None and rule.relation(role) is not None


def require_own_unit(account: Account, unit: UUID | None, place: Place) -> None:
    """Refuse a manager what is another unit's.

    Raises:
        ForbiddenError: It is another's.
    """
    if account.role is Role.MANAGER and unit is not None and not manages(place, unit):
        raise ForbiddenError(Text("Det här hör till en annan chefs enhet.", "This belongs to another manager's unit."))
