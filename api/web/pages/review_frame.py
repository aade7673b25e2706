"""What the pages of the review have in common (sv. *granskningens sidor*): its parts, and what a question is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account, Role
from api.access_matrix import rule_of
from api.problems import ForbiddenError
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Place, shown
from api.web.pages.submitting import shape_of_write
from api.web.texts import _
from api.write_rights import require_may_write
from domain.errors import InvalidValueError

_PARTS = (
    ("/review", "Alla journaler"), ("/review/case-reviews", "Ärendegenomgång"), ("/review/journal-reviews", "Granskningar"),
    ("/review/samples", "Stickprov"), ("/review/suggestions", "Förslag om lex Sarah"), ("/review/plan", "Internkontroll"),
    ("/review/routines", "Journalrutin"),
)
_LARGEST_START = 1_000_000


class Question(NamedTuple):
    """What somebody wants to see, as the address says it.

    Args:
        known_at: As known when; None = now.
        unit: Only this one, by id; None = all that they may see.
    """

    known_at: str | None
    unit: str | None

    @property
    def day(self) -> str | None:
        """What a date field shows: the day that was asked for, where it was one."""
        try:
            return None if self.known_at is None else date.fromisoformat(self.known_at).isoformat()
        except ValueError:
            return None

    def address(self, path: str, **more: object) -> str:
        """An address that asks the same of another page."""
        return address_of(path, known_at=self.known_at, unit=self.unit, **more)


def question_in(request: Request) -> Question:
    """What the address asks."""
    return Question(word_in(request, "known_at"), word_in(request, "unit"))


def word_in(request: Request, name: str) -> str | None:
    """A word of the address; a field that was left empty is none."""
    return request.query_params.get(name, "").strip() or None


def start_in(request: Request) -> int:
    """After how many the page begins.

    Raises:
        InvalidValueError: It is no number that a page could begin after.
    """
    text = word_in(request, "after") or "0"
    if not (text.isascii() and text.isdecimal() and len(text) < 8 and int(text) <= _LARGEST_START):
        raise InvalidValueError("Sidan finns inte. Börja om från början av listan.")
    return int(text)


def address_of(path: str, **parameters: object) -> str:
    """An address with what is given in it."""
    given = {name: value for name, value in parameters.items() if value is not None and value != ""}
    return path + (f"?{urlencode(given)}" if given else "")


def units_in(asking: Asking) -> list[dict[str, Any]]:
    """The units that somebody may ask about, each with the activities in it after it; none for who asks about their own cases."""
    if asking.account.role is Role.THERAPIST:
        return []
    reader = asking.reader(f"GET {API}/units")
    every = reader.register("units")[0].document["units"]
    own = asking.access.scope(rule_of(f"GET {API}/completeness")).units if asking.may(f"GET {API}/completeness") else None
    seen = [each for each in every if own is None or each["unit"] in {str(one) for one in own}]
    whole = [each for each in seen if each["part_of"] is None or each["part_of"] not in {one["unit"] for one in seen}]
    return [row for each in whole for row in (each, *(one for one in seen if one["part_of"] == each["unit"]))]


def unit_names(asking: Asking) -> dict[str, str]:
    """The name of every unit and activity, by id."""
    found = asking.reader(f"GET {API}/units").register("units")[0].document["units"]
    return {each["unit"]: each["name"] for each in found}


def may_write(account: Account, write: str) -> bool:
    """Whether a role writes this at all.

    Args:
        write: The write's address below `/api/v1`.
    """
    try:
        require_may_write(account.role, shape_of_write(write))
    except ForbiddenError:
        return False
    return True


def parts_for(account: Account, path: str) -> Iterator[Place]:
    """The parts of the review that a role may open."""
    for address, text in _PARTS:
        rule = rule_of(f"GET {address}")
        if rule is not None and rule.relation(account.role) is not None:
            is_root = address == "/review"
            inside = path == address or path.startswith(("/review/rules", "/review/cases/") if is_root else f"{address}/")
            yield Place(address, _(text), inside)


def reviewed(
    request: Request, asking: Asking, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None,
    **context: Any,
) -> Response:
    """A page of the review, with its one record in the access log written."""
    asking.close()
    parts = list(parts_for(asking.account, request.url.path))
    return shown(request, f"review/{template}.html", status=status, headers=headers, parts=parts, **context)
