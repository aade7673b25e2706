"""Signatures on notes: of a text as it stands, by its author or in their place; and which notes wait for one."""

from datetime import date

import pytest

from domain.base import Occurred
from domain.case.case import Case
from domain.case.entry_events import EntryStruck
from domain.case.journal import Author
from domain.case.signing.events import NoteSigned
from domain.case.signing.unsigned import Unsigned, unsigned
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.signing import document
from tests.support.examples import (
    ANNA,
    BO,
    EXAMPLES,
    IMPORT_STAMP,
    NOTE,
    NOTE_CORRECTION,
    OTHER_NOTE,
    STAMP,
    TODAY,
    cast_id,
)
from tests.support.scenario import given

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
WRITTEN_ON = Occurred(on=date(2024, 7, 10))
WRITTEN = EXAMPLES["case.note_recorded.v1"].model_copy(
    update={"source": None, "author_id": ANNA, "occurred": WRITTEN_ON, "note_id": NOTE}
)
CORRECTED = EXAMPLES["case.note_corrected.v1"].model_copy(update={"source": None, "author_id": BO, "occurred": None})
MISFILED = EXAMPLES["case.note_misfiled.v1"].model_copy(update={"note_id": NOTE})
SIGNED = EXAMPLES["case.note_signed.v1"].model_copy(update={"source": None, "correction_id": None, "in_place_reason": None})
OTHER = cast_id(970)


def signing(**changes):
    call = {"entry_id": OTHER, "note_id": NOTE, "author": Author(ANNA, "Anna Andersson", "Behandlare")}
    by = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
    return lambda case: case.sign_note(**{**call, **by, **changes})


IN_PLACE = {"author": Author(BO, "Bo Bengtsson", None), "in_place_reason": "Anna har slutat."}


def test_the_author_signs_the_note_as_it_stands_today():
    given(Case, OPENED, WRITTEN).when(signing()).then(
        NoteSigned, note_id=NOTE, correction_id=None, signed_on=TODAY, author_id=ANNA, author_name="Anna Andersson",
        author_title="Behandlare", in_place_reason=None,
    )


def test_a_note_of_a_closed_case_can_be_signed():
    given(Case, OPENED, WRITTEN, CLOSED).when(signing()).then(NoteSigned, note_id=NOTE)


def test_a_colleague_signs_in_the_place_of_one_who_has_left():
    given(Case, OPENED, WRITTEN).when(signing(**IN_PLACE)).then(NoteSigned, author_id=BO, in_place_reason="Anna har slutat.")


def test_a_correction_is_signed_by_who_made_it():
    by_bo = signing(correction_id=NOTE_CORRECTION, author=Author(BO, "Bo Bengtsson", None))
    given(Case, OPENED, WRITTEN, SIGNED, CORRECTED).when(by_bo).then(NoteSigned, correction_id=NOTE_CORRECTION)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], signing(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, WRITTEN, SIGNED], signing(entry_id=SIGNED.entry_id), ConflictError, "finns redan"),
        ([OPENED], signing(), NotFoundError, "Anteckningen finns inte"),
        ([OPENED, WRITTEN, MISFILED], signing(correction_id=OTHER), NotAllowedError, "låg i fel akt"),
        ([OPENED, WRITTEN, SIGNED, CORRECTED], signing(), NotAllowedError, "annan lydelse"),
        ([OPENED, WRITTEN], signing(correction_id=NOTE_CORRECTION), NotAllowedError, "annan lydelse"),
        ([OPENED, WRITTEN, SIGNED], signing(author=Author(None, None, None)), NotAllowedError, "redan signerad"),
        ([OPENED, WRITTEN], signing(author=Author(None, None, None), in_place_reason=" "), InvalidValueError, "Undertecknaren"),
        ([OPENED, WRITTEN], signing(**IN_PLACE | {"in_place_reason": " "}), InvalidValueError, "signerar i stället saknas"),
        ([OPENED, WRITTEN], signing(**IN_PLACE | {"in_place_reason": None}), InvalidValueError, "Någon annan har skrivit"),
        ([OPENED, WRITTEN], signing(in_place_reason="Har slutat."), InvalidValueError, "ange ingen orsak"),
    ],
)
def test_a_signature_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_a_note_waits_for_its_signature_and_its_correction_for_one_of_its_own():
    waiting = Unsigned(NOTE, None, ANNA, WRITTEN_ON)
    assert unsigned(Case.fold([OPENED, WRITTEN])) == (waiting,)
    assert unsigned(Case.fold([OPENED, WRITTEN, SIGNED])) == ()
    assert unsigned(Case.fold([OPENED, WRITTEN, SIGNED, CORRECTED])) == (Unsigned(NOTE, NOTE_CORRECTION, BO, WRITTEN_ON),)
    again = SIGNED.model_copy(update={"entry_id": OTHER, "correction_id": NOTE_CORRECTION})
    assert unsigned(Case.fold([OPENED, WRITTEN, SIGNED, CORRECTED, again])) == ()


def test_days_are_counted_from_what_the_note_is_about():
    waiting = Unsigned(NOTE, None, ANNA, WRITTEN_ON)
    assert [waiting.days(day) for day in (date(2024, 7, 9), date(2024, 7, 10), date(2024, 7, 11))] == [0, 0, 1]


def test_a_note_in_the_wrong_file_and_an_imported_one_wait_for_nobody():
    imported = EXAMPLES["case.note_recorded.v1"].model_copy(
        update={"note_id": OTHER_NOTE, "purpose": IMPORT_STAMP.purpose}
    )
    assert unsigned(Case.fold([OPENED, WRITTEN, MISFILED, imported])) == ()
    corrected = CORRECTED.model_copy(update={"note_id": OTHER_NOTE})
    assert [each.note_id for each in unsigned(Case.fold([OPENED, imported, corrected]))] == [OTHER_NOTE]


def test_a_signature_that_was_wrong_is_struck_and_the_note_waits_again():
    def strike(case):
        return case.strike_entry(entry_id=SIGNED.entry_id, reason="Fel anteckning.", stamp=STAMP, policy=DEFAULT_POLICY)

    scenario = given(Case, OPENED, WRITTEN, SIGNED)
    scenario.when(strike).then(EntryStruck, entry_id=SIGNED.entry_id)
    assert [each.note_id for each in unsigned(scenario.state)] == [NOTE]


def test_the_document_names_what_waits_and_what_is_signed():
    shown = document(Case.fold([OPENED, WRITTEN, SIGNED, CORRECTED]))
    assert [each["correction"] for each in shown["unsigned"]] == [str(NOTE_CORRECTION)]
    assert [(each["signed_by"], each["name"]) for each in shown["signatures"]] == [(str(ANNA), "Anna Andersson")]
