"""Which ratings were due in a case and not made (sv. *uteblivna skattningar*): by what the offering says is rated, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from domain.case.alerts.codes import CaseAlertKind
from domain.case.alerts.rules import Raised
from domain.case.ratings.totals import counted, instrument_name
from domain.case.state import CaseState, Session
from domain.codes import SessionOutcome
from domain.months import months_after
from domain.offering.rating_terms import ExpectedRating, RatingTerms, expected_on, terms_on
from domain.policies import Policy


class _Seen(NamedTuple):
    """A rating that was made (`rating_id`), or of which it was said why it was not (None)."""

    instrument: str
    on: date
    session_id: UUID | None
    rating_id: UUID | None

    def is_at(self, session: Session) -> bool:
        """Whether it was made at a session: it names it, or names none and is of its day."""
        return self.session_id == session.session_id or self.session_id is None and self.on == session.occurred.on


def missing_ratings(case: CaseState, terms: Sequence[RatingTerms], day: date, policy: Policy) -> Iterator[Raised]:
    """The alerts about what was due and neither made nor explained by the end of `day`.

    After a session: what is rated at each session of its kind; and at the first session since the terms hold, what is rated
    every so many months and never was. After a rating of the latter: so many months and the tolerance without another.

    Args:
        terms: Of the case's offering, by their first days.
    """
    seen = [each for each in _seen(case) if each.on <= day]
    yield from _after_sessions(case, seen, terms, day, policy)
    for expected in expected_on(terms, day):
        if expected.every_months is not None:
            yield from _after_months(expected, expected.every_months, seen, terms_on(terms, day).since, day, policy)


def _after_sessions(
    case: CaseState, seen: Sequence[_Seen], terms: Sequence[RatingTerms], day: date, policy: Policy
) -> Iterator[Raised]:
    rated = {each.instrument for each in seen if each.rating_id is not None}
    looked_at: set[date] = set()
    for session in _held(case, day):
        held_on = session.occurred.on
        raised_on = held_on + timedelta(days=policy.rating_missing_days + 1)
        due = set()
        for expected in expected_on(terms, held_on):
            at_first = expected.every_months is not None and terms_on(terms, held_on).since not in looked_at
            if session.kind in expected.session_kinds or at_first and expected.instrument not in rated:
                due.add(expected.instrument)
        if expected_on(terms, held_on):
            looked_at.add(terms_on(terms, held_on).since)
        missing = {name for name in due if not any(each.instrument == name and each.is_at(session) for each in seen)}
        if missing and raised_on <= day:
            yield Raised(CaseAlertKind.RATING_MISSING, session.session_id, raised_on, tuple(sorted(missing)))


def _after_months(
    expected: ExpectedRating, months: int, seen: Sequence[_Seen], since: date, day: date, policy: Policy
) -> Iterator[Raised]:
    of_instrument = sorted((each for each in seen if each.instrument == expected.instrument), key=lambda each: each.on)
    made = [each for each in of_instrument if each.rating_id is not None]
    if not made:
        return
    last = made[-1]
    due = months_after(last.on, months)
    tolerance = timedelta(days=policy.rating_interval_tolerance_days)
    raised_on = max(due + tolerance + timedelta(days=1), since)
    explained = any(each.rating_id is None and each.on >= due - tolerance for each in of_instrument)
    if raised_on <= day and not explained:
        assert last.rating_id is not None
        yield Raised(CaseAlertKind.FOLLOW_UP_RATING_MISSING, last.rating_id, raised_on, (expected.instrument,))


def _held(case: CaseState, day: date) -> list[Session]:
    """The sessions held by a day, first to last; of one whose month alone is known nobody can say whether it was rated."""
    held = (
        each for each in case.sessions.values()
        if each.outcome is SessionOutcome.HELD and each.occurred.precision != "month" and each.occurred.on <= day
    )
    return sorted(held, key=lambda each: (each.occurred.on, each.session_id))


def _seen(case: CaseState) -> Iterator[_Seen]:
    for rating in case.ratings.values():
        if (as_counted := counted(rating)) is not None:
            yield _Seen(as_counted.instrument, rating.rated_on, rating.session_id, rating.rating_id)
    for said in case.rating_work.not_made:
        if (name := instrument_name(said)) is not None:
            yield _Seen(name, said.not_made_on, said.session_id, None)
