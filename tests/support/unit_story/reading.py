"""How a moment of the unit's story is read: everything that the service says of the unit, as lines for a golden file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from api.goal_reading import GoalReader
from api.governance_reading import annual_wheel, goal_chain, results_of_survey, texts_of_survey
from api.instrument_reading import instruments
from api.main import OpenBoard
from api.reading import Answer, Reader
from api.registers import REGISTERS
from api.report_reading import ReportReader
from api.trend_reading import TrendReader
from api.viewpoint_reading import for_inventory, weeks_without_inventory
from domain.base import Purpose
from domain.errors import NotFoundError
from tests.support.family_story.lines import lines_of, with_names
from tests.support.family_story.reading import Moment
from tests.support.family_story.telling import instant_us, named
from tests.support.unit_story.cast import KBT

FOLLOWED = (
    "all.plan_participation", "all.treated_well", "kbt.closed_as_planned", "kbt.long_treatments", "kbt.reduced_use",
)
"""The results that are written in a golden file: what the plan follows up, and one that no plan names."""
LISTED = (
    "development-proposals", "instrument-texts", "journal-routines", "internal-control-plans", "samples", "journal-reviews",
)
"""The registers that are read whole."""

_SURVEY, _FIRST_MEETINGS = named("brukarundersökningen"), date(2025, 9, 1)


class UnitReader:
    """Reads the unit of a board at any moment, through the same door as the service."""

    def __init__(self, board: OpenBoard) -> None:
        self.board = board

    def moment(self, day: str) -> Moment:
        """The end of a Swedish day."""
        return Moment(date.fromisoformat(day), self.board.ledger.size_at(instant_us(f"{day} 23:59:59.999999"))[0])

    def answer(self, moment: Moment) -> dict[str, Any]:
        """Everything that is said of the unit at a moment, as JSON; None = there was nothing of the kind yet."""
        return {heading: _told(question) for heading, question in self._questions(moment).items()}

    def text(self, moment: Moment) -> str:
        """The moment as lines to read: of results and reports those that are followed, of instruments the unit's own."""
        lines = [f"Läst {moment.day} i läget efter {moment.size} händelser"]
        for heading, document in self.answer(moment).items():
            told = [] if document is None else list(lines_of(_shortened(document)))
            lines += ["", f"== {heading} ==", *(told or ["inget"])]
        return with_names("\n".join(lines), {}) + "\n"

    def _questions(self, moment: Moment) -> dict[str, Callable[[], Answer]]:
        known, day, board = {"known_at": str(moment.size)}, str(moment.day), self.board
        asked = Reader(board, "lokal:prov", Purpose.STATISTICS, "prov")
        goals, reports = GoalReader(asked), ReportReader(asked)
        return {
            "Målkedjan": lambda: goal_chain(asked, 2025, **known),
            "Årshjulet": lambda: annual_wheel(asked, 2025, valid_at=day, **known),
            "Vad som mäts": lambda: goals.indicators(valid_at=day, **known),
            "Resultat": lambda: goals.goals("2025", **known),
            "Avslut enligt planering över åren": lambda: TrendReader(asked).trend("kbt.closed_as_planned", "2018-2025", **known),
            "Tertialrapporten": lambda: reports.report(named("tertialrapporten"), **known),
            "Kompletteringen": lambda: reports.report(named("kompletteringen"), **known),
            "Rapporter": lambda: reports.reports(**known),
            "Egna instrument": lambda: instruments(asked, valid_at=day, **known),
            "Till veckans genomgång": lambda: for_inventory(board, asked, KBT, valid_at=day, **known),
            "Veckor utan genomgång": lambda: weeks_without_inventory(
                board, asked, KBT, since=min(_FIRST_MEETINGS, moment.day), valid_at=day, **known
            ),
            "Undersökningen": lambda: results_of_survey(asked, _SURVEY, **known),
            "Undersökningen, utåt": lambda: results_of_survey(asked, _SURVEY, external=True, **known),
            "Fritextsvar": lambda: texts_of_survey(asked, _SURVEY, **known),
            **{name: lambda name=name: self._register(name, moment) for name in LISTED},
        }

    def _register(self, name: str, moment: Moment) -> Answer:
        items = REGISTERS[name].items(self.board, moment.size, moment.day)
        return Answer({name: [each.document for each in items]}, items)


def _told(question: Callable[[], Answer]) -> Mapping[str, Any] | None:
    try:
        return question().document
    except NotFoundError:
        return None


_KEPT: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "results": lambda each: each["id"] in FOLLOWED,
    "figures": lambda each: each["id"] in FOLLOWED,
    "indicators": lambda each: each.get("id") in ("kbt.long_treatments", "kbt.closed_as_planned", "fng.clients"),
    "instruments": lambda each: not each["shipped"],
    "points": lambda each: bool(each.get("published") or each["result"]["eligible"]),
    "published": lambda each: "figure" in each or each["id"] in FOLLOWED,
}
_LEFT_OUT = {"known_at", "simulated", "definition", "meaning"}


def _shortened(value: Any) -> Any:
    """The document without the long texts of definitions, and of its lists what is to be kept."""
    if isinstance(value, Mapping):
        return {
            name: _shortened([part for part in each if _KEPT[name](part)] if name in _KEPT and isinstance(each, list) else each)
            for name, each in value.items() if name not in _LEFT_OUT
        }
    return [_shortened(each) for each in value] if isinstance(value, list) else value
