"""The housing ladder: steps, a contract of one's own, disturbances, arrears and eviction."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.base import Occurred
from domain.case.case import Case
from domain.case.housing.codes import (
    ArrearsHandling,
    ContractKind,
    DisturbanceKind,
    DisturbanceReporter,
    EvictionCause,
    EvictionStage,
    HousingStep,
    LandlordKind,
)
from domain.case.housing.events import (
    ArrearsHandled,
    ArrearsRecorded,
    DisturbanceReported,
    EvictionStageReached,
    HousingStepTaken,
    OwnContractReceived,
)
from domain.codes import YesNoUnknown
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.housing import document
from tests.support.examples import CLOSED_ON, EXAMPLES, IMPORT_STAMP, STAMP, STARTED_ON, TODAY, cast_id, source
from tests.support.scenario import given, numbered

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
STEP = EXAMPLES["case.housing_step_taken.v1"]
CONTRACT = EXAMPLES["case.own_contract_received.v1"]
DISTURBANCE = EXAMPLES["case.disturbance_reported.v1"]
DEBT = EXAMPLES["case.arrears_recorded.v1"]
HANDLED = EXAMPLES["case.arrears_handled.v1"]
DAY_SET = EXAMPLES["case.eviction_stage_reached.v1"]
RENT = EXAMPLES["case.rent_recorded.v1"]
NEW, OTHER = cast_id(850), cast_id(851)
DAY = timedelta(days=1)
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("Boende")}


def calling(name, **base):
    by = {"entry_id": NEW, "stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
    return lambda **changes: lambda case: getattr(case, name)(**{**by, **base, **changes})


stepping = calling("take_housing_step", moved_on=TODAY, housing_step=HousingStep.TRAINING_FLAT)
contracting = calling("receive_own_contract", contract_from=TODAY, contract_kind=ContractKind.FIRST_HAND)
reporting = calling(
    "report_disturbance", occurred=Occurred(on=TODAY), disturbance_kind=DisturbanceKind.NOISE,
    disturbance_reporter=DisturbanceReporter.LANDLORD, disturbance_measure="Samtal med den enskilde.",
)
owing = calling("record_arrears", arrears_month=date(2024, 12, 1), arrears_known_on=TODAY, arrears_sek=Decimal("6450"))
handling = calling(
    "handle_arrears", arrears_id=DEBT.entry_id, arrears_handled_on=TODAY, arrears_handling=ArrearsHandling.PAID,
    remaining_sek=Decimal(0),
)
evicting = calling(
    "reach_eviction_stage", eviction_stage=EvictionStage.NOTICE, stage_reached_on=TODAY, eviction_cause=EvictionCause.ARREARS,
    children_affected=YesNoUnknown.NO,
)
DATED = [
    (stepping, "moved_on", HousingStepTaken, []), (owing, "arrears_known_on", ArrearsRecorded, []),
    (handling, "arrears_handled_on", ArrearsHandled, [DEBT]), (evicting, "stage_reached_on", EvictionStageReached, []),
]


@pytest.mark.parametrize("call", [stepping, contracting, reporting, owing, handling, evicting])
def test_everything_needs_a_case_and_an_id_of_its_own(call):
    given(Case).when(call()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, STEP).when(call(entry_id=STEP.entry_id)).then_refused(ConflictError, "finns redan")


@pytest.mark.parametrize(("call", "day", "kind", "past"), [*DATED, (contracting, "contract_from", OwnContractReceived, [])])
def test_a_closed_case_takes_what_was_on_its_last_day_and_nothing_after_it_but_imported_history(call, day, kind, past):
    may_be = {"arrears_month": date(2024, 11, 1)} if call is owing else {}
    closed = [OPENED, *past, CLOSED]
    given(Case, *closed).when(call(**{day: CLOSED_ON}, **may_be)).then(kind)
    given(Case, *closed).when(call(**{day: CLOSED_ON + DAY}, **may_be)).then_refused(NotAllowedError, "avslutades")
    given(Case, *closed).when(call(**{day: CLOSED_ON + DAY}, **may_be, **IMPORTED)).then(kind, source=IMPORTED["source"])


@pytest.mark.parametrize(("call", "day", "kind", "past"), DATED)
def test_nothing_has_happened_after_today(call, day, kind, past):
    given(Case, OPENED, *past).when(call(**{day: TODAY})).then(kind)
    given(Case, OPENED, *past).when(call(**{day: TODAY + DAY})).then_refused(InvalidValueError, "i dag är det")


# Steps and contracts.


def test_a_step_up_and_down_the_ladder_is_taken():
    scenario = given(Case, OPENED, STEP)
    scenario.when(stepping(landlord_kind=LandlordKind.PROVIDER)).then(
        HousingStepTaken, housing_step=HousingStep.TRAINING_FLAT, landlord_kind=LandlordKind.PROVIDER, housing_step_reason=None
    )
    ladder = scenario.state.housing_ladder
    steps = [ladder.step_on(day) for day in (STARTED_ON - DAY, STARTED_ON, TODAY - DAY, TODAY)]
    assert [step and step.housing_step for step in steps] == [
        None, HousingStep.TRIAL_FLAT, HousingStep.TRIAL_FLAT, HousingStep.TRAINING_FLAT
    ]


def test_a_step_that_was_recorded_late_comes_before_the_later_ones():
    scenario = given(Case, OPENED, STEP)
    scenario.when(stepping(moved_on=STARTED_ON - DAY)).then(HousingStepTaken)
    assert scenario.state.housing_ladder.step_on(TODAY).housing_step is HousingStep.TRIAL_FLAT


def test_an_own_contract_is_the_last_step_and_may_begin_later():
    scenario = given(Case, OPENED, STEP)
    scenario.when(contracting(contract_from=TODAY + DAY, took_over_flat=True)).then(
        OwnContractReceived, contract_kind=ContractKind.FIRST_HAND, took_over_flat=True, landlord_kind=None
    )
    ladder = scenario.state.housing_ladder
    assert ladder.step_on(TODAY).housing_step is HousingStep.TRIAL_FLAT
    assert ladder.step_on(TODAY + DAY).housing_step is HousingStep.OWN_CONTRACT


def test_who_had_an_own_contract_from_the_beginning_begins_there_and_may_move_to_another_landlord():
    scenario = given(Case, OPENED)
    scenario.when(stepping(housing_step=HousingStep.OWN_CONTRACT, moved_on=STARTED_ON)).then(HousingStepTaken)
    scenario.when(contracting(entry_id=OTHER, landlord_kind=LandlordKind.PRIVATE)).then(OwnContractReceived)


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([OPENED], {"moved_on": TODAY + DAY, "housing_step_reason": " "}, InvalidValueError, "i dag är det"),
        ([OPENED, CLOSED], {"housing_step_reason": " "}, InvalidValueError, "Orsaken till flytten saknas"),
        ([OPENED, STEP], {"moved_on": STARTED_ON, "housing_step": STEP.housing_step, "landlord_kind": STEP.landlord_kind},
         NotAllowedError, "redan registrerat 2024-03-04"),
        ([OPENED, STEP], {"housing_step": STEP.housing_step, "landlord_kind": STEP.landlord_kind}, NotAllowedError,
         "redan på steget försökslägenhet"),
        ([OPENED, STEP], {"housing_step": HousingStep.OWN_CONTRACT}, NotAllowedError, "registreras för sig"),
    ],
)
def test_a_step_is_refused(past, changes, error, message):
    given(Case, *past).when(stepping(**changes)).then_refused(error, message)


def test_a_move_within_the_same_step_to_another_landlord_is_a_step():
    call = stepping(housing_step=STEP.housing_step, landlord_kind=LandlordKind.SOCIAL_SERVICES)
    given(Case, OPENED, STEP).when(call).then(HousingStepTaken, landlord_kind=LandlordKind.SOCIAL_SERVICES)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"contract_from": CONTRACT.contract_from}, "redan registrerat 2024-11-01"),
        ({"landlord_kind": CONTRACT.landlord_kind}, "redan på steget eget kontrakt"),
    ],
)
def test_a_contract_is_refused(changes, message):
    given(Case, OPENED, CONTRACT).when(contracting(**changes)).then_refused(NotAllowedError, message)


# Disturbances.


def test_a_disturbance_is_reported_with_what_was_done():
    given(Case, OPENED).when(reporting(rectification_demanded=False)).then(
        DisturbanceReported, disturbance_measure="Samtal med den enskilde.", rectification_demanded=False,
        disturbance_text=None, disturbance_view=None,
    )


def test_a_disturbance_after_the_closing_is_refused_unless_it_is_imported():
    late = {"occurred": Occurred(on=CLOSED_ON + DAY)}
    given(Case, OPENED, CLOSED).when(reporting(occurred=Occurred(on=CLOSED_ON))).then(DisturbanceReported)
    given(Case, OPENED, CLOSED).when(reporting(**late)).then_refused(NotAllowedError, "avslutades")
    given(Case, OPENED, CLOSED).when(reporting(**late, **IMPORTED)).then(DisturbanceReported)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"disturbance_measure": " ", "disturbance_text": " "}, "Vad som gjordes saknas"),
        ({"disturbance_text": " ", "disturbance_view": " "}, "Beskrivningen av störningen saknas"),
        ({"disturbance_view": " ", "occurred": Occurred(on=TODAY + DAY)}, "Den enskildes uppfattning saknas"),
        ({"occurred": Occurred(on=TODAY + DAY)}, "i dag är det"),
    ],
)
def test_a_disturbance_is_refused(changes, message):
    given(Case, OPENED, CLOSED).when(reporting(**changes)).then_refused(InvalidValueError, message)


# Arrears.


@pytest.mark.parametrize("sek", [Decimal("0.01"), Decimal(DEFAULT_POLICY.arrears_max_sek)])
def test_a_debt_is_from_one_ore_to_the_bound(sek):
    given(Case, OPENED).when(owing(arrears_sek=sek)).then(ArrearsRecorded, arrears_sek=sek)


def test_a_debt_may_become_known_on_the_first_day_of_its_month():
    given(Case, OPENED).when(owing(arrears_known_on=date(2024, 12, 1))).then(ArrearsRecorded)


RENT_PAID = RENT.model_copy(update={"month": "2024-12"})


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([OPENED], {"arrears_month": date(2024, 12, 2), "arrears_known_on": TODAY + DAY}, InvalidValueError, "månadens första"),
        ([OPENED], {"arrears_month": date(2025, 1, 1), "arrears_known_on": TODAY + DAY}, InvalidValueError, "i dag är det"),
        ([OPENED], {"arrears_known_on": date(2024, 11, 30), "arrears_sek": Decimal(-1)}, InvalidValueError,
         "före hyresmånadens första dag"),
        ([OPENED], {"arrears_sek": Decimal(0)}, InvalidValueError, "är 0 kronor"),
        ([OPENED], {"arrears_sek": Decimal("-0.01")}, InvalidValueError, "0 till 1000000 kronor"),
        ([OPENED], {"arrears_sek": Decimal("1000000.01")}, InvalidValueError, "0 till 1000000 kronor"),
        ([OPENED], {"arrears_sek": Decimal("0.001")}, InvalidValueError, "två decimaler"),
        ([OPENED], {"arrears_sek": Decimal("NaN")}, InvalidValueError, "0 till 1000000 kronor"),
        ([OPENED, CLOSED], {"arrears_sek": Decimal("Infinity")}, InvalidValueError, "0 till 1000000 kronor"),
        ([OPENED, DEBT, CLOSED], {"arrears_month": DEBT.arrears_month}, NotAllowedError, "avslutades"),
        ([OPENED, DEBT], {"arrears_month": DEBT.arrears_month}, NotAllowedError, "för 2024-06 är redan registrerad"),
        ([OPENED, RENT_PAID], {}, NotAllowedError, "betald i tid"),
    ],
)
def test_a_debt_is_refused(past, changes, error, message):
    given(Case, *past).when(owing(**changes)).then_refused(error, message)


def test_a_rent_that_was_not_paid_in_time_may_be_owed():
    late = RENT_PAID.model_copy(update={"paid_in_time": False})
    given(Case, OPENED, late).when(owing()).then(ArrearsRecorded)


def test_what_is_owed_is_what_was_left_by_the_last_day():
    scenario = given(Case, OPENED, DEBT, HANDLED)
    ladder = scenario.state.housing_ladder
    assert (ladder.remaining_sek(DEBT.entry_id), ladder.total_arrears_sek) == (Decimal(4300), Decimal(4300))
    earlier = handling(
        arrears_handled_on=DEBT.arrears_known_on, arrears_handling=ArrearsHandling.ENFORCEMENT, remaining_sek=Decimal("6630.50")
    )
    scenario.when(earlier).then(ArrearsHandled, remaining_sek=Decimal("6630.50"))
    assert scenario.state.housing_ladder.total_arrears_sek == Decimal(4300)
    scenario.when(owing(entry_id=OTHER)).then(ArrearsRecorded)
    assert scenario.state.housing_ladder.total_arrears_sek == Decimal(10750)


@pytest.mark.parametrize("what", [ArrearsHandling.PAID, ArrearsHandling.WRITTEN_OFF])
def test_a_debt_is_gone_when_it_is_paid_or_written_off(what):
    scenario = given(Case, OPENED, DEBT)
    scenario.when(handling(arrears_handling=what)).then(ArrearsHandled, remaining_sek=Decimal(0))
    assert scenario.state.housing_ladder.total_arrears_sek == 0


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([OPENED], {"arrears_handled_on": TODAY + DAY}, NotFoundError, "Hyresskulden finns inte"),
        ([OPENED, DEBT], {"arrears_handled_on": DEBT.arrears_known_on - DAY, "remaining_sek": Decimal(-1)}, InvalidValueError,
         "före dagen då skulden blev känd"),
        ([OPENED, DEBT], {"remaining_sek": Decimal("-0.01")}, InvalidValueError, "Återstående skuld ska vara"),
        ([OPENED, DEBT], {"remaining_sek": Decimal(1), "arrears_text": " "}, InvalidValueError, "precis när den är betald"),
        ([OPENED, DEBT], {"arrears_handling": ArrearsHandling.PART_PAID}, InvalidValueError, "precis när den är betald"),
        ([OPENED, DEBT, CLOSED], {"arrears_text": " "}, InvalidValueError, "Texten om skulden saknas"),
    ],
)
def test_the_handling_of_a_debt_is_refused(past, changes, error, message):
    given(Case, *past).when(handling(**changes)).then_refused(error, message)


# Eviction.


def test_an_eviction_goes_from_stage_to_stage_and_is_averted():
    scenario = given(Case, OPENED)
    stages = [stage for stage in EvictionStage if stage is not EvictionStage.EVICTED]
    for number, stage in enumerate(stages):
        more = {"eviction_on": TODAY + DAY} if stage is EvictionStage.DAY_SET else {}
        if stage is EvictionStage.AVERTED:
            more = {"eviction_cause": None, "eviction_measure": "Skulden betalades."}
        call = evicting(entry_id=cast_id(860 + number), eviction_stage=stage, **more)
        scenario.when(call).then(EvictionStageReached, eviction_stage=stage, **more)
    assert scenario.state.housing_ladder.eviction_under_way == []
    scenario.when(evicting(eviction_stage=EvictionStage.RISK)).then(EvictionStageReached)


def test_a_day_may_be_set_anew_and_an_eviction_nobody_foresaw_be_recorded():
    same_day = DAY_SET.stage_reached_on
    again = evicting(eviction_stage=EvictionStage.DAY_SET, stage_reached_on=same_day, eviction_on=same_day)
    given(Case, OPENED, DAY_SET).when(again).then(EvictionStageReached, eviction_on=same_day)
    given(Case, OPENED).when(evicting(eviction_stage=EvictionStage.EVICTED)).then(EvictionStageReached)


def test_imported_stages_come_in_any_order():
    call = evicting(stage_reached_on=DAY_SET.stage_reached_on - DAY, **IMPORTED)
    given(Case, OPENED, DAY_SET).when(call).then(EvictionStageReached, eviction_stage=EvictionStage.NOTICE)
    averted = evicting(eviction_stage=EvictionStage.AVERTED, **IMPORTED)
    given(Case, OPENED).when(averted).then(EvictionStageReached)


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([OPENED], {"stage_reached_on": TODAY + DAY, "eviction_cause": None}, InvalidValueError, "i dag är det"),
        ([OPENED], {"eviction_cause": None, "eviction_on": TODAY}, InvalidValueError, "Orsaken till avhysningen saknas"),
        ([OPENED], {"eviction_on": TODAY - DAY}, InvalidValueError, "när den är bestämd"),
        ([OPENED], {"eviction_stage": EvictionStage.DAY_SET, "eviction_measure": " "}, InvalidValueError, "när den är bestämd"),
        ([OPENED], {"eviction_stage": EvictionStage.DAY_SET, "eviction_on": TODAY - DAY, "eviction_measure": " "},
         InvalidValueError, "före dagen för beskedet"),
        ([OPENED, CLOSED], {"eviction_measure": " "}, InvalidValueError, "Vad som gjordes för att avvärja avhysningen saknas"),
        ([OPENED], {"eviction_stage": EvictionStage.AVERTED}, NotAllowedError, "Ingen avhysning är på väg"),
        ([OPENED, DAY_SET], {"stage_reached_on": DAY_SET.stage_reached_on - DAY}, NotAllowedError, "dag för avhysning bestämd"),
        ([OPENED, DAY_SET], {"eviction_stage": EvictionStage.EVICTED, "stage_reached_on": DAY_SET.stage_reached_on - DAY},
         InvalidValueError, "före dagen för det förra steget"),
    ],
)
def test_a_stage_of_an_eviction_is_refused(past, changes, error, message):
    given(Case, *past).when(evicting(**changes)).then_refused(error, message)


# The document.


def test_the_document_shows_the_home_now_and_what_threatens_it_and_the_measured_rents():
    shown = document(Case.fold(numbered(OPENED, STEP, DISTURBANCE, DEBT, HANDLED, DAY_SET, RENT)))
    assert (shown["latest_step"]["housing_step"], shown["total_arrears_sek"]) == ("trial_flat", "4300.00")
    assert [each["eviction_on"] for each in shown["eviction_under_way"]] == ["2024-09-17"]
    (debt,) = shown["arrears"]
    assert (debt["arrears_sek"], debt["remaining_sek"], len(debt["handlings"])) == ("6450.00", "4300.00", 1)
    assert shown["rents"] == [{"entry": str(RENT.rent_id), "month": "2024-07", "paid_in_time": True}]
    assert shown["disturbances"][0]["occurred"] == {"on": "2024-05-11", "precision": "minute", "at": "23:30"}
    assert (shown["contracts"], len(shown["evictions"])) == ([], 1)


def test_the_document_of_a_case_without_entries_is_empty():
    shown = document(Case.fold([OPENED]))
    assert (shown["latest_step"], shown["total_arrears_sek"]) == (None, "0")
    assert not any(shown[name] for name in ("steps", "contracts", "disturbances", "arrears", "evictions", "rents"))
