"""The whole story of the report, told, and the moments at which it is read."""

from __future__ import annotations

from api.main import OpenBoard
from tests.support.lex_sarah_story.afterwards import tell_afterwards
from tests.support.lex_sarah_story.cast import Pens
from tests.support.lex_sarah_story.deviations import tell_deviations
from tests.support.lex_sarah_story.handling import tell_handling
from tests.support.lex_sarah_story.ivo import tell_ivo
from tests.support.lex_sarah_story.other_reports import tell_other_reports
from tests.support.lex_sarah_story.summer import tell_office, tell_summer
from tests.support.lex_sarah_story.telling import LexSarahTelling

MOMENTS = {
    "01-utan-missforhallande": "2025-03-14",
    "02-kvallen-den-lamnades": "2025-07-16",
    "03-anmald-till-ivo": "2025-07-24",
    "04-sen-utredning": "2025-08-29",
    "05-beslutad": "2025-09-16",
    "06-atgarden-hjalpte-inte": "2026-01-12",
    "07-avslutad": "2026-04-14",
    "08-avslutad-igen": "2026-06-30",
}
"""The day at whose end each moment is read."""


def lex_sarah_story(board: OpenBoard) -> LexSarahTelling:
    """The whole story, ready to be told on an empty board with a simulated clock."""
    telling = LexSarahTelling(board)
    pens = Pens(telling)
    for tell in (tell_office, tell_summer, tell_other_reports, tell_handling, tell_ivo, tell_afterwards, tell_deviations):
        tell(pens)
    return telling
