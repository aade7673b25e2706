"""Andra register: groups, concerns, requests for records and outreach, each with what is open and the forms that lead on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn
from api.register_reading import sought_in
from api.web.formats import day
from api.web.forms.addresses import address_of
from api.web.pages.asking import API, Asking
from api.web.pages.duty_places import place_of_duty
from api.web.pages.frame import shown
from api.web.pages.lex_sarah import names_of_units
from api.web.pages.lex_sarah_steps import Link
from api.web.pages.parts import after_in, parts_of
from api.web.pages.submitting import shape_of_write
from api.web.pages.today_work import DUTIES_QUESTION
from api.web.pages.told_fields import told_when
from api.web.pages.viewpoints import PARTS
from api.web.texts import _, plural
from api.work_reading import WorkReader
from api.write_rights import may_write
from domain.concern.codes import ConcernKind
from domain.errors import NotFoundError
from domain.outreach.codes import OutreachPlace
from projections.statements.fact import FactKind

router = APIRouter(include_in_schema=False)

_A_PAGE = 30
_DAYS_AHEAD = 366


class Listed(NamedTuple):
    """An item of a register.

    Args:
        lines: What it says beside its name.
        is_open: Whether the work with it goes on.
    """

    name: str
    unit: str
    on: str
    lines: tuple[str, ...]
    is_open: bool


class Kept(NamedTuple):
    """A register on its page.

    Args:
        begin: What begins an item, in words.
        key: The member of its document that is its id.
        writes: What may be written in an item, as the last part of its address.
        has_pages: Whether each item has a page of its own.
    """

    name: str
    begin: str
    path: str
    key: str
    id_name: str
    writes: tuple[str, ...]
    told: Callable[[Mapping[str, Any]], Listed]
    has_pages: bool = False


def _group(group: Mapping[str, Any]) -> Listed:
    members = [each for each in group["members"] if each["left_group_on"] is None]
    return Listed(
        group["group_programme"], group["unit"], group["started_on"],
        (plural("{count} deltagare", "{count} deltagare", len(members)),
         _("{held} av {planned} träffar hållna").format(held=len(group["steps_held"]), planned=group["planned_sessions"])),
        group["ended_on"] is None,
    )


def _concern(concern: Mapping[str, Any]) -> Listed:
    facts = concern["facts"]
    kinds = ", ".join(_(ConcernKind(each).swedish) for each in facts["concern_kinds"])
    waits = (_("nytt försök {day}").format(day=day(concern["try_again_on"])),) if concern["try_again_on"] else ()
    return Listed(
        _("Oro: {kinds}").format(kinds=kinds), facts["unit"], facts["received_at"]["on"],
        (_("kom in {when}").format(when=told_when(facts["received_at"])), *waits), not concern["closed"],
    )


def _records_request(request: Mapping[str, Any]) -> Listed:
    asked = request["request"]
    if asked is None:
        return Listed(_("Struken begäran"), request["unit"], "", (), is_open=False)
    return Listed(
        asked["requested_scope"], request["unit"], asked["received_on"],
        (_("kom in {day}").format(day=day(asked["received_on"])), _("svar senast {day}").format(day=day(asked["answer_by"]))),
        asked["state"] != "finished",
    )


def _outreach(met: Mapping[str, Any]) -> Listed:
    place = met["outreach_place"]
    confirm = (_("bekräfta senast {day}").format(day=day(met["confirm_by"])),) if met["confirm_by"] else ()
    return Listed(
        _("Möte i uppsökande arbete {day}").format(day=day(met["occurred_on"])), met["unit"], met["occurred_on"],
        (*((_(OutreachPlace(place).swedish),) if place else ()), *confirm), met["confirm_by"] is not None,
    )


REGISTERS: Mapping[str, Kept] = {
    "groups": Kept("Grupper", "Starta en grupp", "/groups", "group", "group_id",
                   ("members", "sessions", "leavings", "changes", "ending"), _group),
    "concerns": Kept("Oro", "Ta emot en oro", "/concerns", "concern", "concern_id",
                     ("protection-assessments", "inquiry-decisions", "outreach-attempts", "closing"), _concern),
    "records-requests": Kept("Begäran om handlingar", "Registrera en begäran om allmän handling", "/records-requests",
                             "records_request", "request_id", (), _records_request, has_pages=True),
    "outreach": Kept("Uppsökande arbete", "Registrera ett möte", "/outreach", "outreach", "outreach_id",
                     ("descriptions", "confirmations", "corrections"), _outreach),
}


@router.get("/registers")
def registers(request: Request, account: LoggedIn) -> Response:
    """Registren som inte har en egen del av tjänsten."""
    asking = Asking(request, account)
    found = [(name, _(each.name)) for name, each in REGISTERS.items() if asking.may(f"GET {API}/{name}")]
    asking.close()
    return shown(request, "registers/index.html", parts=parts_of(account, request.url.path, PARTS), found=found)


@router.get("/registers/{name}")
def register(request: Request, name: str, account: LoggedIn) -> Response:
    """Ett av registren, det senaste först."""
    if name not in REGISTERS:
        raise NotFoundError("Det finns inget sådant register. Se alla under Andra register.")
    asking, kept, query = Asking(request, account), REGISTERS[name], request.query_params
    known_at, after = query.get("known_at") or None, after_in(request)
    found = sought_in(
        asking.reader(f"GET {API}/{name}"), name, lambda each: True, lambda each: (kept.told(each).is_open, kept.told(each).on),
        known_at=known_at, limit=_A_PAGE, after=after,
    )
    units = names_of_units(asking)
    in_cases = list(_asked_in_cases(asking)) if name == "records-requests" and not known_at else []
    asking.close()
    may_change = known_at is None and may_write(account.role, shape_of_write(kept.path))
    documents = found.answer.document["found"]
    return shown(
        request, "registers/register.html", parts=parts_of(account, request.url.path, PARTS), kept=kept, name=name,
        known_at=known_at, size=found.answer.document["known_at"], count=found.count, after=after, units=units,
        begin=f"/record{kept.path}?next=/registers/{name}" if may_change else "",
        rows=[
            (kept.told(each), list(_links(kept, name, each)) if may_change else [],
             f"/registers/{name}/{each[kept.key]}" if kept.has_pages else "") for each in documents
        ],
        in_cases=in_cases, today=asking.today, next_after=documents[-1][kept.key] if found.has_more else None,
    )


def _asked_in_cases(asking: Asking) -> Iterator[tuple[str, str, str]]:
    """(Number, last day, address) of what somebody waits for out of a case, the most overdue first."""
    if not asking.may(DUTIES_QUESTION):
        return
    reader = WorkReader(asking.reader(DUTIES_QUESTION), asking.account)
    for duty in reader.duties(days=_DAYS_AHEAD, kind=FactKind.ANSWER_DISCLOSURE, limit=_A_PAGE)[0].document["duties"]:
        yield duty["number"], duty["due_on"], place_of_duty(duty)


def _links(kept: Kept, name: str, document: Mapping[str, Any]) -> Iterable[Link]:
    for each in kept.writes if kept.told(document).is_open else ():
        write = f"{kept.path}/{{{kept.id_name}}}/{each}"
        address = address_of(write, {kept.id_name: UUID(document[kept.key])})
        yield Link(_(shape_of_write(write).write.summary), f"{address}?next=/registers/{name}")
