"""Oversight on a real database: approvals, emergencies, a package handed out, an erasure, another key, a restore.

Read at a few moments by those whose task it is, as golden files, and again after the whole story.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from adapters.postgres.rebuild import rebuild
from adapters.settings import Settings
from api.main import OpenBoard, Runtime
from domain.base import ErasedEvent
from projections.local_time import day_of
from tests.adapters.test_views import all_rows
from tests.support.cluster import Cluster
from tests.support.family_story.reading import Moment
from tests.support.oversight_story.reading import OversightReader
from tests.support.oversight_story.story import MOMENTS, oversight_story

GOLDEN = Path(__file__).parents[1] / "golden" / "oversight_story"
ERASED_ON = "2026-03-18"


class Told(NamedTuple):
    """The board on which the story has been told, and what it answered meanwhile: as lines, and what can be asked for again."""

    board: OpenBoard
    text: dict[str, str]
    then: dict[Moment, dict[str, Any]]


@pytest.fixture(scope="module")
def told(api_cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    settings = Settings(AKTSPAR_DATA=tmp_path_factory.mktemp("oversight"), DATABASE_URL="", AKTSPAR_KEYS_URL="")
    runtime = Runtime(settings, api_cluster.connections, api_cluster.keys, api_cluster.kek)
    slug = runtime.create_board("Tillsynens nämnd", clock="simulated").slug
    story, text, then = oversight_story(runtime, slug), {}, {}
    for name, day in MOMENTS.items():
        story.tell(through=day)
        reader = OversightReader(runtime.board(slug))
        moment = reader.moment(day)
        text[name], then[moment] = reader.text(moment), reader.then(moment)
    story.tell()
    yield Told(runtime.board(slug), text, then)
    runtime.close()
    with api_cluster.admin() as admin:
        admin.execute(f"DROP SCHEMA aktspar_{slug} CASCADE")


@pytest.mark.parametrize("name", MOMENTS)
def test_the_story_reads_as_it_did_each_evening(told: Told, name: str) -> None:
    golden = GOLDEN / f"tillsynen.{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(told.text[name], "utf-8")
    assert told.text[name] == golden.read_text("utf-8")


def test_there_is_a_golden_file_for_each_evening_and_no_other() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"tillsynen.{name}.txt" for name in MOMENTS}


@pytest.mark.parametrize("name", MOMENTS)
def test_a_moment_asked_for_after_the_whole_story_gives_the_same_bytes_but_of_what_was_erased(told: Told, name: str) -> None:
    reader = OversightReader(told.board)
    moment = reader.moment(MOMENTS[name])
    was, now = told.then[moment], reader.then(moment)
    erased = "Astrids akt, som chefen ser den"
    if MOMENTS[name] < ERASED_ON:
        listed = [each.pop("erased_since") for each in now.values() if "erased_since" in each]
        gone = {"cases": 2, "last_on": ERASED_ON, "basis": ["SoL 2025:400 16 kap. 1 §"]}
        assert listed == [gone] * 2, "an answer about many says what is gone since"
    assert as_bytes(was, but=erased) == as_bytes(now, but=erased)
    assert "gallra" in now[erased]["svar"], "what was erased since is said to be, whatever moment is asked for"
    if MOMENTS[name] < ERASED_ON:
        assert was[erased]["items"], "the control: it could be read before"


def as_bytes(answer: dict[str, Any], *, but: str) -> bytes:
    return json.dumps({name: each for name, each in answer.items() if name != but}, ensure_ascii=False).encode()


def test_of_the_three_old_records_two_are_gone_and_the_one_under_a_new_hold_is_whole(told: Told) -> None:
    events = [each.event for each in told.board.ledger.read(0, told.board.ledger.size())]
    erased = {each.originator_id for each in events if type(each) is ErasedEvent}
    assert len(erased) == 2
    assert sum(each.TYPE == "case.opened" for each in events) == 2, "the one that is held, and the one that is worked with"


def test_everything_stands_on_the_days_of_the_story_also_what_the_machines_did(told: Told) -> None:
    days = {each.event.TYPE: day_of(each.recorded_us).isoformat() for each in told.board.ledger.read(0, 1_000)}
    assert (days["ledger.signer_rotated"], days["ledger.restored"]) == ("2026-05-04", "2026-06-02")


def test_views_built_anew_are_those_that_were_kept_up_all_along(api_cluster: Cluster, told: Told) -> None:
    told.board.projector.catch_up()
    live = all_rows(told.board.store)
    assert rebuild(told.board.store, api_cluster.kek) == told.board.ledger.size()
    assert all_rows(told.board.store) == live


@pytest.mark.parametrize("ledger", ["ledger", "access"])
def test_both_ledgers_of_the_story_have_no_fault(told: Told, ledger: str) -> None:
    assert told.board.verify(ledger).faults == []
