"""What every decision about ratings checks the same way."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.case.contacts.events import AdviceTalkHeld, ContactMade, GroupAttendanceRecorded
from domain.case.guards import GuardedCase
from domain.codes import RatingSubject, Respondent
from domain.errors import InvalidValueError, NotFoundError
from domain.instruments.catalogue import InstrumentCatalogue
from domain.instruments.definition import Instrument, InstrumentKind

_OCCASIONS = (ContactMade, AdviceTalkHeld, GroupAttendanceRecorded)
"""Entries of a case, beside the sessions of its calendar, at which somebody can rate."""
PARENTS = (RatingSubject.MOTHER, RatingSubject.FATHER)
"""Subjects that name one caregiver by themselves."""


class GuardedRatings(GuardedCase):
    """A case that knows how to refuse what is said of ratings."""

    def _require_lived(self, day: date, what: str) -> None:
        """Refuse a day before the client was born, as far as is known when that was."""
        born, year = self.person.birth_date, None if self.facts is None else self.facts.birth_year
        first = born or (None if year is None else date(year, 1, 1))
        if first is not None and day < first:
            raise InvalidValueError(f"{what} är {day}, före klientens födelse. Rätta datumet eller födelseuppgiften.")

    def _require_close_person(self, person_id: UUID | None, what: str) -> None:
        known = (self.person.representatives, self.rating_work.close_people)
        if person_id is not None and not any(person_id in people for people in known):
            raise NotFoundError(f"{what} finns inte bland företrädare och närstående i ärendet. Registrera personen först.")

    def _require_occasion(self, session_id: UUID | None) -> None:
        """Refuse what is no session of this case's calendar, no contact, and no session of a group that the client came to."""
        if session_id is None or session_id in self.sessions:
            return
        if not isinstance(self.contacts.entries.get(session_id), _OCCASIONS):
            raise NotFoundError("Besöket finns inte i ärendet. Kontrollera att du är i rätt ärende.")


def require_rated(catalogue: InstrumentCatalogue, name: str, version: str | None) -> Instrument:
    """The instrument that something new is said of.

    Args:
        version: None = the newest one.

    Raises:
        InvalidValueError: The name is not in the catalogue; then the version is not; then it is measured elsewhere and not rated.
    """
    newest = catalogue.current(name)
    if newest is None:
        known = ", ".join(catalogue.rated())
        raise InvalidValueError(f"Instrumentet finns inte i katalogen. Välj ett av: {known}; eller låt nämnden anta det först.")
    instrument = newest if version is None else catalogue.find(name, version)
    if instrument is None:
        known = ", ".join(each.version for each in catalogue.versions(name))
        raise InvalidValueError(f"{newest.name} finns inte i den versionen. Ange en av: {known}; eller lämna versionen tom.")
    if instrument.kind is InstrumentKind.MEASURED_ELSEWHERE:
        raise InvalidValueError(f"{instrument.name} skattas inte. Registrera mätningen för sig.")
    return instrument


def require_respondent(instrument: Instrument, respondent: Respondent, respondent_person_id: UUID | None) -> None:
    """Refuse somebody whom the form is not for.

    Raises:
        InvalidValueError: The respondent; then a person beside the client where the client rates.
    """
    if respondent not in instrument.respondents:
        takes = ", ".join(each.swedish for each in instrument.respondents)
        raise InvalidValueError(f"{instrument.name} fylls inte i av {respondent.swedish}, utan av: {takes}.")
    if respondent is Respondent.CLIENT and respondent_person_id is not None:
        raise InvalidValueError("Klienten skattar själv och anges inte som närstående. Ta bort personen.")


def require_subject(instrument: Instrument, subject: RatingSubject, about_person_id: UUID | None) -> None:
    """Refuse somebody whom the form is not about.

    Raises:
        InvalidValueError: The subject; then a person beside the client where it is about the client; then the form is about one
            caregiver, and none is named.
    """
    takes_caregiver = instrument.one_form_per_subject and subject is RatingSubject.CAREGIVER
    if subject not in instrument.about and not takes_caregiver:
        takes = ", ".join(each.swedish for each in instrument.about)
        raise InvalidValueError(f"{instrument.name} gäller inte {subject.swedish}, utan: {takes}.")
    if subject is RatingSubject.CLIENT and about_person_id is not None:
        raise InvalidValueError("Skattningen gäller klienten själv, som inte anges som närstående. Ta bort personen.")
    if instrument.one_form_per_subject and subject not in PARENTS and about_person_id is None:
        raise InvalidValueError(f"{instrument.name} fylls i för en omsorgsperson i taget. Ange vilken den gäller.")
