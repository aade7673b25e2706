"""The page that a note is written on, in each of its states: new, from a draft, with faults, and after somebody else wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from adapters.postgres.registers import Registers
from api.web.pages.asking import Asking
from api.web.pages.case_sessions import CaseSessions, case_sessions
from api.web.pages.frame import Fault, shown, target_of
from api.web.pages.note_form import FIELDS, NEW_SESSION, TEXT_FIELDS, when_of
from api.web.pages.page_drafts import PageDrafts
from api.web.pages.submitting import KEY_FIELD, SEEN_FIELD
from api.web.pages.written_since import written_since
from domain.codes import EntryType, NoteChannel, SessionKind, SessionOutcome
from projections.local_time import STOCKHOLM


class Draft(NamedTuple):
    """What a form knows of its draft: the version that it has, "" = none, and when that was saved, as `10.42`."""

    version: str = ""
    saved: str | None = None


class NotePage(NamedTuple):
    """A form as it is shown.

    Args:
        form: What was typed or is filled in, with key and version.
    """

    form: Mapping[str, str]
    faults: Sequence[Fault] = ()
    status: int = 200
    draft: Draft = Draft()


def draft_of(version: int, saved_at: str) -> Draft:
    """A draft that was saved."""
    return Draft(str(version), clock(saved_at))


def clock(instant: str) -> str:
    """An instant as the time of the day in Sweden, `10.42`."""
    return f"{datetime.fromisoformat(instant).astimezone(STOCKHOLM):%H.%M}"


def note_page(
    request: Request, asking: Asking, case_id: UUID, page: NotePage, sessions: CaseSessions | None = None
) -> Response:
    """The page, once its reading stands in the access log."""
    form = page.form
    sessions = sessions or case_sessions(asking, case_id, form.get("session", ""))
    key, chosen = form[KEY_FIELD], sessions.of_id(form.get("session", ""))
    if chosen is not None:
        # What was booked when the form was opened may have been settled since.
        form = {**form, "session": chosen.id}
    drafts = [each for each in PageDrafts(request, asking, case_id).own()["drafts"] if each["case"] == str(case_id)]
    own = next((draft_of(each["version"], each["saved_at"]) for each in drafts if each["draft"] == key), Draft())
    since = written_since(asking, case_id, form.get(SEEN_FIELD, "")) if page.status == 412 else ()
    delay_days = _note_delay_days(asking)
    asking.close()
    return shown(
        request, "notes/new.html", status=page.status, case_id=case_id, number=sessions.number, sessions=sessions.choices,
        typed={name: form.get(name, "") for name in FIELDS}, faults=list(page.faults), key=key,
        # Whoever has been shown what the other one wrote has seen it.
        seen=str(sessions.version) if page.status == 412 else form.get(SEEN_FIELD) or str(sessions.version),
        next=target_of(form.get("next")), draft=page.draft._replace(saved=own.saved),
        drafts=[each for each in drafts if each["draft"] != key and not each["recorded"]], since=since,
        is_conflict=page.status == 412,
        is_new_session=form.get("session") == NEW_SESSION, booked=chosen,
        is_late=is_late(form, asking.today, delay_days),
        delay_days=delay_days, today=asking.today, is_marked=any(form.get(each) for each in TEXT_FIELDS if each != "text"),
        entry_types=EntryType, channels=NoteChannel, kinds=SessionKind, outcomes=SessionOutcome,
    )


def is_late(form: Mapping[str, Any], today: date | None, delay_days: int) -> bool:
    """Whether the form is to ask why the note is late; whether it has to be said, the decision judges."""
    when, _ = when_of(form)
    return bool(form.get("late_reason")) or when is not None and today is not None and (today - when.on).days > delay_days


def _note_delay_days(asking: Asking) -> int:
    policies = Registers(asking.board.ledger).policy_history()
    return policies.on(asking.today or date.max).note_delay_days
