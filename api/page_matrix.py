"""Which question of the service each page stands for: whoever may ask that may open the page, and nobody else.

A page shows what the service answers, so it has no rights of its own: its row in the access matrix is that of the question
named here. What a page asks beside that, it asks by those questions' own rows (`api.web.pages.asking`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_API = "/api/v1"
_CASE = f"GET {_API}/cases/{{case_id}}"
_NOTES = f"POST {_API}/cases/{{case_id}}/notes"
RECORD = "/record"
"""Below it lies the form of every write, at the write's own address."""
EVERYBODY = f"GET {_API}/units"
"""A question that everybody who is logged in may ask."""

PAGES: Mapping[str, str] = MappingProxyType({
    "GET /today": EVERYBODY, "GET /today/outside": f"GET {_API}/duties/outside-cases",
    "GET /help": EVERYBODY, "GET /help/{topic}": EVERYBODY,
    "GET /cases": f"GET {_API}/cases",
    **dict.fromkeys(("GET /cases/search", "POST /cases/search"), f"POST {_API}/case-lookup"),
    **dict.fromkeys((
        "GET /cases/{case_id}/emergency", "POST /cases/{case_id}/emergency",
    ), f"POST {_API}/cases/{{case_id}}/emergency-access"),
    **dict.fromkeys((
        "GET /cases/{case_id}/alerts/{kind}/{raised_by}", "POST /cases/{case_id}/alerts/{kind}/{raised_by}",
    ), f"POST {_API}/cases/{{case_id}}/alert-answers"),
    "GET /cases/{case_id}": _CASE, "GET /cases/{case_id}/journal": f"{_CASE}/journal",
    "GET /record/cases/{case_id}": _CASE,
    **dict.fromkeys(("GET /cases/{case_id}/notes/new", "POST /cases/{case_id}/notes/new"), _NOTES),
    **dict.fromkeys((
        "POST /cases/{case_id}/notes/draft", "POST /cases/{case_id}/notes/draft/{draft_id}/removal",
    ), f"PUT {_API}/drafts/{{draft_id}}"),
    **dict.fromkeys((
        "GET /cases/{case_id}/rate", "POST /cases/{case_id}/rate", "GET /cases/{case_id}/ratings/new",
        "POST /cases/{case_id}/ratings/new",
    ), f"POST {_API}/cases/{{case_id}}/ratings"),
    "GET /cases/{case_id}/ratings/{rating_id}": f"{_CASE}/ratings",
    **dict.fromkeys((
        "GET /notes/unsigned", "POST /cases/{case_id}/notes/{note_id}/sign",
    ), _NOTES + "/{note_id}/signatures"),
    **dict.fromkeys((
        "GET /cases/{case_id}/notes/{note_id}/correct", "POST /cases/{case_id}/notes/{note_id}/correct",
    ), _NOTES + "/{note_id}/corrections"),
    "POST /language": EVERYBODY, "GET /kept/{kept_id}": EVERYBODY,
    "GET /results": f"GET {_API}/goals", "GET /results/wall": f"GET {_API}/goals",
    "GET /results/{indicator_id}": f"GET {_API}/goals/{{indicator_id}}",
    "GET /results/{indicator_id}/events": f"GET {_API}/goals/{{indicator_id}}/events",
    "GET /results/analyses": f"GET {_API}/analyses/equality",
    "GET /results/surveys/{survey_id}": f"GET {_API}/surveys/{{survey_id}}/results",
    "GET /results/reports": f"GET {_API}/reports", "GET /results/reports/{report_id}": f"GET {_API}/reports/{{report_id}}",
    "GET /results/reports/new": f"POST {_API}/reports", "POST /results/reports/new": f"POST {_API}/reports",
    "POST /results/reports/{report_id}/submission": f"POST {_API}/reports/{{report_id}}/submission",
    "POST /results/reports/{report_id}/publication": f"POST {_API}/reports/{{report_id}}/publication",
    "GET /settings": EVERYBODY, "GET /settings/{subject}": EVERYBODY, "GET /design": EVERYBODY,
    "GET /settings/accounts": f"GET {_API}/rights-reviews", "POST /settings/accounts": f"POST {_API}/rights-reviews",
    **dict.fromkeys((
        "POST /settings/accounts/{rights_review_id}/decisions", "POST /settings/accounts/{rights_review_id}/closing",
    ), f"POST {_API}/rights-reviews"),
    "POST /cases/{case_id}/purpose": EVERYBODY,
    "GET /cases/{case_id}/timeline": f"{_CASE}/timeline",
    "GET /cases/{case_id}/timeline/compare": f"{_CASE}/reconstruction/changes",
    "GET /cases/{case_id}/reconstruction": f"{_CASE}/reconstruction",
    **dict.fromkeys(
        (f"{method} /cases/{{case_id}}/evidence" for method in ("GET", "POST")),
        f"POST {_API}/cases/{{case_id}}/evidence-packages",
    ),
    **dict.fromkeys((
        "GET /cases/{case_id}/records-requests", "GET /cases/{case_id}/records-requests/{request_id}",
    ), f"{_CASE}/record/{{area}}"),
    **dict.fromkeys(
        (f"{method} /cases/{{case_id}}/records-requests/{{request_id}}/review" for method in ("GET", "POST")),
        f"POST {_API}/cases/{{case_id}}/disclosure-requests/{{request_id}}/reviews",
    ),
    **dict.fromkeys(
        (f"{method} /cases/{{case_id}}/records-requests/{{request_id}}/extract" for method in ("GET", "POST")),
        f"POST {_API}/cases/{{case_id}}/record-extracts",
    ),
    "GET /record-extracts/{extract_id}/file": f"GET {_API}/record-extracts/{{extract_id}}/file",
    "GET /registers/records-requests/{request_id}": f"GET {_API}/records-requests",
    "GET /evidence-packages/{package_id}/file": f"GET {_API}/evidence-packages/{{package_id}}/file",
    "GET /proof": f"GET {_API}/ledger/leaves", "GET /proof/{position}": f"GET {_API}/ledger/receipts/{{position}}",
    "GET /proof/{position}/receipt": f"GET {_API}/ledger/receipts/{{position}}",
    "GET /viewpoints": f"GET {_API}/viewpoints", "GET /viewpoints/{viewpoint_id}": f"GET {_API}/viewpoints",
    "GET /viewpoints/themes": f"GET {_API}/viewpoints/themes", "GET /viewpoints/meeting": f"GET {_API}/viewpoints/for-inventory",
    "POST /viewpoints/meeting": f"POST {_API}/viewpoint-inventories",
    **dict.fromkeys(("GET /viewpoints/new", "POST /viewpoints/new"), f"POST {_API}/viewpoints"),
    "GET /deviations": f"GET {_API}/deviations", "GET /deviations/trend": f"GET {_API}/deviations/trend",
    "GET /registers": f"GET {_API}/records-requests", "GET /registers/{name}": f"GET {_API}/records-requests",
    "GET /lex-sarah": f"GET {_API}/lex-sarah-reports",
    **dict.fromkeys(("GET /lex-sarah/new", "POST /lex-sarah/new"), f"POST {_API}/lex-sarah-reports"),
    "GET /lex-sarah/statistics": f"GET {_API}/lex-sarah-statistics",
    "GET /lex-sarah/information": f"GET {_API}/lex-sarah-information",
    "GET /lex-sarah/{report_id}": f"GET {_API}/lex-sarah-reports/{{report_id}}",
    "GET /lex-sarah/{report_id}/notification": f"GET {_API}/lex-sarah-reports/{{report_id}}/ivo-notification.json",
    **dict.fromkeys((
        "GET /lex-sarah/{report_id}/decision", "POST /lex-sarah/{report_id}/decision",
    ), f"POST {_API}/lex-sarah-reports/{{report_id}}/decisions"),
    "GET /review": f"GET {_API}/completeness", "GET /review/rules/{rule}": f"GET {_API}/completeness",
    "GET /review/cases/{case_id}": f"GET {_API}/cases/{{case_id}}/completeness",
    "GET /review/journal-reviews": f"GET {_API}/journal-reviews",
    "GET /review/journal-reviews/{review_id}": f"GET {_API}/journal-reviews/{{review_id}}",
    "GET /review/journal-reviews/{review_id}/cases/{case_id}": f"{_CASE}/timeline",
    "POST /review/journal-reviews/{review_id}/cases/{case_id}": f"POST {_API}/journal-reviews/{{review_id}}/findings",
    "GET /review/suggestions": f"GET {_API}/completeness/suggestions",
    **dict.fromkeys(("GET /review/suggestions/answer", "POST /review/suggestions/answer"), f"POST {_API}/suggestion-answers"),
    "GET /review/plan": f"GET {_API}/internal-control", "GET /review/routines": f"GET {_API}/journal-routines",
    "GET /review/routines/{routine_id}": f"GET {_API}/journal-routines/{{routine_id}}/staff",
    "GET /review/samples": f"GET {_API}/samples", "GET /review/samples/{sample_id}": f"GET {_API}/samples/{{sample_id}}",
    "GET /review/samples/{sample_id}/verification": f"GET {_API}/samples/{{sample_id}}/verification",
    **dict.fromkeys(("GET /review/samples/new", "POST /review/samples/new"), f"POST {_API}/samples"),
    "POST /review/samples/{sample_id}": f"POST {_API}/samples/{{sample_id}}/draws",
    "GET /review/case-reviews": f"GET {_API}/case-reviews/prepared",
    **dict.fromkeys(
        (f"{method} /review/case-reviews/{{case_id}}" for method in ("GET", "POST")), f"POST {_API}/cases/{{case_id}}/reviews"
    ),
    "GET /log-review": f"GET {_API}/log-reviews", "POST /log-review": f"POST {_API}/log-reviews",
    **dict.fromkeys((
        "GET /log-review/reviews/{log_review_id}", "GET /log-review/reviews/{log_review_id}/readings/{number}",
    ), f"GET {_API}/log-reviews/{{log_review_id}}"),
    "POST /log-review/reviews/{log_review_id}/draw": f"POST {_API}/log-reviews/{{log_review_id}}/draws",
    "POST /log-review/reviews/{log_review_id}/closing": f"POST {_API}/log-reviews/{{log_review_id}}/closing",
    "POST /log-review/reviews/{log_review_id}/readings/{number}": f"POST {_API}/log-reviews/{{log_review_id}}/assessments",
    "POST /log-review/reviews/{log_review_id}/readings/{number}/measures": f"POST {_API}/log-reviews/{{log_review_id}}/measures",
    "GET /log-review/emergencies": f"GET {_API}/emergency-accesses",
    "POST /log-review/emergencies/{access_id}": f"POST {_API}/emergency-accesses/{{access_id}}/reviews",
    **dict.fromkeys(("GET /log-review/log", "POST /log-review/log"), f"GET {_API}/access-log"),
    **dict.fromkeys((
        "GET /log-review/extract", "POST /log-review/extract", "GET /log-review/extract/{case_id}",
    ), f"{_CASE}/access-extract"),
    "GET /log-review/extract/{case_id}/file": f"{_CASE}/access-extract.pdf",
    "GET /erasure": f"GET {_API}/erasure-due", "POST /erasure": f"POST {_API}/erasures",
    "GET /erasure/records/{record_id}": f"GET {_API}/retention/{{record_id}}",
    **{f"POST /erasure/records/{{record_id}}/{what}": f"POST {_API}/retention/{{record_id}}/{what}" for what in (
        "examinations", "holds", "holds/{hold_id}/release", "archive-receipt",
    )},
    "GET /erasure/proposals/{erasure_id}": f"GET {_API}/erasures/{{erasure_id}}",
    **{f"POST /erasure/proposals/{{erasure_id}}/{what}": f"POST {_API}/erasures/{{erasure_id}}/{what}" for what in (
        "approval", "withdrawal", "execution",
    )},
    "GET /erasure/proposals/{erasure_id}/execution": f"POST {_API}/erasures/{{erasure_id}}/execution",
    "GET /erasure/proposals/{erasure_id}/certificate": f"GET {_API}/erasures/{{erasure_id}}/certificate.pdf",
    "GET /approvals": f"GET {_API}/approvals",
    "POST /approvals/{approval_id}/answer": f"POST {_API}/approvals/{{approval_id}}/grants",
    "GET /operations": f"GET {_API}/operations",
})
"""Every page that asks for a log-in, by method and address, and the question or write whose row it has."""


def question_of(action: str) -> str:
    """The question or write whose row an action has: of a page and of a form that of what it stands for, else its own."""
    path = action.partition(" ")[2]
    if action not in PAGES and path.startswith(RECORD + "/"):
        return f"POST {_API}{path.removeprefix(RECORD)}"
    return PAGES.get(action, action)
