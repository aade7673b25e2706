"""What people see: the original whole, corrections beneath, opinions beside, and what lay in the wrong file withheld."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from domain.base import DomainEvent, Occurred, RecordedEvent
from domain.policies import Policy
from projections.fold import Fold
from projections.timeline import TimelineRow
from projections.timeline_item import Person, TimelineItem, assemble, positions_of
from tests.projections.test_timeline import example, note, opened, recorded
from tests.support.examples import ANNA, NOTE

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
    return assemble(row, dict(enumerate(history)), actor, **how)


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


def test_late_is_more_days_than_the_policy_allows() -> None:
    assert [seen(note(), policy=Policy(note_delay_days=days)).late for days in (52, 53)] == [True, False]


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
