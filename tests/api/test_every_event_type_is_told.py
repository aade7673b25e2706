"""The four golden stories together have every kind of event that there is, so that none is stored that nobody has read."""

from __future__ import annotations

from collections.abc import Iterator

from api.main import OpenBoard, Runtime
from domain.event_types import EVENT_TYPES
from tests.support.family_story.story import family_story
from tests.support.lex_sarah_story.story import lex_sarah_story
from tests.support.oversight_story.story import oversight_story
from tests.support.unit_story.story import unit_story


def test_every_event_type_that_there_is_occurs_in_one_of_the_four_stories(runtime: Runtime) -> None:
    occurring = {name for board in boards(runtime) for name in names_in(board)}
    assert sorted(EVENT_TYPES.keys() - occurring) == []


def boards(runtime: Runtime) -> Iterator[OpenBoard]:
    """Each story told on a board of its own; oversight first, since it changes the key of every board that there is."""
    slug = runtime.create_board("Tillsynen", clock="simulated").slug
    oversight_story(runtime, slug).tell()
    yield runtime.board(slug)
    family, unit, report = (runtime.create_board(name, clock="simulated") for name in ("Familjen", "Enheten", "Rapporten"))
    family_story(family.store).tell()
    unit_story(unit).tell()
    lex_sarah_story(report).tell()
    yield from (family, unit, report)


def names_in(board: OpenBoard) -> set[str]:
    """The wire names of what is recorded in a board."""
    return {each.event.wire_name() for each in board.ledger.read(0, board.ledger.size())}
