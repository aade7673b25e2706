"""Which parts of an event a package hides, and that what is erased says so with the law."""

from __future__ import annotations

from domain.base import ErasedEvent, RecordedEvent, envelope
from projections.evidence.shown import Hidden, Hiding, ShownEvent, hidden_rows
from tests.support.cast import CASE, STAMP

ERASED = RecordedEvent(ErasedEvent(**envelope(CASE, 0, STAMP)), 3, 17)


def test_an_erased_event_shows_its_header_and_of_each_part_that_it_is_erased_and_by_which_law():
    hidden = Hiding(CASE, (), None, (), {CASE: "SoL 2025:400 16:1"}).of(ERASED, ("record", "fact"))
    assert hidden == dict.fromkeys((0, 1), Hidden("erased", "SoL 2025:400 16:1"))
    shown = ShownEvent(ERASED, b"{}", ("record", "fact"), (), hidden)
    assert shown.to_json() == {
        "position": 3, "recorded_us": 17, "header": "{}", "segments": [{"erased": "SoL 2025:400 16:1"}] * 2,
    }
    assert [row["in_words"] for row in hidden_rows("ledger", [shown])] == ["gallrad: SoL 2025:400 16:1"] * 2


def test_an_erasure_that_is_not_finished_is_told_as_such():
    [hidden] = Hiding(CASE, (), None, (), {}).of(ERASED, ("record",)).values()
    assert hidden == Hidden("erased", "enligt lag; gallringen är inte avslutad")
