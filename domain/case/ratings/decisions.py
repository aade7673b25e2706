"""Decisions on ratings: what is rated by hand is judged by its instrument, and imported history is kept as its source has it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.events import RatingCorrected, RatingFacts, RatingRecorded
from domain.case.guards import is_imported, require_change, require_existing, require_new
from domain.case.ratings.codes import AdministrationMode
from domain.case.ratings.guards import GuardedRatings, require_rated, require_respondent, require_subject
from domain.case.ratings.scores import require_numbers, require_some_score, scored_total
from domain.case.ratings.series import series_of
from domain.case.ratings.values import MissingItem
from domain.codes import Phase, RatingSubject, Respondent
from domain.errors import ConflictError, InvalidValueError
from domain.instruments.catalogue import InstrumentCatalogue
from domain.instruments.definition import Instrument
from domain.policies import Policy

Rated = TypeVar("Rated", RatingRecorded, RatingCorrected)

_LANGUAGE = re.compile(r"[a-z]{2,3}")


class RatingDecisions(GuardedRatings):
    """Ratings."""

    def record_rating(
        self,
        *,
        rating_id: UUID,
        rated_on: date,
        instrument: str,
        instrument_version: str | None = None,
        phase: Phase,
        respondent: Respondent,
        respondent_person_id: UUID | None = None,
        subject: RatingSubject,
        about_person_id: UUID | None = None,
        subscales: tuple[Decimal | None, ...] = (),
        missing_items: tuple[MissingItem, ...] = (),
        total: Decimal | None = None,
        mode: AdministrationMode | None = None,
        language: str | None = None,
        session_id: UUID | None = None,
        assisted: bool | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
        catalogue: InstrumentCatalogue,
    ) -> tuple[RatingRecorded]:
        """Record a rating (sv. *skattning*).

        Args:
            rated_on: When the form was filled in: not after today, nor before the client was born. In a closed case not after the
                closing, except in the follow-up phase. That holds for imported history too: a source that rates on after its
                closing names the wrong phase, and it decides results.
            instrument: By its usual name, such as ORS.
            instrument_version: One of the catalogue's; left out, the newest.
            respondent_person_id: Which of several parents, or who else rated: a representative or somebody close, by entry.
            about_person_id: Which caregiver or other person it is about, the same way.
            subscales: In the instrument's order, those that the respondent rates; null = no answer. Empty when only the total is
                known.
            missing_items: Why, of every item without an answer that the instrument's own rules do not let pass over.
            total: Left out, it is the sum of the answers where the instrument has such a total and they are complete; of
                incomplete answers there is none.
            language: Of the form, as in ISO 639: sv, en, so.
            session_id: The session, contact or group session at which it was made.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `rating_id` is used.
            InvalidValueError: A score that is no number; then unknown `instrument`; then unknown `instrument_version`; then it is
                not rated; then `respondent`, `respondent_person_id`, `subject`, `about_person_id`; then `language`; then the
                scores, as `scored_total` has it.
            NotFoundError: `respondent_person_id`, `about_person_id`, `session_id`.
            InvalidValueError: `rated_on` after today; then before the client was born.
            NotAllowedError: After the closing.
            ConflictError: It is rated already; then it is recorded as not made.

        Imported history is refused only for what its source cannot have meant: no score, no number, a day after today or after
        the closing. A score outside its scale is kept as given there, and left out of results.
        """
        self._require_known()
        require_new(rating_id, self.ratings, "Skattningen")
        require_numbers(subscales, total)
        recorded = RatingRecorded(
            **self._next(stamp), rating_id=rating_id, rated_on=rated_on, instrument=instrument,
            instrument_version=instrument_version, phase=phase, respondent=respondent,
            respondent_person_id=respondent_person_id, subject=subject, about_person_id=about_person_id, subscales=subscales,
            missing_items=missing_items, total=total, mode=mode, language=language, session_id=session_id, assisted=assisted,
            source=source,
        )
        return (self._judged(recorded, today, policy, catalogue),)

    def correct_rating(
        self,
        *,
        rating_id: UUID,
        rated_on: date,
        instrument: str,
        instrument_version: str | None = None,
        phase: Phase,
        respondent: Respondent,
        respondent_person_id: UUID | None = None,
        subject: RatingSubject,
        about_person_id: UUID | None = None,
        subscales: tuple[Decimal | None, ...],
        missing_items: tuple[MissingItem, ...] = (),
        total: Decimal | None,
        mode: AdministrationMode | None = None,
        language: str | None = None,
        session_id: UUID | None = None,
        assisted: bool | None = None,
        reason: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
        catalogue: InstrumentCatalogue,
    ) -> tuple[RatingCorrected]:
        """State a rating anew, whole (sv. *rätta skattning*).

        Args:
            instrument_version: Left out, the one that it was recorded with, or the newest of another instrument.

        Raises:
            NotFoundError: Unknown case; then unknown rating.
            InvalidValueError: `reason`; then as when recording, to the last refusal of a recording.
            InvalidValueError: No change.
        """
        self._require_known()
        require_existing(rating_id, self.ratings, "Skattningen")
        policy.require_short_text(reason, "Orsaken till rättelsen")
        require_numbers(subscales, total)
        before = self.ratings[rating_id]
        corrected = RatingCorrected(
            **self._next(stamp), rating_id=rating_id, rated_on=rated_on, instrument=instrument,
            instrument_version=instrument_version, phase=phase, respondent=respondent,
            respondent_person_id=respondent_person_id, subject=subject, about_person_id=about_person_id, subscales=subscales,
            missing_items=missing_items, total=total, mode=mode, language=language, session_id=session_id, assisted=assisted,
            source=source, reason=reason,
        )
        corrected = self._judged(corrected, today, policy, catalogue)
        require_change(before, corrected, RatingFacts)
        return (corrected,)

    def _judged(self, rating: Rated, today: date, policy: Policy, catalogue: InstrumentCatalogue) -> Rated:
        """The rating as it is recorded: by the definition that holds, with the total that follows."""
        if is_imported(rating, rating.source):
            policy.require_short_text(rating.instrument, "Instrumentet")
            require_some_score(rating)
            self._require_measured_on(rating.rated_on, "Skattningens datum", rating.phase, today, imported=False)
            return rating
        instrument = self._instrument_of(rating, catalogue)
        require_respondent(instrument, rating.respondent, rating.respondent_person_id)
        require_subject(instrument, rating.subject, rating.about_person_id)
        if rating.language is not None and not _LANGUAGE.fullmatch(rating.language):
            raise InvalidValueError("Språket är ingen språkkod. Ange två eller tre små bokstäver som i ISO 639, till exempel sv.")
        total = scored_total(instrument, rating)
        self._require_close_person(rating.respondent_person_id, "Den som skattar")
        self._require_close_person(rating.about_person_id, "Den som skattningen gäller")
        self._require_occasion(rating.session_id)
        self._require_measured_on(rating.rated_on, "Skattningens datum", rating.phase, today, imported=False)
        if Respondent.CLIENT is rating.respondent or RatingSubject.CLIENT is rating.subject:
            self._require_lived(rating.rated_on, "Skattningens datum")
        judged = rating.model_copy(
            update={"instrument": instrument.name, "instrument_version": instrument.version, "total": total}
        )
        self._require_once(judged)
        return judged

    def _instrument_of(self, rating: RatingFacts, catalogue: InstrumentCatalogue) -> Instrument:
        """The definition that a rating goes by; a correction that names none keeps the one that it was recorded with."""
        before = self.ratings.get(rating.rating_id)
        version = rating.instrument_version
        if version is None and before is not None and before.instrument.casefold() == rating.instrument.strip().casefold():
            recorded_with = catalogue.find(before.instrument, before.instrument_version)
            version = None if recorded_with is None else recorded_with.version
        return require_rated(catalogue, rating.instrument, version)

    def _require_once(self, rating: RatingFacts) -> None:
        """Refuse the same rating twice, and one that is said not to have been made."""
        for other in self.ratings.values():
            if other.rating_id != rating.rating_id and series_of(other) == series_of(rating) and _same_occasion(other, rating):
                raise ConflictError("Skattningen är redan registrerad den dagen eller vid det besöket. Rätta den som finns.")
        if any(each.is_instead_of(rating) for each in self.rating_work.not_made):
            raise ConflictError("Skattningen är registrerad som inte gjord vid det besöket. Stryk den uppgiften först.")


def _same_occasion(one: RatingFacts, other: RatingFacts) -> bool:
    if one.session_id is not None and other.session_id is not None:
        return one.session_id == other.session_id
    return one.rated_on == other.rated_on
