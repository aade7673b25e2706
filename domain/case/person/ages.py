"""Age, and whose consent it makes necessary (sv. *ålder*, *samtycke*): pure rules on days."""

from __future__ import annotations

from calendar import isleap
from datetime import date

from domain.case.person.codes import ConsentTo, WhoConsents
from domain.codes import LegalBasis

CHILD_MAY_CONSENT_FROM = 12
"""Years. Source: SoL 2025:400 21:1, an insats after assessment, if it is suitable."""
CHILD_CONSENTS_FROM = 15
"""Years. Source: SoL 2025:400 21:1–2 and 3:4, own party."""
OF_AGE_FROM = 18
"""Years. Source: FB 9:1."""


def age_on(born: date, day: date) -> int:
    """Whole years lived on a day; born on 29 February, one is a year older on 1 March of a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birthday(born: date, age: int) -> date:
    """The first day at an age."""
    year = born.year + age
    is_leap_day = (born.month, born.day) == (2, 29)
    return date(year, 3, 1) if is_leap_day and not isleap(year) else born.replace(year=year)


def ages_on(born: date | None, birth_year: int | None, day: date) -> tuple[int, int] | None:
    """The youngest and the oldest that a person can be on a day, as far as is known; None = nothing is known."""
    if born is not None:
        return age_on(born, day), age_on(born, day)
    if birth_year is not None:
        return day.year - birth_year - 1, day.year - birth_year
    return None


def who_consents(to: ConsentTo, basis: LegalBasis | None, ages: tuple[int, int] | None) -> WhoConsents:
    """Whose consent is needed.

    Args:
        basis: An insats after assessment follows 21:1, one that is open to all 21:2.
        ages: As `ages_on` gives them. What both ages make necessary is needed; if they differ it is unknown, and never guessed.

    Source: SoL 2025:400 21:1–2, 3:4; FB 6:11, 9:1.
    """
    if ages is None:
        return WhoConsents.UNKNOWN
    youngest, oldest = (_at_age(to, basis, age) for age in ages)
    return youngest if youngest is oldest else WhoConsents.UNKNOWN


def _at_age(to: ConsentTo, basis: LegalBasis | None, age: int) -> WhoConsents:
    if age >= OF_AGE_FROM:
        return WhoConsents.ADULT
    if age >= CHILD_CONSENTS_FROM:
        return WhoConsents.CHILD
    if age < CHILD_MAY_CONSENT_FROM:
        return WhoConsents.GUARDIANS
    if to is ConsentTo.INSATS:
        return _BETWEEN[basis]
    # No law sets an age for other matters: it is a question of maturity (FB 6:11, OSL 12:3), and so of being suitable.
    return WhoConsents.GUARDIANS_OR_CHILD


_BETWEEN = {
    LegalBasis.ASSISTANCE: WhoConsents.GUARDIANS_OR_CHILD,
    LegalBasis.SERVICE: WhoConsents.GUARDIANS,
    None: WhoConsents.UNKNOWN,
}
