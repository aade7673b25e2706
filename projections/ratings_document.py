"""Everything that was measured in a case, as one document (sv. *ärendets mätningar*)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from domain.base import RecordedEvent
from domain.case.case import Case
from domain.case.events import AttendanceFacts, RentFacts
from domain.case.ratings.events import RatingNotMade
from domain.instruments.catalogue import InstrumentCatalogue
from projections.entry_json import entry_as_json
from projections.json_values import as_json
from projections.local_time import instant_text
from projections.rating_series import series_documents, session_numbers


def ratings_document(recorded: Sequence[RecordedEvent], catalogue: InstrumentCatalogue) -> dict[str, Any]:
    """The case's series, what was not rated, school attendance and rents, each with when it was and when it was written.

    Args:
        recorded: The case's stream from its opening, as it was known and as the reader may see it.
        catalogue: Every version of every instrument that was known.
    """
    case = Case.fold(each.event for each in recorded)
    return {
        "series": series_documents(case, recorded, catalogue), "not_made": _not_made(case, _written(recorded)),
        "attendance": _attendance(case, _written(recorded)), "rents": _rents(case, _written(recorded)),
    }


def _written(recorded: Sequence[RecordedEvent]) -> Mapping[UUID, str]:
    """When each measurement was first written, by its id."""
    found: dict[UUID, str] = {}
    for each in recorded:
        match each.event:
            case AttendanceFacts(attendance_id=entry) | RentFacts(rent_id=entry) | RatingNotMade(entry_id=entry):
                found.setdefault(entry, instant_text(each.recorded_us))
    return found


def _not_made(case: Case, written: Mapping[UUID, str]) -> list[dict[str, Any]]:
    numbers = session_numbers(case)
    return [
        {
            **entry_as_json(each), "session_number": None if each.session_id is None else numbers.get(each.session_id),
            "recorded_at": written[each.entry_id],
        }
        for each in sorted(case.rating_work.not_made, key=lambda each: each.not_made_on)
    ]


def _attendance(case: Case, written: Mapping[UUID, str]) -> list[dict[str, Any]]:
    return [
        {
            "attendance": as_json(each.attendance_id), "measured_on": as_json(each.measured_on), "phase": as_json(each.phase),
            "percent": as_json(each.percent), "recorded_at": written[each.attendance_id],
        }
        for each in sorted(case.attendances.values(), key=lambda each: each.measured_on)
    ]


def _rents(case: Case, written: Mapping[UUID, str]) -> list[dict[str, Any]]:
    return [
        {
            "rent": as_json(each.rent_id), "month": each.month, "paid_in_time": each.paid_in_time,
            "recorded_at": written[each.rent_id],
        }
        for each in sorted(case.rents.values(), key=lambda each: each.month)
    ]
