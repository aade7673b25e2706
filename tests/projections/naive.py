"""What the views must answer, worked out the slow and obvious way: from the first N events, every time anew.

Written apart from `projections/`, and sharing nothing with it. What a case *is* comes from `domain.case`, whose fold is not
the views' either.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case import journal_events as j
from domain.case.case import Case
from domain.case.responsibility import Cover, responsible_on
from domain.case.state import assigned_on
from domain.codes import SessionOutcome
from domain.staff.staff_member import StaffMember
from domain.viewpoint import events as v

SWEDEN = ZoneInfo("Europe/Stockholm")


def swedish_day(recorded_us: int) -> date:
    """The day in Sweden of an instant."""
    return datetime.fromtimestamp(recorded_us / 1_000_000, UTC).astimezone(SWEDEN).date()


def timeline(history: Sequence[RecordedEvent], case_id: UUID, size: int, valid_at: date | None = None) -> list[dict[str, Any]]:
    """The case's items after `size` events, in reading order."""
    items, now = _written(history[:size], case_id), _written(history, case_id)
    moved_now = {item["position"] for item in now if item["misfiled_by"] is not None}
    for item in items:
        item["moved_since"] = item["misfiled_by"] is None and item["position"] in moved_now
    shown = [item for item in items if valid_at is None or item["on"] <= valid_at]
    return sorted(shown, key=lambda item: (item["on"], item["at"] is None, item["at"] or 0, item["position"]))


def case_of(event: DomainEvent) -> UUID | None:
    """The case that an event is about."""
    if event.TYPE.startswith("viewpoint."):
        return event.case_id
    return event.originator_id if event.TYPE.startswith("case.") else None


def _written(history: Sequence[RecordedEvent], case_id: UUID) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for recorded in history:
        _write(items, recorded, case_id)
    return items


def _write(items: list[dict[str, Any]], recorded: RecordedEvent, case_id: UUID) -> None:
    event, position = recorded.event, recorded.position
    if isinstance(event, v.ViewpointCorrected):
        _correct_viewpoint(items, recorded, case_id)
        return
    if case_of(event) != case_id:
        return
    corrected = _corrected_item(items, event)
    if corrected is not None:
        corrected["corrections"].append(position)
        day = _happened(event)
        if day is not None:
            corrected["on"], corrected["at"], corrected["precision"] = day
        return
    if isinstance(event, j.NoteMisfiled):
        for item in items:
            if getattr(item["event"], "note_id", None) == event.note_id:
                item["misfiled_by"] = position
        return
    if isinstance(event, j.DifferingOpinionNoted):
        targets = [item for item in items if _names(item) & set(event.target_ids)]
        for item in targets:
            item["opinions"].append(position)
        if targets:
            return
    items.append(_item(recorded))


def _names(item: dict[str, Any]) -> set[UUID]:
    event = item["event"]
    fields = ("note_id", "session_id", "plan_id", "rating_id", "rent_id", "request_id", "hand_over_id", "appointment_id")
    names = {getattr(event, field) for field in fields if hasattr(event, field)}
    if isinstance(event, j.JournalNoteRecorded):
        names = {event.note_id}
    if isinstance(event, c.CaseOpened):
        names = {event.originator_id}
    return names | set(item["correction_ids"])


def _corrected_item(items: list[dict[str, Any]], event: DomainEvent) -> dict[str, Any] | None:
    same = {
        c.CaseFactsCorrected: (c.CaseOpened, None), c.CircumstancesCorrected: (c.CircumstancesRecorded, None),
        c.CaseClosingCorrected: (c.CaseClosed, None), c.PlanCorrected: (c.PlanEstablished, "plan_id"),
        c.SessionCorrected: ((c.SessionHeld, c.SessionMissed, c.SessionCancelled), "session_id"),
        c.RatingCorrected: (c.RatingRecorded, "rating_id"), c.RentMonthCorrected: (c.RentMonthRecorded, "rent_id"),
        j.JournalNoteCorrected: (j.JournalNoteRecorded, "note_id"),
    }
    if type(event) not in same:
        return None
    kind, field = same[type(event)]
    found = [
        item for item in items
        if isinstance(item["event"], kind) and (field is None or getattr(item["event"], field) == getattr(event, field))
    ]
    if isinstance(event, j.JournalNoteCorrected):
        found[-1]["correction_ids"].append(event.correction_id)
    return found[-1]


def _correct_viewpoint(items: list[dict[str, Any]], recorded: RecordedEvent, case_id: UUID) -> None:
    about_it = [item for item in items if item["event"].originator_id == recorded.event.originator_id]
    if recorded.event.case_id != case_id:
        for item in about_it:
            if item["misfiled_by"] is None:
                item["misfiled_by"] = recorded.position
        return
    for item in about_it:
        item["misfiled_by"] = None
    original = [item for item in about_it if isinstance(item["event"], v.ViewpointFacts)]
    if original:
        original[0]["corrections"].append(recorded.position)
        original[0]["on"] = recorded.event.received_on
    else:
        items.append(_item(recorded))


def _happened(event: Any) -> tuple[date, Any, str] | None:
    if getattr(event, "occurred", None) is not None:
        return event.occurred.on, event.occurred.at, event.occurred.precision
    if isinstance(event, c.RentFacts):
        year, month = event.month.split("-")
        return date(int(year), int(month), 1), None, "month"
    if isinstance(event, c.CaseFacts):
        known = [day for day in (event.received_on, event.started_on) if day]
        return (min(known), None, "day") if known else None
    for field in (
        "from_date", "on_date", "accepted_on", "ended_on", "closed_on", "reopened_on", "requested_on", "given_on",
        "established_on", "rated_on", "received_on", "stated_on", "adapted_on", "ruled_out_on", "manager_told_on",
        "registered_on", "complaint_answered_on", "told_to_appeal_on",
    ):
        if getattr(event, field, None) is not None:
            return getattr(event, field), None, "day"
    return None


_LATE = (
    c.SessionHeld, c.SessionMissed, j.JournalNoteRecorded, c.RatingRecorded, c.PlanEstablished, c.CaseClosed, c.CaseReopened,
    c.AccountRequested, c.AccountGiven, *(kind for kind in v.EVENTS if kind not in (v.StepWithdrawn, v.ViewpointCorrected)),
)


def _item(recorded: RecordedEvent) -> dict[str, Any]:
    event: Any = recorded.event
    written = swedish_day(recorded.recorded_us)
    source = getattr(event, "source", None)
    claim = None
    if source is not None:
        claim = source.claimed_recorded_on
        if claim is None and source.claimed_recorded_at is not None:
            claim = source.claimed_recorded_at.date()
    on, at, precision = _happened(event) or (claim or written, None, "day")
    days_late = None
    # Of an adaptation a source may leave out the day, and then nothing can be late.
    is_dated = not isinstance(event, v.AdaptationMade) or event.adapted_on is not None
    if isinstance(event, _LATE) and is_dated and (source is None or claim is not None):
        counted_from = on
        if precision == "month":
            following = date(on.year + on.month // 12, on.month % 12 + 1, 1)
            counted_from = min(following - timedelta(days=1), claim or written)
        days_late = ((claim or written) - counted_from).days
    return {
        "event": event, "position": recorded.position, "type": event.TYPE, "on": on, "at": at, "precision": precision,
        "days_late": days_late, "claimed": days_late is not None and claim is not None, "corrections": [],
        "correction_ids": [], "opinions": [], "misfiled_by": None,
    }


def case(history: Sequence[RecordedEvent], case_id: UUID, size: int) -> dict[str, Any] | None:
    """The case after `size` events; None = it was not opened."""
    state = _state(history, case_id, size)
    if state is None:
        return None
    held = [session.occurred.on for session in state.sessions.values() if session.outcome is SessionOutcome.HELD]
    notes = [note.occurred.on for note_id, note in state.note_facts.items() if note_id not in state.misfiled]
    plan, responsible, closing, facts = state.plan, state.responsible, state.closing, state.facts
    return {
        "case_id": case_id, "number": state.number, "unit": state.unit, "status": state.status.value,
        "client_name": facts.client_name, "gender": facts.gender.value, "birth_year": facts.birth_year,
        "received_on": facts.received_on, "started_on": facts.started_on, "closed_on": state.closed_on,
        "close_manner": closing.manner.value if closing and closing.manner else None,
        "referred_onward": closing.referred_onward if closing else None,
        "responsible": responsible.staff_id if responsible else None,
        "pending": [id_ for id_ in state.hand_overs if id_ in state.pending_hand_overs],
        "plan_established_on": plan.established_on if plan else None,
        "contact_interval_days": plan.contact_interval_days if plan else None,
        "session_count": len(held), "last_contact_on": max(held, default=None),
        "note_count": len(notes), "last_note_on": max(notes, default=None), "rating_count": len(state.ratings),
        "open_requests": [request for request in state.requests if request not in state.answers],
    }


def on_day(history: Sequence[RecordedEvent], case_id: UUID, size: int, day: date) -> dict[str, Any] | None:
    """How the case is looked after on a day, as known after `size` events; None = not opened by then."""
    state = _state(history, case_id, size)
    if state is None or all(span.first is not None and span.first > day for span in state.open_spans):
        return None
    absences = {
        staff_id: member.absent_periods()
        for staff_id, member in _staff(history, size).items()
    }
    found = responsible_on(state, absences, day)
    return {
        "cover": found.cover, "stand_in": found.staff_id if found.cover is Cover.STAND_IN else None,
        "responsible": assigned_on(state.assignments, day),
    }


def _state(history: Sequence[RecordedEvent], case_id: UUID, size: int) -> Case | None:
    events = [recorded.event for recorded in history[:size] if recorded.event.originator_id == case_id]
    return Case.fold(events) if events else None


def _staff(history: Sequence[RecordedEvent], size: int) -> dict[UUID, StaffMember]:
    streams: dict[UUID, list[DomainEvent]] = {}
    for recorded in history[:size]:
        if recorded.event.TYPE.startswith("staff."):
            streams.setdefault(recorded.event.originator_id, []).append(recorded.event)
    return {staff_id: StaffMember.fold(events) for staff_id, events in streams.items()}
