"""One full example of every event type of the stream `journal_routine`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.case.review.codes import ReviewQuestion
from domain.journal_routine.events import (
    InductionGiven,
    InductionPlanned,
    RoutineAcknowledged,
    RoutineAdopted,
    RoutineEnded,
    RoutineEntryStruck,
    RoutineRevised,
)
from tests.support.cast import ADMINISTRATION_STAMP, ANNA, BO, STAMP, UNIT, cast_id

ROUTINE, ACKNOWLEDGEMENT, PLANNED, GIVEN = cast_id(1410), cast_id(1411), cast_id(1412), cast_id(1413)
_routine = envelope(ROUTINE, 0, ADMINISTRATION_STAMP)

EXAMPLES: tuple[DomainEvent, ...] = (
    RoutineAdopted(
        **_routine, unit=UNIT, routine_text="Varje besök antecknas inom sju dagar.",
        standing_questions=(ReviewQuestion.NOTES_UP_TO_DATE, ReviewQuestion.PLAN_IN_FORCE), effective_from=date(2024, 9, 1),
        decided_on=date(2024, 8, 26), decided_by="enhetschefen",
    ),
    RoutineRevised(
        **_routine, routine_text="Varje besök antecknas inom tre dagar.", standing_questions=(ReviewQuestion.CHILD_HEARD,),
        effective_from=date(2024, 11, 1), decided_on=date(2024, 10, 21), decided_by="enhetschefen",
        change_summary="Tre dagar i stället för sju.",
    ),
    RoutineAcknowledged(
        **envelope(ROUTINE, 0, STAMP), entry_id=ACKNOWLEDGEMENT, staff_id=ANNA, staff_name="Anna Exempel", routine_version=1,
        acknowledged_on=date(2024, 9, 2),
    ),
    InductionPlanned(
        **_routine, entry_id=PLANNED, staff_id=BO, staff_name="Bo Exempel", employed_from=date(2024, 10, 1),
        induction_due_on=date(2024, 10, 31),
    ),
    InductionGiven(
        **_routine, entry_id=GIVEN, staff_id=BO, staff_name="Bo Exempel", given_on=date(2024, 10, 3), routine_version=1,
        gone_through="Rutinen, systemet och två akter.", given_by_id=ANNA, given_by_name="Anna Exempel",
        given_by_title="behandlare",
    ),
    RoutineEntryStruck(**_routine, struck_entry_id=ACKNOWLEDGEMENT, reason="Kvitterade fel version."),
    RoutineEnded(**_routine, last_day=date(2025, 12, 31), reason="Ersätts av nämndens rutin."),
)
FIRST: dict[str, list[str]] = {
    "journal_routine.entry_struck": ["journal_routine.adopted", "journal_routine.acknowledged"],
}
