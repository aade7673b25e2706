"""Checkpoints: what the ledger held, in a text that a key has signed (sv. *kontrollpunkt*).

    aktspar.exempel.se/socialnamnden/1                            origin: which ledger
    20852163                                                      size: leaves in the tree
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=                  root of the tree
                                                                  (blank)
    — aktspar.exempel.se/socialnamnden/1 Az3grlgtzPICa5OS8np…     key name, base64(key id ‖ signature)

Everything here is text in and text out. The domain has no cryptography of its own: who verifies hands in the Ed25519
check. A note has one spelling only, so that two readers never see two things in the same bytes.

Source: C2SP `signed-note` v1.0.0 and `tlog-checkpoint` v1.0.0.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from domain.ledger.merkle import HASH_SIZE, SIZE_LIMIT, ProofError, root_hash

ED25519 = 0x01
"""Signature type: Ed25519 over the note's text. Source: C2SP signed-note, Signature types."""

COSIGNATURE = 0x04
"""Signature type: Ed25519 by a witness, over a time and the note's text. Source: C2SP tlog-cosignature, Format."""

PUBLIC_KEY_SIZE = 32
SIGNATURE_SIZE = 64
KEY_ID_SIZE = 4

MAX_SIGNATURES = 64
"""Room for witnesses. Source: C2SP signed-note asks for at least 16 and for a limit."""

MAX_LINE_BYTES = 16_384
"""Longest line in bytes; a post-quantum signature takes nearly 7 000."""

MAX_NOTE_BYTES = 2**20
"""Longest note in bytes, so that hostile input costs bounded memory."""

Ed25519Check = Callable[[bytes, bytes, bytes], bool]
"""Takes public key, signature and message; says whether they belong together."""

_EM_DASH = "\N{EM DASH}"
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,19}")
_UNWRITABLE = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")
"""Control characters other than newline, and half surrogate pairs, which UTF-8 cannot hold."""


class NoteError(ProofError):
    """A text is not a well-formed note, or no trusted key signed it (sv. *ogiltig kontrollpunkt*)."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The ledger's size and root at one moment (sv. *kontrollpunkt*).

    Args:
        origin: Which ledger, and which incarnation of it; one line, not empty.
        size: Leaves in the tree; 0 and up, below 2^64.
        root: The tree's root, 32 bytes; for size 0 the hash of nothing.

    Raises:
        NoteError: A value is outside its range.
    """

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not self.origin or "\n" in self.origin or _UNWRITABLE.search(self.origin):
            raise NoteError("kontrollpunktens ursprung ska vara en rad text utan styrtecken")
        if type(self.size) is not int or not 0 <= self.size < SIZE_LIMIT:
            raise NoteError("kontrollpunktens storlek ska vara ett heltal från 0 och under 2^64")
        if type(self.root) is not bytes or len(self.root) != HASH_SIZE:
            raise NoteError(f"kontrollpunktens rothash ska vara {HASH_SIZE} byte")
        if self.size == 0 and self.root != root_hash([]):
            raise NoteError("kontrollpunkten har storlek 0 men inte det tomma trädets rothash")

    def body(self) -> str:
        """The text that is signed: three lines, the last newline included."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: who signed, with which key, and the signature's bytes."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """The line as it stands in the note, newline included."""
        return f"{_EM_DASH} {self.name} {b64encode(self.key_id + self.signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text and its signatures, none of them verified yet (sv. *signerad text*)."""

    body: str
    signatures: tuple[NoteSignature, ...]

    def text(self) -> str:
        """The whole note; `parse_note` reads it back."""
        return self.body + "\n" + "".join(signature.line() for signature in self.signatures)


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key that somebody trusts, under the name it signs with (sv. *verifieringsnyckel*)."""

    name: str
    key_id: bytes
    public_key: bytes


def parse_note(text: bytes | str) -> SignedNote:
    """Take a note apart, without judging who signed it.

    Raises:
        NoteError: The text is not UTF-8, too long, has control characters, lacks its last newline, its blank line or
            its signatures, has too many of them, or one is malformed.

    Source: C2SP signed-note, Format.
    """
    note = decode_text(text, "kontrollpunkten", MAX_NOTE_BYTES)
    if not note.endswith("\n"):
        raise NoteError("kontrollpunkten saknar sin sista radbrytning; kontrollera att hela filen kom med")
    body, blank, signatures = note.rpartition("\n\n")
    if not blank or not signatures:
        raise NoteError("kontrollpunkten saknar tomraden och signaturraderna efter texten")
    lines = signatures.removesuffix("\n").split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteError(f"kontrollpunkten har {len(lines)} signaturer; högst {MAX_SIGNATURES} läses")
    return SignedNote(body + "\n", tuple(_signature(line, number) for number, line in enumerate(lines, 1)))


def key_id(name: str, key_type: int, public_key: bytes) -> bytes:
    """The four bytes that point out a key beside its name. Source: C2SP signed-note, Signatures."""
    return sha256(name.encode() + b"\n" + bytes([key_type]) + public_key).digest()[:KEY_ID_SIZE]


def verifier_key(name: str, public_key: bytes, key_type: int = ED25519) -> str:
    """An Ed25519 public key as one line of text, to be handed to those who verify: `name+key id+base64`.

    Args:
        name: The name the key signs with; not empty, no white space, no plus.
        public_key: 32 bytes.
        key_type: `ED25519` for a log's, `COSIGNATURE` for a witness's.

    Raises:
        NoteError: The name or the key's length is not allowed.
    """
    _require_key_name(name, "verifieringsnyckeln")
    if len(public_key) != PUBLIC_KEY_SIZE:
        raise NoteError(f"verifieringsnyckeln: en Ed25519-nyckel är {PUBLIC_KEY_SIZE} byte")
    encoded = b64encode(bytes([key_type]) + public_key).decode()
    return f"{name}+{key_id(name, key_type, public_key).hex()}+{encoded}"


def parse_verifier_key(text: str, key_type: int = ED25519) -> VerifierKey:
    """Read what `verifier_key` writes; a newline at the end is allowed, as files have one.

    Raises:
        NoteError: The text has another form, the key is not Ed25519 of the type that is expected, or the key id is not this
            key's.
    """
    parts = decode_text(text, "verifieringsnyckeln", MAX_LINE_BYTES).removesuffix("\n").split("+", 2)
    if len(parts) != 3:
        raise NoteError("verifieringsnyckeln ska ha formen namn+nyckelid+base64")
    name, identity, encoded = parts
    _require_key_name(name, "verifieringsnyckeln")
    key = decode_base64(encoded, "verifieringsnyckeln")
    if len(key) != 1 + PUBLIC_KEY_SIZE or key[0] != key_type:
        raise NoteError(f"verifieringsnyckeln är inte en Ed25519-nyckel (typ {key_type}, 32 byte)")
    public_key = key[1:]
    if identity != key_id(name, key_type, public_key).hex():
        raise NoteError("verifieringsnyckelns nyckelid hör inte till namnet och nyckeln")
    return VerifierKey(name, bytes.fromhex(identity), public_key)


def open_checkpoint(note: bytes | str, vkey: str, verify_ed25519: Ed25519Check, *, origin: str | None = None) -> Checkpoint:
    """Read a checkpoint that a trusted key has signed.

    Signatures by other keys are passed over: witnesses and newer keys may stand beside. Extension lines in the text
    are passed over too, though covered by the signature.

    Args:
        note: The whole note.
        vkey: The trusted key, as `verifier_key` writes it.
        verify_ed25519: Takes public key, signature and message; says whether they belong together.
        origin: The ledger that is expected; when left out, the key's own name, as the specification advises.

    Raises:
        NoteError: The note or the key is malformed, the key has not signed it, a signature by the key is wrong, the
            text is not a checkpoint, or it is another ledger's.

    Source: C2SP signed-note, Signatures; tlog-checkpoint, Note text.
    """
    key = parse_verifier_key(vkey)
    signed = parse_note(note)
    _require_signed_by(key, signed, verify_ed25519)
    checkpoint = parse_checkpoint_body(signed.body)
    expected = key.name if origin is None else origin
    if checkpoint.origin != expected:
        raise NoteError("kontrollpunkten hör till en annan liggare än den väntade; jämför ursprunget på första raden")
    return checkpoint


def parse_checkpoint_body(body: str) -> Checkpoint:
    """What a note's text states, whoever signed it.

    Raises:
        NoteError: The text is not a checkpoint.
    """
    lines = body.removesuffix("\n").split("\n")
    if len(lines) < 3 or not all(lines):
        raise NoteError("kontrollpunkten ska ha minst tre rader och ingen tom: ursprung, storlek, rothash")
    origin, size, root = lines[:3]
    return Checkpoint(origin, decode_number(size, "kontrollpunktens storlek"), decode_base64(root, "kontrollpunktens rothash"))


def decode_text(text: bytes | str, what: str, max_bytes: int) -> str:
    """Text in UTF-8 with no control character but newline, and no line or whole that is too long.

    Raises:
        NoteError: It is something else; the message begins with `what`.
    """
    try:
        raw = text.encode() if isinstance(text, str) else text
        if len(raw) > max_bytes:
            raise NoteError(f"{what} är {len(raw)} byte; högst {max_bytes} läses")
        decoded = raw.decode()
    except UnicodeError:
        raise NoteError(f"{what} är inte text i UTF-8") from None
    for number, line in enumerate(raw.split(b"\n"), 1):
        if len(line) > MAX_LINE_BYTES:
            raise NoteError(f"{what}, rad {number}: raden är {len(line)} byte; högst {MAX_LINE_BYTES} läses")
    if _UNWRITABLE.search(decoded):
        raise NoteError(f"{what} har styrtecken; radbrytningar ska vara LF, inte CRLF")
    return decoded


def decode_base64(text: str, what: str) -> bytes:
    """Bytes from the one standard base64 spelling of them.

    Raises:
        NoteError: Another alphabet, padding, white space or stray bits; the message begins with `what`.

    Source: RFC 4648 §4, with the strictness of §3.5.
    """
    try:
        raw = b64decode(text, validate=True)
    except ValueError:
        raise NoteError(f"{what}: det som ska vara base64 är det inte") from None
    if b64encode(raw).decode() != text:
        raise NoteError(f"{what}: base64-texten är inte skriven på det enda tillåtna sättet")
    return raw


def decode_number(text: str, what: str) -> int:
    """A number below 2^64 from ASCII digits without leading zeros.

    Raises:
        NoteError: Anything else; the message begins with `what`.
    """
    if not _DECIMAL.fullmatch(text) or int(text) >= SIZE_LIMIT:
        raise NoteError(f"{what} ska vara ett heltal under 2^64, bara siffror och utan inledande nollor")
    return int(text)


def _signature(line: str, number: int) -> NoteSignature:
    what = f"kontrollpunktens signaturrad {number}"
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != _EM_DASH:
        raise NoteError(f"{what} ska vara tankstreck, nyckelnamn och base64 med ett mellanslag emellan")
    _require_key_name(parts[1], what)
    raw = decode_base64(parts[2], what)
    if len(raw) <= KEY_ID_SIZE:
        raise NoteError(f"{what} har ingen signatur efter nyckelid")
    return NoteSignature(parts[1], raw[:KEY_ID_SIZE], raw[KEY_ID_SIZE:])


def _require_key_name(name: str, what: str) -> None:
    if not name or "+" in name or any(map(str.isspace, name)) or _UNWRITABLE.search(name):
        raise NoteError(f"{what}: nyckelnamnet ska finnas och vara utan blanktecken, styrtecken och plus")


def _require_signed_by(key: VerifierKey, signed: SignedNote, verify_ed25519: Ed25519Check) -> None:
    ours = [each for each in signed.signatures if (each.name, each.key_id) == (key.name, key.key_id)]
    if not ours:
        raise NoteError("kontrollpunkten är inte signerad med den angivna verifieringsnyckeln")
    message = signed.body.encode()
    for each in ours:
        # One wrong signature by a trusted key condemns the note, even beside a right one.
        if len(each.signature) != SIGNATURE_SIZE or not verify_ed25519(key.public_key, each.signature, message):
            raise NoteError("kontrollpunktens signatur stämmer inte med dess text; något är ändrat")
