"""What is looked for in a register comes a page at a time, and the log says just what was shown of it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from api.reading import Reader
from api.register_reading import one_of, sought_in
from api.writes.table import WRITES
from api.writes.write import example_id
from domain.base import Purpose
from domain.errors import NotFoundError
from tests.api.conftest import access_records, new_board
from tests.api.writing import STAFF, accounts_of, clients, run_examples

SAID, ANONYMOUS = example_id("/viewpoints", "viewpoint_id"), example_id("/viewpoints/anonymous", "viewpoint_id")
CASE = example_id("/cases", "case_id")
SET_UP = ("/boards", "/staff", "/units", "/cases", "/staff/managers", "/viewpoints")


@pytest.fixture
def reader(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, [("chef", "chef", STAFF)]), "chef") as (chef,):
        for write in WRITES:
            if write.path in SET_UP:
                assert {answer.status_code for answer in run_examples(chef, write)} == {201}, write.path
    return Reader(board, "prov", Purpose.CASE_WORK, "GET /api/v1/viewpoints")


def of_kind(kind):
    return lambda document: document["kind"] == kind


def by_kind(document):
    return document["kind"]


def shown_of(sought):
    return [each["viewpoint"] for each in sought.answer.document["found"]]


def cases_logged(reader):
    return [str(each) for each in access_records(reader.board)[-1].cases]


def test_only_the_cases_of_what_is_on_the_page_stand_in_the_log(reader):
    first = sought_in(reader, "viewpoints", lambda each: True, by_kind, limit=1)
    assert (shown_of(first), first.has_more, first.count, cases_logged(reader)) == ([ANONYMOUS], True, 2, [])
    rest = sought_in(reader, "viewpoints", lambda each: True, by_kind, limit=1, after=UUID(ANONYMOUS))
    assert (shown_of(rest), rest.has_more, rest.count, cases_logged(reader)) == ([SAID], False, 2, [CASE])


def test_what_is_not_looked_for_is_neither_shown_nor_counted_nor_logged(reader):
    found = sought_in(reader, "viewpoints", of_kind("improvement"), by_kind)
    assert (shown_of(found), found.count, cases_logged(reader)) == ([ANONYMOUS], 1, [])
    assert shown_of(sought_in(reader, "viewpoints", lambda each: True, by_kind, known_at="1")) == []


def test_one_item_is_shown_alone_and_whoever_asks_for_none_stands_in_the_log_as_refused(reader):
    assert one_of(reader, "viewpoints", UUID(SAID)).document["found"][0]["viewpoint"] == SAID
    assert cases_logged(reader) == [CASE]
    with pytest.raises(NotFoundError, match="finns inte i registret"):
        one_of(reader, "viewpoints", uuid4())
    last = access_records(reader.board)[-1]
    assert (last.outcome, last.cases) == ("refused", ())
