"""What a record is judged by: the day of its last note, and a birth date that can be relied on."""

from __future__ import annotations

from datetime import date

import pytest

from domain.case.case import Case
from domain.case.person.codes import IdentityNumberKind
from domain.policies import DEFAULT_POLICY
from projections.retention import case_facts, last_note_on
from tests.support.cast import CASE, cast_id, source
from tests.support.journals import example, recorded

EARLY, LATE = date(2024, 3, 4), date(2025, 1, 2)


def opened(**changes):
    return example("case.opened", originator_id=CASE, received_on=EARLY, started_on=EARLY, **changes)


def note(**changes):
    return example("case.note_recorded", originator_id=CASE, note_id=cast_id(1), session_id=None, plan_id=None, **changes)


def test_a_note_counts_by_the_day_it_was_written_and_what_is_no_note_does_not_count() -> None:
    assigned = example("case.assigned", originator_id=CASE)
    assert last_note_on(recorded([(EARLY, opened()), (LATE, assigned)])) == EARLY
    assert last_note_on(recorded([(EARLY, opened()), (LATE, note())])) == LATE
    assert last_note_on(recorded([(LATE, assigned)])) is None


def test_what_was_imported_counts_by_the_day_that_its_source_claims() -> None:
    claimed = source("Oro").model_copy(update={"claimed_recorded_on": EARLY})
    moved = note().model_copy(update={"source": claimed})
    assert last_note_on(recorded([(LATE, moved)])) == EARLY


@pytest.mark.parametrize(("kind", "born", "year", "known"), [
    (IdentityNumberKind.PERSONAL, date(1990, 3, 12), 1990, True),
    (IdentityNumberKind.COORDINATION, date(1990, 3, 12), 1990, True),
    (IdentityNumberKind.UNKNOWN, date(1990, 3, 12), 1990, False), (IdentityNumberKind.PERSONAL, None, 1990, False),
    (IdentityNumberKind.PERSONAL, date(1990, 3, 12), 1991, False), (IdentityNumberKind.PERSONAL, date(1990, 3, 12), None, True),
])
def test_a_birth_date_is_known_where_the_number_gives_it_and_nothing_says_another_year(kind, born, year, known) -> None:
    identified = example("case.client_identified", originator_id=CASE, identity_number_kind=kind, birth_date=born)
    events = recorded([(EARLY, opened(birth_year=year)), (EARLY, identified)])
    facts = case_facts(Case.fold(each.event for each in events), events, None, DEFAULT_POLICY, is_linked=False)
    assert facts.born_on == (born if known else None) and facts.contents is None
