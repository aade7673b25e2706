"""Who gave a viewpoint (sv. *den som lämnar synpunkten*): each person by role and gender, never by name."""

from __future__ import annotations

from domain.base import Immutable
from domain.codes import Gender
from domain.viewpoint.codes import GiverRole


class Giver(Immutable):
    """One person who gave a viewpoint (sv. *synpunktslämnare*): a couple gives one viewpoint and is two of these.

    Args:
        giver: What they are to the service.
        gender: As they state it; None = not stated.
    """

    giver: GiverRole
    gender: Gender | None = None

    @property
    def is_a_child(self) -> bool:
        """Whether it is a child, by role or by gender."""
        return self.giver is GiverRole.CHILD or self.gender in (Gender.GIRL, Gender.BOY)


def stated_givers(giver_role: str | None, genders: tuple[Gender, ...]) -> tuple[Giver, ...]:
    """The givers that a source states as one word and their genders; a word that is no role is one that we do not know.

    Args:
        giver_role: As the source writes it; None = not stated.
        genders: One for each giver; empty = not stated.
    """
    role = (None if giver_role is None else GiverRole.from_swedish(giver_role)) or GiverRole.UNKNOWN
    if not genders and role is not GiverRole.UNKNOWN:
        return (Giver(giver=role),)
    return tuple(Giver(giver=role, gender=gender) for gender in genders)


def stated_genders(givers: tuple[Giver, ...]) -> tuple[Gender, ...]:
    """One gender for each giver of whom it is stated."""
    return tuple(each.gender for each in givers if each.gender is not None)
