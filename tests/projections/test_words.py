"""Everything that is shown has a Swedish word."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from uuid import UUID

import pytest

import projections.words
from domain.base import DomainEvent, Occurred
from domain.codes import Gender
from domain.event_types import EVENT_TYPES
from projections.areas import all_areas
from projections.json_values import as_json
from projections.timeline_item import fact_fields, text_fields
from projections.words import FIELD_LABELS, HEADINGS, TEXT_LABELS, in_words
from tests.support.examples import EXAMPLES


def holds_ids(value: object) -> bool:
    """Ids are not shown to people, so they need no label."""
    return isinstance(value[0] if isinstance(value, tuple) else value, UUID)


EVENTS = [pytest.param(event, id=name) for name, event in EXAMPLES.items()]


def test_every_event_type_has_a_heading_and_no_heading_lacks_its_type() -> None:
    assert set(HEADINGS) == {event_type.TYPE for event_type in EVENT_TYPES.values()}
    assert len(set(HEADINGS.values())) == len(HEADINGS)


@pytest.mark.parametrize("table", ["HEADINGS", "FIELD_LABELS", "TEXT_LABELS"])
def test_no_two_areas_say_the_same_thing_in_different_words(table: str) -> None:
    words: dict[str, set[str]] = {}
    for module in (*all_areas.MODULES, projections.words):
        for key, word in getattr(module, table).items():
            words.setdefault(key, set()).add(word)
    assert {key: said for key, said in words.items() if len(said) > 1} == {}


@pytest.mark.parametrize("event", EVENTS)
def test_every_field_that_may_be_shown_has_a_label(event: DomainEvent) -> None:
    if event.TYPE.startswith(("case.", "viewpoint.")):
        shown = [name for name in fact_fields(type(event)) if not holds_ids(getattr(event, name))]
        assert [name for name in shown if name not in FIELD_LABELS] == []
        assert [kind for kind in text_fields(type(event)).values() if kind not in TEXT_LABELS] == []


@pytest.mark.parametrize("event", EVENTS)
def test_every_value_that_may_be_shown_has_words_and_a_json_form(event: DomainEvent) -> None:
    for name in fact_fields(type(event)):
        value = getattr(event, name)
        assert in_words(value) != ""
        assert as_json(value) is not None


@pytest.mark.parametrize(
    ("value", "words", "json"),
    [
        (Gender.WOMAN, "kvinna", "woman"),
        (True, "ja", True),
        (7, "7", 7),
        (Decimal("22.7"), "22,7", "22.7"),
        ((Gender.WOMAN, Gender.MAN), "kvinna, man", ["woman", "man"]),
        ((Decimal("6.1"), Decimal("5")), "6,1; 5", ["6.1", "5"]),
        (date(2021, 7, 10), "2021-07-10", "2021-07-10"),
        (Occurred(on=date(2021, 7, 1), precision="month"), "2021-07", {"on": "2021-07-01", "precision": "month", "at": None}),
        (
            Occurred(on=date(2021, 7, 10), at=time(13, 5), precision="minute"), "2021-07-10 13:05",
            {"on": "2021-07-10", "precision": "minute", "at": "13:05"},
        ),
    ],
)
def test_values_are_put_in_words_and_in_json(value: object, words: str, json: object) -> None:
    assert in_words(value) == words
    assert as_json(value) == json
