"""The stored form of every event type, pinned: what is encrypted, segment by segment, and what stands in the header.

`UPDATE_GOLDEN=1 ./aktspar test tests/adapters/test_golden_events.py` writes the files anew. A difference there is a
difference in what stands in every ledger for ever: a changed form is a new `.v2` with an upcast, and `.v1` stays.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import orjson
import pytest

from adapters.event_mapper import EventMapper, segments_of
from domain.access.events import ACCESS_EVENT_TYPES
from domain.base import ENVELOPE_FIELDS, DomainEvent
from domain.event_types import EVENT_TYPES
from domain.ledger.header import CommandMark
from domain.upcasts import UPCASTS
from tests.support.cluster import Cluster
from tests.support.examples import ACCESS_EXAMPLES, EXAMPLES

GOLDEN = Path(__file__).parents[1] / "golden" / "events"
SUPERSEDED = GOLDEN.with_name("superseded_events")
"""Earlier forms as they were stored, each with the values that are read from it today."""
ALL_TYPES = {**EVENT_TYPES, **ACCESS_EVENT_TYPES}
ALL_EXAMPLES = {**EXAMPLES, **ACCESS_EXAMPLES}
MARK = CommandMark("00000000-0000-4000-8000-0000000000ff", "AA==", 0, 1)
RANDOM = {"id", "log", "seg"}
"""What differs from sealing to sealing, or from ledger to ledger; the other tests of the mapper hold it."""


@pytest.fixture(scope="module")
def mapper(cluster: Cluster) -> Iterator[EventMapper]:
    with closing(cluster.new_board()) as board:
        yield board.ledger.mapper


def stored_form(mapper: EventMapper, event: DomainEvent) -> dict[str, object]:
    header = orjson.loads(mapper.seal(event, MARK).state)
    return {
        "wire_name": event.wire_name(),
        "header": {name: value for name, value in sorted(header.items()) if name not in RANDOM},
        "segment_fields": sorted(header["seg"][0]),
        "segments": [[kind, plaintext.decode()] for kind, plaintext in segments_of(event)],
        "retention_class": str(event.retention_class),
        "key_subject": str(event.key_subject),
    }


@pytest.mark.parametrize("wire_name", sorted(ALL_TYPES))
def test_the_stored_form_of_every_event_type_is_what_it_has_always_been(wire_name: str, mapper: EventMapper) -> None:
    form = stored_form(mapper, ALL_EXAMPLES[wire_name])
    path = GOLDEN / f"{wire_name}.json"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(json.dumps(form, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert form == json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("wire_name", sorted(ALL_TYPES))
def test_the_pinned_segments_are_read_as_the_event_that_wrote_them(wire_name: str) -> None:
    golden = json.loads((GOLDEN / f"{wire_name}.json").read_text("utf-8"))
    fields: dict[str, object] = {}
    for _, plaintext in golden["segments"]:
        fields.update(json.loads(plaintext))
    header = golden["header"]
    fields.update(
        originator_id=header["stream"], originator_version=header["sv"], actor_id=header["actor"],
        unit_id=header["unit"], purpose=header["purpose"],
    )
    assert ALL_TYPES[wire_name].model_validate_json(json.dumps(fields)) == ALL_EXAMPLES[wire_name]


@pytest.mark.parametrize("wire_name", sorted(UPCASTS))
def test_an_earlier_form_is_read_as_todays_for_ever(wire_name: str) -> None:
    golden = json.loads((SUPERSEDED / f"{wire_name}.json").read_text("utf-8"))
    name, fields = wire_name, dict[str, object]()
    for _, plaintext in golden["segments"]:
        fields.update(json.loads(plaintext))
    while name in UPCASTS:
        name, upcast = UPCASTS[name]
        fields = upcast(fields)
    header = golden["header"]
    fields.update(
        originator_id=header["stream"], originator_version=header["sv"], actor_id=header["actor"],
        unit_id=header["unit"], purpose=header["purpose"],
    )
    read = json.loads(ALL_TYPES[name].model_validate_json(json.dumps(fields)).model_dump_json())
    assert {field: value for field, value in read.items() if field not in ENVELOPE_FIELDS} == golden["read_as"]


def test_every_event_type_is_pinned_and_nothing_else_is() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(ALL_TYPES)
    assert {path.stem for path in SUPERSEDED.glob("*.json")} == set(UPCASTS)


def test_only_a_segment_of_its_own_kind_holds_a_text_or_a_name() -> None:
    own = {
        "name", "identity", "location", "staff", "unmarked", "fact", "assessment", "individual_view", "child_view",
        "third_party", "plan", "search", "reporter", "sent",
    }
    kinds = {kind for event in ALL_EXAMPLES.values() for kind, _ in segments_of(event)}
    assert kinds <= own | {"record"}
