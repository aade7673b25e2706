"""What an event states for lists across cases: the kinds of facts, and how one is written.

What begins a duty and what ends it are both facts; a rule about time alone (so many days) is no event: the day it falls due is
worked out when somebody asks, by the policy as it was then.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from domain.base import RecordedEvent
from domain.codes import Code


class FactKind(Code):
    """What lists across cases are made of (sv. *listuppgift*)."""

    WRITE_NOTE = "write_note", "skriv anteckning om besöket"
    SIGN_NOTE = "sign_note", "signera anteckningen"
    FOLLOW_UP_PLAN = "follow_up_plan", "följ upp planen"
    REVIEW_CASE = "review_case", "gå igenom ärendet"
    FOLLOW_UP_CLOSING = "follow_up_closing", "följ upp efter avslutet"
    ACCEPT_HAND_OVER = "accept_hand_over", "ta emot överlämningen"
    GIVE_ACCOUNT = "give_account", "svara på uppdragsgivarens begäran"
    OFFER_TIME = "offer_time", "erbjud en första tid"
    CALL_QUEUE = "call_queue", "ring den som står i kö"
    DECIDE_APPLICATION = "decide_application", "besluta om ansökan"
    ANSWER_DECISION_REQUEST = "answer_decision_request", "avgör ansökan eller avslå begäran om avgörande"
    EXECUTE_DECISION = "execute_decision", "verkställ beslutet"
    NOTIFY_DECISION = "notify_decision", "underrätta om beslutet"
    FOLLOW_UP_DECISION = "follow_up_decision", "följ upp beslutet"
    HANDLE_APPEAL = "handle_appeal", "pröva eller överlämna överklagandet"
    GET_EXTERNAL_PLAN = "get_external_plan", "få in utförarens plan"
    FOLLOW_UP_DANGER = "follow_up_danger", "följ upp varningssignalen"
    ASK_SCREENING = "ask_screening", "ställ screeningfrågan igen"
    REVIEW_SAFETY_PLAN = "review_safety_plan", "gå igenom säkerhetsplanen"
    FOLLOW_UP_SIP = "follow_up_sip", "följ upp SIP"
    ANSWER_DISCLOSURE = "answer_disclosure", "svara på begäran om uppgifter"
    EXPLAIN_APPOINTMENT = "explain_appointment", "förklara bokningen i kalendern"
    RECORD_OUTCOME = "record_outcome", "registrera hur besöket gick"
    PHASE = "phase", "behandlingsfas"
    TEAM_MEMBER = "team_member", "medarbetare i ärendet"
    DELEGATED_DECISION = "delegated_decision", "delegationsbeslut"
    OFFERING = "offering", "ärendets utbud"
    RATING_NOT_MADE = "rating_not_made", "skattning som inte gjordes"


class Stated(NamedTuple):
    """One statement of an event; see `projections.case_facts.CaseFactRow`."""

    entry_id: UUID
    kind: FactKind
    key: UUID
    on_date: date
    ends: bool = False
    due_on: date | None = None
    staff_id: UUID | None = None
    code: str | None = None


def begins(kind: FactKind, entry_id: UUID, key: UUID, on: date, due_on: date | None = None, **more: Any) -> Stated:
    """A statement that something began; `more` are other members of `Stated`."""
    return Stated(entry_id, kind, key, on, due_on=due_on, **more)


def ends(kind: FactKind, entry_id: UUID, key: UUID, on: date) -> Stated:
    """A statement that what the key names is done."""
    return Stated(entry_id, kind, key, on, ends=True)


def follow_up_key(case_id: UUID, months: int) -> UUID:
    """What pairs a follow-up point with what was done about it."""
    return uuid5(case_id, f"follow-up-{months}")


def of_event(recorded: RecordedEvent) -> UUID:
    """The entry of an event that can itself be neither corrected nor struck, though it states something of another's."""
    return uuid5(recorded.event.originator_id, f"position-{recorded.position}")


WRITTEN_ABOUT_THE_DAY = "day"
"""The code of a note that names no session: it is taken to be about any session of its day."""
