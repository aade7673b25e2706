"""What takes two people: asked for by one, answered by another, used once, and only for some days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.approval.approval import Approval
from domain.approval.codes import ApprovalKind, ApprovalStatus
from domain.approval.events import ApprovalDenied, ApprovalGranted, ApprovalRequested, ApprovalUsed
from domain.base import Purpose, Stamp
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from tests.support.examples import ANNA, BO, EXAMPLES, UNIT, cast_id
from tests.support.scenario import given, numbered

ASKED, GRANTED, DENIED, USED = (
    EXAMPLES[f"approval.{name}.v1"] for name in ("requested", "granted", "denied", "used")
)
ASKED_ON, GRANTED_ON = ASKED.approval_asked_on, GRANTED.approval_answered_on
DAYS = timedelta(days=DEFAULT_POLICY.approval_days)
LONG = "x" * (DEFAULT_POLICY.short_text_max_chars + 1)


def by(actor):
    return Stamp(actor_id=actor, unit_id=UNIT, purpose=Purpose.ADMINISTRATION)


def asking(**changes):
    call = {
        "approval_id": cast_id(7001), "approval_kind": ApprovalKind.RESTORE, "approval_subject": "kopia 7",
        "approval_reason": "Disken är förstörd.", "stamp": by(ANNA), "today": ASKED_ON, "policy": DEFAULT_POLICY,
    }
    return lambda state: state.request(**{**call, **changes})


def answering(name, *, actor=BO, today=ASKED_ON, reason="Genomgånget."):
    return lambda state: getattr(state, name)(
        approval_answer_reason=reason, stamp=by(actor), today=today, policy=DEFAULT_POLICY
    )


def using(today=GRANTED_ON):
    return lambda state: state.use(stamp=by(ANNA), today=today, policy=DEFAULT_POLICY)


def test_what_takes_two_is_asked_for_with_a_reason():
    given(Approval).when(asking()).then(
        ApprovalRequested, approval_kind=ApprovalKind.RESTORE, approval_subject="kopia 7", approval_asked_on=ASKED_ON
    )


@pytest.mark.parametrize(("changes", "message"), [
    ({"approval_subject": " "}, "Vad godkännandet gäller saknas"),
    ({"approval_subject": LONG}, "Vad godkännandet gäller har"),
    ({"approval_reason": ""}, "Varför det ska göras saknas"),
])
def test_a_request_says_what_and_why(changes, message):
    given(Approval).when(asking(**changes)).then_refused(InvalidValueError, message)


def test_a_request_is_made_once():
    given(Approval, ASKED).when(asking()).then_refused(ConflictError, "redan begärt")


@pytest.mark.parametrize(("name", "kind"), [("grant", ApprovalGranted), ("deny", ApprovalDenied)])
@pytest.mark.parametrize("today", [ASKED_ON, ASKED_ON + DAYS])
def test_another_person_answers_from_the_day_it_is_asked_to_the_last(name, kind, today):
    given(Approval, ASKED).when(answering(name, today=today)).then(kind, approval_answered_on=today, actor_id=BO)


@pytest.mark.parametrize("name", ["grant", "deny"])
def test_an_answer_is_refused_in_this_order(name):
    given(Approval).when(answering(name)).then_refused(NotFoundError, "finns inte i nämnden")
    given(Approval, ASKED, GRANTED).when(answering(name, actor=ANNA)).then_refused(NotAllowedError, "redan besvarat")
    late = answering(name, actor=ANNA, today=ASKED_ON + DAYS + timedelta(days=1))
    given(Approval, ASKED).when(late).then_refused(NotAllowedError, "Begäran förföll efter 2024-12-09")
    given(Approval, ASKED).when(answering(name, actor=ANNA, reason="")).then_refused(NotAllowedError, "Be en annan person")
    given(Approval, ASKED).when(answering(name, reason="")).then_refused(InvalidValueError, "Skälet till svaret saknas")


@pytest.mark.parametrize("today", [GRANTED_ON, GRANTED_ON + DAYS])
def test_what_is_granted_is_used_until_the_last_day(today):
    given(Approval, ASKED, GRANTED).when(using(today)).then(ApprovalUsed, approval_used_on=today)


@pytest.mark.parametrize(("before", "today", "message"), [
    ((ASKED,), ASKED_ON, "väntar på en andra person"),
    ((ASKED, DENIED), GRANTED_ON, "avslagen"),
    ((ASKED, GRANTED, USED), GRANTED_ON, "använd"),
    ((ASKED, GRANTED), GRANTED_ON + DAYS + timedelta(days=1), "förfallen"),
])
def test_what_is_not_granted_and_unused_is_not_used(before, today, message):
    given(Approval, *before).when(using(today)).then_refused(NotAllowedError, message)


def test_an_unknown_approval_is_not_used():
    given(Approval).when(using()).then_refused(NotFoundError, "finns inte i nämnden")


def test_how_far_it_has_come_is_told_by_day():
    approval = Approval.fold(numbered(ASKED))
    assert approval.last_day(DEFAULT_POLICY) == ASKED_ON + DAYS
    assert approval.status_on(ASKED_ON + DAYS, DEFAULT_POLICY) is ApprovalStatus.ASKED
    assert approval.status_on(ASKED_ON + DAYS + timedelta(days=1), DEFAULT_POLICY) is ApprovalStatus.LAPSED
    assert Approval().last_day(DEFAULT_POLICY) is None
