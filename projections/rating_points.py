"""The points of a curve of ratings: what was answered, the total, its bands, and how far from the one before and the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from domain.case.case import Case
from domain.case.events import RatingFacts
from domain.case.ratings.ages import possible_ages
from domain.case.ratings.looking_again import warnings_of
from domain.case.ratings.totals import total_of
from domain.codes import Gender, RatingSubject, SessionOutcome
from domain.instruments.bands import Band, bands_of
from domain.instruments.catalogue import InstrumentCatalogue
from domain.instruments.change import Pair, in_clinical_range
from domain.instruments.definition import AgeForm, Instrument
from domain.instruments.scoring import NoTotal, score
from projections.json_values import as_json
from projections.rating_history import RatingHistory


class Curve(NamedTuple):
    """A series that is being read.

    Args:
        histories: Its ratings by the day they were made, at least one.
        form: The age form that holds at its first rating; None = none does, or it cannot be told which.
        sessions: The number of each session that was held.
    """

    case: Case
    instrument: Instrument
    catalogue: InstrumentCatalogue
    histories: tuple[RatingHistory, ...]
    form: AgeForm | None
    sessions: Mapping[UUID, int]

    def total(self, rating: RatingFacts) -> Decimal | None:
        """The total that stands."""
        return total_of(rating, self.instrument)


def points_of(curve: Curve) -> list[dict[str, Any]]:
    """The points of a curve, in order."""
    totals = [curve.total(each.stands) for each in curve.histories]
    found = []
    for number, history in enumerate(curve.histories):
        before = [total for total in totals[:number] if total is not None]
        found.append({
            **_head(curve.case, curve.sessions, history), **_answers(curve, history.stands),
            **_reading(curve, history.stands, totals[number], before), **history.to_json(),
        })
    return found


def unread_point(case: Case, sessions: Mapping[UUID, int], history: RatingHistory) -> dict[str, Any]:
    """A rating with an instrument that the catalogue does not have: shown as its source has it, and not read."""
    rating = history.stands
    return {
        **_head(case, sessions, history), "subscales": as_json(rating.subscales), "total": as_json(rating.total),
        **history.to_json(),
    }


def session_number(case: Case, sessions: Mapping[UUID, int], rating: RatingFacts) -> int | None:
    """Which session it was, by the session that it names, or else the only one that was held that day."""
    if rating.session_id is not None:
        return sessions.get(rating.session_id)
    that_day = [
        each.session_id for each in case.sessions.values()
        if each.outcome is SessionOutcome.HELD and each.occurred.precision != "month" and each.occurred.on == rating.rated_on
    ]
    return sessions[that_day[0]] if len(that_day) == 1 else None


def _head(case: Case, sessions: Mapping[UUID, int], history: RatingHistory) -> dict[str, Any]:
    rating = history.stands
    return {
        "rating": as_json(rating.rating_id), "rated_on": as_json(rating.rated_on), "phase": as_json(rating.phase),
        "session": as_json(rating.session_id), "session_number": session_number(case, sessions, rating),
        "mode": as_json(rating.mode), "language": rating.language, "assisted": rating.assisted,
    }


def _answers(curve: Curve, rating: RatingFacts) -> dict[str, Any]:
    made = score(curve.instrument, rating.subscales, total=rating.total, respondent=rating.respondent)
    answered = [value for value in rating.subscales if value is not None]
    return {
        "subscales": as_json(rating.subscales),
        # Where all are alike none is the lowest.
        "lowest": [
            number for number, value in enumerate(rating.subscales, start=1)
            if value is not None and value == min(answered) < max(answered)
        ],
        "missing": [{"item": each.item_number, "reason": as_json(each.missing_reason)} for each in rating.missing_items],
        "jumped": list(made.jumped), "complete": made.complete,
    }


def _reading(curve: Curve, rating: RatingFacts, total: Decimal | None, before: Sequence[Decimal]) -> dict[str, Any]:
    warned = warnings_of(curve.case, rating, curve.catalogue)
    return {
        "total": as_json(total), "no_total": _no_total(curve, rating, total), "bands": _bands(curve, rating, total),
        "in_clinical_range": in_clinical_range(total, Pair(None, total, curve.instrument, curve.form)),
        "change_from_previous": _change(total, before[-1:]), "change_from_first": _change(total, before[:1]),
        "warnings": [{"warning": as_json(each.warning), "message": each.message} for each in warned],
    }


def _no_total(curve: Curve, rating: RatingFacts, total: Decimal | None) -> str | None:
    if total is not None:
        return None
    made = score(curve.instrument, rating.subscales, total=rating.total, respondent=rating.respondent)
    # What a source gave that is off the scale stands as given among its answers, and is no total.
    return "off_the_scale" if made.no_total is None else NoTotal(made.no_total).value


def _change(total: Decimal | None, earlier: Sequence[Decimal]) -> str | None:
    return None if total is None or not earlier else as_json(total - earlier[0])


def _bands(curve: Curve, rating: RatingFacts, total: Decimal | None) -> list[dict[str, Any]]:
    """Every band that is possible: a gender or an age that is not known is not guessed."""
    if total is None:
        return []
    gender = Gender.UNKNOWN
    if rating.subject is RatingSubject.CLIENT and curve.case.facts is not None:
        gender = curve.case.facts.gender
    ages = possible_ages(curve.case, rating, curve.instrument)
    return [_band(each) for each in bands_of(curve.instrument, total, gender, ages)]


def _band(band: Band) -> dict[str, Any]:
    return {
        "name": band.name, "low": as_json(band.low), "high": as_json(band.high),
        "genders": [as_json(gender) for gender in band.genders], "source": band.source,
    }
