"""Who read the record, as a reconstruction tells it (sv. *läsningar av ärendet*).

That it was read, when, and what came of it is for everybody who may read the record. By whom and why is for those whose task is
to examine that: to others it would tell that somebody examines it. Other cases that the same reading named are never told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.base import Purpose
from domain.codes import Code
from projections.access_readings import Reading
from projections.local_time import instant_text

MAY_SEE_READERS = frozenset({Purpose.LEX_SARAH, Purpose.LOG_REVIEW, Purpose.INTERNAL_CONTROL})


class Outcome(Code):
    """What came of a reading (sv. *läsningens utfall*)."""

    SHOWN = "shown", "visat"
    NOT_FOUND = "not_found", "fanns inte"
    WRITTEN = "written", "skrivet"
    REPEATED = "repeated", "skrivet förut och begärt igen"
    REFUSED = "refused", "avvisat"


PURPOSES: dict[str, str] = {
    Purpose.CASE_WORK: "handläggning", Purpose.MANAGEMENT_REVIEW: "uppföljning", Purpose.INTERNAL_CONTROL: "internkontroll",
    Purpose.LEX_SARAH: "lex Sarah", Purpose.LOG_REVIEW: "loggkontroll", Purpose.STATISTICS: "statistik",
    Purpose.IMPORT: "inläsning", Purpose.ADMINISTRATION: "drift",
}
"""Why records are read, in words."""


def reading_rows(readings: Iterable[Reading], *, names: bool) -> list[dict[str, Any]]:
    """Readings as JSON, in the order of the log.

    Args:
        names: Whether it is told who read, and why.
    """
    return [_row(each, names) for each in readings]


def _row(reading: Reading, names: bool) -> dict[str, Any]:
    known = {each.value: each.swedish for each in Outcome}
    row: dict[str, Any] = {
        "access_position": reading.position, "at": instant_text(reading.at_us), "outcome": reading.outcome,
        "outcome_in_words": known.get(reading.outcome, reading.outcome), "caller": None, "purpose": None,
        "purpose_in_words": None, "reason": None, "action": None, "known_at": None,
    }
    if names:
        row.update(
            caller=reading.caller, purpose=reading.purpose, purpose_in_words=PURPOSES.get(reading.purpose, reading.purpose),
            reason=reading.reason, action=reading.action, known_at=reading.known_at,
        )
    return row
