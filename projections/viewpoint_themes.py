"""What viewpoints keep coming back to (sv. *återkommande teman*): counted per unit and period, beside the year before.

Viewpoints and givers are two units of count: a couple gives one viewpoint and is two givers, and a viewpoint of two roles stands
under both. So no breakdown is forced to add up.

Source: SOSFS 2011:9 5 kap. (what comes in is compiled and analysed, so that patterns show).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from domain.codes import Gender, ViewpointKind, ViewpointSubject
from domain.indicators.period import Period, parse_period
from domain.viewpoint.codes import GiverRole
from projections.goals import exact_text, half_up
from projections.statistics import ViewpointRow

DISCRIMINATION_TARGET = 0
"""Viewpoints about discrimination that a unit may have. Source: diskrimineringslagen 2008:567 2:13 forbids it."""


class ReceivedViewpoints(Protocol):
    """Port. Viewpoints as the read model has them."""

    def received(self, period: Period, known_at: int, units: Iterable[UUID]) -> list[ViewpointRow]:
        """Those that came in during a period in these units and activities, as known at a size.

        Raises:
            UnavailableError: The database does not answer.
        """
        ...


class Theme(NamedTuple):
    """What viewpoints have in common (sv. *tema*); None of a member = all."""

    kind: str | None
    subject_category: str | None
    giver: str | None


def year_before(period: Period) -> Period:
    """The same period the year before.

    Raises:
        InvalidValueError: There is no year before.
    """
    return parse_period(f"{period.first.year - 1:04}{period.name[4:]}")


def themes_of(now: Sequence[ViewpointRow], before: Sequence[ViewpointRow], recurring_min: int) -> dict[str, Any]:
    """One unit's viewpoints in a period as JSON: in all, by category, and by kind, category and giver.

    Args:
        now: Of the period.
        before: Of the same period the year before.
        recurring_min: Viewpoints other than praise from which a category is recurring, from 1.
    """
    about = _grouped(now, before, lambda row: [Theme(None, row.subject_category, None)])
    themes = _grouped(now, before, _themes)
    discrimination = sum(row.subject_category == ViewpointSubject.DISCRIMINATION.value for row in now)
    return {
        **_counted(now), "year_before": _counted(before),
        "discrimination": {
            "viewpoints": discrimination, "target": DISCRIMINATION_TARGET, "met": discrimination <= DISCRIMINATION_TARGET,
        },
        "categories": [
            {
                "subject_category": theme.subject_category, "recurring": _is_recurring(rows, recurring_min),
                "was_recurring": _is_recurring(earlier, recurring_min), **_counted(rows), "year_before": _counted(earlier),
            }
            for theme, (rows, earlier) in about.items()
        ],
        "themes": [
            {**theme._asdict(), **_counted(rows, theme.giver), "year_before": _counted(earlier, theme.giver)}
            for theme, (rows, earlier) in themes.items()
        ],
    }


def _themes(row: ViewpointRow) -> list[Theme]:
    roles = dict.fromkeys(row.giver_roles) or {GiverRole.UNKNOWN.value: None}
    return [Theme(row.kind, row.subject_category, role) for role in roles]


Groups = dict[Theme, tuple[list[ViewpointRow], list[ViewpointRow]]]


def _grouped(
    now: Iterable[ViewpointRow], before: Iterable[ViewpointRow], themes: Callable[[ViewpointRow], Iterable[Theme]]
) -> Groups:
    """The rows of both periods by theme, in the order of the code lists; what is gone this year stands too."""
    found: Groups = {}
    for which, rows in enumerate((now, before)):
        for row in rows:
            for theme in themes(row):
                found.setdefault(theme, ([], []))[which].append(row)
    return dict(sorted(found.items(), key=lambda each: _place(each[0])))


def _place(theme: Theme) -> tuple[int, ...]:
    return (
        _index(ViewpointSubject, theme.subject_category), _index(ViewpointKind, theme.kind), _index(GiverRole, theme.giver),
    )


def _index(codes: Iterable[Any], value: str | None) -> int:
    return next((number for number, code in enumerate(codes) if code.value == value), -1)


def _is_recurring(rows: Iterable[ViewpointRow], recurring_min: int) -> bool:
    return sum(row.kind != ViewpointKind.PRAISE.value for row in rows) >= recurring_min


def _counted(rows: Sequence[ViewpointRow], role: str | None = None) -> dict[str, Any]:
    """The counts of some viewpoints; of a theme with a role, the givers of that role."""
    genders = Counter(gender for row in rows for gender in row.givers)
    to_adapt = [row for row in rows if row.kind != ViewpointKind.PRAISE.value and not row.referred]
    to_tell = [row for row in to_adapt if row.giver_roles or row.case_id is not None]
    days = sorted((told - row.received_on).days for row in to_tell if (told := _told_on(row)) is not None)
    return {
        "viewpoints": len(rows),
        "givers": sum(role is None or each == role for row in rows for each in row.giver_roles),
        # A giver's gender and role lie in lists of their own here, so genders are told only where all givers count.
        "givers_by_gender": {each.value: genders[each.value] for each in Gender if genders[each.value]} if role is None else None,
        "children": sum(map(is_a_childs, rows)),
        "from_commissioner": sum(row.from_commissioner for row in rows),
        "passed_on_by_commissioner": sum(row.passed_on_by == GiverRole.COMMISSIONER.value for row in rows),
        "formal": sum(row.formal for row in rows), "referred_to_appeal": sum(row.referred for row in rows),
        "adapted": _share([row.adapted for row in to_adapt]),
        "not_possible": sum(row.not_possible for row in to_adapt),
        "open": sum(not row.adapted and not row.not_possible for row in to_adapt),
        "told": _share([_told_on(row) is not None for row in to_tell]),
        "median_days_to_feedback": _median(days),
    }


def is_a_childs(row: ViewpointRow) -> bool:
    """Whether a child is among the givers, by role or by gender; as `Giver.is_a_child` says."""
    return GiverRole.CHILD.value in row.giver_roles or not {Gender.GIRL.value, Gender.BOY.value}.isdisjoint(row.givers)


def _told_on(row: ViewpointRow) -> Any:
    """The first day that the giver was told: the answer to a formal complaint tells them too."""
    return min((day for day in (row.feedback_on, row.answered_on) if day is not None), default=None)


def _share(each: Sequence[bool]) -> dict[str, Any]:
    numerator, denominator = sum(each), len(each)
    percent = Fraction(100 * numerator, denominator) if denominator else None
    return {
        "numerator": numerator, "denominator": denominator, "percent": None if percent is None else half_up(percent),
        "exact": None if percent is None else exact_text(percent),
    }


def _median(days: Sequence[int]) -> str | None:
    """The middle day, or halfway between the two in the middle; None of nothing."""
    if not days:
        return None
    middle = len(days) // 2
    return exact_text(Fraction(days[middle] if len(days) % 2 else days[middle - 1] + days[middle], 2 - len(days) % 2))


def by_place(rows: Iterable[ViewpointRow], places: Mapping[UUID, UUID]) -> dict[UUID, list[ViewpointRow]]:
    """Rows by the unit that their own unit or activity is reported under."""
    found: dict[UUID, list[ViewpointRow]] = {}
    for row in rows:
        found.setdefault(places[row.unit_id], []).append(row)
    return found
