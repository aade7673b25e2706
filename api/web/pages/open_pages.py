"""Pages that are for everybody: how accessible the service is (sv. *tillgänglighetsredogörelse*), and what pages are made of."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn, log_ins_of, runtime_of
from api.http.session_cookies import token_in
from api.web.pages.frame import Fault, shown
from api.web.pages.results_lines import LIGHTS, Light
from api.web.texts import _
from domain.indicators.judging import TargetReached

router = APIRouter(include_in_schema=False)

EXAMINED_ON = date(2026, 11, 22)
"""When the service was last gone through for the statement; a change of what it says changes this too."""

COLOURS = (
    ("fjord", "Fjord"), ("fjord-deep", "Djup fjord"), ("mist", "Dimma"), ("snow", "Snö"), ("birch", "Björk"), ("ink", "Bläck"),
    ("stone", "Sten"), ("edge", "Kant"), ("red", "Röd"), ("green", "Grön"), ("amber", "Bärnsten"), ("sun", "Sol"),
)
"""The colours of the style sheet, by their name in it."""


@router.get("/accessibility")
def accessibility_page(request: Request) -> Response:
    """Tillgänglighetsredogörelsen, öppen för alla."""
    _recognise(request)
    contact = runtime_of(request).settings.accessibility_contact
    return shown(request, "accessibility.html", contact=contact, examined_on=EXAMINED_ON)


@router.get("/design")
def design_page(request: Request, account: LoggedIn) -> Response:
    """Formspråket: färger, delar och formulär som sidorna är byggda av."""
    lights = [Light(LIGHTS[each.value], _(each.swedish)) for each in TargetReached]
    return shown(
        request, "design.html", colours=COLOURS, lights=lights, faults=[Fault("sample-wrong", _("Skriv ett datum"))],
    )


def _recognise(request: Request) -> None:
    # The page is for everybody: an open session only puts its name at the top.
    token = token_in(request, "session")
    standing = None if token is None else log_ins_of(request).standing(token)
    if standing is not None and not standing.is_locked:
        request.state.account, request.state.session, request.state.session_token = standing.account, standing.session, token
