"""Random rules of every check and option, and random statements beside those that a history's events make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from uuid import UUID

from domain.base import RecordedEvent
from domain.case.events import CaseOpened
from domain.codes import LegalBasis
from domain.completeness.checks import Check, Covered, DoneInTime, FilledIn
from domain.completeness.codes import Proof, Severity
from domain.completeness.exempting import exemption_code
from domain.completeness.judging import InForce
from domain.completeness.kinds import CheckKind
from domain.completeness.rule import Days, Holds, Rule
from domain.offering.codes import DocumentationRegime
from projections.check_facts import CheckFactRow
from projections.completeness import RuleInForce
from tests.projections.histories import BEGINS, UNITS
from tests.support.examples import cast_id

KINDS = (
    CheckKind.SESSION, CheckKind.NOTE, CheckKind.PLAN, CheckKind.CONTACT, CheckKind.NOTE_NOT_NEEDED, CheckKind.NOTE_FAULT,
    CheckKind.STARTED,
)
CODES = ("", "day", "a", "b")
OUTSIDE = (cast_id(1690), cast_id(1691))
"""What states something and is in no case."""
KEYS = tuple(cast_id(1695 + number) for number in range(3))
_DAY_0 = BEGINS.date()


def random_rows(history: Sequence[RecordedEvent], random: Random, count: int) -> list[CheckFactRow]:
    """Statements of entries of the history's cases, and of what is in none, of which some were withdrawn again."""
    cases = [(each.event.originator_id, each.position) for each in history if isinstance(each.event, CaseOpened)]
    return [_row(random, number, cases, len(history)) for number in range(count)]


def _row(random: Random, number: int, cases: Sequence[tuple[UUID, int]], size: int) -> CheckFactRow:
    case_id, opened = random.choice(cases) if cases and random.random() < 0.85 else (None, 0)
    stream = case_id or random.choice(OUTSIDE)
    on = _DAY_0 + timedelta(days=random.randrange(-60, 30))
    known_from = random.randrange(opened, max(size, opened + 1))
    kind = random.choice((*KINDS, *KINDS, CheckKind.EXEMPTION))
    exempts = exemption_code(f"R-{random.choice((99, *range(12))):02}", random.choice(("a", "b")))
    key = random.choice((case_id or stream, *KEYS)) if kind is CheckKind.EXEMPTION else random.choice(KEYS)
    return CheckFactRow(
        stream, cast_id(1700 + number), 10_000 + number // 2, known_from,
        random.choice((None, None, known_from + random.randrange(1, size + 2))), case_id,
        None if case_id else UNITS[OUTSIDE.index(stream)], kind.value, key, on,
        on + timedelta(days=random.randrange(12)), on + timedelta(days=random.randrange(15)) if random.random() < 0.3 else None,
        on + timedelta(days=random.randrange(20)) if random.random() < 0.4 else None, random.choice((None, 0, 3, 9)),
        exempts if kind is CheckKind.EXEMPTION else random.choice(CODES), random.random() < 0.3,
    )


def random_rules(random: Random, count: int) -> list[RuleInForce]:
    """Rules of random checks, with one to three versions, and one that waits for something."""
    return [RuleInForce(_rule("R-99", None, Holds()), ()), *(_in_force(random, number) for number in range(count))]


def _in_force(random: Random, number: int) -> RuleInForce:
    make = random.choice((_done_in_time, _done_in_time, _filled_in, _covered, _covered))
    check = make(random)
    turns = sorted({_DAY_0 + timedelta(days=random.randrange(-50, 20)) for _ in range(random.randrange(3))})
    begins = random.choice((date.min, _DAY_0 - timedelta(days=40)))
    versions = []
    for turn in [each for each in turns if each > begins]:
        versions.append(InForce(check, begins, turn - timedelta(days=1), random.choice((None, None, _holds(random)))))
        begins = turn + timedelta(days=random.choice((0, 0, 3)))
        check = random.choice((check._replace(days=random.randrange(1, 15)), make(random)))
    last = random.choice((None, None, max(begins, _DAY_0 + timedelta(days=2))))
    versions.append(InForce(check, begins, last))
    random.shuffle(versions)
    return RuleInForce(_rule(f"R-{number:02}", check, _holds(random)), tuple(versions))


def _rule(rule_id: str, check: Check | None, holds: Holds) -> Rule:
    return Rule(
        rule_id, 1, "Regel", "Kontroll.", "Gör det.", "uppgifter", Severity.ROUTINE, "Rutin", holds, check, Days(0),
        Proof.REGISTERED, None if check is not None else "Uppgiften finns inte än.",
    )


def _holds(random: Random) -> Holds:
    if random.random() < 0.6:
        return Holds()
    return Holds(
        legal_bases=random.choice(((), (), (LegalBasis.SERVICE,))),
        regimes=random.choice(((), (), (DocumentationRegime.FULL_CASE,))),
        not_regimes=random.choice(((), (), (DocumentationRegime.FULL_CASE,))),
        activities=random.choice(((), (), ("resursenheten", "annan"))),
        not_activities=random.choice(((), (), ("RESURSENHETEN",))),
        instruments=random.choice(((), (), (), ("ors",))),
        from_age=random.choice((None, None, 40, 41, 42)), to_age=random.choice((None, None, 40, 41, 39)),
        with_facts=_some(random, 0, 2), without_facts=_some(random, 0, 1),
    )


def _some(random: Random, fewest: int, most: int, kinds: Sequence[CheckKind] = KINDS) -> tuple[CheckKind, ...]:
    return tuple(random.sample(kinds, random.randrange(fewest, most + 1)))


def _codes(random: Random) -> tuple[str, ...]:
    return tuple(random.sample(CODES, random.randrange(3)))


def _done_in_time(random: Random) -> DoneInTime:
    ends = _some(random, 0, 2)
    some = bool(ends)
    return DoneInTime(
        begins=_some(random, 1, 2, (*KINDS, CheckKind.CASE, CheckKind.CLOSED)), ends=ends, days=random.randrange(12),
        by_writing=random.random() < 0.5, before=some and random.random() < 0.5, of_case=some and random.random() < 0.3,
        same_day_code=random.choice((None, "day")) if some else None, first_only=random.random() < 0.3,
        begin_codes=_codes(random) if random.random() < 0.3 else (), from_due=random.random() < 0.3,
        needs=_codes(random) if some and random.random() < 0.4 else (),
        exempts=_some(random, 0, 1), while_open=random.random() < 0.4,
        unknown_codes=_codes(random) if random.random() < 0.3 else (), unknown_by=_some(random, 0, 1),
        claimed_unknown=random.random() < 0.3,
    )


def _filled_in(random: Random) -> FilledIn:
    return FilledIn(
        _some(random, 1, 2), random.choice(KINDS), random.randrange(8), _codes(random)[:1],
        _codes(random)[:1],
    )


def _covered(random: Random) -> Covered:
    days = random.choice((None, 1, 4, 10))
    interval = random.choice(KINDS) if days and random.random() < 0.5 else None
    return Covered(
        _some(random, 1, 2, (*KINDS, CheckKind.RESPONSIBLE)), days, interval, random.randrange(1, 3), random.random() < 0.4,
        bool(days) and random.random() < 0.5, random.random() < 0.2, _some(random, 0, 2),
    )
