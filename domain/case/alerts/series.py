"""The series that a case's ratings form for its alerts: of one instrument in one version, by one person, about one person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from domain.case.alerts.rules import Rated
from domain.case.ratings.series import Series, by_series
from domain.case.ratings.totals import counted
from domain.case.state import CaseState, Rating
from domain.codes import Respondent
from domain.instruments.catalogue import InstrumentCatalogue
from domain.instruments.definition import AgeOf, BetterScore, Instrument

ADULT_AGE = 18
"""Source: FN:s barnkonvention (SFS 2018:1197) artikel 1: everybody below 18 is a child."""


class OneVersion(NamedTuple):
    """A series as far as it was made with one version: scores of two versions are not held against each other."""

    series: Series
    version: str


def series_of(case: CaseState, catalogue: InstrumentCatalogue, day: date) -> Mapping[OneVersion, tuple[Instrument, list[Rated]]]:
    """The case's ratings that have a total, made by the end of `day`, by series; in each by the day, then as recorded."""
    found: dict[OneVersion, tuple[Instrument, list[Rated]]] = {}
    for series, ratings in by_series(each for each in case.ratings.values() if each.rated_on <= day).items():
        for rating in ratings:
            instrument, as_counted = catalogue.find(rating.instrument, rating.instrument_version), counted(rating)
            if instrument is not None and as_counted is not None and as_counted.total is not None:
                rated = Rated(rating.rating_id, rating.rated_on, as_counted.total, _cutoff(case, rating, instrument))
                found.setdefault(OneVersion(series, instrument.version), (instrument, []))[1].append(rated)
    return found


def cutoff_between(instrument: Instrument, youngest: int | None, oldest: int | None) -> Decimal | None:
    """The limit that is passed whichever of some ages it is: of several the one that is passed last; None = there is none.

    Args:
        youngest, oldest: In whole years, both ends included; None = it is not known.
    """
    cutoffs = [
        form.cutoff for form in instrument.age_forms
        if form.cutoff is not None
        and (oldest is None or form.ages.first is None or form.ages.first <= oldest)
        and (youngest is None or form.ages.last is None or youngest <= form.ages.last)
    ]
    if not cutoffs:
        return None
    return min(cutoffs) if instrument.better is BetterScore.HIGHER else max(cutoffs)


def _cutoff(case: CaseState, rating: Rating, instrument: Instrument) -> Decimal | None:
    whose = rating.respondent.value if instrument.age_of is AgeOf.RESPONDENT else rating.subject.value
    match whose:
        case Respondent.CLIENT:
            # Of the client the case knows the year: before the birthday one less.
            birth_year = None if case.facts is None else case.facts.birth_year
            age = None if birth_year is None else rating.rated_on.year - birth_year
            return cutoff_between(instrument, None if age is None else age - 1, age)
        case Respondent.CHILD:
            return cutoff_between(instrument, 0, ADULT_AGE - 1)
        case _:
            return cutoff_between(instrument, ADULT_AGE, None)
