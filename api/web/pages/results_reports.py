"""Reports (sv. *rapporter*): exactly as they were handed in, with what the same count gives now beside; and handing one in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.http.dependencies import LoggedIn
from api.report_reading import ReportReader
from api.web.formats import NOTHING, number, percent
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.pages.results_asked import part_choices, period_in_words, unit_choices
from api.web.pages.standing_figures import standing_figures
from api.web.pages.submitting import KEY_FIELD, SEEN_FIELD, new_key, shape_of_write, submit
from api.web.refusals import refusal
from api.web.texts import _
from api.write_rights import may_write
from domain.errors import InvalidValueError
from domain.indicators.period import parse_period
from domain.report.codes import Fulfilment

router = APIRouter(include_in_schema=False)

BEGIN, HAND_IN, PUBLISH = "/reports", "/reports/{report_id}/submission", "/reports/{report_id}/publication"
STATUSES: Mapping[str, tuple[str, str]] = {
    "started": ("påbörjad", "warn"), "submitted": ("inlämnad", "ok"), "published": ("publicerad", "ok"),
    "withdrawn": ("återtagen", "quiet"),
}
"""Each status in words, with the kind of its badge."""
_REPORTS = f"GET {API}/reports"
_PARTS: Mapping[str, str] = {
    "shown_value": "värdet", "numerator": "täljaren", "denominator": "nämnaren", "eligible": "så många som det gäller",
    "by_gender": "fördelningen på kön", "missing": "det som inte är mätt",
}


@router.get("/results/reports")
def reports_page(request: Request, account: LoggedIn) -> Response:
    """Rapporterna och hur långt de har kommit."""
    asking = Asking(request, account)
    known_at = request.query_params.get("known_at") or None
    answer = ReportReader(asking.reader(_REPORTS)).reports(known_at=known_at)
    asking.close()
    reports = [
        {**each, "in_words": period_in_words(parse_period(each["period"]))} for each in reversed(answer.document["reports"])
    ]
    return shown(
        request, "results/reports.html", reports=reports, statuses=STATUSES, known_at=known_at,
        size=answer.document["known_at"], may_begin=may_write(account.role, shape_of_write(BEGIN)),
    )


@router.get("/results/reports/new")
def new_report(request: Request, account: LoggedIn) -> Response:
    """Formuläret för en ny rapport."""
    today = Asking(request, account).today
    form = {KEY_FIELD: new_key(), "year": str(today.year) if today else "", "data_cutoff": today.isoformat() if today else ""}
    return _form(request, account, form, [])


@router.post("/results/reports/new")
def begin_report(request: Request, form: Form, account: LoggedIn) -> Response:
    """Påbörja rapporten."""
    period, faults = _period(form)
    if not form.get("unit"):
        faults.append(Fault("unit", _("Välj vilken enhet rapporten gäller")))
    body = {name: form.get(name, "").strip() for name in ("unit", "data_cutoff", "prepared_by")} | {"period": period}
    if not body["data_cutoff"]:
        faults.append(Fault("data_cutoff", _("Ange den sista dagen som rapporten tar med")))
    if not body["prepared_by"]:
        faults.append(Fault("prepared_by", _("Skriv vem som gör rapporten, som roll")))
    if faults:
        return _form(request, account, form, faults)
    submitted = submit(request, account, BEGIN, {}, {**body, "supplements": form.get("supplements") or None}, form)
    if submitted.written is None:
        return _form(request, account, form, list(submitted.faults), submitted.status)
    return go_to(f"/results/reports/{submitted.written.document['made']['report_id']}?done=report_begun")


@router.get("/results/reports/{report_id}")
def report_page(request: Request, report_id: UUID, account: LoggedIn) -> Response:
    """En rapport som den lämnades, med dagens räkning bredvid."""
    return _report(request, account, report_id, {})


@router.post("/results/reports/{report_id}/submission")
def hand_in(request: Request, report_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Lämna in rapporten: siffrorna fryses som de är."""
    who = form.get("submitted_by", "").strip()
    if not who:
        fault = Fault("submitted_by", _("Skriv vem som lämnar in rapporten, som roll"))
        return _report(request, account, report_id, form, [fault], 422)
    submitted = submit(request, account, HAND_IN, {"report_id": report_id}, {"submitted_by": who}, form)
    if submitted.written is None:
        return _report(request, account, report_id, form, submitted.faults, submitted.status)
    return go_to(f"/results/reports/{report_id}?done=report_frozen")


@router.post("/results/reports/{report_id}/publication")
def publish(request: Request, report_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Publicera rapporten utan små tal."""
    where = form.get("published_to", "").strip()
    if not where:
        return _report(request, account, report_id, form, [Fault("published_to", _("Skriv var rapporten publiceras"))], 422)
    submitted = submit(request, account, PUBLISH, {"report_id": report_id}, {"published_to": where}, form)
    if submitted.written is None:
        return _report(request, account, report_id, form, submitted.faults, submitted.status)
    return go_to(f"/results/reports/{report_id}?done=saved")


def figure_rows(figures: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each figure as it was stated and as it would be now, in words; what differs first."""
    rows = [
        {
            **each, "stated": figure_text(each, kind),
            "now": None if each["restated"] is None else figure_text(each["restated"], kind),
            "differing": [_(text) for name, text in _PARTS.items() if each["differences"] and name in each["differences"]],
            "assessed": None if each["assessment"] is None else _(Fulfilment(each["assessment"]["fulfilment"]).swedish),
        }
        # A definition is stored as JSON.
        for each in figures for kind in (json.loads(each["definition"])["kind"],)
    ]
    return sorted(rows, key=lambda row: not row["differs"])


def figure_text(numbers: Mapping[str, Any], kind: str) -> str:
    """A frozen figure: its value with what it rests on.

    Args:
        kind: Of the result: `count`, `share` or `mean`.
    """
    value, rests = numbers["shown_value"], number(numbers["denominator"])
    if value is None:
        return NOTHING
    match kind:
        case "share":
            return _("{value} ({part} av {whole})").format(value=percent(value), part=number(numbers["numerator"]), whole=rests)
        case "mean":
            return _("{value} (medel av {count})").format(value=number(value), count=rests)
    return number(value)


def _report(
    request: Request, account: Account, report_id: UUID, form: Mapping[str, str], faults: Sequence[Fault] = (), status: int = 200
) -> Response:
    asking = Asking(request, account)
    known_at = request.query_params.get("known_at") or None
    board = asking.board
    # What has happened to the report itself counts at once; what its figures would be now, nearly.
    version = board.stream_version(report_id, board.ledger.size())
    document = standing_figures(
        asking, f"{_REPORTS}/{{report_id}}", (report_id, version), known_at,
        lambda reader: ReportReader(reader).report(report_id, known_at=known_at, rows_of_all=False).document,
    )
    asking.close()
    return shown(
        request, "results/report.html", status=status, report=document, form=form, faults=list(faults),
        in_words=period_in_words(parse_period(document["period"])), badge_of=STATUSES[document["status"]],
        rows=figure_rows(document["figures"]), known_at=known_at, key=form.get(KEY_FIELD) or new_key(),
        seen=form.get(SEEN_FIELD) or document["version"], fulfilments={each.value: each.swedish for each in Fulfilment},
        may_hand_in=may_write(account.role, shape_of_write(HAND_IN)),
    )


def _form(
    request: Request, account: Account, form: Mapping[str, str], faults: list[Fault], status: int = 422
) -> Response:
    asking = Asking(request, account)
    units = [each for each in unit_choices(asking, None) if not each[1].startswith("\N{EN DASH}")]
    earlier = ReportReader(asking.reader(_REPORTS)).reports().document["reports"]
    asking.close()
    return shown(
        request, "results/report_form.html", status=status if faults else 200, form=form, faults=faults, units=units,
        parts=part_choices(), key=form.get(KEY_FIELD) or new_key(),
        earlier=[(each["report"], f"{each['enhet']}, {each['period']}") for each in earlier if each["submitted_at"]],
    )


def _period(form: Mapping[str, str]) -> tuple[str, list[Fault]]:
    part = form.get("part", "")
    try:
        return parse_period(form.get("year", "").strip() + (f"-{part}" if part else "")).name, []
    except InvalidValueError as refused:
        return "", [Fault("year", refusal(refused))]
