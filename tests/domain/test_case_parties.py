"""Whom a piece is about, who is protected from whom, and what may then go out to whom."""

from uuid import UUID

import pytest

from domain.base import ENVELOPE_FIELDS
from domain.case.case import Case
from domain.case.disclosure.codes import DisclosureKind, HarmTest, Requester, Ruling, SecrecyGround, SegmentKind
from domain.case.disclosure.events import DisclosureRequested, SecrecyReviewed
from domain.case.disclosure.facts import SegmentRuling, Unmasking
from domain.case.parties.codes import PartyWarning, ShieldReason
from domain.case.parties.events import ContentLabelled
from domain.case.parties.looking_again import party_warnings
from domain.case.parties.shield import SHOWN_STRINGS, shield_against
from domain.case.person.codes import ProtectedPerson, ProtectionLevel, ProtectionSource
from domain.case.person.events import ProtectedIdentitySet
from domain.codes import Channel
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.event_types import EVENT_TYPES
from domain.policies import DEFAULT_POLICY
from projections.areas.parties import document
from tests.support.area_examples.disclosure import REQUEST_ID
from tests.support.cast import BO, CASE, NOTE, cast_id
from tests.support.examples import EXAMPLES, STAMP, TODAY
from tests.support.scenario import given, numbered

OPENED = EXAMPLES["case.opened.v1"].model_copy(update={"birth_year": None})
MOTHER, FATHER, LABEL, OTHER = cast_id(8200), cast_id(8201), cast_id(8202), cast_id(8203)
_REPRESENTATIVE = EXAMPLES["case.representative_recorded.v1"]
HERS = _REPRESENTATIVE.model_copy(update={"entry_id": MOTHER, "representative_contact": "Gömslevägen 4, Hemligstad"})
HIS = _REPRESENTATIVE.model_copy(update={"entry_id": FATHER})
NOTED = EXAMPLES["case.note_recorded.v1"].model_copy(update={"information_source": None, "participants": ()})
PROTECTED = EXAMPLES["case.protected_identity_set.v2"].model_copy(update={
    "protection_level": ProtectionLevel.PARTY, "protected_person": ProtectedPerson.GUARDIAN, "protected_person_id": MOTHER,
    "kept_from_ids": (FATHER,),
})
FAMILY = [OPENED, HERS, HIS, NOTED]
ASKED = EXAMPLES["case.disclosure_requested.v2"].model_copy(update={
    "requester": Requester.GUARDIAN, "requester_person_id": FATHER,
})
ON = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}


def label(entry=NOTE, kind=None, concerns=(), keep_from=()):
    return EXAMPLES["case.content_labelled.v1"].model_copy(update={
        "entry_id": cast_id(8300 + hash((entry, kind, concerns, keep_from)) % 600), "of_entry_id": entry, "content_kind": kind,
        "concerns_person_ids": concerns, "keep_from_ids": keep_from,
    })


def labelling(**changes):
    call = {"entry_id": LABEL, "of_entry_id": NOTE, "concerns_person_ids": (MOTHER,), "stamp": STAMP}
    return lambda case: case.label_content(**{**call, **changes})


def protecting(**changes):
    call = {
        "entry_id": OTHER, "protected_from": TODAY, "protection_level": ProtectionLevel.PARTY,
        "protected_person": ProtectedPerson.GUARDIAN, "protection_source": ProtectionSource.OWN_ASSESSMENT,
        "protected_person_id": MOTHER, "kept_from_ids": (FATHER,), **ON,
    }
    return lambda case: case.set_protected_identity(**{**call, **changes})


def asking(**changes):
    call = {
        "entry_id": OTHER, "received_on": TODAY, "channel": Channel.WRITTEN, "disclosure_kind": DisclosureKind.PARTY_ACCESS,
        "requester": Requester.GUARDIAN, "requester_person_id": FATHER, "requested_scope": "Allt.", **ON,
    }
    return lambda case: case.request_disclosure(**{**call, **changes})


def kept(kind=None, entry=NOTE):
    return SegmentRuling(of_entry_id=entry, content_kind=kind, ruling=Ruling.KEPT)


def unmasked(kind=SegmentKind.FACT, ground=SecrecyGround.WHEREABOUTS, reason="Redan känt."):
    return Unmasking(of_entry_id=NOTE, content_kind=kind, secrecy_ground=ground, unmasking_reason=reason)


def reviewing(*rulings, unmaskings=()):
    return lambda case: case.review_secrecy(
        entry_id=OTHER, request_id=REQUEST_ID, secrecy_reviewed_on=TODAY, secrecy_reviewer_id=BO,
        secrecy_reviewer_name="Bo Påhittad", harm_test=HarmTest.PARTY, rulings=rulings, unmaskings=unmaskings, **ON,
    )


def test_a_label_says_whom_a_piece_is_about_and_who_may_not_learn_it():
    given(Case, *FAMILY).when(labelling(content_kind=SegmentKind.FACT, keep_from_ids=(FATHER,))).then(
        ContentLabelled, of_entry_id=NOTE, content_kind=SegmentKind.FACT, concerns_person_ids=(MOTHER,), keep_from_ids=(FATHER,)
    )


@pytest.mark.parametrize(
    ("facts", "changes", "error", "match"),
    [
        ([], {}, NotFoundError, "Ärendet finns inte"),
        (FAMILY, {"entry_id": MOTHER}, ConflictError, "redan"),
        (FAMILY, {"of_entry_id": OTHER}, NotFoundError, "ska märkas"),
        (FAMILY, {"concerns_person_ids": (MOTHER, MOTHER)}, InvalidValueError, "mer än en gång"),
        (FAMILY, {"concerns_person_ids": (NOTE,)}, NotFoundError, "Vem uppgiften gäller"),
        (FAMILY, {"keep_from_ids": (NOTE,)}, NotFoundError, "Vem som inte får veta"),
        (FAMILY, {"keep_from_ids": (MOTHER,)}, InvalidValueError, "både den som"),
        (FAMILY, {"content_kind": SegmentKind.STAFF}, InvalidValueError, "Personalens namn"),
    ],
)
def test_a_label_is_refused(facts, changes, error, match):
    given(Case, *facts).when(labelling(**changes)).then_refused(error, match)


def test_a_protection_names_whom_it_protects_and_from_whom():
    given(Case, *FAMILY).when(protecting()).then(ProtectedIdentitySet, protected_person_id=MOTHER, kept_from_ids=(FATHER,))


@pytest.mark.parametrize(
    ("changes", "error", "match"),
    [
        ({"protected_person_id": NOTE}, NotFoundError, "Den som skyddas"),
        ({"kept_from_ids": (FATHER, FATHER)}, InvalidValueError, "mer än en gång"),
        ({"kept_from_ids": (NOTE,)}, NotFoundError, "inget får veta"),
        ({"protected_person": ProtectedPerson.CLIENT}, InvalidValueError, "stämmer inte"),
        ({"protected_person_id": CASE}, InvalidValueError, "stämmer inte"),
        ({"kept_from_ids": (MOTHER,)}, InvalidValueError, "mot sig själv"),
        ({"kept_from_ids": ()}, InvalidValueError, "behöver både"),
        ({"protected_person_id": None}, InvalidValueError, "behöver både"),
    ],
)
def test_a_protection_that_names_the_wrong_person_is_refused(changes, error, match):
    given(Case, *FAMILY).when(protecting(**changes)).then_refused(error, match)


def test_the_same_protection_of_a_client_towards_another_party_is_another():
    of_client = {"protected_person": ProtectedPerson.CLIENT, "protected_person_id": CASE}
    scenario = given(Case, *FAMILY, PROTECTED.model_copy(update=of_client))
    scenario.when(protecting(**of_client)).then_refused(NotAllowedError, "redan registrerat")
    scenario.when(protecting(**of_client, kept_from_ids=(MOTHER,))).then(ProtectedIdentitySet)


@pytest.mark.parametrize("requester", [Requester.GUARDIAN, Requester.REPRESENTATIVE, Requester.OTHER])
def test_a_request_names_who_of_the_case_asks(requester):
    kind = DisclosureKind.PUBLIC_RECORD if requester is Requester.OTHER else DisclosureKind.PARTY_ACCESS
    given(Case, *FAMILY).when(asking(requester=requester, disclosure_kind=kind)).then(
        DisclosureRequested, requester_person_id=FATHER
    )


@pytest.mark.parametrize(
    ("changes", "error", "match"),
    [
        ({"requester_person_id": NOTE}, NotFoundError, "Den som begär"),
        ({"requester_person_id": CASE}, InvalidValueError, "stämmer inte med vem"),
        ({"requester": Requester.INDIVIDUAL}, InvalidValueError, "stämmer inte med vem"),
        ({"requester": Requester.UNKNOWN, "disclosure_kind": DisclosureKind.PUBLIC_RECORD}, InvalidValueError, "stämmer inte"),
    ],
)
def test_a_request_by_somebody_else_than_it_says_is_refused(changes, error, match):
    given(Case, *FAMILY).when(asking(**changes)).then_refused(error, match)


TO_FATHER = [*FAMILY, PROTECTED, ASKED]


@pytest.mark.parametrize(
    ("facts", "rulings", "unmaskings", "error", "match"),
    [
        (TO_FATHER, [kept(SegmentKind.FACT)], [unmasked(), unmasked()], InvalidValueError, "mer än en gång"),
        (TO_FATHER, [kept(SegmentKind.FACT)], [unmasked(ground=SecrecyGround.HEALTH)], InvalidValueError, "skyddar inte en part"),
        (TO_FATHER, [kept(SegmentKind.FACT)], [unmasked(reason=" ")], InvalidValueError, "Skälet"),
        (TO_FATHER, [kept()], [unmasked()], InvalidValueError, "inte prövad för sig"),
        (TO_FATHER, [kept()], [], NotAllowedError, "inte märkt"),
        ([*TO_FATHER, label(concerns=(MOTHER,))], [kept()], [], NotAllowedError, "rör någon som skyddas"),
        ([*TO_FATHER, label(concerns=(MOTHER,))], [kept(SegmentKind.FACT)], [], NotAllowedError, "rör någon som skyddas"),
        ([*TO_FATHER, label(kind=SegmentKind.FACT, concerns=(MOTHER,)), label(concerns=(FATHER,))], [kept()], [],
         NotAllowedError, "rör någon som skyddas"),
        ([*FAMILY, ASKED, label(keep_from=(FATHER,))], [kept()], [], NotAllowedError, "rör någon som skyddas"),
        (TO_FATHER, [kept(entry=MOTHER)], [], NotAllowedError, "rör någon som skyddas"),
        ([*FAMILY, PROTECTED, ASKED.model_copy(update={"requester_person_id": None})], [kept(entry=MOTHER)], [], NotAllowedError,
         "rör någon som skyddas"),
    ],
)
def test_a_review_that_lets_out_what_somebody_is_protected_from_is_refused(facts, rulings, unmaskings, error, match):
    given(Case, *facts).when(reviewing(*rulings, unmaskings=tuple(unmaskings))).then_refused(error, match)


@pytest.mark.parametrize(
    ("facts", "rulings", "unmaskings"),
    [
        ([*FAMILY, ASKED], [kept()], []),
        ([*TO_FATHER, label(concerns=(FATHER,))], [kept()], []),
        (TO_FATHER, [kept(SegmentKind.FACT)], []),
        (TO_FATHER, [kept(entry=FATHER)], []),
        ([*TO_FATHER, label(concerns=(MOTHER,))], [kept(SegmentKind.FACT)], [unmasked()]),
        ([*FAMILY, PROTECTED, EXAMPLES["case.disclosure_requested.v2"]], [kept(entry=MOTHER)], []),
    ],
    ids=["nobody protected", "labelled his", "named by kind", "his own details", "unmasked", "the client asks"],
)
def test_a_review_keeps_what_is_theirs_what_is_named_and_what_is_said_to_go_out(facts, rulings, unmaskings):
    given(Case, *facts).when(reviewing(*rulings, unmaskings=tuple(unmaskings))).then(SecrecyReviewed)


OF_CASE = [name for name in EVENT_TYPES if name.startswith("case.")]


def kinds_of(event):
    said = {name: getattr(event, name) for name in type(event).model_fields if name not in ENVELOPE_FIELDS}
    return {type(event).SEGMENTS.get(name, "record") for name, value in said.items() if value not in (None, ())}


@pytest.mark.parametrize("wire_name", OF_CASE)
def test_every_part_of_every_kind_of_event_is_kept_from_or_shown_to_a_party_as_its_label_says(wire_name):
    event, entry = EXAMPLES[wire_name], cast_id(8204)
    kept_back = {ShieldReason.CONCERNS_PROTECTED}
    # That somebody is protected is told to nobody else, whatever anybody has labelled it.
    his = kept_back if wire_name.startswith("case.protected_identity") else {None}
    for concerns, expected in (((MOTHER,), kept_back), ((FATHER,), his), ((MOTHER, FATHER), kept_back)):
        case = Case.fold(numbered(*FAMILY, PROTECTED, label(entry, None, concerns)))
        shield = shield_against(case, FATHER)
        assert {shield.why(event, entry, kind) for kind in kinds_of(event) - {"staff"}} == expected
    assert not shield_against(case, MOTHER).stands
    assert {shield_against(case, MOTHER).why(event, entry, kind) for kind in kinds_of(event)} == {None}


@pytest.mark.parametrize("wire_name", OF_CASE)
def test_no_text_that_nobody_has_labelled_is_shown_but_what_its_kind_says_is_another_persons(wire_name):
    event = EXAMPLES[wire_name]
    shield = shield_against(Case.fold(numbered(*FAMILY, PROTECTED)), FATHER)
    shown = {kind for kind in kinds_of(event) - {"staff"} if shield.why(event, None, kind) is None}
    by_kind = {"individual_view", "identity", "location"}
    texts = [
        name for name in type(event).model_fields
        if type(event).SEGMENTS.get(name, "record") in shown - by_kind and type(getattr(event, name)) is str
        and name not in SHOWN_STRINGS and not name.endswith("_title")
    ]
    about_somebody = wire_name in (
        "case.wishes_recorded.v1", "case.interpreter_need_recorded.v1", "case.close_person_named.v1",
        "case.disclosure_requested.v2", "case.representative_recorded.v1",
    )
    assert about_somebody or texts == []


def test_a_protection_that_does_not_say_from_whom_holds_towards_everybody_but_the_one_it_protects():
    told = PROTECTED.model_copy(update={"protection_level": ProtectionLevel.CONFIDENTIALITY_FLAG, "kept_from_ids": ()})
    case = Case.fold(numbered(*FAMILY, told))
    assert shield_against(case, FATHER).hidden == shield_against(case, CASE).hidden == {MOTHER}
    assert not shield_against(case, MOTHER).stands
    of_nobody = told.model_copy(update={"protected_person_id": None})
    unknown = shield_against(Case.fold(numbered(*FAMILY, of_nobody)), FATHER)
    assert unknown.why(HERS, MOTHER, "location") is ShieldReason.CONCERNS_PROTECTED
    assert unknown.why(HIS, FATHER, "location") is None


def test_a_lifted_protection_and_a_struck_label_keep_nothing_back():
    lifted = EXAMPLES["case.protected_identity_lifted.v1"].model_copy(update={"protection_id": PROTECTED.entry_id})
    struck = EXAMPLES["case.entry_struck.v1"].model_copy(update={"entry_id": (made := label(keep_from=(FATHER,))).entry_id})
    shield = shield_against(Case.fold(numbered(*FAMILY, PROTECTED, made, lifted, struck)), FATHER)
    assert (shield.stands, shield.why(NOTED, NOTE, "fact")) == (False, None)


def test_the_last_label_of_a_piece_holds_and_its_own_kind_before_the_whole():
    case = Case.fold(numbered(*FAMILY, label(concerns=(MOTHER,)), label(kind=SegmentKind.FACT, concerns=(FATHER,)), label()))
    assert case.parties.label_of(NOTE, "fact").concerns_person_ids == (FATHER,)
    assert case.parties.label_of(NOTE, "assessment").concerns_person_ids == ()


def warned(*facts, about):
    case = Case.fold(numbered(*facts, about))
    return {each.warning for each in party_warnings(case, [about])}


def test_a_note_that_tells_where_the_protected_person_is_or_is_not_labelled_is_worth_a_second_look():
    plain = NOTED.model_copy(update={"note_id": UUID(int=5)})
    telling = plain.model_copy(update={"fact": "Hon bor på gömslevägen 4 nu."})
    assert warned(*FAMILY, about=telling) == set()
    assert warned(*FAMILY, PROTECTED, about=plain) == {PartyWarning.NOT_LABELLED}
    assert warned(*FAMILY, PROTECTED, about=telling) == {PartyWarning.NOT_LABELLED, PartyWarning.TELLS_WHEREABOUTS}
    place = EXAMPLES["case.contact_made.v2"].model_copy(update={"place_name": "Hemligstad"})
    assert PartyWarning.TELLS_WHEREABOUTS in warned(*FAMILY, PROTECTED, about=place)


def test_the_area_lists_the_persons_the_protections_and_the_labels():
    shown = document(Case.fold(numbered(*FAMILY, PROTECTED, label(concerns=(MOTHER,)))))
    assert [each["person"] for each in shown["persons"]] == [str(CASE), str(MOTHER), str(FATHER)]
    assert [(each["person"], each["kept_from"]) for each in shown["protections"]] == [(str(MOTHER), [str(FATHER)])]
    assert len(shown["labels"]) == 1
