"""A witness (sv. *vittne*): a small server of a second organisation that signs only what a log has grown to.

It holds one folder: its own key, the keys of the logs that it witnesses, and the last checkpoint of each. It needs no
database and knows nothing of what the logs hold. What it has signed is on disk before anybody gets its signature, and two
requests never meet: so for each origin its signatures are of one tree that grew.

Source: C2SP `tlog-witness`, add-checkpoint; `tlog-cosignature`.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from adapters.errors import CannotRunError
from adapters.signing import SigningKey, verify_ed25519, write_durably
from domain.ledger.checkpoint import (
    COSIGNATURE,
    Checkpoint,
    NoteError,
    decode_base64,
    decode_number,
    open_checkpoint,
    parse_checkpoint_body,
    parse_note,
    parse_verifier_key,
)
from domain.ledger.merkle import ProofError, verify_consistency

MAX_BODY_BYTES = 2**17
"""Longest request in bytes: 63 hashes and a note of 64 short signatures take a tenth of it."""

MAX_PROOF_LINES = 63
"""Source: C2SP tlog-witness, add-checkpoint."""

_KEY, _ABOUT, _LOGS = "witness.pem", "witness.json", "logs"
_SECONDS_A_REQUEST = 10


class Answer(NamedTuple):
    """A witness's answer: HTTP status, body and media type."""

    status: int
    body: str
    media_type: str = "text/plain; charset=utf-8"


class Witness:
    """An opened witness's folder.

    Raises:
        CannotRunError: It holds no witness, or one that cannot be read.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        try:
            self.name = str(json.loads((folder / _ABOUT).read_bytes())["name"])
        except (OSError, ValueError, KeyError, TypeError):
            raise CannotRunError(f"Mappen {folder} har inget vittne; gör ett med 'aktspar witness init'.") from None
        self._folder = folder
        self._key = SigningKey.load(folder / _KEY)
        self._clock = clock
        self.vkey = self._key.verifier_key(self.name, COSIGNATURE)
        self._alone = threading.Lock()

    @classmethod
    def create(cls, folder: Path, name: str) -> Witness:
        """Make a witness: a folder, a key and a name.

        Raises:
            CannotRunError: There is one in the folder already, or it cannot be written.
            NoteError: The name is not a key name.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = SigningKey.create(folder / _KEY)
        try:
            key.verifier_key(name, COSIGNATURE)
        except NoteError:
            (folder / _KEY).unlink()
            raise
        write_durably(folder / _ABOUT, json.dumps({"name": name}).encode())
        return cls(folder)

    def trust(self, vkey: str) -> None:
        """Witness a log from now on; another key for an origin that is known already is one more.

        Raises:
            NoteError: It is not a log's verifier key.
        """
        key = parse_verifier_key(vkey)
        with self._locked():
            known = self._logs()
            if vkey not in known.get(key.name, []):
                lines = [each for keys in (*known.values(), [vkey]) for each in keys]
                write_durably(self._folder / _LOGS, "".join(f"{each}\n" for each in lines).encode())

    def last(self, origin: str) -> Checkpoint | None:
        """The largest tree that it has signed of a log."""
        path = self._state(origin)
        if not path.exists():
            return None
        return parse_checkpoint_body(parse_note(path.read_bytes()).body)

    def add_checkpoint(self, body: bytes) -> Answer:
        """Answer one request; see the specification for each status."""
        try:
            old_size, proof, note = _request(body)
            stated = parse_checkpoint_body(parse_note(note).body)
        except NoteError as error:
            return Answer(400, f"{error}\n")
        with self._locked():
            keys = self._logs().get(stated.origin)
            if not keys:
                return Answer(404, "vittnet känner inte loggens ursprung\n")
            if not _is_signed_by_any(note, keys, stated.origin):
                return Answer(403, "ingen signatur av en nyckel som vittnet litar på\n")
            return self._judged(old_size, proof, note, stated)

    def _judged(self, old_size: int, proof: list[bytes], note: str, new: Checkpoint) -> Answer:
        if old_size > new.size:
            return Answer(400, "den gamla storleken är större än den nya\n")
        last = self.last(new.origin)
        known = 0 if last is None else last.size
        if old_size != known or (last is not None and new.size == known and new.root != last.root):
            return Answer(409, f"{known}\n", "text/x.tlog.size")
        try:
            if known:
                verify_consistency(known, new.size, last.root, new.root, proof)
            elif proof:
                raise ProofError("beviset ska vara tomt från storlek 0")
        except ProofError as error:
            return Answer(422, f"{error}\n")
        now = int(self._clock())
        # On disk first: a signature that has gone out can never be forgotten.
        write_durably(self._state(new.origin), note.encode())
        return Answer(200, self._key.cosign(new.body(), self.name, now).line())

    def _logs(self) -> dict[str, list[str]]:
        path = self._folder / _LOGS
        known: dict[str, list[str]] = {}
        for line in path.read_text("utf-8").split("\n") if path.exists() else ():
            if line.strip():
                known.setdefault(parse_verifier_key(line.strip()).name, []).append(line.strip())
        return known

    def _state(self, origin: str) -> Path:
        return self._folder / "state" / f"{hashlib.sha256(origin.encode()).hexdigest()}.checkpoint"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One request at a time, over threads and over processes."""
        with self._alone, open(self._folder / "lock", "w") as lock:
            flock(lock, LOCK_EX)
            yield


def _request(body: bytes) -> tuple[int, list[bytes], str]:
    head, blank, note = body.partition(b"\n\n")
    try:
        first, *lines = head.decode().split("\n")
        text = note.decode()
    except UnicodeDecodeError:
        raise NoteError("begäran är inte UTF-8") from None
    if not blank or not first.startswith("old "):
        raise NoteError("begäran ska vara raden old, bevisets rader, en tomrad och kontrollpunkten")
    if len(lines) > MAX_PROOF_LINES:
        raise NoteError(f"beviset har {len(lines)} rader; högst {MAX_PROOF_LINES} läses")
    old_size = decode_number(first.removeprefix("old "), "den gamla storleken")
    return old_size, [decode_base64(line, "bevisets rad") for line in lines], text


def _is_signed_by_any(note: str, keys: list[str], origin: str) -> bool:
    for vkey in keys:
        try:
            open_checkpoint(note, vkey, verify_ed25519, origin=origin)
        except NoteError:
            continue
        return True
    return False


class WitnessServer(ThreadingHTTPServer):
    """Answers `POST /add-checkpoint` over HTTP; TLS is a proxy's work.

    Args:
        address: Host and port; port 0 = any free one.
        tell: Called with a line for each request; never anything of its content.
    """

    daemon_threads = True

    def __init__(self, witness: Witness, address: tuple[str, int], tell: Callable[[str], None]) -> None:
        self.witness = witness
        self.tell = tell
        super().__init__(address, _Handler)

    @property
    def url(self) -> str:
        """Its own address."""
        return f"http://{self.server_address[0]}:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: WitnessServer
    protocol_version = "HTTP/1.1"
    timeout = _SECONDS_A_REQUEST
    server_version, sys_version = "aktspar-witness", ""

    def do_POST(self) -> None:
        """Take a checkpoint."""
        length = self.headers.get("Content-Length", "")
        if self.path.partition("?")[0].rstrip("/") != "/add-checkpoint":
            self._answer(Answer(404, "adressen finns inte\n"))
        elif not length.isdecimal() or int(length) > MAX_BODY_BYTES:
            self._answer(Answer(413, "begäran är för lång eller säger inte hur lång den är\n"))
        else:
            self._answer(self._judged(self.rfile.read(int(length))))

    def _judged(self, body: bytes) -> Answer:
        try:
            return self.server.witness.add_checkpoint(body)
        except (OSError, ProofError) as error:
            # Its disk is full or what lies on it is damaged: nothing has been signed.
            self.server.tell(f"vittnets mapp kan inte läsas eller skrivas: {type(error).__name__}")
            return Answer(503, "vittnet kan inte svara just nu\n")

    def _answer(self, answer: Answer) -> None:
        body = answer.body.encode()
        # What was not read stands in the way of the next request.
        self.close_connection = answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.server.tell(f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} add-checkpoint {answer.status}")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what a stranger sent does not reach our log."""
