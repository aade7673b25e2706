"""Evidence packages: what a mask says and covers, what is refused, and how a package can be made once more."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest

from domain.case.disclosure.codes import DisclosureBasis, SecrecyGround
from domain.errors import ConflictError, InvalidValueError
from domain.evidence.events import EvidenceHandedOut
from domain.evidence.manifest import Counts, key_name, manifest, signed_text
from domain.evidence.masks import MaskRule, ground_for, parse_mask, require_used
from domain.evidence.package import EvidencePackage, Made, Recipe, Recipient
from domain.ledger.checkpoint import NoteError, open_checkpoint, verifier_key
from domain.ledger.incarnations import Incarnation, Incarnations
from domain.policies import DEFAULT_POLICY
from tests.support.cast import CASE, STAMP, TODAY, cast_id
from tests.support.scenario import given

KINDS = ("record", "fact", "third_party")
PACKAGE = cast_id(8000)
MASK = MaskRule(mask_position=5, masked_kind="fact", secrecy_ground=SecrecyGround.HEALTH)
RECIPE = Recipe(CASE, 7, 8, 3, date(2024, 12, 2), (MASK,), True)
MADE = Made(1, "ab" * 32, "cd" * 32)
TO = Recipient("Tingsrätten", DisclosureBasis.DUTY_TO_INFORM, "Hela akten.")
SHORT = DEFAULT_POLICY.short_text_max_chars


@pytest.mark.parametrize(("text", "position", "kind", "ground"), [
    ("third_party", None, "third_party", "osl_26_1"), ("0", 0, None, "osl_26_1"), ("120:fact", 120, "fact", "osl_26_1"),
    ("120:fact=osl_26_5", 120, "fact", "osl_26_5"), (" record=osl_21_3 ", None, "record", "osl_21_3"),
    ("9" * 15, 10**15 - 1, None, "osl_26_1"),
])
def test_a_mask_is_read_as_it_is_written(text, position, kind, ground):
    mask = parse_mask(text, KINDS)
    assert (mask.mask_position, mask.masked_kind, mask.secrecy_ground.value) == (position, kind, ground)


@pytest.mark.parametrize(("text", "message"), [
    ("", "går inte att läsa"), (":fact", "går inte att läsa"), ("5:", "går inte att läsa"), ("fact:5", "går inte att läsa"),
    ("-1", "del finns inte"), ("9" * 16, "del finns inte"), ("brev", "del finns inte"), ("5:brev", "del finns inte"),
    ("fact=", "grund finns inte"), ("fact=osl_1", "grund finns inte"),
])
def test_what_is_no_mask_is_refused_with_what_one_is(text, message):
    with pytest.raises(InvalidValueError, match=message):
        parse_mask(text, KINDS)


def test_the_first_mask_that_covers_a_part_gives_its_ground():
    rules = [MASK, MaskRule(masked_kind="fact", secrecy_ground=SecrecyGround.SOCIAL_SERVICES)]
    assert ground_for(rules, 5, "fact") is SecrecyGround.HEALTH
    assert ground_for(rules, 6, "fact") is SecrecyGround.SOCIAL_SERVICES
    assert ground_for(rules, 5, "record") is None


def test_a_mask_that_covers_nothing_is_refused_and_one_that_covers_something_is_not():
    require_used([MASK], [(5, "fact")])
    with pytest.raises(InvalidValueError, match="Mask nummer 1 träffar ingen del"):
        require_used([MASK], [(5, "record"), (4, "fact")])


def hand_out(to=TO, **changes):
    terms = {"package_id": PACKAGE, "to": to, "recipe": RECIPE, "made": MADE, "stamp": STAMP, "today": TODAY,
             "policy": DEFAULT_POLICY, **changes}
    return lambda package: package.hand_out(**terms)


def test_a_package_that_is_handed_out_states_all_that_its_bytes_follow_from():
    told = given(EvidencePackage).when(hand_out()).then(
        EvidenceHandedOut, about_case_id=CASE, handed_out_on=TODAY, recipient_name=TO.name, disclosure_basis=TO.basis,
        handed_out_scope=TO.scope, masked_parts=1, package_sha256=MADE.package_sha256, verifier_sha256=MADE.verifier_sha256,
    )
    assert EvidencePackage.fold([told]).recipe == RECIPE
    assert EvidencePackage().recipe is None


def test_a_package_for_the_authoritys_own_work_has_no_recipient():
    given(EvidencePackage).when(hand_out(to=None)).then(
        EvidenceHandedOut, recipient_name=None, disclosure_basis=None, handed_out_scope=None
    )


def test_refusals_in_order():
    [event] = hand_out()(EvidencePackage())
    given(EvidencePackage, event).when(hand_out(to=TO._replace(name=""))).then_refused(ConflictError, "redan utlämnat")
    both = TO._replace(name=" ", scope="")
    given(EvidencePackage).when(hand_out(to=both)).then_refused(InvalidValueError, "Namnet på mottagaren")
    for scope in ("", "x" * (SHORT + 1)):
        given(EvidencePackage).when(hand_out(to=TO._replace(scope=scope))).then_refused(InvalidValueError, "omfattar")
    given(EvidencePackage).when(hand_out(to=TO._replace(name="x" * SHORT, scope="y"))).then(EvidenceHandedOut)


def test_the_table_of_contents_names_every_file_with_its_hash_in_the_order_of_names():
    ledger = Incarnations([Incarnation(1, "a/1"), Incarnation(2, "a/2", 5)])
    table = manifest(
        case_id=CASE, known_size=7, simulated=False, ledger=ledger, access=Incarnations([Incarnation(1, "b/1")]),
        streams={CASE: 4}, counts=Counts(4, 1, 0), verifier_sha256="x", files={"b": b"2", "a": b"11"},
    )
    assert table["files"] == [
        {"name": "a", "bytes": 2, "sha256": sha256(b"11").hexdigest()},
        {"name": "b", "bytes": 1, "sha256": sha256(b"2").hexdigest()},
    ]
    assert (table["origin"], table["origins"]["ledger"]) == ("a/2", [[0, "a/1"], [5, "a/2"]])


def test_what_is_signed_about_a_package_can_never_be_taken_for_a_checkpoint():
    body, name = signed_text("a/1", b"{}"), key_name("a/1")
    assert name != "a/1" and body.split("\n")[0] != "a/1"
    note = f"{body}\n\u2014 {name} {'A' * 90}A=\n"
    with pytest.raises(NoteError):
        open_checkpoint(note, verifier_key(name, bytes(32)), lambda *_: True)
