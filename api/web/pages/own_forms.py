"""Forms of our own for what is written often (sv. *egna formulär*): the fields, faults and write of those below `/record`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from starlette.requests import Request

from adapters.accounts import Account
from api.web.forms.choosing import Choosing
from api.web.forms.fields import FormField, fields_of
from api.web.forms.parsing import parse, placed, without_empty_rows
from api.web.forms.posted import Posted
from api.web.forms.subject import NEW, subject_of
from api.web.forms.view import FormView
from api.web.pages.asking import Asking
from api.web.pages.submitting import KEY_FIELD, SEEN_FIELD, Submitted, new_key, shape_of_write, submit
from api.web.texts import _


class Wording(NamedTuple):
    """How a form asks a field otherwise than the write does.

    Args:
        hint: Empty = the write's own.
    """

    label: str
    hint: str = ""


class OwnForm:
    """The form of one write on a page of its own.

    Args:
        write: Its address below `/api/v1`.
        ids: In that address.
        wordings: By the field's name; what is not there is asked as the write asks it.
    """

    def __init__(
        self, request: Request, asking: Asking, write: str, ids: Mapping[str, UUID], wordings: Mapping[str, Wording]
    ) -> None:
        self._request, self._asking, self._write, self._ids = request, asking, write, ids
        self._fields = [_worded(each, wordings.get(each.name)) for each in fields_of(write)]

    def opened(self, pairs: Sequence[tuple[str, str]] = ()) -> Shown:
        """The form with some of it filled in."""
        subject = subject_of(self._asking, shape_of_write(self._write), self._ids)
        view = FormView(self._fields, Posted(pairs), Choosing(self._request, self._asking, subject))
        return Shown(view, new_key(), subject.version)

    def sent(self, account: Account, form: Mapping[str, str], posted: Posted) -> Submitted:
        """Have what came written, if it can be read."""
        searching = Choosing(self._request, self._asking, NEW)
        read = parse(self._fields, shape_of_write(self._write).body, without_empty_rows(self._fields, posted), searching.case_of)
        if read.faults:
            return Submitted(None, read.faults)
        return submit(self._request, account, self._write, self._ids, read.body, form)

    def again(self, form: Mapping[str, str], posted: Posted, submitted: Submitted) -> Shown:
        """The form once more, with what is to be put right."""
        subject = subject_of(self._asking, shape_of_write(self._write), self._ids)
        faults = [placed(self._fields, fault) for fault in submitted.faults]
        view = FormView(
            self._fields, posted, Choosing(self._request, self._asking, subject), faults=faults, is_sent=True
        )
        seen = str(subject.version) if submitted.stale is not None else form.get(SEEN_FIELD)
        return Shown(view, form.get(KEY_FIELD, ""), seen)


class Shown(NamedTuple):
    """A form as its page shows it.

    Args:
        seen: The version that its writer has seen; None = it begins something.
    """

    view: FormView
    key: str
    seen: int | str | None

    def field(self, name: str) -> FormField:
        """A field of it."""
        return next(each for each in self.view.fields if each.name == name)


def _worded(field: FormField, wording: Wording | None) -> FormField:
    if wording is None:
        return field
    return field._replace(label=_(wording.label), hint=_(wording.hint) if wording.hint else field.hint)
