"""Notes, their corrections, notes in the wrong file, and differing opinions."""

from datetime import date, time, timedelta

import pytest

from domain.base import Occurred
from domain.case.case import Case
from domain.case.journal import Author, Texts
from domain.case.journal_events import (
    NOTE_TEXTS,
    DifferingOpinionNoted,
    JournalNoteCorrected,
    JournalNoteRecorded,
    NoteMisfiled,
)
from domain.codes import EntryType, NoteChannel, SessionKind
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY, Policy
from tests.support.examples import (
    ANNA,
    CASE,
    CLOSED_ON,
    EXAMPLES,
    IMPORT_STAMP,
    NOTE,
    NOTE_CORRECTION,
    OPINION,
    OTHER_CASE,
    OTHER_NOTE,
    PLAN,
    SESSION,
    STAMP,
    TODAY,
    cast_id,
    source,
)
from tests.support.scenario import given, numbered

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
PLANNED = EXAMPLES["case.plan_established.v1"]
HELD = EXAMPLES["case.session_held.v1"]
RECORDED = EXAMPLES["case.note_recorded.v1"]
CORRECTED = EXAMPLES["case.note_corrected.v1"]
MISFILED = EXAMPLES["case.note_misfiled.v1"]
NOTED = EXAMPLES["case.differing_opinion_noted.v1"]
AUTHOR = Author(ANNA, "Anna Exempel", "KBT-behandlare")
UNKNOWN_AUTHOR = Author(None, None, None)
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
NOTE_FROM_TODAY = {
    "note_id": NOTE,
    "occurred": Occurred(on=TODAY, at=time(9, 30), precision="minute"),
    "entry_type": EntryType.EVENT,
    "texts": Texts(fact="Klara kom i tid.", assessment="Motivationen har ökat."),
    "author": AUTHOR,
}


def writing(**changes):
    return lambda case: case.record_note(**{**NOTE_FROM_TODAY, **BY, **changes})


def correcting(**changes):
    call = {
        "note_id": NOTE,
        "correction_id": NOTE_CORRECTION,
        "texts": Texts(fact="Klara kom fem minuter sent."),
        "author": AUTHOR,
        "reason": "Fel tid.",
    }
    return lambda case: case.correct_note(**{**call, **BY, **changes})


def misfiling(**changes):
    call = {"note_id": NOTE, "belongs_to_case": OTHER_CASE, "reason": "Gäller en annan person.", "author": AUTHOR}
    return lambda case: case.misfile_note(**{**call, "stamp": STAMP, "policy": DEFAULT_POLICY, **changes})


def opining(**changes):
    call = {
        "opinion_id": OPINION,
        "target_ids": (NOTE,),
        "statement": "Jag kom i tid.",
        "stated_by": "brukaren",
        "stated_on": TODAY,
    }
    return lambda case: case.note_differing_opinion(**{**call, **BY, **changes})


def test_a_note_keeps_its_kinds_of_content_apart_and_its_author_as_they_were_then():
    details = {
        "information_source": "brukaren",
        "channel": NoteChannel.TELEPHONE,
        "session_id": SESSION,
        "plan_id": PLAN,
        "participants": ("brukare",),
        "individual_informed": False,
        "moved_from": OTHER_NOTE,
    }
    texts = Texts(*(f"Text om {kind}." for kind in NOTE_TEXTS))
    event = (
        given(Case, OPENED, PLANNED, HELD)
        .when(writing(texts=texts, **details))
        .then(JournalNoteRecorded, author_id=ANNA, author_name="Anna Exempel", author_title="KBT-behandlare", **details)
    )
    assert {kind: getattr(event, kind) for kind in NOTE_TEXTS} == {kind: f"Text om {kind}." for kind in NOTE_TEXTS}
    assert {kind: event.SEGMENTS[kind] for kind in NOTE_TEXTS} == {kind: kind for kind in NOTE_TEXTS}


@pytest.mark.parametrize("kind", NOTE_TEXTS)
def test_one_kind_of_content_is_enough_and_a_blank_one_is_refused(kind):
    given(Case, OPENED).when(writing(texts=Texts(**{kind: "Text."}))).then(JournalNoteRecorded, **{kind: "Text."})
    blank = Texts(**{"fact": "Text.", "assessment": "Text."} | {kind: " "})
    given(Case, OPENED).when(writing(texts=blank)).then_refused(InvalidValueError, "saknas")


def test_a_note_is_as_long_as_the_policy_allows_and_no_longer():
    policy = Policy(text_max_chars=10)
    given(Case, OPENED).when(writing(texts=Texts(fact="x" * 10), policy=policy)).then(JournalNoteRecorded)
    too_long = writing(texts=Texts(fact="x" * 11), policy=policy)
    given(Case, OPENED).when(too_long).then_refused(InvalidValueError, "Fakta har 11 tecken. Högst 10")


def test_a_text_that_has_no_stored_form_is_refused_and_not_repaired():
    given(Case, OPENED).when(writing(texts=Texts(fact="\ud83d"))).then_refused(InvalidValueError, "inte går att lagra")


def test_formula_text_stays_text():
    formula = '=HYPERLINK("http://127.0.0.1";"klicka")'
    given(Case, OPENED).when(writing(texts=Texts(fact=formula))).then(JournalNoteRecorded, fact=formula)


def test_a_note_is_refused_in_the_order_of_its_contract():
    given(Case).when(writing()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, RECORDED).when(writing()).then_refused(ConflictError, "Anteckningen finns redan")
    opened = given(Case, OPENED)
    opened.when(writing(texts=Texts())).then_refused(InvalidValueError, "Anteckningen är tom")
    opened.when(writing(author=Author(ANNA, "", "Behandlare"))).then_refused(InvalidValueError, "Författarens namn saknas")
    opened.when(writing(author=Author(ANNA, "Anna", None))).then_refused(InvalidValueError, "befattning saknas")
    opened.when(writing(claimed_entry_type="")).then_refused(InvalidValueError, "Källans ord")
    opened.when(writing(information_source="")).then_refused(InvalidValueError, "Uppgiftslämnaren saknas")
    opened.when(writing(late_reason=" ")).then_refused(InvalidValueError, "Orsaken till att anteckningen är sen saknas")
    opened.when(writing(participants=(" ",))).then_refused(InvalidValueError, "Deltagaren saknas")
    opened.when(writing(occurred=Occurred(on=TODAY + DAY))).then_refused(InvalidValueError, "Händelsedatum")
    opened.when(writing(session_id=SESSION)).then_refused(NotFoundError, "Besöket finns inte")
    opened.when(writing(plan_id=PLAN)).then_refused(NotFoundError, "Planen finns inte")


def test_a_note_on_the_last_day_in_time_needs_no_reason_and_a_day_later_does():
    in_time = Occurred(on=TODAY - 7 * DAY)
    given(Case, OPENED).when(writing(occurred=in_time)).then(JournalNoteRecorded, late_reason=None)
    late = {"occurred": Occurred(on=TODAY - 8 * DAY)}
    given(Case, OPENED).when(writing(**late)).then_refused(InvalidValueError, "skrivs 8 dagar efter händelsen; efter 7 dagar")
    given(Case, OPENED).when(writing(**late, late_reason="Sjuk.")).then(JournalNoteRecorded, late_reason="Sjuk.")


def test_the_days_that_need_no_reason_are_a_policy():
    same_day = Policy(note_delay_days=0)
    given(Case, OPENED).when(writing(policy=same_day)).then(JournalNoteRecorded)
    yesterday = writing(occurred=Occurred(on=TODAY - DAY), policy=same_day)
    given(Case, OPENED).when(yesterday).then_refused(InvalidValueError, "Ange varför den är sen")


def test_the_summer_note_is_53_days_late():
    late = writing(occurred=Occurred(on=date(2024, 7, 10)), today=date(2024, 9, 1))
    given(Case, OPENED).when(late).then_refused(InvalidValueError, "skrivs 53 dagar efter händelsen")


def test_imported_history_needs_neither_reason_nor_known_author_and_only_imported_history():
    old = {"occurred": Occurred(on=date(2018, 7, 10)), "author": UNKNOWN_AUTHOR}
    imported = {"stamp": IMPORT_STAMP, "source": source("Journal")}
    given(Case, OPENED).when(writing(**old, **imported)).then(JournalNoteRecorded, author_name=None, author_title=None)
    for half in ({"stamp": IMPORT_STAMP}, {"source": source("Journal")}):
        given(Case, OPENED).when(writing(**old, **half)).then_refused(InvalidValueError, "Författarens namn saknas")
        signed = writing(occurred=old["occurred"], **half)
        given(Case, OPENED).when(signed).then_refused(InvalidValueError, "Ange varför den är sen")


def test_a_late_note_in_a_closed_case_is_possible_and_one_from_after_the_closing_is_not():
    closed = given(Case, OPENED, CLOSED)
    closed.when(writing(occurred=Occurred(on=CLOSED_ON))).then(JournalNoteRecorded)
    after = {"note_id": cast_id(75), "occurred": Occurred(on=CLOSED_ON + DAY)}
    closed.when(writing(**after)).then_refused(NotAllowedError, "men ärendet avslutades 2024-11-29")
    closed.when(writing(**after)).then_refused(NotAllowedError, "öppna ärendet igen")


def test_a_note_on_a_follow_up_meeting_may_come_after_the_closing():
    follow_up = EXAMPLES["case.session_corrected.v1"].model_copy(update={"kind": SessionKind.FOLLOW_UP_MEETING})
    after = writing(occurred=Occurred(on=TODAY), session_id=SESSION)
    given(Case, OPENED, CLOSED, HELD, follow_up).when(after).then(JournalNoteRecorded)
    given(Case, OPENED, CLOSED, HELD).when(after).then_refused(NotAllowedError, "öppna ärendet igen")


def test_a_note_from_some_day_in_a_month_is_counted_from_the_first_of_it():
    month = Occurred(on=date(2024, 12, 1), precision="month")
    given(Case, OPENED).when(writing(occurred=month)).then(JournalNoteRecorded, occurred=month)
    given(Case, OPENED).when(writing(occurred=month, today=date(2024, 12, 8))).then(JournalNoteRecorded)
    late = writing(occurred=month, today=date(2024, 12, 9))
    given(Case, OPENED).when(late).then_refused(InvalidValueError, "skrivs 8 dagar")


def test_a_correction_states_the_texts_whole_and_the_original_stays():
    scenario = given(Case, OPENED, RECORDED)
    scenario.when(correcting()).then(
        JournalNoteCorrected,
        fact="Klara kom fem minuter sent.",
        assessment=None,
        reason="Fel tid.",
        correction_id=NOTE_CORRECTION,
        author_name="Anna Exempel",
    )
    assert scenario.state.notes[NOTE].fact == RECORDED.fact
    assert scenario.state.note_texts[NOTE].fact == "Klara kom fem minuter sent."


def test_a_correction_is_refused_in_the_order_of_its_contract():
    given(Case).when(correcting()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED).when(correcting()).then_refused(NotFoundError, "Anteckningen finns inte")
    given(Case, OPENED, RECORDED, MISFILED).when(correcting()).then_refused(NotAllowedError, "låg i fel akt")
    given(Case, OPENED, RECORDED, CORRECTED).when(correcting()).then_refused(ConflictError, "Rättelsen finns redan")
    written = given(Case, OPENED, RECORDED)
    written.when(correcting(reason="")).then_refused(InvalidValueError, "Orsaken till rättelsen saknas")
    written.when(correcting(texts=Texts())).then_refused(InvalidValueError, "Anteckningen är tom")
    written.when(correcting(author=UNKNOWN_AUTHOR)).then_refused(InvalidValueError, "Författarens namn saknas")
    written.when(correcting(information_source=" ")).then_refused(InvalidValueError, "Uppgiftslämnaren saknas")
    written.when(correcting(claimed_entry_type="")).then_refused(InvalidValueError, "Källans ord")
    same = Texts(*(getattr(RECORDED, kind) for kind in NOTE_TEXTS))
    written.when(correcting(texts=same)).then_refused(InvalidValueError, "ändrar ingenting")


def test_a_second_correction_is_compared_with_the_first_and_not_with_the_original():
    scenario = given(Case, OPENED, RECORDED)
    scenario.when(correcting()).then(JournalNoteCorrected)
    scenario.when(correcting(correction_id=cast_id(76))).then_refused(InvalidValueError, "ändrar ingenting")
    original = Texts(*(getattr(RECORDED, kind) for kind in NOTE_TEXTS))
    scenario.when(correcting(correction_id=cast_id(76), texts=original)).then(JournalNoteCorrected)


def test_a_note_of_a_closed_case_can_be_corrected_also_by_an_import_that_knows_no_author():
    closed = given(Case, OPENED, RECORDED, CLOSED)
    imported = {"author": UNKNOWN_AUTHOR, "stamp": IMPORT_STAMP, "source": source("Journal")}
    closed.when(correcting(**imported)).then(JournalNoteCorrected, author_name=None, source=source("Journal"))


def test_a_correction_may_state_when_it_happened_and_who_said_it_without_touching_the_texts():
    unchanged = Texts(*(getattr(RECORDED, kind) for kind in NOTE_TEXTS))
    event = (
        given(Case, OPENED, RECORDED)
        .when(correcting(texts=unchanged, occurred=Occurred(on=TODAY), information_source="mamma"))
        .then(JournalNoteCorrected, occurred=Occurred(on=TODAY), information_source="mamma", claimed_entry_type=None)
    )
    facts = Case.fold(numbered(OPENED, RECORDED, event)).note_facts[NOTE]
    assert (facts.occurred.on, facts.information_source) == (TODAY, "mamma")
    assert facts.claimed_entry_type == RECORDED.claimed_entry_type


def test_a_correction_to_what_already_stands_changes_nothing_and_one_to_a_coming_day_is_refused():
    given_note = given(Case, OPENED, RECORDED)
    unchanged = Texts(*(getattr(RECORDED, kind) for kind in NOTE_TEXTS))
    same = correcting(texts=unchanged, occurred=RECORDED.occurred, information_source=RECORDED.information_source)
    given_note.when(same).then_refused(InvalidValueError, "ändrar ingenting")
    ahead = Occurred(on=TODAY + DAY)
    given_note.when(correcting(texts=unchanged, occurred=ahead)).then_refused(InvalidValueError, "Händelsedatum")


def test_imported_notes_from_after_the_closing_are_believed():
    old = {"occurred": Occurred(on=CLOSED_ON + DAY), "stamp": IMPORT_STAMP, "source": source("Journal")}
    given(Case, OPENED, CLOSED).when(writing(**old)).then(JournalNoteRecorded)


def test_a_note_in_the_wrong_file_is_taken_out_once_and_its_trace_stays():
    scenario = given(Case, OPENED, RECORDED)
    scenario.when(misfiling()).then(NoteMisfiled, note_id=NOTE, belongs_to_case=OTHER_CASE, author_name="Anna Exempel")
    assert NOTE in scenario.state.misfiled and NOTE in scenario.state.notes
    scenario.when(misfiling()).then_refused(NotAllowedError, "låg i fel akt")


def test_a_note_in_the_wrong_file_need_not_have_a_known_right_one():
    given(Case, OPENED, RECORDED).when(misfiling(belongs_to_case=None)).then(NoteMisfiled, belongs_to_case=None)


def test_misfiling_is_refused_in_the_order_of_its_contract():
    given(Case).when(misfiling()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED).when(misfiling()).then_refused(NotFoundError, "Anteckningen finns inte")
    written = given(Case, OPENED, RECORDED)
    written.when(misfiling(belongs_to_case=CASE)).then_refused(InvalidValueError, "ligger redan i det ärendet")
    written.when(misfiling(reason="")).then_refused(InvalidValueError, "Orsaken saknas")
    written.when(misfiling(author=UNKNOWN_AUTHOR)).then_refused(InvalidValueError, "Författarens namn saknas")


def test_a_differing_opinion_is_noted_beside_what_it_concerns():
    scenario = given(Case, OPENED, RECORDED, HELD, CLOSED)
    targets = (NOTE, SESSION, CASE)
    scenario.when(opining(target_ids=targets)).then(DifferingOpinionNoted, target_ids=targets, statement="Jag kom i tid.")
    assert scenario.state.opinions[OPINION].stated_by == "brukaren"


@pytest.mark.parametrize(
    ("wire_name", "id_field"),
    [
        ("case.note_recorded.v1", "note_id"),
        ("case.session_held.v1", "session_id"),
        ("case.plan_established.v1", "plan_id"),
        ("case.rating_recorded.v2", "rating_id"),
        ("case.rent_recorded.v1", "rent_id"),
        ("case.attendance_recorded.v1", "attendance_id"),
        ("case.account_requested.v1", "request_id"),
        ("case.handed_over.v1", "hand_over_id"),
        ("case.stand_in_appointed.v1", "appointment_id"),
    ],
)
def test_any_entry_of_the_case_can_be_differed_with(wire_name, id_field):
    entry = EXAMPLES[wire_name]
    target = (getattr(entry, id_field),)
    given(Case, OPENED, entry).when(opining(target_ids=target)).then(DifferingOpinionNoted, target_ids=target)
    given(Case, OPENED).when(opining(target_ids=target)).then_refused(NotFoundError, "finns inte i ärendet")


def test_a_correction_of_a_note_can_be_differed_with():
    given(Case, OPENED, RECORDED, CORRECTED).when(opining(target_ids=(NOTE_CORRECTION,))).then(DifferingOpinionNoted)


def test_a_differing_opinion_is_refused_in_the_order_of_its_contract():
    given(Case).when(opining()).then_refused(NotFoundError, "Ärendet finns inte")
    written = given(Case, OPENED, RECORDED)
    given(Case, OPENED, RECORDED, NOTED).when(opining()).then_refused(ConflictError, "Den avvikande meningen finns redan")
    written.when(opining(target_ids=())).then_refused(InvalidValueError, "minst en uppgift")
    written.when(opining(target_ids=(NOTE, OTHER_NOTE))).then_refused(NotFoundError, "finns inte i ärendet")
    written.when(opining(statement=" ")).then_refused(InvalidValueError, "Den avvikande meningen saknas")
    written.when(opining(stated_by="")).then_refused(InvalidValueError, "Vem som framförde")
    written.when(opining(stated_on=TODAY + DAY)).then_refused(InvalidValueError, "har varit")


def test_a_corrected_day_is_held_to_the_closing_as_the_first_one_was():
    after = Occurred(on=CLOSED_ON + DAY)
    unattached = RECORDED.model_copy(update={"session_id": None})
    closed = given(Case, OPENED, unattached, CLOSED)
    closed.when(correcting(occurred=after)).then_refused(NotAllowedError, "öppna ärendet igen")
    closed.when(correcting(occurred=Occurred(on=CLOSED_ON))).then(JournalNoteCorrected)
    imported = correcting(correction_id=cast_id(76), occurred=after, stamp=IMPORT_STAMP, source=source("Journal"))
    closed.when(imported).then(JournalNoteCorrected, occurred=after)
    follow_up = HELD.model_copy(update={"kind": SessionKind.FOLLOW_UP_MEETING})
    given(Case, OPENED, follow_up, RECORDED, CLOSED).when(correcting(occurred=after)).then(JournalNoteCorrected)


SAME_TEXTS = Texts(*(getattr(RECORDED, kind) for kind in NOTE_TEXTS))
COLLEAGUE = Author(ANNA, "Anna Exempelsson", "KBT-behandlare")
LATER_CLAIM = source("Journal").model_copy(update={"claimed_recorded_on": date(2024, 7, 13)})
LATER_TIME = source("Journal").model_copy(update={"claimed_recorded_at": None})


def test_who_corrects_is_no_change_but_a_source_that_names_its_author_anew_is_one():
    written = given(Case, OPENED, RECORDED)
    for half in ({}, {"source": source("Journal")}, {"stamp": IMPORT_STAMP}):
        same = correcting(texts=SAME_TEXTS, author=COLLEAGUE, **half)
        written.when(same).then_refused(InvalidValueError, "ändrar ingenting")
    imported = {"stamp": IMPORT_STAMP, "source": source("Journal")}
    signed_alike = Author(ANNA, RECORDED.author_name, RECORDED.author_title)
    written.when(correcting(texts=SAME_TEXTS, author=signed_alike, **imported)).then_refused(
        InvalidValueError, "ändrar ingenting"
    )
    written.when(correcting(texts=SAME_TEXTS, author=COLLEAGUE, **imported)).then(JournalNoteCorrected)


@pytest.mark.parametrize("claim", [LATER_CLAIM, LATER_TIME])
def test_another_claim_of_when_it_was_written_is_a_change_also_when_nothing_else_is(claim):
    written = given(Case, OPENED, RECORDED)
    written.when(correcting(texts=SAME_TEXTS, source=source("Journal", row=9))).then_refused(
        InvalidValueError, "ändrar ingenting"
    )
    written.when(correcting(texts=SAME_TEXTS, source=claim)).then(JournalNoteCorrected, source=claim)


def test_a_claim_about_a_note_that_was_written_here_is_no_change():
    written_here = RECORDED.model_copy(update={"source": None})
    claimed = correcting(texts=SAME_TEXTS, source=LATER_CLAIM)
    given(Case, OPENED, written_here).when(claimed).then_refused(InvalidValueError, "ändrar ingenting")
    given(Case, OPENED, RECORDED).when(correcting(texts=SAME_TEXTS)).then_refused(InvalidValueError, "ändrar ingenting")
