"""What is counted of Lex Sarah reports is right, and nothing small can be seen or worked out."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.lex_sarah.codes import CauseArea, Degree, LexSarahStep
from domain.lex_sarah.report import LexSarahReport
from domain.offering.codes import ServiceKind
from domain.policies import DEFAULT_POLICY
from projections.lex_sarah_statistics import NO_TYPE, UNDECIDED, lex_sarah_statistics
from tests.support.cast import OTHER_CASE, UNIT, cast_id
from tests.support.examples import EXAMPLES

SUBMITTED, RECEIVED, LINKED, ANALYSED, COMPLETED, DECIDED = (
    EXAMPLES[f"lex_sarah.{name}.v1"]
    for name in ("report_submitted", "report_received", "report_linked", "causes_analysed", "investigation_completed",
                 "misconduct_decided")
)
DAY, TODAY = timedelta(days=1), date(2024, 12, 31)
OTHER_UNIT = OTHER_CASE
LEAST = DEFAULT_POLICY.small_cell_min


def report(number, *, on=date(2024, 8, 12), degree=None, areas=None, received_after=None, linked=False, unit=UNIT):
    """A report by its facts; those that are left out have not come yet."""
    stream: list = [SUBMITTED.model_copy(update={"submitted_on": on, "unit": unit})]
    if received_after is not None:
        stream.append(RECEIVED.model_copy(update={"lex_received_on": on + received_after * DAY}))
    if areas is not None:
        considered = tuple(each.model_copy(update={"found": each.area in areas}) for each in ANALYSED.cause_areas)
        stream.append(ANALYSED.model_copy(update={"cause_areas": considered}))
    if degree is not None:
        stream += [COMPLETED, DECIDED.model_copy(update={"degree": degree})]
    if linked:
        stream.append(LINKED)
    where = cast_id(31300 + number)
    return LexSarahReport.fold(
        each.model_copy(update={"originator_id": where, "originator_version": version})
        for version, each in enumerate(stream, start=1)
    )


def counted(reports, types=None, year=2024, day=TODAY):
    return lex_sarah_statistics(reports, types or {}, year, day, DEFAULT_POLICY)


def of_degree(document):
    return {row["degree"]: row["events"] for row in document["by_degree"]}


def of_area(document):
    return {row["area"]: row["events"] for row in document["by_cause_area"]["rows"]}


def of_type(document):
    return {row["unit_type"]: row["events"] for row in document["by_unit_type"]}


def step(document, kind):
    return next(row for row in document["steps"] if row["step"] == kind.value)


def test_a_year_is_counted_by_degree_area_unit_type_and_days_when_nothing_is_small():
    reports = [
        report(number, degree=degree, areas=areas, received_after=after)
        for number, (degree, areas, after) in enumerate(
            [(Degree.MISCONDUCT, {CauseArea.PROCEDURES}, 0)] * 5
            + [(Degree.SERIOUS_MISCONDUCT, {CauseArea.PROCEDURES, CauseArea.COMPETENCE}, 3)] * 6
        )
    ]
    document = counted(reports, {UNIT: {ServiceKind.FAMILY_TREATMENT}})
    assert (document["reports"], document["events"]) == (11, 11)
    assert of_degree(document) == {
        **{each.value: 0 for each in Degree}, "misconduct": 5, "serious_misconduct": 6, UNDECIDED: 0
    }
    assert document["by_cause_area"]["analysed"] == 11
    assert of_area(document) == {**{each.value: 0 for each in CauseArea}, "procedures": 11, "competence": 6}
    assert of_type(document)["family_treatment"] == 11 and of_type(document)[NO_TYPE] == 0
    received = step(document, LexSarahStep.RECEIVE)
    assert (received["events"], received["median_days"], received["median_exact"], received["max_days"]) == (11, 3, "3", 3)
    assert received["in_time"] == {"numerator": 5, "denominator": 11, "percent": 45, "exact": "45.4545454545"}


def test_fewer_than_the_least_are_no_number_at_all_and_as_many_are():
    few, enough = ([report(number, received_after=0) for number in range(size)] for size in (LEAST - 1, LEAST))
    hidden, shown = counted(few), counted(enough)
    assert (hidden["reports"], hidden["events"], set(of_degree(hidden).values())) == (None, None, {None})
    assert step(hidden, LexSarahStep.RECEIVE)["max_days"] is None
    assert step(hidden, LexSarahStep.RECEIVE)["in_time"] is None
    assert (shown["reports"], shown["events"], of_degree(shown)[UNDECIDED]) == (LEAST, LEAST, LEAST)
    assert step(shown, LexSarahStep.RECEIVE)["max_days"] == 0
    assert step(shown, LexSarahStep.RECEIVE)["in_time"]["percent"] == 100


def test_one_serious_wrong_among_many_is_hidden_together_with_others():
    reports = [report(number, degree=Degree.MISCONDUCT) for number in range(12)]
    reports += [report(20, degree=Degree.SERIOUS_MISCONDUCT)] + [report(30 + n, degree=Degree.TANGIBLE_RISK) for n in range(7)]
    shown = of_degree(counted(reports))
    assert shown["serious_misconduct"] is None
    assert sum(number is None for number in shown.values()) >= 2
    assert 20 - sum(number or 0 for number in shown.values()) >= LEAST


def test_what_only_another_report_carries_on_is_a_report_and_no_event_of_its_own():
    own = [report(number) for number in range(8)]
    linked = [report(20 + number, linked=True) for number in range(LEAST)]
    document = counted(own + linked)
    assert (document["reports"], document["events"]) == (8 + LEAST, 8)
    # Four linked ones could be worked out of the two numbers, so only one of them stands.
    document = counted(own + linked[1:])
    assert (document["reports"], document["events"]) == (None, 8)


def test_only_the_years_own_reports_are_counted():
    reports = [report(number, on=date(2024, 1, 1)) for number in range(5)]
    reports += [report(10 + number, on=date(2024, 12, 31)) for number in range(5)]
    reports += [report(20 + number, on=date(2023, 12, 31)) for number in range(6)]
    assert [counted(reports, year=year)["events"] for year in (2023, 2024, 2025)] == [6, 10, 0]


def test_the_last_analysis_of_causes_counts():
    again = report(1, areas={CauseArea.TECHNOLOGY})
    stream = ANALYSED.model_copy(update={
        "entry_id": cast_id(31399),
        "cause_areas": tuple(
            each.model_copy(update={"found": each.area is CauseArea.COMPETENCE}) for each in ANALYSED.cause_areas
        ),
    })
    again.apply(stream)
    others = [report(10 + number, areas={CauseArea.COMPETENCE}) for number in range(LEAST)]
    assert of_area(counted([again, *others]))["competence"] == LEAST + 1
    assert of_area(counted([again, *others]))["technology"] == 0


def test_a_unit_of_several_kinds_is_counted_under_each_and_one_without_offerings_under_none():
    types = {UNIT: {ServiceKind.FAMILY_TREATMENT, ServiceKind.GROUP_WORK}}
    reports = [report(n) for n in range(6)] + [report(10 + n, unit=OTHER_UNIT) for n in range(5)]
    shown = of_type(counted(reports, types))
    assert (shown["family_treatment"], shown["group_work"], shown[NO_TYPE], shown["advice"]) == (6, 6, 5, 0)


def test_what_is_not_done_is_late_from_the_day_after_its_last():
    due = date(2024, 8, 12) + DEFAULT_POLICY.lex_sarah_receipt_days * DAY
    reports = [report(number) for number in range(6)]
    assert step(counted(reports, day=due), LexSarahStep.RECEIVE)["in_time"] is None
    late = step(counted(reports, day=due + DAY), LexSarahStep.RECEIVE)
    assert late["in_time"] == {"numerator": 0, "denominator": 6, "percent": 0, "exact": "0"}
    assert (late["events"], late["median_days"]) == (0, None)


@pytest.mark.parametrize(("days", "median_days", "exact"), [([0, 0, 1, 2, 2, 2], 2, "1.5"), ([1, 1, 2, 2, 2], 2, "2")])
def test_the_median_is_half_up_with_the_exact_value_beside(days, median_days, exact):
    row = step(counted([report(n, received_after=after) for n, after in enumerate(days)]), LexSarahStep.RECEIVE)
    assert (row["median_days"], row["median_exact"], row["max_days"]) == (median_days, exact, max(days))


def test_nobody_and_no_report_stands_in_the_numbers():
    text = str(counted([report(number, degree=Degree.MISCONDUCT, areas=set(CauseArea)) for number in range(9)]))
    event = SUBMITTED
    assert event.lex_reporter_name not in text and str(event.lex_reporter_id) not in text
    assert not any(str(value) in text for value in (UNIT, cast_id(31300), *event.case_ids))


REPORTS = st.lists(
    st.tuples(
        st.sampled_from([None, *Degree]), st.sampled_from([None, frozenset(), frozenset({CauseArea.PROCEDURES})]),
        st.sampled_from([None, 0, 4]), st.booleans(), st.sampled_from([UNIT, OTHER_UNIT]),
    ),
    max_size=24,
)


@settings(deadline=None, max_examples=60)
@given(REPORTS)
def test_every_number_that_is_shown_is_right_and_neither_it_nor_what_is_left_of_its_whole_is_small(drawn):
    types: dict[UUID, set[ServiceKind]] = {UNIT: {ServiceKind.FAMILY_TREATMENT}}
    reports = [
        report(number, degree=degree, areas=areas, received_after=after, linked=linked, unit=unit)
        for number, (degree, areas, after, linked, unit) in enumerate(drawn)
    ]
    own = [each for each in drawn if not each[3]]
    document = counted(reports, types)

    def safe(part, whole):
        return all(not 0 < number < LEAST for number in (part, whole - part))

    if document["events"] is not None:
        assert document["events"] == len(own) and not 0 < len(own) < LEAST
    if document["reports"] is not None:
        assert document["reports"] == len(drawn) and safe(len(own), len(drawn))
    degrees = Counter(UNDECIDED if each[0] is None else each[0].value for each in own)
    named = {name: number for name, number in of_degree(document).items() if number is not None}
    assert all(degrees[name] == number and not 0 < number < LEAST for name, number in named.items())
    # Taken together, those that are hidden are not few either.
    if document["events"] is not None:
        assert not 0 < len(own) - sum(named.values()) < LEAST
    analysed = [each[1] for each in own if each[1] is not None]
    for name, number in of_area(document).items():
        if number is not None:
            assert number == sum(name in areas for areas in analysed) and safe(number, len(analysed))
    for name, number in of_type(document).items():
        if number is not None:
            expected = sum((each[4] == UNIT) == (name == "family_treatment") for each in own)
            assert number == (expected if name in ("family_treatment", NO_TYPE) else 0) and safe(number, len(own))
    received = step(document, LexSarahStep.RECEIVE)
    done = [each[2] for each in own if each[2] is not None]
    if received["events"] is not None:
        assert received["events"] == len(done) and safe(len(done), len(own))
    if received["max_days"] is not None:
        assert len(done) >= LEAST and received["max_days"] == max(done)
    if received["in_time"] is not None:
        in_time = sum(after == 0 for after in done)
        assert (received["in_time"]["numerator"], received["in_time"]["denominator"]) == (in_time, len(own))
        assert safe(in_time, len(own))
