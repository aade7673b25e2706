"""How the law counts days: three weeks to appeal, three months to carry out, and no last day on a day of rest."""

from __future__ import annotations

from datetime import date, timedelta

APPEAL_WEEKS = 3
"""Weeks to appeal, from the day the party got the decision. Source: FL 2017:900 44 §."""
EXECUTION_MONTHS = 3
"""Months within which a favourable decision is carried out before it must be reported. Source: SoL 2025:400 34:1."""

_FIXED_REST_DAYS = frozenset({(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)})
_AFTER_EASTER = frozenset({-2, 1, 39})
"""Days from Easter Day to Good Friday, Easter Monday and Ascension Day; the other feasts are Sundays or Saturdays."""
_FRIDAY, _SATURDAY = 4, 5
_DAY = timedelta(days=1)


def last_day_of_appeal(reached_on: date) -> date:
    """The last day on which an appeal is in time, when the party got the decision on a day.

    Source: FL 2017:900 44 §; lag (1930:173) 2 § moves a last day of rest to the next working day.
    """
    day = reached_on + timedelta(weeks=APPEAL_WEEKS)
    while is_day_of_rest(day):
        day += _DAY
    return day


def is_day_of_rest(day: date) -> bool:
    """Whether it is a Saturday, Sunday, public holiday or one of the three eves that count as such.

    Source: lag (1989:253) om allmänna helgdagar; lag (1930:173) 2 §, which adds Midsummer Eve, Christmas Eve and New Year's Eve.
    """
    is_midsummer_eve = day.month == 6 and 19 <= day.day <= 25 and day.weekday() == _FRIDAY
    return (
        day.weekday() >= _SATURDAY or is_midsummer_eve or (day.month, day.day) in _FIXED_REST_DAYS
        or (day - _easter_day(day.year)).days in _AFTER_EASTER
    )


def _easter_day(year: int) -> date:
    """Easter Day by the Gregorian calendar. Source: Meeus, Jones and Butcher, Astronomical Algorithms (1991), ch. 8."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)
