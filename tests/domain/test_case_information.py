"""What the individual was informed of: the right to apply (SoL 11:6), and how to complain."""

from datetime import timedelta

import pytest

from domain.case.case import Case
from domain.case.information.codes import InformationForm, InformedPerson
from domain.case.information.events import ComplaintInformationGiven, RightToApplyInformationGiven
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.information import document
from tests.support.examples import ANNA, CLOSED_ON, EXAMPLES, IMPORT_STAMP, SESSION, STAMP, TODAY, cast_id, source
from tests.support.scenario import given

OPENED, CLOSED = EXAMPLES["case.opened.v1"], EXAMPLES["case.closed.v1"]
HELD = EXAMPLES["case.session_held.v1"]
TOLD = EXAMPLES["case.right_to_apply_information_given.v1"]
TOLD_OF_COMPLAINTS = EXAMPLES["case.complaint_information_given.v1"]
DAY = timedelta(days=1)
BOTH = pytest.mark.parametrize(
    ("decision", "kind"),
    [(Case.inform_of_right_to_apply, RightToApplyInformationGiven), (Case.inform_of_complaints, ComplaintInformationGiven)],
)


def informing(decision, **changes):
    call = {
        "entry_id": cast_id(812), "informed_on": TODAY, "informed": (InformedPerson.INDIVIDUAL,),
        "information_form": InformationForm.ORAL, "informed_by_id": ANNA, "informed_by_name": "Anna Exempel",
        "stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY,
    }
    return lambda case: decision(case, **{**call, **changes})


@BOTH
def test_somebody_is_informed_today_or_earlier_and_at_a_session_of_the_case(decision, kind):
    given(Case, OPENED).when(informing(decision)).then(kind, informed_on=TODAY, session_id=None, informed_by_title=None)
    given(Case, OPENED, HELD).when(informing(decision, session_id=SESSION)).then(kind, session_id=SESSION)


@BOTH
def test_a_closed_case_takes_what_was_told_on_its_last_day_and_imported_history_after_it(decision, kind):
    after = CLOSED_ON + DAY
    given(Case, OPENED, CLOSED).when(informing(decision, informed_on=CLOSED_ON)).then(kind)
    given(Case, OPENED, CLOSED).when(informing(decision, informed_on=after)).then_refused(NotAllowedError, "avslutades")
    imported = informing(decision, informed_on=after, stamp=IMPORT_STAMP, source=source("Information"))
    given(Case, OPENED, CLOSED).when(imported).then(kind, informed_on=after)


REFUSED = [
    ([], {"entry_id": TOLD.entry_id}, NotFoundError, "Ärendet finns inte"),
    ([OPENED, TOLD], {"entry_id": TOLD.entry_id, "informed": ()}, ConflictError, "finns redan"),
    ([OPENED], {"informed": (), "informed_by_name": ""}, InvalidValueError, "Vem som informerades saknas"),
    ([OPENED], {"informed": (InformedPerson.CHILD,) * 2, "informed_by_name": ""}, InvalidValueError, "två gånger"),
    ([OPENED], {"informed_by_name": "", "informed_by_title": ""}, InvalidValueError, "Namnet på den som informerade"),
    ([OPENED], {"informed_by_title": "", "informed_on": TODAY + DAY}, InvalidValueError, "Befattningen"),
    ([OPENED, CLOSED], {"informed_on": TODAY + DAY}, InvalidValueError, "i dag är det"),
    ([OPENED, CLOSED], {"session_id": SESSION}, NotAllowedError, "avslutades"),
    ([OPENED], {"session_id": SESSION}, NotFoundError, "Besöket finns inte"),
]


@BOTH
@pytest.mark.parametrize(("past", "changes", "error", "message"), REFUSED)
def test_information_is_refused(decision, kind, past, changes, error, message):
    given(Case, *past).when(informing(decision, **changes)).then_refused(error, message)


def test_the_document_says_since_when_and_each_time_and_leaves_out_what_was_struck():
    later = TOLD.model_copy(update={"entry_id": cast_id(812), "informed_on": TODAY})
    struck = EXAMPLES["case.entry_struck.v1"].model_copy(update={"entry_id": TOLD.entry_id, "replaced_by": None})
    before = document(Case.fold([OPENED, later, TOLD]))
    assert (before["right_to_apply"]["informed_on"], before["complaints"]["informed_on"]) == ("2024-03-04", None)
    assert [each["informed_on"] for each in before["right_to_apply"]["history"]] == ["2024-03-04", str(TODAY)]
    after = document(Case.fold([OPENED, later, TOLD, TOLD_OF_COMPLAINTS, struck]))
    assert (after["right_to_apply"]["informed_on"], len(after["right_to_apply"]["history"])) == (str(TODAY), 1)
    assert after["complaints"]["history"][0]["informed"] == ["child", "guardian"]
