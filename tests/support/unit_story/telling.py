"""What is told of a unit is decided as the service decides: it knows the board's other streams and counts the figures itself."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from api.control_stating import drawn_cases, event_at, found_in, reviewed, run_by_rules
from api.main import OpenBoard
from api.report_stating import publication, statement
from api.sampling import frame_of
from tests.support.family_story.telling import Telling
from tests.support.unit_story.cast import UNIT


class UnitTelling(Telling):
    """Everything that is decided in the unit's story.

    Args:
        board: Empty, with a simulated clock.
        unit: Whose work it is where nothing else is stated.
    """

    def __init__(self, board: OpenBoard, unit: UUID = UNIT) -> None:
        super().__init__(board.store, unit)
        self._open = board

    def given(self, kind: type, today: date) -> dict[str, Any]:
        """See `Telling.given`; with what only streams of no case ask for."""
        given, registers, board = super().given(kind, today), self.registers, self._open
        family = kind.__module__.split(".")[1]
        return {
            **given, "slug": board.slug, "known_indicators": registers.indicator_history(),
            "known_instruments": registers.catalogue_history(), "stated": partial(statement, board),
            "publishable": partial(publication, board, policy=given["policy"]),
            "known_rules": registers.rule_history(), "framed": partial(frame_of, board), "witnessed": board.witnessed_checkpoint,
            "run_by_rules": partial(run_by_rules, board, today), "found": partial(found_in, board, today),
            "reviewed": partial(reviewed, board), "drawn_cases": partial(drawn_cases, board),
            "event_at": partial(event_at, board), "family_of": board.family_of,
            "others": lambda: registers.of_kind(family, kind.fold).values(),
        }
