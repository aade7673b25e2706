"""Whether a version of a shipped rule asks at least as much as the shipped one does (sv. *skärpt regel*).

A unit may ask for more than the law, the regulation or the board's bounds, and never for less: a rule that asked for less would
say that something is in order which is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from domain.completeness.checks import Check, Covered, DoneInTime, FilledIn
from domain.completeness.codes import Severity
from domain.completeness.rule import Holds, Rule
from domain.policies import Policy

_GRAVITY = tuple(Severity)


def loosened(rule: Rule, shipped: Rule, policy: Policy) -> str | None:
    """What a version asks less of than the shipped one does, in Swedish; None = it asks at least as much.

    Args:
        policy: The bounds of the day.
    """
    return next(_loosened(rule, shipped, policy), None)


def _loosened(rule: Rule, shipped: Rule, policy: Policy) -> Iterator[str]:
    if _GRAVITY.index(rule.severity) > _GRAVITY.index(shipped.severity):
        yield f"severity är {rule.severity.value}, men den medföljande regeln har {shipped.severity.value}"
    yield from _narrowed(rule.holds, shipped.holds)
    if shipped.check is None:
        return
    if rule.check is None:
        yield "den saknar kontroll"
    elif type(rule.check) is not type(shipped.check):
        yield "den har ett annat kontrollslag (is)"
    else:
        yield from _more_days(rule, shipped, policy)
        yield from _asks_less(rule.check, shipped.check)


def _more_days(rule: Rule, shipped: Rule, policy: Policy) -> Iterator[str]:
    mine, theirs = (each.check_under(policy).days for each in (rule, shipped))
    if theirs is None or (mine is not None and mine <= theirs):
        return
    told = "ingen gräns" if mine is None else f"{mine} dagar"
    bound = shipped.days.bound
    if bound is not None:
        yield f"den ger {told}, men nämndens riktvärde {bound} är {theirs}; ändra i så fall riktvärdet"
    elif shipped.severity is Severity.LAW:
        yield f"den ger {told}, men lagen ger {theirs} ({shipped.source})"
    else:
        yield f"den ger {told}, men den medföljande regeln ger {theirs} ({shipped.source})"


def _asks_less(mine: Check, theirs: Check) -> Iterator[str]:
    match mine, theirs:
        case DoneInTime(), DoneInTime():
            yield from _answered_by_more(mine, theirs)
        case FilledIn(), FilledIn():
            yield from _lacks(mine.of, theirs.of, "of")
            if mine.faults != theirs.faults:
                yield f"faults är inte {theirs.faults}"
            for name in ("exempting", "unknown"):
                yield from _has_more(getattr(mine, name), getattr(theirs, name), name)
        case Covered(), Covered():
            yield from _covered_by_more(mine, theirs)


def _answered_by_more(mine: DoneInTime, theirs: DoneInTime) -> Iterator[str]:
    yield from _lacks(mine.begins, theirs.begins, "begins")
    if bool(mine.ends) != bool(theirs.ends):
        yield "ends ändrar vad som räknas som svar"
    for name in ("ends", "exempts", "unknown_codes", "unknown_by"):
        yield from _has_more(getattr(mine, name), getattr(theirs, name), name)
    yield from _narrower(mine.begin_codes, theirs.begin_codes, "begin_codes")
    yield from _lacks(mine.needs, theirs.needs, "needs")
    if mine.same_day_code not in (None, theirs.same_day_code):
        yield "same_day_code låter fler svar räknas"
    yield from _set(mine, theirs, ("before", "of_case", "first_only", "while_open", "claimed_unknown", "from_due"))
    yield from _unset(mine, theirs, ("by_writing",))


def _covered_by_more(mine: Covered, theirs: Covered) -> Iterator[str]:
    for name in ("by", "unknown_by"):
        yield from _has_more(getattr(mine, name), getattr(theirs, name), name)
    if mine.interval not in (None, theirs.interval):
        yield "interval låter fler dagar vara täckta"
    if mine.interval is not None and mine.times_interval > theirs.times_interval:
        yield f"times_interval är {mine.times_interval}, men den medföljande regeln har {theirs.times_interval}"
    yield from _set(mine, theirs, ("from_start", "from_first"))
    yield from _unset(mine, theirs, ("by_writing",))


def _narrowed(mine: Holds, theirs: Holds) -> Iterator[str]:
    for name in ("legal_bases", "regimes", "instruments", "with_facts"):
        yield from _narrower(getattr(mine, name), getattr(theirs, name), name)
    for name in ("not_regimes", "not_activities", "without_facts"):
        yield from _has_more(getattr(mine, name), getattr(theirs, name), name)
    if mine.from_age is not None and (theirs.from_age is None or mine.from_age > theirs.from_age):
        yield "from_age utesluter yngre"
    if mine.to_age is not None and (theirs.to_age is None or mine.to_age < theirs.to_age):
        yield "to_age utesluter äldre"


def _narrower(mine: Collection[str], theirs: Collection[str], name: str) -> Iterator[str]:
    """Of what is empty when anything will do."""
    if mine and (not theirs or not set(theirs) <= set(mine)):
        yield f"{name} gör att den gäller färre"


def _lacks(mine: Collection[str], theirs: Collection[str], name: str) -> Iterator[str]:
    missing = [each for each in theirs if each not in mine]
    if missing:
        yield f"{name} saknar {', '.join(missing)}"


def _has_more(mine: Collection[str], theirs: Collection[str], name: str) -> Iterator[str]:
    more = [each for each in mine if each not in theirs]
    if more:
        yield f"{name} har också {', '.join(more)}"


def _set(mine: Check, theirs: Check, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if getattr(mine, name) and not getattr(theirs, name):
            yield f"{name} är true"


def _unset(mine: Check, theirs: Check, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if getattr(theirs, name) and not getattr(mine, name):
            yield f"{name} är inte true"
