"""What a record's erasure is judged by (sv. *gallringsunderlag*), out of its own events and of what was said beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from domain.base import RecordedEvent, Source
from domain.case.case import Case
from domain.case.entry_events import CaseEntry
from domain.case.person.codes import IdentityNumberKind
from domain.codes import YesNoUnknown
from domain.concern.concern import Concern
from domain.policies import Policy
from domain.retention.judging import RetentionFacts
from domain.retention.record_retention import RecordRetention
from projections.local_time import day_of


def case_facts(
    case: Case, notes: Iterable[RecordedEvent], known: RecordRetention | None, policy: Policy, *, is_linked: bool
) -> RetentionFacts:
    """Of a case.

    Args:
        notes: Its own events, and those of viewpoints given in it.
        known: What was said of it.
        is_linked: Whether something that now belongs to another record lies under its key.
    """
    facts = RetentionFacts(
        is_open=case.closing is None, closed_on=case.closed_on, last_note_on=last_note_on(notes), born_on=_born_on(case),
        municipality=policy.municipality_code, is_linked=is_linked,
    )
    return _with_said(facts, known)


def concern_facts(
    concern: Concern, notes: Iterable[RecordedEvent], known: RecordRetention | None, policy: Policy
) -> RetentionFacts:
    """Of a concern that is a record of its own; of its person no more than a birth year is known."""
    closing = concern.closing
    facts = RetentionFacts(
        is_open=closing is None, closed_on=None, last_note_on=last_note_on(notes), born_on=None,
        municipality=policy.municipality_code,
    )
    return _with_said(facts, known)


def last_note_on(recorded: Iterable[RecordedEvent]) -> date | None:
    """The day of the last note: what was imported has the day that its source claims. Source: SoL 2025:400 16:1."""
    return max((_noted_on(each) for each in recorded if each.event.COUNTS_AS_NOTE), default=None)


def _noted_on(recorded: RecordedEvent) -> date:
    event = recorded.event
    source: Source | None = getattr(event, "source", None)
    if source is None:
        return day_of(recorded.recorded_us)
    if source.claimed_recorded_on is not None:
        return source.claimed_recorded_on
    if source.claimed_recorded_at is not None:
        return source.claimed_recorded_at.date()
    # An import is no note. Of what has no day at all the import's stands: it keeps the record longer, never shorter.
    occurred = event.when() if isinstance(event, CaseEntry) else getattr(event, "occurred", None)
    days: Sequence[date | None] = [
        None if occurred is None else occurred.on,
        *(getattr(event, name, None) for name in ("closed_on", "rated_on", "measured_on", "established_on", "received_on")),
    ]
    return next((day for day in days if day is not None), day_of(recorded.recorded_us))


def _born_on(case: Case) -> date | None:
    identity, facts = case.person.identity, case.facts
    if identity is None or identity.birth_date is None or identity.identity_number_kind is IdentityNumberKind.UNKNOWN:
        return None
    if facts is not None and facts.birth_year not in (None, identity.birth_date.year):
        # Two places say different years, so neither can be relied on.
        return None
    return identity.birth_date


def _with_said(facts: RetentionFacts, known: RecordRetention | None) -> RetentionFacts:
    if known is None:
        return facts
    examined, archived = known.examined, known.archived
    return facts._replace(
        contents=None if examined is None else frozenset(examined.record_contents),
        sampled_birthday=YesNoUnknown.UNKNOWN if examined is None else examined.sampled_birthday,
        other_data=YesNoUnknown.UNKNOWN if examined is None else examined.other_data,
        is_held=bool(known.holds), archived_on=None if archived is None else archived.archived_on,
    )
