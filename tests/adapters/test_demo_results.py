"""What the demo municipality aims at, measures and reports: it can be counted again, and shows what it is there to show."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest

from adapters.demo.load import load_demo
from adapters.demo.reported import COUNTED, PERIOD
from adapters.postgres.registers import Registers
from adapters.postgres.retention import RetentionList
from adapters.settings import load_settings
from api.governance_reading import annual_wheel, goal_chain, results_of_survey
from api.main import OpenBoard, Runtime
from api.reading import Reader
from api.report_reading import ReportReader
from api.report_stating import statement
from api.trend_reading import TrendReader
from domain.base import Purpose
from domain.case.alerts.events import AlertAnswered
from domain.case.events import RatingFacts
from domain.case.ratings.codes import AdministrationMode
from domain.deviation.deviation import Deviation
from domain.emergency_access.access import EmergencyAccess
from domain.erasure.codes import ErasureStage
from domain.erasure.erasure import Erasure
from domain.lex_sarah.report import LexSarahReport
from domain.log_review.review import LogReview
from domain.policies import DEFAULT_POLICY
from domain.report.events import ReportSubmitted
from domain.report.figures import StatedFigure
from domain.report.report import Report
from domain.retention.codes import RetentionReason
from domain.survey.survey import Survey
from projections.local_time import day_of
from tests.support.cluster import Cluster

_OF_THE_DEFINITION = ("indicator", "indicator_version", "definition", "indicator_name", "meaning")


@pytest.fixture(scope="module")
def board(cluster: Cluster) -> Iterator[OpenBoard]:
    """The demo, loaded once for this module."""
    runtime = Runtime(load_settings(data_dir=cluster.data_dir), cluster.connections, cluster.keys, cluster.kek)
    opened = runtime.create_board("Demons resultat", clock="simulated")
    load_demo(opened.store)
    yield opened
    runtime.close()


@pytest.fixture
def asked(board: OpenBoard) -> Reader:
    return Reader(board, "lokal:prov", Purpose.STATISTICS, "prov")


def test_the_report_of_the_first_tertial_states_what_was_counted_of_all_that_was_known_by_then(board: OpenBoard) -> None:
    ((submitted, recorded_us),) = [
        (each.event, each.recorded_us) for each in board.ledger.read(0, board.ledger.size())
        if isinstance(each.event, ReportSubmitted)
    ]
    report = Report.fold(each.event for each in board.ledger.stream(submitted.originator_id))
    found = statement(board, report, None)
    if os.environ.get("UPDATE_GOLDEN"):
        COUNTED.write_text(as_data(found.figures), "utf-8")
    assert found == (submitted.size, submitted.figures)
    assert day_of(recorded_us) == date(2026, 5, 8) and report.published is not None and report.published.public_figures


def as_data(figures: Sequence[StatedFigure]) -> str:
    """The figures one a line, without what their definitions say."""
    rows = {each.indicator: each.model_dump(mode="json", exclude=set(_OF_THE_DEFINITION)) for each in figures}
    lines = (f"{json.dumps(name)}: {json.dumps(row, ensure_ascii=False)}" for name, row in rows.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def test_some_of_what_the_report_states_is_counted_otherwise_today(asked: Reader) -> None:
    report = ReportReader(asked).report(unit="Öppenvården", period=PERIOD).document
    assert report["status"] == "published" and 1 <= report["restated"] <= 8


def test_the_plan_has_a_target_above_the_council_s_one_in_words_and_one_left_blank(asked: Reader) -> None:
    flags = Counter(found_in(goal_chain(asked, 2026).document, "flag"))
    assert {"annual_above_council", "text_target", "blank_target", "no_goal"} <= flags.keys()


def test_of_the_annual_wheel_most_is_done_one_thing_is_late_and_one_ahead(asked: Reader) -> None:
    items = annual_wheel(asked, 2026, valid_at="2026-10-30").document["items"]
    assert Counter(each["status"] for each in items) == {"done": 7, "overdue": 1, "ahead": 1}


def test_earlier_years_are_published_figures_and_later_ones_counted(asked: Reader) -> None:
    (series,) = TrendReader(asked).trend("um.positive_change_ors", "2023-2026").document["series"]
    assert [(each["period"], each["given"]) for each in series["points"]] == [
        ("2023", True), ("2024", True), ("2025", False), ("2026", False),
    ]


def test_of_two_surveys_one_shows_its_results_and_one_waits_for_more_answers(asked: Reader) -> None:
    surveys = Registers(asked.board.ledger).of_kind("survey", Survey.fold)
    shown = [results_of_survey(asked, each).document for each in surveys]
    assert [(each["answers"], each["withheld"] is None) for each in shown] == [(27, True), (6, False)]


def test_nearly_every_alert_is_answered_within_a_week(board: OpenBoard) -> None:
    answered = [
        each.event for each in board.ledger.read(0, board.ledger.size()) if isinstance(each.event, AlertAnswered)
    ]
    assert len(answered) > 100 and len({each.alert_answer for each in answered}) == 3


def test_ratings_are_made_on_tablet_and_paper_and_some_have_a_line_left_out(board: OpenBoard) -> None:
    ratings = [each.event for each in board.ledger.read(0, board.ledger.size()) if isinstance(each.event, RatingFacts)]
    assert {AdministrationMode.TABLET, AdministrationMode.PAPER} <= {each.mode for each in ratings}
    assert 0 < sum(bool(each.missing_items) for each in ratings) < len(ratings) / 10


def test_what_is_proposed_for_erasure_is_what_the_rules_find_and_waits_for_a_second_person(board: OpenBoard) -> None:
    [erasure] = Registers(board.ledger).of_kind("erasure", Erasure.fold).values()
    assert erasure.stage is ErasureStage.PROPOSED and erasure.proposed is not None
    found = RetentionList(board.store).judged(erasure.proposed.proposed_on)
    assert erasure.items == found.due[:1] and len(found.due) == 2
    assert [each.retention_reasons for each in found.kept] == [(RetentionReason.NOT_EXAMINED,)]


def test_there_is_something_to_look_into_for_whoever_looks_after_the_unit(board: OpenBoard) -> None:
    registers, today = Registers(board.ledger), date(2026, 10, 30)
    reports = registers.of_kind("lex_sarah", LexSarahReport.fold).values()
    late = [
        each.step.value for report in reports for each in report.steps(DEFAULT_POLICY)
        if each.done_on is None and each.days_late(today)
    ]
    assert [each.handling.state.value for each in reports] == ["closed", "under_investigation"]
    assert {"investigate", "send_investigation"} <= set(late)
    deviations = registers.of_kind("deviation", Deviation.fold).values()
    assert [each.status.value for each in deviations] == ["closed", "assessed", "reported"]
    emergencies = registers.of_kind("emergency_access", EmergencyAccess.fold).values()
    assert [each.reviewed is None for each in emergencies] == [False, True]
    assert [each.drawn for each in registers.of_kind("log_review", LogReview.fold).values()] == [None]


def found_in(value: Any, name: str) -> Iterator[Any]:
    """Every value of the members of that name, however deep."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key == name:
                yield each
            yield from found_in(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from found_in(each, name)
