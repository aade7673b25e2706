"""Lex Sarah: the reports that somebody has a part in, and reporting, one's own or what somebody told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account, Role
from api.http.dependencies import LoggedIn
from api.lex_sarah_reading import LexSarahReader
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Form, go_to, shown
from api.web.pages.lex_sarah_view import most_days_late, next_due
from api.web.pages.own_forms import OwnForm, Shown, Wording
from api.web.pages.parts import after_in, parts_of
from api.web.pages.review_frame import may_write
from api.web.pages.write_forms import Sent
from domain.base import Purpose
from domain.lex_sarah.access import Sight
from domain.lex_sarah.codes import HandlingState

router = APIRouter(include_in_schema=False)

REPORTS = f"GET {API}/lex-sarah-reports"
REPORT_WRITE = "/lex-sarah-reports"
PARTS = (
    ("/lex-sarah", "Rapporter"), ("/deviations", "Avvikelser"), ("/deviations/trend", "Avvikelser över tid"),
    ("/lex-sarah/statistics", "Statistik"), ("/lex-sarah/information", "Information till personalen"),
)
_A_PAGE = 40
_HANDLERS = (Role.INVESTIGATOR, Role.MANAGER, Role.INTERNAL_CONTROL)
"""Who has reports to follow also when there is none; anybody else may have been given access to one."""
_WORDINGS: Mapping[str, Wording] = {
    "unit": Wording("Vilken enhet gäller det", "Den enhet där det hände, också när den inte är din egen."),
    "event_text": Wording("Vad hände, eller vad finns det risk för", "Skriv vad du vet. Skriv roller, inte namn."),
    "case_ids": Wording("Ärenden som berörs", "Ett ärendenummer på varje rad. Lämna tomt om du inte vet."),
    "immediate_text": Wording("Vad har gjorts genast", "Lämna tomt om inget är gjort än."),
    "lex_reporter_id": Wording("Medarbetaren som berättade"),
    "outside_reporter_name": Wording("Eller namnet på någon som inte finns i personalregistret"),
    "outside_reporter_role": Wording("Dennes roll", "Till exempel volontär eller konsult."),
}


@router.get("/lex-sarah")
def reports(request: Request, account: LoggedIn) -> Response:
    """Rapporterna som någon har del i: det egna först."""
    asking = Asking(request, account)
    known_at, after = request.query_params.get("known_at") or None, after_in(request)
    answer, has_more = desk_of(asking, REPORTS).reports(known_at=known_at, limit=_A_PAGE, after=after)
    units = names_of_units(asking)
    asking.close()
    found = [_listed(each, units) for each in answer.document["lex_sarah_reports"]]
    return in_lex_sarah(
        request, account, "reports", known_at=known_at, size=answer.document["known_at"], day=answer.document["day"],
        own=[each for each in found if Sight.OWN in each["sight"]],
        handled=[each for each in found if each["handles"] and not each["closed_on"]],
        closed=[each for each in found if each["handles"] and each["closed_on"]],
        next_after=answer.document["lex_sarah_reports"][-1]["lex_sarah_report"] if has_more else None, after=after,
        handles=account.role in _HANDLERS, may_deviate=may_write(account, "/deviations"),
    )


@router.get("/lex-sarah/new")
def new_report(request: Request, account: LoggedIn) -> Response:
    """Formuläret för en ny rapport."""
    asking = Asking(request, account)
    today, place = asking.today, asking.access.place() if asking.today else None
    pairs = [("affected", "unknown"), ("noticed_how", "own_observation"), ("lex_report_channel", "written")]
    if today is not None:
        pairs.append(("noticed_at-on", today.isoformat()))
    if place is not None and place.own_unit is not None:
        pairs.append(("unit", str(place.own_unit)))
    return _form_page(request, asking, OwnForm(request, asking, REPORT_WRITE, {}, _WORDINGS).opened(pairs))


@router.post("/lex-sarah/new")
def send_report(request: Request, form: Form, posted: Sent, account: LoggedIn) -> Response:
    """Lämna rapporten."""
    asking = Asking(request, account)
    own = OwnForm(request, asking, REPORT_WRITE, {}, _WORDINGS)
    submitted = own.sent(account, form, posted)
    if submitted.written is None:
        return _form_page(request, asking, own.again(form, posted, submitted), submitted.status)
    return go_to(f"/lex-sarah/{submitted.written.document['stream']}?done=lex_sarah_reported")


def desk_of(asking: Asking, question: str) -> LexSarahReader:
    """Somebody's desk for one of the page's questions about reports."""
    return LexSarahReader(asking.reader(question, Purpose.LEX_SARAH), asking.account, asking.access.place())


def names_of_units(asking: Asking) -> dict[str, str]:
    """Each unit's name, by its id."""
    units: Iterable[Mapping[str, Any]] = asking.reader(f"GET {API}/units").register("units")[0].document["units"]
    return {each["unit"]: each["name"] for each in units}


def in_lex_sarah(request: Request, account: Account, template: str, *, status: int = 200, **context: Any) -> Response:
    """A page of this part of the service."""
    parts = parts_of(account, request.url.path, PARTS)
    return shown(request, f"lex_sarah/{template}.html", status=status, parts=parts, **context)


def _form_page(request: Request, asking: Asking, form: Shown, status: int = 200) -> Response:
    answer = in_lex_sarah(request, asking.account, "new", status=status, form=form)
    asking.close()
    return answer


def _listed(report: Mapping[str, Any], units: Mapping[str, str]) -> dict[str, Any]:
    return {
        **report, "unit_name": units.get(report["unit"], ""), "late": most_days_late(report), "next": next_due(report),
        "waits": report["state"] == HandlingState.REPORTED,
        "handles": bool({Sight.FULL, Sight.UNIT, Sight.TIMES} & set(report["sight"])),
    }
