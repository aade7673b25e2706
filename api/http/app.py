"""The service (sv. *webbtjänsten*): its routes, and what every answer of it has in common."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio.to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Accounts
from api.http import case_routes, health_routes, ledger_routes, start_page
from api.http.answers import problem_response
from api.http.barrier import Barrier
from api.problems import problem_of, problem_of_status
from domain.errors import InvalidValueError

if TYPE_CHECKING:
    from api.main import Runtime

VERSION = "1"
OPENAPI_PATH = "/api/v1/openapi.json"

# Fewer than a board's connections: a request that waits for a thread waits in order, one that waits for a connection
# may be given up on.
_THREADS = 12


def create_app(runtime: Runtime, accounts: Accounts, *, log: Any = None) -> FastAPI:
    """The service on an open Aktspår.

    Args:
        log: Takes what happens, as structlog's loggers do; JSON lines on stderr when left out.
    """
    app = FastAPI(
        title="Aktspår", version=VERSION, description="Ärenden och tidslinjer som de var kända vid varje tidigare tillfälle.",
        # The documentation pages load scripts from elsewhere; the document itself is enough.
        openapi_url=OPENAPI_PATH, docs_url=None, redoc_url=None, lifespan=_lifespan, redirect_slashes=False,
    )
    app.state.runtime, app.state.accounts = runtime, accounts
    for module in (start_page, health_routes, case_routes, ledger_routes):
        app.include_router(module.router)
    app.add_exception_handler(HTTPException, _of_the_framework)
    app.add_exception_handler(RequestValidationError, _of_the_request)
    app.add_middleware(Barrier, log=log)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
    yield


async def _of_the_framework(request: Request, error: HTTPException) -> Response:
    details = {404: "Adressen finns inte; se /api/v1/openapi.json.", 405: "Metoden stöds inte på den här adressen."}
    problem = problem_of_status(error.status_code, details.get(error.status_code, "Begäran kunde inte läsas."))
    return problem_response(problem, dict(error.headers or {}))


async def _of_the_request(request: Request, error: RequestValidationError) -> Response:
    # Where and what kind, never the value: it may be a name that somebody put in the wrong place.
    faults = [
        {"in": str(each["loc"][0]), "name": ".".join(map(str, each["loc"][1:])), "kind": each["type"]} for each in error.errors()
    ]
    names = ", ".join(sorted({fault["name"] or fault["in"] for fault in faults}))
    hint = " Ett ärende anges med sitt uuid; ett ärendenummer söks med POST /api/v1/case-lookup." if "case_id" in names else ""
    problem = problem_of(InvalidValueError(f"Begäran har värden som inte är tillåtna: {names}.{hint}"))
    return problem_response(problem._replace(extra={"errors": faults}))
