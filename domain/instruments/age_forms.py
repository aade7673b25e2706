"""Whether a rating was made with a form for the right age (sv. *åldersform*); a wrong one warns and is not refused."""

from __future__ import annotations

from domain.codes import RatingSubject, Respondent
from domain.instruments.catalogue import InstrumentCatalogue
from domain.instruments.definition import AgeForm, AgeOf, Instrument


def goes_by_the_client(instrument: Instrument, respondent: Respondent, subject: RatingSubject) -> bool:
    """Whether it is the client's age that the form must fit: the client rates, or is rated where the form goes by that."""
    if instrument.age_of is AgeOf.SUBJECT:
        return subject is RatingSubject.CLIENT
    return respondent is Respondent.CLIENT


def form_at(instrument: Instrument, ages: range) -> AgeForm | None:
    """The age form that holds at every one of the possible ages; None = none does, or it cannot be told which."""
    forms = {next(instrument.age_forms_at(age), None) for age in ages}
    return forms.pop() if len(forms) == 1 else None


def age_warning(instrument: Instrument, ages: range, catalogue: InstrumentCatalogue) -> str | None:
    """What to look at when the form is for no age that is possible; None = it can be right.

    Args:
        ages: The possible ages of whom the form must fit, in whole years; see `bands.possible_ages`.
        catalogue: Where a form for that age is looked for.
    """
    if not instrument.age_forms or any(_fits(instrument, age) for age in ages):
        return None
    made_for = " och ".join(form.ages.described() for form in instrument.age_forms)
    others = [
        name for name in catalogue.named(instrument.area)
        if (other := catalogue.current(name)) is not None and other.age_of is instrument.age_of
        and other.age_forms and any(_fits(other, age) for age in ages)
    ]
    instead = f" För den åldern finns {' och '.join(others)}." if others else ""
    wrong = f"{instrument.name} är till för {made_for}, och den åldern stämmer inte."
    return f"{wrong} Kontrollera att det är rätt formulär.{instead}"


def _fits(instrument: Instrument, age: int) -> bool:
    return any(instrument.age_forms_at(age))
