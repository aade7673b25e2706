"""A log review is drawn by a seed that nobody chose, judged by another than the reader, and closed when all is dealt with."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.base import Purpose, Stamp
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.log_review.codes import LogJudgement, LogMeasure, ReadingKind
from domain.log_review.draw import FramedReading, ReadingFrame, draw_readings
from domain.log_review.review import LogReview, last_day_of
from domain.policies import DEFAULT_POLICY
from domain.sample.sample import WitnessedCheckpoint
from domain.sampling.codes import SeedSource
from tests.support.cast import ANNA, BO, UNIT, cast_id

REVIEW, TODAY, P = cast_id(32300), date(2024, 12, 2), DEFAULT_POLICY
BOS = Stamp(actor_id=BO, unit_id=UNIT, purpose=Purpose.LOG_REVIEW)
ANNAS = Stamp(actor_id=ANNA, unit_id=UNIT, purpose=Purpose.LOG_REVIEW)
CHECKPOINT = WitnessedCheckpoint("o", 12, "ab")
PLAN = {"log_review_id": REVIEW, "unit": UNIT, "log_month": "2024-11", "others": tuple, "stamp": BOS, "today": TODAY, "policy": P}
FRAME = ReadingFrame(11, 40, (FramedReading(3, ANNA, (ReadingKind.BREAK_GLASS,)), FramedReading(7, BO, ())))
DRAW = {"log_framed": lambda review: FRAME, "witnessed": lambda size: CHECKPOINT, "stamp": BOS, "policy": P}
ASSESS = {
    "reading_number": 1, "log_judgement": LogJudgement.JUSTIFIED, "judgement_reason": "Jämfört.", "stamp": BOS, "today": TODAY,
    "policy": P,
}
MEASURE = {
    "log_measure_id": cast_id(32301), "reading_number": 1, "log_measure": LogMeasure.MANAGER_TOLD, "log_measure_on": TODAY,
    "log_measure_note": "Talat med chefen.", "stamp": BOS, "today": TODAY, "policy": P,
}


def review_of(*steps):
    review = LogReview()
    for name, arguments in steps:
        for event in getattr(review, name)(**arguments):
            review.apply(event)
    return review


def drawn(*steps):
    return review_of(("plan", PLAN), ("draw", DRAW), *steps)


@pytest.mark.parametrize("month", ["2024-13", "2024-00", "2024-1", "november", "2024-11 ", "٢٠٢٤-11"])
def test_a_month_is_a_year_and_a_month(month):
    with pytest.raises(InvalidValueError, match="år och månad"):
        LogReview().plan(**{**PLAN, "log_month": month})


def test_a_month_is_reviewed_from_the_day_after_its_last_one():
    assert last_day_of("2024-11") == date(2024, 11, 30) and last_day_of("2024-02") == date(2024, 2, 29)
    with pytest.raises(NotAllowedError, match="inte slut"):
        LogReview().plan(**{**PLAN, "today": date(2024, 11, 30)})
    assert LogReview().plan(**{**PLAN, "today": date(2024, 12, 1)})


def test_a_units_month_has_one_review_that_counts_and_training_does_not():
    first, training = drawn(), review_of(("plan", PLAN), ("draw", {**DRAW, "seed": "prov"}))
    assert not first.is_training and training.is_training
    with pytest.raises(ConflictError, match="redan en loggkontroll"):
        LogReview().plan(**{**PLAN, "others": lambda: [first]})
    assert LogReview().plan(**{**PLAN, "others": lambda: [training]})
    assert LogReview().plan(**{**PLAN, "others": lambda: [first], "unit": cast_id(32302)})
    assert LogReview().plan(**{**PLAN, "others": lambda: [first], "log_month": "2024-10"})
    with pytest.raises(ConflictError, match="redan planerad"):
        first.plan(**PLAN)


def test_the_seed_is_of_a_checkpoint_after_the_plan_that_nobody_chose():
    asked = []
    [event] = review_of(("plan", PLAN)).draw(**{**DRAW, "witnessed": lambda size: asked.append(size) or CHECKPOINT})
    assert (asked, event.seed, event.seed_source) == ([11], CHECKPOINT.seed, SeedSource.CHECKPOINT)
    assert (event.readings_in_frame, event.access_size, event.frame_hash) == (2, 40, FRAME.hash)


def test_a_draw_is_refused_in_this_order():
    with pytest.raises(NotFoundError, match="finns inte"):
        LogReview().draw(**DRAW)
    with pytest.raises(NotAllowedError, match="redan dragna"):
        drawn().draw(**{**DRAW, "seed": "\n"})
    with pytest.raises(InvalidValueError):
        review_of(("plan", PLAN)).draw(**{**DRAW, "seed": " "})
    with pytest.raises(InvalidValueError, match="på en rad"):
        review_of(("plan", PLAN)).draw(**{**DRAW, "seed": "a\tb"})
    with pytest.raises(NotAllowedError, match="ingen bevittnad kontrollpunkt"):
        review_of(("plan", PLAN)).draw(**{**DRAW, "witnessed": lambda size: None})


def test_a_reading_is_judged_by_another_and_the_last_judgement_holds():
    with pytest.raises(NotFoundError):
        LogReview().assess(**ASSESS)
    with pytest.raises(NotAllowedError, match="Inga läsningar är dragna"):
        review_of(("plan", PLAN)).assess(**ASSESS)
    for number in (0, 3):
        with pytest.raises(NotFoundError, match=f"Läsning {number} "):
            drawn().assess(**{**ASSESS, "reading_number": number})
    with pytest.raises(NotAllowedError, match="Ingen bedömer sin egen läsning"):
        drawn().assess(**{**ASSESS, "stamp": ANNAS, "judgement_reason": ""})
    with pytest.raises(InvalidValueError, match="Skälet"):
        drawn().assess(**{**ASSESS, "judgement_reason": " "})
    again = drawn(("assess", ASSESS), ("assess", {**ASSESS, "log_judgement": LogJudgement.UNCLEAR}))
    assert again.assessed[1].log_judgement is LogJudgement.UNCLEAR


def test_a_measure_is_of_a_deviation_and_by_another():
    wrong = ("assess", {**ASSESS, "log_judgement": LogJudgement.NOT_JUSTIFIED})
    with pytest.raises(NotAllowedError, match="Inga läsningar"):
        review_of(("plan", PLAN)).take_measure(**MEASURE)
    with pytest.raises(NotFoundError):
        drawn(wrong).take_measure(**{**MEASURE, "reading_number": 3})
    with pytest.raises(NotAllowedError, match="efter sin egen läsning"):
        drawn(wrong).take_measure(**{**MEASURE, "stamp": ANNAS})
    for steps in ((), (("assess", ASSESS),)):
        with pytest.raises(NotAllowedError, match="inte bedömd som en avvikelse"):
            drawn(*steps).take_measure(**MEASURE)
    with pytest.raises(InvalidValueError, match="Åtgärdens dag"):
        drawn(wrong).take_measure(**{**MEASURE, "log_measure_on": date(2024, 12, 3)})
    with pytest.raises(InvalidValueError, match="Vad som gjordes"):
        drawn(wrong).take_measure(**{**MEASURE, "log_measure_note": ""})
    assert drawn(wrong, ("take_measure", MEASURE)).measures


@pytest.mark.parametrize(("judgement", "measures", "is_done"), [
    (LogJudgement.JUSTIFIED, (), True), (LogJudgement.UNCLEAR, (), False),
    (LogJudgement.UNCLEAR, (LogMeasure.STAFF_HEARD,), True),
    (LogJudgement.NOT_JUSTIFIED, (), False), (LogJudgement.NOT_JUSTIFIED, (LogMeasure.POLICE_REPORTED,), False),
    (LogJudgement.NOT_JUSTIFIED, (LogMeasure.BREACH_ASSESSED,), True),
    (LogJudgement.NOT_JUSTIFIED, (LogMeasure.HR_REPORTED, LogMeasure.BREACH_NOTIFIED), True),
])
def test_a_month_is_closed_when_every_reading_is_judged_and_every_deviation_dealt_with(judgement, measures, is_done):
    review = drawn(
        ("assess", {**ASSESS, "log_judgement": judgement}),
        *(("take_measure", {**MEASURE, "log_measure": each}) for each in measures),
    )
    with pytest.raises(NotAllowedError, match="1 läsningar är inte bedömda: 2"):
        review.close(stamp=BOS, today=TODAY)
    review.apply(*review.assess(**{**ASSESS, "reading_number": 2, "stamp": ANNAS}))
    if not is_done:
        with pytest.raises(NotAllowedError, match="Läsningarna 1 är avvikelser utan åtgärd"):
            review.close(stamp=BOS, today=TODAY)
        return
    [closed] = review.close(stamp=BOS, today=TODAY)
    assert closed.readings_justified + closed.readings_not_justified + closed.readings_unclear == 2
    review.apply(closed)
    for decide in (lambda: review.close(stamp=BOS, today=TODAY), lambda: review.assess(**ASSESS)):
        with pytest.raises(NotAllowedError, match="avslutades 2024-12-02"):
            decide()


kinds = st.lists(st.sampled_from([each for each in ReadingKind if each is not ReadingKind.RANDOM]), unique=True, max_size=3)


@given(st.lists(kinds, max_size=60), st.integers(1, 8), st.integers(1, 5), st.text(min_size=1, max_size=6))
def test_a_draw_has_all_of_what_is_always_drawn_and_so_many_of_the_rest_whoever_draws_it(found, random_readings, targeted, seed):
    seed = seed.encode(errors="replace").decode()
    readings = tuple(FramedReading(n * 3, uuid5(UNIT, str(n % 4)), tuple(each)) for n, each in enumerate(found))
    frame = ReadingFrame(1, 999, readings)
    result = draw_readings(frame, seed, random_readings=random_readings, targeted_max=targeted)
    assert result == draw_readings(frame, seed, random_readings=random_readings, targeted_max=targeted)
    at = {each.access_position: each for each in result.readings}
    for kind in ReadingKind:
        having = [each for each in readings if kind in each.kinds]
        drawn_of_kind = sum(kind in each.kinds and each.access_position in at for each in readings)
        if kind is ReadingKind.RANDOM:
            tagged = sum(kind in each.reading_kinds for each in result.readings)
            assert tagged == min(random_readings, len(readings))
        elif kind.is_always_drawn:
            assert drawn_of_kind == len(having)
        else:
            assert min(targeted, len(having)) <= drawn_of_kind
    assert [each.reading_number for each in result.readings] == list(range(1, len(at) + 1))
    assert all(at[each.access_position].read_by == each.read_by for each in readings if each.access_position in at)


def test_another_seed_draws_other_readings_and_a_changed_frame_has_another_hash():
    readings = tuple(FramedReading(n, BO, ()) for n in range(200))
    frame = ReadingFrame(1, 200, readings)
    one, two = (draw_readings(frame, seed, random_readings=20, targeted_max=5).readings for seed in ("a", "b"))
    assert {each.access_position for each in one} != {each.access_position for each in two}
    assert frame.hash != frame._replace(readings=readings[1:]).hash
    assert isinstance(one[0].read_by, UUID)
