"""Checkpoints as others write them, as we write them, and as a hostile hand would."""

from __future__ import annotations

from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.signing import verify_ed25519
from domain.ledger.checkpoint import (
    ED25519,
    MAX_LINE_BYTES,
    MAX_NOTE_BYTES,
    MAX_SIGNATURES,
    Checkpoint,
    NoteError,
    NoteSignature,
    SignedNote,
    key_id,
    open_checkpoint,
    parse_note,
    parse_verifier_key,
    verifier_key,
)
from domain.ledger.merkle import ProofError, leaf_hash, root_hash

ORIGIN = "aktspar.example/socialnamnden/1"
ROOT = leaf_hash(b"")
CHECKPOINT = Checkpoint(ORIGIN, 1, ROOT)

# What a fixed key must always give. A change here makes every checkpoint that is out in the world unreadable.
GOLDEN_KEY = "aktspar.example/socialnamnden/1+00360122+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"
GOLDEN_NOTE = """\
aktspar.example/socialnamnden/1
1
bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=

— aktspar.example/socialnamnden/1 ADYBIiaKPqVG4fJMp9t4qbH7w9LmgDjgTi7hbEbWhCgKGJoVNQv/nsAdfKQy/6l0UZ3O9R23Ue97Kq/6ycBTvx7N0AU=
"""

# A note and a key from the documentation of another implementation. Source: golang.org/x/mod/sumdb/note.
FOREIGN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
FOREIGN_NOTE = """\
If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""


# A checkpoint of another implementation, as corrected there, with its public key. Source: C2SP issue 99, test vectors for
# tlog-checkpoint, by the author of the Sigsum implementation.
SIGSUM_PUBLIC_KEY = bytes.fromhex("66e0b858e462a609e66fe71370c816d8846ff103d5499a22a7fec37fdbc424a7")
SIGSUM_ORIGIN = "sigsum.org/v1/tree/e796172b92befd62d9dc67e41c2f5bc9d3100a3023b20b1ca40288dd1c679e69"
SIGSUM_NOTE = f"""\
{SIGSUM_ORIGIN}
10
HA5HAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

— {SIGSUM_ORIGIN} gJ2ho0n8F8olcerUF1FFdv235A/5as/coWrpLrtE7ovMeP5whgwouYExowG/lTznxu6OUGjjt5yJQ6bXtTcf718MqAQ=
"""


class Signer:
    """A key made from a fixed seed, so that every run signs alike."""

    def __init__(self, seed: int, name: str = ORIGIN) -> None:
        self.private_key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.public_key = self.private_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.name = name
        self.vkey = verifier_key(name, self.public_key)

    def line(self, body: str) -> NoteSignature:
        return NoteSignature(self.name, key_id(self.name, ED25519, self.public_key), self.private_key.sign(body.encode()))

    def note(self, body: str) -> str:
        return SignedNote(body, (self.line(body),)).text()


LEDGER = Signer(1)
BODY = CHECKPOINT.body()
NOTE = LEDGER.note(BODY)


def opened(note, key=LEDGER.vkey, origin=None):
    return open_checkpoint(note, key, verify_ed25519, origin=origin)


def test_a_fixed_key_always_gives_the_same_note_and_key_text():
    assert (LEDGER.vkey, NOTE) == (GOLDEN_KEY, GOLDEN_NOTE)
    assert opened(GOLDEN_NOTE, GOLDEN_KEY) == CHECKPOINT
    assert opened(GOLDEN_NOTE.encode(), GOLDEN_KEY + "\n") == CHECKPOINT


def test_a_note_by_another_implementation_is_read_and_its_signature_holds():
    key, note = parse_verifier_key(FOREIGN_KEY), parse_note(FOREIGN_NOTE)
    (signature,) = note.signatures
    assert (signature.name, signature.key_id) == (key.name, key.key_id)
    assert verify_ed25519(key.public_key, signature.signature, note.body.encode())
    assert note.text() == FOREIGN_NOTE
    assert verifier_key(key.name, key.public_key) == FOREIGN_KEY


def test_a_checkpoint_of_an_empty_ledger_is_read():
    empty = Checkpoint(ORIGIN, 0, root_hash([]))
    assert opened(LEDGER.note(empty.body())) == empty


def test_no_byte_of_a_note_can_be_changed_added_or_removed():
    raw = NOTE.encode()
    for place in range(len(raw)):
        changes = [raw[:place] + raw[place + 1 :], raw[:place] + b"A" + raw[place:]]
        changes += [raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :] for bit in range(8)]
        for changed in changes:
            if changed != raw:
                with pytest.raises(NoteError):
                    opened(changed)


def test_signatures_by_others_are_passed_over():
    witness, namesake = Signer(2, "vittne.example"), Signer(3)
    others = (witness.line(BODY), namesake.line(BODY), NoteSignature("pq.example", b"\x00" * 4, b"\x06" * 4900))
    note = SignedNote(BODY, (*others, LEDGER.line(BODY))).text()
    assert opened(note) == CHECKPOINT
    assert opened(note, witness.vkey, origin=ORIGIN) == CHECKPOINT
    assert opened(note, namesake.vkey) == CHECKPOINT


def test_the_wrong_signatures_of_strangers_do_not_spoil_a_note():
    stranger = Signer(2)
    wrong = NoteSignature(stranger.name, stranger.line(BODY).key_id, b"\x00" * 64)
    assert opened(SignedNote(BODY, (wrong, LEDGER.line(BODY))).text()) == CHECKPOINT


@pytest.mark.parametrize("wrong", [b"\x00" * 64, b"\x00" * 63, b"\x00" * 65, b"\x00"])
@pytest.mark.parametrize("first", [True, False])
def test_one_wrong_signature_by_the_trusted_key_spoils_the_note(wrong, first):
    right = LEDGER.line(BODY)
    spoiled = NoteSignature(ORIGIN, right.key_id, wrong)
    for lines in ((spoiled,), (spoiled, right) if first else (right, spoiled)):
        with pytest.raises(NoteError, match="signatur stämmer inte"):
            opened(SignedNote(BODY, lines).text())


def test_the_ed25519_check_is_handed_64_bytes_or_nothing():
    lengths = []
    for length in (1, 63, 64, 65):
        line = NoteSignature(ORIGIN, LEDGER.line(BODY).key_id, b"\x00" * length)
        with pytest.raises(NoteError, match="signatur stämmer inte"):
            note = SignedNote(BODY, (line,)).text()
            open_checkpoint(note, LEDGER.vkey, lambda _key, signature, _text: lengths.append(len(signature)) or False)
    assert lengths == [64]


def test_a_note_that_the_trusted_key_has_not_signed_is_refused():
    for signer in (Signer(2), Signer(1, "annan.example")):
        with pytest.raises(NoteError, match="inte signerad med den angivna"):
            opened(signer.note(BODY))


def test_another_key_that_shares_name_and_key_id_does_not_pass():
    forged = NoteSignature(ORIGIN, LEDGER.line(BODY).key_id, Signer(2).line(BODY).signature)
    with pytest.raises(NoteError, match="signatur stämmer inte"):
        opened(SignedNote(BODY, (forged,)).text())


def test_another_ledger_s_checkpoint_is_refused_though_the_signature_is_right():
    other = Checkpoint("aktspar.example/socialnamnden/2", 1, ROOT)
    note = LEDGER.note(other.body())
    with pytest.raises(NoteError, match="annan liggare"):
        opened(note)
    with pytest.raises(NoteError, match="annan liggare"):
        opened(NOTE, origin=other.origin)
    assert opened(note, origin=other.origin) == other


def test_extension_lines_are_signed_but_passed_over():
    assert opened(LEDGER.note(BODY + "time 1700000000\nmera\n")) == CHECKPOINT


@pytest.mark.parametrize("count", [1, 16, MAX_SIGNATURES])
def test_as_many_signatures_are_read_as_the_specification_asks_for(count):
    lines = tuple(Signer(2 + number, f"vittne{number}.example").line(BODY) for number in range(count - 1))
    note = SignedNote(BODY, (*lines, LEDGER.line(BODY))).text()
    assert len(parse_note(note).signatures) == count
    assert opened(note) == CHECKPOINT


def test_more_signatures_than_the_limit_are_refused():
    with pytest.raises(NoteError, match="65 signaturer; högst 64"):
        parse_note(SignedNote(BODY, (LEDGER.line(BODY),) * 65).text())


SIGNED = NOTE.partition("\n\n")[2]
ENCODED = SIGNED.split(" ")[2].strip()


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("", "sista radbrytning"),
        ("\n", "tomraden"),
        ("\n\n", "tomraden"),
        (NOTE[:-1], "sista radbrytning"),
        (BODY, "tomraden"),
        (BODY + "\n", "tomraden"),
        (BODY + SIGNED, "tomraden"),
        (NOTE + "\n", "tomraden"),
        (NOTE + "mera text\n", "signaturrad 2"),
        (NOTE.replace("\n", "\r\n"), "styrtecken"),
        (NOTE.replace("\n", "\r"), "styrtecken"),
        (NOTE.replace("1\n", "1\t\n"), "styrtecken"),
        (NOTE.replace("aktspar", "akt\x00spar"), "styrtecken"),
        (NOTE.replace("— ", "- "), "tankstreck"),
        (NOTE.replace("— ", "– "), "tankstreck"),
        (NOTE.replace("— ", "—  "), "tankstreck"),
        (NOTE.replace("— ", "—\u00a0"), "tankstreck"),
        (NOTE.replace("— ", " — "), "tankstreck"),
        (f"{BODY}\n— {ENCODED}\n", "tankstreck"),
        (f"{BODY}\n—  {ENCODED}\n", "nyckelnamnet"),
        (f"{BODY}\n— namn med blank {ENCODED}\n", "tankstreck"),
        (f"{BODY}\n— namn\u2003blank {ENCODED}\n", "nyckelnamnet"),
        (f"{BODY}\n— namn+plus {ENCODED}\n", "nyckelnamnet"),
        (f"{BODY}\n— namn {ENCODED} \n", "tankstreck"),
        (f"{BODY}\n— namn \n", "ingen signatur"),
        (f"{BODY}\n— namn AAAAAA==\n", "ingen signatur"),
        (f"{BODY}\n— namn AAAAAAA\n", "base64"),
        (f"{BODY}\n— namn AAAAAAB=\n", "base64"),
        (f"{BODY}\n— namn AAAAAAA==\n", "base64"),
        (f"{BODY}\n— namn AAAA-_AA\n", "base64"),
        (f"{BODY}\n— namn AAAAåAAA\n", "base64"),
        ("x" * (MAX_LINE_BYTES + 1) + "\n\n" + SIGNED, f"rad 1: raden är {MAX_LINE_BYTES + 1} byte"),
        ("x\n" * (MAX_NOTE_BYTES // 2) + "\n" + SIGNED, f"högst {MAX_NOTE_BYTES}"),
        ("\ud800\n\n" + SIGNED, "UTF-8"),
        (b"\xff\n\n" + SIGNED.encode(), "UTF-8"),
        (b"\xed\xa0\x80\n\n" + SIGNED.encode(), "UTF-8"),
        (NOTE.encode("utf-16"), "UTF-8"),
    ],
)
def test_a_malformed_note_is_refused_with_its_reason(note, reason):
    with pytest.raises(NoteError, match=reason):
        parse_note(note)
    with pytest.raises(NoteError):
        opened(note)


ROOT_LINE = b64encode(ROOT).decode()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"{ORIGIN}\n1\n", "minst tre rader"),
        (f"{ORIGIN}\n", "minst tre rader"),
        ("\n", "minst tre rader"),
        (f"\n1\n{ROOT_LINE}\n", "ingen tom"),
        (f"{ORIGIN}\n\n{ROOT_LINE}\n", "ingen tom"),
        (f"{ORIGIN}\n1\n\n{ROOT_LINE}\n", "ingen tom"),
        (f"{ORIGIN}\n1\n{ROOT_LINE}\n\n", "ingen tom"),
        (f"{ORIGIN}\n1\n{ROOT_LINE}\n\nmera\n", "ingen tom"),
        *(
            (f"{ORIGIN}\n{size}\n{ROOT_LINE}\n", "storlek")
            for size in ("01", "+1", "-1", "1 ", " 1", "1.0", "1e3", "0x1", "1_0", "١")
        ),
        *((f"{ORIGIN}\n{size}\n{ROOT_LINE}\n", "storlek") for size in ("18446744073709551616", "9" * 21, "ett")),
        (f"{ORIGIN}\n0\n{ROOT_LINE}\n", "tomma trädets"),
        (f"{ORIGIN}\n1\n{ROOT_LINE[:-1]}\n", "base64"),
        (f"{ORIGIN}\n1\n{ROOT_LINE} \n", "base64"),
        (f"{ORIGIN}\n1\n{ROOT_LINE[:-2]}{chr(ord(ROOT_LINE[-2]) + 1)}=\n", "base64"),
        (f"{ORIGIN}\n1\n{b64encode(ROOT[:31]).decode()}\n", "32 byte"),
        (f"{ORIGIN}\n1\n{b64encode(ROOT + ROOT).decode()}\n", "32 byte"),
    ],
)
def test_a_signed_text_that_is_no_checkpoint_is_refused_with_its_reason(body, reason):
    with pytest.raises(NoteError, match=reason):
        opened(LEDGER.note(body))


def test_sizes_up_to_64_bits_are_read():
    largest = Checkpoint(ORIGIN, 2**64 - 1, ROOT)
    assert opened(LEDGER.note(largest.body())) == largest


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [
        ("", 1, ROOT),
        ("två\nrader", 1, ROOT),
        ("tabb\t", 1, ROOT),
        ("halv \ud800", 1, ROOT),
        (ORIGIN, -1, ROOT),
        (ORIGIN, 2**64, ROOT),
        (ORIGIN, True, ROOT),
        (ORIGIN, "1", ROOT),
        (ORIGIN, 1, ROOT[:31]),
        (ORIGIN, 1, ROOT.hex()),
        (ORIGIN, 0, ROOT),
    ],
)
def test_no_checkpoint_is_made_that_no_reader_would_take(origin, size, root):
    with pytest.raises(NoteError):
        Checkpoint(origin, size, root)


KEY_LINE = b64encode(bytes([ED25519]) + LEDGER.public_key).decode()
SHORT_KEY_LINE = b64encode(bytes([ED25519]) + LEDGER.public_key[:31]).decode()
WITNESS_KEY_LINE = b64encode(b"\x04" + LEDGER.public_key).decode()
KEY_ID = key_id(ORIGIN, ED25519, LEDGER.public_key).hex()


@pytest.mark.parametrize(
    ("vkey", "reason"),
    [
        ("", "formen"),
        (f"{ORIGIN}+{KEY_ID}", "formen"),
        (f"+{KEY_ID}+{KEY_LINE}", "nyckelnamnet"),
        (f"{ORIGIN} +{KEY_ID}+{KEY_LINE}", "nyckelnamnet"),
        (FOREIGN_KEY.replace("c74f20a3", "C74F20A3"), "nyckelid"),
        (f"{ORIGIN}+00000000+{KEY_LINE}", "nyckelid"),
        (f"{ORIGIN}++{KEY_LINE}", "nyckelid"),
        (f"annat.example+{KEY_ID}+{KEY_LINE}", "nyckelid"),
        (f"{ORIGIN}+{KEY_ID}+{KEY_LINE}\n\n", "base64"),
        (f"{ORIGIN}+{KEY_ID}+{KEY_LINE}\r\n", "styrtecken"),
        (f"{ORIGIN}+{KEY_ID}+{KEY_LINE}+", "base64"),
        (f"{ORIGIN}+{KEY_ID}+{SHORT_KEY_LINE}", "Ed25519"),
        (f"{ORIGIN}+{KEY_ID}+{WITNESS_KEY_LINE}", "Ed25519"),
        (f"{ORIGIN}+{KEY_ID}+", "Ed25519"),
        ("\ud800+00000000+AA==", "UTF-8"),
    ],
)
def test_a_malformed_verifier_key_is_refused_with_its_reason(vkey, reason):
    with pytest.raises(NoteError, match=reason):
        parse_verifier_key(vkey)
    with pytest.raises(NoteError):
        opened(NOTE, vkey)


@pytest.mark.parametrize("name", ["", "två ord", "plus+", "rad\n", "nbsp\u00a0", "\ud800"])
def test_a_key_is_not_given_a_name_that_no_reader_would_take(name):
    with pytest.raises(NoteError, match="nyckelnamnet"):
        verifier_key(name, LEDGER.public_key)


def test_a_key_of_the_wrong_length_is_not_written():
    with pytest.raises(NoteError, match="32 byte"):
        verifier_key(ORIGIN, LEDGER.public_key[:31])


def test_a_key_text_with_a_plus_in_its_base64_is_read_back():
    texts = [Signer(seed).vkey for seed in range(60)]
    assert any("+" in text.split("+", 2)[2] for text in texts)
    assert all(verifier_key(*(lambda key: (key.name, key.public_key))(parse_verifier_key(text))) == text for text in texts)


@settings(max_examples=200, deadline=None)
@given(
    st.text() | st.binary() | st.lists(st.sampled_from(["\n", "\n\n", "— ", "a", " ", "1", ENCODED, SIGNED, BODY])).map("".join)
)
def test_whatever_is_read_as_a_note_is_written_back_byte_for_byte(text):
    try:
        note = parse_note(text)
    except NoteError:
        return
    assert note.text().encode() == (text.encode() if isinstance(text, str) else text)


def test_a_malformed_note_is_a_proof_that_does_not_hold():
    assert issubclass(NoteError, ProofError)


def test_the_golden_key_is_the_one_that_others_would_compute():
    assert b64decode(GOLDEN_KEY.split("+", 2)[2])[1:] == LEDGER.public_key


def test_a_checkpoint_of_another_implementation_opens_with_its_key_and_no_other():
    opened = open_checkpoint(SIGSUM_NOTE, verifier_key(SIGSUM_ORIGIN, SIGSUM_PUBLIC_KEY), verify_ed25519, origin=SIGSUM_ORIGIN)
    assert (opened.size, opened.origin, opened.root[:3]) == (10, SIGSUM_ORIGIN, bytes.fromhex("1c0e47"))
    with pytest.raises(NoteError):
        open_checkpoint(SIGSUM_NOTE.replace("\n10\n", "\n11\n"), verifier_key(SIGSUM_ORIGIN, SIGSUM_PUBLIC_KEY), verify_ed25519)
    with pytest.raises(NoteError):
        # Its author first gave it with the key id of another name.
        open_checkpoint(SIGSUM_NOTE.replace("gJ2ho", "pOZUn"), verifier_key(SIGSUM_ORIGIN, SIGSUM_PUBLIC_KEY), verify_ed25519)
