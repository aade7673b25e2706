"""The whole story of the unit's year, told, and the moments at which it is read."""

from __future__ import annotations

from api.main import OpenBoard
from tests.support.unit_story.cast import Pens
from tests.support.unit_story.control import tell_control
from tests.support.unit_story.listening import tell_listening
from tests.support.unit_story.office import tell_office
from tests.support.unit_story.planning import tell_planning
from tests.support.unit_story.reporting import tell_reporting
from tests.support.unit_story.telling import UnitTelling
from tests.support.unit_story.work import tell_work

MOMENTS = {
    "01-planen-for-aret": "2025-01-31",
    "02-tertialrapporten": "2025-05-22",
    "03-omraknat-i-juni": "2025-06-30",
    "04-hosten": "2025-10-31",
    "05-aret-ar-slut": "2026-01-30",
}
"""The day at whose end each moment is read."""


def unit_story(board: OpenBoard) -> UnitTelling:
    """The whole story, ready to be told on an empty board with a simulated clock."""
    telling = UnitTelling(board)
    pens = Pens(telling)
    for tell in (tell_office, tell_planning, tell_work, tell_listening, tell_reporting, tell_control):
        tell(pens)
    return telling
