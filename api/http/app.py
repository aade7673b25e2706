"""The service (sv. *webbtjänsten*): its routes, and what every answer of it has in common."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio.to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from adapters.accounts import Accounts
from adapters.oidc import read_providers
from api.http import (
    access_log_routes,
    alert_routes,
    analysis_routes,
    case_routes,
    completeness_routes,
    control_routes,
    delegated_routes,
    deviation_routes,
    draft_routes,
    emergency_routes,
    erasure_routes,
    evidence_routes,
    export_routes,
    feed_routes,
    goal_routes,
    governance_routes,
    health_routes,
    instrument_routes,
    ledger_routes,
    lex_sarah_information_routes,
    lex_sarah_routes,
    lex_sarah_statistics_routes,
    metrics_routes,
    operations_routes,
    outside_routes,
    person_lookup_routes,
    rating_routes,
    reconstruction_routes,
    record_extract_routes,
    record_routes,
    report_routes,
    rights_review_routes,
    routine_routes,
    sample_routes,
    schemas,
    scim_routes,
    start_page,
    tlog_routes,
    told,
    viewpoint_routes,
    work_routes,
    write_routes,
)
from api.http.answers import language_of, problem_response
from api.http.barrier import Barrier, json_log
from api.http.documents import Problem, Written
from api.http.read_only import ReadOnly
from api.http.rows import DutyRow
from api.http.trail import record_what_is_not_recorded
from api.log_in import LogIns
from api.page_matrix import PAGES, RECORD
from api.problems import RefusedBodyError, Text, problem_of, problem_of_status
from api.rate_limits import Limits
from api.web import static_files
from api.web.kept_forms import KeptForms
from api.web.pages.all_pages import ROUTERS
from api.web.problem_page import answer_to_problem
from api.web.stated import StatedPurposes
from api.writes.table import WRITES, shapes

if TYPE_CHECKING:
    from api.main import Runtime

VERSION = "1"
OPENAPI_PATH = "/api/v1/openapi.json"

# Fewer than a board's connections: a request that waits for a thread waits in order, one that waits for a connection
# may be given up on.
_THREADS = 12


def create_app(
    runtime: Runtime, accounts: Accounts, *, log: Any = None, read_only: bool = False, now_us: Callable[[], int] | None = None
) -> FastAPI:
    """The service on an open Aktspår.

    Args:
        log: Takes what happens, as structlog's loggers do; JSON lines on stderr when left out.
        read_only: A reading copy, where every write is refused.
        now_us: What sessions take as the time, microseconds since 1970 UTC; the machine's clock when left out.

    Raises:
        CannotRunError: What is set up about identity providers cannot be used.
    """
    app = FastAPI(
        title="Aktspår", version=VERSION, description=told.INTRODUCTION, generate_unique_id_function=lambda route: route.name,
        # The documentation pages load scripts from elsewhere; the document itself is enough.
        openapi_url=OPENAPI_PATH, docs_url=None, redoc_url=None, lifespan=_lifespan, redirect_slashes=False,
    )
    app.state.runtime, app.state.accounts = runtime, accounts
    app.state.feeds, app.state.stopping = {}, False
    app.state.limits = Limits()
    clock = now_us or (lambda: time.time_ns() // 1000)
    app.state.log_ins = LogIns(runtime, accounts, app.state.limits, clock)
    app.state.stated = StatedPurposes()
    app.state.kept = KeptForms(60_000_000 * runtime.settings.session_idle_minutes, clock)
    app.state.providers = read_providers(runtime.settings.oidc_file)
    app.state.log = log = log or json_log()
    modules = (
        start_page, static_files, health_routes, case_routes, reconstruction_routes, rating_routes,
        alert_routes, record_routes, work_routes, outside_routes, lex_sarah_routes,
        viewpoint_routes, delegated_routes, draft_routes, feed_routes, ledger_routes, tlog_routes, governance_routes,
        instrument_routes,
        export_routes, completeness_routes, control_routes, goal_routes, report_routes, analysis_routes, sample_routes,
        routine_routes, person_lookup_routes, emergency_routes, erasure_routes, evidence_routes, record_extract_routes,
        lex_sarah_statistics_routes, lex_sarah_information_routes, deviation_routes, metrics_routes, access_log_routes,
        scim_routes, rights_review_routes, operations_routes,
    )
    routers = [*(module.router for module in modules), *ROUTERS, write_routes.write_router()]
    app.state.routes = [_named(route) for router in routers for route in router.routes]
    # As they are: of a router that is included each route is made anew at the first request, which then takes a second.
    app.router.routes.extend(app.state.routes)
    app.openapi = partial(_described, app)
    app.add_exception_handler(HTTPException, _of_the_framework)
    app.add_exception_handler(RequestValidationError, _of_the_request)
    if read_only:
        app.add_middleware(ReadOnly, writes=_is_write)
    app.add_middleware(
        Barrier, log=log, writes=_is_write, settle=partial(record_what_is_not_recorded, runtime),
        over_tls=(runtime.settings.public_url or "").startswith("https:"),
    )
    app.add_middleware(metrics_routes.Measured)
    return app


def _named(route: BaseRoute) -> BaseRoute:
    if isinstance(route, APIRoute):
        route.unique_id = route.operation_id or route.name
    return route


def _is_write(method: str, path: str) -> bool:
    # A draft is as long as the note that it becomes.
    is_draft = method == "PUT" and path.startswith(draft_routes.ADDRESS)
    return is_draft or method == "POST" and any(pattern.fullmatch(path) for pattern in _WRITE_PATHS)


_DRAFTS = f"PUT {draft_routes.ADDRESS}{{draft_id}}"
_WRITE_ACTIONS = {f"POST {write_routes.PREFIX}{write.path}" for write in WRITES}
_WRITE_ADDRESSES = (
    *(f"{prefix}{write.path}" for prefix in (write_routes.PREFIX, RECORD) for write in WRITES),
    # A page's form that has something recorded, or kept as a draft, is one too.
    *(path.removeprefix("POST ") for path, asked in PAGES.items() if asked in {*_WRITE_ACTIONS, _DRAFTS}),
)
_WRITE_PATHS = [re.compile(re.sub(r"{\w+}", "[^/]+", address)) for address in _WRITE_ADDRESSES]


def _described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, made once in a process: it takes seconds, and every service of this version has the same."""
    if not _document:
        bodies = [Problem, Written, DutyRow, *(shape.body for shape in shapes())]
        document = told.with_headers(schemas.with_shared_problems(schemas.with_bodies(FastAPI.openapi(app), bodies)))
        _document.update(schemas.with_examples(document, write_routes.PREFIX, WRITES))
    return _document


_document: dict[str, Any] = {}


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
    yield
    for feed in app.state.feeds.values():
        feed.close()


async def _of_the_framework(request: Request, error: HTTPException) -> Response:
    problem = problem_of_status(error.status_code, _DETAILS.get(error.status_code, _UNREADABLE))
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(_methods_of(request))
    return answer_to_problem(request.scope, problem, headers)


_UNREADABLE = Text("Begäran kunde inte läsas.", "The request could not be read.")
_DETAILS = {
    404: Text("Adressen finns inte; se /api/v1/openapi.json.", "There is no such address; see /api/v1/openapi.json."),
    405: Text("Metoden stöds inte på den här adressen.", "The method is not supported at this address."),
}


def _methods_of(request: Request) -> list[str]:
    """What an address answers to, over all its routes; the framework names those of the first one only."""
    found: set[str] = set()
    for route in request.app.state.routes:
        if route.path_regex.match(request.scope["path"]):
            found |= route.methods
    return sorted(found)


async def _of_the_request(request: Request, error: RequestValidationError) -> Response:
    # Where and what kind, never the value: it may be a name that somebody put in the wrong place.
    faults = [
        {"in": str(each["loc"][0]), "name": ".".join(map(str, each["loc"][1:])), "kind": each["type"]} for each in error.errors()
    ]
    names = ", ".join(sorted({fault["name"] or fault["in"] for fault in faults}))
    swedish = f"Begäran har värden som inte är tillåtna: {names}."
    english = f"The request has values that are not allowed: {names}."
    if "case_id" in names:
        swedish += " Ett ärende anges med sitt uuid; ett ärendenummer söks med POST /api/v1/case-lookup."
        english += " A case is given by its UUID; a case number is looked up with POST /api/v1/case-lookup."
    problem = problem_of(RefusedBodyError(Text(swedish, english), faults))
    return problem_response(problem, language=language_of(request.headers))
