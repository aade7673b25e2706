"""From a viewpoint to an adaptation to the next SRS (sv. *kedjan*), the weekly meeting, and what keeps coming back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn
from api.register_reading import one_of, sought_in
from api.viewpoint_reading import for_inventory, viewpoint_themes, weeks_without_inventory
from api.web.formats import day
from api.web.forms.fields import Choice
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Form, go_to
from api.web.pages.own_forms import OwnForm, Shown, Wording
from api.web.pages.results_analyses import theme_rows
from api.web.pages.results_asked import part_choices, period_in_words, results_asked, unit_choices
from api.web.pages.submitting import shape_of_write
from api.web.pages.viewpoint_view import links_of, shown_viewpoint, words_of
from api.web.pages.viewpoints import VIEWPOINTS, in_viewpoints
from api.web.pages.write_forms import Sent
from api.web.texts import _
from api.write_rights import may_write
from domain.development_proposal.codes import ProposalStatus
from domain.viewpoint.codes import AdaptationState

router = APIRouter(include_in_schema=False)

_INVENTORIES = "/viewpoint-inventories"
_GONE_THROUGH = "viewpoint_ids"
_WORDINGS: Mapping[str, Wording] = {
    "viewpoint_ids": Wording("Synpunkter som ni gick igenom", "De nya är valda. Ta bort det ni inte hann med."),
    "inventory_notes": Wording("Anteckning från mötet"),
}


@router.get("/viewpoints/meeting")
def meeting(request: Request, account: LoggedIn) -> Response:
    """Veckomötet: det nya, det som är öppet, och vad som bestäms."""
    asking = Asking(request, account)
    return _meeting(request, asking, None)


@router.post("/viewpoints/meeting")
def hold_meeting(request: Request, form: Form, posted: Sent, account: LoggedIn) -> Response:
    """Registrera genomgången."""
    asking = Asking(request, account)
    own = OwnForm(request, asking, _INVENTORIES, {}, _WORDINGS, _among(asking, posted.one("unit")))
    submitted = own.sent(account, form, posted)
    if submitted.written is None:
        return _meeting(request, asking, own.again(form, posted, submitted), submitted.status)
    return go_to(f"/viewpoints/meeting?unit={posted.one('unit')}&done=meeting_held")


@router.get("/viewpoints/themes")
def themes(request: Request, account: LoggedIn) -> Response:
    """Vad synpunkterna återkommer till."""
    asking = Asking(request, account)
    asked = results_asked(request, asking.today)
    found = viewpoint_themes(
        asking.board, asking.reader(f"{VIEWPOINTS}/themes"), asked.period.name, known_at=asked.known_at, unit=asked.unit
    ).document
    units = unit_choices(asking, asked.known_at)
    asking.close()
    return in_viewpoints(
        request, account, "themes", asked=asked, found=found, rows=theme_rows(found["units"]), units=units,
        parts_of_year=part_choices(), in_words=period_in_words(asked.period),
        discrimination=[each["unit"] for each in found["units"] if not each["discrimination"]["met"]],
    )


@router.get("/viewpoints/{viewpoint_id}")
def chain(request: Request, viewpoint_id: UUID, account: LoggedIn) -> Response:
    """En synpunkt: sagt, gjort och vad den enskilde tyckte nästa gång."""
    asking = Asking(request, account)
    known_at = request.query_params.get("known_at") or None
    answer = one_of(asking.reader(VIEWPOINTS), "viewpoints", viewpoint_id, known_at=known_at)
    [document] = answer.document["found"]
    units = dict(unit_choices(asking, known_at))
    asking.close()
    may_change = known_at is None and may_write(account.role, shape_of_write("/viewpoints"))
    return in_viewpoints(
        request, account, "chain", one=shown_viewpoint(document, units), words=words_of(document), known_at=known_at,
        size=answer.document["known_at"], links=links_of(document, f"/viewpoints/{viewpoint_id}") if may_change else {},
        proposal=f"/record/development-proposals?viewpoint_ids={viewpoint_id}&unit={document['unit']}" if may_change else "",
    )


def _meeting(request: Request, asking: Asking, form: Shown | None, status: int = 200) -> Response:
    units = unit_choices(asking, None)
    unit = _unit(request, asking, units)
    context: dict[str, Any] = {"units": units, "unit": unit, "found": None, "form": form}
    if unit is not None:
        reader = asking.reader(f"{VIEWPOINTS}/for-inventory")
        found = for_inventory(asking.board, reader, UUID(unit)).document
        missing = weeks_without_inventory(
            asking.board, asking.reader(f"GET {API}/viewpoint-inventories/missing"), UUID(unit)
        ).document["missing"]
        names, may_hold = dict(units), may_write(asking.account.role, shape_of_write(_INVENTORIES))
        context |= {
            "found": found, "missing": missing[-8:], "missing_count": len(missing), "may_hold": may_hold,
            "new": [(shown_viewpoint(each, names), _links(each, unit)) for each in found["new"]],
            "open": [(shown_viewpoint(each, names), _links(each, unit)) for each in found["open"]],
            "proposals": _proposals(asking, unit),
        }
        if form is None and may_hold:
            own = OwnForm(request, asking, _INVENTORIES, {}, _WORDINGS, {_GONE_THROUGH: _choices(found)})
            context["form"] = own.opened(_filled_in(asking, unit, found))
    answer = in_viewpoints(request, asking.account, "meeting", status=status, **context)
    asking.close()
    return answer


def _among(asking: Asking, unit: str) -> dict[str, tuple[Choice, ...]]:
    """What a meeting of a unit can have gone through."""
    if unit not in {each for each, _name in unit_choices(asking, None)}:
        return {}
    found = for_inventory(asking.board, asking.reader(f"{VIEWPOINTS}/for-inventory"), UUID(unit)).document
    return {_GONE_THROUGH: _choices(found)}


def _choices(found: Mapping[str, Any]) -> tuple[Choice, ...]:
    return tuple(
        Choice(each["viewpoint"], f"{day(each['received_on'])}: {each['description']}")
        for each in (*found["new"], *found["open"])
    )


def _unit(request: Request, asking: Asking, units: list[tuple[str, str]]) -> str | None:
    """Whose meeting: the unit that is asked for, else one's own, else the first."""
    known = [each for each, _name in units]
    asked = request.query_params.get("unit") or (request.state.form.get("unit") if request.method == "POST" else None)
    own = None if asking.today is None else asking.access.place().own_unit
    return next((each for each in (asked, str(own)) if each in known), known[0] if known else None)


def _filled_in(asking: Asking, unit: str, found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """This week's meeting, with everything that is new on its list."""
    held_on = date.fromisoformat(found["day"])
    monday = held_on - timedelta(days=held_on.weekday())
    pairs = [("unit", unit), ("held_on", found["day"]), ("week_from", monday.isoformat())]
    if asking.account.staff is not None:
        pairs.append(("leader_id", str(asking.account.staff)))
    return pairs + [(_GONE_THROUGH, each["viewpoint"]) for each in found["new"]]


def _links(document: Mapping[str, Any], unit: str) -> list[Any]:
    """What the meeting can decide on a viewpoint: what it leads to, else who is told."""
    links = links_of(document, f"/viewpoints/meeting?unit={unit}")
    if document["adaptation_state"] == AdaptationState.OPEN:
        return links["done"]
    return [] if document["feedback_on"] else links["told"]


def _proposals(asking: Asking, unit: str) -> list[dict[str, Any]]:
    """The development proposals of a unit, those that are due first."""
    found = sought_in(
        asking.reader(f"GET {API}/development-proposals"), "development-proposals", lambda each: each["unit"] == unit,
        lambda each: each["due_on"] or "",
    )
    return [
        {**each, "status_in_words": _(ProposalStatus(each["status"]).swedish)}
        for each in reversed(found.answer.document["found"])
    ]
