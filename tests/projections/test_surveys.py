"""A survey's results: right, and telling of no small group."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.codes import Gender
from domain.indicators.suppression import SUPPRESSED
from domain.policies import DEFAULT_POLICY
from domain.survey.events import SurveyAnswer, SurveyQuestion
from domain.survey.survey import Survey
from projections.surveys import NOT_CLOSED, free_texts, survey_document, survey_results
from tests.support.examples import EXAMPLES, cast_id
from tests.support.scenario import numbered

LEAST = DEFAULT_POLICY.survey_answers_min
WOMAN, MAN = Gender.WOMAN, Gender.MAN


def surveyed(answers, *, highest=5, texts=(), closed=True):
    """A survey with one question and these (value, gender)."""
    defined = EXAMPLES["survey.defined.v1"].model_copy(
        update={"questions": (SurveyQuestion(question="Hur var det?", lowest=1, highest=highest),)}
    )
    ticked = tuple(SurveyAnswer(ticked=(value,), gender=gender) for value, gender in answers)
    events = [
        defined, EXAMPLES["survey.opened.v1"].model_copy(update={"asked_count": 40}),
        EXAMPLES["survey.answers_recorded.v1"].model_copy(update={"survey_answers": ticked, "batch_id": cast_id(1)}),
        EXAMPLES["survey.texts_recorded.v1"].model_copy(update={"free_texts": texts, "batch_id": cast_id(2)}),
    ]
    return Survey.fold(numbered(*events, *([EXAMPLES["survey.closed.v1"]] if closed else [])))


def results(answers, *, external=False, **more):
    return survey_results(surveyed(answers, **more), DEFAULT_POLICY, external=external)


def question(answers, **more):
    return results(answers, **more)["questions"][0]


def test_a_closed_survey_tells_distribution_share_in_the_top_two_and_mean_with_its_coverage():
    found = question([(5, None)] * 5 + [(4, None)] * 6 + [(1, None)])
    assert found["distribution"] == {"1": 1, "2": 0, "3": 0, "4": 6, "5": 5}
    assert found["top_two"] == {"numerator": 11, "denominator": 12, "percent": 92, "exact": "91.6666666667"}
    assert (found["mean"], found["answered"], found["left_out"], found["by_gender"]) == ("4.1666666667", 12, 0, None)
    told = results([(5, None)] * 12)
    assert (told["asked"], told["answers"], told["coverage"], told["withheld"]) == (40, 12, "30", None)


def test_a_survey_that_is_open_tells_how_many_answered_and_nothing_else():
    found = results([(5, None)] * 12, closed=False)
    assert (found["answers"], found["withheld"], found["questions"]) == (12, NOT_CLOSED, [])
    assert free_texts(surveyed([(5, None)] * 12, texts=("Bra.",), closed=False), DEFAULT_POLICY)["free_texts"] == []


@pytest.mark.parametrize(("count", "shown"), [(LEAST - 1, False), (LEAST, True)])
def test_results_and_texts_are_shown_from_so_many_answers_on(count, shown):
    survey = surveyed([(5, None)] * count, texts=("Bra.",))
    assert bool(survey_results(survey, DEFAULT_POLICY, external=False)["questions"]) is shown
    assert free_texts(survey, DEFAULT_POLICY)["free_texts"] == (["Bra."] if shown else [])


def test_a_question_that_few_answered_is_hidden_also_where_the_survey_is_not():
    found = question([(5, None)] * (LEAST - 1) + [(None, None)] * 8)
    assert (found["distribution"], found["mean"], found["answered"], found["left_out"]) == (SUPPRESSED, SUPPRESSED, 4, 8)


def test_genders_are_told_apart_only_where_each_of_them_is_enough():
    enough = question([(5, WOMAN)] * LEAST + [(3, MAN)] * LEAST)
    assert {name: group["mean"] for name, group in enough["by_gender"].items()} == {"kvinna": "5", "man": "3"}
    for few in ([(4, MAN)] * (LEAST - 1), [(4, None)]):
        assert question([(5, WOMAN)] * 9 + few)["by_gender"] is None
    assert question([(5, None)] * 9)["by_gender"] is None
    assert list(question([(5, WOMAN)] * LEAST + [(3, None)] * LEAST)["by_gender"]) == ["kvinna", "inte angivet"]


def test_outside_a_value_that_few_ticked_hides_the_distribution_and_the_mean_and_a_small_side_the_share():
    found = question([(5, None)] * 9 + [(4, None)] + [(1, None)] * 5, external=True)
    assert (found["distribution"], found["mean"], found["top_two"]["numerator"]) == (SUPPRESSED, SUPPRESSED, 10)
    assert question([(5, None)] * 11 + [(3, None)] * 4, external=True)["top_two"] == SUPPRESSED
    assert question([(5, None)] * 10 + [(3, None)] * 5, external=True)["distribution"]["5"] == 10


def test_what_was_ticked_is_in_no_document_of_the_survey_itself():
    document = survey_document(surveyed([(5, None)] * 6, texts=("Hemligt.",)))
    assert (document["batches"][0]["answers"], document["text_batches"][0]["texts"]) == (6, 1)
    assert "Hemligt." not in str(document) and "ticked" not in str(document)
    assert survey_document(Survey.fold([]))["questions"] == []


ANSWERS = st.lists(st.tuples(st.integers(1, 4), st.sampled_from([WOMAN, MAN, None])), min_size=LEAST, max_size=60)


@settings(max_examples=300)
@given(answers=ANSWERS)
def test_results_are_what_a_slow_count_says(answers):
    found = question(answers, highest=4)
    values = [value for value, _ in answers]
    assert found["distribution"] == {str(value): values.count(value) for value in range(1, 5)}
    assert found["top_two"]["numerator"] == sum(value in (3, 4) for value in values)
    assert abs(Fraction(found["mean"]) - Fraction(sum(values), len(values))) < Fraction(1, 10**9)


@settings(max_examples=500)
@given(answers=st.lists(ANSWERS, min_size=1, max_size=3).map(lambda lists: [each for one in lists for each in one]))
def test_no_sum_or_difference_of_what_is_shown_outside_is_a_small_group(answers):
    found = question(answers, highest=4, external=True)
    groups = [group for group in (found, *(found["by_gender"] or {}).values())]
    for read in (_cells, _sides):
        known = [read(group) for group in groups if read(group) is not None]
        for size in range(len(known)):
            for taken in combinations(known[1:], size):
                rest = [cell - sum(part[at] for part in taken) for at, cell in enumerate(known[0])]
                assert not any(0 < cell < DEFAULT_POLICY.small_cell_min for cell in rest)


def _cells(group):
    shown = group["distribution"]
    return None if shown == SUPPRESSED else list(shown.values())


def _sides(group):
    shown = group["top_two"]
    return None if shown == SUPPRESSED else [shown["numerator"], shown["denominator"] - shown["numerator"]]


def test_a_day_of_closing_is_shown():
    assert results([(5, None)] * 6)["closed_on"] == date(2024, 4, 2).isoformat()
    assert Counter(survey_document(surveyed([]))["questions"][0]) == Counter(
        {"question": "Hur var det?", "lowest": 1, "highest": 5, "lowest_means": None, "highest_means": None}
    )
