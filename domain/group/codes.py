"""The coded words of groups."""

from __future__ import annotations

from domain.codes import Code


class FewLeaders(Code):
    """Why a group has fewer leaders than it should (sv. *orsak till färre ledare*); never why somebody is away."""

    LEADER_AWAY = "leader_away", "ledare frånvarande"
    VACANCY = "vacancy", "vakans"
    SMALL_GROUP = "small_group", "liten grupp"
    MANUAL_ALLOWS = "manual_allows", "programmet tillåter det"
    OTHER = "other", "annat"
