"""Drafts of the forms of writes in a case (sv. *formulärutkast*): saved as one writes, offered when the form is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.web.forms.addresses import Named, address_of
from api.web.forms.drafted import drafted, filled_by, form_of, has_long_text, plain_name, with_draft
from api.web.forms.fields import fields_of
from api.web.forms.posted import SEPARATOR, Posted
from api.web.keeping import Sent
from api.web.pages.asking import Asking
from api.web.pages.frame import Fault, go_to, target_of
from api.web.pages.note_page import clock
from api.web.pages.page_drafts import PageDrafts, by_script, not_saved, saved, version_in
from api.web.pages.submitting import WHOLE_FORM, Submitted, key_of
from api.web.refusals import refusal
from api.web.texts import _
from domain.draft import DraftHead
from domain.errors import DomainError, StaleVersionError
from domain.offering.regime import IdentityForbiddenError

DRAFT = "_draft"
"""The button that saves a form as a draft."""
_MOST_OFFERED = 5


class FormDraft(NamedTuple):
    """What a form knows of its drafts.

    Args:
        version: That its own has; empty = it has none.
        saved: When that was saved, as `10.42`.
        offered: The author's others of the same form, the latest first.
    """

    version: str = ""
    saved: str | None = None
    offered: Sequence[Mapping[str, Any]] = ()


def drafts_of(request: Request, asking: Asking, of: Named) -> PageDrafts | None:
    """Where a form's drafts are kept; None = it is of no case, has no running text, or its writer keeps no drafts."""
    account, shape = asking.account, of.shape
    is_of_case = shape.is_about_a_case and not shape.write.begins
    if not is_of_case or account.staff is None or not account.role.writes or not has_long_text(fields_of(shape.write.path)):
        return None
    return PageDrafts(request, asking, of.known[shape.stream])


def opened_draft(drafts: PageDrafts, of: Named, draft_id: UUID, onward: str) -> tuple[Posted, FormDraft] | Response:
    """A draft in its form; or the way to the form that it is of, where that is another.

    Raises:
        NotFoundError: The author has no such draft.
    """
    kept, version = drafts.read(draft_id)
    own = address_of(of.shape.write.path, of.ids)
    if (address := form_of(kept["fields"])) != own:
        elsewhere = address or f"/cases/{kept['case']}/notes/new"
        return go_to(with_draft(elsewhere, draft_id, onward))
    return Posted(filled_by(kept["fields"])), FormDraft(str(version), clock(kept["saved_at"]))


def offered_drafts(drafts: PageDrafts, of: Named) -> FormDraft:
    """The author's drafts of a form, when it is opened without one."""
    case_id, own = str(of.known[of.shape.stream]), address_of(of.shape.write.path, of.ids)
    in_case = [each for each in drafts.own()["drafts"] if each["case"] == case_id and not each["recorded"]]
    latest = sorted(in_case, key=lambda each: each["saved_at"], reverse=True)[:_MOST_OFFERED]
    return FormDraft(offered=[each for each in latest if form_of(drafts.read(UUID(each["draft"]))[0]["fields"]) == own])


def save_form_draft(
    request: Request, asking: Asking, of: Named, form: Mapping[str, str]
) -> Response | Submitted:
    """Save what a form holds as its draft; or what is to be put right first, for its page."""
    drafts, sent = drafts_of(request, asking, of), request.state.sent
    if drafts is None:
        return Submitted(None, [Fault(WHOLE_FORM, _("Det här formuläret har inga utkast. Spara det, eller avbryt."))])
    try:
        head = _saved(drafts, of, form, sent)
    except DomainError as refused:
        if by_script(request):
            asking.close()
            return not_saved(refusal(refused), 412 if isinstance(refused, StaleVersionError) else 422)
        return Submitted(None, [_fault(of, refused)])
    asking.close()
    if by_script(request):
        return saved(head)
    return go_to(with_draft(address_of(of.shape.write.path, of.ids), head.draft_id, target_of(form.get("next"))))


def complete_form_draft(request: Request, account: Account, of: Named, form: Mapping[str, str]) -> None:
    """Let the draft go that has been recorded."""
    version = version_in(form)
    if version is not None and (drafts := drafts_of(request, Asking(request, account, of.known.get("case_id")), of)) is not None:
        drafts.complete(key_of(form), version, key_of(form))


def _saved(drafts: PageDrafts, of: Named, form: Mapping[str, str], sent: Sent) -> DraftHead:
    fields = drafted(address_of(of.shape.write.path, of.ids), fields_of(of.shape.write.path), sent.pairs)
    return drafts.save(key_of(form), of.known[of.shape.stream], None, fields, version_in(form))


def _fault(of: Named, refused: DomainError) -> Fault:
    """A draft's refusal beside its field, by what the form calls it."""
    if not isinstance(refused, IdentityForbiddenError):
        return Fault(WHOLE_FORM, refusal(refused))
    name = plain_name(refused.field)
    label = next(each.label for each in fields_of(of.shape.write.path) if each.name == name.partition(SEPARATOR)[0])
    return Fault(name, str(refused).replace(refused.field, f"”{label}”"))
