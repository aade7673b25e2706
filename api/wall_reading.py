"""Reading results for everybody (sv. *väggskärm*): without small cells, and with how each that is shown stands to its target."""

from __future__ import annotations

from typing import Any

from api.external_reading import external_goals
from api.goal_question import question
from api.reading import Answer, Reader
from domain.indicators.period import parse_period
from projections.external import ExternalFigure
from projections.goal_document import Terms, aim_document

_OF_A_TARGET = ("target_in_words", "target_from", "fulfilment", "fulfilment_in_words")


def wall_goals(
    reader: Reader, period: str, *, known_at: str | None = None, unit: str | None = None, indicator: str | None = None
) -> Answer:
    """What `external_goals` answers, with the target of each result and, where the result itself is shown, whether it is reached.

    A target is a plan's and tells of nobody. Whether it is reached follows from it and a result that is shown; of one that is
    not shown nothing is said.

    Raises:
        As `external_goals` does.
    """
    answer = external_goals(reader, period, known_at=known_at, unit=unit, indicator=indicator)
    chosen = parse_period(period)
    # Of the very size that was answered, so that no later target stands beside an earlier figure.
    asked = question(reader, known_at=str(answer.document["known_at"]), unit=None, definitions_on=None)
    terms = asked.terms([chosen])[chosen]
    results = [
        {**result, **_aim(each, terms)} for result, each in zip(answer.document["results"], answer.shown, strict=True)
    ]
    return Answer({**answer.document, "results": results}, answer.shown)


def _aim(each: ExternalFigure, terms: Terms) -> dict[str, Any]:
    aim = aim_document(each.figure, terms)
    if not each.shown.total:
        return {**dict.fromkeys(_OF_A_TARGET), "target_in_words": aim["target_in_words"], "target_from": aim["target_from"]}
    return {name: aim[name] for name in _OF_A_TARGET}
