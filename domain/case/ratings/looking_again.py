"""What is worth a second look at a rating (sv. *varning*): it is recorded all the same, and the warning stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from domain.case.events import RatingFacts
from domain.case.ratings.ages import goes_by_client, possible_ages
from domain.case.ratings.codes import RatingWarning
from domain.case.ratings.series import series_of
from domain.case.state import CaseState
from domain.codes import Code, SessionOutcome
from domain.instruments.age_forms import age_warning
from domain.instruments.catalogue import InstrumentCatalogue
from domain.instruments.definition import Instrument
from domain.instruments.recall import recall_overlap_days


class Warned(NamedTuple):
    """One warning (sv. *varning*).

    Args:
        warning: One of the kinds of warnings of what was written.
        message: What it is and what to look at, in Swedish; no personal data.
    """

    warning: Code
    message: str


def warnings_of(case: CaseState, rating: RatingFacts, catalogue: InstrumentCatalogue) -> tuple[Warned, ...]:
    """What is worth a second look at one of the case's ratings, as the case is known; nothing of an unknown instrument.

    Args:
        rating: As it stands.
    """
    instrument = catalogue.find(rating.instrument, rating.instrument_version)
    if instrument is None:
        return ()
    return (*_of_age(case, rating, instrument, catalogue), *_of_recall(case, rating, instrument), *_of_session(case, rating))


def _of_age(case: CaseState, rating: RatingFacts, instrument: Instrument, catalogue: InstrumentCatalogue) -> Iterator[Warned]:
    if not goes_by_client(case, rating, instrument):
        return
    message = age_warning(instrument, possible_ages(case, rating, instrument), catalogue)
    if message is not None:
        yield Warned(RatingWarning.WRONG_AGE_FORM, message)


def _of_recall(case: CaseState, rating: RatingFacts, instrument: Instrument) -> Iterator[Warned]:
    earlier = [
        each.rated_on for each in case.ratings.values()
        if each.rated_on < rating.rated_on and series_of(each) == series_of(rating)
    ]
    overlap = recall_overlap_days(instrument, max(earlier), rating.rated_on) if earlier else 0
    if overlap:
        yield Warned(
            RatingWarning.RECALL_OVERLAP,
            f"Frågorna i {instrument.name} gäller {instrument.recall_days} dagar bakåt, och {overlap} av dem ingick i förra"
            " skattningen: en förändring syns bara delvis.",
        )


def _of_session(case: CaseState, rating: RatingFacts) -> Iterator[Warned]:
    session = None if rating.session_id is None else case.sessions.get(rating.session_id)
    if session is None:
        return
    if session.occurred.precision != "month" and session.occurred.on != rating.rated_on:
        days = f"Skattningen är gjord {rating.rated_on} och besöket {session.occurred.on}"
        yield Warned(RatingWarning.OTHER_DAY, f"{days}. Kontrollera dagen.")
    if session.outcome is not SessionOutcome.HELD:
        yield Warned(RatingWarning.SESSION_NOT_HELD, f"Besöket är {session.outcome.swedish}. Kontrollera vilket besök det var.")
