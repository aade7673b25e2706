"""The form of every write (sv. *registrera*), at the write's address below `/record`: shown, read, written, and on from there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.http.dependencies import LoggedIn
from api.member_labels import label_of
from api.page_matrix import RECORD
from api.problems import PurposeRequiredError
from api.web.forms.addresses import Named, address_of, named_by
from api.web.forms.changes import Change, changes_since
from api.web.forms.choosing import Choosing
from api.web.forms.fields import FormField, Kind, fields_of
from api.web.forms.parsing import parse, placed, without_empty_rows
from api.web.forms.posted import File, Posted, within
from api.web.forms.references import InStream
from api.web.forms.subject import NEW, subject_of
from api.web.forms.view import FormView, with_each_word
from api.web.keeping import is_only_shown, kept_in
from api.web.pages.asking import Asking
from api.web.pages.form_drafts import (
    DRAFT,
    FormDraft,
    complete_form_draft,
    drafts_of,
    offered_drafts,
    opened_draft,
    save_form_draft,
)
from api.web.pages.form_onward import after, page_of
from api.web.pages.frame import Fault, Form, go_to, shown, target_of
from api.web.pages.page_drafts import VERSION_FIELD
from api.web.pages.submitting import KEY_FIELD, SEEN_FIELD, WHOLE_FORM, Submitted, new_key, submit
from api.web.texts import _
from api.writes.table import WRITES
from api.writes.write import makers
from domain.errors import NotFoundError

router = APIRouter(include_in_schema=False)

ADD, REMOVE = "_add", "_remove"
"""Buttons that change how many rows a list has, and save nothing."""


_LONGEST_TITLE = 48


class _Route(NamedTuple):
    """What the access log and the matrix know an address by."""

    path: str


async def named(request: Request) -> Named:
    """What the address names; from now on the request is known by the write's own address.

    Raises:
        NotFoundError: There is no such form.
    """
    found = named_by(request.path_params["address"])
    if found is None:
        raise NotFoundError("Det finns inget sådant formulär. Välj vad du vill registrera från ärendets eller delens sida.")
    request.scope["route"] = _Route(RECORD + found.shape.write.path)
    request.scope["path_params"] = {name: str(each) for name, each in found.known.items()}
    return found


def short(summary: str) -> str:
    """What a form does, short enough for a title beside others."""
    found = re.split(r"[:,;]", summary, maxsplit=1)[0]
    return found if len(found) <= _LONGEST_TITLE else found[:_LONGEST_TITLE].rpartition(" ")[0] + "…"


async def posted_in(request: Request, form: Form) -> Posted:
    """Everything that a form sent, with its files."""
    pairs: list[tuple[str, str]] = []
    files: dict[str, File] = {}
    for name, value in (await request.form()).multi_items():
        if isinstance(value, str):
            pairs.append((name, value))
            continue
        if value.filename:
            files[name] = File(value.content_type or "application/octet-stream", await value.read())
        await value.close()
    kept = kept_in(request)
    # A form that is shown again had files; they were not kept.
    return Posted(pairs, files if kept is None else {name: File("", b"") for name in kept.files})


Of = Annotated[Named, Depends(named)]
Sent = Annotated[Posted, Depends(posted_in)]


@router.get("/record/{address:path}")
def form_page(request: Request, of: Of, account: LoggedIn) -> Response:
    """Formuläret för en skrivning."""
    if of.open is not None:
        return _choose(request, account, of, of.open)
    asking = Asking(request, account, of.known.get("case_id"))
    subject = subject_of(asking, of.shape, of.known)
    choosing = Choosing(request, asking, subject, every="every" in request.query_params)
    fields = fields_of(of.shape.write.path)
    page = _Page(request, asking, of, subject.title, new_key(), subject.version)
    if (drafts := drafts_of(request, asking, of)) is not None:
        draft_id = _id(request.query_params.get("draft", ""))
        if draft_id is not None:
            kept = opened_draft(drafts, of, draft_id, target_of(request.query_params.get("next")))
            if isinstance(kept, Response):
                asking.close()
                return kept
            return page._replace(key=str(draft_id), draft=kept[1]).shown(FormView(fields, kept[0], choosing, is_sent=True))
        page = page._replace(draft=offered_drafts(drafts, of))
    return page.shown(FormView(fields, with_each_word(fields, _prefilled(request, fields, choosing)), choosing))


@router.post("/record/{address:path}")
def send(request: Request, of: Of, form: Form, posted: Sent, account: LoggedIn) -> Response:
    """Spara det som formuläret säger."""
    if of.open is not None:
        raise NotFoundError("Formuläret säger inte vilken uppgift det gäller. Gå tillbaka och välj den.")
    asking = Asking(request, account, of.known.get("case_id"))
    if ADD in form or REMOVE in form:
        return _with_other_rows(request, asking, of, form, posted)
    if DRAFT in form:
        kept = Submitted(None) if is_only_shown(request) else save_form_draft(request, asking, of, form)
        return kept if isinstance(kept, Response) else _again(request, asking, of, form, posted, kept)
    fields = fields_of(of.shape.write.path)
    posted = without_empty_rows(fields, posted)
    searching = Choosing(request, asking, NEW)
    read = parse(fields, of.shape.body, posted, searching.case_of)
    submitted = Submitted(None, read.faults)
    if not read.faults:
        submitted = _submitted(request, account, of, read.body, form)
    if submitted.written is None:
        return _again(request, asking, of, form, posted, submitted)
    complete_form_draft(request, account, of, form)
    onward = after(of, form, UUID(submitted.written.document["stream"]))
    if submitted.written.document["warnings"]:
        return shown(request, "forms/warned.html", of=of, warnings=submitted.written.document["warnings"], after=onward)
    return go_to(onward)


def _submitted(
    request: Request, account: Account, of: Named, body: Mapping[str, Any], form: Mapping[str, str]
) -> Submitted:
    """What became of it; a reason for the case that no longer stands takes nothing away of what was typed."""
    try:
        return submit(request, account, of.shape.write.path, of.known, body, form)
    except PurposeRequiredError:
        return Submitted(None, [Fault(WHOLE_FORM, _(
            "Skälet för att läsa ärendet gäller inte längre. Öppna ärendet i en ny flik, ange skälet där och spara sedan igen."
        ))])


class _Page(NamedTuple):
    """What a form's page says beside its fields.

    Args:
        title: What the form is about.
        seen: The version that its writer has seen; None = it begins something.
        draft: None = the form has no drafts.
    """

    request: Request
    asking: Asking
    of: Named
    title: str
    key: str
    seen: int | None
    draft: FormDraft | None = None

    def shown(self, view: FormView, *, status: int = 200, changes: Sequence[Change] = ()) -> Response:
        """The page, once what it shows is in the access log."""
        is_opened = self.request.method == "GET"
        stated = target_of(self.request.query_params.get("next") if is_opened else self.request.state.form.get("next"))
        onward = "" if stated == "/" else stated
        context: dict[str, Any] = {
            "of": self.of, "short": short(_(self.of.shape.write.summary)), "title": self.title, "form": view,
            "key": self.key, "seen": self.seen, "changes": changes, "next": onward,
            "action": address_of(self.of.shape.write.path, self.of.ids), "back": onward or page_of(self.of),
            "draft": self.draft, "draft_button": DRAFT,
        }
        answer = shown(self.request, "forms/write.html", status=status, **context)
        self.asking.close()
        return answer


def _again(
    request: Request, asking: Asking, of: Named, form: Mapping[str, str], posted: Posted, submitted: Submitted
) -> Response:
    """The form once more, with what is to be put right and everything that was filled in."""
    try:
        subject = subject_of(asking, of.shape, of.known)
    except PurposeRequiredError:
        subject = NEW
    fields = fields_of(of.shape.write.path)
    faults = [placed(fields, fault) for fault in submitted.faults]
    changes: Sequence[Change] = ()
    seen = form.get(SEEN_FIELD)
    if submitted.stale is not None and seen is not None:
        changes, seen = changes_since(asking, subject, int(seen)), str(subject.version)
        faults = [Fault("changes", _("Någon annan skrev i samma post medan du hade formuläret öppet. Inget är sparat än."))]
    view = FormView(fields, posted, Choosing(request, asking, subject), faults=faults, is_sent=True)
    page = _Page(request, asking, of, subject.title, form.get(KEY_FIELD, ""), None if of.shape.write.begins else seen)
    return page._replace(draft=_own_draft(page, form)).shown(view, status=submitted.status, changes=changes)


def _with_other_rows(
    request: Request, asking: Asking, of: Named, form: Mapping[str, str], posted: Posted
) -> Response:
    """The form with a row more, or without one; nothing is saved, and nothing that was filled in is lost."""
    more = {form[ADD]: 1} if ADD in form else {}
    if REMOVE in form:
        address, dash, row = form[REMOVE].rpartition("-")
        posted = posted.with_rows(address, [each for each in range(posted.rows(address)) if str(each) != row])
    subject = subject_of(asking, of.shape, of.known)
    fields = fields_of(of.shape.write.path)
    view = FormView(fields, posted, Choosing(request, asking, subject), is_sent=True, more_rows=more)
    page = _Page(request, asking, of, subject.title, form.get(KEY_FIELD, ""), form.get(SEEN_FIELD))
    return page._replace(draft=_own_draft(page, form)).shown(view)


def _own_draft(page: _Page, form: Mapping[str, str]) -> FormDraft | None:
    has_drafts = drafts_of(page.request, page.asking, page.of) is not None
    return FormDraft(form.get(VERSION_FIELD, "")) if has_drafts else None


def _choose(request: Request, account: Account, of: Named, name: str) -> Response:
    """The page that asks which thing of the record the form is about, and the way to the form when it is chosen."""
    chosen, onward = request.query_params.get(name), target_of(request.query_params.get("next"))
    if chosen and (found := named_by(address_of(of.shape.write.path, {**of.ids, name: _id(chosen)}).removeprefix(f"{RECORD}/"))):
        return go_to(address_of(of.shape.write.path, found.ids) + ("" if onward == "/" else "?" + urlencode({"next": onward})))
    asking = Asking(request, account, of.known.get("case_id"))
    subject = subject_of(asking, of.shape, of.known)
    collection, _made = makers(of.shape.write, WRITES)[name]
    asked = FormField(name, label_of(name), Kind.REFERENCE, reference=InStream((collection,)))
    choosing = Choosing(request, asking, subject, every=True)
    answer = shown(
        request, "forms/choose.html", of=of, short=short(_(of.shape.write.summary)), title=subject.title, name=name,
        choices=choosing.of(asked),
        action=address_of(of.shape.write.path, of.ids), next="" if onward == "/" else onward,
        back=page_of(of) if onward == "/" else onward,
    )
    asking.close()
    return answer


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


_FROM_THE_ADDRESS = (Kind.REFERENCE, Kind.REFERENCES, Kind.CHOICE, Kind.DAY, Kind.YES_NO)
"""What the page before may have filled in: never a text, since it would stand in an address."""


def _prefilled(request: Request, fields: Sequence[FormField], choosing: Choosing) -> Posted:
    query = request.query_params
    pairs = [(each.name, value) for each in fields if each.kind in _FROM_THE_ADDRESS for value in query.getlist(each.name)]
    for each in fields:
        if each.kind is Kind.CASE and each.name in query:
            pairs.append((each.name, choosing.number_of(query[each.name])))
        if each.kind is Kind.MOMENT:
            parts = (within(each.name, part) for part in ("on", "at"))
            pairs += [(part, query[part]) for part in parts if part in query]
    return Posted(pairs)
