"""What is said of one record for its erasure: examined, held and let go, received by the archive; every refusal in its order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from domain.base import DomainEvent, Purpose, Stamp
from domain.codes import YesNoUnknown
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.policies import DEFAULT_POLICY
from domain.retention.codes import HoldKind, RecordContent
from domain.retention.record_retention import RecordRetention, retention_id_of
from tests.support.cast import CASE
from tests.support.examples import BO, EXAMPLES, UNIT, cast_id

TODAY, DAY = date(2030, 2, 6), timedelta(days=1)
EXAMINED, HELD, LIFTED, ARCHIVED = (
    EXAMPLES[f"retention.{name}.v1"] for name in ("examined", "hold_set", "hold_lifted", "archived")
)
STAMP = Stamp(actor_id=BO, unit_id=UNIT, purpose=Purpose.ADMINISTRATION)
MOST = DEFAULT_POLICY.short_text_max_chars
LATEST = TODAY + DEFAULT_POLICY.hold_review_days * DAY
HOLD: dict[str, Any] = {
    "record_id": CASE, "hold_id": cast_id(7650), "hold_kind": HoldKind.COURT, "hold_basis": "T 1-30",
    "review_hold_on": TODAY + DAY,
}
ARCHIVE: dict[str, Any] = {"record_id": CASE, "archive": "Stadsarkivet", "archive_receipt": "A 1", "archived_on": TODAY}


def given(*events: DomainEvent) -> RecordRetention:
    return RecordRetention.fold(each.model_copy(update={"originator_version": n}) for n, each in enumerate(events, 1))


def examine(known: RecordRetention, *contents: RecordContent) -> Any:
    return known.examine(
        record_id=CASE, record_contents=contents, sampled_birthday=YesNoUnknown.NO, other_data=YesNoUnknown.UNKNOWN,
        stamp=STAMP, today=TODAY,
    )


def hold(known: RecordRetention, **changes: Any) -> Any:
    return known.set_hold(**{**HOLD, **changes}, stamp=STAMP, today=TODAY, policy=DEFAULT_POLICY)


def lift(known: RecordRetention, hold_id: Any, reason: str = "Avgjort.") -> Any:
    return known.lift_hold(hold_id=hold_id, reason=reason, stamp=STAMP, today=TODAY, policy=DEFAULT_POLICY)


def archive(known: RecordRetention, **changes: Any) -> Any:
    return known.confirm_archived(**{**ARCHIVE, **changes}, stamp=STAMP, today=TODAY, policy=DEFAULT_POLICY)


def refused(kind: type[Exception], message: str, act: Callable[[], Any]) -> None:
    with pytest.raises(kind, match=message) as caught:
        act()
    assert type(caught.value) is kind


def test_a_record_has_one_stream_and_the_last_examination_holds() -> None:
    [event] = examine(given(EXAMINED), RecordContent.ADOPTION, RecordContent.PLACEMENT)
    assert (event.originator_id, event.originator_version, event.record_id) == (retention_id_of(CASE), 2, CASE)
    assert (event.examined_on, event.sampled_birthday, event.other_data) == (TODAY, YesNoUnknown.NO, YesNoUnknown.UNKNOWN)
    known = given(EXAMINED, event)
    assert known.examined is not None and known.record_id == CASE
    assert known.examined.record_contents == (RecordContent.ADOPTION, RecordContent.PLACEMENT)
    assert examine(RecordRetention())[0].record_contents == ()
    twice = (RecordContent.ADOPTION, RecordContent.ADOPTION)
    refused(InvalidValueError, "mer än en gång", lambda: examine(RecordRetention(), *twice))


@pytest.mark.parametrize("review_on", [TODAY + DAY, LATEST])
def test_a_hold_stands_until_it_is_lifted_and_is_looked_at_again_in_time(review_on: date) -> None:
    [event] = hold(RecordRetention(), review_hold_on=review_on, hold_basis="x" * MOST)
    assert (event.hold_from, event.review_hold_on, event.hold_kind, event.record_id) == (TODAY, review_on, HoldKind.COURT, CASE)
    held = given(event)
    assert list(held.holds) == [HOLD["hold_id"]]
    [lifted] = lift(held, HOLD["hold_id"], "x" * MOST)
    assert (lifted.originator_version, lifted.hold_lifted_on, lifted.record_id) == (2, TODAY, CASE)
    free = given(event, lifted)
    assert free.holds == {} and list(free.lifted) == [HOLD["hold_id"]]


def test_one_hold_that_is_lifted_leaves_the_other() -> None:
    [first] = hold(RecordRetention())
    [second] = hold(given(first), hold_id=cast_id(7651))
    [lifted] = lift(given(first, second), HOLD["hold_id"])
    assert list(given(first, second, lifted).holds) == [cast_id(7651)]


def test_setting_a_hold_is_refused_in_this_order() -> None:
    bad = {"hold_id": HELD.hold_id, "hold_basis": "", "review_hold_on": TODAY}
    refused(ConflictError, "Hindret finns redan", lambda: hold(given(HELD), **bad))
    refused(ConflictError, "Hindret finns redan", lambda: hold(given(HELD, LIFTED), **bad))
    for basis in ("", " ", "x" * (MOST + 1)):
        wrong = {"hold_basis": basis, "review_hold_on": TODAY}
        refused(InvalidValueError, "Grunden för hindret", lambda wrong=wrong: hold(given(), **wrong))
    for day in (TODAY - DAY, TODAY, LATEST + DAY):
        refused(InvalidValueError, "Hindret ska omprövas", lambda day=day: hold(given(), review_hold_on=day))


def test_lifting_a_hold_is_refused_in_this_order() -> None:
    refused(NotFoundError, "Hindret finns inte", lambda: lift(given(HELD), cast_id(7699), ""))
    refused(NotFoundError, "redan hävt", lambda: lift(given(HELD, LIFTED), HELD.hold_id, ""))
    for reason in ("", "x" * (MOST + 1)):
        refused(InvalidValueError, "Orsaken till att hindret hävs", lambda reason=reason: lift(given(HELD), HELD.hold_id, reason))


def test_the_archive_has_it_with_its_receipt_and_the_packages_hash() -> None:
    [event] = archive(RecordRetention(), archived_sha256="0f" * 32, archive="x" * MOST, archive_receipt="x" * MOST)
    assert (event.archived_on, event.archived_sha256, event.record_id) == (TODAY, "0f" * 32, CASE)
    assert given(event).archived == event.model_copy(update={"originator_version": 1})
    assert archive(RecordRetention(), archived_on=date(2026, 1, 1))[0].archived_sha256 is None


def test_the_archives_receipt_is_refused_in_this_order() -> None:
    bad = {"archive": "", "archive_receipt": "", "archived_on": TODAY + DAY, "archived_sha256": "x"}
    refused(ConflictError, "redan antecknad", lambda: archive(given(ARCHIVED), **bad))
    refused(InvalidValueError, "^Arkivet ", lambda: archive(given(), **bad))
    refused(InvalidValueError, "Arkivets kvittens", lambda: archive(given(), **{**bad, "archive": "A"}))
    refused(
        InvalidValueError, "Överlämnandet är 2030-02-07",
        lambda: archive(given(), archived_on=TODAY + DAY, archived_sha256="x"),
    )
    for digest in ("", "0f" * 31, "0f" * 33, "0F" * 32, "0g" * 32):
        refused(InvalidValueError, "64 tecken", lambda digest=digest: archive(given(), archived_sha256=digest))
