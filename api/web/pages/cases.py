"""Ärenden: one's own and one's units', a page at a time, and the search by the four keys that the law permits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account, Role
from adapters.postgres.registers import Registers
from api.case_list_reading import CaseListQuestion, CaseListReader, Whose
from api.http.dependencies import LoggedIn, count_lookup
from api.person_lookup import looked_up
from api.problems import TooManyError
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.refusals import refusal
from api.web.texts import _
from domain.case.phases.codes import TreatmentPhase
from domain.case.state import CaseStatus
from domain.errors import DomainError, NotFoundError

router = APIRouter(include_in_schema=False)

CASES = f"GET {API}/cases"
NUMBER_LOOKUP, PERSON_LOOKUP = f"POST {API}/case-lookup", f"POST {API}/person-lookup"
_LONGEST_TERM = 200
_IDENTITY_NUMBER = re.compile(r"(?:\d{2})?\d{6}[-+ ]?\d{4}")


class Key(StrEnum):
    """By what somebody searches. Source: SoLPuF 2001:637 15 §."""

    NUMBER = "number"
    IDENTITY_NUMBER = "identity_number"
    NAME = "name"


class Choice(NamedTuple):
    """Which cases the list shows, as the form has it; an empty field is no choice."""

    whose: str
    status: str
    unit: str
    phase: str

    @property
    def query(self) -> str:
        """The same as a part of an address."""
        return urlencode({name: value for name, value in self._asdict().items() if value})


@router.get("/cases")
def list_cases(
    request: Request, account: LoggedIn, whose: str = "", status: str = CaseStatus.OPEN.value, unit: str = "", phase: str = "",
    before: int | None = None,
) -> Response:
    """Ärendena, det senast öppnade först, en sida i taget."""
    asking = Asking(request, account)
    mine = account.staff is not None and account.role is Role.THERAPIST
    choice = Choice(whose or (Whose.MINE if mine else Whose.ALL), status, unit, phase)
    answer, after = CaseListReader(asking.reader(CASES), account).cases(CaseListQuestion(
        _one_of(Whose, choice.whose) or Whose.ALL, _one_of(CaseStatus, status), unit or None, _one_of(TreatmentPhase, phase),
        before=before,
    ))
    units = Registers(asking.board.ledger).units()
    asking.close()
    return shown(
        request, "cases/list.html", cases=answer.shown, choice=choice,
        units=[(str(key), each.name) for key, each in units.items()],
        phases=[(each.value, each.swedish) for each in TreatmentPhase], may_be_mine=account.staff is not None,
        next_href=None if after is None else f"/cases?{choice.query}&before={after}",
        first_href=None if before is None else f"/cases?{choice.query}", day=answer.document["day"],
    )


@router.get("/cases/search")
def search_page(request: Request, account: LoggedIn) -> Response:
    """Sökningen, innan något har sökts."""
    asking = Asking(request, account)
    asking.close()
    return _search(request, account, {})


@router.post("/cases/search")
def search(request: Request, form: Form, account: LoggedIn) -> Response:
    """Sök på ärendenummer, hela namnet, personnummer eller samordningsnummer. Sökningen skrivs i åtkomstloggen."""
    term = form.get("term", "").strip()
    if not 1 <= len(term) <= _LONGEST_TERM:
        return _search(request, account, form, Fault("term", _("Skriv ett ärendenummer, ett helt namn eller ett personnummer")))
    try:
        count_lookup(request, account)
    except TooManyError as refused:
        return _search(request, account, form, Fault("term", refusal(refused)), 429)
    asking = Asking(request, account)
    try:
        found = _found(asking, term)
    except NotFoundError:
        found = []
    except DomainError as refused:
        asking.close()
        return _search(request, account, form, Fault("term", refusal(refused)))
    asking.close()
    if len(found) == 1 and asking.may(f"GET {API}/cases/{{case_id}}"):
        return go_to(f"/cases/{found[0]['case']}")
    return _search(request, account, form, found=found)


def key_of(term: str) -> Key:
    """By what somebody searches: names hold no digit, and identity numbers have ten or twelve."""
    if _IDENTITY_NUMBER.fullmatch(term):
        return Key.IDENTITY_NUMBER
    return Key.NUMBER if any(each.isdigit() for each in term) else Key.NAME


def _found(asking: Asking, term: str) -> list[Mapping[str, Any]]:
    key = key_of(term)
    if key is Key.NUMBER:
        return [asking.reader(NUMBER_LOOKUP).find(term).document]
    answer = looked_up(asking.board, asking.reader(PERSON_LOOKUP), **{key.value: term})
    found: list[Mapping[str, Any]] = answer.document["cases"]
    return found


def _search(
    request: Request, account: Account, form: Mapping[str, str], fault: Fault | None = None, status: int = 422, *,
    found: list[Mapping[str, Any]] | None = None,
) -> Response:
    opens = account.role in (Role.THERAPIST, Role.MANAGER, Role.INTERNAL_CONTROL, Role.INVESTIGATOR)
    return shown(
        request, "cases/search.html", status=200 if fault is None else status, term=form.get("term", ""),
        faults=[] if fault is None else [fault], found=found, opens=opens,
    )


def _one_of(codes: Any, value: str) -> Any:
    return next((each for each in codes if each.value == value), None)
