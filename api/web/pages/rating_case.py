"""What a rating can be chosen among in a case (sv. *att skatta*): its forms, who may rate, and the words that are loaded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from adapters.postgres.registers import Registers
from api.main import OpenBoard
from api.rating_setting import RatingSetting
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Fault
from api.web.rating_words import RATING_LANGUAGES
from api.web.texts import SWEDISH, _
from domain.case.case import Case
from domain.codes import Phase, RatingSubject, Respondent
from domain.instrument_texts.events import ItemTextsLoaded
from domain.instrument_texts.texts import InstrumentTexts
from domain.instruments.catalogue import InstrumentCatalogue
from domain.instruments.definition import Instrument, InstrumentKind
from domain.offering.rating_terms import expected_on

LOOKS: Mapping[str, str] = {
    "adult": "Vuxen: skalor", "child": "Barn: skalor med ansikten", "smileys": "Små barn: ansikten att peka på",
}
"""How the form may look to whoever rates."""
RATINGS = f"GET {API}/cases/{{case_id}}/ratings"


class RatingCase(NamedTuple):
    """A case and what can be rated in it.

    Args:
        today: Today, or of a simulated ledger its last day.
        first: The forms that its offering expects, and those that it has been rated with before.
        others: The rest of what is in use.
        people: Who may be named beside the client: by entry, what they are called.
    """

    case: Case
    today: date
    catalogue: InstrumentCatalogue
    first: tuple[Instrument, ...]
    others: tuple[Instrument, ...]
    people: Mapping[str, str]

    def instrument(self, chosen: str) -> Instrument | None:
        """The form that a choice names, as `chosen_as` writes it."""
        name, _separator, version = chosen.rpartition("|")
        return self.catalogue.find(name, version) if name else None


def chosen_as(instrument: Instrument) -> str:
    """How a form is named in a choice."""
    return f"{instrument.name}|{instrument.version}"


def rating_case(asking: Asking, case_id: UUID) -> RatingCase:
    """Read the case for a rating.

    Raises:
        NotFoundError, PurposeRequiredError, UnavailableError: As `api.reading.Reader.case_stream`.
    """
    reader = asking.reader(RATINGS)
    case = Case.fold(each.event for each in reader.case_stream(case_id, reader.as_of(None)))
    registers, today = Registers(asking.board.ledger), asking.today or date.min
    catalogue = registers.instruments(day=today)
    offering = None if case.facts is None or case.facts.offering is None else registers.offerings().get(case.facts.offering)
    expected = [each.instrument for each in expected_on(() if offering is None else offering.rating_terms, today)]
    used = [each.instrument for each in sorted(case.ratings.values(), key=lambda each: each.rated_on, reverse=True)]
    names = dict.fromkeys(name.casefold() for name in (*expected, *used))
    first = [found for name in names if (found := catalogue.current(name)) is not None and found.kind is InstrumentKind.RATED]
    others = [found for name in catalogue.rated() if (found := catalogue.current(name)) is not None and found not in first]
    return RatingCase(case, today, catalogue, tuple(first), tuple(others), _people(case, today))


def setting_of(form: Mapping[str, str], known: RatingCase) -> tuple[RatingSetting | None, list[Fault]]:
    """What a form has chosen, or what is to be put right in it; the decision judges whether it may be."""
    instrument = known.instrument(form.get("other", "") or form.get("instrument", ""))
    if instrument is None:
        return None, [Fault("instrument", _("Välj vad som ska skattas."))]
    try:
        respondent = Respondent(form.get("respondent") or "")
    except ValueError:
        return None, [Fault("respondent", _("Välj vem som skattar."))]
    subject = form.get("subject") or _usual_subject(known.case, instrument, respondent)
    phase = form.get("phase") or _usual_phase(known.case, instrument)
    language, look = form.get("language", SWEDISH), form.get("look", "adult")
    return RatingSetting(
        instrument.name, instrument.version, respondent, RatingSubject(subject), Phase(phase),
        language if language in RATING_LANGUAGES else SWEDISH, _entry(form, "respondent_person"), _entry(form, "about_person"),
        _entry(form, "session"), look if look in LOOKS else "adult",
    ), []


def texts_of(board: OpenBoard, instrument: Instrument, language: str) -> ItemTextsLoaded | None:
    """The unit's licensed texts of a form in a language, else in Swedish; None = none are loaded."""
    found = Registers(board.ledger).of_kind("instrument_texts", InstrumentTexts.fold).values()
    standing = {
        each.standing.language.partition("-")[0]: each.standing for each in found
        if each.standing is not None
        and (each.standing.instrument, each.standing.instrument_version) == (instrument.name, instrument.version)
    }
    return standing.get(language) or standing.get(SWEDISH)


def _usual_subject(case: Case, instrument: Instrument, respondent: Respondent) -> str:
    before = [
        each.subject for each in case.ratings.values()
        if each.instrument.casefold() == instrument.name.casefold() and each.respondent is respondent
    ]
    return before[-1] if before else instrument.about[0] if instrument.about else RatingSubject.CLIENT


def _usual_phase(case: Case, instrument: Instrument) -> Phase:
    if case.closed_on is not None:
        return Phase.FOLLOW_UP
    has_begun = any(each.instrument.casefold() == instrument.name.casefold() for each in case.ratings.values())
    return Phase.ONGOING if has_begun else Phase.START


def _people(case: Case, today: date) -> dict[str, str]:
    acting = {
        str(entry): f"{each.representative_name} ({each.representative_kind.swedish})"
        for entry, each in case.person.representatives_on(today).items()
    }
    close = {
        str(entry): f"{each.close_person_name} ({each.close_relation.swedish})"
        for entry, each in case.rating_work.close_people.items()
    }
    return {**acting, **close}


def _entry(form: Mapping[str, str], name: str) -> UUID | None:
    text = form.get(name, "")
    return UUID(text) if text else None
