"""What viewpoints keep coming back to: viewpoints and givers counted apart, held to a slow count."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import Gender, ViewpointKind, ViewpointSubject
from domain.errors import InvalidValueError
from domain.indicators.period import parse_period
from domain.viewpoint.codes import GiverRole
from projections.statistics import ViewpointRow
from projections.viewpoint_themes import by_place, themes_of, year_before
from tests.support.cast import CASE, KBT_TEAM, UNIT, cast_id

ON, DAY = date(2026, 2, 3), timedelta(days=1)


def row(**changes: Any) -> ViewpointRow:
    values = {
        "stream_id": cast_id(1), "entry_id": cast_id(1), "item_position": 0, "known_from": 0, "known_to": None, "unit_id": UNIT,
        "case_id": CASE, "received_on": ON, "kind": "viewpoint", "subject_category": "accessibility", "channel": None,
        "givers": ("woman",), "adapted": False, "feedback_on": None, "giver_roles": ("client",),
    }
    return ViewpointRow(**{**values, **changes})


def test_a_couple_gives_one_viewpoint_and_is_two_givers_and_its_roles_each_have_a_theme():
    couple = row(givers=("woman", "man"), giver_roles=("client", "partner"))
    found = themes_of([couple, row()], [], 3)
    assert (found["viewpoints"], found["givers"], found["givers_by_gender"]) == (2, 3, {"woman": 2, "man": 1})
    assert [(each["giver"], each["viewpoints"], each["givers"]) for each in found["themes"]] == [
        ("client", 2, 2), ("partner", 1, 1)
    ]


@pytest.mark.parametrize(("count", "recurring"), [(2, False), (3, True)])
def test_a_category_is_recurring_from_the_boards_number_on_and_praise_is_no_shortcoming(count, recurring):
    praise = [row(kind="praise")] * 5
    [category] = themes_of([row()] * count + praise, [row()] * 3, 3)["categories"]
    assert (category["recurring"], category["was_recurring"], category["viewpoints"]) == (recurring, True, count + 5)


def test_discrimination_has_a_target_of_none():
    assert themes_of([], [], 3)["discrimination"] == {"viewpoints": 0, "target": 0, "met": True}
    told = themes_of([row(subject_category="discrimination")], [], 3)["discrimination"]
    assert (told["viewpoints"], told["met"]) == (1, False)


def test_what_came_through_the_commissioner_is_not_the_commissioners():
    passed_on, own = row(passed_on_by="commissioner"), row(giver_roles=("commissioner",), from_commissioner=True)
    found = themes_of([passed_on, own, row()], [], 3)
    assert (found["from_commissioner"], found["passed_on_by_commissioner"]) == (1, 1)


def test_praise_and_what_is_referred_to_appeal_are_not_waited_for_and_who_cannot_be_told_is_not_either():
    rows = [
        row(adapted=True, feedback_on=ON + 2 * DAY), row(not_possible=True, answered_on=ON + 5 * DAY), row(),
        row(kind="praise"), row(referred=True), row(giver_roles=(), givers=(), case_id=None),
    ]
    found = themes_of(rows, [], 3)
    assert (found["adapted"]["numerator"], found["adapted"]["denominator"], found["adapted"]["percent"]) == (1, 4, 25)
    assert (found["not_possible"], found["open"], found["referred_to_appeal"]) == (1, 2, 1)
    assert (found["told"]["numerator"], found["told"]["denominator"]) == (2, 3)
    assert found["median_days_to_feedback"] == "3.5"


def test_the_first_of_feedback_and_answer_is_when_they_were_told():
    both = row(feedback_on=ON + 4 * DAY, answered_on=ON + DAY)
    assert themes_of([both], [], 3)["median_days_to_feedback"] == "1"
    assert themes_of([row()], [], 3)["median_days_to_feedback"] is None


def test_what_is_gone_this_year_still_stands_beside_the_year_before():
    found = themes_of([row()], [row(subject_category="continuity"), row(subject_category=None)], 3)
    counts = [(each["subject_category"], each["viewpoints"], each["year_before"]["viewpoints"]) for each in found["categories"]]
    assert counts == [(None, 0, 1), ("accessibility", 1, 0), ("continuity", 0, 1)]


@pytest.mark.parametrize(("period", "before"), [
    ("2026", "2025"), ("2026-t1", "2025-T1"), ("2026-T2", "2025-T2"), ("2024-02", "2023-02"),
])
def test_the_year_before_is_the_same_period(period, before):
    assert year_before(parse_period(period)) == parse_period(before)


def test_before_the_first_year_there_is_none():
    with pytest.raises(InvalidValueError, match="Perioden går inte att läsa"):
        year_before(parse_period("0001"))


def test_an_activity_is_reported_under_its_unit():
    rows = [row(), row(unit_id=KBT_TEAM)]
    assert by_place(rows, {UNIT: UNIT, KBT_TEAM: UNIT}) == {UNIT: rows}


PEOPLE = st.lists(st.tuples(st.sampled_from(GiverRole), st.none() | st.sampled_from(Gender)), max_size=3)
SAID = st.builds(
    lambda people, days, case, **values: row(
        **values, giver_roles=tuple(role.value for role, _ in people), case_id=case,
        givers=tuple(gender.value for _, gender in people if gender is not None),
        feedback_on=None if days is None else ON + days * DAY,
    ),
    PEOPLE, st.none() | st.integers(0, 40), st.sampled_from([None, CASE]),
    kind=st.sampled_from([each.value for each in ViewpointKind]),
    subject_category=st.none() | st.sampled_from([each.value for each in ViewpointSubject]),
    adapted=st.booleans(), referred=st.booleans(),
)


@given(rows=st.lists(SAID, max_size=15), earlier=st.lists(SAID, max_size=5))
def test_the_counts_are_those_of_a_slow_count(rows, earlier):
    found = themes_of(rows, earlier, 3)
    assert sum(each["viewpoints"] for each in found["categories"]) == found["viewpoints"] == len(rows)
    assert sum(each["year_before"]["viewpoints"] for each in found["categories"]) == len(earlier)
    for theme in found["themes"]:
        own = [
            each for each in rows
            if each.kind == theme["kind"] and each.subject_category == theme["subject_category"]
            and theme["giver"] in (each.giver_roles or ("unknown",))
        ]
        assert theme["viewpoints"] == len(own)
        assert theme["givers"] == sum(each.giver_roles.count(theme["giver"]) for each in own)
        asked = [each for each in own if each.kind != "praise" and not each.referred]
        assert theme["adapted"]["numerator"] == len([each for each in asked if each.adapted])
        assert theme["adapted"]["denominator"] == len(asked)
        days = [
            (each.feedback_on - ON).days for each in asked
            if each.feedback_on is not None and (each.giver_roles or each.case_id is not None)
        ]
        assert theme["median_days_to_feedback"] == (f"{median(days):g}" if days else None)
        children = [each for each in own if "child" in each.giver_roles or {"girl", "boy"} & set(each.givers)]
        assert theme["children"] == len(children)
