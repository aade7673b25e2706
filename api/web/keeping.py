"""What a form sent that was not taken in (sv. *undanläggning*): kept for whoever wrote it, and shown to them again.

Only what came from a page of ours is kept: the request's origin is the service's own, the form's token is that of a log-in of the
account that it is kept for, and the browser is the one that the log-in was made in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from starlette.requests import Request

from adapters.sessions import Session, digest_of
from api.http.session_cookies import CSRF_FIELD, csrf_token, is_same_origin, token_in
from api.page_matrix import RECORD
from api.web.kept_forms import KeptForm, KeptForms, Whose
from api.web.texts import _, plural

HERE = "/kept"
"""Below it a form is shown again by its id."""
LOST = "lost"
"""Of the log-in's address: what a form sent could not be kept."""
ONLY_KEEP = "_keep"
"""A field that says that a form is sent to be kept, since its page is left alone, and is to write nothing."""

_SAVES_DRAFT = "/cases/{case_id}/notes/draft"
_KEPT = frozenset({
    _SAVES_DRAFT, "/cases/{case_id}/notes/new", "/cases/{case_id}/notes/{note_id}/correct",
    "/cases/{case_id}/alerts/{kind}/{raised_by}", "/cases/{case_id}/ratings/new", "/approvals/{approval_id}/answer",
    "/lex-sarah/new", "/lex-sarah/{report_id}/decision", "/viewpoints/new", "/viewpoints/meeting",
    "/review/case-reviews/{case_id}", "/review/journal-reviews/{review_id}/cases/{case_id}", "/review/suggestions/answer",
    "/review/samples/new", "/results/reports/new", "/results/reports/{report_id}/submission",
    "/results/reports/{report_id}/publication", "/log-review/reviews/{log_review_id}/readings/{number}",
    "/log-review/reviews/{log_review_id}/readings/{number}/measures", "/log-review/emergencies/{access_id}",
    "/settings/accounts/{rights_review_id}/decisions", "/erasure/records/{record_id}/holds",
    "/erasure/records/{record_id}/holds/{hold_id}/release", "/erasure/records/{record_id}/archive-receipt",
    "/erasure/proposals/{erasure_id}/approval", "/erasure/proposals/{erasure_id}/withdrawal", "/cases/{case_id}/emergency",
    "/cases/{case_id}/evidence", "/cases/{case_id}/records-requests/{request_id}/review",
})
"""The forms of their own pages that are kept: each asks `is_only_shown` before it writes, most in `submitting.submit`, and
shows what was typed. What does not is refused by the ledger. Those below `/record` are kept too."""


_NOT_TYPED = (CSRF_FIELD, ONLY_KEEP, "key", "seen", "next")


class Sent(NamedTuple):
    """What a form sent.

    Args:
        pairs: Names and values in order.
        files: The fields that had a file.
    """

    pairs: Sequence[tuple[str, str]]
    files: Sequence[str]


def know_pages_of(request: Request, session: Session, token: str) -> None:
    """Note whose pages carry the token that is bound to a session's id."""
    kept_forms(request).know(csrf_token(token), whose_is(session))


def whose_is(session: Session) -> Whose:
    """Whose the forms of a session's pages are."""
    return Whose(session.board, session.actor, session.device)


def kept_forms(request: Request) -> KeptForms:
    """The service's kept forms."""
    return request.app.state.kept


def keep_sent(request: Request) -> UUID | None:
    """Keep what a form sent; its id, or None where it is not kept."""
    sent: Sent | None = getattr(request.state, "sent", None)
    device, route = token_in(request, "device"), getattr(request.scope.get("route"), "path", "")
    if sent is None or device is None or kept_in(request) is not None or not _is_kept(route) or not is_same_origin(request):
        return None
    whose, key = kept_forms(request).whose(request.state.form.get(CSRF_FIELD, "")), _uuid(request.state.form.get("key", ""))
    if whose is None or key is None or whose.device != digest_of(device):
        return None
    path = request.url.path.removesuffix("/draft") + "/new" if route == _SAVES_DRAFT else request.url.path
    pairs = tuple(each for each in sent.pairs if each[0] not in (CSRF_FIELD, ONLY_KEEP))
    return kept_forms(request).keep(KeptForm(path, key, pairs, tuple(sent.files)), whose, device)


def texts_sent(request: Request) -> list[str]:
    """The running texts that a form of the account's own page sent, for a page that cannot take them in."""
    form = kept_in(request) or (request.state.sent if is_own_page(request) else None)
    pairs = () if form is None else form.pairs
    return [value.strip() for name, value in pairs if name not in _NOT_TYPED and len(value.split()) > 1]


def is_form_of_a_write(request: Request) -> bool:
    """Whether a form was sent, or is shown again, that has something recorded."""
    return kept_in(request) is not None or "key" in getattr(request.state, "form", {})


def is_own_page(request: Request) -> bool:
    """Whether a form is of a page of the account that is logged in, if of an earlier log-in of theirs."""
    session = getattr(request.state, "session", None)
    whose = kept_forms(request).whose(request.state.form.get(CSRF_FIELD, "")) if hasattr(request.state, "form") else None
    return session is not None and whose == whose_is(session)


def onward_from_log_in(request: Request, session: Session, target: str) -> str:
    """Where somebody goes on who has logged in: where they were going, or to what they have not been shown again yet.

    Args:
        target: Where they were going; `/` = nowhere.
    """
    whose, kept = whose_is(session), kept_forms(request)
    if target.startswith(f"{HERE}/"):
        kept_id = _uuid(target.removeprefix(f"{HERE}/"))
        # Somebody else may have logged in than whoever wrote it.
        return target if kept_id is not None and kept.is_of(kept_id, whose) else "/"
    if target != "/":
        return target
    waiting = kept.waiting(whose)
    return target if waiting is None else f"{HERE}/{waiting}"


def kept_in(request: Request) -> KeptForm | None:
    """The form that is being shown again; None = this is no such showing."""
    return getattr(request.state, "kept", None)


def address_of_kept(request: Request) -> str | None:
    """Where the form lies that is being shown again; None = this is no such showing."""
    return None if kept_in(request) is None else f"{HERE}/{request.state.kept_id}"


def is_only_shown(request: Request) -> bool:
    """Whether what the form says is to be shown and not written."""
    return kept_in(request) is not None


def is_to_be_kept(request: Request) -> bool:
    """Whether the page of the form was left alone, so that nothing of it is to be written."""
    return ONLY_KEEP in getattr(request.state, "form", {})


def forget_written(request: Request, key: UUID) -> None:
    """Forget what was kept of a form that is recorded now."""
    session = getattr(request.state, "session", None)
    if session is not None:
        kept_forms(request).forget(whose_is(session), key)


def time_kept(request: Request) -> str:
    """How long a form is kept, in words."""
    minutes = kept_forms(request).lasts_minutes
    if minutes % 60:
        return plural("{count} minut", "{count} minuter", minutes)
    return plural("{count} timme", "{count} timmar", minutes // 60)


def unsaved_in(request: Request) -> list[str]:
    """What a page says of a form that it shows again, in sentences; empty = it shows none again."""
    if not is_only_shown(request):
        return []
    said = [_("Inget är sparat än. Det du hade skrivit står kvar här nedanför: läs igenom det och spara igen.")]
    kept = kept_in(request)
    if kept is not None and kept.files:
        said.append(_("Filer läggs inte undan. Välj filen igen innan du sparar."))
    return said


def _is_kept(route: str) -> bool:
    return route in _KEPT or route.startswith(f"{RECORD}/")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
