"""What waits for those who work in cases (sv. *min dag*): what is due, alerts, drafts, and cases whose next contact is near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from starlette.requests import Request

from adapters.accounts import Role
from api.alert_reading import AlertReader
from api.web.pages.asking import API, Asking
from api.web.pages.duty_places import place_of_duty
from api.web.pages.page_drafts import PageDrafts
from api.web.texts import _
from api.work_reading import WorkReader
from projections.case_item import CaseItem
from projections.duties import DutyRole
from projections.statements.fact import FactKind

DUTIES_QUESTION, ALERTS, CASELOAD = f"GET {API}/duties", f"GET {API}/alerts", f"GET {API}/caseload"
DRAFTS, DRAFT_AGES = f"GET {API}/drafts", f"GET {API}/draft-ages"
MOST = 25
"""Rows of a kind; the others are counted."""
DAYS_AHEAD = 6
_NOTES = (FactKind.WRITE_NOTE, FactKind.SIGN_NOTE)


class Task(NamedTuple):
    """Something to be done in a case, and where it is done."""

    what: str
    number: str
    case: str
    due_on: str
    days_overdue: int
    href: str
    is_note: bool


class AlertTask(NamedTuple):
    """An alert that nobody has answered."""

    what: str
    number: str
    case: str
    raised_on: str
    due_on: str
    days_overdue: int
    is_urgent: bool
    href: str


class DraftTask(NamedTuple):
    """A draft that has not become a note."""

    number: str
    saved_at: str
    is_old: bool
    href: str


class NextContact(NamedTuple):
    """A case and the day by which the plan says that there is to be contact again; "" = the plan does not say."""

    number: str
    case: str
    name: str
    last_contact_on: str
    contact_by: str
    is_past: bool


class Work(NamedTuple):
    """What waits for a worker or a manager.

    Args:
        is_own: Whether it is the reader's own list; else that of the units that they answer for.
        late, soon: Duties that are overdue, and due within the coming days.
        more: How many duties there are beside those shown.
        alerts_count: Of all alerts, also those not shown.
        drafts: One's own.
        others_drafts: How many others have; None = the role does not learn it.
    """

    is_own: bool
    late: Sequence[Task]
    soon: Sequence[Task]
    more: int
    late_count: int
    notes_count: int
    alerts: Sequence[AlertTask]
    alerts_count: int
    drafts: Sequence[DraftTask]
    others_drafts: int | None
    contacts: Sequence[NextContact]


def work_of(request: Request, asking: Asking, wanted_role: DutyRole | None = None) -> Work | None:
    """What waits in cases; None = the role, or the account, has no such list.

    Args:
        wanted_role: Only duties on this role's lists; None = all.

    Raises:
        UnavailableError: The access log cannot be written.
    """
    account = asking.account
    if not asking.may(DUTIES_QUESTION) or (account.role is Role.THERAPIST and account.staff is None):
        return None
    lists = WorkReader(asking.reader(DUTIES_QUESTION), account, waits=False)
    answer, _after = lists.duties(days=DAYS_AHEAD, role=wanted_role)
    tasks = [_task(each) for each in answer.document["duties"]]
    alerts, _after = AlertReader(asking.reader(ALERTS), account).alerts()
    rows = alerts.document["alerts"]
    is_own = account.role is Role.THERAPIST
    late, soon = [each for each in tasks if each.days_overdue], [each for each in tasks if not each.days_overdue]
    return Work(
        is_own, late[:MOST], soon[:MOST], max(len(late) - MOST, 0) + max(len(soon) - MOST, 0), len(late),
        sum(each.is_note for each in tasks), [_alert(each) for each in rows[:MOST]], len(rows),
        _drafts(request, asking), _others_drafts(request, asking),
        _contacts(asking) if is_own else (),
    )


def _task(duty: Mapping[str, Any]) -> Task:
    what = _(duty["what"])
    return Task(
        what[:1].upper() + what[1:], duty["number"], duty["case"], duty["due_on"], duty["days_overdue"], place_of_duty(duty),
        FactKind(duty["kind"]) in _NOTES,
    )


def _alert(alert: Mapping[str, Any]) -> AlertTask:
    what = _(alert["what"])
    return AlertTask(
        f"{what[:1].upper()}{what[1:]} ({', '.join(alert['instruments'])})", alert["number"], alert["case"], alert["raised_on"],
        alert["due_on"], alert["days_overdue"] or 0, alert["may_call_for_a_concern_report"],
        f"/cases/{alert['case']}/alerts/{alert['kind']}/{alert['raised_by']}",
    )


def _drafts(request: Request, asking: Asking) -> list[DraftTask]:
    if not asking.may(DRAFTS) or asking.account.staff is None:
        return []
    own = PageDrafts(request, asking).own()["drafts"]
    size = asking.board.ledger.size()
    numbers = {str(each.case_id): each.number for each in asking.board.views.cases_of({_id(each) for each in own}, size)}
    return [
        DraftTask(
            numbers.get(each["case"], ""), each["saved_at"], each["remind"],
            f"/cases/{each['case']}/notes/new?draft={each['draft']}",
        )
        for each in own if not each["recorded"]
    ]


def _id(draft: Mapping[str, Any]) -> UUID:
    return UUID(draft["case"])


def _others_drafts(request: Request, asking: Asking) -> int | None:
    if not asking.may(DRAFT_AGES):
        return None
    return len(PageDrafts(request, asking).existing()["drafts"])


def _contacts(asking: Asking) -> list[NextContact]:
    answer, _after = WorkReader(asking.reader(CASELOAD), asking.account).caseload()
    day = date.fromisoformat(answer.document["day"])
    # The page is seen over somebody's shoulder: no name of a protected person is on it, whoever asks.
    protected = asking.board.protected.of([each.case.case_id for each in answer.shown])
    found = [_contact(each.case, day, is_protected=each.case.case_id in protected) for each in answer.shown]
    return sorted(found, key=lambda each: (each.contact_by or "9999", each.number))


def _contact(case: CaseItem, day: date, *, is_protected: bool) -> NextContact:
    last, interval = case.last_contact_on, case.contact_interval_days
    by = None if last is None or interval is None else last + timedelta(days=interval)
    return NextContact(
        case.number, str(case.case_id), "" if is_protected else case.client_name or "",
        "" if last is None else last.isoformat(), "" if by is None else by.isoformat(), by is not None and by < day,
    )
