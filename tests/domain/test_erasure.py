"""An erasure takes two persons: a frozen list, the other one's approval, and a statement only when every step is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from domain.base import DomainEvent, Purpose, Stamp
from domain.erasure.codes import ErasureStage
from domain.erasure.erasure import Erasure, Judged
from domain.erasure.marker import ErasedRecord
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from tests.support.cast import CASE, OTHER_CASE
from tests.support.examples import ANNA, BO, EXAMPLES, UNIT, cast_id

ERASURE, TODAY, DAY = cast_id(7600), date(2030, 2, 6), timedelta(days=1)
PROPOSED, APPROVED, WITHDRAWN, SPARED, BEGUN, DESTROYED, PURGED, EXECUTED, COMPLETED = (
    EXAMPLES[f"erasure.{name}.v1"] for name in (
        "proposed", "approved", "withdrawn", "record_spared", "destruction_begun", "record_destroyed", "record_purged",
        "executed", "completed",
    )
)
ITEM, KEPT = PROPOSED.erasure_items[0], PROPOSED.kept_records[0]
SECOND = ITEM.model_copy(update={"record_id": OTHER_CASE})
LONG = "x" * (DEFAULT_POLICY.text_max_chars + 1)
SHORT_LONG = "x" * (DEFAULT_POLICY.short_text_max_chars + 1)


def by(actor: Any) -> Stamp:
    return Stamp(actor_id=actor, unit_id=UNIT, purpose=Purpose.ADMINISTRATION)


def given(*events: DomainEvent) -> Erasure:
    return Erasure.fold(
        each.model_copy(update={"originator_id": ERASURE, "originator_version": n}) for n, each in enumerate(events, 1)
    )


def finding(*due: Any, kept: Any = (KEPT,)) -> Callable[[Any], Judged]:
    return lambda only: Judged(120, tuple(each for each in due if not only or each.record_id in only), kept)


def propose(erasure: Erasure, judged: Any, record_ids: Any = ()) -> Any:
    return erasure.propose(erasure_id=ERASURE, record_ids=record_ids, judged=judged, stamp=by(ANNA), today=TODAY)


def approve(erasure: Erasure, actor: Any = BO, note: str = "Kontrollerat.") -> Any:
    return erasure.approve(approval_note=note, stamp=by(actor), today=TODAY, policy=DEFAULT_POLICY)


def withdraw(erasure: Erasure, reason: str = "Fel urval.") -> Any:
    return erasure.withdraw(reason=reason, stamp=by(BO), today=TODAY, policy=DEFAULT_POLICY)


def execute(erasure: Erasure, policy: Any = DEFAULT_POLICY) -> Any:
    return erasure.execute(stamp=by(ANNA), today=TODAY, policy=policy)


def complete(erasure: Erasure, today: date) -> Any:
    return erasure.complete(stamp=by(ANNA), today=today)


def refused(kind: type[Exception], message: str, act: Callable[[], Any]) -> None:
    with pytest.raises(kind, match=message) as caught:
        act()
    assert type(caught.value) is kind


def test_what_is_due_is_proposed_with_what_is_kept_and_as_judged() -> None:
    [event] = propose(Erasure(), finding(ITEM, SECOND))
    assert (event.originator_id, event.originator_version, event.actor_id) == (ERASURE, 1, ANNA)
    assert (event.proposed_on, event.judged_size) == (TODAY, 120)
    assert event.erasure_items == (ITEM, SECOND) and event.kept_records == (KEPT,)
    [only] = propose(Erasure(), finding(ITEM, SECOND), (OTHER_CASE,))
    assert only.erasure_items == (SECOND,)


def test_a_proposal_is_refused_when_it_stands_already_names_a_record_twice_or_one_that_is_not_due_or_finds_nothing() -> None:
    def unasked(only: Any) -> Judged:
        raise AssertionError("judged although it was refused before")

    refused(ConflictError, "redan föreslagen", lambda: propose(given(PROPOSED), unasked, (CASE, CASE)))
    refused(ConflictError, "redan föreslagen", lambda: propose(given(PROPOSED, WITHDRAWN), unasked))
    refused(InvalidValueError, "mer än en gång", lambda: propose(Erasure(), unasked, (CASE, CASE)))
    refused(
        InvalidValueError, f"Akten {OTHER_CASE} ska inte gallras nu",
        lambda: propose(Erasure(), finding(ITEM), (CASE, OTHER_CASE)),
    )
    refused(InvalidValueError, f"Akten {CASE} ska inte gallras nu", lambda: propose(Erasure(), finding(), (CASE,)))
    refused(InvalidValueError, "Ingen akt ska gallras nu", lambda: propose(Erasure(), finding()))


def test_another_person_approves_with_what_was_looked_at() -> None:
    [event] = approve(given(PROPOSED))
    assert (event.originator_version, event.actor_id, event.approved_on) == (2, BO, TODAY)
    assert event.approval_note == "Kontrollerat."
    longest = "x" * DEFAULT_POLICY.text_max_chars
    assert approve(given(PROPOSED), note=longest)[0].approval_note == longest


def test_an_approval_is_refused_in_this_order() -> None:
    refused(NotFoundError, "Gallringsförslaget finns inte", lambda: approve(Erasure(), ANNA, ""))
    refused(NotAllowedError, "återtaget", lambda: approve(given(PROPOSED, APPROVED, WITHDRAWN), ANNA, ""))
    refused(NotAllowedError, "redan godkänt", lambda: approve(given(PROPOSED, APPROVED), ANNA, ""))
    refused(NotAllowedError, "Den som föreslog gallringen kan inte", lambda: approve(given(PROPOSED), ANNA, ""))
    for note in ("", "  ", LONG):
        refused(InvalidValueError, "Vad som har kontrollerats", lambda note=note: approve(given(PROPOSED), note=note))


@pytest.mark.parametrize("before", [(PROPOSED,), (PROPOSED, APPROVED)])
def test_what_is_not_begun_can_be_withdrawn(before: tuple[DomainEvent, ...]) -> None:
    [event] = withdraw(given(*before))
    assert (event.originator_version, event.proposal_withdrawn_on, event.reason) == (len(before) + 1, TODAY, "Fel urval.")
    assert given(*before, event).stage is ErasureStage.WITHDRAWN
    longest = "x" * DEFAULT_POLICY.short_text_max_chars
    assert withdraw(given(*before), longest)[0].reason == longest


def test_a_withdrawal_is_refused_in_this_order() -> None:
    refused(NotFoundError, "Gallringsförslaget finns inte", lambda: withdraw(Erasure(), ""))
    refused(NotAllowedError, "redan återtaget", lambda: withdraw(given(PROPOSED, WITHDRAWN), ""))
    for done in ((BEGUN,), (SPARED,), (BEGUN, DESTROYED, PURGED, EXECUTED)):
        begun = given(PROPOSED, APPROVED, *done)
        refused(NotAllowedError, "påbörjad och kan inte återtas", lambda begun=begun: withdraw(begun, ""))
    for reason in ("", SHORT_LONG):
        refused(InvalidValueError, "Orsaken till att förslaget", lambda reason=reason: withdraw(given(PROPOSED), reason))


def test_nothing_is_carried_out_that_is_not_proposed_or_withdrawn_or_stands_on_one_person() -> None:
    given(PROPOSED, APPROVED).require_executable()
    refused(NotFoundError, "Gallringsförslaget finns inte", Erasure().require_executable)
    refused(NotAllowedError, "återtaget", given(PROPOSED, APPROVED, WITHDRAWN).require_executable)
    refused(NotAllowedError, "inte godkänd av en annan person", given(PROPOSED).require_executable)
    # A fact that somebody put there past the decision, in the proposer's own name, explains nothing.
    alone = APPROVED.model_copy(update={"actor_id": PROPOSED.actor_id})
    assert not given(PROPOSED, alone).is_by_two and given(PROPOSED, APPROVED).is_by_two
    refused(NotAllowedError, "inte godkänd av en annan person", given(PROPOSED, alone).require_executable)


def test_it_is_stated_as_carried_out_when_every_record_is_purged_or_spared_and_counts_from_the_last_backup() -> None:
    for done in ((BEGUN, DESTROYED, PURGED), (SPARED,)):
        [event] = execute(given(PROPOSED, APPROVED, *done))
        assert (event.executed_on, event.key_backup_days) == (TODAY, DEFAULT_POLICY.key_backup_days)
        assert event.erased_from == TODAY + DEFAULT_POLICY.key_backup_days * DAY
        assert given(PROPOSED, APPROVED, *done, event).stage is ErasureStage.EXECUTED
    [event] = execute(given(PROPOSED, APPROVED, SPARED), DEFAULT_POLICY.model_copy(update={"key_backup_days": 1}))
    assert event.erased_from == TODAY + DAY


def test_stating_it_is_refused_in_this_order() -> None:
    done = (PROPOSED, APPROVED, BEGUN, DESTROYED, PURGED)
    refused(ConflictError, "redan verkställd", lambda: execute(given(*done, EXECUTED)))
    refused(NotFoundError, "Gallringsförslaget finns inte", lambda: execute(Erasure()))
    refused(NotAllowedError, "återtaget", lambda: execute(given(PROPOSED, WITHDRAWN)))
    refused(NotAllowedError, "inte godkänd av en annan person", lambda: execute(given(PROPOSED)))
    for steps in ((), (BEGUN,), (BEGUN, DESTROYED)):
        refused(NotAllowedError, "1 akter återstår", lambda steps=steps: execute(given(PROPOSED, APPROVED, *steps)))
    two = PROPOSED.model_copy(update={"erasure_items": (ITEM, SECOND)})
    refused(NotAllowedError, "1 akter återstår", lambda: execute(given(two, *done[1:])))


def test_it_is_complete_from_the_day_that_the_last_backup_is_gone() -> None:
    executed = given(PROPOSED, APPROVED, BEGUN, DESTROYED, PURGED, EXECUTED)
    [event] = complete(executed, EXECUTED.erased_from)
    assert event.completed_on == EXECUTED.erased_from
    done = given(PROPOSED, APPROVED, BEGUN, DESTROYED, PURGED, EXECUTED, event)
    assert done.stage is ErasureStage.COMPLETED
    for state in (given(PROPOSED, APPROVED), done):
        refused(NotAllowedError, "inte verkställd, eller redan", lambda state=state: complete(state, EXECUTED.erased_from))
    refused(NotAllowedError, "finns till 2030-03-08", lambda: complete(executed, EXECUTED.erased_from - DAY))


def test_how_far_it_has_come_follows_from_its_facts() -> None:
    steps = (PROPOSED, APPROVED, BEGUN, DESTROYED, PURGED, EXECUTED, COMPLETED)
    stages = [given(*steps[:n]).stage for n in range(1, len(steps) + 1)]
    under = ErasureStage.UNDER_WAY
    assert stages == [
        ErasureStage.PROPOSED, ErasureStage.APPROVED, under, under, under, ErasureStage.EXECUTED, ErasureStage.COMPLETED
    ]
    assert given(PROPOSED, APPROVED, SPARED).stage is under
    assert [len(given(*steps[:n]).remaining) for n in range(1, 6)] == [1, 1, 1, 1, 0]
    assert given(PROPOSED, APPROVED, SPARED).remaining == () and Erasure().items == () and Erasure().remaining == ()


def test_a_stream_is_erased_from_its_mark_on() -> None:
    mark = EXAMPLES["erased.stream.v1"]
    assert ErasedRecord.fold([BEGUN]).mark is None
    marked = ErasedRecord.fold([mark])
    assert marked.mark == mark and marked.version == mark.originator_version and mark.key_subject == mark.erasure_id
