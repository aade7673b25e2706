"""`/healthz` and `/readyz`: whether the process lives, and whether it can serve."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.errors import UnavailableError
from api.http.answers import json_response, problem_response
from api.http.dependencies import runtime_of
from api.http.documents import Ready, answers
from api.problems import problem_of

router = APIRouter(tags=["health"])


@router.get("/healthz", include_in_schema=False)
async def healthz() -> Response:
    """The process answers; it asks nobody else."""
    return Response("ok\n", media_type="text/plain")


@router.get("/readyz", responses=answers(Ready))
def readyz(request: Request) -> Response:
    """Databasen svarar, vyerna hinner med och åtkomstloggen går att skriva, i varje nämnd."""
    checks = runtime_of(request).readiness()
    if not all(checks.values()):
        missing = ", ".join(name for name, is_ready in checks.items() if not is_ready)
        problem = problem_of(UnavailableError(f"Tjänsten är inte redo: {missing}."))
        return problem_response(problem._replace(extra={"checks": checks}))
    return json_response(request, {"ready": True, "checks": checks})
