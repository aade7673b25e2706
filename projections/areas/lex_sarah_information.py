"""The words of the stream `lex_sarah_information`, and who of the staff has the information on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from domain.lex_sarah_information.codes import InformedStatus, StaffDuty
from domain.lex_sarah_information.information import LexSarahInformation
from domain.months import months_after
from domain.staff.staff_member import StaffMember
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "lex_sarah_information.given": "Personalen informerad om lex Sarah",
    "lex_sarah_information.received": "Fler informerade om lex Sarah",
    "lex_sarah_information.receipt_struck": "Mottagen information om lex Sarah struken",
}
FIELD_LABELS: Mapping[str, str] = {
    "explained_on": "Information om lex Sarah den",
    "explained_duties": "Skyldigheter",
    "explained_how": "Informationens form",
    "explained_text": "Vad som gicks igenom",
    "explained_by_name": "Information om lex Sarah av",
    "explained_by_title": "Informatörens befattning",
}
TEXT_LABELS: Mapping[str, str] = {}


class InformedRow(NamedTuple):
    """Whether a member of staff has the information (sv. *informerad medarbetare*).

    Args:
        last_on: The earlier of the last days that each duty was explained to them; None = not both were.
        until: The last day that it holds; None = it does not.
    """

    member: StaffMember
    status: InformedStatus
    last_on: date | None
    until: date | None

    @property
    def is_left(self) -> bool:
        """Whether they are to be informed now."""
        return self.status in (InformedStatus.NEVER, InformedStatus.LAPSED)

    def to_json(self) -> dict[str, Any]:
        """The row as JSON."""
        return {
            "staff": as_json(self.member.id), "name": self.member.name, "unit_id": as_json(self.member.unit),
            "status": self.status.value, "status_in_words": self.status.swedish, "last_on": as_json(self.last_on),
            "until": as_json(self.until),
        }


def informed_rows(
    staff: Iterable[StaffMember], rounds: Iterable[LexSarahInformation], day: date, months: int
) -> list[InformedRow]:
    """Everybody on a day, those who are left first, then by name.

    Args:
        months: How long the information holds, from 1; on the day that many months later it is to be given anew.
    """
    last: dict[tuple[UUID, StaffDuty], date] = {}
    for each in rounds:
        for staff_id, on in each.received.items():
            for duty in () if each.given is None else each.given.explained_duties:
                if on <= day:
                    last[staff_id, duty] = max(on, last.get((staff_id, duty), on))
    rows = [_row(member, last, day, months) for member in staff]
    return sorted(rows, key=lambda row: (not row.is_left, row.member.name, str(row.member.id)))


def information_document(information: LexSarahInformation) -> dict[str, Any]:
    """One time as JSON, with how many received it."""
    given = information.given
    assert given is not None, "a stream that was read has events"
    return {
        "information": as_json(information.id), "version": information.version, "on": as_json(given.explained_on),
        "duties": as_json(given.explained_duties), "how": given.explained_how.value, "how_in_words": given.explained_how.swedish,
        "text": given.explained_text, "by": as_json(given.explained_by_id), "by_name": given.explained_by_name,
        "wheel_item": as_json(given.wheel_item_id),
        "received": [{"staff": str(staff_id), "on": on.isoformat()} for staff_id, on in information.received.items()],
    }


def _row(member: StaffMember, last: Mapping[tuple[UUID, StaffDuty], date], day: date, months: int) -> InformedRow:
    assert member.id is not None, "a stream that was read has events"
    days = [last.get((member.id, duty)) for duty in StaffDuty]
    known = [each for each in days if each is not None]
    last_on = min(known) if len(known) == len(days) else None
    until = None if last_on is None else months_after(last_on, months) - timedelta(days=1)
    if until is not None and day <= until:
        return InformedRow(member, InformedStatus.INFORMED, last_on, until)
    if any(absence.covers(day) for absence in member.absent_periods()):
        return InformedRow(member, InformedStatus.AWAY, last_on, until)
    return InformedRow(member, InformedStatus.NEVER if last_on is None else InformedStatus.LAPSED, last_on, until)
