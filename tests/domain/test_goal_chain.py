"""A year's goal chain: planned, changed with what it said before, and shown as it is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.goal import events as e
from domain.goal.chain import GoalChain
from domain.goal.codes import ChainLevel, GoalItemEnding, Periodicity, TargetFlag, TargetPredicate, TargetUnit
from domain.goal.target import Target
from domain.policies import DEFAULT_POLICY
from projections.areas.goal import chain_of_year, goal_chain_document, target_in_words
from tests.support.area_examples.goal import ACTIVITY, BOARD_GOAL, CHAIN, LINE, RESULT, UNIT_GOAL, percent
from tests.support.examples import ADMINISTRATION_STAMP, BO, EXAMPLES, KBT_TEAM, UNIT, cast_id
from tests.support.scenario import given

BEGUN, UNIT_SET, CHANGED = (EXAMPLES[f"goal.{name}.v1"] for name in ("chain_begun", "set", "changed"))
RESULT_SET, PLANNED = EXAMPLES["goal.result_set.v1"], EXAMPLES["goal.indicator_planned.v1"]
ACTIVITY_PLANNED, DONE, ENDED = (EXAMPLES[f"goal.{name}.v1"] for name in ("activity_planned", "activity_done", "item_ended"))
DIRECTION, NEW = cast_id(1250), cast_id(1260)
BOARD_SET = UNIT_SET.model_copy(
    update={"goal_id": BOARD_GOAL, "level": ChainLevel.BOARD, "unit": None, "under": DIRECTION, "wording": "Självständighet."}
)
DIRECTION_SET = BOARD_SET.model_copy(
    update={"goal_id": DIRECTION, "level": ChainLevel.COUNCIL_DIRECTION, "under": None, "wording": "En stad."}
)
CHAIN_OF_GOALS = (BEGUN, DIRECTION_SET, BOARD_SET, UNIT_SET)
WHOLE = (*CHAIN_OF_GOALS, RESULT_SET, PLANNED, ACTIVITY_PLANNED)
DAY = timedelta(days=1)
TODAY = date(2024, 10, 1)
BY = {"stamp": ADMINISTRATION_STAMP, "policy": DEFAULT_POLICY}
ON = {**BY, "today": TODAY}
BACK, AHEAD = DEFAULT_POLICY.plan_years_back_max, DEFAULT_POLICY.plan_years_ahead_max


def text(words="tas fram av nämnd"):
    return Target(target_text=words)


def number(amount, unit=TargetUnit.PERCENT, predicate=TargetPredicate.AT_LEAST):
    return Target(amount=Decimal(amount), target_unit=unit, predicate=predicate)


def beginning(**changes):
    return lambda chain: chain.begin(**{"chain_id": CHAIN, "year": 2024, "others": tuple, **ON, **changes})


def setting(**changes):
    call = {"goal_id": NEW, "level": ChainLevel.UNIT, "wording": "Nytt mål.", "under": BOARD_GOAL, "unit": UNIT, **BY}
    return lambda chain: chain.set_goal(**{**call, **changes})


def changing(**changes):
    call = {
        "goal_id": UNIT_GOAL, "wording": "Andra ord.", "under": BOARD_GOAL, "changed_on": TODAY, "reason": "Otydligt.", **ON
    }
    return lambda chain: chain.change_goal(**{**call, **changes})


def describing(**changes):
    return lambda chain: chain.describe_work(**{"goal_id": UNIT_GOAL, "development": "Barnen.", **BY, **changes})


def expecting(**changes):
    call = {"result_id": NEW, "goal_id": UNIT_GOAL, "wording": "Fler når målet.", "target": percent("70"), **BY}
    return lambda chain: chain.set_expected_result(**{**call, **changes})


def expecting_otherwise(**changes):
    call = {"result_id": RESULT, "wording": "Med i planen.", "target": percent("95"), "changed_on": TODAY, "reason": "Mer.", **ON}
    return lambda chain: chain.change_expected_result(**{**call, **changes})


def planning(**changes):
    call = {
        "line_id": NEW, "under": RESULT, "indicator": "kbt.clients", "indicator_name": "Klienter",
        "periodicity": Periodicity.MONTH, **BY,
    }
    return lambda chain: chain.plan_indicator(**{**call, **changes})


def replanning(**changes):
    call = {
        "line_id": LINE, "indicator": "kbt.closed_as_planned", "annual_target": percent("80"), "council_target": percent("70"),
        "periodicity": Periodicity.TERTIAL, "changed_on": TODAY, "reason": "Nämndens beslut.", **ON,
    }
    return lambda chain: chain.change_indicator_plan(**{**call, **changes})


def acting(**changes):
    call = {
        "activity_id": NEW, "goal_id": UNIT_GOAL, "wording": "Utbildning.", "starts_on": date(2024, 3, 1),
        "ends_on": date(2024, 3, 1), "responsible_id": BO, "responsible_name": "Bo Bondesson", **BY,
    }
    return lambda chain: chain.plan_activity(**{**call, **changes})


def finishing(**changes):
    call = {"activity_id": ACTIVITY, "done_on": TODAY, "stamp": ADMINISTRATION_STAMP, "today": TODAY}
    return lambda chain: chain.finish_activity(**{**call, **changes})


def ending(item_id, **changes):
    call = {"item_id": item_id, "ending": GoalItemEnding.ENDED, "ended_on": TODAY, "reason": "Klart.", **ON}
    return lambda chain: chain.end_item(**{**call, **changes})


@pytest.mark.parametrize("year", [TODAY.year - BACK, TODAY.year, TODAY.year + AHEAD])
def test_a_years_chain_is_begun_from_far_back_to_some_years_ahead(year):
    given(GoalChain).when(beginning(year=year)).then(e.GoalChainBegun, year=year)


def test_a_goal_hangs_under_a_goal_of_any_higher_level_or_under_none():
    for under in (DIRECTION, BOARD_GOAL, None):
        given(GoalChain, *CHAIN_OF_GOALS).when(setting(under=under)).then(e.SteeringGoalSet, under=under, unit=UNIT)
    given(GoalChain, *CHAIN_OF_GOALS).when(
        setting(level=ChainLevel.COUNCIL_AREA, under=DIRECTION, unit=None)
    ).then(e.SteeringGoalSet)


def test_two_units_may_have_the_same_goal_and_a_goal_that_was_ended_may_come_again():
    given(GoalChain, *CHAIN_OF_GOALS).when(setting(wording=UNIT_SET.wording)).then(e.SteeringGoalSet)
    over = ENDED.model_copy(update={"item_id": UNIT_GOAL})
    given(GoalChain, *CHAIN_OF_GOALS, over).when(setting(wording=UNIT_SET.wording, unit=KBT_TEAM)).then(e.SteeringGoalSet)


@pytest.mark.parametrize("target", [
    None, text(), number("0"), number("100"), number("-100", TargetUnit.PERCENTAGE_POINTS),
    number("100", TargetUnit.PERCENTAGE_POINTS), number("0", TargetUnit.COUNT), number("7.0", TargetUnit.COUNT),
    number("0", TargetUnit.MEAN), number("4.25", TargetUnit.MONTHS, TargetPredicate.AT_MOST),
])
def test_a_target_is_blank_a_text_or_a_number_within_both_ends_of_its_unit(target):
    given(GoalChain, *WHOLE).when(expecting(target=target)).then(e.ExpectedResultSet, target=target)
    given(GoalChain, *WHOLE).when(planning(annual_target=target)).then(e.IndicatorPlanned, annual_target=target, unit=KBT_TEAM)


def test_an_indicator_is_measured_without_being_a_goal_and_a_goal_has_one_that_is_not_yet_defined():
    given(GoalChain, *WHOLE).when(planning(under=None, unit=UNIT)).then(e.IndicatorPlanned, under=None, unit=UNIT)
    given(GoalChain, *WHOLE).when(planning(indicator=None)).then(e.IndicatorPlanned, indicator=None)
    undefined = PLANNED.model_copy(update={"indicator": None})
    given(GoalChain, *CHAIN_OF_GOALS, RESULT_SET, undefined).when(replanning()).then(
        e.IndicatorPlanChanged, indicator="kbt.closed_as_planned"
    )


def test_an_activity_has_at_least_a_day_in_the_year():
    ends = (date(2023, 12, 1), date(2024, 1, 1)), (date(2024, 12, 31), date(2025, 1, 31))
    for starts_on, ends_on in ends:
        given(GoalChain, *WHOLE).when(acting(starts_on=starts_on, ends_on=ends_on)).then(e.ActivityPlanned)
    given(GoalChain, *WHOLE).when(finishing()).then(e.ActivityDone, done_on=TODAY)


@pytest.mark.parametrize(("past", "call", "error", "message"), [
    ([BEGUN], beginning(), ConflictError, "redan påbörjad"),
    ([], beginning(year=TODAY.year - BACK - 1), InvalidValueError, f"från {TODAY.year - BACK}"),
    ([], beginning(year=TODAY.year + AHEAD + 1), InvalidValueError, f"till {TODAY.year + AHEAD}"),
    ([], beginning(others=lambda: [given(GoalChain, BEGUN).state]), ConflictError, "redan en målkedja för 2024"),
    ([], setting(), NotFoundError, "inte påbörjad"),
    (WHOLE, setting(goal_id=RESULT, wording=""), ConflictError, "med det uuid:t"),
    (WHOLE, setting(wording=" ", label_used=""), InvalidValueError, "Målets lydelse saknas"),
    (WHOLE, setting(label_used="", unit=None), InvalidValueError, "Enhetens ord för målet saknas"),
    (WHOLE, setting(unit=None, under=NEW), InvalidValueError, "Ange enheten för ett enhetsmål"),
    (WHOLE, setting(level=ChainLevel.BOARD), InvalidValueError, "bara för det"),
    (WHOLE, setting(under=RESULT), NotFoundError, "Målet ovanför finns inte"),
    (WHOLE, setting(under=NEW), InvalidValueError, "under sig självt"),
    (WHOLE, setting(under=UNIT_GOAL), InvalidValueError, "Enhetsmål kan inte ligga under enhetsmål"),
    (
        WHOLE, setting(level=ChainLevel.COUNCIL_AREA, unit=None), InvalidValueError,
        "KF:s mål för verksamhetsområdet kan inte ligga under nämndmål. Ordningen uppifrån är KF:s inriktningsmål,",
    ),
    (WHOLE, setting(unit=KBT_TEAM, wording=f" {UNIT_SET.wording.upper()} "), ConflictError, "Målet finns redan"),
    ([], changing(), NotFoundError, "inte påbörjad"),
    (WHOLE, changing(goal_id=NEW), NotFoundError, "Målet finns inte"),
    (WHOLE, changing(goal_id=LINE), NotFoundError, "Målet finns inte"),
    ([*CHAIN_OF_GOALS, ENDED.model_copy(update={"item_id": UNIT_GOAL})], changing(), NotAllowedError, "gäller inte längre"),
    (WHOLE, changing(wording="", label_used=""), InvalidValueError, "lydelse saknas"),
    (WHOLE, changing(label_used="", changed_on=TODAY + DAY), InvalidValueError, "ord för målet saknas"),
    (WHOLE, changing(changed_on=TODAY + DAY, reason=""), InvalidValueError, "Ändringen är"),
    (WHOLE, changing(reason="", under=NEW), InvalidValueError, "Orsaken till ändringen saknas"),
    (WHOLE, changing(under=NEW), NotFoundError, "Målet ovanför finns inte"),
    (WHOLE, changing(under=UNIT_GOAL), InvalidValueError, "under sig självt"),
    (WHOLE, changing(goal_id=DIRECTION, under=UNIT_GOAL), InvalidValueError, "under sig självt"),
    (WHOLE, changing(goal_id=DIRECTION, under=None, wording=DIRECTION_SET.wording, label_used="åtagande"), ConflictError,
     "lyder redan så"),
    ([*WHOLE, UNIT_SET.model_copy(update={"goal_id": NEW, "wording": "Andra ord."})], changing(), ConflictError, "finns redan"),
    ([], describing(), NotFoundError, "inte påbörjad"),
    (WHOLE, describing(goal_id=NEW), NotFoundError, "Målet finns inte"),
    (WHOLE, describing(development=None), InvalidValueError, "Inget är beskrivet"),
    (WHOLE, describing(ways_of_working="", development=""), InvalidValueError, "Arbetssättet saknas"),
    (WHOLE, describing(use_of_resources=""), InvalidValueError, "Resursanvändningen saknas"),
    (WHOLE, describing(how_followed_up=""), InvalidValueError, "Uppföljningen saknas"),
    (WHOLE, describing(development=""), InvalidValueError, "Utvecklingen saknas"),
])
def test_a_goal_is_refused(past, call, error, message):
    given(GoalChain, *past).when(call).then_refused(error, message)


POINTS = number("5", TargetUnit.PERCENTAGE_POINTS)


@pytest.mark.parametrize(("past", "call", "error", "message"), [
    ([], expecting(), NotFoundError, "inte påbörjad"),
    (WHOLE, expecting(result_id=UNIT_GOAL, goal_id=NEW), ConflictError, "med det uuid:t"),
    (WHOLE, expecting(goal_id=NEW, wording=""), NotFoundError, "Målet finns inte"),
    (WHOLE, expecting(wording="", target=Target()), InvalidValueError, "lydelse saknas"),
    (WHOLE, expecting(target=Target()), InvalidValueError, "antingen som ett tal"),
    (WHOLE, expecting(target=Target(amount=Decimal(5))), InvalidValueError, "antingen som ett tal"),
    (WHOLE, expecting(target=percent("5").model_copy(update={"target_text": "fler"})), InvalidValueError, "Ange det ena"),
    (WHOLE, expecting(target=text(" ")), InvalidValueError, "Målvärdet saknas"),
    (WHOLE, expecting(target=number("-0.1")), InvalidValueError, "Målvärdet är -0.1 procent. Ange ett tal från 0 till 100"),
    (WHOLE, expecting(target=number("100.1")), InvalidValueError, "från 0 till 100"),
    (WHOLE, expecting(target=number("100.1", TargetUnit.PERCENTAGE_POINTS)), InvalidValueError, "från -100 till 100"),
    (WHOLE, expecting(target=number("-100.1", TargetUnit.PERCENTAGE_POINTS)), InvalidValueError, "från -100 till 100"),
    (WHOLE, expecting(target=number("-1", TargetUnit.MEAN)), InvalidValueError, "Ange ett tal från 0."),
    (WHOLE, expecting(target=number("-1", TargetUnit.MONTHS)), InvalidValueError, "från 0"),
    (WHOLE, expecting(target=number("7.5", TargetUnit.COUNT)), InvalidValueError, "ett antal är ett heltal"),
    (WHOLE, expecting(wording=RESULT_SET.wording), ConflictError, "redan det förväntade resultatet"),
    (WHOLE, expecting_otherwise(result_id=NEW), NotFoundError, "Det förväntade resultatet finns inte"),
    (WHOLE, expecting_otherwise(wording="", target=Target()), InvalidValueError, "lydelse saknas"),
    (WHOLE, expecting_otherwise(target=Target(), changed_on=TODAY + DAY), InvalidValueError, "antingen som ett tal"),
    (WHOLE, expecting_otherwise(changed_on=TODAY + DAY, reason=""), InvalidValueError, "Ändringen är"),
    (WHOLE, expecting_otherwise(reason="", target=POINTS), InvalidValueError, "Orsaken till ändringen saknas"),
    (WHOLE, expecting_otherwise(target=POINTS), InvalidValueError, "olika måttenheter: procent och procentenheter"),
    ([*WHOLE, RESULT_SET.model_copy(update={"result_id": NEW, "wording": "Med i planen."})], expecting_otherwise(),
     ConflictError, "redan det förväntade resultatet"),
    (WHOLE, expecting_otherwise(wording=RESULT_SET.wording, target=RESULT_SET.target), ConflictError, "lyder redan så"),
])
def test_an_expected_result_is_refused(past, call, error, message):
    given(GoalChain, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize(("past", "call", "error", "message"), [
    ([], planning(), NotFoundError, "inte påbörjad"),
    (WHOLE, planning(line_id=LINE, under=NEW), ConflictError, "med det uuid:t"),
    (WHOLE, planning(under=NEW, unit=UNIT), NotFoundError, "Målet eller det förväntade resultatet finns inte"),
    (WHOLE, planning(under=ACTIVITY), NotFoundError, "Målet eller det förväntade resultatet finns inte"),
    (WHOLE, planning(unit=UNIT, indicator=""), InvalidValueError, "någon annans"),
    (WHOLE, planning(under=BOARD_GOAL, unit=UNIT), InvalidValueError, "någon annans"),
    (WHOLE, planning(indicator="", indicator_name=""), InvalidValueError, "Indikatorns id saknas"),
    (WHOLE, planning(indicator_name="", annual_target=Target()), InvalidValueError, "Indikatorns namn saknas"),
    (WHOLE, planning(annual_target=Target(), council_target=Target()), InvalidValueError, "Årsmålet anges"),
    (WHOLE, planning(annual_target=POINTS, council_target=Target()), InvalidValueError, "KF:s årsmål anges"),
    (WHOLE, planning(annual_target=POINTS, council_target=percent("5")), InvalidValueError, "procentenheter och procent"),
    (WHOLE, planning(indicator="kbt.closed_as_planned"), ConflictError, "redan planerad för 2024"),
    (WHOLE, planning(indicator=None, indicator_name="avslutade enligt planering"), ConflictError, "redan planerad"),
    ([], replanning(), NotFoundError, "inte påbörjad"),
    (WHOLE, replanning(line_id=UNIT_GOAL), NotFoundError, "Indikatorn finns inte"),
    ([*WHOLE, ENDED], replanning(), NotAllowedError, "Indikatorn gäller inte längre"),
    (WHOLE, replanning(indicator="", annual_target=Target()), InvalidValueError, "Indikatorns id saknas"),
    (WHOLE, replanning(annual_target=Target(), changed_on=TODAY + DAY), InvalidValueError, "Årsmålet anges"),
    (WHOLE, replanning(annual_target=POINTS, changed_on=TODAY + DAY), InvalidValueError, "Årsmålet och KF:s årsmål har"),
    (WHOLE, replanning(changed_on=TODAY + DAY, reason=""), InvalidValueError, "Ändringen är"),
    (WHOLE, replanning(reason="", indicator="kbt.clients"), InvalidValueError, "Orsaken till ändringen saknas"),
    (WHOLE, replanning(annual_target=POINTS, council_target=None), InvalidValueError, "Årsmålet före och efter"),
    (WHOLE, replanning(annual_target=None, council_target=POINTS), InvalidValueError, "KF:s årsmål före och efter"),
    (WHOLE, replanning(indicator="kbt.clients"), NotAllowedError, "redan en definition"),
    (WHOLE, replanning(indicator=None), NotAllowedError, "redan en definition"),
    (WHOLE, replanning(annual_target=PLANNED.annual_target), ConflictError, "redan planerad så"),
    ([*CHAIN_OF_GOALS, RESULT_SET, PLANNED.model_copy(update={"indicator": None}),
      PLANNED.model_copy(update={"line_id": NEW, "indicator_name": "Annat"})], replanning(), ConflictError, "redan planerad för"),
])
def test_an_indicators_line_is_refused(past, call, error, message):
    given(GoalChain, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize(("past", "call", "error", "message"), [
    ([], acting(), NotFoundError, "inte påbörjad"),
    (WHOLE, acting(activity_id=ACTIVITY, goal_id=NEW), ConflictError, "med det uuid:t"),
    (WHOLE, acting(goal_id=NEW, wording=""), NotFoundError, "Målet finns inte"),
    (WHOLE, acting(wording="", ends_on=date(2024, 2, 29)), InvalidValueError, "Aktivitetens lydelse saknas"),
    (WHOLE, acting(ends_on=date(2024, 2, 29)), InvalidValueError, "Aktivitetens slut är"),
    (WHOLE, acting(starts_on=date(2023, 1, 1), ends_on=date(2023, 12, 31)), InvalidValueError, "ingen dag i 2024"),
    (WHOLE, acting(starts_on=date(2025, 1, 1), ends_on=date(2025, 1, 1)), InvalidValueError, "ingen dag i 2024"),
    ([], finishing(), NotFoundError, "inte påbörjad"),
    (WHOLE, finishing(activity_id=RESULT), NotFoundError, "Aktiviteten finns inte"),
    ([*WHOLE, DONE], finishing(done_on=TODAY + DAY), NotAllowedError, "redan genomförd 2024-04-12"),
    (WHOLE, finishing(done_on=TODAY + DAY), InvalidValueError, "Genomförandet är"),
    ([], ending(LINE), NotFoundError, "inte påbörjad"),
    (WHOLE, ending(NEW), NotFoundError, "Delen finns inte"),
    ([*WHOLE, ENDED], ending(LINE), NotAllowedError, "gäller inte längre"),
    (WHOLE, ending(UNIT_GOAL, reason=""), NotAllowedError, "Under delen finns 2 som gäller"),
    (WHOLE, ending(RESULT, reason=""), NotAllowedError, "Under delen finns 1 som gäller"),
    (WHOLE, ending(LINE, ended_on=TODAY + DAY, reason=""), InvalidValueError, "Avslutet är"),
    (WHOLE, ending(LINE, reason=""), InvalidValueError, "Orsaken saknas"),
])
def test_an_activity_or_an_ending_is_refused(past, call, error, message):
    given(GoalChain, *past).when(call).then_refused(error, message)


def test_a_changed_target_keeps_its_reason_and_the_old_one():
    document = goal_chain_document(given(GoalChain, *WHOLE, EXAMPLES["goal.indicator_changed.v1"]).state)
    [unit_goal] = document["goals"][0]["goals"][0]["goals"]
    [line] = unit_goal["expected_results"][0]["indicators"]
    assert (line["annual_target_in_words"], line["unit"]) == ("minst 72,5 procent", str(KBT_TEAM))
    [earlier] = line["earlier"]
    assert (earlier["annual_target"]["amount"], earlier["reason"]) == ("75", "Motivationsfasen räknas bort.")


def test_text_blank_and_higher_targets_are_shown_as_they_are_and_told_of():
    past = [
        PLANNED.model_copy(update={
            "line_id": cast_id(n), "unit": None, "under": BOARD_GOAL, "indicator": None, "indicator_name": str(n),
            "annual_target": target, "council_target": percent("70"),
        })
        for n, target in ((1, text()), (2, None), (3, percent("70")), (4, percent("70.1")), (5, POINTS))
    ]
    chain = given(GoalChain, *CHAIN_OF_GOALS, *past).state
    undefined = TargetFlag.NOT_DEFINED
    assert [line.flags for line in chain.lines.values()] == [
        (TargetFlag.TEXT_TARGET, undefined), (TargetFlag.BLANK_TARGET, undefined), (undefined,),
        (TargetFlag.ANNUAL_ABOVE_COUNCIL, undefined), (undefined,),
    ]
    shown = goal_chain_document(chain)["goals"][0]["goals"][0]["indicators"]
    assert [line["annual_target_in_words"] for line in shown] == [
        "tas fram av nämnd", None, "minst 70 procent", "minst 70,1 procent", "minst 5 procentenheter"
    ]
    assert shown[3]["flags"][0]["text"] == "Nämndens årsmål är högre än KF:s."


def test_a_units_chain_shows_its_goals_with_what_is_above_and_nobody_elses():
    other = UNIT_SET.model_copy(update={"goal_id": NEW, "unit": UNIT, "wording": "Annat."})
    alone = PLANNED.model_copy(update={"line_id": cast_id(9), "under": None, "indicator": "x.y", "unit": UNIT})
    chain = given(GoalChain, *WHOLE, other, alone).state
    document = goal_chain_document(chain, frozenset({KBT_TEAM}))
    [unit_goal] = document["goals"][0]["goals"][0]["goals"]
    assert (unit_goal["goal"], document["measured_without_goal"]) == (str(UNIT_GOAL), [])
    assert len(goal_chain_document(chain)["goals"][0]["goals"][0]["goals"]) == 2
    [line] = goal_chain_document(chain)["measured_without_goal"]
    assert [flag["flag"] for flag in line["flags"]] == ["annual_above_council", "no_goal"]


def test_what_was_recorded_by_mistake_is_not_shown_and_what_was_ended_is():
    mistake = ENDED.model_copy(update={"ending": GoalItemEnding.MISTAKE})
    for event, expected in ((ENDED, [{"ended_on": "2024-09-01", "reason": "Följs upp av staden."}]), (mistake, [])):
        document = goal_chain_document(given(GoalChain, *WHOLE, event).state)
        result = document["goals"][0]["goals"][0]["goals"][0]["expected_results"][0]
        assert [line["ended"] for line in result["indicators"]] == expected


def test_a_goal_that_was_moved_is_shown_where_it_is_now():
    moved = CHANGED.model_copy(update={"under": DIRECTION})
    [top] = goal_chain_document(given(GoalChain, *WHOLE, moved).state)["goals"]
    assert [goal["goal"] for goal in top["goals"]] == [str(BOARD_GOAL), str(UNIT_GOAL)]
    assert top["goals"][1]["earlier"][0]["under"] == str(BOARD_GOAL)


def test_the_chain_of_a_year_is_found_by_its_year():
    chain = given(GoalChain, BEGUN).state
    assert chain_of_year([chain], 2024) is chain and chain_of_year([chain], 2025) is None


def test_a_target_is_put_in_words():
    told = [target_in_words(each) for each in (None, text("fler"), number("4.50", TargetUnit.MONTHS, TargetPredicate.AT_MOST))]
    assert told == [None, "fler", "högst 4,5 månader"]
