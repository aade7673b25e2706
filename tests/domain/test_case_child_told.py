"""Whether the child was told before its guardians were contacted (SoL 3:2)."""

from datetime import timedelta

import pytest

from domain.case.case import Case
from domain.case.information.events import ChildToldOfContact
from domain.case.safety.codes import NotToldReason
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.information import document
from tests.support.examples import CLOSED_ON, EXAMPLES, IMPORT_STAMP, STAMP, TODAY, cast_id, source
from tests.support.scenario import given, numbered

OPENED, CLOSED = EXAMPLES["case.opened.v1"], EXAMPLES["case.closed.v1"]
TOLD = EXAMPLES["case.child_told_of_contact.v1"]
DAY = timedelta(days=1)


def telling(**changes):
    call = {
        "entry_id": cast_id(1136), "child_told_on": TODAY, "told_before": True, "stamp": STAMP, "today": TODAY,
        "policy": DEFAULT_POLICY,
    }
    return lambda case: case.tell_child_of_contact(**{**call, **changes})


def test_the_child_was_told_and_says_what_it_thinks_of_it():
    given(Case, OPENED).when(telling(child_view="Bra.")).then(ChildToldOfContact, told_before=True, child_view="Bra.")


@pytest.mark.parametrize(
    "why",
    [
        {"not_told_reason": NotToldReason.DANGER},
        {"not_told_reason": NotToldReason.TOO_YOUNG, "not_told_explanation": "Två år."},
        {"not_told_reason": NotToldReason.OTHER, "not_told_explanation": "Sov."},
    ],
)
def test_the_child_was_not_told_and_why(why):
    given(Case, OPENED).when(telling(told_before=False, **why)).then(ChildToldOfContact, told_before=False, **why)


def test_a_closed_case_takes_what_was_told_on_its_last_day_and_a_source_may_lack_the_reason():
    given(Case, OPENED, CLOSED).when(telling(child_told_on=CLOSED_ON)).then(ChildToldOfContact)
    imported = telling(
        child_told_on=CLOSED_ON + DAY, told_before=False, stamp=IMPORT_STAMP, source=source("Information")
    )
    given(Case, OPENED, CLOSED).when(imported).then(ChildToldOfContact, not_told_reason=None)


LATER = TODAY + DAY
OTHER = NotToldReason.OTHER
REFUSED = [
    ([], {"told_before": False}, NotFoundError, "Ärendet finns inte"),
    ([OPENED, TOLD], {"entry_id": TOLD.entry_id, "told_before": False}, ConflictError, "finns redan"),
    ([OPENED], {"told_before": False, "not_told_explanation": " "}, InvalidValueError, "Ange varför"),
    ([OPENED], {"not_told_reason": OTHER, "not_told_explanation": " "}, InvalidValueError, "Ta bort orsaken"),
    ([OPENED], {"told_before": False, "not_told_reason": OTHER, "child_view": " "}, InvalidValueError, "Förklara vilken"),
    ([OPENED], {"not_told_explanation": " "}, InvalidValueError, "Ta bort förklaringen"),
    ([OPENED], {"told_before": False, "not_told_reason": OTHER, "not_told_explanation": " "}, InvalidValueError, "Förklaringen"),
    ([OPENED], {"child_view": " ", "child_told_on": LATER}, InvalidValueError, "Barnets uppfattning"),
    ([OPENED, CLOSED], {"child_told_on": LATER}, InvalidValueError, "i dag är det"),
    ([OPENED, CLOSED], {}, NotAllowedError, "avslutades"),
]


@pytest.mark.parametrize(("past", "changes", "error", "message"), REFUSED)
def test_telling_the_child_is_refused(past, changes, error, message):
    given(Case, *past).when(telling(**changes)).then_refused(error, message)


def test_the_document_lists_each_time_until_it_is_struck():
    struck = EXAMPLES["case.entry_struck.v1"].model_copy(update={"entry_id": TOLD.entry_id, "replaced_by": None})
    (shown,) = document(Case.fold(numbered(OPENED, TOLD)))["child_told_of_contact"]
    assert (shown["told_before"], shown["not_told_reason"]) == (False, "other")
    assert document(Case.fold(numbered(OPENED, TOLD, struck)))["child_told_of_contact"] == []
