"""What a writer recorded themselves since a version needs no showing; whatever anybody else did does."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.base import ENVELOPE_FIELDS, RecordedEvent, Source
from domain.own_hand import are_about_the_same, unseen
from tests.support.examples import EXAMPLE_OF, EXAMPLES

ME, OTHER = UUID(int=1), UUID(int=2)
IMPORTED = Source(system="excel", sheet="Blad1", row=2, year=2026)
NOTE, CORRECTION, CONTACT = (EXAMPLE_OF[each] for each in ("case.note_recorded", "case.note_corrected", "case.contact_made"))


def stream(*actors, source=None):
    """A case's stream in which each has written a note."""
    return [
        RecordedEvent(
            NOTE.model_copy(update={"actor_id": actor, "originator_version": version, "source": source}), version - 1, 0
        )
        for version, actor in enumerate(actors, 1)
    ]


def test_given_a_form_at_a_version_when_its_writer_wrote_on_in_another_window_then_all_of_it_is_seen():
    recorded = stream(OTHER, OTHER, ME, ME)
    assert unseen(recorded, 2, ME) == recorded[2:]
    assert unseen(recorded, 4, ME) == []


@pytest.mark.parametrize("recorded", [
    stream(ME, OTHER), stream(ME, ME, OTHER), stream(ME, OTHER, ME), stream(ME, ME, source=IMPORTED),
], ids=["other", "other last", "other first", "imported"])
def test_given_a_form_at_a_version_when_anybody_else_or_an_import_wrote_then_it_is_not_seen(recorded):
    assert unseen(recorded, 1, ME) is None


def test_given_a_version_that_the_stream_has_not_come_to_then_nothing_is_seen():
    assert unseen(stream(ME), 2, ME) is None


@given(actors=st.lists(st.sampled_from([ME, OTHER]), max_size=8), version=st.integers(0, 9))
def test_a_write_goes_on_unasked_exactly_when_nobody_else_wrote_since(actors, version):
    is_mine = version <= len(actors) and OTHER not in actors[version:]
    assert (unseen(stream(*actors), version, ME) is not None) == is_mine


def test_given_ones_own_correction_when_the_same_note_is_corrected_again_then_it_is_the_same_thing():
    again = CORRECTION.model_copy(update={"correction_id": uuid4()})
    assert are_about_the_same([CORRECTION], [again], ME)
    other_note = CORRECTION.model_copy(update={"note_id": uuid4(), "correction_id": uuid4()})
    assert not are_about_the_same([CORRECTION], [other_note], CORRECTION.author_id)


def test_given_ones_own_contact_when_a_note_about_nothing_of_it_is_written_then_it_is_another_thing():
    alone = {"session_id": None, "note_id": uuid4()}
    assert not are_about_the_same([CONTACT], [NOTE.model_copy(update=alone)], NOTE.author_id)


def test_a_fact_that_names_anything_by_its_id_is_about_the_same_as_itself():
    told = 0
    for event in EXAMPLES.values():
        names = (name for name in type(event).model_fields if name not in ENVELOPE_FIELDS)
        if any(isinstance(getattr(event, name), UUID) for name in names):
            assert are_about_the_same([event], [event], uuid4()), event.TYPE
            told += 1
    assert told > 150
