"""What is told of oversight is decided as the service decides, and what only the service does is done by it, on its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from adapters.postgres.retention import RetentionList
from api.log_review_frame import reading_frame
from api.main import OpenBoard, Runtime
from domain.rights_review.review import RightsReview
from tests.support.oversight_story.cast import UNIT
from tests.support.unit_story.telling import UnitTelling


class _Named(NamedTuple):
    name: str


class Act(NamedTuple):
    """Something that is no decision of one stream: what the service does, step by step.

    Args:
        written: The time before which everything that it rests on is told; on a simulated ledger it is done just after that.
    """

    written: str
    decision: str
    do: Callable[[], object]

    @property
    def pen(self) -> _Named:
        """Who does it."""
        return _Named("tjänsten")

    @property
    def facts(self) -> Mapping[str, Any]:
        """Nothing: it finds what it needs."""
        return {}


class OversightTelling(UnitTelling):
    """Everything that happens in the story of oversight.

    Args:
        runtime: With no board but the story's.
        slug: The story's board, empty, with a simulated clock.
    """

    def __init__(self, runtime: Runtime, slug: str) -> None:
        super().__init__(runtime.board(slug), UNIT)
        self.runtime = runtime
        self.slug = slug

    def act(self, written: str, what: str, do: Callable[[], object]) -> None:
        """Say that the service does something."""
        self.add(Act(written, what, do))

    def follow(self, board: OpenBoard) -> None:
        """Go on in the board as it was opened anew."""
        self.begin_with(board.store)
        self._open = board

    def given(self, kind: type, today: date) -> dict[str, Any]:
        """See `Telling.given`; with the records that have had their time."""
        judged = partial(RetentionList(self.board).judged, today)
        reviews = {"others": ()} if kind is RightsReview else {}
        return {
            **super().given(kind, today), "judged": judged, "log_framed": partial(reading_frame, self._open), **reviews
        }

    def _carry_out(self, entry: Any, recorded_us: int) -> None:
        if not isinstance(entry, Act):
            super()._carry_out(entry, recorded_us)
            return
        entry.do()
        self._last_us = max(self._last_us, self.runtime.board(self.slug).store.head().closed_us)
