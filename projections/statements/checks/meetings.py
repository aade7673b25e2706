"""What visits, information, meetings of the three parties and what a child was told state for completeness rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case.contacts.codes import ContactInitiator, ContactParty, ContactResult
from domain.case.contacts.events import AdviceTalkHeld, ContactMade
from domain.case.guards import is_imported
from domain.case.information.events import ChildToldOfContact, ComplaintInformationGiven, RightToApplyInformationGiven
from domain.case.intake.events import FirstContactMade
from domain.case.meetings.codes import MeetingParty, MissingPartyReason, Presence, ThreePartyMeetingKind
from domain.case.meetings.decisions import THE_THREE
from domain.case.meetings.events import PartyAtMeeting, ThreePartyMeetingHeld, ThreePartyMeetingWaived
from domain.case.person.codes import Custody
from domain.case.person.events import RepresentativeRecorded
from domain.case.safety.codes import NotToldReason
from domain.case.safety.events import ConcernReportMade
from domain.codes import SessionOutcome
from domain.completeness.kinds import CheckKind
from projections.local_time import day_of
from projections.statements.checks.stated import Checked, States
from projections.timeline_entries import derived_entry

_K = CheckKind
NOT_KNOWN = "not_known"
"""The code of what a source says happened without saying what a rule asks."""
WAIVED, SOLE_CUSTODY = "waived", Custody.SOLE.value
_GUARDIANS = (MeetingParty.MOTHER, MeetingParty.FATHER, MeetingParty.OTHER_GUARDIAN)
_PARENTS = {ContactParty.MOTHER, ContactParty.FATHER, ContactParty.OTHER_GUARDIAN}
_CHILD = {ContactParty.CLIENT, ContactParty.CHILD}


def _session(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
    event: c.SessionFacts = recorded.event
    if event.outcome is SessionOutcome.HELD and event.occurred.precision != "month":
        yield Checked(event.session_id, _K.VISIT, event.originator_id, event.occurred.on)


def _advice(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
    event: AdviceTalkHeld = recorded.event
    yield Checked(event.entry_id, _K.VISIT, event.originator_id, event.occurred.on)
    if event.right_to_apply_told:
        yield Checked(event.entry_id, _K.RIGHT_TO_APPLY_TOLD, event.originator_id, event.occurred.on)


def _contact(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
    event: ContactMade = recorded.event
    parties = set(event.parties)
    if event.contact_result is ContactResult.REACHED and event.way.is_face_to_face:
        yield Checked(event.entry_id, _K.VISIT, event.originator_id, event.occurred.on)
    reached = event.contact_result is not ContactResult.NOT_REACHED
    if reached and event.initiated_by is ContactInitiator.UNIT and parties & _PARENTS and not parties & _CHILD:
        yield Checked(event.entry_id, _K.PARENT_CONTACT, event.originator_id, event.occurred.on)


def _first_contact(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
    event: FirstContactMade = recorded.event
    if event.right_to_apply_told:
        yield Checked(event.entry_id, _K.RIGHT_TO_APPLY_TOLD, event.originator_id, event.occurred.on)


def _told_of(kind: CheckKind) -> States:
    def states(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
        event: RightToApplyInformationGiven | ComplaintInformationGiven = recorded.event
        yield Checked(event.entry_id, kind, event.originator_id, event.informed_on)
    return states


def _met(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
    event: ThreePartyMeetingHeld = recorded.event
    parties = {each.meeting_party: each for each in event.meeting_parties}
    on, entry_id, case_id = event.occurred.on, event.entry_id, event.originator_id
    for kind in (_K.PARTIES_MET, _K.PARTIES_SETTLED):
        yield Checked(entry_id, kind, case_id, on, code=event.meeting_kind.value)
    imported = is_imported(event, event.source)
    if event.meeting_kind is ThreePartyMeetingKind.INFORMATION:
        yield from _information(entry_id, case_id, on, parties, imported)
    guardians = [parties[each] for each in _GUARDIANS if each in parties]
    called = [each for each in guardians if each.presence is not Presence.NOT_INVITED]
    why = [each.missing_party_reason for each in guardians if each.presence is Presence.NOT_INVITED]
    if len(called) >= 2:
        yield Checked(entry_id, _K.GUARDIANS_CALLED, case_id, on)
    elif len(guardians) >= 2 and all(why):
        # The gravest is what an auditor is to see: the codes stand in that order.
        reason = min((each for each in why if each is not None), key=list(MissingPartyReason).index)
        yield Checked(entry_id, _K.GUARDIAN_NOT_CALLED, case_id, on, code=reason.value)
    elif imported:
        yield Checked(entry_id, _K.GUARDIAN_NOT_CALLED, case_id, on, code=NOT_KNOWN)


def _information(
    entry_id: UUID, case_id: UUID, on: date, parties: Mapping[MeetingParty, PartyAtMeeting], imported: bool
) -> Iterator[Checked]:
    missing = [each for each in THE_THREE if each not in parties or parties[each].presence is not Presence.TOOK_PART]
    reasons = [parties[each].missing_party_reason if each in parties else None for each in missing]
    if not missing:
        yield Checked(entry_id, _K.INFORMATION_MEETING, case_id, on)
    elif reasons[0] is not None and all(reasons):
        yield Checked(entry_id, _K.NO_INFORMATION_MEETING, case_id, on, code=reasons[0].value)
    elif imported:
        yield Checked(entry_id, _K.NO_INFORMATION_MEETING, case_id, on, code=NOT_KNOWN)


def _waived(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
    event: ThreePartyMeetingWaived = recorded.event
    on, case_id = event.meeting_waived_on, event.originator_id
    yield Checked(event.entry_id, _K.PARTIES_SETTLED, case_id, on, code=event.meeting_kind.value)
    if event.meeting_kind is ThreePartyMeetingKind.INFORMATION:
        yield Checked(event.entry_id, _K.NO_INFORMATION_MEETING, case_id, on, code=WAIVED)


def _circumstances(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
    event: c.Circumstances = recorded.event
    if event.information_meeting:
        # It was held, but neither when nor with whom is told.
        entry_id = derived_entry(event, "circumstances")
        yield Checked(entry_id, _K.NO_INFORMATION_MEETING, event.originator_id, day_of(recorded.recorded_us), code=NOT_KNOWN)


def _represented(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
    event: RepresentativeRecorded = recorded.event
    if event.custody is Custody.SOLE:
        yield Checked(event.entry_id, _K.GUARDIAN_NOT_CALLED, event.originator_id, event.from_date, code=SOLE_CUSTODY)


def _concern_reported(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
    event: ConcernReportMade = recorded.event
    yield Checked(event.entry_id, _K.CONCERN_REPORT, event.entry_id, event.reported_at.on)
    told = event.child_told
    yield _child(event.entry_id, event.entry_id, event.reported_at.on, told.told_before, told.not_told_reason)


def _child_told(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
    event: ChildToldOfContact = recorded.event
    yield _child(event.entry_id, event.originator_id, event.child_told_on, event.told_before, event.not_told_reason)


def _child(entry_id: UUID, key: UUID, on: date, told: bool, why: NotToldReason | None) -> Checked:
    if told:
        return Checked(entry_id, _K.CHILD_TOLD, key, on)
    return Checked(entry_id, _K.CHILD_NOT_TOLD, key, on, code=NOT_KNOWN if why is None else why.value)


STATES: Mapping[type[DomainEvent], States] = {
    c.SessionHeld: _session,
    c.SessionCorrected: _session,
    AdviceTalkHeld: _advice,
    ContactMade: _contact,
    FirstContactMade: _first_contact,
    RightToApplyInformationGiven: _told_of(_K.RIGHT_TO_APPLY_TOLD),
    ComplaintInformationGiven: _told_of(_K.COMPLAINTS_TOLD),
    ThreePartyMeetingHeld: _met,
    ThreePartyMeetingWaived: _waived,
    c.CircumstancesRecorded: _circumstances,
    c.CircumstancesCorrected: _circumstances,
    RepresentativeRecorded: _represented,
    ConcernReportMade: _concern_reported,
    ChildToldOfContact: _child_told,
}
RESTATES = {c.CircumstancesCorrected: lambda e: derived_entry(e, "circumstances")}
"""Sessions are said anew under the backbone's own rule."""
