"""Which reports of Lex Sarah are suggested by what stands in other streams: complaints, a child's times, readings, erasures.

They are few: complaints are one suggestion a unit and month, unjustified readings one a record and month, a concern one however
many of its times have run out, an erasure one a fault. What lies further back than the board looks suggests nothing.

Source: SoL 2025:400 27:1 (routines to discover what is wrong), 27:2 (people report, no system does).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from domain.codes import ViewpointKind, ViewpointSubject
from domain.concern.state import ConcernState
from domain.concern.timers import LIMITS, Due
from domain.erasure.erasure import Erasure
from domain.policies import Policy
from domain.suggestion.codes import ErasureFault, SuggestionKind
from domain.suggestion.suggestion import SuggestionKey
from domain.viewpoint.state import ViewpointState
from projections.lex_sarah_suggestions import Suggestion

_DAY = timedelta(days=1)
_COMPLAINT_SOURCE = "SoL 2025:400 27:2; SOSFS 2011:9 5 kap."
_ACCESS_SOURCE = "SoL 2025:400 27:2; OSL 2009:400 26:1; SoLPuL 2001:454 10 §"
_ERASURE_SOURCE = "SoL 2025:400 16:1"


class Violation(NamedTuple):
    """A reading that somebody else than the reader found not to be justified (sv. *obefogad läsning*).

    Args:
        ground: Where it was found, in code.
        stream_id: The record that was read, or the log review where that is not told.
        case_id: The record, where it is a case that is shown; None = no case is.
        evidence: Positions of what says so, in order.
    """

    ground: str
    stream_id: UUID
    found_on: date
    unit_id: UUID | None
    case_id: UUID | None
    evidence: tuple[int, ...]


def of_complaints(
    viewpoints: Iterable[tuple[ViewpointState, tuple[int, ...]]], policy: Policy, day: date
) -> Iterator[Suggestion]:
    """One for each unit and month with as many complaints about legal security as the board's bound.

    Args:
        viewpoints: Each with the positions of its events.
    """
    found = [
        (facts.unit, _month(facts.received_on), positions[0]) for viewpoint, positions in viewpoints
        if (facts := viewpoint.facts) is not None and facts.source is None and facts.kind is ViewpointKind.COMPLAINT
        and facts.subject_category is ViewpointSubject.LEGAL_SECURITY and _is_near(facts.received_on, policy, day)
    ]
    found.sort(key=lambda each: (str(each[0]), *each[1:]))
    for (unit, month), group in groupby(found, key=lambda each: each[:2]):
        evidence = tuple(position for *_, position in group)
        if len(evidence) >= policy.suggestion_complaints:
            key = SuggestionKey(SuggestionKind.COMPLAINTS, ViewpointSubject.LEGAL_SECURITY.value, unit, month)
            yield _suggestion(key, _COMPLAINT_SOURCE, unit, len(evidence), evidence)


def of_concerns(
    concerns: Iterable[tuple[ConcernState, tuple[int, ...]]], policy: Policy, day: date
) -> Iterator[Suggestion]:
    """One for each concern for a child whose times have run out by the board's bound, named by the first that did."""
    for concern, positions in concerns:
        if not concern.is_about_child or concern.id is None:
            continue
        ended = concern.closing and concern.closing.concern_closed_on
        run_out = [each for each in concern.timers() if _late(each, ended, day) >= policy.suggestion_child_timer_days]
        if not run_out or not _is_near(max(_until(each, ended) or day for each in run_out), policy, day):
            continue
        first = min(run_out, key=lambda each: (each.due_on, each.timer.value))
        key = SuggestionKey(SuggestionKind.CHILD_TIMER, first.timer.value, concern.id, first.due_on + _DAY)
        yield _suggestion(
            key, LIMITS[first.timer].source, concern.unit, _late(first, ended, day), positions[:1],
            name=f"{first.timer.swedish}: fristen gick ut", until=_until(first, ended),
        )


def of_violations(violations: Iterable[Violation], policy: Policy, day: date) -> Iterator[Suggestion]:
    """One for each record and month with as many unjustified readings as the board's bound."""
    near = sorted(
        (each for each in violations if _is_near(each.found_on, policy, day)),
        key=lambda each: (each.ground, str(each.stream_id), each.found_on, each.evidence),
    )
    for (ground, stream_id, month), group in groupby(near, key=lambda each: (each.ground, each.stream_id, _month(each.found_on))):
        found = list(group)
        if len(found) >= policy.suggestion_access_violations:
            evidence = tuple(sorted({position for each in found for position in each.evidence}))
            key = SuggestionKey(SuggestionKind.ACCESS_VIOLATION, ground, stream_id, month)
            yield _suggestion(key, _ACCESS_SOURCE, found[0].unit_id, len(found), evidence, case_id=found[0].case_id)


def of_erasures(
    erasures: Iterable[tuple[Erasure, tuple[int, ...], date | None]], policy: Policy, day: date
) -> Iterator[Suggestion]:
    """One for each erasure with records left after their last day, and one for each that stopped halfway, by the board's bound.

    Args:
        erasures: Each with the positions of its events, and the day that its first destruction began.
    """
    for erasure, positions, begun_on in erasures:
        if erasure.id is None or erasure.withdrawn is not None:
            continue
        last_day = min((each.finish_by for each in erasure.remaining), default=None)
        is_half_done = any(each.record_id in erasure.begun for each in erasure.remaining)
        faults = ((ErasureFault.NOT_IN_TIME, last_day), (ErasureFault.HALF_DONE, begun_on if is_half_done else None))
        for fault, last in faults:
            days = 0 if last is None else (day - last).days
            if last is not None and days >= policy.suggestion_erasure_days:
                key = SuggestionKey(SuggestionKind.ERASURE_ERROR, fault.value, erasure.id, last + _DAY)
                yield _suggestion(key, _ERASURE_SOURCE, None, days, positions, name=fault.swedish)


def _suggestion(
    key: SuggestionKey, source: str, unit_id: UUID | None, days: int, evidence: tuple[int, ...], *, name: str | None = None,
    until: date | None = None, case_id: UUID | None = None,
) -> Suggestion:
    return Suggestion(key, name or key.kind.swedish, None, source, unit_id, until, days, evidence, case_id)


def _late(each: Due, ended: date | None, day: date) -> int:
    """Days after the last day until it was done, or given up, or until `day`."""
    return max(0, ((_until(each, ended) or day) - each.due_on).days)


def _until(each: Due, ended: date | None) -> date | None:
    return each.done_on or ended


def _is_near(on: date, policy: Policy, day: date) -> bool:
    return day - timedelta(days=policy.suggestion_back_days) <= on <= day


def _month(on: date) -> date:
    return on.replace(day=1)
