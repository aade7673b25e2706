"""A report is handed in once: before that it may change, and after that it never does."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.goal.codes import TargetPredicate, TargetUnit
from domain.goal.target import Target
from domain.policies import DEFAULT_POLICY
from domain.report.codes import Fulfilment
from domain.report.events import ReportPublished, ReportStarted, ReportSubmitted, ReportWithdrawn, ResultAssessed
from domain.report.figures import Publication, Statement
from domain.report.report import Report
from tests.support.area_examples.report import FIGURE, REPORT
from tests.support.examples import ADMINISTRATION_STAMP, EXAMPLES, cast_id
from tests.support.scenario import given, numbered

STARTED = EXAMPLES["report.started.v1"].model_copy(update={"supplements": None, "period": "2024-T1"})
ASSESSED = EXAMPLES["report.result_assessed.v1"]
SUBMITTED = EXAMPLES["report.submitted.v1"]
WITHDRAWN = EXAMPLES["report.withdrawn.v1"]
PUBLISHED = EXAMPLES["report.published.v1"]
UNIT = STARTED.unit
TODAY = date(2024, 5, 2)
DAY = timedelta(days=1)
BY = {"stamp": ADMINISTRATION_STAMP, "policy": DEFAULT_POLICY}
TOO_LONG = "x" * (DEFAULT_POLICY.short_text_max_chars + 1)


def starting(*others, **changes):
    call = {
        "report_id": REPORT, "unit": UNIT, "period": "2024-T1", "data_cutoff": date(2024, 4, 12), "prepared_by": "Samordnaren",
        "others": lambda: others, "today": TODAY,
    }
    return lambda report: report.start(**{**call, **BY, **changes})


def assessing(**changes):
    call = {"indicator": "kbt.closed", "fulfilment": Fulfilment.FULL}
    return lambda report: report.assess(**{**call, **BY, **changes})


def submitting(*figures, **changes):
    call = {"submitted_by": "Enhetschefen", "stated": lambda report, known_at: Statement(known_at or 99, figures or (FIGURE,))}
    return lambda report: report.submit(**{**call, **BY, **changes})


def withdrawing(**changes):
    return lambda report: report.withdraw(**{"reason": "Fel enhet.", **BY, **changes})


def publishing(**changes):
    call = {"published_to": "Nämndens handlingar", "publishable": lambda report: Publication(5, PUBLISHED.public_figures)}
    return lambda report: report.publish(**{**call, **BY, **changes})


def other(*events, number=1450, **changes):
    """Another report of the board."""
    started = STARTED.model_copy(update={"originator_id": cast_id(number), **changes})
    return Report.fold(numbered(started, *(each.model_copy(update={"originator_id": cast_id(number)}) for each in events)))


# Starting


def test_a_report_is_started_with_the_last_day_that_it_takes_in():
    given(Report).when(starting(period="2024-t1")).then(ReportStarted, period="2024-T1", data_cutoff=date(2024, 4, 12))


@pytest.mark.parametrize("cutoff", [date(2024, 1, 1), TODAY])
def test_the_cut_off_may_be_any_day_from_the_periods_first_to_today(cutoff):
    given(Report).when(starting(data_cutoff=cutoff)).then(ReportStarted, data_cutoff=cutoff)


@pytest.mark.parametrize(
    ("past", "others", "changes", "error", "message"),
    [
        ((STARTED,), (), {"period": "?"}, ConflictError, "redan påbörjad"),
        ((), (), {"period": "2024-T3", "data_cutoff": date(2000, 1, 1)}, InvalidValueError, "ingen tertialrapport 3"),
        ((), (), {"data_cutoff": date(2023, 12, 31), "prepared_by": ""}, InvalidValueError, "från periodens början 2024-01-01"),
        ((), (), {"data_cutoff": TODAY + DAY}, InvalidValueError, "till i dag 2024-05-02"),
        ((), (other(),), {"prepared_by": TOO_LONG}, InvalidValueError, "Vem som gör rapporten"),
        ((), (other(),), {"supplements": cast_id(9)}, ConflictError, "påbörjad och inte inlämnad"),
        ((), (other(SUBMITTED),), {}, ConflictError, "Ange i supplements"),
        ((), (other(SUBMITTED),), {"supplements": cast_id(9)}, NotFoundError, "inte enhetens inlämnade rapport"),
        ((), (), {"supplements": cast_id(9)}, NotFoundError, "inte enhetens inlämnade rapport"),
        ((), (other(SUBMITTED, period="2024"),), {"supplements": cast_id(1450)}, NotFoundError, "för 2024-T1"),
    ],
)
def test_a_start_is_refused_in_this_order(past, others, changes, error, message):
    given(Report, *past).when(starting(*others, **changes)).then_refused(error, message)


def test_another_report_of_the_same_period_says_which_it_adds_to():
    given(Report).when(starting(other(SUBMITTED), supplements=cast_id(1450))).then(ReportStarted, supplements=cast_id(1450))


def test_a_withdrawn_report_and_those_of_other_units_and_periods_are_in_nobodys_way():
    others = (other(WITHDRAWN), other(number=1451, unit=cast_id(7)), other(number=1452, period="2024"))
    given(Report).when(starting(*others)).then(ReportStarted)


# Assessing


def test_a_result_is_assessed_and_assessed_anew():
    scenario = given(Report, STARTED, ASSESSED)
    scenario.when(assessing(analysis="Bättre.", forecast=Fulfilment.NONE)).then(ResultAssessed, analysis="Bättre.")
    assert scenario.state.assessed["kbt.closed"].fulfilment is Fulfilment.FULL


def test_a_changed_target_may_be_words():
    target = Target(target_text="tas fram av nämnd")
    given(Report, STARTED).when(
        assessing(changed_target=target, target_changed_because="Nytt uppdrag.")
    ).then(ResultAssessed, changed_target=target)


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ((), {}, NotFoundError, "finns inte i nämnden"),
        ((STARTED, SUBMITTED), {"indicator": ""}, NotAllowedError, "inlämnad och ändras inte"),
        ((STARTED, WITHDRAWN), {"indicator": ""}, NotAllowedError, "återtagen"),
        ((STARTED,), {"indicator": " ", "deviation": ""}, InvalidValueError, "Indikatorn saknas"),
        ((STARTED,), {"deviation": " ", "analysis": ""}, InvalidValueError, "Avvikelsen saknas"),
        ((STARTED,), {"analysis": " ", "carried_along": ""}, InvalidValueError, "Analysen saknas"),
        ((STARTED,), {"carried_along": "", "target_changed_because": "x"}, InvalidValueError, "Det som tas med saknas"),
        ((STARTED,), {"target_changed_because": "Nytt."}, InvalidValueError, "tillsammans med varför"),
        ((STARTED,), {"changed_target": Target(target_text="x")}, InvalidValueError, "tillsammans med varför"),
        (
            (STARTED,),
            {
                "changed_target": Target(
                    amount=Decimal(101), target_unit=TargetUnit.PERCENT, predicate=TargetPredicate.AT_LEAST
                ),
                "target_changed_because": " ",
            },
            InvalidValueError, "Målvärdet",
        ),
        (
            (STARTED,), {"changed_target": Target(target_text="x"), "target_changed_because": " "}, InvalidValueError,
            "Varför målvärdet ändrades saknas",
        ),
    ],
)
def test_an_assessment_is_refused_in_this_order(past, changes, error, message):
    given(Report, *past).when(assessing(**changes)).then_refused(error, message)


# Handing in


def test_a_report_is_handed_in_with_every_figure_and_what_it_rests_on():
    given(Report, STARTED, ASSESSED).when(submitting(known_at=40)).then(ReportSubmitted, size=40, figures=(FIGURE,))
    given(Report, STARTED).when(submitting()).then(ReportSubmitted, size=99)


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ((), {}, NotFoundError, "finns inte i nämnden"),
        ((STARTED, SUBMITTED), {"submitted_by": ""}, NotAllowedError, "inlämnad och ändras inte"),
        ((STARTED, WITHDRAWN), {"submitted_by": ""}, NotAllowedError, "återtagen"),
        ((STARTED,), {"submitted_by": "", "stated": None}, InvalidValueError, "Vem som lämnar in"),
        ((STARTED, ASSESSED), {"stated": lambda report, known_at: Statement(1, ())}, InvalidValueError, "inga resultat"),
        (
            (STARTED, ASSESSED.model_copy(update={"indicator": "um.clients"})), {}, InvalidValueError,
            "inget resultat för um.clients",
        ),
    ],
)
def test_handing_in_is_refused_in_this_order(past, changes, error, message):
    given(Report, *past).when(submitting(**changes)).then_refused(error, message)


# Withdrawing and publishing


def test_a_report_that_is_not_handed_in_is_withdrawn():
    given(Report, STARTED).when(withdrawing()).then(ReportWithdrawn, reason="Fel enhet.")


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ((), {}, NotFoundError, "finns inte i nämnden"),
        ((STARTED, SUBMITTED), {"reason": ""}, NotAllowedError, "inlämnad och ändras inte"),
        ((STARTED, WITHDRAWN), {"reason": ""}, NotAllowedError, "återtagen"),
        ((STARTED,), {"reason": " "}, InvalidValueError, "Orsaken till att rapporten återtas"),
    ],
)
def test_withdrawing_is_refused_in_this_order(past, changes, error, message):
    given(Report, *past).when(withdrawing(**changes)).then_refused(error, message)


def test_a_report_that_is_handed_in_is_published_once():
    scenario = given(Report, STARTED, SUBMITTED)
    scenario.when(publishing()).then(ReportPublished, small_cell_min=5, public_figures=PUBLISHED.public_figures)
    assert scenario.state.published is not None


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ((), {}, NotFoundError, "finns inte i nämnden"),
        ((STARTED,), {"published_to": ""}, NotAllowedError, "inte inlämnad"),
        ((STARTED, SUBMITTED, PUBLISHED), {"published_to": ""}, NotAllowedError, "redan publicerad"),
        ((STARTED, SUBMITTED), {"published_to": " ", "publishable": None}, InvalidValueError, "Var rapporten publiceras"),
    ],
)
def test_publishing_is_refused_in_this_order(past, changes, error, message):
    given(Report, *past).when(publishing(**changes)).then_refused(error, message)
