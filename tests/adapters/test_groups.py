"""A group and its members' cases in one append: all of it or nothing, and nobody reads of another member in their own case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector
from adapters.postgres.regimes import PostgresRegimes
from adapters.postgres.views import PostgresCaseViews
from domain.base import Occurred, Purpose, RetentionClass, Stamp
from domain.case.case import Case
from domain.case.contacts.codes import AttendanceInGroup
from domain.codes import Gender
from domain.errors import CommandReusedError, NotAllowedError, StaleVersionError
from domain.group.events import MemberAttendance
from domain.group.group import Group
from domain.group.joint import STRUCK_WITH_THE_GROUP, GroupWithCases
from domain.ledger.port import Command
from domain.offering.codes import DocumentationRegime, ServiceKind
from domain.offering.offering import Offering
from domain.offering.regime import IdentityForbiddenError
from domain.policies import DEFAULT_POLICY
from domain.record_keeping import RecordKeeping, Request
from domain.unit.unit import Unit
from tests.support.cluster import Cluster

TODAY = date(2026, 11, 22)
START = date(2026, 9, 7)
STAMP = Stamp(actor_id=uuid4(), unit_id=None, purpose=Purpose.CASE_WORK)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}


class Board:
    """A board with a unit, a group, and three cases of which two can join."""

    def __init__(self, store: BoardStore) -> None:
        self.store = store
        self.keeping = RecordKeeping(store.ledger, PostgresRegimes(store.ledger))
        self.unit, self.group_id = uuid4(), uuid4()
        self.record(Unit().establish(unit_id=self.unit, name="Resursenheten", stamp=STAMP, policy=DEFAULT_POLICY))
        self.cases = [self.open_case(f"2026-000{number}") for number in (1, 2)]
        self.record(Group().start(
            group_id=self.group_id, unit=self.unit, group_programme="Trygga vuxna", started_on=START, planned_sessions=8,
            leader_ids=(uuid4(), uuid4()), stamp=STAMP, policy=DEFAULT_POLICY,
        ))

    def record(self, events) -> None:
        self.store.ledger.append(Command(uuid4(), b"prov", events))

    def open_case(self, number: str, **changes) -> UUID:
        case_id = uuid4()
        self.record(Case().open(
            **{"case_id": case_id, "number": number, "unit": self.unit, "gender": Gender.GIRL, **changes}, **BY
        ))
        return case_id

    def case(self, case_id: UUID) -> Case:
        return Case.fold(each.event for each in self.store.ledger.stream(case_id))

    def group(self) -> Group:
        return GroupWithCases.fold(each.event for each in self.store.ledger.stream(self.group_id))

    def versions(self) -> list[int]:
        return [len(self.store.ledger.stream(stream_id)) for stream_id in (self.group_id, *self.cases)]

    def carry_out(self, decide, request: Request | None = None, **call):
        """Have a decision of the group made and recorded, with what it says in the cases."""
        asked = {**BY, "case_of": self.case, **call}
        return self.keeping.carry_out(
            self.group_id, RetentionClass.CASE, GroupWithCases.fold, lambda group: decide(group, **asked),
            request or Request(uuid4(), b"prov"),
        )

    def join(self, case_id: UUID, **changes) -> None:
        call = {"entry_id": uuid4(), "joined_on": START, "individual_talk_on": START - timedelta(days=7)}
        self.carry_out(GroupWithCases.join, case_id=case_id, **{**call, **changes})

    def hold(self, *, entry_id: UUID | None = None, on: date = START, request: Request | None = None):
        attendances = tuple(
            MemberAttendance(case_id=case_id, attendance_in_group=AttendanceInGroup.PRESENT) for case_id in self.cases
        )
        return self.carry_out(
            GroupWithCases.hold, request, entry_id=entry_id or uuid4(), occurred=Occurred(on=on), group_step=1,
            leader_ids=(uuid4(), uuid4()), attendances=attendances,
        )


@pytest.fixture
def board(cluster: Cluster) -> Iterator[Board]:
    with closing(cluster.new_board(clock="real")) as store:
        yield Board(store)


def test_a_session_is_recorded_in_the_group_and_in_every_case_as_one_command(board: Board):
    for case_id in board.cases:
        board.join(case_id)
    before = board.store.ledger.size()
    receipt = board.hold()
    assert (receipt.first_position, receipt.event_count) == (before, 3)
    assert board.versions() == [4, 3, 3]
    assert [len(board.case(case_id).contacts.attendances) for case_id in board.cases] == [1, 1]


def test_the_same_command_again_gives_the_first_answer_and_other_content_is_refused(board: Board):
    for case_id in board.cases:
        board.join(case_id)
    request = Request(uuid4(), b"en session")
    first = board.hold(request=request)
    again = board.hold(request=request)
    assert (again.first_position, again.repeated) == (first.first_position, True)
    with pytest.raises(CommandReusedError):
        board.hold(request=request._replace(content=b"annat"))
    assert board.versions() == [4, 3, 3]


def test_nothing_is_recorded_anywhere_when_one_case_refuses(board: Board):
    for case_id in board.cases:
        board.join(case_id)
    board.record(board.case(board.cases[1]).close(closed_on=START, stamp=STAMP, today=TODAY))
    before, size = board.versions(), board.store.ledger.size()
    with pytest.raises(NotAllowedError, match="ärendet avslutades"):
        board.hold(on=START + timedelta(days=7))
    assert (board.versions(), board.store.ledger.size()) == (before, size)


def test_nothing_is_recorded_anywhere_when_somebody_else_writes_in_one_of_the_cases(board: Board):
    for case_id in board.cases:
        board.join(case_id)
    size = board.store.ledger.size()

    def overtaken(group, **call):
        events = group.hold(**call)
        board.record(board.case(board.cases[1]).close(closed_on=TODAY, stamp=STAMP, today=TODAY))
        return events

    attendances = tuple(
        MemberAttendance(case_id=each, attendance_in_group=AttendanceInGroup.ABSENT) for each in board.cases
    )
    with pytest.raises(StaleVersionError):
        board.carry_out(
            overtaken, entry_id=uuid4(), occurred=Occurred(on=START), group_step=1, leader_ids=(uuid4(), uuid4()),
            attendances=attendances,
        )
    assert board.store.ledger.size() == size + 1
    assert board.group().sessions == [] and board.case(board.cases[0]).contacts.attendances == []


def test_the_group_is_at_the_version_that_the_caller_has_seen_or_nothing_is_recorded(board: Board):
    board.join(board.cases[0])
    with pytest.raises(StaleVersionError):
        board.carry_out(
            GroupWithCases.join, Request(uuid4(), b"prov", expected_version=1), entry_id=uuid4(), case_id=board.cases[1],
            joined_on=START, individual_talk_on=START,
        )
    assert board.versions() == [2, 2, 1]


def test_a_members_timeline_shows_nothing_of_the_other_members(board: Board):
    for case_id in board.cases:
        board.join(case_id)
    session_id = uuid4()
    board.hold(entry_id=session_id)
    def striking(group, *, today, **call):
        return group.strike(**call)

    board.carry_out(striking, entry_id=session_id, reason="Klara Påhittad kom inte.")
    projector = Projector(board.store)
    views, size = PostgresCaseViews(board.store, projector), board.store.ledger.size()
    for own, other in (board.cases, reversed(board.cases)):
        items = views.timeline(own, size).items
        assert [item.event_type for item in items if item.event_type.startswith("case.group")] == [
            "case.group_joined", "case.group_attendance_recorded"
        ]
        shown = str([item.to_json() for item in items])
        assert str(other) not in shown and "Klara Påhittad" not in shown and STRUCK_WITH_THE_GROUP in shown
    projector.close()


def test_a_case_is_under_its_own_regime_also_in_a_group_of_another(board: Board):
    offering_id = uuid4()
    board.record(Offering().establish(
        offering_id=offering_id, unit=board.unit, offering_name="Föräldrarådgivning", service_kind=ServiceKind.ADVICE,
        regime=DocumentationRegime.ADVICE_NO_PERSONAL_DATA, regime_from=date(2026, 1, 1), max_talks=5, **BY,
    ))
    board.record(Offering().establish(
        offering_id=uuid4(), unit=board.unit, offering_name="Familjebehandling", service_kind=ServiceKind.FAMILY_TREATMENT,
        regime=DocumentationRegime.FULL_CASE, regime_from=date(2026, 1, 1), **BY,
    ))
    secret = board.open_case("2026-0003", offering=offering_id)
    size = board.store.ledger.size()
    with pytest.raises(IdentityForbiddenError):
        board.join(secret, individual_talk_on=None, no_individual_talk_reason="Klara kommer från en annan grupp.")
    assert board.store.ledger.size() == size
