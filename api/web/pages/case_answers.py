"""What the page of a case asks (sv. *ärendets läsning*): the same questions as the JSON API has, as known at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from adapters.postgres.registers import Registers
from api.alert_reading import AlertReader
from api.completeness_reading import CompletenessReader
from api.emergency_standing import now_us, opened_us
from api.rating_reading import case_ratings
from api.web.pages.asking import API, Asking
from api.work_reading import WorkReader
from domain.case.case import Case
from domain.emergency_access.access import EmergencyAccess
from domain.instrument_texts.texts import InstrumentTexts
from projections.areas.instruments import texts_document
from projections.case_item import CaseItem

_CASE = f"GET {API}/cases/{{case_id}}"
AREAS = ("person", "plan", "team", "phases", "decisions", "intake", "bookings")
"""The areas of the record that the page shows; the others are one step away."""


class CaseAnswers(NamedTuple):
    """Everything that the page of a case shows, as it was answered.

    Args:
        size: How many events the answers are made of.
        areas: The documents of `AREAS`, by name.
        items: The timeline's.
        labels: What the scales of instruments are called where the unit has loaded their texts, by name and version.
        emergency_until_us: Until when the reader has the case open in an emergency, microseconds since 1970 UTC; None = not.
        protection: The level of protected identity that the case had at the moment; None = it had none.
        is_protected: Whether it has one now.
        masked: Whether something is masked for this reader.
    """

    size: int
    day: date
    item: CaseItem
    case: Case
    areas: Mapping[str, Any]
    items: Sequence[Mapping[str, Any]]
    duties: Sequence[Mapping[str, Any]]
    alerts: Sequence[Mapping[str, Any]]
    series: Sequence[Mapping[str, Any]]
    findings: Sequence[Mapping[str, Any]]
    labels: Mapping[tuple[str, str], Sequence[str]]
    emergency_until_us: int | None
    protection: str | None
    is_protected: bool
    masked: bool


def case_answers(asking: Asking, case_id: UUID, known_at: str | None) -> CaseAnswers:
    """Ask everything about a case.

    Raises:
        InvalidValueError: `known_at` cannot be used.
        NotFoundError: No such case was known; the attempt is logged.
        PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
        UnavailableError: The access log cannot be written.
    """
    basic = asking.reader(_CASE)
    item = basic.case(case_id, known_at=known_at).shown
    record = asking.reader(f"{_CASE}/record").record(case_id, known_at=known_at)
    course = WorkReader(asking.reader(f"{_CASE}/timeline"), asking.account).of_case(case_id, known_at=known_at)
    alerts = AlertReader(asking.reader(f"{_CASE}/alerts"), asking.account).of_case(case_id, known_at=known_at)
    ratings = case_ratings(asking.reader(f"{_CASE}/ratings"), case_id, known_at=known_at)
    missing = CompletenessReader(asking.reader(f"{_CASE}/completeness"), asking.account).of_case(case_id, known_at=known_at)
    protection = asking.board.protected.of([case_id]).get(case_id)
    return CaseAnswers(
        record.document["known_at"], date.fromisoformat(alerts.document["day"]), item, record.shown, record.document["areas"],
        course.document["items"], course.document["duties"], alerts.document["alerts"], ratings.document["series"],
        missing.document["findings"], scale_labels(asking, record.document["known_at"]),
        emergency_until_us(asking, case_id), record.shown.person.protection_level,
        protection is not None, protection is not None and basic.protection_of(case_id) is not None,
    )


def scale_labels(asking: Asking, size: int) -> Mapping[tuple[str, str], Sequence[str]]:
    """What the scales of instruments are called, by name and version, where the unit has loaded their texts in Swedish."""
    found = Registers(asking.board.ledger).of_kind("instrument_texts", InstrumentTexts.fold, size)
    documents = [texts_document(each) for each in found.values()]
    return {
        (each["instrument"], each["instrument_version"]): [item["text"] for item in each["items"]]
        for each in documents if not each["removed"] and each["language"] == "sv" and each["items"]
    }


def emergency_until_us(asking: Asking, case_id: UUID) -> int | None:
    """Until when the reader has a case open in an emergency, microseconds since 1970 UTC; None = they have not."""
    board, staff = asking.board, asking.account.staff
    ends = [
        access.ends_us(opened_us(board, access_id))
        for access_id, access in Registers(board.ledger).of_kind("emergency_access", EmergencyAccess.fold).items()
        if access.opened is not None and (access.opened.actor_id, access.opened.emergency_case_id) == (staff, case_id)
    ]
    latest = max(ends, default=None)
    return latest if latest is not None and latest > now_us(board) else None
