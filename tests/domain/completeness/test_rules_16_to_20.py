"""Rules 16-20: decisions, differing opinions and corrections, in journals written day by day."""

from datetime import date, timedelta

import pytest

from domain.case.decisions.codes import DecisionOutcome, NotCommunicated, NoticeManner
from domain.case.decisions.events import MaterialCommunicated
from domain.codes import LegalBasis
from domain.completeness.codes import Status
from domain.policies import DEFAULT_POLICY
from tests.support.cast import cast_id
from tests.support.journals import OPENED, RULES, example, found, imported, status

OK, GAP, LATE, UNKNOWN, EXEMPT, NONE = (
    Status.OK, Status.GAP, Status.LATE, Status.UNKNOWN, Status.EXEMPT, Status.NOT_APPLICABLE,
)
MARCH_1 = date(2024, 3, 1)
AUGUST_30 = date(2024, 8, 30)
DAY = timedelta(days=1)
SENT = MaterialCommunicated(material_sent_on=date(2024, 2, 27), material_manner=NoticeManner.LETTER)
COMPLETE = example("case.decision_made", grounds_omitted=None, decided_elsewhere=None, amendment=None, communicated=SENT)
"""On 1 March, for 4 March - 30 August; it can be appealed."""
TOLD = example("case.decision_communicated")
OPENED_EARLY = (MARCH_1, OPENED)


def decided(**changes):
    return MARCH_1, COMPLETE.model_copy(update=changes)


# a decision holds on every day that the case is open, from the first one on.


def test_an_insats_within_its_decision_is_in_order_on_the_last_day_and_a_gap_on_the_next():
    assert status("R-16", AUGUST_30, OPENED_EARLY, decided()) is OK
    (gap,) = found("R-16", AUGUST_30 + DAY, OPENED_EARLY, decided())
    assert (gap.status, gap.since, gap.due, gap.until) == (GAP, AUGUST_30 + DAY, AUGUST_30, None)


def test_a_new_decision_goes_on_from_the_day_after_and_a_late_one_stays_late():
    again = {"entry_id": cast_id(839), "to_date": None}
    in_time = AUGUST_30, COMPLETE.model_copy(update={**again, "decided_on": AUGUST_30, "from_date": AUGUST_30 + DAY})
    late = AUGUST_30, COMPLETE.model_copy(update={**again, "decided_on": AUGUST_30, "from_date": AUGUST_30 + 2 * DAY})
    assert status("R-16", date(2024, 9, 30), OPENED_EARLY, decided(), in_time) is OK
    (finding,) = found("R-16", date(2024, 9, 30), OPENED_EARLY, decided(), late)
    assert (finding.status, finding.since, finding.until) == (LATE, AUGUST_30 + DAY, AUGUST_30 + 2 * DAY)


def test_a_decision_without_a_last_day_holds_as_many_days_as_the_policy_says():
    last = date(2024, 3, 4) + timedelta(days=DEFAULT_POLICY.open_decision_days)
    assert status("R-16", last, OPENED_EARLY, decided(to_date=None)) is OK
    assert status("R-16", last + DAY, OPENED_EARLY, decided(to_date=None)) is GAP


def test_a_case_closed_on_the_last_day_needs_no_new_decision():
    closed = AUGUST_30, example("case.closed", closed_on=AUGUST_30)
    assert status("R-16", date(2025, 1, 1), OPENED_EARLY, decided(), closed) is OK


def test_an_assignment_with_a_last_day_tells_how_long_and_one_without_tells_nothing():
    assigned = example("case.assignment_received", from_date=MARCH_1, to_date=AUGUST_30)
    assert status("R-16", AUGUST_30, OPENED_EARLY, (MARCH_1, assigned)) is OK
    assert status("R-16", AUGUST_30 + DAY, OPENED_EARLY, (MARCH_1, assigned)) is GAP
    silent = MARCH_1, assigned.model_copy(update={"to_date": None})
    assert status("R-16", AUGUST_30, OPENED_EARLY, silent) is UNKNOWN


def test_a_refusal_lets_nothing_go_on_and_service_that_is_open_to_all_needs_no_decision():
    refused = decided(outcome=DecisionOutcome.REFUSED, favourable=False)
    assert status("R-16", AUGUST_30, OPENED_EARLY, refused) is UNKNOWN
    service = MARCH_1, OPENED.model_copy(update={"legal_basis": LegalBasis.SERVICE})
    assert status("R-16", AUGUST_30, service, decided()) is NONE
    unsaid = MARCH_1, OPENED.model_copy(update={"legal_basis": None})
    assert status("R-16", AUGUST_30, unsaid, decided()) is UNKNOWN


# a decision says what it must, and the person is told of it.

MARCH_8 = MARCH_1 + timedelta(days=DEFAULT_POLICY.decision_notice_days)


def told(on, **changes):
    return on, TOLD.model_copy(update={"notified_on": on, **changes})


def test_a_whole_decision_told_on_the_last_day_is_in_order_and_told_on_the_next_late():
    assert status("R-17", MARCH_8 + DAY, OPENED_EARLY, decided(), told(MARCH_8)) is OK
    (late,) = found("R-17", MARCH_8 + DAY, OPENED_EARLY, decided(), told(MARCH_8 + DAY))
    assert (late.status, late.since, late.until) == (LATE, MARCH_8 + DAY, MARCH_8 + DAY)


def test_a_decision_that_nobody_was_told_of_is_no_gap_on_the_last_day_and_one_on_the_next():
    assert status("R-17", MARCH_8, OPENED_EARLY, decided()) is OK
    (gap,) = found("R-17", MARCH_8 + DAY, OPENED_EARLY, decided())
    assert (gap.status, gap.since, gap.basis) == (GAP, MARCH_8 + DAY, "notice, appeal_instructions")


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"decision_grounds": None}, "grounds"),
        ({"decider_id": None}, "decider"),
        ({"decision_text": " "}, "content"),
    ],
)
def test_a_gap_says_what_the_decision_lacks(changes, missing):
    (gap,) = found("R-17", date(2024, 4, 1), OPENED_EARLY, decided(**changes), told(MARCH_1))
    assert (gap.status, gap.basis) == (GAP, missing)


def test_how_to_appeal_is_told_only_of_what_can_be_appealed():
    silent = told(MARCH_1, appeal_instructions=False)
    (gap,) = found("R-17", date(2024, 4, 1), OPENED_EARLY, decided(), silent)
    assert (gap.status, gap.basis) == (GAP, "appeal_instructions")
    assert status("R-17", date(2024, 4, 1), OPENED_EARLY, decided(appealable=False), silent) is OK


def test_no_decision_is_nothing_to_tell_of_and_what_a_source_does_not_carry_is_unknown():
    assert status("R-17", date(2024, 4, 1), OPENED_EARLY) is NONE
    from_source = MARCH_1, imported(COMPLETE, decider_id=None)
    assert status("R-17", date(2024, 4, 1), OPENED_EARLY, from_source) is UNKNOWN
    assert status("R-17", date(2024, 4, 1), OPENED_EARLY, from_source, told(MARCH_1)) is UNKNOWN


# the material was communicated, or there is a ground not to.


def test_material_that_was_sent_is_in_order_and_one_that_nothing_is_noted_of_a_gap_from_the_day_after():
    assert status("R-18", MARCH_8, OPENED_EARLY, decided()) is OK
    assert status("R-18", MARCH_1, OPENED_EARLY, decided(communicated=None)) is OK
    (gap,) = found("R-18", MARCH_1 + DAY, OPENED_EARLY, decided(communicated=None))
    assert (gap.status, gap.since, gap.basis) == (GAP, MARCH_1 + DAY, "not_noted")


def test_a_decision_recorded_anew_takes_the_gap_away():
    struck = MARCH_8, example("case.entry_struck", entry_id=COMPLETE.entry_id)
    anew = MARCH_8, COMPLETE.model_copy(update={"entry_id": cast_id(839)})
    assert status("R-18", MARCH_8, OPENED_EARLY, decided(communicated=None), struck, anew) is OK


@pytest.mark.parametrize("ground", list(NotCommunicated))
def test_a_ground_not_to_send_it_exempts_with_that_ground(ground):
    (exempt,) = found("R-18", MARCH_8, OPENED_EARLY, decided(communicated=MaterialCommunicated(not_communicated=ground)))
    assert (exempt.status, exempt.basis) == (EXEMPT, ground.value)


def test_without_a_decision_nothing_is_communicated_and_of_a_silent_source_it_is_unknown():
    assert status("R-18", MARCH_8, OPENED_EARLY) is NONE
    assert status("R-18", MARCH_8, OPENED_EARLY, (MARCH_1, imported(COMPLETE, communicated=None))) is UNKNOWN


# what the person thinks is wrong is noted beside it.

OPINION = example("case.differing_opinion_noted", stated_on=MARCH_1)
MARCH_6 = MARCH_1 + timedelta(days=DEFAULT_POLICY.differing_opinion_days)


def test_an_opinion_noted_on_the_last_day_is_in_order_and_on_the_next_late_for_ever():
    assert status("R-19", date(2024, 9, 1), OPENED_EARLY, (MARCH_6, OPINION)) is OK
    (late,) = found("R-19", date(2024, 9, 1), OPENED_EARLY, (MARCH_6 + DAY, OPINION))
    assert (late.status, late.since, late.until) == (LATE, MARCH_6 + DAY, MARCH_6 + DAY)


def test_without_an_opinion_there_is_nothing_to_note_and_of_an_imported_case_it_is_unknown():
    assert status("R-19", date(2024, 9, 1), OPENED_EARLY) is NONE
    assert status("R-19", date(2024, 9, 1), (MARCH_1, imported(OPENED))) is UNKNOWN


# a correction says why and by whom.

NOTE = example("case.note_recorded")
CORRECTED = example("case.note_corrected", correction_id=cast_id(31))


def noted(correction):
    return (MARCH_1, OPENED), (MARCH_1, NOTE), (MARCH_8, correction)


def test_a_correction_with_reason_and_author_is_in_order():
    assert status("R-20", MARCH_8 + DAY, *noted(CORRECTED)) is OK
    struck = MARCH_8, example("case.entry_struck", entry_id=COMPLETE.entry_id)
    assert status("R-20", MARCH_8 + DAY, OPENED_EARLY, decided(), struck) is OK


@pytest.mark.parametrize(
    ("changes", "lacks"), [({"author_name": None}, "author"), ({"author_title": None}, "role"), ({"reason": " "}, "reason")]
)
def test_a_correction_that_lacks_something_is_a_gap_from_the_day_after(changes, lacks):
    correction = imported(CORRECTED, **changes)
    assert status("R-20", MARCH_8, *noted(correction)) is OK
    (gap,) = found("R-20", MARCH_8 + DAY, *noted(correction))
    assert (gap.status, gap.since, gap.basis, gap.claimed) == (GAP, MARCH_8 + DAY, lacks, True)


def test_without_a_correction_there_is_nothing_to_ask_and_who_corrected_a_source_is_unknown():
    assert status("R-20", MARCH_8, OPENED_EARLY, (MARCH_1, NOTE)) is NONE
    corrected = MARCH_8, imported(example("case.facts_corrected"))
    assert status("R-20", MARCH_8 + DAY, OPENED_EARLY, corrected) is UNKNOWN


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("R-16", "Begär ett nytt beslut av uppdragsgivaren och skriv in det, eller avsluta insatsen."),
        ("R-17", "Underrätta den enskilde och skriv in dag och sätt. Saknas något i beslutet: stryk det och skriv in det "
                 "fullständigt."),
        ("R-18", "Stryk beslutet och skriv in det med när och hur underlaget kommunicerades, eller på vilken grund det inte "
                 "gjordes."),
        ("R-19", "Anteckna den avvikande meningen samma dag som den framförs. Den som är sen förblir sen; skriv nästa inom "
                 "fristen."),
        ("R-20", "Gör om rättelsen med skäl, namn och befattning."),
    ],
)
def test_a_worker_sees_what_to_do(rule, text):
    assert RULES[rule].to_do == text and RULES[rule].severity == "A"
