"""What a sample misses, how it is shared between strata, and that anybody can draw it again."""

import hashlib
import subprocess
from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import NotAllowedError
from domain.policies import DEFAULT_POLICY
from domain.sampling.codes import Stratum
from domain.sampling.draw import FrameChangedError, allocation, draw, draw_again
from domain.sampling.frame import make_frame
from domain.sampling.probability import miss_probability, smallest_sample, worst_miss
from projections.sampling import miss_document, new_workers, vacation_months
from tests.support.cast import ANNA, cast_id

SILENT, CHILD, OTHER = Stratum.LONG_SILENCE, Stratum.CHILD_CASE, Stratum.OTHER
NINETY_FIVE = Fraction(95, 100)
SIZE_AND_DRAWN = st.integers(1, 4).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size)))


def frame_with(*, silent=0, child=0, other=0, size=500):
    kinds = [SILENT] * silent + [CHILD] * child + [OTHER] * other
    signs = {cast_id(7000 + number): {kind} - {OTHER} for number, kind in enumerate(kinds)}
    return make_frame(size, signs, (SILENT, CHILD))


@pytest.mark.parametrize(
    ("frame", "faulty", "sample", "expected"),
    [(120, 3, 10, "0.768"), (120, 3, 40, "0.293"), (120, 3, 120, "0.000"), (120, 3, 118, "0.000"), (120, 3, 117, "0.000"),
     (120, 0, 10, "1.000"), (120, 3, 0, "1.000"), (1, 1, 1, "0.000"), (0, 0, 0, "1.000")],
)
def test_the_probability_to_miss_is_the_hypergeometric_one(frame, faulty, sample, expected):
    assert format(float(miss_probability(frame, faulty, sample)), ".3f") == expected


def test_a_sample_of_ten_out_of_a_hundred_and_twenty_most_often_misses_three_faulty_ones():
    expected = Fraction(110 * 109 * 108, 120 * 119 * 118)
    assert miss_probability(120, 3, 10) == expected
    assert miss_probability(120, 3, 117) > 0 == miss_probability(120, 3, 118)


@pytest.mark.parametrize(("frame", "faulty", "sample"), [(5, 6, 1), (5, -1, 1), (5, 1, 6), (5, 1, -1)])
def test_what_cannot_be_drawn_has_no_probability(frame, faulty, sample):
    with pytest.raises(ValueError, match="between 0 and frame"):
        miss_probability(frame, faulty, sample)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 8), st.data())
def test_the_probability_is_what_counting_every_sample_gives(frame, data):
    faulty, sample = data.draw(st.integers(0, frame)), data.draw(st.integers(0, frame))
    samples = list(combinations(range(frame), sample))
    missing = sum(all(each >= faulty for each in drawn) for drawn in samples)
    assert miss_probability(frame, faulty, sample) == Fraction(missing, len(samples))


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 40), st.data(), st.sampled_from([Fraction(0), Fraction(1, 2), NINETY_FIVE, Fraction(1)]))
def test_the_smallest_sample_is_enough_and_one_less_is_not(frame, data, certainty):
    faulty = data.draw(st.integers(1, frame))
    smallest = smallest_sample(frame, faulty, certainty)
    assert 1 - miss_probability(frame, faulty, smallest) >= certainty
    assert smallest == 0 or 1 - miss_probability(frame, faulty, smallest - 1) < certainty


def test_seventy_six_of_a_hundred_and_twenty_are_needed_to_find_three():
    assert smallest_sample(120, 3, NINETY_FIVE) == 76
    assert smallest_sample(120, 1, NINETY_FIVE) == 114
    assert smallest_sample(120, 120, Fraction(1)) == 1


@pytest.mark.parametrize(("frame", "faulty", "certainty"), [(5, 0, NINETY_FIVE), (5, 6, NINETY_FIVE), (5, 1, Fraction(3, 2))])
def test_a_smallest_sample_of_nothing_or_beyond_certainty_is_not_asked_for(frame, faulty, certainty):
    with pytest.raises(ValueError, match="between"):
        smallest_sample(frame, faulty, certainty)


@settings(max_examples=60, deadline=None)
@given(st.lists(SIZE_AND_DRAWN, min_size=1, max_size=3), st.data())
def test_the_worst_chance_is_that_of_the_worst_place_for_what_is_wrong(strata, data):
    faulty = data.draw(st.integers(0, sum(size for size, _ in strata)))
    cells = [number for number, (size, _) in enumerate(strata) for _ in range(size)]
    worst = Fraction(0)
    for place in combinations(range(len(cells)), faulty):
        here, chance = Counter(cells[each] for each in place), Fraction(1)
        for number, (size, drawn) in enumerate(strata):
            chance *= miss_probability(size, here[number], drawn)
        worst = max(worst, chance)
    assert worst_miss(strata, faulty) == worst
    total, drawn = sum(size for size, _ in strata), sum(drawn for _, drawn in strata)
    assert worst >= miss_probability(total, faulty, drawn), "a draw from all is an average over the places"


def test_more_faults_than_records_have_no_worst_place():
    with pytest.raises(ValueError, match="size of the frame"):
        worst_miss([(2, 1)], 3)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.data())
def test_every_stratum_gets_one_and_the_rest_by_size(sizes, data):
    strata = dict(zip(Stratum, sizes, strict=False))
    sample = data.draw(st.integers(len(sizes), sum(sizes)))
    given_out = allocation(strata, sample)
    assert sum(given_out.values()) == sample
    left, rest = sum(sizes) - len(sizes), sample - len(sizes)
    for stratum, size in strata.items():
        assert 1 <= given_out[stratum] <= size
        share = Fraction(rest * (size - 1), left) if left else Fraction(0)
        assert abs(given_out[stratum] - 1 - share) < 1, "nobody is a whole record from their share"


def test_of_equal_remainders_the_stratum_that_comes_first_gets_the_record():
    assert allocation({SILENT: 2, CHILD: 2}, 3) == {SILENT: 2, CHILD: 1}


def test_a_case_is_in_the_first_stratum_of_the_order_that_it_could_be_in():
    signs = {cast_id(2): {SILENT, CHILD}, cast_id(1): {CHILD}, cast_id(3): set(), cast_id(4): {Stratum.NEW_WORKER}}
    assert [each.stratum for each in make_frame(9, signs, (SILENT, CHILD)).cases] == [CHILD, SILENT, OTHER, OTHER]
    assert [each.stratum for each in make_frame(9, signs, (CHILD, SILENT)).cases] == [CHILD, CHILD, OTHER, OTHER]
    assert {each.stratum for each in make_frame(9, signs, ()).cases} == {OTHER}


def test_a_frame_is_pinned_by_its_cases_and_their_strata_and_not_by_the_order_they_came_in():
    signs = {cast_id(2): {SILENT}, cast_id(1): set()}
    frame = make_frame(9, signs, (SILENT,))
    lines = f"{cast_id(1)} other\n{cast_id(2)} long_silence\n"
    assert frame.hash == hashlib.sha256(lines.encode()).hexdigest()
    assert make_frame(9, dict(reversed(signs.items())), (SILENT,)) == frame
    assert make_frame(9, signs, ()).hash != frame.hash != make_frame(9, {cast_id(1): set()}, (SILENT,)).hash


def test_the_same_seed_and_frame_give_these_cases_on_any_machine():
    frame = frame_with(silent=4, child=6, other=10)
    drawn = draw(frame, 6, "övning 2026-04")
    sizes = [(each.stratum, each.stratum_size, len(each.drawn)) for each in drawn]
    assert sizes == [(SILENT, 4, 1), (CHILD, 6, 2), (OTHER, 10, 3)]
    assert [case_id.int - cast_id(7000).int for each in drawn for case_id in each.drawn] == [3, 4, 9, 10, 15, 11]


def test_another_seed_gives_others():
    frame = frame_with(other=30)
    assert draw(frame, 5, "a") != draw(frame, 5, "b")


def test_the_draw_can_be_done_by_hand_with_the_shells_own_tools(tmp_path):
    frame = frame_with(other=12)
    ids = tmp_path / "ids"
    ids.write_text("".join(f"{each.case_id}\n" for each in frame.cases))
    by_hand = """while read -r id; do printf '%s %s\\n' "$(printf '%s:%s' "$SEED" "$id" | sha256sum | cut -c1-64)" "$id"; done \\
        < "$IDS" | LC_ALL=C sort | head -n 4 | cut -d' ' -f2"""
    ran = subprocess.run(
        ["sh", "-c", by_hand], env={"SEED": "tärning 4", "IDS": str(ids), "PATH": "/usr/bin:/bin"}, capture_output=True,
        text=True, check=True,
    )
    [others] = draw(frame, 4, "tärning 4")
    assert ran.stdout.split() == [str(each) for each in others.drawn]


@pytest.mark.parametrize("sample", [3, 20])
def test_a_sample_is_as_small_as_one_of_each_stratum_and_as_large_as_the_frame(sample):
    frame = frame_with(silent=4, child=6, other=10)
    assert sum(len(each.drawn) for each in draw(frame, sample, "a")) == sample


@pytest.mark.parametrize(
    ("frame", "sample", "words"),
    [
        (frame_with(), 1, "finns inget att dra ur"),
        (frame_with(silent=2, other=3), 6, "Urvalet är 6 ärenden men ramen har 5"),
        (frame_with(silent=2, child=1, other=3), 2, "ramen har 3 riskgrupper"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_what_to_do(frame, sample, words):
    with pytest.raises(NotAllowedError, match=words):
        draw(frame, sample, "a")


def test_a_draw_that_is_done_again_from_the_same_frame_gives_the_same():
    frame = frame_with(silent=4, other=10)
    assert draw_again(frame, (500, 14, frame.hash), 6, "a") == draw(frame, 6, "a")


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (frame_with(silent=4, other=10, size=501), "känd vid 501 händelser, men dragningen gjordes ur den vid 500"),
        (frame_with(silent=4, other=9), "13 ärenden mot 14"),
        (frame_with(silent=5, other=9), "14 ärenden mot 14, och kontrollsumman"),
    ],
)
def test_a_changed_frame_is_refused(frame, words):
    drawn_from = (500, 14, frame_with(silent=4, other=10).hash)
    with pytest.raises(FrameChangedError, match=words):
        draw_again(frame, drawn_from, 6, "a")


def test_beside_a_sample_stands_how_easily_it_misses_and_how_many_would_be_needed():
    told = miss_document(120, 10)
    by_faulty = {each["faulty"]: each for each in told["faulty"]}
    assert list(by_faulty) == [1, 2, 3, 5, 10]
    assert by_faulty[3]["misses"] == {"probability": "0.768", "exact": "10791/14042"}
    assert miss_probability(120, 3, 10) == Fraction(10791, 14042)
    assert (by_faulty[3]["smallest_sample"], by_faulty[3]["misses_at_most"]) == (76, None)
    assert [each["faulty"] for each in miss_document(2, 1)["faulty"]] == [1, 2]


def test_a_draw_by_strata_also_says_what_it_misses_wherever_the_faults_are():
    drawn = draw(frame_with(silent=2, other=18), 4, "a")
    [one, *_] = miss_document(20, 4, drawn)["faulty"]
    assert [len(each.drawn) for each in drawn] == [1, 3]
    assert (one["misses"]["probability"], one["misses_at_most"]["probability"]) == ("0.800", "0.833")


@pytest.mark.parametrize(
    ("first", "last", "months"), [(6, 8, (6, 7, 8)), (7, 7, (7,)), (12, 1, (12, 1)), (1, 12, tuple(range(1, 13)))]
)
def test_the_vacation_months_may_go_over_the_end_of_the_year(first, last, months):
    policy = DEFAULT_POLICY.model_copy(update={"vacation_first_month": first, "vacation_last_month": last})
    assert vacation_months(policy) == months


def test_somebody_is_new_for_so_many_days_with_the_first_counted():
    policy = DEFAULT_POLICY.model_copy(update={"new_worker_days": 1})
    [new] = new_workers({ANNA: date(2024, 3, 4)}, policy)
    assert (new.staff_id, new.first, new.last) == (ANNA, date(2024, 3, 4), date(2024, 3, 4))
