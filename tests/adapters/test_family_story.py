"""A family's two years on a real database, from first contact to the 6-month follow-up.

Read at ten moments, as golden files, and again after the whole story.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector
from adapters.postgres.rebuild import rebuild
from adapters.postgres.verification import verify_ledger
from domain.policies import DEFAULT_POLICY
from tests.adapters.test_views import all_rows
from tests.support.cluster import Cluster
from tests.support.family_story.reading import Moment, Reader
from tests.support.family_story.story import MOMENTS, family_story
from tests.support.family_story.telling import named

GOLDEN = Path(__file__).parents[1] / "golden" / "stories"
MISFILED = str(named("anteckning i fel akt"))
BEFORE_IT_WAS_FOUND = "2025-02-19"
"""The evening when a note lay in the wrong file and nobody knew it yet."""


class Told(NamedTuple):
    """The board on which the story has been told, and what it answered meanwhile, each evening that it was read."""

    board: BoardStore
    reader: Reader
    then: dict[Moment, bytes]


@pytest.fixture(scope="module")
def told(cluster: Cluster) -> Iterator[Told]:
    with closing(cluster.new_board()) as board, closing(Projector(board)) as projector:
        story, reader, then = family_story(board), Reader(board, projector), {}
        for day in sorted([*MOMENTS.values(), BEFORE_IT_WAS_FOUND]):
            story.tell(through=day)
            moment = reader.moment(day)
            assert moment.size == board.ledger.size()
            then[moment] = as_bytes(reader.answer(moment))
        story.tell()
        yield Told(board, reader, then)


def as_bytes(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, sort_keys=True).encode()


@pytest.mark.parametrize("name", MOMENTS)
def test_the_story_reads_as_it_did_at_each_moment(told: Told, name: str) -> None:
    golden = GOLDEN / f"familjen.{name}.txt"
    shown = told.reader.text(told.reader.moment(MOMENTS[name]))
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")


def test_there_is_a_golden_file_for_each_moment_and_no_other() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"familjen.{name}.txt" for name in MOMENTS}


@pytest.mark.parametrize("name", MOMENTS)
def test_a_moment_asked_for_after_the_whole_story_gives_the_same_bytes(told: Told, name: str) -> None:
    moment = told.reader.moment(MOMENTS[name])
    assert as_bytes(told.reader.answer(moment)) == told.then[moment]


def test_only_what_was_found_in_the_wrong_file_is_withheld_since(told: Told) -> None:
    moment = told.reader.moment(BEFORE_IT_WAS_FOUND)
    then, now = json.loads(told.then[moment]), json.loads(as_bytes(told.reader.answer(moment)))
    changed = [
        (before, after) for before, after in zip(then["timeline"], now["timeline"], strict=True) if before != after
    ]
    assert [(before["entry"], before["withheld"], after["withheld"]) for before, after in changed] == [(MISFILED, False, True)]
    ((before, after),) = changed
    assert len(before["texts"]) == 2 and after["texts"] == [] and after["misfiled"] is None
    assert {part: then[part] for part in then if part != "timeline"} == {part: now[part] for part in now if part != "timeline"}


def test_views_built_anew_are_those_that_were_kept_up_all_along(cluster: Cluster, told: Told) -> None:
    live = all_rows(told.board)
    assert rebuild(told.board, cluster.kek) == told.board.ledger.size()
    assert all_rows(told.board) == live


def test_the_ledger_of_the_story_has_no_fault(cluster: Cluster, told: Told) -> None:
    with cluster.admin() as admin:
        result = verify_ledger(admin, told.board.schema, "ledger", [])
    assert result.faults == []


def test_no_text_and_no_name_of_the_story_stands_in_clear_in_the_tables_of_the_views(told: Told) -> None:
    texts = {text for each in told.board.ledger.read(0, told.board.ledger.size()) for text in told_in(each.event)}
    assert {"Tuva Sagberg", "Anna Exempel", "Marcus Diktman"} <= texts and len(texts) > 200
    rows = all_rows(told.board)
    dump = "\n".join(
        value.decode("latin-1") if isinstance(value, bytes) else str(value)
        for table in rows.values() for row in table for cell in row for value in (cell if isinstance(cell, list) else [cell])
    )
    assert [text for text in (*texts, "2011-05-12", "2024-0311") if text in dump] == []


def told_in(event: Any) -> Iterator[str]:
    """Every text and name in the segments that an event keeps apart, within values too."""
    for name in event.SEGMENTS:
        yield from strings_in(event.model_dump(mode="json")[name])


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_in(each)
    elif isinstance(value, str) and " " in value:
        yield value


def test_the_board_had_bounds_of_its_own_when_the_notes_were_written(told: Told) -> None:
    history = told.reader.registers.policy_history()
    days = [told.reader.moment(day).day for day in ("2024-01-31", "2024-09-05", "2026-11-20")]
    assert [history.on(day).note_delay_days for day in days] == [DEFAULT_POLICY.note_delay_days, 5, 5]
