"""A ciphertext that opens under two keys, and ciphertexts that are moved, in a ledger whose hashes somebody has made right.

The forger has everything: the database, the data keys, and the application's own code to make headers with. The rows agree with
themselves afterwards, so `verify` without anything from outside sees nothing: it is the reader that refuses.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters import segment_cipher
from adapters.event_mapper import canonical, pack, unpack
from adapters.postgres.boards import BoardStore
from domain.base import RetentionClass
from domain.errors import CorruptLedgerError
from tests.support.cluster import Cluster
from tests.support.ledger_commands import note_command
from tests.support.two_key_ciphertext import two_key_ciphertext


class Row(NamedTuple):
    """What is stored of one event."""

    header: dict[str, Any]
    parts: list[bytes]


class Forger:
    """Reads and writes rows as a superuser, and makes their hashes right."""

    def __init__(self, cluster: Cluster, board: BoardStore) -> None:
        self._cluster, self.board = cluster, board

    def row(self, position: int) -> Row:
        """One event's."""
        [found] = self.board.ledger.recorder.rows_at([position])
        return Row(json.loads(found[5]), unpack(found[6]))

    def put(self, position: int, row: Row) -> None:
        """Another event in its place, whose header states the ciphertexts that it has."""
        for segment, part in zip(row.header["seg"], row.parts, strict=True):
            segment["ct"], segment["len"] = _base64(hashlib.sha256(part).digest()), len(part)
        schema = self.board.schema
        with self._cluster.admin() as admin:
            admin.execute(
                f"UPDATE {schema}.ledger_event SET header = %s, leaf_hash = sha256('\\x00'::bytea || int8send(position)"
                " || int8send(recorded_us) || %s) WHERE position = %s",
                (canonical(row.header), canonical(row.header), position),
            )
            admin.execute(
                f"UPDATE {schema}.ledger_payload SET payload = %s WHERE position = %s", (pack(row.parts), position)
            )

    def key_of(self, row: Row) -> bytes:
        """The data key of a row's segments."""
        [key] = self.board.keys.keys([UUID(row.header["seg"][0]["key"])]).values()
        return key


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def bound(row: Row, number: int) -> bytes:
    """What a segment's ciphertext is bound to."""
    envelope = {name: value for name, value in row.header.items() if name != "seg"}
    return canonical(envelope) + row.header["seg"][number]["kind"].encode()


@pytest.fixture
def forger(cluster: Cluster, board: BoardStore) -> Iterator[Forger]:
    """Three cases: two notes in the first, one in each of the others."""
    first = uuid4()
    board.ledger.append(note_command(first, 0, text="Första."))
    board.ledger.append(note_command(first, 1, text="Andra."))
    board.ledger.append(note_command(uuid4(), 0, text="Tredje."))
    board.ledger.append(note_command(uuid4(), 0, text="Fjärde."))
    yield Forger(cluster, board)


def texts(board: BoardStore, position: int) -> Any:
    return board.ledger.at([position])[position].event.fact


def moved_to_another_event(forger: Forger) -> None:
    forger.put(1, forger.row(1)._replace(parts=forger.row(0).parts))


def moved_with_its_statements(forger: Forger) -> None:
    source, target = forger.row(0), forger.row(1)
    forger.put(1, Row(target.header | {"seg": source.header["seg"]}, source.parts))


def moved_with_its_event_id(forger: Forger) -> None:
    source, target = forger.row(0), forger.row(1)
    forger.put(1, Row(target.header | {"seg": source.header["seg"], "id": source.header["id"]}, source.parts))


def moved_to_another_stream(forger: Forger) -> None:
    source, target = forger.row(0), forger.row(2)
    forger.put(2, Row(target.header | {"seg": source.header["seg"], "id": source.header["id"]}, source.parts))


def moved_within_the_event(forger: Forger) -> None:
    row = forger.row(0)
    forger.put(0, Row(row.header | {"seg": row.header["seg"][::-1]}, row.parts[::-1]))


def of_another_kind(forger: Forger) -> None:
    row = forger.row(0)
    row.header["seg"][-1]["kind"] = "assessment"
    forger.put(0, row)


def written_by_another(forger: Forger) -> None:
    row = forger.row(0)
    forger.put(0, row._replace(header=row.header | {"actor": str(uuid4())}))


MOVES: dict[str, tuple[Callable[[Forger], None], int, str]] = {
    "to another event": (moved_to_another_event, 1, "position 1, segment 0: the ciphertext does not belong"),
    "to another event, with what was stated of it": (moved_with_its_statements, 1, "segment 0: the key is not the one"),
    "to another event, with its id too": (moved_with_its_event_id, 1, "segment 0: the ciphertext does not belong"),
    "to another stream": (moved_to_another_stream, 2, "segment 0: the ciphertext does not belong"),
    "to another segment number": (moved_within_the_event, 0, "segment 0: the key is not the one"),
    "to another kind of content": (of_another_kind, 0, "the ciphertext does not belong"),
    "to another author": (written_by_another, 0, "segment 0: the ciphertext does not belong"),
}


@pytest.mark.parametrize("where", MOVES)
def test_a_payload_that_is_moved_is_refused_by_whoever_reads_it_and_put_back_it_is_read(where: str, forger: Forger) -> None:
    move, position, refusal = MOVES[where]
    before, text = forger.row(position), texts(forger.board, position)
    move(forger)
    with pytest.raises(CorruptLedgerError, match=refusal):
        forger.board.ledger.at([position])
    forger.put(position, before)
    assert texts(forger.board, position) == text


def test_a_payload_moved_to_another_board_is_refused_also_with_its_key(forger: Forger, cluster: Cluster) -> None:
    """The other board is even given the key, under the id that the header names."""
    other = Forger(cluster, cluster.new_board())
    other.board.ledger.append(note_command(text="I den andra nämnden."))
    source, before = forger.row(0), other.row(0)
    with cluster.admin("aktspar_keys") as admin:
        admin.execute("UPDATE data_key SET board = %s WHERE key_id = %s", (other.board.slug, source.header["seg"][0]["key"]))
    reopened = Forger(cluster, cluster.open_board(other.board.slug))
    forged = before.header | {"seg": source.header["seg"], "id": source.header["id"]}
    reopened.put(0, Row(forged, source.parts))
    with pytest.raises(CorruptLedgerError, match="segment 0: the ciphertext does not belong to this place"):
        reopened.board.ledger.at([0])
    other.put(0, before)
    assert texts(reopened.board, 0) == "I den andra nämnden.", "the control"


def two_faced(forger: Forger) -> tuple[Row, bytes, bytes, list[bytes]]:
    """Event 0 whose first segment opens under two cases' keys; the row, both keys, and both texts with their salts."""
    row, keys = forger.row(0), [forger.key_of(forger.row(0)), forger.key_of(forger.row(2))]
    event_id = UUID(row.header["id"]).bytes
    derived = [segment_cipher._derive(key, event_id, 0) for key in keys]
    text = two_key_ciphertext(derived[0][0], derived[1][0], bound(row, 0), blocks=5)
    salted = [AESGCM(key).decrypt(text[:12], text[12:], bound(row, 0)) for key, _ in derived]
    assert salted[0] != salted[1], "the control: AES-GCM alone opens it under both, to two texts"
    return row._replace(parts=[text, *row.parts[1:]]), *keys, salted


def test_one_ciphertext_that_opens_under_two_keys_is_refused_under_the_other_key(forger: Forger) -> None:
    row, first, second, salted = two_faced(forger)
    segment, event_id = row.header["seg"][0], UUID(row.header["id"]).bytes
    segment["kc"] = _base64(segment_cipher._derive(first, event_id, 0)[1])
    segment["dig"] = _base64(segment_cipher.salted_digest(salted[0][:32], salted[0][32:]))
    forger.put(0, row)
    # Under the key that it is stated to be of, it opens, to what is no content of an event.
    with pytest.raises(CorruptLedgerError, match="position 0: the content is not that of"):
        forger.board.ledger.at([0])
    segment["key"] = forger.row(2).header["seg"][0]["key"]
    forger.put(0, row)
    with pytest.raises(CorruptLedgerError, match="position 0, segment 0: the key is not the one"):
        forger.board.ledger.at([0])
    segment["kc"] = _base64(segment_cipher._derive(second, event_id, 0)[1])
    forger.put(0, row)
    with pytest.raises(CorruptLedgerError, match="position 0, segment 0: the text is not the one"):
        forger.board.ledger.at([0])


def test_a_key_id_of_another_case_opens_nothing(forger: Forger) -> None:
    row = forger.row(0)
    for segment in row.header["seg"]:
        segment["key"] = forger.row(2).header["seg"][0]["key"]
    forger.put(0, row)
    with pytest.raises(CorruptLedgerError, match="segment 0: the key is not the one"):
        forger.board.ledger.at([0])
    assert forger.key_of(forger.row(2)) == forger.board.keys.key_for(
        UUID(forger.row(2).header["stream"]), RetentionClass.CASE
    ).key, "the control: it is a key that opens its own case"
