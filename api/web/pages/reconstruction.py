"""Rekonstruktion: what happened in a case beside what was written, what nobody wrote, who was there, what could be seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn
from api.reconstruction_reading import Question, ReconstructionReader, wanted_rows
from api.web.formats import day as in_day
from api.web.formats import moment
from api.web.pages.asking import API, Asking
from api.web.pages.frame import shown
from api.web.pages.gap_view import found_gaps, shown_cover
from api.web.pages.timeline import HAND_OUT, chart_of, page_of, shown_places, step_of
from api.web.pages.timeline_view import authors_of, kinds_of, places_of
from api.web.texts import _, plural, word
from domain.case.responsibility import Cover
from domain.errors import ErasedError, NotFoundError
from projections.completeness import MISSING, CaseFinding
from projections.reconstruction.document import Reconstruction
from projections.reconstruction.gaps import Gap, GapKind
from projections.reconstruction.kinds import RowKind

router = APIRouter(include_in_schema=False)

ROWS_A_PAGE = 30
MOST_READINGS = 20
"""The latest; the whole of the log is for the log review."""

Told = tuple[str, Sequence[int]]
"""A sentence, and the positions that it rests on."""


class ReconstructionQuery(BaseModel):
    """What is chosen on the page; an empty field of a form is no choice."""

    known_at: str = ""
    day: str = ""
    kind: str = ""
    author: str = ""
    source: str = ""
    period: str = ""
    page: int = 1


class InShort(NamedTuple):
    """The case in four numbers."""

    days_without_note: int
    days_without_responsible: int
    late: int
    lacking: int


@router.get("/cases/{case_id}/reconstruction")
def reconstruction_page(
    request: Request, account: LoggedIn, case_id: UUID, query: Annotated[ReconstructionQuery, Query()]
) -> Response:
    """Det som hände bredvid det som skrevs."""
    asking = Asking(request, account, case_id)
    reader = ReconstructionReader(asking.reader(f"GET {API}/cases/{{case_id}}/reconstruction"))
    wanted = wanted_rows(
        source=query.source or None, author=query.author or None, kind=query.kind or None, period=query.period or None
    )
    try:
        answer = reader.of(case_id, Question(query.known_at or None, query.day or None, wanted=wanted))
    except ErasedError:
        raise
    except NotFoundError:
        # The attempt is in the log already; whoever stepped too far back is helped on.
        return shown(request, "timeline/not_known.html", status=404, case_id=case_id)
    rebuilt, document = answer.shown, answer.document
    places = places_of(rebuilt, wanted, newest_first=False)
    page = page_of(places, query.page, ROWS_A_PAGE)
    as_of, link = rebuilt.moment.size, partial(link_to, case_id, query)
    asking.close()
    return shown(
        request, "reconstruction/reconstruction.html", case_id=case_id, number=rebuilt.case.number, size=as_of, query=query,
        document=document, page=page, rows=shown_places(page.places, rebuilt), short=in_short(rebuilt),
        gaps=found_gaps(rebuilt.gaps, places, ROWS_A_PAGE, link),
        lanes=chart_of(rebuilt, step_of(rebuilt, query.known_at, as_of)),
        kinds=kinds_of(), authors=authors_of(rebuilt.rows), sources=[(each, each) for each in rebuilt.sources[1:]],
        cover=[shown_cover(each) for each in rebuilt.moment.cover if each.cover is not Cover.NOT_OPEN],
        day=None if document["day"] is None else day_lines(document["day"]),
        readings=document["readings"]["rows"][-MOST_READINGS:][::-1], may_hand_out=asking.may(HAND_OUT),
        link=link,
    )


def in_short(rebuilt: Reconstruction) -> InShort:
    """The case in four numbers."""
    late = sum(row.kind is RowKind.NOTE and row.item is not None and bool(row.item.late) for row in rebuilt.rows)
    lacking = sum(each.finding.since is not None and each.finding.until is None for each in _missing(rebuilt))
    return InShort(_days(rebuilt.gaps, GapKind.SILENCE), _days(rebuilt.gaps, GapKind.NOBODY), late, lacking)


def day_lines(day: dict[str, Any]) -> dict[str, Any]:
    """What was known when a day ended, and what only came later, as sentences with their positions."""
    return {
        "day": day["day"], "size": day["size"], "known": list(_known(day)), "later": list(_later(day)),
        "cover": list(_cover(day)), "missing": list(_missing_then(day)), "readings": len(day["readings"]),
    }


def link_to(case_id: UUID, query: ReconstructionQuery, **changed: Any) -> str:
    """The page's address with some of its choices changed."""
    chosen = {**query.model_dump(exclude_defaults=True), **({} if "page" in changed else {"page": None}), **changed}
    kept = {name: value for name, value in chosen.items() if value not in (None, "")}
    return f"/cases/{case_id}/reconstruction" + (f"?{urlencode(kept)}" if kept else "")


def _days(gaps: Sequence[Gap], kind: GapKind) -> int:
    return sum(gap.days for gap in gaps if gap.kind is kind)


def _missing(rebuilt: Reconstruction) -> list[CaseFinding]:
    return [each for each in rebuilt.moment.found if each.finding.status in MISSING]


def _known(day: dict[str, Any]) -> Iterator[Told]:
    for item in day["known"]:
        when = moment(item["recorded"]["at"])
        yield _("{heading}, skrivet {when}.").format(heading=_(item["heading"]), when=when), [item["position"]]
    note = day["latest_note"]
    if note is not None:
        yield _("Den senaste anteckningen i akten gällde {day}.").format(day=in_day(note["occurred_on"])), [note["position"]]


def _later(day: dict[str, Any]) -> Iterator[Told]:
    for each in day["written_later"]:
        after = plural("{count} dag efter", "{count} dagar efter", each["days_after"])
        yield _("{heading}: {deed} {when}, {after}.").format(
            heading=_(each["heading"]), deed=_(each["deed_in_words"]), when=moment(each["recorded_at"]), after=after
        ), [each["position"]]


def _cover(day: dict[str, Any]) -> Iterator[Told]:
    now, then = day["responsible"], day["responsible_as_known_then"]
    yield word(now["in_words"]), now["evidence"]
    if then["in_words"] != now["in_words"]:
        yield _("Det var inte känt den dagen. Då stod det: {words}").format(words=then["in_words"]), then["evidence"]


def _missing_then(day: dict[str, Any]) -> Iterator[Told]:
    for each in day["missing"]:
        became = {
            "missing": _("kvarstår"), "filled": _("upphörde {day}").format(day=in_day(each["filled_on"])),
            "not_found": _("ingen brist längre"),
        }[each["now"]]
        yield _("{name} ({rule}): brist sedan {since}, {became}.").format(
            name=_(each["name"]), rule=each["rule"], since=in_day(each["since"]), became=became
        ), [*each["evidence"], *each["filled_by"]]
    for each in day["missing_as_known_now"]:
        yield _("Syntes först senare: {name} ({rule}), brist sedan {since}.").format(
            name=_(each["name"]), rule=each["rule"], since=in_day(each["since"])
        ), each["evidence"]
