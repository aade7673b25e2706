"""Idag: what waits for whoever is logged in."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn
from api.web.pages.asking import Asking
from api.web.pages.frame import shown

router = APIRouter(include_in_schema=False)


@router.get("/today")
def today_page(request: Request, account: LoggedIn) -> Response:
    """Det som väntar."""
    asking = Asking(request, account)
    asking.close()
    return shown(request, "today/today.html", today=asking.today)
