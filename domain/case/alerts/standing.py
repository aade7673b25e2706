"""Which alerts a case has (sv. *signaler*): worked out from what stands and never recorded, so a correction corrects them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.case.alerts.codes import CaseAlertKind, Zone
from domain.case.alerts.events import AlertAnswered
from domain.case.alerts.missing import missing_ratings
from domain.case.alerts.rules import Raised, alerts_of_series, zone_of
from domain.case.alerts.series import OneVersion, series_of
from domain.case.state import CaseState
from domain.instruments.catalogue import InstrumentCatalogue
from domain.offering.rating_terms import RatingTerms
from domain.policies import Policy


class Ground(NamedTuple):
    """What alerts are worked out by, beside the case itself.

    Args:
        catalogue: The instruments with their limits.
        terms: What is rated in the case's offering, by first days; empty = nothing is expected.
        policy: The bounds of the day.
    """

    catalogue: InstrumentCatalogue
    terms: Sequence[RatingTerms]
    policy: Policy


class Standing(NamedTuple):
    """An alert and what was done about it; `answer` None = nothing by that day."""

    raised: Raised
    answer: AlertAnswered | None


def alerts_of(case: CaseState, ground: Ground, day: date) -> list[Standing]:
    """The alerts that a case has raised by the end of `day`, answered or not, by the day and in the order of their kinds.

    What would be raised after the case was closed is not: nobody is left to answer it.
    """
    found = [
        raised for instrument, series in series_of(case, ground.catalogue, day).values()
        for raised in alerts_of_series(instrument, series, ground.policy.no_progress_ratings)
    ]
    found += missing_ratings(case, ground.terms, day, ground.policy)
    standing = [
        Standing(raised, _answer(case, raised.kind, raised.raised_by, day)) for raised in found
        if case.closed_on is None or raised.raised_on <= case.closed_on
    ]
    return sorted(standing, key=lambda each: (each.raised.raised_on, each.raised.kind, each.raised.raised_by))


def zones_of(case: CaseState, catalogue: InstrumentCatalogue, day: date) -> dict[OneVersion, Zone]:
    """Where each of the case's series of ratings stands at the end of `day`, for the instruments that have limits."""
    return {
        key: zone_of(instrument, series) for key, (instrument, series) in series_of(case, catalogue, day).items()
        if instrument.reliable_change is not None or instrument.alerts
    }


def _answer(case: CaseState, kind: CaseAlertKind, raised_by: UUID, day: date) -> AlertAnswered | None:
    answer = case.alerts.answers.get((kind, raised_by))
    return answer if answer is not None and answer.answered_on <= day else None
