"""What was stored in an earlier form is read on a real ledger as today's, in the stream, the list of cases and the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID, uuid4

import pytest

from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector
from adapters.postgres.views import PostgresCaseViews
from domain.base import DomainEvent
from domain.case.case import Case
from domain.case.events import RatingRecorded
from domain.codes import Phase, RatingSubject, Respondent
from domain.ledger.port import Command
from tests.support.cluster import Cluster
from tests.support.examples import CASE, EXAMPLES, RATING, STAMP


class RatingOfTheFirstForm(DomainEvent):
    """A rating as it was stored before forms had versions."""

    TYPE: ClassVar[str] = "case.rating_recorded"

    rating_id: UUID
    rated_on: date
    instrument: str
    phase: Phase
    respondent: Respondent
    subject: RatingSubject
    subscales: tuple[Decimal, ...]
    total: Decimal | None


@pytest.fixture
def board(cluster: Cluster) -> Iterator[BoardStore]:
    with closing(cluster.new_board()) as opened:
        yield opened


def test_a_rating_of_the_first_form_is_one_of_todays_with_what_was_not_asked_unknown(board: BoardStore) -> None:
    stored = RatingOfTheFirstForm(
        originator_id=CASE, originator_version=2, actor_id=STAMP.actor_id, unit_id=STAMP.unit_id, purpose=STAMP.purpose,
        rating_id=RATING, rated_on=date(2024, 7, 10), instrument="ORS", phase=Phase.START, respondent=Respondent.CLIENT,
        subject=RatingSubject.CLIENT, subscales=(Decimal("6.1"), Decimal("5.2"), Decimal("7.0"), Decimal("4.4")), total=None,
    )
    board.ledger.append(Command(uuid4(), b"opened", [EXAMPLES["case.opened.v1"]], [1_720_000_000_000_000]))
    board.ledger.append(Command(uuid4(), b"rated", [stored], [1_720_000_001_000_000]))
    assert stored.wire_name() == "case.rating_recorded.v1"
    [_, read] = [each.event for each in board.ledger.stream(CASE)]
    assert type(read) is RatingRecorded
    assert (read.subscales, read.instrument_version, read.missing_items, read.mode) == (stored.subscales, None, (), None)
    assert Case.fold([EXAMPLES["case.opened.v1"], read]).ratings[RATING] == read
    with closing(Projector(board)) as projector:
        views = PostgresCaseViews(board, projector)
        assert views.case(CASE, board.ledger.size()).rating_count == 1
        *_, item = views.timeline(CASE, board.ledger.size()).items
        assert item.heading == "Skattning" and item.entry_id == RATING
