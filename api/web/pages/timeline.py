"""Tidslinje: a case's record as it was known at any moment, with its gaps, and what came to it between two moments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn
from api.reconstruction_reading import ReconstructionReader, wanted_rows
from api.web.pages.asking import API, Asking
from api.web.pages.frame import shown
from api.web.pages.gap_view import ShownGap, found_gaps, shown_gap
from api.web.pages.timeline_chart import Lanes, lanes
from api.web.pages.timeline_view import Place, ShownRow, authors_of, kinds_of, places_of, shown_change, shown_row
from api.web.texts import _
from domain.errors import ErasedError, InvalidValueError, NotFoundError
from projections.reconstruction.document import Reconstruction
from projections.reconstruction.gaps import GapKind
from projections.reconstruction.history import Change
from projections.reconstruction.kinds import RowKind, kind_of
from projections.reconstruction.readings import reading_rows
from projections.reconstruction.trace import Deed

router = APIRouter(include_in_schema=False)

ROWS_A_PAGE = 40
ROWS_A_SHEET = 80
"""In print, where nobody waits for the next page."""
HAND_OUT = f"POST {API}/cases/{{case_id}}/evidence-packages"
_QUESTION = f"GET {API}/cases/{{case_id}}/reconstruction"
_CHANGES = f"GET {API}/cases/{{case_id}}/reconstruction/changes"


class TimelineQuery(BaseModel):
    """What is chosen on the page; an empty field of a form is no choice."""

    known_at: str = ""
    kind: str = ""
    author: str = ""
    source: str = ""
    order: str = ""
    page: int = 1
    print: str = ""


class CompareQuery(BaseModel):
    """Between which moments."""

    from_: Annotated[str, Query(alias="from")] = ""
    to: str = ""


class Step(NamedTuple):
    """Where in time the page stands among the days that something was recorded on.

    Args:
        days: All of them, up to now.
        index: The last that is not after the moment; -1 = the moment is before them all.
        day: The moment's day.
        is_now: Whether all that is known is shown.
    """

    days: Sequence[date]
    index: int
    day: date
    is_now: bool

    @property
    def earlier(self) -> date | None:
        """The day to step back to; None = there is none."""
        before = [each for each in self.days if each < self.day]
        return before[-1] if before else None

    @property
    def later(self) -> date | None:
        """The day to step on to; None = there is none."""
        return next((each for each in self.days if each > self.day), None)


class Page(NamedTuple):
    """Some of the rows, and where among all of them they are; pages count from 1."""

    places: Sequence[Place]
    count: int
    number: int
    last: int


class LatestNote(NamedTuple):
    """The latest note that there was, and how many days before the moment that was."""

    day: date
    days_before: int


@router.get("/cases/{case_id}/timeline")
def timeline_page(request: Request, account: LoggedIn, case_id: UUID, query: Annotated[TimelineQuery, Query()]) -> Response:
    """Det som stod i akten vid en tidpunkt."""
    asking = Asking(request, account, case_id)
    reader = ReconstructionReader(asking.reader(_QUESTION))
    wanted = wanted_rows(source=query.source or None, author=query.author or None, kind=query.kind or None, period=None)
    try:
        as_of, rebuilt = reader.rebuilt(case_id, query.known_at or None)
    except ErasedError:
        raise
    except NotFoundError:
        # The attempt is in the log already; whoever stepped too far back is helped on.
        return shown(request, "timeline/not_known.html", status=404, case_id=case_id)
    step = step_of(rebuilt, query.known_at, as_of.size)
    places = places_of(rebuilt, wanted, newest_first=query.order != "oldest" and not query.print)
    page = page_of(places, query.page, ROWS_A_SHEET if query.print else ROWS_A_PAGE)
    link = partial(link_to, case_id, query)
    asking.close()
    return shown(
        request, "timeline/print.html" if query.print else "timeline/timeline.html", case_id=case_id, number=rebuilt.case.number,
        size=as_of.size, step=step, query=query, rows=shown_places(page.places, rebuilt), page=page,
        hidden=len(rebuilt.rows) + len(rebuilt.gaps) - page.count, kinds=kinds_of(), authors=authors_of(rebuilt.rows),
        sources=[(each, each) for each in rebuilt.sources[1:]], latest=latest_note(rebuilt, step.day),
        lanes=chart_of(rebuilt, step), gaps=found_gaps(rebuilt.gaps, places, ROWS_A_PAGE, link),
        protected=rebuilt.history.protection is not None,
        may_hand_out=asking.may(HAND_OUT), link=link,
    )


@router.get("/cases/{case_id}/timeline/compare")
def compare_page(request: Request, account: LoggedIn, case_id: UUID, query: Annotated[CompareQuery, Query()]) -> Response:
    """Det som tillkom, rättades, ströks och lästes mellan två tidpunkter."""
    asking = Asking(request, account, case_id)
    reader = ReconstructionReader(asking.reader(_CHANGES))
    faults, found, status = [], None, 200
    if query.from_ or query.to:
        try:
            found = reader.between(case_id, query.from_ or "0", query.to or None)
        except InvalidValueError as refused:
            faults, status = [str(refused)], 422
    if found is None:
        asking.case_reader().case(case_id)
    asking.close()
    return shown(
        request, "timeline/compare.html", status=status, case_id=case_id, query=query, faults=faults, found=found,
        changes=[] if found is None else [shown_change(each) for each in found.changes], names=reader.names_readers,
        readings=[] if found is None else reading_rows(found.readings or (), names=reader.names_readers),
        counts=[] if found is None else counted(found.changes), may_hand_out=asking.may(HAND_OUT),
    )


def counted(changes: Sequence[Change]) -> list[tuple[str, int]]:
    """How many changes of each deed there are, of those that there are any of."""
    counts = Counter(each.traced.deed for each in changes)
    return [(_(deed.swedish), counts[deed]) for deed in Deed if counts[deed]]


def page_of(places: Sequence[Place], number: int, size: int) -> Page:
    """One page of rows and gaps; a number beyond the last is the last."""
    last = max(1, -(-len(places) // size))
    number = min(max(number, 1), last)
    return Page(places[(number - 1) * size:number * size], len(places), number, last)


def shown_places(places: Sequence[Place], rebuilt: Reconstruction) -> list[tuple[ShownRow | None, ShownGap | None]]:
    """Rows and gaps as they are shown."""
    silences = [gap for gap in rebuilt.gaps if gap.kind is GapKind.SILENCE]
    return [
        (None if place.row is None else shown_row(place.row, silences), None if place.gap is None else shown_gap(place.gap))
        for place in places
    ]


def step_of(rebuilt: Reconstruction, known_at: str, size: int) -> Step:
    """Where in time a reconstruction stands.

    Args:
        known_at: As it was asked for; "" = now.
        size: How many events are known then.
    """
    days = rebuilt.history.recorded_days()
    known = rebuilt.history.recorded_days(size)
    asked = _day_in(known_at)
    day = asked or (known[-1] if known else rebuilt.moment.terms.day)
    return Step(days, sum(each <= day for each in days) - 1, day, not known_at)


def latest_note(rebuilt: Reconstruction, day: date) -> LatestNote | None:
    """The latest note about a day not after the one that is shown; None = there is none."""
    notes = [
        row.item.occurred_on for row in rebuilt.rows
        if row.item is not None and kind_of(row.event_type) is RowKind.NOTE and not row.item.withheld
    ]
    latest = max(notes, default=None)
    return None if latest is None else LatestNote(latest, max(0, (day - latest).days))


def chart_of(rebuilt: Reconstruction, step: Step) -> Lanes:
    """The picture of when things happened and when they were written, to the end of what is recorded now."""
    return lanes(rebuilt.rows, rebuilt.gaps, step.days[0], max(step.days[-1], step.day), step.day)


def link_to(case_id: UUID, query: TimelineQuery, **changed: Any) -> str:
    """The page's address with some of its choices changed; a choice that changes what is shown begins at its first page."""
    chosen = {**query.model_dump(exclude_defaults=True), **({} if "page" in changed else {"page": None}), **changed}
    kept = {name: value for name, value in chosen.items() if value not in (None, "")}
    return f"/cases/{case_id}/timeline" + (f"?{urlencode(kept)}" if kept else "")


def _day_in(known_at: str) -> date | None:
    try:
        return date.fromisoformat(known_at[:10])
    except ValueError:
        return None
