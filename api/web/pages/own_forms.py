"""Forms of our own for what is written often (sv. *egna formulär*): the fields, faults and write of those below `/record`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from starlette.requests import Request

from adapters.accounts import Account
from api.web.forms.choosing import Choosing
from api.web.forms.fields import Choice, FormField, fields_of
from api.web.forms.parsing import parse, placed, without_empty_rows
from api.web.forms.posted import SEPARATOR, Posted
from api.web.forms.subject import NEW, subject_of
from api.web.forms.view import FormView
from api.web.pages.asking import Asking
from api.web.pages.submitting import KEY_FIELD, SEEN_FIELD, Submitted, new_key, shape_of_write, submit
from api.web.pages.write_forms import ADD, REMOVE
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
        among: By the field's name, what can be chosen where that is less than everything there is.
    """

    def __init__(
        self, request: Request, asking: Asking, write: str, ids: Mapping[str, UUID], wordings: Mapping[str, Wording],
        among: Mapping[str, tuple[Choice, ...]] = MappingProxyType({}),
    ) -> None:
        self._request, self._asking, self._write, self._ids = request, asking, write, ids
        worded = (_worded(each, wordings.get(each.name)) for each in fields_of(write))
        self._fields = [each._replace(choices=among.get(each.name, each.choices)) for each in worded]

    def opened(self, pairs: Sequence[tuple[str, str]] = ()) -> Shown:
        """The form with some of it filled in."""
        subject = subject_of(self._asking, shape_of_write(self._write), self._ids)
        view = FormView(self._fields, Posted(pairs), Choosing(self._request, self._asking, subject))
        return Shown(view, new_key(), subject.version)

    def with_other_rows(self, form: Mapping[str, str], posted: Posted) -> Shown | None:
        """The form with a row more or less, where that is what its button asked for; None = it was sent."""
        if ADD not in form and REMOVE not in form:
            return None
        if REMOVE in form:
            address, _dash, row = form[REMOVE].rpartition(SEPARATOR)
            posted = posted.with_rows(address, [each for each in range(posted.rows(address)) if str(each) != row])
        subject = subject_of(self._asking, shape_of_write(self._write), self._ids)
        more = {form[ADD]: 1} if ADD in form else {}
        view = FormView(
            self._fields, posted, Choosing(self._request, self._asking, subject), is_sent=True, more_rows=more
        )
        return Shown(view, form.get(KEY_FIELD, ""), form.get(SEEN_FIELD))

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

    def field(self, name: str) -> FormField | None:
        """A field of it; None = it is not asked, since there is nothing to choose among."""
        return next((each for each in self.view.fields if each.name == name), None)


def _worded(field: FormField, wording: Wording | None) -> FormField:
    if wording is None:
        return field
    return field._replace(label=_(wording.label), hint=_(wording.hint) if wording.hint else field.hint)
