"""Receipts: proof that one leaf is in the tree of a signed checkpoint (sv. *kvitto*).

    c2sp.org/tlog-proof@v1
    index 73894
    gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=      the inclusion proof, one hash a line, from the leaf upwards
    …
                                                      (blank)
    …the checkpoint as it was signed…

A receipt holds no event. Who has one also holds the leaf's own bytes, and the ledger's public key from elsewhere.

Source: C2SP `tlog-proof`.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from domain.ledger.checkpoint import (
    MAX_LINE_BYTES,
    MAX_NOTE_BYTES,
    Checkpoint,
    Ed25519Check,
    NoteError,
    decode_base64,
    decode_number,
    decode_text,
    open_checkpoint,
    parse_note,
)
from domain.ledger.merkle import HASH_SIZE, verify_inclusion

HEADER = "c2sp.org/tlog-proof@v1"

MAX_PROOF_HASHES = 64
"""A tree of fewer than 2^64 leaves has no longer proof."""

_EXTRA = "extra "
_INDEX = "index "
_MAX_RECEIPT_BYTES = MAX_NOTE_BYTES + 2 * MAX_LINE_BYTES


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt taken apart, not verified yet.

    Args:
        index: The leaf's position, from 0.
        proof: The inclusion proof, from the leaf's sibling upwards.
        checkpoint_note: The signed checkpoint, verbatim.
        extra: What somebody sent along; nothing vouches for it. We never write it.
    """

    index: int
    proof: tuple[bytes, ...]
    checkpoint_note: str
    extra: bytes | None = None


def inclusion_receipt(index: int, proof: Sequence[bytes], checkpoint_note: str) -> str:
    """Write a receipt.

    Args:
        index: The leaf's position, from 0.
        proof: As `inclusion_proof` gives it, for the checkpoint's size.
        checkpoint_note: The signed checkpoint, verbatim.

    Raises:
        NoteError: A part is malformed, so that no reader would take the receipt.
    """
    hashes = "".join(f"{b64encode(each).decode()}\n" for each in proof)
    text = f"{HEADER}\n{_INDEX}{index}\n{hashes}\n{checkpoint_note}"
    parse_receipt(text)
    return text


def parse_receipt(text: bytes | str) -> Receipt:
    """Take a receipt apart, without judging it.

    Raises:
        NoteError: The text is not a receipt, or its checkpoint is not a note.

    Source: C2SP tlog-proof, Format.
    """
    head, blank, note = decode_text(text, "kvittot", _MAX_RECEIPT_BYTES).partition("\n\n")
    first, *lines = head.split("\n")
    if first != HEADER:
        raise NoteError(f"kvittots första rad ska vara {HEADER}")
    if not blank:
        raise NoteError("kvittot saknar tomraden och kontrollpunkten efter beviset")
    parse_note(note)
    extra = None
    if lines and lines[0].startswith(_EXTRA):
        extra = decode_base64(lines.pop(0).removeprefix(_EXTRA), "kvittots rad extra")
    if not lines or not lines[0].startswith(_INDEX):
        raise NoteError("kvittot saknar raden index före beviset")
    index = decode_number(lines.pop(0).removeprefix(_INDEX), "kvittots index")
    if len(lines) > MAX_PROOF_HASHES:
        raise NoteError(f"kvittots bevis har {len(lines)} hashar; högst {MAX_PROOF_HASHES} kan behövas")
    return Receipt(index, tuple(_hash(line, number) for number, line in enumerate(lines, 1)), note, extra)


def verify_receipt(
    text: bytes | str, leaf_hash: bytes, vkey: str, verify_ed25519: Ed25519Check, *, origin: str | None = None
) -> tuple[int, Checkpoint]:
    """Check a receipt against a leaf and a trusted key; give the leaf's position and the checkpoint that holds it.

    Args:
        text: The whole receipt.
        leaf_hash: Computed by the caller from the leaf's own bytes.
        vkey: The trusted key, as `verifier_key` writes it.
        verify_ed25519: Takes public key, signature and message; says whether they belong together.
        origin: The ledger that is expected; when left out, the key's own name.

    Raises:
        NoteError: The receipt is malformed, or its checkpoint is not signed by the key or not the expected ledger's.
        ProofError: The leaf is not at that position in the signed tree.
    """
    receipt = parse_receipt(text)
    checkpoint = open_checkpoint(receipt.checkpoint_note, vkey, verify_ed25519, origin=origin)
    # Size and root come from the signed checkpoint only, never from anything else in the receipt.
    verify_inclusion(receipt.index, checkpoint.size, leaf_hash, receipt.proof, checkpoint.root)
    return receipt.index, checkpoint


def _hash(line: str, number: int) -> bytes:
    what = f"kvittots hash nummer {number}"
    raw = decode_base64(line, what)
    if len(raw) != HASH_SIZE:
        raise NoteError(f"{what} är {len(raw)} byte och ska vara {HASH_SIZE}")
    return raw
