"""The page that asks why a case is read (sv. *ange skäl*), in place of the one that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from api.access_matrix import MAY_STATE
from api.web.pages.frame import Fault, shown
from domain.base import Purpose

_WORDS: Mapping[Purpose, str] = MappingProxyType({
    Purpose.CASE_WORK: "Jag arbetar med ärendet eller ska ta över det",
    Purpose.MANAGEMENT_REVIEW: "Jag följer upp verksamheten som chef",
    Purpose.INTERNAL_CONTROL: "Jag granskar på uppdrag",
})


def purpose_form(
    request: Request, case_id: UUID, target: str, faults: list[Fault] | None = None, *, purpose: str = "", reason: str = ""
) -> Response:
    """The page, with what is wrong."""
    allowed = MAY_STATE.get(request.state.account.role, ())
    return shown(
        request, "purpose.html", status=422 if faults else 403, case_id=case_id, target=target, faults=faults or [],
        purposes=[(each.value, _WORDS[each]) for each in allowed], chosen=purpose, reason=reason,
    )
