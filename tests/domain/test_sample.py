"""A sample: the rule is recorded first, and gives one draw that can be done again."""

from datetime import date, timedelta

import pytest

from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from domain.sample.events import SampleDrawn, SampleRuleRecorded, SampleWithdrawn
from domain.sample.sample import Sample, WitnessedCheckpoint
from domain.sampling.codes import SamplePopulation, SeedSource, Stratum
from domain.sampling.draw import FrameChangedError, draw
from domain.sampling.frame import make_frame
from projections.areas.sample import sample_document
from tests.support.area_examples.sample import SAMPLE
from tests.support.cast import ADMINISTRATION_STAMP, UNIT, cast_id
from tests.support.examples import EXAMPLES
from tests.support.scenario import given, numbered

RULE, DRAWN, WITHDRAWN = (EXAMPLES[f"sample.{name}.v1"] for name in ("rule_recorded", "drawn", "withdrawn"))
BY = {"stamp": ADMINISTRATION_STAMP, "policy": DEFAULT_POLICY}
TODAY, DAY = date(2024, 9, 2), timedelta(days=1)
LONG = "x" * (DEFAULT_POLICY.short_text_max_chars + 1)
CASES = {cast_id(7100 + number): {Stratum.LONG_SILENCE} if number < 3 else set() for number in range(7)}
FRAME = make_frame(4000, CASES, RULE.strata_order)
WITNESSED = WitnessedCheckpoint("aktspar.example", 4100, "5d0b")


def ruling(**changes):
    call = {
        "sample_id": SAMPLE, "unit": UNIT, "population": SamplePopulation.OPEN_SOME_DAY, "review_from": date(2024, 6, 1),
        "review_to": date(2024, 8, 31), "sample_size": 2, "strata_order": (Stratum.LONG_SILENCE,),
        "sample_purpose": "Om språket är begripligt.", "reviewed_by": "internkontrollanten", "today": TODAY, **BY,
    }
    return lambda sample: sample.record_rule(**{**call, **changes})


def drawing(**changes):
    call = {"seed": None, "framed": lambda sample: FRAME, "witnessed": lambda size: WITNESSED, **BY}
    return lambda sample: sample.draw(**{**call, **changes})


def withdrawing(**changes):
    return lambda sample: sample.withdraw(**{"reason": "Perioden var fel.", **BY, **changes})


def test_a_rule_says_what_is_to_be_drawn_before_anything_is():
    given(Sample).when(ruling()).then(
        SampleRuleRecorded, unit=UNIT, sample_size=2, strata_order=(Stratum.LONG_SILENCE,), reviewed_by="internkontrollanten"
    )


def test_a_rule_without_strata_draws_from_all_alike():
    given(Sample).when(ruling(strata_order=())).then(SampleRuleRecorded, strata_order=())


@pytest.mark.parametrize(("first", "last"), [(TODAY, TODAY), (date(2020, 1, 1), TODAY)])
def test_the_period_ends_today_at_the_latest_and_may_be_one_day(first, last):
    given(Sample).when(ruling(review_from=first, review_to=last)).then(SampleRuleRecorded, review_to=last)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"review_from": date(2024, 9, 1)}, "Periodens sista dag är 2024-08-31, före periodens första dag 2024-09-01"),
        ({"review_to": TODAY + DAY}, "Periodens sista dag är 2024-09-03, men i dag är det 2024-09-02"),
        ({"sample_size": 0}, "Urvalet är 0 ärenden. Ange minst 1."),
        ({"strata_order": (Stratum.CHILD_CASE, Stratum.CHILD_CASE)}, "mer än en gång"),
        ({"strata_order": (Stratum.OTHER,)}, "Övriga ärenden är de som ingen annan riskgrupp har"),
        ({"sample_purpose": " "}, "Vad som ska bedömas saknas"),
        ({"reviewed_by": ""}, "Vem som granskar saknas"),
        ({"reviewed_by": LONG}, "Vem som granskar har 501 tecken"),
    ],
)
def test_a_rule_that_says_what_cannot_be_is_refused(changes, message):
    given(Sample).when(ruling(**changes)).then_refused(InvalidValueError, message)


def test_a_rule_is_recorded_once():
    given(Sample, RULE).when(ruling()).then_refused(ConflictError, "Återta den och anteckna en ny")


def test_one_record_is_the_smallest_sample():
    given(Sample).when(ruling(sample_size=1)).then(SampleRuleRecorded, sample_size=1)


def test_a_draw_takes_its_seed_from_a_checkpoint_that_somebody_outside_has_signed():
    asked = []

    def witnessed(size):
        asked.append(size)
        return WITNESSED

    drawn = given(Sample, RULE).when(drawing(witnessed=witnessed)).then(
        SampleDrawn, seed="aktspar.example/4100/5d0b", seed_source=SeedSource.CHECKPOINT, checkpoint_size=4100,
        frame_position=4000, frame_size=7, frame_hash=FRAME.hash,
    )
    assert asked == [4000], "a checkpoint of the rule and what is before it"
    assert drawn.drawn_strata == draw(FRAME, 2, drawn.seed)


def test_a_seed_that_is_given_makes_it_training_also_when_there_is_a_checkpoint():
    given(Sample, RULE).when(drawing(seed="tärning")).then(
        SampleDrawn, seed="tärning", seed_source=SeedSource.TRAINING, checkpoint_size=None
    )


def test_without_a_witnessed_checkpoint_nothing_is_drawn_and_it_says_what_to_do():
    given(Sample, RULE).when(drawing(witnessed=lambda size: None)).then_refused(
        NotAllowedError, "Vänta på en, eller ange ett frö: då är dragningen märkt som övning."
    )


@pytest.mark.parametrize("seed", ["", "  ", LONG, "två\nrader", "en\ttabb"])
def test_a_seed_is_one_line_that_can_be_written_down(seed):
    refused = given(Sample, RULE).when(drawing(seed=seed))
    refused.then_refused(InvalidValueError, "Fröet")


def test_what_the_draw_refuses_is_refused():
    given(Sample, RULE).when(drawing(framed=lambda sample: make_frame(4000, {}, ()))).then_refused(
        NotAllowedError, "finns inget att dra ur"
    )


@pytest.mark.parametrize("decide", [drawing(), withdrawing()])
def test_of_a_sample_that_is_not_there_nothing_is_drawn_or_withdrawn(decide):
    given(Sample).when(decide).then_refused(NotFoundError, "Stickprovet finns inte i nämnden")


@pytest.mark.parametrize("decide", [drawing(), withdrawing()])
def test_a_rule_gives_one_draw(decide):
    given(Sample, RULE, DRAWN).when(decide).then_refused(NotAllowedError, "en regel ger en dragning")


@pytest.mark.parametrize("decide", [drawing(), withdrawing()])
def test_by_a_withdrawn_rule_nothing_is_drawn(decide):
    given(Sample, RULE, WITHDRAWN).when(decide).then_refused(NotAllowedError, "Urvalsregeln är återtagen")


def test_a_rule_that_is_withdrawn_says_why():
    given(Sample, RULE).when(withdrawing()).then(SampleWithdrawn, reason="Perioden var fel.")
    given(Sample, RULE).when(withdrawing(reason=" ")).then_refused(InvalidValueError, "Orsaken till att urvalsregeln återtas")


def sampled(**changes):
    drawn = given(Sample, RULE).when(drawing(seed="a")).then(SampleDrawn)
    return Sample.fold(numbered(RULE, drawn.model_copy(update=changes)))


def test_the_draw_done_again_gives_the_same():
    sampled().require_same(FRAME)


def test_a_changed_frame_is_refused_when_the_draw_is_done_again():
    fewer = make_frame(4000, dict(list(CASES.items())[1:]), RULE.strata_order)
    with pytest.raises(FrameChangedError, match="6 ärenden mot 7"):
        sampled().require_same(fewer)
    with pytest.raises(FrameChangedError, match="känd vid 4001 händelser"):
        sampled().require_same(FRAME._replace(size=4001))


@pytest.mark.parametrize("changes", [{"seed": "b"}, {"drawn_strata": DRAWN.drawn_strata}])
def test_a_draw_that_is_not_what_its_seed_gives_is_found(changes):
    with pytest.raises(ConflictError, match="ger andra ärenden"):
        sampled(**changes).require_same(FRAME)


def test_what_is_not_drawn_cannot_be_done_again():
    with pytest.raises(NotAllowedError, match="Inget är draget"):
        given(Sample, RULE).state.require_same(FRAME)
    with pytest.raises(NotFoundError, match="Stickprovet finns inte"):
        Sample().require_same(FRAME)


def test_a_sample_tells_its_rule_its_draw_and_how_easily_it_misses():
    document = sample_document(sampled())
    assert document["rule"]["strata_order"] == ["long_silence", "child_case"]
    assert document["drawn"]["is_training"] and document["withdrawn"] is None
    assert [(each["stratum"], each["size"], len(each["cases"])) for each in document["drawn"]["strata"]] == [
        ("long_silence", 3, 1), ("other", 4, 1),
    ]
    [one, *_] = document["drawn"]["misses"]["faulty"]
    assert (one["misses"]["exact"], one["misses_at_most"]["exact"]) == ("5/7", "3/4")
    assert [str(each) for each in sampled().cases] == [case for each in document["drawn"]["strata"] for case in each["cases"]]


def test_a_rule_waits_until_it_is_drawn_by_or_withdrawn():
    states = [given(Sample, *events).state.waits for events in ((), (RULE,), (RULE, DRAWN), (RULE, WITHDRAWN))]
    assert states == [False, True, False, False]
