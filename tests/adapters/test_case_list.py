"""A page of cases holds what each case's fold says, whatever is chosen and however the pages are cut."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import date, timedelta
from itertools import product
from uuid import UUID

from hypothesis import HealthCheck, Phase, example, given, settings

from adapters.postgres.case_list import PostgresCaseLists
from adapters.postgres.projector import Projector
from adapters.postgres.views import PostgresCaseViews
from domain.base import RecordedEvent
from domain.case.case import Case
from domain.case.state import CaseStatus
from projections.case_list import CaseChoice
from tests.adapters.test_views import recorded_in
from tests.projections.histories import BEGINS, CASES, RESPONSIBILITY_TURNS, UNITS, histories, history_of
from tests.support.cluster import Cluster

DAY = BEGINS.date() + timedelta(days=400)
QUICK = settings(
    max_examples=6, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def folded(history: Sequence[RecordedEvent], size: int) -> dict[UUID, tuple[Case, int]]:
    """The cases that were known at a size, each with the position of its opening."""
    found = {}
    for case_id in CASES:
        own = [each for each in history[:size] if each.event.originator_id == case_id]
        if own:
            found[case_id] = Case.fold(each.event for each in own), own[0].position
    return found


def expected(cases: dict[UUID, tuple[Case, int]], choice: CaseChoice) -> list[UUID]:
    """The slow answer: the case opened last first."""
    def is_chosen(case_id: UUID, case: Case) -> bool:
        status = CaseStatus.OPEN if case.closing is None else CaseStatus.CLOSED
        in_units = choice.units is None or case.unit in choice.units or case_id in choice.beside
        return in_units and choice.status in (None, status) and choice.phase is None

    chosen = [(opened, case_id) for case_id, (case, opened) in cases.items() if is_chosen(case_id, case)]
    return [case_id for _, case_id in sorted(chosen, reverse=True)]


@QUICK
@given(history=histories())
@example(history=history_of(RESPONSIBILITY_TURNS))
def test_a_page_of_cases_is_the_chosen_ones_and_the_pages_together_are_all_of_them(
    cluster: Cluster, history: list[RecordedEvent]
) -> None:
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        projector = stack.enter_context(closing(Projector(board)))
        lists = PostgresCaseLists(board, projector, PostgresCaseViews(board, projector))
        choices = [
            CaseChoice(units, beside, status)
            for units, beside, status in product((None, (), UNITS[:1]), ((), CASES[1:]), (None, *CaseStatus))
        ]
        for size in (len(history) // 2, len(history)):
            cases = folded(history, size)
            for choice in choices:
                found, before, has_more = [], None, True
                for _ in range(len(CASES) + 1):
                    if has_more:
                        page, has_more = lists.page(size, DAY, choice, limit=1, before=before)
                        found += page
                        before = page[-1].case.opened_position if page else None
                assert [each.case.case_id for each in found] == expected(cases, choice)
                assert all(each.phase is None for each in found)


def test_before_anything_was_known_the_page_is_empty(cluster: Cluster) -> None:
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history_of([]))
        projector = stack.enter_context(closing(Projector(board)))
        lists = PostgresCaseLists(board, projector, PostgresCaseViews(board, projector))
        assert lists.page(0, date(2021, 1, 1), CaseChoice(), limit=5) == ([], False)
