"""What is stated for completeness rules about consent by age, children in the home, and that they were talked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case.contacts.codes import ContactResult, ContactTheme
from domain.case.contacts.events import ContactFacts, ContactMade, SessionDescribed
from domain.case.guards import is_imported
from domain.case.person.ages import OF_AGE_FROM, ages_on, who_consents
from domain.case.person.codes import ChildNeed, ConsentGiver, ConsentTo, WhoConsents
from domain.case.person.events import ChildrenRecorded, ConsentRecorded, ConsentWithdrawn
from domain.codes import YesNoUnknown
from domain.completeness.codes import ChildrenLack, ChildrenPart, ConsentLack
from domain.completeness.kinds import CheckKind
from projections.local_time import day_of
from projections.statements.checks.stated import Checked, States
from projections.timeline_entries import derived_entry

_K = CheckKind
_CHILD_THEMES = frozenset({ContactTheme.PARENTHOOD, ContactTheme.CHILDS_BEST, ContactTheme.FAMILY_RELATIONS})
_ENOUGH_FOR: Mapping[ConsentGiver, tuple[WhoConsents, ...]] = {
    ConsentGiver.GUARDIANS: (WhoConsents.GUARDIANS, WhoConsents.GUARDIANS_OR_CHILD),
    ConsentGiver.THE_PERSON: (WhoConsents.GUARDIANS_OR_CHILD, WhoConsents.CHILD),
    ConsentGiver.REPRESENTATIVE: (),
}
"""Source: SoL 2025:400 21:1-2, 3:4; FB 6:11. No other representative consents for a child."""


def _case(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: c.CaseFacts = recorded.event
    if event.started_on is None:
        return
    case_id, started = event.originator_id, event.started_on
    ages = ages_on(None, event.birth_year, started)
    who = who_consents(ConsentTo.INSATS, event.legal_basis, ages)
    if who is not WhoConsents.ADULT:
        yield Checked(case_id, _K.CONSENT_NEEDED, _whose(case_id, who), started, code=who.value)
    if ages is None or ages[1] >= OF_AGE_FROM:
        is_adult = ages is not None and ages[0] >= OF_AGE_FROM
        code = "" if is_adult else ChildrenLack.AGE_UNKNOWN.value
        yield Checked(case_id, _K.CHILDREN_TO_ASK, case_id, started, code=code)


def _consented(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: ConsentRecorded = recorded.event
    if not event.consent_given or event.consent_to is not ConsentTo.INSATS:
        return
    unsure = event.consent_from is ConsentGiver.GUARDIANS and _may_lack_a_guardian(event)
    kind, code = (_K.CONSENT_UNSURE, ConsentLack.GUARDIANS_NOT_NAMED.value) if unsure else (_K.CONSENT, "")
    for who in _ENOUGH_FOR[event.consent_from]:
        yield Checked(event.entry_id, kind, _whose(event.originator_id, who), event.consent_on, code=code)


def _may_lack_a_guardian(event: ConsentRecorded) -> bool:
    # What is recorded here names every guardian who has to consent; what a source says need not.
    named = len(event.representative_ids) > 1 or event.without_other_guardian is not None
    return is_imported(event, event.source) and not named


def _withdrawn(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    # Whether it stood when the treatment began is for somebody to look at; it is never taken to have.
    return (
        Checked(row.entry_id, _K.CONSENT_UNSURE, row.key, row.on_date, code=ConsentLack.WITHDRAWN.value)
        for row in before if row.kind in (_K.CONSENT, _K.CONSENT_UNSURE)
    )


def _children(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: ChildrenRecorded = recorded.event
    need_is_asked = event.child_need in (ChildNeed.NEED, ChildNeed.NO_NEED)
    return _asked(event.entry_id, event, event.person_asked_on, need_is_asked=need_is_asked)


def _circumstances(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: c.Circumstances = recorded.event
    on = before[0].on_date if before else day_of(recorded.recorded_us)
    return _asked(_circumstances_entry(event), event, on, need_is_asked=False)


def _asked(
    entry_id: UUID, event: ChildrenRecorded | c.Circumstances, on: Any, *, need_is_asked: bool
) -> Iterable[Checked]:
    case_id, answer = event.originator_id, event.children_in_home
    if answer is None:
        return
    if answer is YesNoUnknown.UNKNOWN:
        yield Checked(entry_id, _K.CHILDREN_UNKNOWN, case_id, on, code=ChildrenLack.NOT_KNOWN.value)
        return
    yield Checked(entry_id, _K.CHILDREN_ASKED, case_id, on, code=ChildrenPart.ASKED.value)
    if answer is YesNoUnknown.NO or need_is_asked:
        yield Checked(entry_id, _K.CHILDREN_ASKED, case_id, on, code=ChildrenPart.CHILD_NEED.value)
    if answer is YesNoUnknown.YES:
        yield Checked(entry_id, _K.HAS_CHILDREN, case_id, on)


def _talked(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: ContactFacts = recorded.event
    reached = not isinstance(event, ContactMade) or event.contact_result is not ContactResult.NOT_REACHED
    if reached and not _CHILD_THEMES.isdisjoint(event.themes):
        when = event.when()
        key = event.session_id if isinstance(event, SessionDescribed) else event.entry_id
        yield Checked(event.entry_id, _K.CHILD_THEME, key, day_of(recorded.recorded_us) if when is None else when.on)


def _whose(case_id: UUID, who: WhoConsents) -> UUID:
    return uuid5(case_id, f"consent-{who.value}")


def _circumstances_entry(event: DomainEvent) -> UUID:
    return derived_entry(event, "circumstances")


STATES: Mapping[type[DomainEvent], States] = {
    c.CaseOpened: _case,
    c.CaseFactsCorrected: _case,
    ConsentRecorded: _consented,
    ConsentWithdrawn: _withdrawn,
    ChildrenRecorded: _children,
    c.CircumstancesRecorded: _circumstances,
    c.CircumstancesCorrected: _circumstances,
    SessionDescribed: _talked,
    ContactMade: _talked,
}
RESTATES: Mapping[type[DomainEvent], Callable[[Any], UUID]] = {
    ConsentWithdrawn: lambda e: e.consent_id,
    c.CircumstancesRecorded: _circumstances_entry,
    c.CircumstancesCorrected: _circumstances_entry,
}
"""Events after which an entry states only what they say."""
