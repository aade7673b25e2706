"""Lex Sarah in numbers without small ones, and who of the staff has been informed of their duty to report."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn
from api.lex_sarah_information_reading import lex_sarah_information
from api.lex_sarah_statistics import lex_sarah_statistics
from api.web.pages.asking import API, Asking
from api.web.pages.lex_sarah import in_lex_sarah, names_of_units
from api.web.pages.submitting import shape_of_write
from api.write_rights import may_write
from domain.errors import InvalidValueError

router = APIRouter(include_in_schema=False)


@router.get("/lex-sarah/statistics")
def statistics(request: Request, account: LoggedIn) -> Response:
    """Ett års rapporter i tal."""
    asking = Asking(request, account)
    known_at = request.query_params.get("known_at") or None
    found = lex_sarah_statistics(
        asking.reader(f"GET {API}/lex-sarah-statistics"), year_in(request), known_at=known_at
    ).document
    asking.close()
    return in_lex_sarah(request, account, "statistics", found=found, known_at=known_at)


@router.get("/lex-sarah/information")
def information(request: Request, account: LoggedIn) -> Response:
    """Vilka i personalen som har fått informationen, och vilka som återstår."""
    asking = Asking(request, account)
    known_at = request.query_params.get("known_at") or None
    found = lex_sarah_information(asking.reader(f"GET {API}/lex-sarah-information"), known_at=known_at).document
    units = names_of_units(asking)
    asking.close()
    return in_lex_sarah(
        request, account, "information", found=found, known_at=known_at, units=units,
        may_write=may_write(account.role, shape_of_write("/lex-sarah-information")),
    )


def year_in(request: Request) -> int | None:
    """The year that an address asks for; None = it asks for none.

    Raises:
        InvalidValueError: It is no year.
    """
    text = request.query_params.get("year", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and text != "0000"):
        raise InvalidValueError("Året ska skrivas med fyra siffror, till exempel 2026.")
    return int(text)
