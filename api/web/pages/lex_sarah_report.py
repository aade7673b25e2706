"""A Lex Sarah report as each may see it: its five parts side by side, the decision, and the notification to IVO."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn
from api.lex_sarah_notification import content_of
from api.reading import Answer
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Form, go_to
from api.web.pages.lex_sarah import REPORTS, desk_of, in_lex_sarah, names_of_units
from api.web.pages.lex_sarah_steps import DECIDE, ONE, Steps
from api.web.pages.lex_sarah_view import shown_access, shown_entries, shown_entry, shown_regions, shown_steps
from api.web.pages.own_forms import OwnForm, Shown, Wording
from api.web.pages.told_fields import told_fields
from api.web.pages.write_forms import Sent
from domain.lex_sarah.handling_events import LexSarahReportSubmitted

router = APIRouter(include_in_schema=False)

REPORT = f"{REPORTS}/{{report_id}}"
_DECISION = f"{ONE}/{DECIDE}"
_WORDINGS: Mapping[str, Wording] = {
    "degree": Wording("Hur allvarligt är det"),
    "notify_ivo": Wording(
        "Ska det anmälas till IVO", "Ett allvarligt missförhållande, eller en påtaglig risk för det, anmäls snarast."
    ),
    "delegation": Wording("Enligt vilken punkt i delegationsordningen"),
}


@router.get("/lex-sarah/{report_id}")
def report_page(request: Request, report_id: UUID, account: LoggedIn) -> Response:
    """Ett Lex Sarah-ärende, så mycket av det som den som läser får se."""
    asking = Asking(request, account)
    known_at = request.query_params.get("known_at") or None
    answer = desk_of(asking, REPORT).report(report_id, known_at=known_at)
    found = answer.document["report"]
    steps = Steps(account, asking.access.place(), answer.shown.report, report_id, found["state"])
    context: dict[str, Any] = {
        "report_id": report_id, "found": found, "unit_name": names_of_units(asking).get(found["unit"], ""),
        "known_at": known_at, "size": answer.document["known_at"], "day": answer.document["day"], "steps": steps,
        "title": found.get("registry_number"), "own": None, "whole": None, "for_unit": None, "missing": None, "regions": (),
        "timed": shown_steps(found.get("steps", ())), "may_write": known_at is None,
        "beside": desk_of(asking, REPORT).beside(answer.shown),
    }
    if "own_report" in answer.document:
        context["own"] = _own(answer.document["own_report"])
    if "left" in found:
        regions = answer.document.get("whole") or answer.document.get("for_unit") or {}
        context["regions"] = shown_regions(found, regions, steps)
        context["missing"] = desk_of(asking, f"{REPORT}/what-is-missing").what_is_missing(report_id, known_at=known_at).document
    if "whole" in answer.document:
        context["whole"] = _whole(asking, answer)
    if "for_unit" in answer.document:
        context["for_unit"] = _for_unit(answer.document["for_unit"])
    asking.close()
    return in_lex_sarah(request, account, "report", **context)


@router.get("/lex-sarah/{report_id}/notification")
def notification_page(request: Request, report_id: UUID, account: LoggedIn) -> Response:
    """Anmälan till IVO som den skulle skickas nu."""
    asking = Asking(request, account)
    known_at = request.query_params.get("known_at") or None
    content, size = content_of(desk_of(asking, f"{REPORT}/ivo-notification.json"), report_id, known_at=known_at)
    asking.close()
    return in_lex_sarah(
        request, account, "notification", report_id=report_id, content=content, size=size, known_at=known_at,
        pdf=f"{API}/lex-sarah-reports/{report_id}/ivo-notification.pdf",
    )


@router.get("/lex-sarah/{report_id}/decision")
def decision_page(request: Request, report_id: UUID, account: LoggedIn) -> Response:
    """Formuläret för beslutet, med utredningen bredvid."""
    asking = Asking(request, account)
    own = OwnForm(request, asking, _DECISION, {"report_id": report_id}, _WORDINGS)
    return _decision(request, asking, report_id, own.opened())


@router.post("/lex-sarah/{report_id}/decision")
def decide(request: Request, report_id: UUID, form: Form, posted: Sent, account: LoggedIn) -> Response:
    """Spara beslutet."""
    asking = Asking(request, account)
    own = OwnForm(request, asking, _DECISION, {"report_id": report_id}, _WORDINGS)
    submitted = own.sent(account, form, posted)
    if submitted.written is None:
        return _decision(request, asking, report_id, own.again(form, posted, submitted), submitted.status)
    return go_to(f"/lex-sarah/{report_id}?done=saved")


def _decision(request: Request, asking: Asking, report_id: UUID, form: Shown, status: int = 200) -> Response:
    desk = desk_of(asking, f"{REPORT}/versions")
    # Whoever follows the report from outside decides nothing, and is not shown what would be decided on.
    desk.whole(report_id)
    versions = desk.versions(report_id).document["versions"]
    latest = versions[-1] if versions else None
    decided = None if latest is None else latest["decision"]
    answer = in_lex_sarah(
        request, asking.account, "decision", status=status, report_id=report_id, form=form,
        investigation=None if latest is None else shown_entry(latest["completed"], "lex_sarah.investigation_completed"),
        material=[] if latest is None else shown_entries(latest["material"]),
        decided=None if decided is None else shown_entry(decided, "lex_sarah.misconduct_decided"),
    )
    asking.close()
    return answer


def _own(own: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody reported, and was told since."""
    return {
        "report": list(told_fields(LexSarahReportSubmitted, own["report"])), "acknowledgement": own["acknowledgement"],
        "supplements": [shown_entry(each, "lex_sarah.report_supplemented") for each in own["supplements"]],
        "feedback": [shown_entry(each, "lex_sarah.feedback_given") for each in own["feedback"]],
    }


def _whole(asking: Asking, answer: Answer) -> dict[str, Any]:
    whole = answer.document["whole"]
    staff = asking.reader(f"GET {API}/staff").register("staff")[0].document["staff"]
    names = {each["staff"]: each["name"] for each in staff}
    return {
        **whole, "report_fields": list(told_fields(LexSarahReportSubmitted, whole["report"])),
        "entries": shown_entries(whole["entries"]),
        "struck": shown_entries(whole["struck"]), "access": list(shown_access(whole["access"], names)),
        "measures": _measures(whole["measures"]),
    }


def _for_unit(for_unit: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "measures": _measures(for_unit["measures"]), "decided": [
            {
                "number": each["investigation_version"],
                "completed": shown_entry(each["completed"], "lex_sarah.investigation_completed"),
                "decision": shown_entry(each["decision"], "lex_sarah.misconduct_decided"),
                "material": shown_entries(each["material"]),
            }
            for each in reversed(for_unit["decided"])
        ],
    }


def _measures(measures: Mapping[str, Any]) -> dict[str, Any]:
    """The measures in words, with how each has come out."""
    return {
        **measures, "immediate": [shown_entry(each, "lex_sarah.immediate_measure_taken") for each in measures["immediate"]],
        "planned": [
            {
                **each, "told": shown_entry(each, "lex_sarah.measure_planned"),
                "outcomes": [
                    shown_entry(each[name], kind) for name, kind in (
                        ("done", "lex_sarah.measure_completed"), ("effect", "lex_sarah.measure_effect_checked"),
                        ("dropped", "lex_sarah.measure_dropped"),
                    ) if each[name]
                ],
            }
            for each in measures["planned"]
        ],
    }
