"""A completeness rule (sv. *granskningsregel*): what is checked in every journal, by which source, and what to do about a gap.

A rule is data. Which journals it holds for, and what it checks, are the words of a definition file or of an event; the law sets
some of its numbers, and where it sets none the board's policy does.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.codes import LegalBasis
from domain.completeness.checks import Check, Covered, DoneInTime, FilledIn
from domain.completeness.codes import Proof, Severity
from domain.completeness.facts import CheckedCase, RatedPeriod
from domain.completeness.kinds import CheckKind
from domain.offering.codes import DocumentationRegime
from domain.policies import Policy

_ID = re.compile(r"[A-ZÅÄÖ]{1,4}-[0-9]{2,3}[a-z]?")


def is_rule_id(text: str) -> bool:
    """Whether a text has the form of a rule's id: letters, a hyphen, digits, and perhaps a letter for a second question."""
    return _ID.fullmatch(text) is not None


class Days(NamedTuple):
    """A number of days: one that a source sets, or a bound of the board's policy.

    Args:
        number: From 0; None = the policy's.
        bound: A field of `Policy`; None = the number.
    """

    number: int | None = None
    bound: str | None = None

    def under(self, policy: Policy) -> int:
        """The number under a policy."""
        value = self.number if self.bound is None else getattr(policy, self.bound)
        assert value is not None, "one of the two is given"
        return value


class Holds(NamedTuple):
    """For which cases a rule holds (sv. *regelns omfattning*); every condition that is given has to be met.

    Args:
        legal_bases, regimes, activities: One of these; empty = any. Activities are units by name.
        not_activities: None of these: a unit's own version of the rule holds there.
        not_regimes: None of these; where no regime is stated the duty to document holds. Source: SoL 2025:400 14:3.
        instruments: One of these is or was rated in the offering that the person takes up, and what begins on the days that one
            was is asked about; where no offering is stated that is not known.
        from_age, to_age: Years, both included; of the years that somebody may be, by the birth year, one is enough.
        with_facts: The case states at least one fact of these kinds; empty = whatever it states.
        without_facts: It states none of these.
    """

    legal_bases: tuple[LegalBasis, ...] = ()
    regimes: tuple[DocumentationRegime, ...] = ()
    not_regimes: tuple[DocumentationRegime, ...] = ()
    activities: tuple[str, ...] = ()
    not_activities: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    from_age: int | None = None
    to_age: int | None = None
    with_facts: tuple[CheckKind, ...] = ()
    without_facts: tuple[CheckKind, ...] = ()

    def for_case(self, case: CheckedCase, kinds: Collection[CheckKind], day: date) -> bool | None:
        """Whether it holds for a case on a day; None = that cannot be told, since something is not known.

        Args:
            kinds: Of which kinds the case states facts by that day.
        """
        answers = (
            _is_one_of(case.legal_basis, self.legal_bases), _is_one_of(case.regime, self.regimes),
            case.regime not in self.not_regimes,
            self._has_activity(case.activity), self._has_instrument(case.rated, day), self._has_age(case.birth_year, day),
            self._has_facts(kinds),
        )
        return False if False in answers else None if None in answers else True

    @property
    def is_about_a_person(self) -> bool:
        """Whether it asks what only a case can answer."""
        asks = bool(self.legal_bases or self.regimes or self.instruments)
        return asks or (self.from_age, self.to_age) != (None, None)

    def for_stream(self, activity: str, kinds: Collection[CheckKind]) -> bool:
        """Whether it holds for what is in no case, such as a viewpoint; what is asked about a person is not asked of it.

        Args:
            activity: The unit that it belongs to, by name.
            kinds: Of which kinds it states facts by the day.
        """
        return not self.is_about_a_person and self._has_activity(activity) and self._has_facts(kinds)

    def _has_activity(self, activity: str) -> bool:
        is_wanted = not self.activities or activity.casefold() in {name.casefold() for name in self.activities}
        return is_wanted and activity.casefold() not in {name.casefold() for name in self.not_activities}

    def _has_facts(self, kinds: Collection[CheckKind]) -> bool:
        has_wanted = not self.with_facts or any(kind in kinds for kind in self.with_facts)
        return has_wanted and not any(kind in kinds for kind in self.without_facts)

    def rated_days(self, rated: Collection[RatedPeriod]) -> list[tuple[date, date | None]]:
        """The days on which one of the instruments is rated, in order and apart from each other."""
        wanted = {name.casefold() for name in self.instruments}
        found: list[tuple[date, date | None]] = []
        for period in sorted((each for each in rated if each.instrument in wanted), key=lambda each: each.first):
            if not found or (found[-1][1] is not None and found[-1][1] < period.first):
                found.append((period.first, period.last))
            elif found[-1][1] is not None:
                last = None if period.last is None else max(found[-1][1], period.last)
                found[-1] = (found[-1][0], last)
        return found

    def _has_instrument(self, rated: Collection[RatedPeriod] | None, day: date) -> bool | None:
        if not self.instruments:
            return True
        return None if rated is None else any(first <= day for first, _ in self.rated_days(rated))

    def _has_age(self, birth_year: int | None, day: date) -> bool | None:
        if self.from_age is None and self.to_age is None:
            return True
        if birth_year is None:
            return None
        oldest = day.year - birth_year
        return oldest >= (self.from_age or 0) and (self.to_age is None or oldest - 1 <= self.to_age)


def _is_one_of(value: object, wanted: tuple[object, ...]) -> bool | None:
    return True if not wanted else None if value is None else value in wanted


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one rule (sv. *granskningsregel*).

    Args:
        id: Permanent, such as R-04; a unit's own begins otherwise.
        version: From 1; a rule that asks for something else is a new version.
        name: In Swedish, as it is listed.
        meaning: What is checked, in Swedish, in whole sentences.
        to_do: What a worker who sees a gap is to do, in Swedish.
        data: What has to be on record for it to be judged, in Swedish.
        severity: What it rests on.
        source: Law with paragraph, regulation, or routine.
        check: None = it is declared, and judged unknown for `waits_for`.
        days: The numbers of the check that a policy may set, by name.
        proof: Whether something registered shows the gap, or only silence.
        waits_for: Why it cannot be judged yet, in Swedish; only without a check.
    """

    id: str
    version: int
    name: str
    meaning: str
    to_do: str
    data: str
    severity: Severity
    source: str
    holds: Holds
    check: Check | None
    days: Days
    proof: Proof
    waits_for: str | None = None

    def check_under(self, policy: Policy) -> Check:
        """The check with the numbers that hold under a policy."""
        match self.check:
            case DoneInTime() as check:
                return check._replace(days=self.days.under(policy))
            case FilledIn() as check:
                return check._replace(days=self.days.under(policy))
            case Covered() as check:
                return check if check.days is None else check._replace(days=self.days.under(policy))
        raise AssertionError(f"{self.id} has no check")
