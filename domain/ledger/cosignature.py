"""Cosignatures (sv. *medsignaturer*): a witness's word that it has seen a checkpoint, and when, and that the log only grew.

    — vittne.exempel.se base64(key id ‖ seconds since 1970 as 8 bytes big-endian ‖ Ed25519 signature)

Source: C2SP `tlog-cosignature` v1, Ed25519.
"""

from __future__ import annotations

from collections.abc import Iterable

from domain.ledger.checkpoint import SIGNATURE_SIZE, Ed25519Check, NoteError, NoteSignature, SignedNote, VerifierKey, parse_note

_TIME_SIZE = 8
_LATEST_TIME = 2**63 - 1


def cosigned_message(body: str, time: int) -> bytes:
    """What a witness signs: a first line that keeps it apart from everything else, the time, and the checkpoint's text.

    Args:
        time: Seconds since 1970 UTC, from 0 to 2^63 - 1.
    """
    return f"cosignature/v1\ntime {time}\n{body}".encode()


def cosigned_at(note: SignedNote, key: VerifierKey, verify_ed25519: Ed25519Check) -> int | None:
    """When a witness signed a note, in seconds since 1970 UTC; of several times the latest. None = it did not.

    Raises:
        NoteError: A signature that is said to be the witness's is not.
    """
    times = []
    for each in note.signatures:
        if (each.name, each.key_id) != (key.name, key.key_id):
            continue
        time = int.from_bytes(each.signature[:_TIME_SIZE], "big")
        signature = each.signature[_TIME_SIZE:]
        if (
            len(each.signature) != _TIME_SIZE + SIGNATURE_SIZE or time > _LATEST_TIME
            or not verify_ed25519(key.public_key, signature, cosigned_message(note.body, time))
        ):
            raise NoteError(f"vittnet {key.name}: medsignaturen stämmer inte med kontrollpunktens text")
        times.append(time)
    return max(times, default=None)


def with_signatures(note: str, more: Iterable[NoteSignature]) -> str:
    """A note with signatures added; one by the same key takes the earlier one's place."""
    signed = parse_note(note)
    added = list(more)
    replaced = {(each.name, each.key_id) for each in added}
    kept = [each for each in signed.signatures if (each.name, each.key_id) not in replaced]
    return SignedNote(signed.body, (*kept, *added)).text()


def parse_signature_lines(text: str, body: str) -> tuple[NoteSignature, ...]:
    """The signature lines that a witness answers with, read as the end of a note.

    Raises:
        NoteError: They are not signature lines.
    """
    return parse_note(f"{body}\n{text}").signatures
