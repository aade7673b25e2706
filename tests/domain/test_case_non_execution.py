"""That a decision is not carried out is reported (SoL 34:1-4), and what the record then shows."""

from datetime import date, timedelta

import pytest

from domain.case.case import Case
from domain.case.decisions.codes import UnexecutedReceiver
from domain.case.decisions.events import NonExecutionReported
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.decisions import document
from tests.support.decided import MADE
from tests.support.examples import CLOSED_ON, EXAMPLES, STAMP, TODAY, cast_id
from tests.support.scenario import given, numbered

OPENED, CLOSED = EXAMPLES["case.opened.v1"], EXAMPLES["case.closed.v1"]
REPORTED = EXAMPLES["case.non_execution_reported.v1"]
REFUSED_TO_PERSON = MADE.model_copy(update={"favourable": False})
BOTH = (UnexecutedReceiver.SUPERVISOR, UnexecutedReceiver.AUDITORS)
LAST_DAY = date(2024, 6, 1)
"""Three months from the decision of 1 March."""
DAY = timedelta(days=1)


def reporting(**changes):
    call = {
        "entry_id": cast_id(1136), "decision_id": MADE.entry_id, "non_execution_reported_on": TODAY,
        "unexecuted_receivers": BOTH, "stamp": STAMP, "today": TODAY,
    }
    return lambda case: case.report_non_execution(**{**call, **changes})


@pytest.mark.parametrize("day", [LAST_DAY + DAY, TODAY])
def test_it_is_reported_from_the_day_after_the_three_months_to_today(day):
    given(Case, OPENED, MADE).when(reporting(non_execution_reported_on=day)).then(
        NonExecutionReported, non_execution_reported_on=day, unexecuted_receivers=BOTH
    )


def test_it_is_reported_also_after_the_closing_and_to_one_receiver_at_a_time():
    after = reporting(non_execution_reported_on=CLOSED_ON + DAY, unexecuted_receivers=BOTH[:1])
    given(Case, OPENED, MADE, CLOSED).when(after).then(NonExecutionReported, unexecuted_receivers=BOTH[:1])


REFUSED = [
    ([], {}, NotFoundError, "Ärendet finns inte"),
    ([OPENED, MADE, REPORTED], {"entry_id": REPORTED.entry_id, "decision_id": cast_id(1)}, ConflictError, "finns redan"),
    ([OPENED], {"unexecuted_receivers": ()}, NotFoundError, "Beslutet finns inte"),
    ([OPENED, REFUSED_TO_PERSON], {"unexecuted_receivers": ()}, NotAllowedError, "inte gynnande"),
    ([OPENED, MADE], {"unexecuted_receivers": (), "non_execution_reported_on": TODAY + DAY}, InvalidValueError, "minst en"),
    ([OPENED, MADE], {"unexecuted_receivers": BOTH[:1] * 2}, InvalidValueError, "var och en en gång"),
    ([OPENED, MADE], {"non_execution_reported_on": TODAY + DAY}, InvalidValueError, "i dag är det"),
    ([OPENED, MADE], {"non_execution_reported_on": LAST_DAY}, NotAllowedError, "till och med 2024-06-01"),
]


@pytest.mark.parametrize(("past", "changes", "error", "message"), REFUSED)
def test_a_report_is_refused(past, changes, error, message):
    given(Case, *past).when(reporting(**changes)).then_refused(error, message)


def test_the_decision_shows_what_was_reported_until_it_is_struck():
    struck = EXAMPLES["case.entry_struck.v1"].model_copy(update={"entry_id": REPORTED.entry_id, "replaced_by": None})
    (shown,) = document(Case.fold(numbered(OPENED, MADE, REPORTED)))["decisions"]
    assert [each["unexecuted_receivers"] for each in shown["non_execution_reports"]] == [["supervisor", "auditors"]]
    (shown,) = document(Case.fold(numbered(OPENED, MADE, REPORTED, struck)))["decisions"]
    assert shown["non_execution_reports"] == []


def test_a_decision_that_was_reported_is_not_struck_before_the_report():
    def striking(case):
        return case.strike_entry(entry_id=MADE.entry_id, reason="Fel.", stamp=STAMP, policy=DEFAULT_POLICY)

    given(Case, OPENED, MADE, REPORTED).when(striking).then_refused(NotAllowedError, "Stryk den uppgiften först")
