"""What people see: the original whole, corrections beneath, opinions beside, and what lay in the wrong file withheld."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from domain.base import DomainEvent, Occurred, RecordedEvent
from domain.policy.events import PolicyValue
from projections.bounds import BoundsAsWritten
from projections.fold import Fold
from projections.timeline import TimelineRow
from projections.timeline_item import Person, TimelineItem, assemble, positions_of
from tests.projections.test_timeline import example, note, opened, recorded
from tests.support.examples import ANNA, EXAMPLES, NOTE

THEN = Person(ANNA, "Anna Exempel", "KBT-behandlare")


def actor(_: RecordedEvent) -> Person:
    return THEN


def seen(*events: DomainEvent, position: int = 1, **how: Any) -> TimelineItem:
    """The item that the event at a position opened, after an opening and these events."""
    history = recorded([opened(), *events])
    fold = Fold()
    for each in history:
        fold.apply(each)
    (row,) = [
        row for row in fold.written().opened[TimelineRow] if row.item_position == position and row.known_to is None
    ]
    assert set(positions_of(row)) <= set(range(len(history)))
    bounds = BoundsAsWritten(each for each in history if each.event.TYPE.startswith("policy."))
    return assemble(row, dict(enumerate(history)), actor, bounds=bounds, **how)


def texts(document: dict[str, Any]) -> dict[str, str]:
    return {text["kind"]: text["text"] for text in document["texts"]}


def test_an_item_shows_both_times_and_who_wrote_it_as_they_were_then() -> None:
    document = seen(note()).to_json()
    assert document["occurred"] == {"on": "2024-07-10", "precision": "day", "at": None}
    assert document["recorded"] == {"at": "2024-09-01T10:01:00.000000Z", "position": 1}
    assert document["author"] == {"id": str(ANNA), "name": "Anna Exempel", "title": "KBT-behandlare"}
    assert document["information_source"] == "Brukaren och hennes syster"
    assert (document["days_late"], document["late"], document["heading"]) == (53, True, "Journalanteckning")


def test_each_kind_of_content_stands_apart() -> None:
    kinds = texts(seen(note()).to_json())
    assert list(kinds) == ["unmarked", "fact", "assessment", "individual_view", "child_view", "third_party"]
    assert kinds["child_view"] == "Sonen säger att det är lugnare hemma."


def test_what_does_not_sign_itself_shows_who_recorded_it() -> None:
    assert seen(example("case.session_held")).author == THEN


def test_the_original_stays_whole_with_its_correction_beneath() -> None:
    before, after = seen(note()).to_json(), seen(note(), example("case.note_corrected")).to_json()
    assert (before["struck"], after["struck"]) == (False, True)
    assert (after["texts"], after["facts"]) == (before["texts"], before["facts"])
    (correction,) = after["corrections"]
    assert correction["reason"] == "Antalet dagar var fel."
    assert texts(correction)["fact"].endswith("i fyra dagar.")
    assert (correction["position"], correction["recorded_at"]) == (2, "2024-09-01T10:02:00.000000Z")


def test_a_correction_says_what_else_it_corrects() -> None:
    corrected = example("case.note_corrected", occurred=Occurred(on=date(2024, 7, 9)), information_source="systern")
    (correction,) = seen(note(), corrected).to_json()["corrections"]
    assert correction["facts"]["occurred"] == {"on": "2024-07-09", "precision": "day", "at": None}
    assert correction["facts"]["information_source"] == "systern"


def test_a_differing_opinion_stands_beside_what_it_concerns() -> None:
    (opinion,) = seen(note(), example("case.differing_opinion_noted")).to_json()["differing_opinions"]
    assert (opinion["statement"], opinion["stated_by"]) == ("Dagboken fördes i sju dagar.", "brukaren")


def test_an_imported_item_shows_where_it_came_from_and_that_its_lateness_is_a_claim() -> None:
    document = seen(example("case.note_recorded")).to_json()
    assert (document["days_late"], document["claimed"], document["claimed_on"]) == (2, True, "2024-07-12")
    assert (document["import_source"]["sheet"], document["import_source"]["row"]) == ("Journal", 2)


def adopted(note_delay_days: int, takes_effect_on: date = date(2024, 9, 1)) -> DomainEvent:
    value = PolicyValue(bound="note_delay_days", amount=str(note_delay_days))
    return EXAMPLES["policy.adopted.v1"].model_copy(update={"policy_values": (value,), "takes_effect_on": takes_effect_on})


def test_late_is_more_days_than_the_policy_allows() -> None:
    assert [seen(adopted(days), note(), position=2).late for days in (52, 53)] == [True, False]


def test_bounds_that_are_adopted_later_or_take_effect_later_change_nothing_about_an_earlier_note() -> None:
    assert seen(note()).late and seen(note(), adopted(53)).late
    assert seen(adopted(53, date(2024, 9, 2)), note(), position=2).late
    generous = adopted(53)
    assert seen(generous, note(), EXAMPLES["policy.withdrawn.v1"], adopted(0), position=2).late is False
    assert seen(generous, adopted(0), note(), position=3).late, "of two for the same day the last recorded holds"


def test_what_was_imported_is_judged_by_the_bounds_of_the_day_that_its_source_claims() -> None:
    claimed = example("case.note_recorded")
    assert seen(adopted(1, date(2024, 7, 12)), claimed, position=2).late
    assert seen(adopted(1, date(2024, 7, 13)), claimed, position=2).late is False


def everything_about_the_note(misfiled: bool) -> tuple[DomainEvent, ...]:
    about = (note(), example("case.note_corrected"), example("case.differing_opinion_noted"))
    return (*about, example("case.note_misfiled")) if misfiled else about


def test_of_a_note_in_the_wrong_file_only_the_trace_is_shown() -> None:
    item = seen(*everything_about_the_note(misfiled=True))
    document = item.to_json()
    assert (document["entry"], document["recorded"]["position"], document["days_late"]) == (str(NOTE), 1, 53)
    assert document["author"]["name"] == "Anna Exempel"
    assert document["misfiled"]["reason"] == "Anteckningen gäller en annan person."
    assert (document["withheld"], item.moved_since) == (True, False)
    assert_nothing_of_it_is_shown(document)


def test_what_was_moved_later_is_withheld_also_when_an_earlier_moment_is_asked_for() -> None:
    item = seen(*everything_about_the_note(misfiled=False), moved_since=True)
    document = item.to_json()
    assert (document["withheld"], document["misfiled"], item.moved_since) == (True, None, True)
    assert_nothing_of_it_is_shown(document)


def assert_nothing_of_it_is_shown(document: dict[str, Any]) -> None:
    shown = json.dumps(document, ensure_ascii=False)
    said = (
        "Klara", "Motivationen", "kvällarna", "Sonen", "Systern", "Hembesök", "systern", "syster", "frånvarande",
        "Antalet dagar", "Dagboken", "brukaren", "Minnesanteckning", "home_visit",
    )
    assert [word for word in said if word in shown] == []
    assert len(document["corrections"]) == len(document["differing_opinions"]) == 1
