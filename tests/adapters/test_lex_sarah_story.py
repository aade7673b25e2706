"""A summer without notes as a Lex Sarah report on a real database, from the question that revealed it to its second closing.

Read at eight moments by four people, as golden files, and again after the whole story.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from adapters.postgres.rebuild import rebuild
from adapters.postgres.verification import verify_ledger
from adapters.settings import load_settings
from api.main import OpenBoard, Runtime
from domain.lex_sarah.report import LexSarahReport
from domain.policies import DEFAULT_POLICY
from tests.adapters.test_family_story import told_in
from tests.adapters.test_views import all_rows
from tests.support.cluster import Cluster
from tests.support.family_story.reading import Moment
from tests.support.family_story.telling import named
from tests.support.lex_sarah_story.cast import HOME_CARE, MOVED_NOTES, SUMMER, TOLD_AT_THE_COFFEE, VENDELA
from tests.support.lex_sarah_story.ivo import INVESTIGATION, NOTIFICATION
from tests.support.lex_sarah_story.reading import LexSarahStoryReader
from tests.support.lex_sarah_story.story import MOMENTS, lex_sarah_story

GOLDEN = Path(__file__).parents[1] / "golden" / "lex_sarah_story"
OWN, INVESTIGATED = "Rapportören: rapporten om sommaren", "Utredaren: rapporten om sommaren"


class Told(NamedTuple):
    """The board on which the story has been told, and what it answered meanwhile, each evening that it was read."""

    board: OpenBoard
    reader: LexSarahStoryReader
    then: dict[Moment, dict[str, Any]]


@pytest.fixture(scope="module")
def told(cluster: Cluster) -> Iterator[Told]:
    runtime = Runtime(load_settings(data_dir=cluster.data_dir), cluster.connections, cluster.keys, cluster.kek)
    board = runtime.create_board("Rapportens nämnd", clock="simulated")
    story, reader, then = lex_sarah_story(board), LexSarahStoryReader(board), {}
    for day in MOMENTS.values():
        story.tell(through=day)
        moment = reader.moment(day)
        assert moment.size == board.ledger.size()
        then[moment] = reader.answer(moment)
    story.tell()
    yield Told(board, reader, then)
    runtime.close()


def as_bytes(answer: Any) -> bytes:
    return json.dumps(answer, ensure_ascii=False, sort_keys=True).encode()


def report_of(told: Told, name: str) -> LexSarahReport:
    return LexSarahReport.fold(each.event for each in told.board.ledger.stream(named(name)))


@pytest.mark.parametrize("nth", range(len(MOMENTS)))
def test_the_story_reads_as_it_did_at_each_moment(told: Told, nth: int) -> None:
    name, *_ = list(MOMENTS)[nth:]
    golden = GOLDEN / f"rapporten.{name}.txt"
    moments = [told.reader.moment(day) for day in MOMENTS.values()]
    shown = told.reader.text(moments[nth], moments[nth - 1] if nth else None)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")


def test_there_is_a_golden_file_for_each_moment_and_no_other() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"rapporten.{name}.txt" for name in MOMENTS}


@pytest.mark.parametrize("name", MOMENTS)
def test_a_moment_asked_for_after_the_whole_story_gives_the_same_bytes(told: Told, name: str) -> None:
    moment = told.reader.moment(MOMENTS[name])
    assert as_bytes(told.reader.answer(moment)) == as_bytes(told.then[moment])


def test_each_step_of_the_summer_s_report_was_taken_on_a_day_as_the_law_asks_or_stands_as_late(told: Told) -> None:
    steps = report_of(told, SUMMER).steps(DEFAULT_POLICY)
    late = [
        (each.step.swedish, str(each.due_on), str(each.done_on))
        for each in steps if each.done_on is not None and each.done_on > each.due_on
    ]
    assert late == [
        ("utreda klart", "2025-08-16", "2025-09-05"), ("informera den enskilde", "2025-07-30", "2025-08-29"),
    ]
    told_on = {each.step.swedish: str(each.done_on) for each in steps}
    assert (told_on["anmäla till IVO"], told_on["skicka utredningen till IVO"]) == ("2025-07-24", "2025-09-22")
    assert all(each.done_on for each in steps)


@pytest.mark.parametrize(("name", "decided"), [
    (SUMMER, "allvarligt missförhållande"), (MOVED_NOTES, "inget missförhållande"), (TOLD_AT_THE_COFFEE, None), (HOME_CARE, None),
])
def test_every_report_is_closed_with_nothing_left_in_any_region(told: Told, name: str, decided: str | None) -> None:
    report = report_of(told, name)
    assert report.handling.closing is not None
    assert [what for region in report.regions for what in report.left_in(region)] == []
    degree = None if report.handling.decision is None else report.handling.decision.degree.swedish
    assert degree == decided


def test_what_was_sent_to_ivo_is_kept_byte_for_byte(told: Told) -> None:
    ivo = report_of(told, SUMMER).ivo
    assert ivo.notification is not None and ivo.notification.documents[0].bytes().decode() == NOTIFICATION
    sent = [each.bytes().decode() for supplement in ivo.supplements for each in supplement.documents]
    assert INVESTIGATION in sent


def test_who_reported_stands_in_the_report_itself_and_is_read_nowhere_else(told: Told) -> None:
    identity = (VENDELA.name, str(VENDELA.id))
    for moment, answer in told.then.items():
        for heading, document in answer.items():
            if heading == OWN:
                continue
            shown = dict(document)
            if heading == INVESTIGATED and "whole" in shown:
                report = shown["whole"]["report"]
                assert report["lex_reporter_name"] == VENDELA.name, "the control: whoever investigates reads it there"
                shown["whole"] = {name: each for name, each in shown["whole"].items() if name not in ("report", "access")}
            found = [each for each in identity if each in as_bytes(shown).decode()]
            assert found == [], (moment, heading)


def test_no_header_and_no_table_of_the_views_tells_who_reported_or_what(told: Told) -> None:
    events = told.board.ledger.read(0, told.board.ledger.size())
    assert VENDELA.id not in {each.event.actor_id for each in events}
    texts = {text for each in events for text in told_in(each.event)}
    assert {VENDELA.name, "Jag trodde att ni hade glömt mig."} <= texts and len(texts) > 100
    dump = "\n".join(
        value.decode("latin-1") if isinstance(value, bytes) else str(value)
        for table in all_rows(told.board.store).values() for row in table for cell in row
        for value in (cell if isinstance(cell, list) else [cell])
    )
    assert [text for text in texts if text in dump] == []


def test_the_record_tells_that_it_was_reported_and_nothing_of_the_report(told: Told) -> None:
    record = as_bytes(told.then[told.reader.moment(MOMENTS["08-avslutad-igen"])]["Tildas akt"]).decode()
    assert "case.deviation_noted" in record
    of_the_report = {
        text for each in told.board.ledger.stream(named(SUMMER)) for text in told_in(each.event) if len(text) > 25
    }
    assert [text for text in of_the_report if text in record] == []


def test_views_built_anew_are_those_that_were_kept_up_all_along(cluster: Cluster, told: Told) -> None:
    told.board.projector.catch_up()
    live = all_rows(told.board.store)
    assert rebuild(told.board.store, cluster.kek) == told.board.ledger.size()
    assert all_rows(told.board.store) == live


def test_the_ledger_of_the_story_has_no_fault(cluster: Cluster, told: Told) -> None:
    with cluster.admin() as admin:
        result = verify_ledger(admin, told.board.store.schema, "ledger", [])
    assert result.faults == []
