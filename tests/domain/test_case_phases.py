"""The phases of a treatment, and how a wrong entry is struck."""

from datetime import date, timedelta

import pytest

from domain.case.case import Case
from domain.case.entry_events import EntryStruck
from domain.case.phases.codes import TreatmentPhase
from domain.case.phases.events import PhaseEntered
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from tests.support.examples import CLOSED_ON, EXAMPLES, IMPORT_STAMP, STAMP, TODAY, cast_id, source
from tests.support.scenario import given

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
ENTERED = EXAMPLES["case.phase_entered.v1"]
OTHER = cast_id(701)
DAY = timedelta(days=1)


def entering(**changes):
    call = {"entry_id": OTHER, "phase": TreatmentPhase.TREATMENT, "entered_on": TODAY}
    by = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
    return lambda case: case.enter_phase(**{**call, **by, **changes})


def striking(**changes):
    call = {"entry_id": ENTERED.entry_id, "reason": "Fel dag.", "stamp": STAMP, "policy": DEFAULT_POLICY}
    return lambda case: case.strike_entry(**{**call, **changes})


def test_the_treatment_goes_into_a_phase():
    given(Case, OPENED).when(entering()).then(
        PhaseEntered, entry_id=OTHER, phase=TreatmentPhase.TREATMENT, entered_on=TODAY, reason=None
    )


def test_a_closed_case_takes_the_phase_of_its_last_day_and_none_after_it():
    given(Case, OPENED, CLOSED).when(entering(entered_on=CLOSED_ON)).then(PhaseEntered, entered_on=CLOSED_ON)
    given(Case, OPENED, CLOSED).when(entering(entered_on=CLOSED_ON + DAY)).then_refused(NotAllowedError, "avslutades")
    imported = entering(entered_on=CLOSED_ON + DAY, stamp=IMPORT_STAMP, source=source("Faser"))
    given(Case, OPENED, CLOSED).when(imported).then(PhaseEntered, entered_on=CLOSED_ON + DAY)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], entering(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, ENTERED], entering(entry_id=ENTERED.entry_id), ConflictError, "finns redan"),
        ([OPENED], entering(reason=" "), InvalidValueError, "Orsaken saknas"),
        ([OPENED], entering(entered_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        ([OPENED, ENTERED], entering(phase=ENTERED.phase), InvalidValueError, "redan i fasen motivation"),
    ],
)
def test_a_phase_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_the_phase_on_a_day_is_the_last_one_entered_by_then():
    earlier = ENTERED.model_copy(update={"entry_id": OTHER, "phase": TreatmentPhase.START_UP, "entered_on": date(2024, 3, 4)})
    phases = Case.fold([OPENED, ENTERED, earlier]).phases
    assert [phases.on(day) for day in (date(2024, 3, 3), date(2024, 3, 4), date(2024, 3, 10), date(2024, 3, 11), TODAY)] == [
        None, TreatmentPhase.START_UP, TreatmentPhase.START_UP, TreatmentPhase.MOTIVATION, TreatmentPhase.MOTIVATION
    ]


def test_a_struck_entry_is_as_if_it_had_not_been_recorded_and_its_id_stays_used():
    given(Case, OPENED, ENTERED).when(striking()).then(EntryStruck, entry_id=ENTERED.entry_id, reason="Fel dag.")
    struck = EXAMPLES["case.entry_struck.v1"]
    assert Case.fold([OPENED, ENTERED, struck]).phases.entered == []
    given(Case, OPENED, ENTERED, struck).when(entering(entry_id=ENTERED.entry_id)).then_refused(ConflictError, "finns redan")


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], striking(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, ENTERED, EXAMPLES["case.entry_struck.v1"]], striking(), NotAllowedError, "redan struken"),
        ([OPENED, ENTERED], striking(entry_id=OTHER), NotFoundError, "Uppgiften finns inte"),
        ([OPENED, ENTERED], striking(reason=""), InvalidValueError, "Orsaken till att uppgiften stryks saknas"),
    ],
)
def test_a_striking_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)
