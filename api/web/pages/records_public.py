"""Begäran om allmän handling: one that is about no one known case, its steps, and the form that each leads on to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.http.dependencies import LoggedIn
from api.register_reading import one_of
from api.web.forms.addresses import address_of
from api.web.pages.asking import API, Asking
from api.web.pages.frame import shown
from api.web.pages.lex_sarah import names_of_units
from api.web.pages.lex_sarah_steps import Link
from api.web.pages.submitting import shape_of_write
from api.web.texts import _
from api.write_rights import may_write
from domain.case.disclosure.codes import (
    AppealSettlement,
    DecisionLevel,
    DisclosureForm,
    DisclosureOutcome,
    HarmTest,
    SecrecyGround,
)
from domain.case.disclosure.handling import GOES_OUT, NOTHING_WITHHELD

router = APIRouter(include_in_schema=False)

_REGISTER = "records-requests"
_ONE = "/records-requests/{request_id}"
_WORDS = (DecisionLevel, DisclosureOutcome, HarmTest, SecrecyGround, DisclosureForm, AppealSettlement)


@router.get("/registers/records-requests/{request_id}")
def request_page(request: Request, request_id: UUID, account: LoggedIn) -> Response:
    """En begäran om allmän handling med sina steg."""
    asking = Asking(request, account)
    [found] = one_of(asking.reader(f"GET {API}/{_REGISTER}"), _REGISTER, request_id).document["found"]
    units = names_of_units(asking)
    asking.close()
    asked = found["request"]
    decision = asked["answers"][-1] if asked and asked["answers"] else None
    return shown(
        request, "records/public.html", found=found, asked=asked, unit=units.get(found["unit"], ""), today=asking.today,
        decision=decision, forms=list(_forms(account, request_id, asked, decision)),
        withheld=decision is not None and decision["disclosure_outcome"] not in NOTHING_WITHHELD,
        words={each.value: _(each.swedish) for kind in _WORDS for each in kind},
    )


def _forms(
    account: Account, request_id: UUID, asked: Mapping[str, Any] | None, decision: Mapping[str, Any] | None
) -> Iterator[Link]:
    """What comes next, the form filled in as far as what is recorded says."""
    here = f"/registers/{_REGISTER}/{request_id}"
    for text, what, ids in () if asked is None else _next(asked, decision):
        write = f"{_ONE}/{what}"
        if may_write(account.role, shape_of_write(write)):
            query = urlencode({**{name: each for name, each in ids.items() if name == "decision_id"}, "next": here})
            yield Link(text, f"{address_of(write, {'request_id': request_id, **ids})}?{query}")


def _next(
    asked: Mapping[str, Any], decision: Mapping[str, Any] | None
) -> Iterator[tuple[str, str, Mapping[str, UUID]]]:
    state = asked["state"]
    by_authority = decision is not None and decision["decision_level"] == DecisionLevel.AUTHORITY
    if state in ("received", "reviewed", "to_be_answered_anew"):
        yield _("Pröva handlingarna för sekretess"), "reviews", {}
    if state == "to_be_answered_anew" or not by_authority:
        yield _("Besvara begäran"), "answers", {}
    by = {} if decision is None else {"decision_id": UUID(decision["entry"])}
    if decision is not None and state == "answered" and decision["disclosure_outcome"] in GOES_OUT:
        yield _("Registrera att handlingarna lämnades ut"), "extracts", by
    if state == "appealed":
        yield _("Registrera hur överklagandet avgjordes"), "appeals/{appeal_id}/settlements", {
            "appeal_id": UUID(asked["appeals"][-1]["entry"])
        }
    elif decision is not None and by_authority and decision["disclosure_outcome"] not in NOTHING_WITHHELD:
        yield _("Registrera att beslutet överklagades"), "appeals", by
    yield _("Stryka en uppgift om begäran som blev fel"), "strikings", {}
