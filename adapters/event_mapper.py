"""Domain events to stored bytes and back, validated both ways.

The library's own mapper fills objects without validating them and imports whatever class a row names. This one has a
closed registry of wire names, opens every segment against its commitments, and lets the event class validate.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from eventsourcing.persistence import Mapper, Notification, StoredEvent
from pydantic import ValidationError

from adapters import segment_cipher
from adapters.key_store import KeyStore
from domain.base import ENVELOPE_FIELDS, DomainEvent, ErasedEvent, RecordedEvent
from domain.errors import CorruptLedgerError
from domain.ledger.header import SEGMENT_ALGORITHM, CommandMark, envelope_document, header_faults
from domain.ledger.incarnations import Incarnation, Incarnations
from domain.upcasts import Upcast

RECORD_SEGMENT = "record"
EXCLUDED = set(ENVELOPE_FIELDS)
OPENED_TOGETHER = 200
"""Rows whose keys are fetched in one round trip. With many more, looking after the parsed headers takes Python longer."""


@dataclass(frozen=True, slots=True)
class StoredLeaf(Notification):
    """A stored event with what the ledger adds. `state` is the header; `id` is the size that includes it.

    Args:
        payload: Per segment a 4-byte big-endian length and the ciphertext; length 0 = erased.
        recorded_us: Microseconds since 1970 UTC; 0 before it is recorded.
    """

    payload: bytes = b""
    recorded_us: int = 0

    @property
    def position(self) -> int:
        """The leaf's place in the tree, from 0."""
        return self.id - 1


def canonical(document: Any) -> bytes:
    """RFC 8785 bytes of an object with ASCII keys and no floats (a test holds this to the `rfc8785` package)."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER)


def texts_of(*ids: UUID | None) -> list[Any]:
    """UUIDs as text, None as None; all in one call, since `str` of one takes longer than this of five."""
    return orjson.loads(orjson.dumps(ids))


def pack(ciphertexts: Iterable[bytes]) -> bytes:
    """The stored payload of an entry's segments, in order."""
    return b"".join(part for text in ciphertexts for part in (len(text).to_bytes(4, "big"), text))


def unpack(payload: bytes) -> list[bytes]:
    """The ciphertexts of a stored payload; an empty one was erased.

    Raises:
        CorruptLedgerError: The lengths do not add up.
    """
    parts, at = [], 0
    while at < len(payload):
        end = at + 4 + int.from_bytes(payload[at:at + 4], "big")
        if len(payload) < at + 4 or end > len(payload):
            raise CorruptLedgerError("the payload's segment lengths do not add up")
        parts.append(payload[at + 4:end])
        at = end
    return parts


class _Place(NamedTuple):
    """What a row says beside its header."""

    position: int
    stream: Any
    version: int
    topic: str


class Disclosed(NamedTuple):
    """An event with what proves it to somebody who has no key (sv. *händelse med bevis*).

    Args:
        header: As it was hashed.
        kinds: Of its segments, in order.
        parts: (Salt, plaintext) of each segment, which give the salted digest in the header; none of an erased event.
    """

    recorded: RecordedEvent
    header: bytes
    kinds: tuple[str, ...]
    parts: tuple[tuple[bytes, bytes], ...]


class _Keys(NamedTuple):
    """The keys of some rows, by their ids as text.

    Args:
        destroyed: Ids of keys that were destroyed by law.
    """

    found: Mapping[str, bytes]
    destroyed: frozenset[str]


class EventMapper(Mapper[UUID]):
    """Seals and opens the events of one ledger.

    Args:
        origin: The ledger's origin, part of every header: an entry cannot be replayed into another ledger. All of a ledger's
            incarnations, where it may have been restored: what came before the current one states theirs.
        keys: Where data keys come from.
        event_types: Wire name to class; anything else is damage.
        upcasts: Old wire name to (new wire name, function over the event's fields), applied until none fits.
    """

    def __init__(
        self, origin: str | Incarnations, keys: KeyStore, event_types: Mapping[str, type[DomainEvent]],
        upcasts: Mapping[str, tuple[str, Upcast]] | None = None,
    ) -> None:
        self.incarnations = origin if isinstance(origin, Incarnations) else Incarnations([Incarnation(1, origin)])
        self.origin = self.incarnations.current.origin
        self.keys = keys
        self._event_types = event_types
        self._upcasts = upcasts or {}

    def under(self, incarnations: Incarnations) -> EventMapper:
        """The same, for what is recorded after another incarnation has begun."""
        return EventMapper(incarnations, self.keys, self._event_types, self._upcasts)

    def to_stored_event(self, domain_event: DomainEvent) -> StoredEvent:
        """Seal an event that belongs to no command (the library's way in)."""
        return self.seal(domain_event, None)

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEvent:
        """Open a stored event.

        Raises:
            CorruptLedgerError: Anything about it is not as it must be.
        """
        if not isinstance(stored_event, StoredLeaf):
            raise CorruptLedgerError("a stored event without its payload cannot be opened")
        return self.open(stored_event)

    def seal(self, event: DomainEvent, command: CommandMark | None) -> StoredLeaf:
        """Encrypt an event's segments and state them in its header."""
        event_id = os.urandom(16)
        data_key = self.keys.key_for(event.key_subject, event.retention_class)
        entry_text, stream, actor, unit, key_text = texts_of(
            UUID(bytes=event_id), event.originator_id, event.actor_id, event.unit_id, data_key.key_id
        )
        document = envelope_document(
            origin=self.origin, event_id=entry_text, stream=stream, version=event.originator_version,
            event_type=event.TYPE, schema=event.SCHEMA, actor=actor, unit=unit, purpose=event.purpose.value,
            command=command,
        )
        bound = canonical(document)
        ciphertexts, stated = [], []
        for number, (kind, plaintext) in enumerate(segments_of(event)):
            sealed = segment_cipher.seal(
                data_key=data_key.key, event_id=event_id, number=number,
                associated=bound + kind.encode(), plaintext=plaintext,
            )
            ciphertexts.append(sealed.ciphertext)
            stated.append({
                "alg": SEGMENT_ALGORITHM, "kind": kind, "key": key_text,
                "ct": _base64(hashlib.sha256(sealed.ciphertext).digest()), "len": len(sealed.ciphertext),
                "kc": _base64(sealed.key_commitment), "dig": _base64(sealed.salted_digest),
            })
        document["seg"] = stated
        return StoredLeaf(
            originator_id=event.originator_id, originator_version=event.originator_version, topic=event.wire_name(),
            state=canonical(document), id=0, payload=pack(ciphertexts),
        )

    def open(self, leaf: StoredLeaf) -> DomainEvent:
        """Check a leaf against its header and validate the event in it; one whose keys were destroyed by law is an `ErasedEvent`.

        Raises:
            CorruptLedgerError: The row and the header disagree, the event type is unknown, a key or payload is
                missing, a segment does not open, or the event's own validation fails.
        """
        document = _document(leaf.state, leaf.position)
        place = _Place(leaf.position, leaf.originator_id, leaf.originator_version, leaf.topic)
        return self._open(place, document, leaf.payload, self._keys_of([(leaf.position, document, leaf.payload)]))

    def recorded(self, rows: Iterable[tuple[int, UUID, int, int, str, bytes, bytes | None]]) -> list[RecordedEvent]:
        """Open rows of (position, stream, version, recorded_us, wire name, header, payload), their keys in batches."""
        waiting = iter(rows)
        events: list[RecordedEvent] = []
        while batch := list(islice(waiting, OPENED_TOGETHER)):
            events += self._recorded(batch)
        return events

    def disclosed(self, rows: Iterable[tuple[int, UUID, int, int, str, bytes, bytes | None]]) -> list[Disclosed]:
        """Open rows as `recorded` does, each with the salts and the plaintexts that its header commits to."""
        waiting = iter(rows)
        events: list[Disclosed] = []
        while batch := list(islice(waiting, OPENED_TOGETHER)):
            documents = [_document(row[5], row[0]) for row in batch]
            keys = self._keys_of([(row[0], document, row[6]) for row, document in zip(batch, documents, strict=True)])
            events += [self._disclosed(row, document, keys) for row, document in zip(batch, documents, strict=True)]
        return events

    def _disclosed(
        self, row: tuple[int, UUID, int, int, str, bytes, bytes | None], document: dict[str, Any], keys: _Keys
    ) -> Disclosed:
        position, stream, version, recorded_us, topic, header, payload = row
        parts: list[tuple[bytes, bytes]] = []
        event = self._open(_Place(position, stream, version, topic), document, payload, keys, parts)
        kinds = tuple(segment["kind"] for segment in document["seg"])
        return Disclosed(RecordedEvent(event, position, recorded_us), header, kinds, tuple(parts))

    def _recorded(self, rows: list[tuple[int, UUID, int, int, str, bytes, bytes | None]]) -> list[RecordedEvent]:
        documents = [_document(row[5], row[0]) for row in rows]
        keys = self._keys_of([(row[0], document, row[6]) for row, document in zip(rows, documents, strict=True)])
        return [
            RecordedEvent(
                self._open(_Place(position, stream, version, topic), document, payload, keys), position, recorded_us
            )
            for (position, stream, version, recorded_us, topic, _, payload), document in zip(rows, documents, strict=True)
        ]

    def _keys_of(self, rows: Sequence[tuple[int, dict[str, Any], bytes | None]]) -> _Keys:
        # By text, and each made a UUID once: that of every segment of every event would take a tenth of the reading.
        wanted = {segment["key"]: position for position, document, _ in rows for segment in document["seg"]}
        ids = {text: _uuid(text, position) for text, position in wanted.items()}
        found = {str(key_id): key for key_id, key in self.keys.keys(ids.values()).items()}
        # A key that this process still has in memory may have been destroyed since: the emptied payload tells.
        emptied = {segment["key"] for _, document, payload in rows if _is_emptied(payload) for segment in document["seg"]}
        gone = (ids.keys() - found.keys()) | emptied
        listed = self.keys.destruction.listed(ids[text] for text in gone) if gone else ()
        return _Keys(found, frozenset(map(str, listed)))

    def _open(
        self, place: _Place, document: dict[str, Any], payload: bytes | None, keys: _Keys,
        parts: list[tuple[bytes, bytes]] | None = None,
    ) -> DomainEvent:
        position, stream, version, topic = place
        wire_name = f"{document['type']}.v{document['schema']}"
        origin = self.incarnations.origin_at(position)
        if (document["log"], document["stream"], document["sv"], wire_name) != (origin, str(stream), version, topic):
            raise CorruptLedgerError(f"position {position}: the row and its header disagree")
        if payload is not None and any(segment["key"] in keys.destroyed for segment in document["seg"]):
            return ErasedEvent.model_validate_json(orjson.dumps(_envelope_fields(document)))
        fields: dict[str, Any] = {}
        try:
            for salt, plaintext in _unsealed(document, payload, position, keys.found):
                fields.update(orjson.loads(plaintext))
                if parts is not None:
                    parts.append((salt, plaintext))
            while wire_name in self._upcasts:
                wire_name, upcast = self._upcasts[wire_name]
                fields = upcast(fields)
        except (ValueError, TypeError, LookupError):
            # From None: the error carries the text that it could not take.
            raise CorruptLedgerError(f"position {position}: the content is not that of a {wire_name[:100]!r}") from None
        event_type = self._event_types.get(wire_name)
        if event_type is None:
            raise CorruptLedgerError(f"position {position}: unknown event type {wire_name[:100]!r}")
        fields.update(_envelope_fields(document))
        try:
            return event_type.model_validate_json(orjson.dumps(fields))
        except ValidationError as error:
            # Only which fields, never what they held: this text ends up in logs.
            wrong = sorted({".".join(map(str, e["loc"])) for e in error.errors(include_input=False, include_url=False)})
            raise CorruptLedgerError(f"position {position}: {wire_name} has unreadable fields: {', '.join(wrong)}") from None


def segments_of(event: DomainEvent) -> list[tuple[str, bytes]]:
    """An event's own fields as (content kind, canonical JSON), `record` first; unknown values are left out."""
    fields = event.model_dump(mode="json", exclude=EXCLUDED, exclude_none=True)
    kinds = type(event).SEGMENTS
    if not kinds:
        return [(RECORD_SEGMENT, canonical(fields))]
    by_kind: dict[str, dict[str, Any]] = {RECORD_SEGMENT: {}}
    for name, value in fields.items():
        by_kind.setdefault(kinds.get(name, RECORD_SEGMENT), {})[name] = value
    return [(kind, canonical(part)) for kind, part in by_kind.items()]


def _envelope_fields(document: dict[str, Any]) -> dict[str, Any]:
    return {
        "originator_id": document["stream"], "originator_version": document["sv"], "actor_id": document["actor"],
        "unit_id": document["unit"], "purpose": document["purpose"],
    }


def _is_emptied(payload: bytes | None) -> bool:
    return payload is not None and not any(payload)


def _unsealed(
    document: dict[str, Any], payload: bytes | None, position: int, keys: Mapping[str, bytes]
) -> Iterable[tuple[bytes, bytes]]:
    stated = document["seg"]
    if payload is None:
        raise CorruptLedgerError(f"position {position}: the payload is missing")
    ciphertexts = unpack(payload)
    if len(ciphertexts) != len(stated):
        raise CorruptLedgerError(f"position {position}: {len(ciphertexts)} segments stored, {len(stated)} stated")
    event_id = _uuid(document["id"], position).bytes
    bound = canonical({name: value for name, value in document.items() if name != "seg"})
    for number, (segment, ciphertext) in enumerate(zip(stated, ciphertexts, strict=True)):
        if segment["key"] not in keys:
            raise CorruptLedgerError(f"position {position}: data key {segment['key']} is missing")
        try:
            yield segment_cipher.unseal(
                data_key=keys[segment["key"]], event_id=event_id, number=number,
                associated=bound + segment["kind"].encode(), ciphertext=ciphertext,
                key_commitment=_unbase64(segment["kc"]), expected_digest=_unbase64(segment["dig"]),
            )
        except CorruptLedgerError as error:
            raise CorruptLedgerError(f"position {position}, segment {number}: {error}") from None


def _document(header: bytes, position: int) -> dict[str, Any]:
    try:
        document = orjson.loads(header)
    except orjson.JSONDecodeError:
        raise CorruptLedgerError(f"position {position}: the header is not JSON") from None
    faults = header_faults(document)
    if faults:
        raise CorruptLedgerError(f"position {position}: {faults[0]}")
    return document


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _unbase64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise CorruptLedgerError("what the header commits to is not base64") from None


def _uuid(text: str, position: int) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise CorruptLedgerError(f"position {position}: an id of the header is not a UUID") from None
