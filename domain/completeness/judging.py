"""What a check finds in one case on one day.

What lies after the day is not there yet, and no event is needed for a day to pass: the same facts are in order on one day and a
gap on the next. What was remedied too late stays late for ever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from domain.completeness.checks import Check, Covered, DoneInTime, FilledIn
from domain.completeness.codes import Status
from domain.completeness.facts import CheckedCase, CheckedFact, OpenPeriod
from domain.completeness.finding import Finding
from domain.completeness.kinds import CheckKind
from domain.completeness.rule import Holds

_DAY = timedelta(days=1)


class InForce(NamedTuple):
    """A check with its numbers, and the days that it is in force for (sv. *gällande kontroll*), both included.

    What began on one of those days is judged by it, whatever is decided later. `last` None = until further notice. `holds`: for
    which cases this version of the rule holds; None = as `Rule.holds` says.
    """

    check: Check
    first: date = date.min
    last: date | None = None
    holds: Holds | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


def judge(checks: Sequence[InForce], case: CheckedCase, facts: Sequence[CheckedFact], day: date) -> list[Finding]:
    """What a rule's checks find in a case on a day; nothing when they have nothing to judge.

    Args:
        checks: Of one rule, all of the same kind of check, for days that do not overlap.
        facts: The case's, of any kind and in any order.
    """
    # Of a journal of thousands, a rule asks about few kinds.
    kinds = {kind for each in checks for kind in _kinds(each.check)}
    known = sorted((fact for fact in facts if fact.kind in kinds and fact.on <= day), key=_order)
    if isinstance(checks[0].check, Covered):
        # It proves that the case was opened, whatever day it says.
        opening = next((fact for fact in facts if fact.kind is CheckKind.CASE), None)
        return list(_covered(checks, case, opening, known, day))
    return [found for each in checks for found in _found(each, case, known, day)]


def _found(in_force: InForce, case: CheckedCase, known: Sequence[CheckedFact], day: date) -> Iterator[Finding]:
    match in_force.check:
        case DoneInTime() as check:
            return _done_in_time(check, in_force, case, known, day)
        case FilledIn() as check:
            return _filled_in(check, in_force, known, day)
    raise AssertionError(in_force.check)


def _done_in_time(
    check: DoneInTime, in_force: InForce, case: CheckedCase, known: Sequence[CheckedFact], day: date
) -> Iterator[Finding]:
    begun = [fact for fact in _of(known, check.begins) if not check.begin_codes or fact.code in check.begin_codes]
    answers, exempts = list(_of(known, check.ends)), list(_of(known, check.exempts))
    shown = next(_of(known, check.unknown_by), None)
    if not begun and shown is not None and in_force.holds_on(shown.on):
        yield Finding(shown.key, Status.UNKNOWN, None, None, None, (shown.position,), shown.claimed)
    near = _near(check, answers)
    for begin in begun[:1] if check.first_only else begun:
        if in_force.holds_on(begin.on):
            # What needs no answer but to be written down is answered by itself.
            own = near(begin) if check.ends else [begin]
            yield _answered(
                check, begin, [each for each in own if _answers(check, begin, each, day)],
                next((each for each in exempts if check.of_case or each.key == begin.key), None), case, day,
            )


def _near(check: DoneInTime, answers: Sequence[CheckedFact]) -> Callable[[CheckedFact], Sequence[CheckedFact]]:
    """Gives, for what began, the answers that can be about it, so that not every one is tried against every other."""
    if check.of_case:
        return lambda begin: answers
    by_key: dict[UUID, list[CheckedFact]] = defaultdict(list)
    by_day: dict[date, list[CheckedFact]] = defaultdict(list)
    for each in answers:
        by_key[each.key].append(each)
        if check.same_day_code is not None and each.code == check.same_day_code:
            by_day[each.on].append(each)
    return lambda begin: [*by_key.get(begin.key, ()), *(each for each in by_day.get(begin.on, ()) if each.key != begin.key)]


def _answers(check: DoneInTime, begin: CheckedFact, answer: CheckedFact, day: date) -> bool:
    is_about = check.of_case or answer.key == begin.key or (
        check.same_day_code is not None and answer.code == check.same_day_code and answer.on == begin.on
    )
    return is_about and done_on(check, answer) <= day and (check.before or answer.on >= begin.on)


def done_on(check: DoneInTime, answer: CheckedFact) -> date:
    """The day on which an answer was given."""
    return answer.written if check.by_writing or not check.ends else answer.on


def _answered(
    check: DoneInTime, begin: CheckedFact, answers: Sequence[CheckedFact], exempt: CheckedFact | None, case: CheckedCase,
    day: date,
) -> Finding:
    due = _due(check, begin)
    ordered = sorted(answers, key=lambda each: (done_on(check, each), each.position))
    firsts = [next((each for each in ordered if code in (None, each.code)), None) for code in check.needs or (None,)]
    found = [each for each in firsts if each is not None]
    evidence = tuple(sorted({begin.position, *(each.position for each in found)}))
    finding = Finding(begin.key, Status.OK, None, None, due, evidence, any(each.claimed for each in (begin, *found)))
    if begin.code in check.unknown_codes:
        return finding._replace(status=Status.UNKNOWN, basis=begin.code or None)
    if len(found) == len(firsts):
        done = max(done_on(check, each) for each in found)
        return finding if done <= due else finding._replace(status=Status.LATE, since=due + _DAY, until=done)
    if exempt is not None:
        shown_by = tuple(sorted({*evidence, exempt.position}))
        status = Status.UNKNOWN if exempt.code in check.unknown_codes else Status.EXEMPT
        return finding._replace(status=status, evidence=shown_by, basis=exempt.code or None)
    if check.while_open and not _is_open_through(case, due, day):
        return finding._replace(status=Status.NOT_APPLICABLE)
    if day <= due:
        return finding
    missing = ", ".join(code for code, each in zip(check.needs, firsts, strict=False) if each is None) or None
    if check.claimed_unknown and begin.claimed:
        return finding._replace(status=Status.UNKNOWN, basis=missing)
    return finding._replace(status=Status.GAP, since=due + _DAY, basis=missing)


def _due(check: DoneInTime, begin: CheckedFact) -> date:
    """The last day in time for what began."""
    if begin.due is not None and not check.from_due:
        return begin.due
    return (begin.due or begin.on) + timedelta(days=check.days)


def _is_open_through(case: CheckedCase, due: date, day: date) -> bool:
    """Whether the case has not been closed by the last day in time; opened again by then it is open."""
    asked = min(due, day)
    is_open = any(period.first <= asked and (period.last is None or asked < period.last) for period in case.periods)
    return is_open or not any(period.last is not None and period.last <= asked for period in case.periods)


def _filled_in(check: FilledIn, in_force: InForce, known: Sequence[CheckedFact], day: date) -> Iterator[Finding]:
    faults: dict[UUID, list[CheckedFact]] = {}
    for fault in _of(known, (check.faults,)):
        faults.setdefault(fault.key, []).append(fault)
    for entry in _of(known, check.of):
        if in_force.holds_on(entry.on):
            yield _filled(check, entry, faults.get(entry.key, []), day)


def _filled(check: FilledIn, entry: CheckedFact, faults: Sequence[CheckedFact], day: date) -> Finding:
    due = entry.written + timedelta(days=check.days)
    finding = Finding(entry.key, Status.OK, None, None, due, (entry.position,), entry.claimed)
    standing = [each for each in faults if each.until is None or each.until > day]
    for codes, status in ((check.exempting, Status.EXEMPT), (check.unknown, Status.UNKNOWN)):
        said = next((each for each in standing if each.code in codes), None)
        if said is not None:
            return finding._replace(status=status, basis=said.code or None)
    if standing:
        is_late = day > due
        basis = ", ".join(sorted({each.code for each in standing if each.code})) or None
        return finding._replace(status=Status.GAP if is_late else Status.OK, since=due + _DAY if is_late else None, basis=basis)
    no_faults = (*check.exempting, *check.unknown)
    mended = max((each.until for each in faults if each.until is not None and each.code not in no_faults), default=date.min)
    return finding._replace(status=Status.LATE, since=due + _DAY, until=mended) if mended > due else finding


class _Span(NamedTuple):
    """Days that are covered; none when `last` is before `first`."""

    first: date
    last: date
    fact: CheckedFact | None

    @property
    def place(self) -> tuple[date, date, int]:
        """What spans are put in order by."""
        return self.first, self.last, 0 if self.fact is None else self.fact.position


def _covered(
    checks: Sequence[InForce], case: CheckedCase, opening: CheckedFact | None, known: Sequence[CheckedFact], day: date
) -> Iterator[Finding]:
    versions = sorted(checks, key=lambda each: each.first)
    asked_from = _asked_from(_as_covered(versions[-1]), known)
    if asked_from is None:
        if any(period.first <= day for period in case.periods):
            yield Finding(case.case_id, Status.UNKNOWN)
        return
    spans = sorted(_spans(versions, known, case.periods, opening), key=lambda span: span.place)
    for period in case.periods:
        for first, last in asked_days(versions):
            ends = [each for each in (period.last, last) if each is not None]
            yield from _holes(case.case_id, spans, opening, max(period.first, first, asked_from), min((day, *ends)), day)


def _asked_from(check: Covered, known: Sequence[CheckedFact]) -> date | None:
    """The first day that is asked about at all, as the last version says; None = nothing tells."""
    first = min((fact.on for fact in _of(known, check.by)), default=None)
    if first is None and any(_of(known, check.unknown_by)):
        return None
    return first if check.from_first else date.min


def asked_days(versions: Iterable[InForce]) -> list[tuple[date, date | None]]:
    """The days on which a rule asks anything, without breaks: those of versions that follow on each other are one stretch.

    Args:
        versions: In the order of their days.
    """
    found: list[tuple[date, date | None]] = []
    for each in versions:
        before = found[-1][1] if found else None
        if before is not None and before + _DAY == each.first:
            found[-1] = (found[-1][0], each.last)
        else:
            found.append((each.first, each.last))
    return found


def _version_of(versions: Iterable[InForce], on: date) -> InForce | None:
    """By which version something of a day covers: that of the day, else the next, so that a rule does not begin with a gap."""
    return next((each for each in versions if each.last is None or on <= each.last), None)


def _spans(
    versions: Sequence[InForce], known: Sequence[CheckedFact], periods: Iterable[OpenPeriod], opening: CheckedFact | None
) -> Iterator[_Span]:
    for period in periods:
        at_start = _version_of(versions, period.first)
        if at_start is not None and _as_covered(at_start).from_start:
            yield _Span(period.first, _reach(_as_covered(at_start), known, period.first), opening)
    for fact in known:
        version = _version_of(versions, fact.on)
        check = None if version is None else _as_covered(version)
        if check is not None and fact.kind in check.by:
            first = max(fact.on, fact.written) if check.by_writing else fact.on
            yield _Span(first, fact.due or _reach(check, known, fact.on), fact)


def _as_covered(version: InForce) -> Covered:
    assert isinstance(version.check, Covered), "the versions of a rule are of one kind of check"
    return version.check


def _reach(check: Covered, known: Sequence[CheckedFact], on: date) -> date:
    """The last day that something of a day covers, where it names none itself."""
    if check.days is None:
        return date.max
    planned = [fact.number for fact in _of(known, (check.interval,) if check.interval else ()) if fact.on <= on and fact.number]
    return on + timedelta(days=max([check.days, *(number * check.times_interval for number in planned[-1:])]))


def _holes(
    case_id: UUID, spans: Iterable[_Span], opening: CheckedFact | None, first: date, last: date, day: date
) -> Iterator[Finding]:
    """The days from `first` to `last` that no span covers, a finding for each stretch; one in order when there is none."""
    if last < first:
        return
    covered_to, before, has_holes = first - _DAY, opening, False
    for span in spans:
        begins = max(span.first, first)
        if begins > last or span.last < begins:
            continue
        if begins - _DAY > covered_to:
            yield _hole(case_id, covered_to + _DAY, begins, before, span.fact)
            has_holes = True
        if span.last > covered_to or (span.last == covered_to and _is_earlier(span.fact, before)):
            covered_to, before = span.last, span.fact
    if covered_to < last:
        yield _hole(case_id, covered_to + _DAY, None if last == day else last + _DAY, before, None)
    elif not has_holes:
        due = None if covered_to == date.max else covered_to
        yield Finding(case_id, Status.OK, None, None, due, *_shown_by(before, None))


def _is_earlier(fact: CheckedFact | None, other: CheckedFact | None) -> bool:
    return fact is not None and other is not None and fact.position < other.position


def _hole(
    case_id: UUID, since: date, until: date | None, before: CheckedFact | None, after: CheckedFact | None
) -> Finding:
    status = Status.GAP if until is None else Status.LATE
    return Finding(case_id, status, since, until, since - _DAY, *_shown_by(before, after))


def _shown_by(*facts: CheckedFact | None) -> tuple[tuple[int, ...], bool]:
    """The positions of what shows it, and whether that is only claimed."""
    found = [fact for fact in facts if fact is not None]
    return tuple(sorted({fact.position for fact in found})), any(fact.claimed for fact in found)


def _kinds(check: Check) -> tuple[CheckKind, ...]:
    """What a check looks at."""
    match check:
        case DoneInTime():
            return (*check.begins, *check.ends, *check.exempts, *check.unknown_by)
        case FilledIn():
            return (*check.of, check.faults)
        case Covered():
            return (*check.by, *check.unknown_by, *(() if check.interval is None else (check.interval,)))


def _of(facts: Iterable[CheckedFact], kinds: tuple[CheckKind, ...]) -> Iterator[CheckedFact]:
    return (fact for fact in facts if fact.kind in kinds)


def _order(fact: CheckedFact) -> tuple[date, int, str, UUID, str]:
    return fact.on, fact.position, fact.kind.value, fact.key, fact.code
