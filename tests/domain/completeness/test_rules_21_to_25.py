"""Rules 21-25: consent for a child, children in the home, danger and protection, in journals written day by day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.base import Occurred
from domain.case.contacts.codes import ContactTheme
from domain.case.person.codes import ChildNeed, ConsentGiver, ConsentTo
from domain.case.safety.codes import DangerLevel, PersonConcerned, ScreeningOutcome, ScreeningTopic, WarningSignal
from domain.codes import LegalBasis, RatingSubject, Respondent, YesNoUnknown
from domain.completeness.codes import Status
from domain.completeness.judging import InForce
from domain.concern.codes import ConcernAbout, InquiryDecision
from domain.policies import DEFAULT_POLICY
from projections.checked_records import checked_records
from projections.completeness import RuleInForce, judge_record
from tests.support.cast import CASE, STARTED_ON, UNIT, cast_id
from tests.support.journals import OPENED, RULES, example, found, imported, recorded, status

OK, GAP, LATE, UNKNOWN, EXEMPT, NONE = (
    Status.OK, Status.GAP, Status.LATE, Status.UNKNOWN, Status.EXEMPT, Status.NOT_APPLICABLE,
)
DAY = timedelta(days=1)
LONG_AFTER = date(2024, 12, 1)


def opened(birth_year, **changes):
    return STARTED_ON, OPENED.model_copy(update={"birth_year": birth_year, **changes})


# whoever is to consent by age has done so when the treatment begins. Here it begins in March 2024.

CONSENT = example("case.consent_recorded", consent_on=STARTED_ON)
BOTH = CONSENT.model_copy(update={"representative_ids": (cast_id(857), cast_id(858)), "without_other_guardian": None})
OWN = CONSENT.model_copy(update={"consent_from": ConsentGiver.THE_PERSON, "representative_ids": ()})
A_TEENAGER, A_YOUTH, A_CHILD, TURNING_FIFTEEN = 2010, 2008, 2014, 2009


def consented(event, on=STARTED_ON):
    return on, event.model_copy(update={"consent_on": on})


@pytest.mark.parametrize(
    ("birth_year", "consent", "expected"),
    [
        (A_CHILD, BOTH, OK), (A_CHILD, OWN, GAP),
        (A_TEENAGER, BOTH, OK), (A_TEENAGER, OWN, OK),
        (A_YOUTH, OWN, OK), (A_YOUTH, BOTH, GAP),
        (TURNING_FIFTEEN, OWN, UNKNOWN), (None, BOTH, UNKNOWN), (1980, OWN, NONE),
    ],
)
def test_whose_consent_is_enough_goes_by_age(birth_year, consent, expected):
    assert status("R-21", LONG_AFTER, opened(birth_year), consented(consent)) is expected


def test_consent_on_the_first_day_is_in_time_and_on_the_day_after_late():
    assert status("R-21", LONG_AFTER, opened(A_CHILD), consented(BOTH)) is OK
    (late,) = found("R-21", LONG_AFTER, opened(A_CHILD), consented(BOTH, STARTED_ON + DAY))
    assert (late.status, late.since, late.until) == (LATE, STARTED_ON + DAY, STARTED_ON + DAY)


def test_without_consent_the_first_day_is_no_gap_and_the_day_after_is():
    assert status("R-21", STARTED_ON, opened(A_CHILD)) is OK
    (gap,) = found("R-21", STARTED_ON + DAY, opened(A_CHILD))
    assert (gap.status, gap.since) == (GAP, STARTED_ON + DAY)


@pytest.mark.parametrize("changes", [{"consent_given": False}, {"consent_to": ConsentTo.SCHOOL_CONTACT}])
def test_a_refusal_or_a_consent_to_something_else_is_none(changes):
    assert status("R-21", LONG_AFTER, opened(A_CHILD), consented(BOTH.model_copy(update=changes))) is GAP


def test_a_consent_that_was_withdrawn_is_for_somebody_to_look_at():
    withdrawn = date(2024, 9, 2), example("case.consent_withdrawn", consent_id=BOTH.entry_id)
    assert status("R-21", LONG_AFTER, opened(A_CHILD), consented(BOTH), withdrawn) is UNKNOWN


def test_of_service_the_child_consents_from_fifteen_and_an_import_that_names_one_guardian_is_unknown():
    service = opened(A_TEENAGER, legal_basis=LegalBasis.SERVICE)
    assert status("R-21", LONG_AFTER, service, consented(OWN)) is GAP
    one = imported(BOTH, representative_ids=(cast_id(857),))
    assert status("R-21", LONG_AFTER, opened(A_CHILD), consented(one)) is UNKNOWN


# an adult is asked about children in the home, and what they need.

LAST_TO_ASK = STARTED_ON + timedelta(days=DEFAULT_POLICY.children_asked_days)
CHILDREN = example("case.children_recorded")
ADULT = 1980


def asked(on=STARTED_ON, **changes):
    return on, CHILDREN.model_copy(update={"person_asked_on": on, **changes})


def test_children_asked_about_on_the_last_day_is_in_order_and_on_the_next_late():
    assert status("R-22", LONG_AFTER, asked(LAST_TO_ASK)) is OK
    (late,) = found("R-22", LONG_AFTER, asked(LAST_TO_ASK + DAY))
    assert (late.status, late.since, late.until) == (LATE, LAST_TO_ASK + DAY, LAST_TO_ASK + DAY)


def test_never_asked_is_no_gap_on_the_last_day_and_one_on_the_next():
    assert status("R-22", LAST_TO_ASK) is OK
    (gap,) = found("R-22", LAST_TO_ASK + DAY)
    assert (gap.status, gap.since, gap.basis) == (GAP, LAST_TO_ASK + DAY, "asked, child_need")


def test_a_child_whose_need_was_not_asked_about_is_a_gap_and_no_child_needs_no_more():
    (gap,) = found("R-22", LONG_AFTER, asked(child_need=ChildNeed.NOT_ASKED))
    assert (gap.status, gap.basis) == (GAP, "child_need")
    assert status("R-22", LONG_AFTER, asked(children_in_home=YesNoUnknown.NO, child_need=None)) is OK
    circumstances = STARTED_ON, example("case.circumstances_recorded", children_in_home=YesNoUnknown.NO)
    assert status("R-22", LONG_AFTER, circumstances) is OK


def test_a_childs_case_is_not_asked_and_an_unknown_age_or_answer_is_unknown():
    assert status("R-22", LONG_AFTER, opened(A_CHILD)) is NONE
    assert status("R-22", LONG_AFTER, opened(None)) is UNKNOWN
    assert status("R-22", LONG_AFTER, asked(children_in_home=YesNoUnknown.UNKNOWN, child_need=None)) is UNKNOWN


# where there are children, they or the parenthood are talked about.

LAST_TO_TALK = STARTED_ON + timedelta(days=DEFAULT_POLICY.child_theme_days)


def talked(on, *themes):
    return on, example("case.contact_made", occurred=Occurred(on=on), themes=themes)


def test_a_talk_about_the_child_on_the_last_day_is_in_order_and_on_the_next_late():
    assert status("R-23", LONG_AFTER, asked(), talked(LAST_TO_TALK, ContactTheme.CHILDS_BEST)) is OK
    (late,) = found("R-23", LONG_AFTER, asked(), talked(LAST_TO_TALK + DAY, ContactTheme.PARENTHOOD))
    assert (late.status, late.since) == (LATE, LAST_TO_TALK + DAY)


def test_talks_about_other_things_are_no_gap_on_the_last_day_and_one_on_the_next():
    other = talked(STARTED_ON, ContactTheme.FINANCES)
    assert status("R-23", LAST_TO_TALK, asked(), other) is OK
    (gap,) = found("R-23", LAST_TO_TALK + DAY, asked(), other)
    assert (gap.status, gap.since) == (GAP, LAST_TO_TALK + DAY)


def test_without_children_there_is_nobody_to_talk_about_and_when_nobody_knows_it_is_unknown():
    assert status("R-23", LONG_AFTER, asked(children_in_home=YesNoUnknown.NO)) is NONE
    assert status("R-23", LONG_AFTER, asked(children_in_home=YesNoUnknown.UNKNOWN)) is UNKNOWN
    assert status("R-23", LONG_AFTER, (STARTED_ON, imported(CHILDREN))) is UNKNOWN


# a sign of violence or of a child in danger is assessed or reported.

JULY_10 = date(2024, 7, 10)
LAST_TO_ASSESS = JULY_10 + timedelta(days=DEFAULT_POLICY.safety_alert_answer_days)
VIOLENCE = example(
    "case.screening_asked", screening_outcome=ScreeningOutcome.YES, reason_not_asked=None, safety_measures=(), asked_on=JULY_10
)
CHILD_UNSAFE = VIOLENCE.model_copy(update={"topic": ScreeningTopic.CHILDREN_SAFETY})
UNSAFE_FORM = example(
    "case.rating_recorded", instrument="Frågor till Dig", respondent=Respondent.CHILD, subject=RatingSubject.FATHER,
    subscales=(Decimal(3), Decimal(3), Decimal(3)), total=Decimal(9), missing_items=(), rated_on=JULY_10,
)


def assessed(on):
    return on, example("case.protection_assessed", known_at=Occurred(on=on), assessed_at=Occurred(on=on))


def judged(on):
    return on, example("case.warning_signal_recorded", entry_id=cast_id(990), occurred=Occurred(on=on))


@pytest.mark.parametrize(
    ("sign", "answer"), [(VIOLENCE, judged), (VIOLENCE, assessed), (CHILD_UNSAFE, assessed), (UNSAFE_FORM, assessed)]
)
def test_a_sign_assessed_on_the_last_day_is_in_order_and_on_the_next_late(sign, answer):
    assert status("R-24", LONG_AFTER, (JULY_10, sign), answer(LAST_TO_ASSESS)) is OK
    (late,) = found("R-24", LONG_AFTER, (JULY_10, sign), answer(LAST_TO_ASSESS + DAY))
    assert (late.status, late.since, late.until) == (LATE, LAST_TO_ASSESS + DAY, LAST_TO_ASSESS + DAY)


@pytest.mark.parametrize("sign", [VIOLENCE, CHILD_UNSAFE, UNSAFE_FORM])
def test_a_sign_that_nobody_assessed_is_a_gap_from_the_day_after_the_last(sign):
    assert status("R-24", LAST_TO_ASSESS, (JULY_10, sign)) is OK
    (gap,) = found("R-24", LAST_TO_ASSESS + DAY, (JULY_10, sign))
    assert (gap.status, gap.since) == (GAP, LAST_TO_ASSESS + DAY)


def test_a_childs_danger_is_not_answered_by_an_assessment_of_something_else():
    assert status("R-24", LONG_AFTER, (JULY_10, CHILD_UNSAFE), judged(JULY_10)) is GAP
    signal = JULY_10, example(
        "case.warning_signal_recorded", occurred=Occurred(on=JULY_10), warning_signal=WarningSignal.CHILD_IN_DANGER
    )
    assert status("R-24", LONG_AFTER, signal) is GAP
    assert status("R-24", LONG_AFTER, signal, assessed(JULY_10)) is OK


def test_a_form_below_the_limit_a_no_and_a_danger_of_none_are_no_signs():
    calm = UNSAFE_FORM.model_copy(update={"subscales": (Decimal(3), Decimal(3), Decimal(2)), "total": Decimal(8)})
    none = example(
        "case.warning_signal_recorded", occurred=Occurred(on=JULY_10), person_in_danger=PersonConcerned.CHILD,
        danger_level=DangerLevel.NONE,
    )
    no = VIOLENCE.model_copy(update={"screening_outcome": ScreeningOutcome.NO})
    for each in (calm, none, no):
        assert status("R-24", LONG_AFTER, (JULY_10, each)) is NONE


def test_an_unclear_answer_and_a_form_without_a_sum_are_unknown():
    unclear = VIOLENCE.model_copy(update={"screening_outcome": ScreeningOutcome.UNCLEAR})
    assert status("R-24", LONG_AFTER, (JULY_10, unclear), assessed(JULY_10)) is UNKNOWN
    partly = UNSAFE_FORM.model_copy(update={"subscales": (Decimal(3), None, Decimal(3)), "total": None})
    (finding,) = found("R-24", LONG_AFTER, (JULY_10, partly))
    assert (finding.status, finding.basis) == (UNKNOWN, "no_total")


def test_an_imported_sign_whose_assessment_the_source_may_not_carry_is_unknown_until_it_is_there():
    sign = JULY_10, imported(UNSAFE_FORM)
    assert status("R-24", LONG_AFTER, sign) is UNKNOWN
    assert status("R-24", LONG_AFTER, sign, assessed(JULY_10)) is OK


def test_a_report_made_later_than_the_last_day_after_what_was_observed_is_late():
    def reported(on):
        return on, example("case.concern_report_made", observed_at=Occurred(on=JULY_10), reported_at=Occurred(on=on))

    assert status("R-24", LONG_AFTER, reported(LAST_TO_ASSESS)) is OK
    assert status("R-24", LONG_AFTER, reported(LAST_TO_ASSESS + DAY)) is LATE


# a child's concern is assessed at once, decided within 14 days, and its inquiry ended within four months.

SEPTEMBER_2 = date(2024, 9, 2)
SEPTEMBER_16 = date(2024, 9, 16)
RECEIVED = example("concern.received", known_case_id=None)
PROTECTED = SEPTEMBER_2, example("concern.protection_assessed")
ENDED = example("concern.closed")


def timers(day, *written, event=RECEIVED):
    """What R-25 finds in the concern, and in which case and unit."""
    records = checked_records(recorded([(STARTED_ON, OPENED), (SEPTEMBER_2, event), *written]), day)
    rule = RULES["R-25"]
    in_force = RuleInForce(rule, (InForce(rule.check_under(DEFAULT_POLICY)),))
    return [each for record in records for each in judge_record([in_force], record, day)]


def decided(on, **changes):
    return on, example("concern.inquiry_decided", decided_on=on, **changes)


def statuses(day, *written, event=RECEIVED):
    return [each.finding.status for each in timers(day, *written, event=event)]


def test_a_concern_assessed_and_decided_on_the_last_days_is_in_order():
    last = SEPTEMBER_2 + timedelta(days=DEFAULT_POLICY.protection_assessment_days)
    protected = last, example("concern.protection_assessed", assessed_at=Occurred(on=last))
    not_opened = decided(SEPTEMBER_16, inquiry_decision=InquiryDecision.NOT_OPEN)
    assert statuses(LONG_AFTER, protected, not_opened) == [OK, OK]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2024, 9, 3), [OK, OK]), (date(2024, 9, 4), [GAP, OK]), (date(2024, 9, 17), [GAP, GAP])],
)
def test_without_an_assessment_and_a_decision_each_time_runs_out_on_its_own_day(day, expected):
    assert statuses(day) == expected


def test_a_decision_on_the_fifteenth_day_is_late_and_is_the_units_that_received_the_concern():
    late = next(each for each in timers(LONG_AFTER, PROTECTED, decided(date(2024, 9, 17))) if each.finding.status is LATE)
    assert (late.finding.since, late.finding.due, late.case_id, late.unit_id) == (date(2024, 9, 17), SEPTEMBER_16, None, UNIT)


def test_an_inquiry_ends_or_is_extended_within_four_months_and_an_extension_by_its_own_day():
    opened_on_16 = decided(SEPTEMBER_16)
    assert statuses(date(2025, 1, 16), PROTECTED, opened_on_16) == [OK, OK, OK]
    assert sorted(statuses(date(2025, 1, 17), PROTECTED, opened_on_16)) == sorted([OK, OK, GAP])
    longer = date(2025, 1, 10), example("concern.inquiry_extended", decided_on=date(2025, 1, 10), extended_to=date(2025, 3, 31))
    assert set(statuses(date(2025, 3, 31), PROTECTED, opened_on_16, longer)) == {OK}
    assert sorted(statuses(date(2025, 4, 1), PROTECTED, opened_on_16, longer)) == sorted([OK, OK, OK, GAP])
    ended = date(2025, 3, 31), ENDED.model_copy(update={"concern_closed_on": date(2025, 3, 31)})
    assert set(statuses(date(2025, 6, 1), PROTECTED, opened_on_16, longer, ended)) == {OK}


def test_a_concern_about_an_adult_has_no_such_times_and_what_a_source_does_not_carry_is_unknown():
    adult = RECEIVED.model_copy(update={"concern_about": ConcernAbout.ADULT})
    assert statuses(LONG_AFTER, event=adult) == []
    assert statuses(LONG_AFTER, event=imported(RECEIVED)) == [UNKNOWN, UNKNOWN]


def test_a_struck_assessment_is_none_and_a_concern_about_a_known_person_is_found_in_the_case():
    struck = SEPTEMBER_16, example("concern.entry_struck", entry_id=PROTECTED[1].entry_id)
    known = RECEIVED.model_copy(update={"known_case_id": CASE})
    assert GAP not in [each.finding.status for each in timers(SEPTEMBER_16, PROTECTED, event=known)]
    (gap,) = (each for each in timers(SEPTEMBER_16, PROTECTED, struck, event=known) if each.finding.status is GAP)
    assert (gap.case_id, gap.finding.since) == (CASE, date(2024, 9, 4))


@pytest.mark.parametrize(
    ("rule", "text", "severity"),
    [
        ("R-21", "Fråga den som ska samtycka och skriv in svaret. Vilar insatsen på något annat än samtycke: skriv in beslutet "
                 "och anteckna grunden.", "A"),
        ("R-22", "Fråga om det finns barn i hemmet och vad barnet behöver, och skriv in svaret.", "B"),
        ("R-23", "Ta upp barnet eller föräldraskapet i ett samtal och ange det som tema.", "C"),
        ("R-24", "Bedöm faran i dag, gör en orosanmälan när ett barn kan fara illa, och skriv in det.", "A"),
        ("R-25", "Gör det som fristen gäller i dag och skriv in det: skyddsbedömningen, beslutet om utredning, avslutet eller "
                 "förlängningen.", "A"),
    ],
)
def test_a_worker_sees_what_to_do(rule, text, severity):
    assert (RULES[rule].to_do, RULES[rule].severity) == (text, severity)
