"""Events to stored bytes and back: validated both ways, nothing imported by name, nothing opened in another place."""

from __future__ import annotations

import dataclasses
import json
import sys
import traceback
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID, uuid4

import orjson
import pytest
import rfc8785
from eventsourcing.persistence import StoredEvent
from eventsourcing.utils import resolve_topic
from hypothesis import given
from hypothesis import strategies as st

from adapters.event_mapper import EventMapper, StoredLeaf, canonical, pack, segments_of, unpack
from adapters.postgres.boards import BoardStore
from domain.base import DomainEvent, envelope
from domain.errors import CorruptLedgerError
from domain.ledger.header import SEGMENT_ALGORITHM, CommandMark, envelope_document, header_faults
from domain.ledger.leaf import canonical_json
from tests.support.cluster import Cluster
from tests.support.examples import ACCESS_EXAMPLES, EXAMPLES, STAMP
from tests.support.ledger_commands import note, note_command

SECRET = "Klara Påhittad 19800101-0101"


class ThingHappened(DomainEvent):
    """What this program knows today: the second form."""

    TYPE: ClassVar[str] = "thing.happened"
    SCHEMA: ClassVar[int] = 2
    SEGMENTS: ClassVar[Mapping[str, str]] = {"text": "fact"}

    count: int
    text: str | None = None


class ThingHappenedBefore(DomainEvent):
    """What an earlier program stored: the first form, with its own name for the count."""

    TYPE: ClassVar[str] = "thing.happened"

    number: int


class ThingWithText(DomainEvent):
    """Somebody else's idea of the second form, with text where a number belongs."""

    TYPE: ClassVar[str] = "thing.happened"
    SCHEMA: ClassVar[int] = 2

    count: str


def first_to_second(fields: dict[str, Any]) -> dict[str, Any]:
    return {"count": fields["number"]}


UPCASTS = {"thing.happened.v1": ("thing.happened.v2", first_to_second)}


@pytest.fixture(scope="module")
def home(cluster: Cluster) -> BoardStore:
    """One board for all, since nearly nothing is recorded in it."""
    return cluster.new_board()


@pytest.fixture(scope="module")
def mapper(home: BoardStore) -> EventMapper:
    """A ledger that knows one event type, of which there is an older form."""
    return EventMapper("test/ledger/1", home.keys, {ThingHappened.wire_name(): ThingHappened}, UPCASTS)


def thing(count: int = 3, text: str | None = "Det hände.") -> ThingHappened:
    return ThingHappened(**envelope(uuid4(), 0, STAMP), count=count, text=text)


def restated(leaf: StoredLeaf, change: Callable[[dict[str, Any]], None], **columns: Any) -> StoredLeaf:
    """The leaf with its header changed, and the columns that copy it."""
    document = orjson.loads(leaf.state)
    change(document)
    return dataclasses.replace(leaf, state=canonical(document), **columns)


# --- there and back -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("event", [*EXAMPLES.values(), *ACCESS_EXAMPLES.values()], ids=lambda event: event.wire_name())
def test_every_event_comes_back_as_it_was(event: DomainEvent, home: BoardStore) -> None:
    ledger = home.access if event.wire_name() in ACCESS_EXAMPLES else home.ledger
    leaf = ledger.mapper.seal(event, None)
    assert ledger.mapper.open(leaf) == event
    assert header_faults(json.loads(leaf.state)) == []
    assert rfc8785.dumps(json.loads(leaf.state)) == leaf.state == canonical_json(json.loads(leaf.state))


@pytest.mark.parametrize("event", [*EXAMPLES.values(), *ACCESS_EXAMPLES.values()], ids=lambda event: event.wire_name())
def test_every_plaintext_is_canonical_json_without_floats(event: DomainEvent) -> None:
    for _, plaintext in segments_of(event):
        assert canonical_json(json.loads(plaintext)) == plaintext == rfc8785.dumps(json.loads(plaintext))


def test_an_older_form_is_read_as_today_s(mapper: EventMapper) -> None:
    before = EventMapper(mapper.origin, mapper.keys, {ThingHappenedBefore.wire_name(): ThingHappenedBefore})
    stored = before.seal(ThingHappenedBefore(**envelope(uuid4(), 0, STAMP), number=7), None)
    assert stored.topic == "thing.happened.v1"
    event = mapper.open(stored)
    assert (type(event), event.count, event.text) == (ThingHappened, 7, None)
    assert mapper.seal(event, None).topic == "thing.happened.v2"


def test_control_without_the_upcast_the_older_form_is_unknown(mapper: EventMapper) -> None:
    before = EventMapper(mapper.origin, mapper.keys, {ThingHappenedBefore.wire_name(): ThingHappenedBefore})
    stored = before.seal(ThingHappenedBefore(**envelope(uuid4(), 0, STAMP), number=7), None)
    with pytest.raises(CorruptLedgerError, match="unknown event type"):
        EventMapper(mapper.origin, mapper.keys, {ThingHappened.wire_name(): ThingHappened}).open(stored)


def test_an_older_form_that_the_upcast_cannot_take_is_damage(mapper: EventMapper) -> None:
    class Odd(ThingHappenedBefore):
        number: int | None = None

    stored = EventMapper(mapper.origin, mapper.keys, {}).seal(Odd(**envelope(uuid4(), 0, STAMP)), None)
    with pytest.raises(CorruptLedgerError, match="thing.happened"):
        mapper.open(stored)


def test_the_library_s_way_in_gives_back_the_same_event(mapper: EventMapper) -> None:
    event = thing()
    assert mapper.to_domain_event(mapper.to_stored_event(event)) == event
    with pytest.raises(CorruptLedgerError, match="payload"):
        mapper.to_domain_event(StoredEvent(uuid4(), 1, "thing.happened.v2", b"{}"))


# --- stored names import nothing ----------------------------------------------------------------------------------


@pytest.fixture
def bait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that can be imported, and has not been."""
    name = f"aktspar_bait_{uuid4().hex}"
    (tmp_path / f"{name}.py").write_text("class Bait:\n    TYPE = 'bait'\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return name


@pytest.mark.parametrize("form", ["{bait}:Bait", "{bait}", "{bait}.Bait", "{bait}:Bait.v1", "os:system", "builtins:eval.v1"])
def test_a_stored_name_is_looked_up_and_never_imported(form: str, bait: str, mapper: EventMapper) -> None:
    name = form.format(bait=bait)
    kind, _, schema = name.partition(".v")
    leaf = mapper.seal(thing(), None)
    for stored in (
        dataclasses.replace(leaf, topic=name),
        restated(leaf, lambda d: d.update(type=kind, schema=int(schema or 1)), topic=f"{kind}.v{schema or 1}"),
    ):
        with pytest.raises(CorruptLedgerError):
            mapper.open(stored)
    assert bait not in sys.modules


def test_a_name_that_could_be_imported_is_damage_also_when_all_else_is_right(mapper: EventMapper) -> None:
    class Bait(ThingHappened):
        TYPE: ClassVar[str] = "os:system"

    stored = mapper.seal(Bait(**envelope(uuid4(), 0, STAMP), count=1), None)
    with pytest.raises(CorruptLedgerError, match="unknown event type 'os:system.v2'"):
        mapper.open(stored)


def test_control_the_library_imports_what_a_row_names(bait: str) -> None:
    resolve_topic(f"{bait}:Bait")
    assert bait in sys.modules


def test_an_unknown_type_in_the_database_stops_the_reading(cluster: Cluster, board: BoardStore, bait: str) -> None:
    command = note_command()
    board.ledger.append(command)
    with cluster.admin() as admin:
        admin.execute(
            f"UPDATE {board.schema}.ledger_event SET event_type = %s, header = convert_to(replace(convert_from(header,"
            " 'UTF8'), 'case.note_recorded', %s), 'UTF8')", (f"{bait}:Bait.v1", f"{bait}:Bait"),
        )
    for read in (lambda: board.ledger.stream(command.events[0].originator_id), lambda: board.ledger.read(0, 10)):
        with pytest.raises(CorruptLedgerError):
            read()
    assert bait not in sys.modules


# --- what does not validate ---------------------------------------------------------------------------------------


def sealed_by_another(mapper: EventMapper, event: DomainEvent) -> StoredLeaf:
    return EventMapper(mapper.origin, mapper.keys, {}).seal(event, None)


def test_content_that_does_not_validate_is_damage_and_stays_out_of_the_message(mapper: EventMapper) -> None:
    stored = sealed_by_another(mapper, ThingWithText(**envelope(uuid4(), 0, STAMP), count=SECRET))
    with pytest.raises(CorruptLedgerError, match="count") as damage:
        mapper.open(stored)
    assert SECRET not in "".join(traceback.format_exception(damage.value))


def test_an_unknown_field_is_damage_and_its_value_stays_out_of_the_message(mapper: EventMapper) -> None:
    class More(ThingHappened):
        extra: str

    stored = sealed_by_another(mapper, More(**envelope(uuid4(), 0, STAMP), count=1, extra=SECRET))
    with pytest.raises(CorruptLedgerError, match="extra") as damage:
        mapper.open(stored)
    assert SECRET not in "".join(traceback.format_exception(damage.value))


def test_a_missing_field_is_damage(mapper: EventMapper) -> None:
    class Less(DomainEvent):
        TYPE: ClassVar[str] = "thing.happened"
        SCHEMA: ClassVar[int] = 2

    with pytest.raises(CorruptLedgerError, match="count"):
        mapper.open(sealed_by_another(mapper, Less(**envelope(uuid4(), 0, STAMP))))


@pytest.mark.parametrize("plaintext", [b"", b"{", b"[]", b'"text"', b"7", SECRET.encode(), b"\xff"])
def test_a_plaintext_that_is_no_object_is_damage_and_stays_out_of_the_message(
    plaintext: bytes, mapper: EventMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        # Only somebody who holds the key can seal such a thing.
        patched.setattr("adapters.event_mapper.segments_of", lambda event: [("record", plaintext)])
        stored = mapper.seal(thing(), None)
    with pytest.raises(CorruptLedgerError) as damage:
        mapper.open(stored)
    assert SECRET not in "".join(traceback.format_exception(damage.value))


WRONG_HEADERS: dict[str, Callable[[dict[str, Any]], None]] = {
    "another ledger": lambda d: d.update(log="other/ledger/1"),
    "another version": lambda d: d.update(sv=2),
    "another stream": lambda d: d.update(stream=str(uuid4())),
    "another actor": lambda d: d.update(actor=str(uuid4())),
    "another unit": lambda d: d.update(unit=None),
    "another purpose": lambda d: d.update(purpose="lex_sarah"),
    "another entry": lambda d: d.update(id=str(uuid4())),
    "another command": lambda d: d.update(cmd={"id": str(uuid4()), "dig": "", "i": 0, "n": 1}),
    "an entry id that is none": lambda d: d.update(id="entry"),
    "a key id that is none": lambda d: d["seg"][0].update(key="key"),
    "a key that there is not": lambda d: d["seg"][0].update(key=str(uuid4())),
    "a commitment that is no base64": lambda d: d["seg"][0].update(kc="*"),
    "a digest that is no base64": lambda d: d["seg"][0].update(dig="abc"),
    "a commitment to another key": lambda d: d["seg"][0].update(kc=b64encode(bytes(32)).decode()),
    "a commitment to another text": lambda d: d["seg"][0].update(dig=b64encode(bytes(32)).decode()),
    "another content kind": lambda d: d["seg"][1].update(kind="assessment"),
    "another algorithm": lambda d: d["seg"][0].update(alg="none"),
    "two segments swapped": lambda d: d["seg"].reverse(),
    "a segment less": lambda d: d["seg"].pop(),
    "no segment": lambda d: d["seg"].clear(),
    "a field more": lambda d: d.update(more=1),
    "a field less": lambda d: d.pop("unit"),
    "another form": lambda d: d.update(v=2),
}


@pytest.mark.parametrize("what", WRONG_HEADERS)
def test_a_header_that_says_something_else_opens_nothing(what: str, mapper: EventMapper) -> None:
    stored = mapper.seal(thing(), None)
    changed = restated(stored, WRONG_HEADERS[what])
    document = orjson.loads(changed.state)
    # With the row made to agree, so that it is the content that refuses.
    row = dataclasses.replace(
        changed, originator_version=document["sv"], originator_id=UUID(document["stream"]),
    )
    for leaf in (changed, row):
        with pytest.raises(CorruptLedgerError):
            mapper.open(leaf)
        with pytest.raises(CorruptLedgerError):
            mapper.recorded([(0, leaf.originator_id, leaf.originator_version, 5, leaf.topic, leaf.state, leaf.payload)])


@pytest.mark.parametrize("header", [b"", b"{}", b"[]", b"null", b"\xff", b"{" * 2_000, b'{"v":1'])
def test_a_header_that_is_none_is_damage(header: bytes, mapper: EventMapper) -> None:
    with pytest.raises(CorruptLedgerError):
        mapper.open(dataclasses.replace(mapper.seal(thing(), None), state=header))


# --- ciphertext in another place ----------------------------------------------------------------------------------


def test_the_ciphertext_of_another_event_of_the_stream_does_not_open(mapper: EventMapper) -> None:
    first = thing()
    second = first.model_copy(update={"originator_version": 2})
    stored = [mapper.seal(event, None) for event in (first, second)]
    with pytest.raises(CorruptLedgerError):
        mapper.open(dataclasses.replace(stored[0], payload=stored[1].payload))


def test_the_ciphertext_and_its_commitments_moved_to_another_event_do_not_open(mapper: EventMapper) -> None:
    """Whoever may rewrite headers too carries the commitments over; key and associated data are still the place's own."""
    for other in (thing(), thing().model_copy(update={"originator_version": 9})):
        source, target = mapper.seal(thing(), None), mapper.seal(other, None)
        segments = orjson.loads(source.state)["seg"]
        moved = restated(target, lambda d, s=segments: d.update(seg=s), payload=source.payload)
        with pytest.raises(CorruptLedgerError):
            mapper.open(moved)
        source_id = orjson.loads(source.state)["id"]
        with_id = restated(moved, lambda d, i=source_id: d.update(id=i))
        with pytest.raises(CorruptLedgerError, match="does not belong to this place"):
            mapper.open(with_id)


def test_a_segment_under_another_number_does_not_open(mapper: EventMapper) -> None:
    stored = mapper.seal(thing(), None)
    swapped = restated(
        stored, lambda d: d["seg"].reverse(), payload=pack(reversed(unpack(stored.payload))),
    )
    with pytest.raises(CorruptLedgerError):
        mapper.open(swapped)


def test_another_board_opens_nothing(cluster: Cluster, home: BoardStore) -> None:
    stored = home.ledger.mapper.seal(note(uuid4(), 0), None)
    other = cluster.new_board()
    with pytest.raises(CorruptLedgerError, match="disagree"):
        other.ledger.mapper.open(stored)
    same_origin = EventMapper(home.ledger.mapper.origin, other.keys, EVENT_TYPES_OF_NOTES)
    with pytest.raises(CorruptLedgerError, match="data key .* is missing"):
        same_origin.open(stored)


EVENT_TYPES_OF_NOTES = {"case.note_recorded.v1": type(EXAMPLES["case.note_recorded.v1"])}


@pytest.mark.parametrize("payload", [b"\x00", b"\x00\x00\x00\x05abc", b"\xff\xff\xff\xff", b"\x00\x00\x00\x01"])
def test_payload_lengths_that_do_not_add_up_are_damage(payload: bytes, mapper: EventMapper) -> None:
    with pytest.raises(CorruptLedgerError, match="do not add up"):
        unpack(payload)
    with pytest.raises(CorruptLedgerError):
        mapper.open(dataclasses.replace(mapper.seal(thing(), None), payload=payload))


@given(st.lists(st.binary(max_size=100), max_size=6))
def test_a_payload_comes_apart_as_it_was_put_together(ciphertexts: list[bytes]) -> None:
    assert unpack(pack(ciphertexts)) == ciphertexts


# --- the canonical form -------------------------------------------------------------------------------------------


TEXTS = st.text(min_size=1, max_size=30)
COUNTS = st.integers(0, 2**53 - 1)
SEGMENTS_STATED = st.fixed_dictionaries({
    "alg": st.just(SEGMENT_ALGORITHM), "kind": TEXTS, "key": TEXTS, "len": COUNTS, "ct": TEXTS, "kc": TEXTS, "dig": TEXTS,
})
MARKS = st.none() | st.builds(
    lambda command_id, digest, index, more: CommandMark(command_id, digest, index, index + more),
    TEXTS, TEXTS, st.integers(0, 2**52), st.integers(1, 2**52 - 1),
)


@given(
    st.builds(
        envelope_document, origin=TEXTS, event_id=TEXTS, stream=TEXTS, version=COUNTS, event_type=TEXTS, schema=COUNTS,
        actor=TEXTS, unit=st.none() | TEXTS, purpose=TEXTS, command=MARKS,
    ),
    st.lists(SEGMENTS_STATED, max_size=4),
)
def test_a_header_s_bytes_are_those_of_rfc_8785(document: dict[str, Any], segments: list[dict[str, Any]]) -> None:
    document["seg"] = segments
    assert header_faults(document) == []
    assert canonical(document) == rfc8785.dumps(document) == canonical_json(document)
    assert orjson.loads(canonical(document)) == document


@pytest.mark.parametrize("number", [2**53, -(2**53), 2**63, 2**70])
def test_a_number_that_json_readers_would_round_has_no_canonical_form(number: int) -> None:
    with pytest.raises(TypeError):
        canonical({"n": number})
    with pytest.raises(rfc8785.IntegerDomainError):
        rfc8785.dumps({"n": number})


def test_a_header_holds_nothing_of_what_the_event_says(mapper: EventMapper) -> None:
    leaf = mapper.seal(thing(text=SECRET), CommandMark(str(uuid4()), "AA==", 0, 1))
    for text in (SECRET, "Klara", "19800101"):
        assert text.encode() not in leaf.state + leaf.payload
