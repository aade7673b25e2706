"""What every rule finds, rule by rule (sv. *översikt av journalgranskningen*), and what one rule asks and finds.

Judging every journal takes longer than a page may, so it is done beside the requests (`api.standing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from api.completeness_reading import CompletenessReader, asked_about
from api.reading import Answer
from domain.completeness.codes import Status
from projections.areas.rule_definition import rule_says
from projections.completeness import MISSING
from projections.completeness_document import count_rows
from projections.rule_families import family_of


class OverviewReader(CompletenessReader):
    """Somebody who looks at what rules find, from all journals down to one rule."""

    def overview(self, *, known_at: str | None = None, valid_at: str | None = None, unit: str | None = None) -> Answer:
        """How many cases each rule finds to be how, and what each rule asks, by what source; no case is named.

        Raises:
            As `findings` does; then UnderWayError: all journals are being judged for the first time.
        """
        asked, found, counts = self._judged(
            "counts", lambda _asked, found: found.counts(), known_at=known_at, valid_at=valid_at, unit=unit, staff=None
        )
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
