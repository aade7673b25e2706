"""The coded words of the journal routine."""

from __future__ import annotations

from domain.codes import Code


class RoutineStatus(Code):
    """How far somebody has come with what the routine asks of them, on a day (sv. *läge för rutinen*)."""

    DONE = "done", "klart"
    WAITING = "waiting", "ska göras"
    OVERDUE = "overdue", "försenat"
    NOT_ASKED = "not_asked", "inte aktuellt"
