"""What a form asks to have written (sv. *inskickat formulär*): the same writes as the JSON API's, by the same rules.

A form carries a key of its own, so that sending it twice writes once, and the version of the record that its writer has seen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from starlette.requests import Request

from adapters.accounts import Account
from api.http.barrier import request_id_of
from api.http.dependencies import action_of, caller_of, own_board
from api.problems import ForbiddenError, RefusedBodyError, UsageError
from api.shell_writing import simulated_time
from api.web.keeping import forget_written, is_only_shown
from api.web.pages.frame import Fault
from api.web.refusals import refusal
from api.web.stated import stated_in
from api.writes.asked import Asked, Written
from api.writes.content import read_body
from api.writes.shape import Shape
from api.writes.table import shapes
from api.writing import Writer
from domain.errors import CommandReusedError, DomainError, StaleVersionError

KEY_FIELD, SEEN_FIELD = "key", "seen"
WHOLE_FORM = "form"
"""The field of a fault that is no one field's: the id of the form."""


class Submitted(NamedTuple):
    """What became of a form.

    Args:
        written: What was written; None = nothing was.
        faults: What is to be put right.
        stale: Somebody else has written in the record since the form was opened.
    """

    written: Written | None
    faults: Sequence[Fault] = ()
    stale: StaleVersionError | None = None

    @property
    def status(self) -> int:
        """The status of the page that shows the form again: 422, or 412 when somebody else was first."""
        return 412 if self.stale is not None else 422


def new_key() -> str:
    """A form's key, made when the form is shown."""
    return str(uuid4())


def key_of(form: Mapping[str, str]) -> UUID:
    """The key that came with a form.

    Raises:
        UsageError: There is none, or it is no UUID: then it was no form of ours.
    """
    try:
        return UUID(form.get(KEY_FIELD, ""))
    except ValueError:
        raise UsageError("Formuläret saknar sin nyckel. Gå tillbaka, ladda om sidan och fyll i det igen.") from None


def submit(
    request: Request, account: Account, write: str, ids: Mapping[str, UUID], body: Mapping[str, Any], form: Mapping[str, str],
    *, request_id: UUID | None = None,
) -> Submitted:
    """Have what a form asks for written.

    Args:
        write: The write's address below `/api/v1`, for example `/cases/{case_id}/notes`.
        ids: In that address.
        body: As JSON values.
        form: What came, with its key and, unless the write begins something, the version that was seen (`*` = whichever).
        request_id: Of the access record; another than the request's own for a form's second write, which has a record of its own.

    Raises:
        ForbiddenError: The role may not write this; PurposeRequiredError when a reason is asked for.
        UnavailableError: The access log cannot be written.
    """
    if is_only_shown(request):
        return Submitted(None)
    shape = shape_of_write(write)
    board = own_board(request, account, None)
    stated = stated_in(request, ids["case_id"]) if "case_id" in ids else None
    try:
        # Decimals and days are text in JSON.
        read = read_body(shape.body, json.dumps(body, default=str).encode())
    except RefusedBodyError as refused:
        return Submitted(None, [Fault(each["name"].partition(".")[0] or WHOLE_FORM, refusal(refused)) for each in refused.faults])
    asked = Asked(
        shape, ids, read, key_of(form), None if shape.write.begins else _seen(form), simulated_time(board), stated,
        own_counts_as_seen=True,
    )
    writer = Writer(board, account, caller_of(account), action_of(request), request_id or request_id_of(request))
    try:
        written = writer.write(asked)
    except StaleVersionError as stale:
        return Submitted(None, [Fault(WHOLE_FORM, refusal(stale))], stale)
    except CommandReusedError:
        return Submitted(None, [Fault(WHOLE_FORM, (
            "Formuläret har redan sparats, med annat innehåll. Det som sparades står kvar; öppna formuläret på nytt för att"
            " skriva mer."
        ))])
    except ForbiddenError:
        raise
    except (DomainError, UsageError) as refused:
        return Submitted(None, [Fault(WHOLE_FORM, refusal(refused))])
    forget_written(request, asked.key)
    return Submitted(written)


@cache
def shape_of_write(write: str) -> Shape:
    """A write of the service, by its address."""
    return next(each for each in shapes() if each.write.path == write)


def _seen(form: Mapping[str, str]) -> int | None:
    text = form.get(SEEN_FIELD, "")
    if text == "*":
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise UsageError("Formuläret säger inte vilken version av posten det gäller. Ladda om sidan och fyll i det igen.")
    return int(text)
