"""What is booked and has no outcome, as known at any size: the list says the same as the folded cases."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, example, given, settings

from adapters.postgres.projector import Projector
from adapters.postgres.views import PostgresCaseViews
from adapters.postgres.work_lists import PostgresWorkLists
from domain.base import RecordedEvent
from domain.case.case import Case
from domain.case.contacts.codes import CalendarStatus
from domain.policies import DEFAULT_POLICY
from projections.bookings import BookedItem
from projections.statements.fact import FactKind
from tests.adapters.test_views import recorded_in
from tests.projections.booking_histories import MOVED_EARLIER, booking_histories, booking_history
from tests.projections.histories import BEGINS, CASES, STAFF, UNITS
from tests.support.cluster import Cluster

QUICK = settings(
    max_examples=8, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
DAY = BEGINS.date() + timedelta(days=14)
UNTIL = DAY + timedelta(days=10)


def expected(history: Sequence[RecordedEvent], size: int) -> set[tuple[Any, ...]]:
    """What is booked, worked out from the folded cases; shares nothing with `projections/`."""
    found: set[tuple[Any, ...]] = set()
    for case_id in CASES:
        case = Case.fold(each.event for each in history[:size] if each.event.originator_id == case_id)
        for booking_id, booking in case.bookings.booked.items():
            now = booking.now
            if now.session_id not in case.sessions and now.booked_for.on <= UNTIL:
                found.add((case_id, now.session_id, booking_id, now.booked_for.on, now.booked_for.at, now.kind, now.worker_id))
        booked = {(each[3], each[4], each[6]) for each in found if each[0] == case_id}
        for each in case.contacts.unmatched():
            times = {at for on, at, worker in booked if (on, worker) == (each.occurred.on, each.calendar_owner_id)}
            if times & {None, each.occurred.at} or (times and each.occurred.at is None):
                continue
            if each.calendar_status is not CalendarStatus.CANCELLED and DAY <= each.occurred.on <= UNTIL:
                owner = each.calendar_owner_id
                found.add((case_id, None, each.entry_id, each.occurred.on, each.occurred.at, None, owner))
    return found


def as_told(item: BookedItem) -> tuple[Any, ...]:
    return item.case_id, item.session_id, item.entry_id, item.on, item.at, item.kind, item.worker_id


@QUICK
@given(history=booking_histories())
@example(history=booking_history(MOVED_EARLIER))
def test_at_every_size_the_list_holds_what_is_booked_and_has_no_outcome(
    cluster: Cluster, history: list[RecordedEvent]
) -> None:
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        projector = stack.enter_context(closing(Projector(board, page_events=3)))
        lists = PostgresWorkLists(board, projector, PostgresCaseViews(board, projector))
        for size in sorted({0, len(history) // 3, 2 * len(history) // 3, len(history)}):
            found = lists.bookings(size, DAY, until=UNTIL)
            assert {as_told(each) for each in found} == expected(history, size)
            assert [each.on for each in found] == sorted(each.on for each in found)
            for parts in (
                [lists.bookings(size, DAY, until=UNTIL, staff=staff) for staff in STAFF],
                [lists.bookings(size, DAY, until=UNTIL, units=[unit]) for unit in UNITS],
            ):
                assert sorted(map(as_told, found), key=str) == sorted((as_told(each) for part in parts for each in part), key=str)
            # A booked session is a duty from the day after it.
            duties = lists.duties(size, DAY, DEFAULT_POLICY, until=date.max)
            waiting = {each.duty.key for each in duties if each.duty.kind is FactKind.RECORD_OUTCOME}
            assert waiting == {each.session_id for each in found if each.session_id is not None and each.on < DAY}
