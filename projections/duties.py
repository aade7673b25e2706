"""What has to be done, by whom and by when (sv. *att göra*): duties over the facts of cases.

A duty stands from the event that began it until the event that ended it; no event makes it late, the day does. So the answer for
any day, as known at any size, is worked out from the facts that held then and the policy as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from domain.codes import Code
from domain.policies import Policy
from projections.case_facts import CaseFactRow
from projections.json_values import as_json
from projections.statements.fact import WRITTEN_ABOUT_THE_DAY, FactKind


class DutyRole(Code):
    """Whose list a duty is on (sv. *roll*)."""

    WORKER = "worker", "behandlare"
    MANAGER = "manager", "chef"


class Latest(StrEnum):
    """Among which facts of a kind only the latest counts."""

    NONE = "none"
    OF_KEY = "of_key"
    OF_CASE = "of_case"
    RECORDED = "recorded"
    """Of a key, the one recorded last: what is moved to an earlier day holds too."""


class DutyRule(NamedTuple):
    """How a kind of duty behaves.

    Args:
        role: Whose list it is on.
        days: The policy's number of days after the fact's day, where the fact names no last day itself; None = then it is
            not due.
        while_open: It lapses when the case is closed.
        latest: Among which facts only the latest counts, by its day and then as recorded.
        begins_after: Days after the fact's day that it begins, from 0.
        dated: Only what was done on or after the fact's day ends it.
    """

    role: DutyRole
    days: str | None = None
    while_open: bool = False
    latest: Latest = Latest.NONE
    dated: bool = False
    begins_after: int = 0


DUTIES: Mapping[FactKind, DutyRule] = {
    FactKind.WRITE_NOTE: DutyRule(DutyRole.WORKER, "note_delay_days"),
    FactKind.SIGN_NOTE: DutyRule(DutyRole.WORKER, "note_signing_days"),
    FactKind.FOLLOW_UP_PLAN: DutyRule(DutyRole.WORKER, while_open=True, latest=Latest.OF_CASE),
    FactKind.REVIEW_CASE: DutyRule(DutyRole.MANAGER, "case_review_interval_days", while_open=True, latest=Latest.OF_CASE),
    FactKind.FOLLOW_UP_CLOSING: DutyRule(DutyRole.WORKER, dated=True),
    FactKind.ACCEPT_HAND_OVER: DutyRule(DutyRole.WORKER, "hand_over_days", while_open=True),
    FactKind.GIVE_ACCOUNT: DutyRule(DutyRole.WORKER, "account_days"),
    FactKind.OFFER_TIME: DutyRule(DutyRole.WORKER, while_open=True),
    FactKind.CALL_QUEUE: DutyRule(DutyRole.WORKER, while_open=True, latest=Latest.OF_KEY),
    FactKind.DECIDE_APPLICATION: DutyRule(DutyRole.WORKER, while_open=True),
    FactKind.ANSWER_DECISION_REQUEST: DutyRule(DutyRole.MANAGER),
    FactKind.EXECUTE_DECISION: DutyRule(DutyRole.WORKER, latest=Latest.OF_KEY, dated=True),
    FactKind.NOTIFY_DECISION: DutyRule(DutyRole.WORKER, "decision_notice_days"),
    FactKind.FOLLOW_UP_DECISION: DutyRule(DutyRole.WORKER, while_open=True, latest=Latest.OF_KEY),
    FactKind.HANDLE_APPEAL: DutyRule(DutyRole.MANAGER),
    FactKind.GET_EXTERNAL_PLAN: DutyRule(DutyRole.WORKER, "external_plan_days", while_open=True, latest=Latest.OF_KEY),
    FactKind.FOLLOW_UP_DANGER: DutyRule(DutyRole.WORKER, latest=Latest.OF_KEY),
    FactKind.ASK_SCREENING: DutyRule(DutyRole.WORKER, while_open=True, latest=Latest.OF_KEY),
    FactKind.REVIEW_SAFETY_PLAN: DutyRule(DutyRole.WORKER, while_open=True, latest=Latest.OF_KEY),
    FactKind.FOLLOW_UP_SIP: DutyRule(DutyRole.WORKER, while_open=True, latest=Latest.OF_KEY),
    FactKind.ANSWER_DISCLOSURE: DutyRule(DutyRole.MANAGER, "disclosure_answer_days"),
    FactKind.EXPLAIN_APPOINTMENT: DutyRule(DutyRole.WORKER, "note_delay_days", latest=Latest.RECORDED),
    FactKind.RECORD_OUTCOME: DutyRule(DutyRole.WORKER, "note_delay_days", latest=Latest.RECORDED, begins_after=1),
}
"""Every kind of duty; the other facts are for lists of other things."""


class Duty(NamedTuple):
    """Something that has to be done (sv. *att göra*).

    Args:
        key: What it is about, such as the note to be signed.
        since: The day it began.
        due_on: The last day to do it.
        staff_id: Who it falls to; None = whoever is responsible for the case.
        position: Of the event that began it.
    """

    case_id: UUID
    kind: FactKind
    key: UUID
    since: date
    due_on: date
    staff_id: UUID | None
    code: str | None
    position: int

    def days_overdue(self, day: date) -> int:
        """Whole days past the last day; 0 on it and before it."""
        return max(0, (day - self.due_on).days)

    def to_json(self, day: date) -> dict[str, Any]:
        """The duty as JSON, on a day."""
        return {
            "kind": self.kind.value, "what": self.kind.swedish, "role": DUTIES[self.kind].role.value,
            "about": str(self.key), "since": as_json(self.since), "due_on": as_json(self.due_on),
            "days_overdue": self.days_overdue(day), "staff": as_json(self.staff_id), "code": self.code, "position": self.position,
        }


class DutyItem(NamedTuple):
    """A duty with the names of its case."""

    duty: Duty
    number: str
    unit: UUID
    unit_name: str | None

    def to_json(self, day: date) -> dict[str, Any]:
        """The duty as JSON, on a day."""
        case = {"case": str(self.duty.case_id), "number": self.number, "unit": self.unit_name, "unit_id": str(self.unit)}
        return {**case, **self.duty.to_json(day)}


def duty_of(fact: CaseFactRow, policy: Policy) -> Duty | None:
    """The duty that an outstanding fact is; None = it is never due."""
    kind = FactKind(fact.kind)
    due_on = fact.due_on
    if due_on is None:
        field = DUTIES[kind].days
        if field is None:
            return None
        due_on = fact.on_date + timedelta(days=getattr(policy, field))
    since = fact.on_date + timedelta(days=DUTIES[kind].begins_after)
    return Duty(fact.case_id, kind, fact.key, since, due_on, fact.staff_id, fact.code, fact.item_position)


def due_by(duties: Iterable[Duty], day: date, until: date) -> list[Duty]:
    """Those that have begun by `day` and are due by the end of `until`, the most overdue first."""
    found = (each for each in duties if each.since <= day and each.due_on <= until)
    return sorted(found, key=lambda each: (each.due_on, each.position, each.kind))


def outstanding(facts: Iterable[CaseFactRow], *, is_open: bool) -> list[CaseFactRow]:
    """Of one case's facts that hold, those that begin a duty which nothing has ended: the rule that the query is held to."""
    held = list(facts)
    return [
        fact for fact in held
        if FactKind(fact.kind) in DUTIES and not fact.ends and not _is_ended(fact, held) and not _is_replaced(fact, held)
        and (is_open or not DUTIES[FactKind(fact.kind)].while_open)
    ]


def _is_ended(fact: CaseFactRow, held: Iterable[CaseFactRow]) -> bool:
    rule = DUTIES[FactKind(fact.kind)]
    return any(
        end.ends and end.kind == fact.kind and (not rule.dated or end.on_date >= fact.on_date) and (
            end.key == fact.key
            or end.key == fact.case_id and end.item_position > fact.item_position
            or end.code == WRITTEN_ABOUT_THE_DAY and end.on_date == fact.on_date
        )
        for end in held
    )


def _is_replaced(fact: CaseFactRow, held: Iterable[CaseFactRow]) -> bool:
    latest = DUTIES[FactKind(fact.kind)].latest
    return latest is not Latest.NONE and any(
        not other.ends and other.kind == fact.kind and (latest is Latest.OF_CASE or other.key == fact.key)
        and _in_turn(other, latest) > _in_turn(fact, latest)
        for other in held
    )


def _in_turn(fact: CaseFactRow, latest: Latest) -> tuple[date, int]:
    return date.min if latest is Latest.RECORDED else fact.on_date, fact.item_position
