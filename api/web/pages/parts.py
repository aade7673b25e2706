"""The parts within a part of the service (sv. *underdelar*), each for those who may open it, and where a list goes on."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from starlette.requests import Request

from adapters.accounts import Account
from api.access_matrix import rule_of
from api.web.pages.frame import Place
from api.web.texts import _
from domain.errors import InvalidValueError


def parts_of(account: Account, path: str, parts: Iterable[tuple[str, str]]) -> list[Place]:
    """The parts that a role may open; the one whose address is the longest beginning of the path is where the page is.

    Args:
        path: Of the page.
        parts: Each address and name.
    """
    seen = [
        (address, text) for address, text in parts
        if (rule := rule_of(f"GET {address}")) is not None and rule.relation(account.role) is not None
    ]
    inside = [address for address, _text in seen if path == address or path.startswith(f"{address}/")]
    here = max(inside, key=len, default="")
    return [Place(address, _(text), address == here) for address, text in seen]


def after_in(request: Request) -> UUID | None:
    """What a page of a list comes after; None = it is the first page.

    Raises:
        InvalidValueError: The address was made up.
    """
    text = request.query_params.get("after", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise InvalidValueError("Sidan finns inte. Börja om från början av listan.") from None
