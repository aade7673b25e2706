"""Asking witnesses (sv. *vittnen*) for their signatures: only those that the policy names, at the addresses that it gives.

Source: C2SP `tlog-witness`, add-checkpoint.
"""

from __future__ import annotations

import http.client
import urllib.parse
from base64 import b64encode
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from adapters.errors import CannotRunError
from adapters.signing import verify_ed25519
from domain.ledger.checkpoint import NoteError, NoteSignature, SignedNote, parse_note
from domain.ledger.cosignature import cosigned_at, parse_signature_lines, with_signatures
from domain.ledger.witness_policy import Witness, WitnessPolicy, parse_policy

_SECONDS = 5.0
_LARGEST_ANSWER = 2**16

Consistency = Callable[[int], Sequence[bytes]]
"""Takes an earlier size; gives the proof from it to the checkpoint that is witnessed."""


class WitnessRefusal(NamedTuple):
    """A witness that did not sign, and why.

    Args:
        name: In the policy.
        status: HTTP; 0 = it did not answer.
        known_size: What it has signed, where that is known: more than we have means that we have lost something.
        reason: A fixed word: unreachable, unknown_log, untrusted_key, other_tree, larger_tree, wrong_proof, refused, bad_answer.
    """

    name: str
    status: int
    known_size: int | None
    reason: str


class Witnessed(NamedTuple):
    """A checkpoint with the cosignatures that it got, and who did not give any."""

    note: str
    names: tuple[str, ...]
    refusals: tuple[WitnessRefusal, ...]


def read_policy(path: Path) -> WitnessPolicy:
    """The policy in a file.

    Raises:
        CannotRunError: It cannot be read, or is not a policy.
    """
    try:
        return parse_policy(path.read_bytes())
    except OSError as error:
        raise CannotRunError(f"Vittnespolicyn {path} kan inte läsas: {error.strerror}.") from None
    except NoteError as error:
        raise CannotRunError(f"{path}: {error}.") from None


def witnesses_of(note: str, policy: WitnessPolicy) -> tuple[str, ...]:
    """The names of the witnesses that have signed a note.

    Raises:
        NoteError: A signature that is said to be one of theirs is not.
    """
    signed = parse_note(note)
    return tuple(each.name for each in policy.witnesses if cosigned_at(signed, each.key, verify_ed25519) is not None)


def ask_witnesses(note: str, size: int, policy: WitnessPolicy, known: dict[str, int], consistency: Consistency) -> Witnessed:
    """Ask every witness that has an address, one after the other.

    Args:
        note: The checkpoint, signed by the log.
        known: By witness, the size that it signed last as far as we know; brought up to date here.
    """
    names, refusals = [], []
    for witness in policy.witnesses:
        if witness.url is None:
            continue
        try:
            note = with_signatures(note, _asked(witness, note, size, known, consistency))
            names.append(witness.name)
        except _Refused as refused:
            refusals.append(refused.refusal)
    return Witnessed(note, tuple(names), tuple(refusals))


class _Refused(Exception):
    def __init__(self, refusal: WitnessRefusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


def _asked(witness: Witness, note: str, size: int, known: dict[str, int], consistency: Consistency) -> list[NoteSignature]:
    old = min(known.get(witness.name, 0), size)
    status, text = _posted(witness, old, note, consistency)
    if status == 409 and text.strip().isascii() and text.strip().isdecimal() and int(text) != old:
        # It has seen more or less than we remember: from where it stands, once.
        known[witness.name] = int(text)
        if int(text) > size:
            raise _Refused(WitnessRefusal(witness.name, status, int(text), "larger_tree"))
        old = int(text)
        status, text = _posted(witness, old, note, consistency)
    if status != 200:
        reason = {403: "untrusted_key", 404: "unknown_log", 409: "other_tree", 422: "wrong_proof"}.get(status, "refused")
        raise _Refused(WitnessRefusal(witness.name, status, old if status in (409, 422) else None, reason))
    known[witness.name] = size
    return _signatures(witness, note, text)


def _signatures(witness: Witness, note: str, text: str) -> list[NoteSignature]:
    body = parse_note(note).body
    try:
        own = [
            each for each in parse_signature_lines(text, body)
            if (each.name, each.key_id) == (witness.key.name, witness.key.key_id)
        ]
        if own and cosigned_at(SignedNote(body, tuple(own)), witness.key, verify_ed25519) is not None:
            return own[:1]
    except NoteError:
        # As no answer of the witness that the policy names.
        pass
    raise _Refused(WitnessRefusal(witness.name, 200, None, "bad_answer"))


def _posted(witness: Witness, old: int, note: str, consistency: Consistency) -> tuple[int, str]:
    proof = "".join(f"{b64encode(each).decode()}\n" for each in consistency(old))
    body = f"old {old}\n{proof}\n{note}".encode()
    address = urllib.parse.urlsplit(witness.url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    try:
        connection = kind(address.hostname or "", address.port, timeout=_SECONDS)
        try:
            # No redirect is followed: only the policy says where anything is sent.
            connection.request("POST", f"{address.path.rstrip('/')}/add-checkpoint", body, {"Content-Type": "text/plain"})
            answer = connection.getresponse()
            return answer.status, answer.read(_LARGEST_ANSWER).decode("utf-8", "replace")
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError):
        raise _Refused(WitnessRefusal(witness.name, 0, None, "unreachable")) from None
