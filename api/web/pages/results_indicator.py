"""One indicator (sv. *indikator*): what it means, how it has developed, and what a figure of it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Role
from api.goal_reading import GoalReader, Part
from api.http.dependencies import LoggedIn
from api.trend_reading import TrendReader
from api.web.charts.trend import TrendFigure, trend_figures
from api.web.formats import number
from api.web.pages.asking import API, Asking
from api.web.pages.frame import shown
from api.web.pages.results import GOALS, results_of
from api.web.pages.results_asked import ResultsAsked, chooser, period_in_words, results_asked, unit_choices
from api.web.pages.results_lines import result_line
from api.web.pages.standing_figures import standing_figures
from api.web.texts import _
from domain.errors import InvalidValueError, NotFoundError

router = APIRouter(include_in_schema=False)

_YEARS_BACK = 5
"""How many years before the one that is shown are drawn."""
ROWS_A_PAGE = 10
"""Few: the reader's relation to each case on the page is settled first."""
_UNDERLAY = f"{GOALS}/{{indicator_id}}/events"

UNITS_OF_COUNT: Mapping[str, str] = {
    "case": "ärenden", "closing": "avslut", "rent_month": "hyresmånader", "session": "besök", "decision": "beslut",
    "plan": "genomförandeplaner", "request": "begäranden om hjälp", "viewpoint": "synpunkter",
    "giver": "personer som lämnat synpunkter", "outreach": "uppsökande kontakter",
}
PARTS: Mapping[Part, str] = {
    Part.ALL: "Allt som räknas", Part.NUMERATOR: "Det som uppfyller (täljaren)", Part.DENOMINATOR: "Det som är mätt (nämnaren)",
    Part.MISSING: "Det som inte är mätt",
}


@router.get("/results/{indicator_id}")
def indicator_page(request: Request, account: LoggedIn, indicator_id: str) -> Response:
    """En indikator: innebörd, resultat, utveckling över åren, fördelning på kön, och det som inte räknas med."""
    asking = Asking(request, account)
    asked = results_asked(request, asking.today)
    units = unit_choices(asking, asked.known_at)
    answer = results_of(asking, asked, indicator_id)
    held = GoalReader(asking.reader(f"GET {API}/indicators")).indicators(
        known_at=asked.known_at, valid_at=answer.get("definitions_on", asked.period.last.isoformat())
    )
    defined = _defined(held.document["indicators"], indicator_id)
    trends = [] if asked.is_external else _trends(asking, asked, indicator_id, defined["in_force"])
    asking.close()
    return shown(
        request, "results/indicator.html", asked=asked, chooser=chooser(asked, units, f"/results/{indicator_id}"),
        indicator=indicator_id, defined=defined, says=defined["in_force"] and defined["in_force"]["says"],
        results=[(each, result_line(each, asked), missing_texts(each)) for each in answer["results"]], trends=trends,
        known_at=answer["known_at"], small_cell_min=answer.get("small_cell_min"), units_of_count=UNITS_OF_COUNT,
        parts=PARTS, may_drill=not asked.is_external and _may_drill(asking), address=asked.address,
    )


@router.get("/results/{indicator_id}/events")
def events_page(request: Request, account: LoggedIn, indicator_id: str) -> Response:
    """Det som ett resultat är gjort av, rad för rad; ärendena skrivs i åtkomstloggen."""
    asking = Asking(request, account)
    asked = results_asked(request, asking.today)
    if asked.is_external:
        raise InvalidValueError("Underlaget finns bara i den interna vyn: varje rad är en persons. Ta bort external ur adressen.")
    part, after = _part(request.query_params.get("part")), _after(request.query_params.get("after"))
    answer, following = GoalReader(asking.reader(_UNDERLAY)).events(
        indicator_id, asked.period.name, part=part, known_at=asked.known_at, unit=asked.unit, limit=ROWS_A_PAGE, after=after,
    )
    document = answer.document
    numbers = _case_numbers(asking, document["rows"], document["known_at"])
    asking.close()
    # The size is fixed from the first page on, so that nothing moves between pages.
    fixed = asked._replace(known_at=str(document["known_at"]))
    path = f"/results/{indicator_id}/events"
    return shown(
        request, "results/events.html", asked=asked, in_words=period_in_words(asked.period), indicator=indicator_id,
        result=document["result"], line=result_line(document["result"], asked), rows=document["rows"], numbers=numbers, part=part,
        parts=[(each, _(text), fixed.address(path, part=each.value)) for each, text in PARTS.items()],
        in_all=document["rows_in_all"], first=after + 1, known_at=document["known_at"], address=asked.address,
        next_href=None if following is None else fixed.address(path, part=part.value, after=str(following)),
        first_href=fixed.address(path, part=part.value) if after else None,
    )


def missing_texts(result: Mapping[str, Any]) -> list[str]:
    """What is not counted in a result, and why: each reason with how many."""
    if "missing_count" in result:
        count = result["missing_count"]
        return [] if not count else [_("{count} är inte mätta").format(count=number(count))]
    return [_("{reason}: {count}").format(reason=_(reason), count=number(count)) for reason, count in result["missing"].items()]


def _defined(indicators: Sequence[dict[str, Any]], indicator_id: str) -> dict[str, Any]:
    found = [each for each in indicators if each["id"] == indicator_id]
    if not found:
        raise NotFoundError("Indikatorn finns inte. Välj den på resultattavlan.")
    return found[0]


def _trends(asking: Asking, asked: ResultsAsked, indicator_id: str, in_force: Mapping[str, Any] | None) -> list[TrendFigure]:
    years = f"{max(asked.year - _YEARS_BACK, 1):04}-{asked.year:04}"
    document = standing_figures(
        asking, f"{GOALS}/trend", (indicator_id, years, asked.part, asked.unit), asked.known_at,
        lambda reader: TrendReader(reader).trend(
            indicator_id, years, part=asked.part or None, known_at=asked.known_at, unit=asked.unit
        ).document,
    )
    title = _(in_force["says"]["name"]) if in_force and in_force["says"] else indicator_id
    return trend_figures(title, document["series"])


def _case_numbers(asking: Asking, rows: Sequence[Mapping[str, Any]], known_at: int) -> dict[str, str]:
    """The numbers of the cases that are named, by id: those that the underlay itself may name."""
    cases = {UUID(each["case"]) for each in rows if each["case"] is not None and not each["protected"]}
    return {str(each.case_id): each.number for each in asking.board.views.cases_of(cases, known_at)} if cases else {}


def _may_drill(asking: Asking) -> bool:
    """Whether somebody has a part in every case of a unit: whoever has one in single cases would be refused the list."""
    return asking.may(_UNDERLAY) and asking.account.role not in (Role.THERAPIST, Role.AUDITOR)


def _part(text: str | None) -> Part:
    try:
        return Part(text or Part.ALL)
    except ValueError:
        raise InvalidValueError("Delen finns inte. Välj en av dem som sidan visar.") from None


def _after(text: str | None) -> int:
    if text is None:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise InvalidValueError("Sidan finns inte. Börja om från första sidan.")
    return int(text)
