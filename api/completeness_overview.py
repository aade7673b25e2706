"""What every rule finds, rule by rule (sv. *översikt av journalgranskningen*), and what one rule asks and finds.

Judging every journal takes longer than a page may. The same question at the same size has the same answer, so it is kept until
something is recorded.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID
from weakref import WeakKeyDictionary

from api.completeness_reading import Asked, CompletenessReader, Found, asked_about
from api.reading import Answer
from domain.completeness.codes import Status
from projections.areas.rule_definition import rule_says
from projections.completeness import MISSING, RuleCount
from projections.completeness_document import count_rows
from projections.rule_families import family_of

if TYPE_CHECKING:
    from api.main import OpenBoard

_MOST_KEPT = 32


class _Kept:
    """What was counted of each board; of an earlier size of the ledger nothing is kept, since erasure changes what was."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: WeakKeyDictionary[OpenBoard, OrderedDict[Any, list[RuleCount]]] = WeakKeyDictionary()

    def counts(self, board: OpenBoard, asked: Asked, found: Found) -> list[RuleCount]:
        """What a question's counts are."""
        key = (
            board.ledger.size(), asked.as_of.size, asked.day, None if asked.units is None else tuple(asked.units), found.staff,
        )
        with self._lock:
            kept = self._counts.setdefault(board, OrderedDict())
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
        counted = found.counts()
        with self._lock:
            kept[key] = counted
            while len(kept) > _MOST_KEPT:
                kept.popitem(last=False)
        return counted


_KEPT = _Kept()


class OverviewReader(CompletenessReader):
    """Somebody who looks at what rules find, from all journals down to one rule."""

    def overview(self, *, known_at: str | None = None, valid_at: str | None = None, unit: str | None = None) -> Answer:
        """How many cases each rule finds to be how, and what each rule asks, by what source; no case is named.

        Raises:
            As `findings` does.
        """
        asked, found = self._asked_and_found(known_at=known_at, valid_at=valid_at, unit=unit, staff=None)
        counts = _KEPT.counts(self._board, asked, found)
        says = {each.rule.id: rule_says(each.rule, asked.terms.policy) for each in asked.rules}
        rows = [{**row, **says[row["rule"]], "family": family_of(row["rule"])} for row in count_rows(counts)]
        self._reader.record_shown(asked.as_of, ())
        return Answer({**self._head(asked, found.staff), "rules": rows}, counts)

    def of_rule(
        self, rule: str, *, known_at: str | None = None, valid_at: str | None = None, unit: str | None = None,
        staff: UUID | None = None, statuses: Sequence[Status] = MISSING, limit: int | None = None, after: int = 0,
    ) -> tuple[Answer, int | None]:
        """What one rule asks, and what it finds: as `findings`, with `says`.

        Raises:
            As `findings` does.
        """
        answer, following = self.findings(
            known_at=known_at, valid_at=valid_at, unit=unit, rule=rule, staff=staff, statuses=statuses, limit=limit, after=after
        )
        document = answer.document
        asked = asked_about(self._reader, known_at=str(document["known_at"]), valid_at=document["day"], rule=rule)
        says = rule_says(asked.rules[-1].rule, asked.terms.policy)
        return Answer({**document, "says": says, "family": family_of(rule)}, answer.shown), following
