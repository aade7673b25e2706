"""Where what has to be done is done (sv. *var uppgiften görs*): the page or form for each kind of duty, by id only."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from api.page_matrix import RECORD
from api.web.forms.addresses import OPEN
from projections.statements.fact import FactKind

_CASE = f"{RECORD}/cases/{{case}}"
_PLACES: Mapping[FactKind, str] = MappingProxyType({
    FactKind.WRITE_NOTE: "/cases/{case}/notes/new?session={about}",
    FactKind.RECORD_OUTCOME: "/cases/{case}/notes/new?session={about}",
    FactKind.SIGN_NOTE: "/notes/unsigned",
    FactKind.REVIEW_CASE: "/review/case-reviews",
    FactKind.FOLLOW_UP_CLOSING: f"{_CASE}/closing-follow-ups",
    FactKind.ACCEPT_HAND_OVER: f"{_CASE}/hand-overs/{{about}}/acceptance",
    FactKind.GIVE_ACCOUNT: f"{_CASE}/account-requests/{{about}}/answers",
    FactKind.OFFER_TIME: f"{_CASE}/offered-times",
    FactKind.CALL_QUEUE: f"{_CASE}/queue-calls",
    FactKind.DECIDE_APPLICATION: f"{_CASE}/decisions",
    FactKind.EXECUTE_DECISION: f"{_CASE}/decision-executions",
    FactKind.NOTIFY_DECISION: f"{_CASE}/decision-notices",
    FactKind.FOLLOW_UP_DECISION: f"{_CASE}/decision-follow-ups",
    FactKind.HANDLE_APPEAL: f"{_CASE}/appeal-measures",
    FactKind.GET_EXTERNAL_PLAN: f"{_CASE}/external-plans",
    FactKind.ASK_SCREENING: f"{_CASE}/screenings",
    FactKind.ANSWER_DISCLOSURE: "/cases/{case}/records-requests/{about}",
    FactKind.EXPLAIN_APPOINTMENT: f"{_CASE}/calendar-matches",
    FactKind.FOLLOW_UP_DANGER: f"{_CASE}/warning-signals/{{about}}/follow-ups",
    FactKind.REVIEW_SAFETY_PLAN: f"{_CASE}/safety-plans/{{about}}/reviews",
    FactKind.FOLLOW_UP_SIP: f"{_CASE}/sips/{{about}}/follow-ups",
    # The duty is about the case, so which of its plans is asked first.
    FactKind.FOLLOW_UP_PLAN: f"{_CASE}/plans/{OPEN}/follow-ups",
    # To decide on the application is what the request asks for; that it is refused is written from the list of all forms.
    FactKind.ANSWER_DECISION_REQUEST: f"{_CASE}/decisions",
})
"""Each kind that is a duty."""


def place_of_duty(duty: Mapping[str, Any]) -> str:
    """The address where a duty is done.

    Args:
        duty: As `projections.duties.DutyItem.to_json` has it.
    """
    address = _PLACES[FactKind(duty["kind"])].format(case=duty["case"], about=duty["about"])
    return f"{address}?next=/cases/{duty['case']}" if address.startswith(RECORD) else address
