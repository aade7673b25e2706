"""The witness: each answer of the protocol, signatures of one tree that only grows, and nothing signed that is not on disk."""

from __future__ import annotations

import base64
import http.client
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from adapters.errors import CannotRunError
from adapters.signing import SigningKey, verify_ed25519
from adapters.witness import MAX_BODY_BYTES, Answer, Witness, WitnessServer
from domain.ledger.checkpoint import COSIGNATURE, Checkpoint, NoteError, parse_note, parse_verifier_key
from domain.ledger.cosignature import cosigned_at
from domain.ledger.merkle import consistency_proof, leaf_hash, root_hash
from tests.support.ledger_commands import HANG_GUARD_SECONDS, at_once

ORIGIN = "log.example/1"
NOW = 1_679_315_147
LEAVES = [leaf_hash(bytes([n])) for n in range(40)]
OTHER = [*LEAVES[:3], leaf_hash(b"forked"), *LEAVES[4:]]


@pytest.fixture
def signer(tmp_path: Path) -> SigningKey:
    return SigningKey.create(tmp_path / "log.pem")


@pytest.fixture
def witness(tmp_path: Path, signer: SigningKey) -> Witness:
    made = Witness.create(tmp_path / "witness", "w.example/1")
    made.trust(signer.verifier_key(ORIGIN))
    return Witness(tmp_path / "witness", lambda: NOW)


def note(signer: SigningKey, size: int, leaves: list[bytes] = LEAVES, origin: str = ORIGIN) -> str:
    return signer.sign_checkpoint(Checkpoint(origin, size, root_hash(leaves[:size])), origin)


def request(signer: SigningKey, old: int, size: int, leaves: list[bytes] = LEAVES) -> bytes:
    proof = consistency_proof(leaves, old, size) if old else []
    lines = "".join(f"{base64.b64encode(each).decode()}\n" for each in proof)
    return f"old {old}\n{lines}\n{note(signer, size, leaves)}".encode()


def signed_at(witness: Witness, body: bytes, answer: Answer) -> int | None:
    checkpoint = body.partition(b"\n\n")[2].decode()
    return cosigned_at(parse_note(checkpoint + answer.body), parse_verifier_key(witness.vkey, COSIGNATURE), verify_ed25519)


def test_a_log_that_grows_is_signed_each_time_with_the_time(witness: Witness, signer: SigningKey) -> None:
    for old, new in ((0, 1), (1, 5), (5, 5), (5, 33), (33, 40)):
        body = request(signer, old, new)
        answer = witness.add_checkpoint(body)
        assert answer.status == 200
        assert signed_at(witness, body, answer) == NOW
        assert witness.last(ORIGIN).size == new


def test_an_old_size_that_is_not_the_last_is_answered_with_the_last(witness: Witness, signer: SigningKey) -> None:
    assert witness.add_checkpoint(request(signer, 3, 5)) == (409, "0\n", "text/x.tlog.size")
    witness.add_checkpoint(request(signer, 0, 5))
    for old in (0, 4):
        assert witness.add_checkpoint(request(signer, old, 9)) == (409, "5\n", "text/x.tlog.size")
    assert witness.last(ORIGIN).size == 5


def test_a_log_never_shrinks(witness: Witness, signer: SigningKey) -> None:
    witness.add_checkpoint(request(signer, 0, 9))
    assert witness.add_checkpoint(request(signer, 0, 5)).status == 409
    assert witness.add_checkpoint(request(signer, 5, 5)).status == 409
    assert witness.add_checkpoint(f"old 9\n\n{note(signer, 5)}".encode()).status == 400
    assert witness.last(ORIGIN).size == 9


def test_a_second_root_of_one_size_is_refused(witness: Witness, signer: SigningKey) -> None:
    """The split view: two valid checkpoints of one size; the witness signs one of them."""
    witness.add_checkpoint(request(signer, 0, 9))
    assert witness.add_checkpoint(request(signer, 9, 9, OTHER)) == (409, "9\n", "text/x.tlog.size")
    assert witness.add_checkpoint(request(signer, 9, 9)).status == 200, "the control: the same tree is signed again"


def test_a_fork_signed_by_the_right_key_is_refused(witness: Witness, signer: SigningKey) -> None:
    witness.add_checkpoint(request(signer, 0, 9))
    assert witness.add_checkpoint(request(signer, 9, 20, OTHER)).status == 422
    assert witness.last(ORIGIN).size == 9
    assert witness.add_checkpoint(request(signer, 9, 20)).status == 200, "the control: the tree that grew is signed"


def test_a_proof_from_nothing_is_empty(witness: Witness, signer: SigningKey) -> None:
    body = request(signer, 0, 5).replace(b"old 0\n", b"old 0\n" + base64.b64encode(LEAVES[0]) + b"\n")
    assert witness.add_checkpoint(body).status == 422


def test_an_unknown_log_and_an_untrusted_key_are_told_apart(witness: Witness, signer: SigningKey, tmp_path: Path) -> None:
    assert witness.add_checkpoint(f"old 0\n\n{note(signer, 5, origin='log.example/2')}".encode()).status == 404
    stranger = SigningKey.create(tmp_path / "stranger.pem")
    assert witness.add_checkpoint(f"old 0\n\n{note(stranger, 5)}".encode()).status == 403
    witness.trust(stranger.verifier_key(ORIGIN))
    assert witness.add_checkpoint(f"old 0\n\n{note(stranger, 5)}".encode()).status == 200, "a rotated key is one more"
    assert witness.add_checkpoint(request(signer, 5, 6)).status == 200


@pytest.mark.parametrize("body", [
    b"", b"\n\n", b"old\n\n", b"old 00\n\nx", b"old -1\n\nx", b"old 0\n\n", b"old 0\n\nx\n", b"\xff\n\n", b"old 0\n\n\xff",
    b"old 0\nnot base64\n\n", b"old 0\n" + b"AA==\n" * 64 + b"\nx",
])
def test_what_is_no_request_is_refused(body: bytes, witness: Witness) -> None:
    assert witness.add_checkpoint(body).status == 400


def test_two_who_ask_at_once_never_set_it_back(witness: Witness, signer: SigningKey) -> None:
    witness.add_checkpoint(request(signer, 0, 5))
    answers = at_once([lambda size=size: (size, witness.add_checkpoint(request(signer, 5, size))) for size in range(6, 20)])
    signed = [size for size, answer in answers if answer.status == 200]
    assert len(signed) == 1 and witness.last(ORIGIN).size == signed[0]


def test_what_is_not_on_disk_is_not_signed(witness: Witness, signer: SigningKey, tmp_path: Path) -> None:
    (tmp_path / "witness" / "state").write_text("no folder")
    with pytest.raises(OSError, match="state"):
        witness.add_checkpoint(request(signer, 0, 5))


def test_it_remembers_when_it_starts_again(witness: Witness, signer: SigningKey, tmp_path: Path) -> None:
    witness.add_checkpoint(request(signer, 0, 9))
    again = Witness(tmp_path / "witness")
    assert again.vkey == witness.vkey
    assert again.add_checkpoint(request(signer, 9, 20, OTHER)).status == 422


def test_a_folder_has_one_witness(witness: Witness, tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match="finns redan"):
        Witness.create(tmp_path / "witness", "another")
    with pytest.raises(CannotRunError, match="har inget vittne"):
        Witness(tmp_path)
    with pytest.raises(NoteError, match="nyckelnamnet"):
        Witness.create(tmp_path / "third", "a name")
    Witness.create(tmp_path / "third", "a-name")


# --- over HTTP ----------------------------------------------------------------------------------------------------


@pytest.fixture
def server(witness: Witness) -> Iterator[WitnessServer]:
    told: list[str] = []
    with WitnessServer(witness, ("127.0.0.1", 0), told.append) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.told = told
        yield running
        running.shutdown()
        thread.join(HANG_GUARD_SECONDS)


def posted(server: WitnessServer, path: str, body: bytes, **headers: str) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection(*server.server_address, timeout=HANG_GUARD_SECONDS)
    with closing(connection):
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read()


def test_the_server_answers_as_the_protocol_says(server: WitnessServer, signer: SigningKey) -> None:
    assert posted(server, "/add-checkpoint", request(signer, 0, 5))[0] == 200
    assert posted(server, "/add-checkpoint", request(signer, 0, 5)) == (409, "text/x.tlog.size", b"5\n")
    assert posted(server, "/elsewhere", b"")[0] == 404
    assert posted(server, "/add-checkpoint", b"", **{"Content-Length": str(MAX_BODY_BYTES + 1)})[0] == 413
    assert posted(server, "/add-checkpoint", b"x" * 100)[0] == 400
    assert all("log.example" not in line for line in server.told), "nothing that was sent is in its log"


def test_a_full_disk_is_told_and_signs_nothing(server: WitnessServer, signer: SigningKey, tmp_path: Path) -> None:
    (tmp_path / "witness" / "state").write_text("no folder")
    status, _, body = posted(server, "/add-checkpoint", request(signer, 0, 5))
    assert status == 503 and "—".encode() not in body
