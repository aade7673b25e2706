"""The results board (sv. *resultattavla*): goals and expected results with lights, and every figure with what it rests on."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.goal_reading import GoalReader
from api.governance_reading import goal_chain
from api.http.dependencies import LoggedIn
from api.http.export_routes import INTERNAL
from api.reading import Reader
from api.wall_reading import wall_goals
from api.web.pages.asking import API, Asking
from api.web.pages.frame import shown
from api.web.pages.results_asked import ResultsAsked, chooser, results_asked, unit_choices, unit_name
from api.web.pages.results_goals import goal_branches, measured
from api.web.pages.results_lines import ResultLine, by_unit, light_counts, result_line
from api.web.pages.standing_figures import standing_figures
from domain.errors import NotFoundError

router = APIRouter(include_in_schema=False)

GOALS = f"GET {API}/goals"
UNITS_SHOWN = 8
"""Of more than so many each has its results on a page of its own: a board of everything would be read by nobody."""


@router.get("/results")
def results_page(request: Request, account: LoggedIn) -> Response:
    """Resultattavlan: målen med ljus, och varje resultat med täljare, nämnare, täckning och kön."""
    asking = Asking(request, account)
    asked = results_asked(request, asking.today)
    answer = results_of(asking, asked)
    lines = [result_line(each, asked) for each in answer["results"]]
    units = unit_choices(asking, asked.known_at)
    groups = by_unit(lines)
    is_whole = len(groups) <= UNITS_SHOWN
    goals = goal_branches(_goals(asking, asked), measured(lines))
    asking.close()
    return shown(
        request, "results/board.html", asked=asked, chooser=chooser(asked, units, "/results"), goals=goals,
        groups=groups if is_whole else [], counts=light_counts(lines), known_at=answer["known_at"],
        small_cell_min=answer.get("small_cell_min"), cannot=answer.get("cannot_be_evaluated", ()),
        unit_links=[] if is_whole else [(name, _of_unit(asked, own), light_counts(own)) for name, own in groups],
        may_take_out=_may_take_out(account, asked), address=asked.address,
    )


@router.get("/results/wall")
def wall_page(request: Request, account: LoggedIn) -> Response:
    """Resultaten för en väggskärm: stora siffror, utan små tal."""
    asking = Asking(request, account)
    asked = results_asked(request, asking.today, external=True)
    answer = results_of(asking, asked)
    lines = [result_line(each, asked) for each in answer["results"]]
    units = unit_choices(asking, asked.known_at)
    asking.close()
    return shown(
        request, "results/wall.html", asked=asked, chooser=chooser(asked, units, "/results/wall"),
        groups=by_unit(_for_the_wall(lines)), hidden=sum(each.is_hidden for each in lines), known_at=answer["known_at"],
        small_cell_min=answer["small_cell_min"], unit=unit_name(units, asked.unit), address=asked.address,
        lock_minutes=request.app.state.log_ins.lock_seconds // 60,
    )


def results_of(asking: Asking, asked: ResultsAsked, indicator: str | None = None) -> dict[str, Any]:
    """The results of a period in the view that is asked for, as the service answers.

    Args:
        indicator: Only this one; None = all.
    """
    question = GOALS if indicator is None else f"{GOALS}/{{indicator_id}}"
    about = asked.period.name, asked.unit, indicator, asked.is_external
    if asked.is_external:
        asking.note_external()
    return standing_figures(asking, question, about, asked.known_at, lambda reader: _counted(reader, asked, indicator))


def _counted(reader: Reader, asked: ResultsAsked, indicator: str | None) -> dict[str, Any]:
    if asked.is_external:
        return wall_goals(
            reader, asked.period.name, known_at=asked.known_at, unit=asked.unit, indicator=indicator
        ).document
    return GoalReader(reader).goals(
        asked.period.name, known_at=asked.known_at, unit=asked.unit, indicator=indicator
    ).document


def _goals(asking: Asking, asked: ResultsAsked) -> list[dict[str, Any]]:
    try:
        chain = goal_chain(asking.reader(f"GET {API}/goal-chain"), asked.year, unit=asked.unit, known_at=asked.known_at)
    except NotFoundError:
        # A year without a plan; the results are there all the same.
        return []
    return chain.document["goals"]


def _of_unit(asked: ResultsAsked, lines: list[ResultLine]) -> str:
    """The same board of one unit."""
    return asked.address("/results", unit=lines[0].unit_id)


def _for_the_wall(lines: list[ResultLine]) -> list[ResultLine]:
    """What is worth a wall: what has a value that may be shown."""
    return [each for each in lines if each.has_value]


def _may_take_out(account: Account, asked: ResultsAsked) -> bool:
    """Whether the view that is shown is given as a file too: that of small numbers is for some."""
    return asked.is_external or account.role in INTERNAL
