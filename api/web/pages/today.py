"""Idag: what waits for whoever is logged in, by what their role may ask."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Role
from api.http.dependencies import LoggedIn
from api.web.pages.asking import API, Asking
from api.web.pages.frame import shown
from api.web.pages.today_bookings import coming_of
from api.web.pages.today_watch import OUTSIDE, outside_tasks, waiting_for
from api.web.pages.today_work import work_of

router = APIRouter(include_in_schema=False)

_WATCHERS = (Role.INTERNAL_CONTROL, Role.INVESTIGATOR)
"""Whose day is for the most part outside the cases; others have a page of that."""


@router.get("/today")
def today_page(request: Request, account: LoggedIn) -> Response:
    """Det som väntar."""
    asking = Asking(request, account)
    work, waiting, coming = work_of(request, asking), waiting_for(asking), coming_of(asking)
    outside = outside_tasks(asking) if account.role in _WATCHERS else None
    asking.close()
    return shown(
        request, "today/today.html", today=asking.today, work=work, coming=coming, waiting=waiting, outside=outside,
        has_outside=outside is None and asking.may(OUTSIDE), writes=account.role.writes,
        may_search=asking.may(f"POST {API}/case-lookup"),
    )


@router.get("/today/outside")
def outside_page(request: Request, account: LoggedIn) -> Response:
    """Det som ska göras utanför ärendena: oro, begäran, synpunkter, internkontroll och Lex Sarah."""
    asking = Asking(request, account)
    tasks = outside_tasks(asking)
    asking.close()
    return shown(request, "today/outside.html", tasks=tasks, today=asking.today)
