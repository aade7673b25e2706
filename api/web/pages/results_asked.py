"""What somebody asks the results board for (sv. *urval*): which period, unit and moment, and in which view."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from starlette.requests import Request

from api.web.pages.asking import API, Asking
from api.web.texts import _
from domain.indicators.period import Period, parse_period

WHOLE_YEAR = ""
_TERTIALS = (("T1", "Tertial 1 (januari–april)"), ("T2", "Tertial 2 (januari–augusti)"))
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
)
_SUBJECTS = ("period", "unit", "known_at", "external")


class ResultsAsked(NamedTuple):
    """A question to the results board, as it is understood.

    Args:
        unit: The id of a unit or an activity, as it was asked; None = all.
        known_at: As it was asked; None = everything that is known.
        is_external: Without small cells.
    """

    period: Period
    unit: str | None
    known_at: str | None
    is_external: bool

    @property
    def year(self) -> int:
        """Of the period."""
        return self.period.first.year

    @property
    def part(self) -> str:
        """What the period's name says after its year; empty = the whole year."""
        return self.period.name[5:]

    def address(self, path: str, **changes: str | None) -> str:
        """An address that asks the same of another page.

        Args:
            changes: What is asked otherwise; None = not at all.
        """
        asked = {
            "period": self.period.name, "unit": self.unit, "known_at": self.known_at,
            "external": "1" if self.is_external else None, **changes,
        }
        words = urlencode({name: value for name, value in asked.items() if value})
        return f"{path}?{words}" if words else path


def results_asked(request: Request, today: date | None, *, external: bool = False) -> ResultsAsked:
    """What an address asks for: by `period`, or by `year` and `part` as the form sends them; otherwise this year.

    Args:
        today: None = the ledger knows no day yet.
        external: Whether the page has no other view than that without small cells.

    Raises:
        InvalidValueError: The period cannot be read.
    """
    query = request.query_params
    this_year = f"{today.year:04}" if today is not None else "2026"
    if query.get("year"):
        part = query.get("part", WHOLE_YEAR)
        text = query["year"].strip() + (f"-{part}" if part else "")
    else:
        text = query.get("period") or this_year
    return ResultsAsked(
        parse_period(text), query.get("unit") or None, query.get("known_at") or None, external or query.get("external") == "1"
    )


def part_choices() -> list[tuple[str, str]]:
    """The parts of a year that results are stated for, with their names."""
    months = [(f"{number:02}", _(name).capitalize()) for number, name in enumerate(_MONTHS, start=1)]
    return [(WHOLE_YEAR, _("Hela året")), *((value, _(text)) for value, text in _TERTIALS), *months]


def period_in_words(period: Period) -> str:
    """A period as people say it: `2026`, `tertial 1 2026`, `mars 2026`."""
    part, year = period.name[5:], period.first.year
    if not part:
        return str(year)
    if part.startswith("T"):
        return _("tertial {number} {year}").format(number=part[1:], year=year)
    return f"{_(_MONTHS[int(part) - 1])} {year}"


def unit_choices(asking: Asking, known_at: str | None) -> list[tuple[str, str]]:
    """The units and, set in below each, its activities; ids and names."""
    answer, _more = asking.reader(f"GET {API}/units").register("units", known_at=known_at)
    units = answer.document["units"]
    found: list[tuple[str, str]] = []
    for top in (each for each in units if each["part_of"] is None):
        found.append((top["unit"], top["name"]))
        found += [(each["unit"], f"\N{EN DASH} {each['name']}") for each in units if each["part_of"] == top["unit"]]
    return found


def chooser(asked: ResultsAsked, units: list[tuple[str, str]], action: str) -> dict[str, Any]:
    """What the form above a page of results shows."""
    return {
        "action": action, "year": asked.year, "part": asked.part, "parts": part_choices(), "unit": asked.unit or "",
        "units": units, "known_at": asked.known_at or "", "external": asked.is_external,
        "in_words": period_in_words(asked.period), "first": asked.period.first, "last": asked.period.last,
        "to_now": asked.address(action, known_at=None), "is_day": _is_day(asked.known_at),
    }


def unit_name(units: list[tuple[str, str]], unit: str | UUID | None) -> str | None:
    """What a unit or an activity is called; None = none is named."""
    return next((name.removeprefix("\N{EN DASH} ") for key, name in units if key == str(unit)), None)


def _is_day(known_at: str | None) -> bool:
    try:
        return known_at is not None and date.fromisoformat(known_at) is not None
    except ValueError:
        return False
