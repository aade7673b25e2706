"""The access matrix (sv. *behörighetsmatris*): which role may do what, what it then sees, and which relation that asks for.

It is data. What is enforced, what the tests try, and the table in docs/access.md are all made from it, so that no two of them can
say different things. What is not in it is refused to everybody.

Source: OSL 2009:400 8:2 and 26:1; SoLPuL 2001:454 10 § (what each needs for the work, and no more); OWASP ASVS 5.0, 8.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from adapters.accounts import Role
from api.page_matrix import question_of
from domain.base import Purpose
from domain.codes import Code


class Relation(Code):
    """What somebody must be to a record, beside having the role (sv. *relation*)."""

    TASK = "task", "uppdraget räcker"
    CASE = "case", "del i ärendet, chef för enheten, angivet skäl eller nödåtkomst"
    STATED = "stated", "angivet skäl för just det ärendet"
    UNIT = "unit", "egna ärenden och den egna enheten"
    OWN = "own", "bara det egna"


class Fields(Code):
    """What kinds of data an answer holds (sv. *fältgrupp*)."""

    OPEN = "open", "öppet för alla"
    ORGANISATION = "organisation", "hur arbetet är ordnat"
    IDENTITY = "identity", "vem ärendet gäller"
    TEXT = "text", "ärendets innehåll"
    REGISTER = "register", "register med uppgifter om enskilda"
    AGGREGATE = "aggregate", "tal utan personer"
    LATENESS = "lateness", "en medarbetares sena och saknade uppgifter"
    PROOFS = "proofs", "bevis och händelsehuvuden"
    DRAFTS = "drafts", "utkast"
    APPROVALS = "approvals", "godkännanden"
    EMERGENCY = "emergency", "nödåtkomster"
    ACCESS_LOG = "access_log", "åtkomstloggen"
    LEX_SARAH = "lex_sarah", "lex Sarah-utredningar"
    ERASURE = "erasure", "gallring"
    ACCOUNTS = "accounts", "konton"
    SESSIONS = "sessions", "egna inloggningar"
    OPERATIONS = "operations", "driftläge"


class Rule(NamedTuple):
    """One row of the matrix.

    Args:
        fields: What is seen or written.
        roles: What each role's relation must be; a role that is not here is refused. None = nobody need log in.
    """

    fields: Fields
    roles: Mapping[Role, Relation] | None

    def relation(self, role: Role) -> Relation | None:
        """What a role's relation must be; None = the role is refused, or nobody need log in."""
        return None if self.roles is None else self.roles.get(role)


T, M, IC, INV = Role.THERAPIST, Role.MANAGER, Role.INTERNAL_CONTROL, Role.INVESTIGATOR
LOG, ARC, AUD, OP = Role.LOG_CONTROLLER, Role.ARCHIVIST, Role.AUDITOR, Role.OPERATOR

def _rule(fields: Fields, *by_task: Role, **others: Relation) -> Rule:
    roles = {Role[name]: relation for name, relation in others.items()}
    return Rule(fields, MappingProxyType({role: Relation.TASK for role in by_task} | roles))


_OPEN = Rule(Fields.OPEN, None)
_DIRECTORY = Rule(Fields.ACCOUNTS, None)
_EVERYBODY = _rule(Fields.ORGANISATION, *Role)
_OWN_SESSIONS = _rule(Fields.SESSIONS, *Role)
_PROOFS = _rule(Fields.PROOFS, *Role)
_ENTRIES = _rule(Fields.PROOFS, IC, INV, LOG, Role.AUDITOR)
_CASE = _rule(
    Fields.TEXT, IC, INV, THERAPIST=Relation.CASE, MANAGER=Relation.CASE, AUDITOR=Relation.STATED
)
_CASES = _rule(Fields.IDENTITY, IC, INV, THERAPIST=Relation.UNIT, MANAGER=Relation.UNIT)
_LOOKUP = _rule(Fields.IDENTITY, T, M, IC, INV, LOG, ARC)
_PERSON_LOOKUP = _rule(Fields.IDENTITY, IC, INV, LOG, ARC, THERAPIST=Relation.UNIT, MANAGER=Relation.UNIT)
_REGISTER = _rule(Fields.REGISTER, IC, INV, THERAPIST=Relation.UNIT, MANAGER=Relation.UNIT)
_REQUESTS = _rule(Fields.REGISTER, IC, INV, ARC, THERAPIST=Relation.UNIT, MANAGER=Relation.UNIT)
_LATENESS = _rule(Fields.LATENESS, IC, INV, THERAPIST=Relation.OWN, MANAGER=Relation.UNIT)
_AGGREGATE = _rule(Fields.AGGREGATE, T, M, IC, INV, ARC, AUD)
_INTERNAL_FILES = _rule(Fields.AGGREGATE, T, M, IC, INV, ARC, AUD)
_REVIEW_FILES = _rule(Fields.LATENESS, IC, MANAGER=Relation.UNIT)
_CONTROLS = _rule(Fields.REGISTER, IC, INV, AUD, MANAGER=Relation.UNIT, THERAPIST=Relation.OWN)
_UNDERLAY = _rule(Fields.TEXT, IC, INV, THERAPIST=Relation.CASE, MANAGER=Relation.CASE, AUDITOR=Relation.STATED)
_DELEGATED = _rule(Fields.REGISTER, M, IC, INV)
_OWN_DRAFTS = _rule(Fields.DRAFTS, THERAPIST=Relation.OWN, MANAGER=Relation.OWN)
_DRAFT_AGES = _rule(Fields.DRAFTS, IC, MANAGER=Relation.UNIT)
_FEED = _rule(Fields.PROOFS, T, M, IC, INV, AUD)
_APPROVERS = _rule(Fields.APPROVALS, M, IC, INV, LOG, ARC, OP)
_APPROVALS = _rule(Fields.APPROVALS, M, IC, INV, LOG, ARC, OP, AUD)
_ERASING = _rule(Fields.ERASURE, M, ARC)
_ERASURES = _rule(Fields.ERASURE, M, ARC, IC, AUD)
_EMERGENCIES = _rule(Fields.EMERGENCY, LOG, IC, MANAGER=Relation.UNIT)
_ACCESS_LOG = _rule(Fields.ACCESS_LOG, LOG)
_LOG_REVIEWS = _rule(Fields.ACCESS_LOG, LOG, MANAGER=Relation.UNIT)
_EVIDENCE = _rule(Fields.TEXT, INV)
_EXTRACTS = _rule(Fields.TEXT, THERAPIST=Relation.CASE, MANAGER=Relation.CASE)
_REPORTS = _rule(
    Fields.LEX_SARAH, INV, IC, MANAGER=Relation.UNIT, THERAPIST=Relation.OWN, LOG_CONTROLLER=Relation.OWN, ARCHIVIST=Relation.OWN,
    AUDITOR=Relation.OWN, OPERATOR=Relation.OWN,
)
"""Everybody may have reported; what each sees of one report, its own list says (`api.lex_sarah_access`)."""

_API = "/api/v1"
_TLOG = "/tlog/{board}/{ledger}/{incarnation}"

CASE = _CASE
"""What seeing the record of one case asks for."""

READS: Mapping[str, Rule] = MappingProxyType({
    "GET /": _OPEN, "GET /accessibility": _OPEN, "GET /static/{digest}/{name:path}": _OPEN,
    # What opens and closes a session is for whoever has none, or a locked one.
    **dict.fromkeys((
        "GET /login", "POST /login", "GET /login/{provider}", "GET /login/{provider}/callback", "GET /lock", "GET /switch",
        "GET /unlock/{session_id}", "POST /unlock/{session_id}", "POST /logout",
        # Whoever has been handed a tablet to rate on: it is found by the locked session that it is lent in.
        "GET /rate/{loan_id}", "POST /rate/{loan_id}",
    ), _OPEN),
    "POST /lock": _OWN_SESSIONS, "GET /sessions": _OWN_SESSIONS, "POST /sessions/code": _OWN_SESSIONS,
    "POST /sessions/{session_id}/end": _OWN_SESSIONS,
    "GET /healthz": _OPEN, "GET /readyz": _OPEN, "GET /metrics": _OPEN,
    f"GET {_API}/ledger": _OPEN, f"GET {_API}/ledger/checkpoint": _OPEN,
    f"POST {_API}/ledger/checkpoint": _PROOFS, f"GET {_API}/ledger/receipts/{{position}}": _PROOFS,
    f"GET {_API}/ledger/leaves": _PROOFS,
    f"GET {_TLOG}/checkpoint": _OPEN, f"GET {_TLOG}/tile/{{path:path}}": _OPEN,
    f"GET {_TLOG}/tile/entries/{{path:path}}": _ENTRIES,
    f"GET {_API}/changes": _FEED, f"GET {_API}/changes/stream": _FEED,
    **dict.fromkeys((f"GET {_API}/{name}" for name in (
        "policies", "boards", "units", "staff", "offerings", "instrument-texts", "published-figures", "instruments", "indicators",
        "goal-chain", "annual-wheel", "completeness/rules", "samples/chances", "surveys", "journal-routines",
        "internal-control-plans", "internal-control",
    )), _EVERYBODY),
    **dict.fromkeys((f"GET {_API}/cases/{{case_id}}{part}" for part in (
        "", "/timeline", "/ratings", "/alerts", "/record", "/record/{area}", "/journal", "/sessions", "/completeness",
        "/reconstruction", "/reconstruction/changes",
    )), _CASE),
    f"GET {_API}/cases": _CASES, f"POST {_API}/case-lookup": _LOOKUP,
    f"POST {_API}/person-lookup": _PERSON_LOOKUP,
    **dict.fromkeys((f"GET {_API}/{name}" for name in (
        "groups", "concerns", "viewpoints", "viewpoints/for-inventory", "viewpoint-inventories", "viewpoint-inventories/missing",
        "development-proposals", "outreach", "duties/outside-cases", "deviations",
    )), _REGISTER),
    f"GET {_API}/records-requests": _REQUESTS,
    **dict.fromkeys((f"GET {_API}/lex-sarah-reports{part}" for part in (
        "", "/{report_id}", "/{report_id}/versions", "/{report_id}/timers", "/{report_id}/what-is-missing",
        "/{report_id}/ivo-notification.json", "/{report_id}/ivo-notification.pdf", "/{report_id}/documents/{sha256}",
    )), _REPORTS),
    f"GET {_API}/lex-sarah-control": _rule(Fields.LEX_SARAH, IC),
    **dict.fromkeys((f"GET {_API}/{name}" for name in (
        "duties", "bookings", "caseload", "alerts", "alerts/summary", "completeness", "completeness/suggestions",
        "case-reviews/prepared",
    )), _LATENESS),
    f"GET {_API}/journal-routines/{{routine_id}}/staff": _rule(
        Fields.LATENESS, IC, INV, AUD, MANAGER=Relation.UNIT, THERAPIST=Relation.OWN
    ),
    **dict.fromkeys((f"GET {_API}/{name}" for name in (
        "goals", "goals/trend", "goals/{indicator_id}", "reports", "reports/{report_id}", "analyses/equality",
        "analyses/caseload", "lex-sarah-statistics", "deviations/trend", "instruments/outcomes", "viewpoints/themes",
        "surveys/{survey_id}/results",
        "surveys/{survey_id}/free-texts", "journal-routines/{routine_id}/answers",
    )), _AGGREGATE),
    f"GET {_API}/goals/{{indicator_id}}/events": _UNDERLAY,
    f"GET {_API}/goals/export.xlsx": _INTERNAL_FILES, f"GET {_API}/goals/export.csv": _INTERNAL_FILES,
    f"GET {_API}/completeness/export.xlsx": _REVIEW_FILES, f"GET {_API}/completeness/export.pdf": _REVIEW_FILES,
    **dict.fromkeys((f"GET {_API}/{name}" for name in (
        "samples", "samples/{sample_id}", "samples/{sample_id}/verification", "journal-reviews", "journal-reviews/{review_id}",
    )), _CONTROLS),
    f"GET {_API}/lex-sarah-information": _rule(Fields.ORGANISATION, M, IC, INV, AUD),
    f"GET {_API}/delegated-decisions": _DELEGATED,
    **dict.fromkeys((
        f"GET {_API}/drafts", f"GET {_API}/drafts/{{draft_id}}", f"PUT {_API}/drafts/{{draft_id}}",
        f"DELETE {_API}/drafts/{{draft_id}}", f"POST {_API}/drafts/{{draft_id}}/completion",
    ), _OWN_DRAFTS),
    f"GET {_API}/draft-ages": _DRAFT_AGES,
    f"GET {_API}/approvals": _APPROVALS,
    f"POST {_API}/cases/{{case_id}}/evidence-packages": _EVIDENCE, f"GET {_API}/evidence-packages": _EVIDENCE,
    f"GET {_API}/evidence-packages/{{package_id}}/file": _EVIDENCE,
    f"POST {_API}/cases/{{case_id}}/record-extracts": _EXTRACTS, f"GET {_API}/record-extracts": _REGISTER,
    f"GET {_API}/record-extracts/{{extract_id}}": _EXTRACTS, f"GET {_API}/record-extracts/{{extract_id}}/file": _EXTRACTS,
    **dict.fromkeys((f"GET {_API}/{name}" for name in (
        "access-log", "cases/{case_id}/access-extract", "cases/{case_id}/access-extract.pdf",
    )), _ACCESS_LOG),
    f"GET {_API}/rights-reviews": _rule(Fields.ACCOUNTS, M, IC, AUD, OP),
    **dict.fromkeys((f"POST {_API}/rights-reviews{part}" for part in (
        "", "/{rights_review_id}/decisions", "/{rights_review_id}/closing",
    )), _rule(Fields.ACCOUNTS, M)),
    # The directory is no account: it comes with a token of its own, which each of these asks for.
    "GET /scim/v2/Users": _DIRECTORY, "POST /scim/v2/Users": _DIRECTORY,
    **dict.fromkeys((f"{method} /scim/v2/Users/{{user_id}}" for method in ("GET", "PUT", "PATCH", "DELETE")), _DIRECTORY),
    f"GET {_API}/operations": _rule(Fields.OPERATIONS, OP),
    f"GET {_API}/log-reviews": _LOG_REVIEWS, f"GET {_API}/log-reviews/{{log_review_id}}": _LOG_REVIEWS,
    f"GET {_API}/emergency-accesses": _EMERGENCIES, f"POST {_API}/emergency-accesses/{{access_id}}/reviews": _EMERGENCIES,
    f"POST {_API}/cases/{{case_id}}/emergency-access": _rule(Fields.EMERGENCY, T, M),
    **dict.fromkeys((f"GET {_API}/{name}" for name in (
        "erasure-due", "erasures", "erasures/{erasure_id}", "erasures/{erasure_id}/certificate",
        "erasures/{erasure_id}/certificate.pdf", "retention/{record_id}",
    )), _ERASURES),
    **dict.fromkeys((f"POST {_API}/{name}" for name in (
        "erasures", "erasures/{erasure_id}/approval", "erasures/{erasure_id}/withdrawal", "erasures/{erasure_id}/execution",
        "retention/{record_id}/examinations", "retention/{record_id}/holds", "retention/{record_id}/holds/{hold_id}/release",
        "retention/{record_id}/archive-receipt",
    )), _ERASING),
})
"""Every question by method and address, and what its answer asks of who asks."""

_BY_MANAGER = _rule(Fields.ORGANISATION, M)
_BY_CONTROL = _rule(Fields.ORGANISATION, M, IC)
_WORK = _rule(Fields.REGISTER, T, M)

WRITES: Mapping[str, Rule] = MappingProxyType({
    "case": _rule(Fields.TEXT, THERAPIST=Relation.CASE, MANAGER=Relation.CASE),
    **dict.fromkeys((
        "board", "unit", "staff", "policy", "offering", "indicator_definition", "goal", "published_figure", "report",
        "annual_wheel", "instrument_catalogue", "instrument_texts", "rule_definition",
    ), _BY_MANAGER),
    "sample": _BY_CONTROL,
    **dict.fromkeys((
        "group", "concern", "records_request", "outreach", "viewpoint", "viewpoint_inventory", "development_proposal",
        "survey", "suggestion", "journal_routine",
    ), _WORK),
    **dict.fromkeys(("internal_control", "journal_review"), _rule(Fields.REGISTER, T, M, IC)),
    "approval": _APPROVERS,
    "log_review": _rule(Fields.ACCESS_LOG, M, LOG),
    "lex_sarah": _rule(Fields.LEX_SARAH, *Role),
    "lex_sarah_information": _rule(Fields.ORGANISATION, M, INV),
    "deviation": _rule(Fields.LEX_SARAH, T, M, IC, INV),
})
"""Every family of streams that is written in through the API, and who writes in it."""

ADMINISTRATION = frozenset(family for family, rule in WRITES.items() if rule in (_BY_MANAGER, _BY_CONTROL))
"""Streams that state how the work is arranged. They are written in also before any member of staff is registered."""


MAY_STATE: Mapping[Role, tuple[Purpose, ...]] = MappingProxyType({
    T: (Purpose.CASE_WORK,), M: (Purpose.CASE_WORK, Purpose.MANAGEMENT_REVIEW), AUD: (Purpose.INTERNAL_CONTROL,),
})
"""What a role without a relation to a case may state as its purpose; the others read by their task, or not at all."""


def rule_of(action: str) -> Rule | None:
    """The row of a question, by its method and address; None = it is not in the matrix, and is refused.

    A page has that of the question that it stands for.
    """
    return READS.get(question_of(action))


def writing_rule(family: str, *, by_manager: bool) -> Rule | None:
    """The row of a write, by the family of its stream; None = it is not in the matrix, and is refused.

    Args:
        by_manager: Whether no therapist writes it, though they write in the stream too.
    """
    rule = WRITES.get(family)
    if rule is None or not by_manager:
        return rule
    return Rule(rule.fields, MappingProxyType({role: each for role, each in (rule.roles or {}).items() if role is not T}))
