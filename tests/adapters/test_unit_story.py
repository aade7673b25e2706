"""A unit's year on a real database: goals planned, results measured and reported, what people say gone through, control held.

Read at a few moments, as golden files, and again after the whole story.
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
from tests.adapters.test_views import all_rows
from tests.support.cluster import Cluster
from tests.support.family_story.reading import Moment
from tests.support.unit_story.reading import UnitReader
from tests.support.unit_story.story import MOMENTS, unit_story

GOLDEN = Path(__file__).parents[1] / "golden" / "unit_story"


class Told(NamedTuple):
    """The board on which the story has been told, and what it answered meanwhile, each evening that it was read."""

    board: OpenBoard
    reader: UnitReader
    then: dict[Moment, bytes]


@pytest.fixture(scope="module")
def told(cluster: Cluster) -> Iterator[Told]:
    runtime = Runtime(load_settings(data_dir=cluster.data_dir), cluster.connections, cluster.keys, cluster.kek)
    board = runtime.create_board("Enhetens nämnd", clock="simulated")
    story, reader, then = unit_story(board), UnitReader(board), {}
    for day in sorted(MOMENTS.values()):
        story.tell(through=day)
        moment = reader.moment(day)
        assert moment.size == board.ledger.size()
        then[moment] = as_bytes(reader.answer(moment))
    story.tell()
    yield Told(board, reader, then)
    runtime.close()


def as_bytes(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, sort_keys=True).encode()


@pytest.mark.parametrize("name", MOMENTS)
def test_the_story_reads_as_it_did_at_each_moment(told: Told, name: str) -> None:
    golden = GOLDEN / f"enheten.{name}.txt"
    shown = told.reader.text(told.reader.moment(MOMENTS[name]))
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")


def test_there_is_a_golden_file_for_each_moment_and_no_other() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"enheten.{name}.txt" for name in MOMENTS}


@pytest.mark.parametrize("name", MOMENTS)
def test_a_moment_asked_for_after_the_whole_story_gives_the_same_bytes(told: Told, name: str) -> None:
    moment = told.reader.moment(MOMENTS[name])
    assert as_bytes(told.reader.answer(moment)) == told.then[moment]


def test_what_was_put_right_after_april_stands_beside_the_report_and_changes_nothing_in_it(told: Told) -> None:
    may, june = (
        json.loads(told.then[told.reader.moment(MOMENTS[name])])["Tertialrapporten"]
        for name in ("02-tertialrapporten", "03-omraknat-i-juni")
    )
    closed = [next(each for each in report["figures"] if each["id"] == "kbt.closed_as_planned") for report in (may, june)]
    assert [(each["numerator"], each["denominator"]) for each in closed] == [("3", 4), ("3", 4)]
    assert [(each["restated"]["numerator"], each["differs"]) for each in closed] == [("3", False), ("2", True)]
    assert may["restated"] < june["restated"]


def test_views_built_anew_are_those_that_were_kept_up_all_along(cluster: Cluster, told: Told) -> None:
    live = all_rows(told.board.store)
    assert rebuild(told.board.store, cluster.kek) == told.board.ledger.size()
    assert all_rows(told.board.store) == live


def test_the_ledger_of_the_story_has_no_fault(cluster: Cluster, told: Told) -> None:
    with cluster.admin() as admin:
        result = verify_ledger(admin, told.board.store.schema, "ledger", [])
    assert result.faults == []
