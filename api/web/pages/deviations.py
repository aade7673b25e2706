"""Avvikelser: what did not go as it should, below a wrong: reported, assessed, remedied, closed or made a Lex Sarah report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.deviation_reading import deviation_trend
from api.http.dependencies import LoggedIn
from api.register_reading import sought_in
from api.web.forms.addresses import address_of
from api.web.pages.asking import API, Asking
from api.web.pages.frame import shown
from api.web.pages.lex_sarah import PARTS, REPORTS, desk_of, names_of_units
from api.web.pages.lex_sarah_numbers import year_in
from api.web.pages.lex_sarah_steps import Link
from api.web.pages.parts import after_in, parts_of
from api.web.pages.submitting import shape_of_write
from api.web.pages.told_fields import told_when
from api.web.texts import _
from api.write_rights import may_write
from domain.deviation.codes import DeviationStatus
from domain.errors import InvalidValueError
from domain.lex_sarah.codes import CauseArea

router = APIRouter(include_in_schema=False)

_A_PAGE = 30
_OPEN = "open"
_ONE = "/deviations/{deviation_id}"
_NEXT: Mapping[str, tuple[tuple[str, str], ...]] = {
    DeviationStatus.REPORTED: (("assessments", "Bedöm"), ("supplements", "Komplettera")),
    DeviationStatus.ASSESSED: (
        ("remedies", "Skriv in vad som gjordes"), ("remedy-waivers", "Ingen åtgärd behövs, skriv varför"),
        ("escalations", "Gör till en Lex Sarah-rapport"),
    ),
    DeviationStatus.REMEDIED: (
        ("closings", "Avsluta"), ("remedies", "Skriv in en åtgärd till"), ("escalations", "Gör till en Lex Sarah-rapport"),
    ),
    DeviationStatus.CLOSED: (("reopenings", "Återuppta"),),
}
"""What comes next as a rule, by how far the work has come."""


@router.get("/deviations")
def deviations(request: Request, account: LoggedIn) -> Response:
    """Avvikelserna, de öppna först."""
    asking, query = Asking(request, account), request.query_params
    known_at, state, after = query.get("known_at") or None, query.get("state", ""), after_in(request)
    if state not in ("", _OPEN, *(each.value for each in DeviationStatus)):
        raise InvalidValueError("Urvalet finns inte. Välj i listan.")
    found = sought_in(
        asking.reader(f"GET {API}/deviations"), "deviations", lambda each: state in ("", each["status"]) or (
            state == _OPEN and _is_open(each)
        ), lambda each: (_is_open(each), each["reported_on"], each["deviation"]), known_at=known_at, limit=_A_PAGE,
        after=after,
    )
    units = names_of_units(asking)
    documents = found.answer.document["found"]
    reports = _reports_of(asking, documents)
    asking.close()
    may_change = known_at is None and may_write(account.role, shape_of_write("/deviations"))
    return shown(
        request, "deviations/list.html", parts=parts_of(account, request.url.path, PARTS), known_at=known_at, state=state,
        size=found.answer.document["known_at"], count=found.count, after=after, may_change=may_change, reports=reports,
        states=[(_OPEN, _("öppna")), *((each.value, _(each.swedish)) for each in DeviationStatus)], today=asking.today,
        deviations=[(each, units.get(each["unit"], ""), told_when(each["occurred"]), _links(each) if may_change else [])
                    for each in documents],
        next_after=documents[-1]["deviation"] if found.has_more else None,
    )


@router.get("/deviations/trend")
def trend(request: Request, account: LoggedIn) -> Response:
    """Avvikelserna per enhet, orsaksområde och månad, utan små tal."""
    asking = Asking(request, account)
    known_at = request.query_params.get("known_at") or None
    found = deviation_trend(asking.reader(f"GET {API}/deviations/trend"), year_in(request), known_at=known_at).document
    asking.close()
    return shown(
        request, "deviations/trend.html", parts=parts_of(account, request.url.path, PARTS), found=found, known_at=known_at,
        areas=[(each.value, _(each.swedish)) for each in CauseArea],
        rows=[{"unit": _("Hela nämnden"), **found["board"]}, *found["units"]],
    )


def _reports_of(asking: Asking, documents: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The reports that deviations became, of which whoever looks sees anything."""
    if not any(each["escalated"] for each in documents):
        return frozenset()
    return frozenset(map(str, desk_of(asking, REPORTS).ids_seen()))


def _is_open(deviation: Mapping[str, Any]) -> bool:
    return deviation["status"] not in (DeviationStatus.CLOSED, DeviationStatus.ESCALATED)


def _links(deviation: Mapping[str, Any]) -> list[Link]:
    """The forms that lead on; what may be a wrong is first made a report."""
    chosen = _NEXT.get(deviation["status"], ())
    if deviation["assessed"] is not None and deviation["assessed"]["may_be_misconduct"]:
        chosen = tuple(sorted(chosen, key=lambda each: each[0] != "escalations"))
    ids = {"deviation_id": UUID(deviation["deviation"])}
    return [Link(_(text), f"{address_of(f'{_ONE}/{write}', ids)}?next=/deviations") for write, text in chosen]
