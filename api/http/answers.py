"""Answers as bytes: JSON documents with their entity tag, and problem documents."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.output import as_json
from api.problems import MEDIA_TYPE, Problem

_RETRY_AFTER_SECONDS = "5"


def json_response(request: Request, document: dict[str, Any], *, version: int | None = None, status: int = 200) -> Response:
    """A document, or 304 when the client holds the same bytes already.

    Args:
        version: The version of the one stream that the document shows; it begins the entity tag, so that a later write can
            say which version it saw.
    """
    content = as_json(document)
    digest = hashlib.sha256(content).hexdigest()[:24]
    etag = f'"{digest}"' if version is None else f'"{version}.{digest}"'
    known = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    if request.method == "GET" and etag in known:
        return Response(status_code=304, headers={"ETag": etag})
    return Response(content, status, {"ETag": etag}, "application/json")


def language_of(headers: Mapping[str, str]) -> str:
    """Which of the service's languages a request prefers: `en` when it ranks English above Swedish, else `sv`."""
    ranks = dict.fromkeys(("sv", "en"), 0.0)
    for each in headers.get("accept-language", "").split(","):
        tag, _, parameters = each.strip().partition(";")
        language = tag.strip().casefold().partition("-")[0]
        if language in ranks:
            ranks[language] = max(ranks[language], _quality(parameters))
    return "en" if ranks["en"] > ranks["sv"] else "sv"


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0


def problem_response(problem: Problem, headers: dict[str, str] | None = None, *, language: str = "sv") -> Response:
    """A problem document in a language, with the headers that its status asks for."""
    headers = {**(headers or {}), "Content-Language": problem.languages(language)}
    if problem.status == 401:
        # A page that asks for more of itself must not make the browser open a log-in of its own.
        by_session = problem.name in ("session-over", "session-locked")
        headers["WWW-Authenticate"] = 'Session realm="Aktspar"' if by_session else 'Basic realm="Aktspar", charset="UTF-8"'
    if problem.status == 429 and problem.extra is not None:
        headers["Retry-After"] = str(problem.extra["retry_after_seconds"])
    if problem.status == 503:
        headers["Retry-After"] = _RETRY_AFTER_SECONDS
    return Response(as_json(problem.document(language)), problem.status, headers, MEDIA_TYPE)
