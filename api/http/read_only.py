"""A reading copy (sv. *läskopia*): the service answers every question and refuses every write, while another is the real one."""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.errors import UnavailableError
from api.problems import Text, problem_of
from api.web.problem_page import answer_to_problem

_REPLACING = frozenset({"PUT", "PATCH", "DELETE"})
_REFUSED = Text(
    "Det här är en läskopia: inget kan skrivas här. Skriv på papper tills tjänsten är tillbaka; se driftshandboken, avsnitt 9.",
    "This is a reading copy: nothing can be written here. Write on paper until the service is back.",
)


class ReadOnly:
    """Lets through what only reads; a question that is asked by POST is no write: what it asks for must not be in an address.

    Args:
        writes: Whether a method and an address are those of a write.
    """

    def __init__(self, app: ASGIApp, writes: Callable[[str, str], bool]) -> None:
        self._app = app
        self._writes = writes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (scope["method"] in _REPLACING or self._writes(scope["method"], scope["path"])):
            answer = answer_to_problem(scope, problem_of(UnavailableError(_REFUSED)))
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)
