"""Appeals of an answer to who asks for what is written in a case: in time, sent on, settled."""

from datetime import date

import pytest

from domain.case.case import Case
from domain.case.decisions.codes import Court
from domain.case.disclosure.codes import AppealSettlement, DecisionLevel, DisclosureOutcome
from domain.case.disclosure.events import (
    DisclosureAppealed,
    DisclosureAppealSettled,
    DisclosureDecided,
)
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from tests.support.area_examples.disclosure import APPEAL_ID, DECISION_ID, REVIEW_ID
from tests.support.disclosure_calls import (
    ANSWERED,
    APPEALED,
    BY,
    DAY,
    DECIDED,
    OTHER,
    SETTLED,
    TRIED,
    answering,
    decided,
)
from tests.support.examples import STAMP, TODAY
from tests.support.scenario import given


def appealing(**changes):
    call = {"entry_id": OTHER, "decision_id": DECISION_ID, "appealed_on": DECIDED.answered_on, "stamp": STAMP, "today": TODAY}
    return lambda case: case.appeal_disclosure(**{**call, **changes})


def settling(**changes):
    call = {
        "entry_id": OTHER, "appeal_id": APPEAL_ID, "settled_on": TODAY, "appeal_settlement": AppealSettlement.REFUSED,
        "settled_by_court": Court.COURT_OF_APPEAL,
    }
    return lambda case: case.settle_disclosure_appeal(**{**call, **BY, **changes})


@pytest.mark.parametrize(
    ("notified_on", "appealed_on", "in_time"),
    [
        (date(2024, 9, 4), date(2024, 9, 25), True),
        (date(2024, 9, 4), date(2024, 9, 26), False),
        (date(2024, 9, 7), date(2024, 9, 30), True),
        (None, date(2024, 11, 29), None),
    ],
)
def test_an_appeal_is_in_time_for_three_weeks_from_the_day_the_requester_got_the_decision(notified_on, appealed_on, in_time):
    past = [*TRIED, decided(requester_notified_on=notified_on)]
    given(Case, *past).when(appealing(appealed_on=appealed_on)).then(DisclosureAppealed, appeal_in_time=in_time)


@pytest.mark.parametrize("day", [DECIDED.answered_on, TODAY])
def test_an_appeal_is_sent_on_from_the_day_it_came_to_today(day):
    given(Case, *ANSWERED).when(appealing(appeal_forwarded_on=day)).then(DisclosureAppealed, appeal_forwarded_on=day)


STAFF_ANSWER = decided(decision_level=DecisionLevel.STAFF)
LATE = {"appealed_on": date(2024, 9, 26)}


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], appealing(), NotFoundError, "Ärendet finns inte"),
        ([*ANSWERED, APPEALED], appealing(entry_id=APPEAL_ID), ConflictError, "Överklagandet finns redan"),
        (TRIED, appealing(), NotFoundError, "Begäran finns inte"),
        (ANSWERED, appealing(decision_id=REVIEW_ID), NotFoundError, "Svaret på begäran finns inte"),
        ([*TRIED, STAFF_ANSWER], appealing(), NotAllowedError, "kan inte överklagas. Fatta"),
        ([*TRIED, decided(disclosure_outcome=DisclosureOutcome.WHOLE)], appealing(), NotAllowedError, "”lämnas ut helt”"),
        ([*ANSWERED, APPEALED], appealing(), NotAllowedError, "redan överklagat"),
        (ANSWERED, appealing(appealed_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        (ANSWERED, appealing(appealed_on=DECIDED.answered_on - DAY), InvalidValueError, "före beslutet"),
        (ANSWERED, appealing(**LATE, appeal_forwarded_on=TODAY), InvalidValueError, "avvisas i stället"),
        (ANSWERED, appealing(appeal_forwarded_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        (ANSWERED, appealing(appeal_forwarded_on=DECIDED.answered_on - DAY), InvalidValueError, "före överklagandet"),
    ],
)
def test_an_appeal_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize("day", [APPEALED.appealed_on, TODAY])
def test_an_appeal_is_settled(day):
    given(Case, *ANSWERED, APPEALED).when(settling(settled_on=day)).then(
        DisclosureAppealSettled, settled_on=day, appeal_settlement=AppealSettlement.REFUSED
    )


@pytest.mark.parametrize("settlement", list(AppealSettlement))
def test_an_answer_that_an_appeal_changed_is_given_anew(settlement):
    settled = SETTLED.model_copy(update={"appeal_settlement": settlement})
    anew = given(Case, *ANSWERED, APPEALED, settled).when(answering())
    if settlement.value in ("changed_as_asked", "granted", "granted_in_part", "remitted"):
        anew.then(DisclosureDecided)
    else:
        anew.then_refused(NotAllowedError, "redan besvarad")


LATE_APPEAL = APPEALED.model_copy(update={"appeal_in_time": False, "appeal_forwarded_on": None})
AS_LATE = {"appeal_settlement": AppealSettlement.REJECTED_AS_LATE, "settled_by_court": None}


def test_a_late_appeal_is_rejected_by_the_authority_and_a_withdrawn_one_by_whoever_had_it():
    given(Case, *ANSWERED, LATE_APPEAL).when(settling(**AS_LATE)).then(DisclosureAppealSettled, settled_by_court=None)
    for court in (None, Court.COURT_OF_APPEAL):
        call = settling(appeal_settlement=AppealSettlement.WITHDRAWN, settled_by_court=court)
        given(Case, *ANSWERED, APPEALED).when(call).then(DisclosureAppealSettled, settled_by_court=court)


COURT_OF_LATE = settling(appeal_settlement=AppealSettlement.REJECTED_AS_LATE)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], settling(), NotFoundError, "Ärendet finns inte"),
        ([*ANSWERED, APPEALED, SETTLED], settling(entry_id=SETTLED.entry_id), ConflictError, "Avgörandet finns redan"),
        (ANSWERED, settling(), NotFoundError, "Begäran finns inte"),
        (ANSWERED, settling(appeal_id=DECISION_ID), NotFoundError, "Överklagandet finns inte"),
        ([*ANSWERED, APPEALED, SETTLED], settling(), NotAllowedError, "redan avgjort"),
        ([*ANSWERED, APPEALED], settling(settled_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        ([*ANSWERED, APPEALED], settling(settled_on=APPEALED.appealed_on - DAY), InvalidValueError, "före överklagandet"),
        ([*ANSWERED, APPEALED], settling(settled_by_court=None), InvalidValueError, "Domstol anges precis"),
        ([*ANSWERED, LATE_APPEAL], COURT_OF_LATE, InvalidValueError, "Domstol anges precis"),
        ([*ANSWERED, APPEALED], settling(**AS_LATE), InvalidValueError, "i rätt tid, så det kan inte avvisas"),
        ([*ANSWERED, APPEALED], settling(settlement_text=" "), InvalidValueError, "Texten om avgörandet saknas"),
    ],
)
def test_a_settlement_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)
