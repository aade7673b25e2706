"""The coded words of a team."""

from __future__ import annotations

from domain.codes import Code


class TeamRole(Code):
    """What somebody does in the team around a person (sv. *roll i ärendet*)."""

    COORDINATING_WORKER = "coordinating_worker", "samordnande behandlare"
    CO_WORKER = "co_worker", "medbehandlare"
    HOUSING_SUPPORT_WORKER = "housing_support_worker", "boendestödjare"
    GROUP_LEADER = "group_leader", "gruppledare"
    SPECIALIST = "specialist", "specialist"
    TRAINEE = "trainee", "praktikant"
