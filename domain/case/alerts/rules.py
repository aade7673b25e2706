"""Which alerts a series of ratings raises (sv. *signaler*): the rules, on totals alone.

Every limit stands in the instrument's definition with its source; what no publication sets is a bound of the board. An alert says
that somebody should look, ask and perhaps change something. It says nothing of the client's or the worker's worth.

Source: OpenFIT's published alert rules (total below the cut-off, a fall of at least 1 from the previous session, zones) for the
alliance and the outcome; Miller & Duncan on the use of feedback.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from domain.case.alerts.codes import CaseAlertKind, Zone
from domain.instruments import Instrument, InstrumentArea
from domain.instruments.change import Pair, gain
from domain.instruments.definition import AlertKind, AlertLimit, BetterScore


class Rated(NamedTuple):
    """A rating in its series.

    Args:
        cutoff: The limit of the clinical range at the age that the rating goes by; None = the instrument has none, or the age is
            not known well enough.
    """

    rating_id: UUID
    rated_on: date
    total: Decimal
    cutoff: Decimal | None


class Raised(NamedTuple):
    """An alert that stands (sv. *signal*).

    Args:
        raised_by: The rating, or the session, that it follows from.
        raised_on: The day from which it stands: of the rating, however late it was written; of what is missing, the first day
            after the time that it might take.
        instruments: Which; of what is missing after a session there may be several, in the order of their names.
    """

    kind: CaseAlertKind
    raised_by: UUID
    raised_on: date
    instruments: tuple[str, ...]


def alerts_of_series(instrument: Instrument, series: Sequence[Rated], no_progress_ratings: int) -> Iterator[Raised]:
    """The alerts of a series, by the ratings that raise them.

    Args:
        series: Of one instrument, respondent and person, by the day they were made.
        no_progress_ratings: At every so many ratings it is looked whether things have got better, from 2.
    """
    for index, rated in enumerate(series):
        first, previous = series[0], series[index - 1] if index else None
        is_looked_at = (index + 1) % no_progress_ratings == 0
        found = {
            alert_kind(instrument, limit) for limit in limits_of(instrument) if _passes(instrument, limit, rated, previous)
        }
        if deteriorates(instrument, first, previous, rated):
            found.add(CaseAlertKind.DETERIORATION)
        if is_looked_at and _is_stuck(instrument, first, rated):
            found.add(CaseAlertKind.NO_PROGRESS)
        yield from (Raised(kind, rated.rating_id, rated.rated_on, (instrument.name,)) for kind in CaseAlertKind if kind in found)


def limits_of(instrument: Instrument) -> tuple[AlertLimit, ...]:
    """The limits whose passing is an alert. A single low subscale is for the talk at hand, not for an answer afterwards."""
    return tuple(limit for limit in instrument.alerts if limit.kind is not AlertKind.ITEM_BELOW)


def alert_kind(instrument: Instrument, limit: AlertLimit) -> CaseAlertKind:
    """What the passing of a limit is called, by what the instrument measures."""
    has_fallen = limit.kind is AlertKind.FALLEN_BY
    match instrument.area:
        case InstrumentArea.ALLIANCE:
            return CaseAlertKind.ALLIANCE_FALL if has_fallen else CaseAlertKind.ALLIANCE_LOW
        case InstrumentArea.SAFETY:
            return CaseAlertKind.SAFETY_FALL if has_fallen else CaseAlertKind.SAFETY_LOW
        case _:
            return CaseAlertKind.SCORE_FALL if has_fallen else CaseAlertKind.SCORE_LOW


def deteriorates(instrument: Instrument, first: Rated, previous: Rated | None, rated: Rated) -> bool:
    """Whether a rating is reliably worse than the first, and the one before it was not; or than the one before it.

    So a deterioration that goes on is one alert, and a new fall is another.
    """
    if previous is None or instrument.reliable_change is None:
        return False
    least = instrument.reliable_change.points
    began = _worse(instrument, first, rated) >= least > _worse(instrument, first, previous)
    return began or _worse(instrument, previous, rated) >= least


def zone_of(instrument: Instrument, series: Sequence[Rated]) -> Zone:
    """Where a series stands after its last rating.

    Grey: one rating or none of an outcome says nothing of change, and no rating of the alliance nothing of it. Red: reliably
    worse than the first rating or the one before; of the alliance, an alert limit is passed. Green: outside the clinical range,
    or reliably better than at first. Orange: neither.
    """
    if instrument.reliable_change is None:
        return _zone_by_limits(instrument, series)
    if len(series) <= 1:
        return Zone.GREY
    first, previous, last = series[0], series[-2], series[-1]
    least = instrument.reliable_change.points
    if _worse(instrument, first, last) >= least or _worse(instrument, previous, last) >= least:
        return Zone.RED
    return Zone.ORANGE if _is_stuck(instrument, first, last) else Zone.GREEN


def _zone_by_limits(instrument: Instrument, series: Sequence[Rated]) -> Zone:
    limits = limits_of(instrument)
    if not series or not limits:
        return Zone.GREY
    previous = series[-2] if len(series) > 1 else None
    return Zone.RED if any(_passes(instrument, limit, series[-1], previous) for limit in limits) else Zone.GREEN


def _passes(instrument: Instrument, limit: AlertLimit, rated: Rated, previous: Rated | None) -> bool:
    if limit.kind is AlertKind.FALLEN_BY:
        return previous is not None and _worse(instrument, previous, rated) >= limit.value
    return rated.total < limit.value if limit.kind is AlertKind.BELOW else rated.total >= limit.value


def _is_stuck(instrument: Instrument, first: Rated, rated: Rated) -> bool:
    """In the clinical range and not reliably better than at first."""
    if instrument.reliable_change is None or rated.cutoff is None:
        return False
    clinical = rated.total < rated.cutoff if instrument.better is BetterScore.HIGHER else rated.total >= rated.cutoff
    return clinical and -_worse(instrument, first, rated) < instrument.reliable_change.points


def _worse(instrument: Instrument, before: Rated, after: Rated) -> Decimal:
    """By how many points it has got worse; below 0 = better."""
    points = gain(Pair(before.total, after.total, instrument))
    # An instrument without a direction has no limits either: its definition would be refused.
    assert points is not None, instrument.name
    return -points

