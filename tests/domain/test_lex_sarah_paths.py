"""Whatever is decided in whatever order: nothing closes with something left, reaches IVO without a degree, or is lost."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st

from domain.base import DomainEvent
from domain.errors import DomainError
from domain.lex_sarah import feedback_events as f
from domain.lex_sarah import handling_events as h
from domain.lex_sarah import individuals_events as p
from domain.lex_sarah import investigation_events as i
from domain.lex_sarah import ivo_events as o
from domain.lex_sarah import measures_events as m
from domain.lex_sarah.codes import Affected, FeedbackLevel, HandlingState, LexSarahMeasureEffect
from domain.lex_sarah.report import LexSarahReport
from tests.support.lex_sarah_calls import CALLS
from tests.support.lex_sarah_walk import DECISIONS, Walk

STEPS = 800
ASIDE = ("escalate_degree", "declare_conflict", "propose_transfer", "link", "take_ivo_request", "reopen", "strike_entry")
FORWARD = [each for each in DECISIONS if each not in ASIDE]
"""What brings a report on; also what leaves more to do."""
ONWARD = [each for each in FORWARD if each not in ("declare_conflict", "plan_measure", "state_affected", "return_for_supplement")]
"""What leaves less to do: most steps are of these alone, so that walks reach the end, and go on after it."""


def standing(events: Sequence[DomainEvent]) -> list[DomainEvent]:
    """The events that were not struck, read from the stream alone."""
    struck = {event.entry_id for event in events if isinstance(event, h.LexSarahEntryStruck)}
    return [event for event in events if getattr(event, "entry_id", None) not in struck]


def last(events: Sequence[DomainEvent], *kinds: type[DomainEvent]) -> DomainEvent | None:
    return next((event for event in reversed(events) if isinstance(event, kinds)), None)


def is_open_somewhere(events: Sequence[DomainEvent]) -> str | None:
    """What is left in a report that is about to be closed, told from its events alone and not by the regions; None = nothing."""
    told = standing(events)
    if isinstance(last(told, h.ReportLinked, h.ReportReopened), h.ReportLinked):
        return None if told_reporter(told) else "reporter"
    answer = last(told, h.TransferAnswered, h.ReportReopened)
    if isinstance(answer, h.TransferAnswered) and answer.transfer_accepted:
        return None if told_reporter(told) else "reporter"
    decision = last(told, h.MisconductDecided, i.ReturnedForSupplement, h.ReportReopened)
    if not isinstance(decision, h.MisconductDecided):
        return "decision"
    return _ivo_open(told) or _measures_open(told) or _individuals_open(told) or _feedback_open(told)


def since_reopened(events: Sequence[DomainEvent]) -> Sequence[DomainEvent]:
    at = max((n for n, event in enumerate(events) if isinstance(event, h.ReportReopened)), default=-1)
    return events[at + 1:]


def told_reporter(events: Sequence[DomainEvent]) -> bool:
    return any(
        getattr(each, "feedback_level", None) is FeedbackLevel.REPORTER for each in since_reopened(events)
    )


def _ivo_open(events: Sequence[DomainEvent]) -> str | None:
    sent = [each for each in events if isinstance(each, o.IvoNotificationSent)]
    if not sent:
        needed = None
        for each in events:
            match each:
                case h.MisconductDecided() | o.IvoNotificationDecided():
                    needed = each.notify_ivo
                case h.DegreeEscalated() if each.degree.is_serious:
                    needed = True
        return None if needed is False else "ivo"
    decided = last(events, o.IvoDecided)
    asked = last(events, o.IvoSupplementRequested)
    if decided is None or (asked is not None and events.index(asked) > events.index(decided)):
        answered = asked is not None and any(
            isinstance(each, o.IvoSupplementSent) and asked.entry_id in each.answered_requests for each in events
        )
        return None if decided is not None and answered else "ivo"
    return None


def _measures_open(events: Sequence[DomainEvent]) -> str | None:
    planned = [each for each in events if isinstance(each, m.MeasurePlanned)]
    if not planned:
        said = any(
            isinstance(each, m.NoMeasureNeeded) or (isinstance(each, i.InvestigationCompleted) and each.no_measures_reason)
            for each in since_reopened(events)
        )
        return None if said else "measures"
    for each in planned:
        dropped = any(isinstance(event, m.MeasureDropped) and event.measure_id == each.entry_id for event in events)
        checks = [e for e in events if isinstance(e, m.MeasureEffectChecked) and e.measure_id == each.entry_id]
        replaced = any(other.instead_of == each.entry_id for other in planned)
        helped = bool(checks) and checks[-1].lex_sarah_effect is LexSarahMeasureEffect.VERIFIED
        taken = any(isinstance(event, m.MeasureCompleted) and event.measure_id == each.entry_id for event in events)
        if not (dropped or (taken and (helped or (checks and replaced)))):
            return "measure"
    return None


def _individuals_open(events: Sequence[DomainEvent]) -> str | None:
    stated = last(events, h.AffectedStated, h.LexSarahReportSubmitted)
    assert isinstance(stated, h.AffectedStated | h.LexSarahReportSubmitted)
    for case_id in stated.case_ids:
        about = [each for each in events if getattr(each, "about_case_id", None) == case_id]
        if not any(isinstance(each, p.IndividualInformed | p.IndividualNotInformed) for each in about):
            return "individual"
        if not any(isinstance(each, p.RecordLinked | p.RecordNotLinked) for each in about):
            return "record"
    after = events[events.index(stated):]
    if stated.affected is not Affected.CASES and not any(isinstance(each, p.UnknownIndividualsSettled) for each in after):
        return "unknown"
    return None


def _feedback_open(events: Sequence[DomainEvent]) -> str | None:
    now = since_reopened(events)
    levels = {each.feedback_level for each in now if isinstance(each, f.LexSarahFeedbackGiven | f.FeedbackOmitted)}
    if any(isinstance(each, f.LessonShared) for each in now):
        levels.add(FeedbackLevel.OTHER_UNITS)
    return None if levels == set(FeedbackLevel) else "feedback"


def reaches_ivo_properly(events: Sequence[DomainEvent]) -> bool:
    """Whether, before a notification, something serious was stated or a notification was decided in so many words."""
    for each in events:
        match each:
            case h.MisconductDecided() | h.DegreeEscalated() if each.degree.is_serious:
                return True
            case h.InitialAssessmentMade() if each.provisional_degree.is_serious:
                return True
            case o.IvoNotificationDecided() | h.MisconductDecided() if each.notify_ivo:
                return True
    return False


def check(walk: Walk, number: int, event: DomainEvent) -> None:
    """What must hold of every fact that was let through."""
    report, stream = walk.reports[number], walk.streams[number]
    before = stream[:-1]
    if isinstance(event, h.ReportClosed):
        assert is_open_somewhere(before) is None
    if isinstance(event, o.IvoNotificationSent):
        assert reaches_ivo_properly(before)
    if isinstance(event, h.MisconductDecided):
        assert event.notify_ivo or not event.degree.is_serious
        assert event.degree_motivation and event.ivo_motivation
    assert report.report == stream[0] and report.version == len(stream)
    assert report.handling.state in HandlingState
    for version in report.handling.versions:
        kept = {*report.entries, *report.struck}
        assert set(version.completed.investigation_entry_ids) <= kept


@settings(max_examples=60, deadline=None)
@generated(seed=st.integers(0, 2**32))
def test_no_path_closes_with_something_left_reaches_ivo_without_a_degree_or_loses_a_report(seed):
    # Chance and not Hypothesis makes each choice: a thousand drawn choices a walk would be slow, and no walk is simpler.
    choose = Random(seed).choice
    walk = begun(choose)
    for _ in range(STEPS):
        wander(walk, choose, choose([0, 0, 0, 1]), choose([*[ONWARD] * 7, FORWARD, DECISIONS]))
    require_read_again(walk)


@settings(max_examples=60, deadline=None)
@generated(seed=st.integers(0, 2**32))
def test_from_wherever_a_report_has_come_it_can_be_brought_to_its_end_and_every_step_is_read_again(seed):
    choose = Random(seed).choice
    walk = begun(choose)
    # Where everybody has declared a conflict, nobody is left in this small world to bring it on.
    for _ in range(choose(range(120))):
        wander(walk, choose, choose([0, 0, 1]), [each for each in DECISIONS if each != "declare_conflict"])
    for _ in range(4_000):
        if walk.reports[0].handling.state is HandlingState.CLOSED:
            break
        finish(walk, choose)
    assert walk.reports[0].handling.state is HandlingState.CLOSED, [each.lacking for each in walk.reports[0].regions]
    require_read_again(walk)


def begun(choose) -> Walk:
    walk = Walk()
    for number in (0, 1):
        walk.take(number, walk.asked(number, "submit", choose))
    return walk


def wander(walk: Walk, choose, number: int, decisions: Sequence[str]) -> None:
    """Ask for one decision of some; what is refused is refused in words, and changes nothing."""
    answer = walk.asked(number, choose(decisions), choose)
    if isinstance(answer, DomainError):
        assert len(str(answer)) > 15 and not any(name in str(answer) for name in ("Bengtsson", "Ceder", "Vikarie"))
    else:
        walk.take(number, answer)
        check(walk, number, answer[-1])
    walk.later(choose([0, 0, 1, 20]))


def finish(walk: Walk, choose) -> None:
    """Take one more step towards the end; what others carry on comes back first."""
    handling = walk.reports[0].handling
    if handling.link is not None:
        answer = walk.asked(0, "strike_entry", choose, entry_id=handling.link.entry_id)
    elif handling.state is HandlingState.TRANSFER_PROPOSED:
        answer = walk.asked(0, "answer_transfer", choose, transfer_accepted=False)
    else:
        answer = walk.asked(0, choose(ONWARD), choose)
    if not isinstance(answer, DomainError):
        walk.take(0, answer)
        check(walk, 0, answer[-1])


def require_read_again(walk: Walk) -> None:
    """Folding the events from the first, one by one, refuses nothing and remembers the same."""
    for report, stream in zip(walk.reports, walk.streams, strict=True):
        replayed = LexSarahReport()
        for event in stream:
            replayed.apply(event)
            assert replayed.handling.state in HandlingState and len(replayed.regions) == len(walk.reports[0].regions)
        assert replayed == report


def test_the_walks_take_every_decision_of_the_handling():
    assert set(CALLS) <= set(DECISIONS)
