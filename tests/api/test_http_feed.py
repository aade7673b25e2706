"""`/api/v1/changes`: each change once, in order, whatever happens to whoever follows."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import httpx2
import pytest

from tests.api import records
from tests.api.conftest import PASSWORD, access_records
from tests.support.feed_follower import kept
from tests.support.ledger_commands import HANG_GUARD_SECONDS

CHANGES, STREAM = "/api/v1/changes", "/api/v1/changes/stream"


def ids(board):
    """What the ledger itself says was recorded: position, stream, version and type."""
    return [
        (each.position, str(each.event.originator_id), each.event.originator_version, each.event.wire_name())
        for each in board.ledger.read(0, 1000)
    ]


def told(changes):
    """The same of what a follower was told."""
    return [(each["data"]["position"], each["subject"], each["data"]["version"], each["type"]) for each in changes]


def positions_of(lines, most):
    """Up to so many changes of a stream of server-sent events, by their ids and data."""
    found, last_id = [], None
    for line in lines:
        if line.startswith("id: "):
            last_id = int(line.removeprefix("id: "))
        elif line.startswith("data: "):
            change = json.loads(line.removeprefix("data: "))
            assert change["data"]["position"] == last_id
            found.append(change)
            if len(found) == most:
                break
    return found


def test_a_page_of_changes_is_what_the_ledger_holds_as_cloud_events(service, board):
    document = service.client.get(CHANGES).json()
    assert told(document["changes"]) == ids(board)
    assert (document["size"], document["after"]) == (records.SIZE, records.SIZE - 1)
    change = document["changes"][2]
    assert change.keys() == {
        "specversion", "id", "source", "type", "time", "subject", "datacontenttype", "dataschema", "data",
    }
    assert (change["specversion"], change["source"]) == ("1.0", document["origin"])
    assert change["id"] == f"{document['origin']}/2"
    assert change["time"] == "2024-03-04T08:00:00.000000Z"


def test_a_change_tells_nothing_of_what_was_written(service):
    text = service.client.get(CHANGES).text
    assert records.SECRET not in text and records.NAME not in text and "2024-0001" not in text and "Anna" not in text


def test_pages_follow_each_other_without_a_gap(service, board):
    found, after = [], None
    while True:
        page = service.client.get(CHANGES, params={"limit": 2, **({} if after is None else {"after": after})}).json()
        if not page["changes"]:
            break
        found, after = found + page["changes"], page["after"]
    assert told(found) == ids(board)
    assert page["after"] == after == records.SIZE - 1


def test_a_request_that_waits_is_answered_when_something_is_recorded(service, board):
    answers = []
    follower = threading.Thread(target=lambda: answers.append(
        service.client.get(CHANGES, params={"after": records.SIZE - 1, "wait": 30}, timeout=HANG_GUARD_SECONDS).json()
    ))
    follower.start()
    # Its reading is logged before it waits, so it has begun; whether it waits yet makes no difference to what it is told.
    while not access_records(board):
        threading.Event().wait(0.01)
    records.record_one_more(board)
    follower.join(HANG_GUARD_SECONDS)
    assert told(answers[0]["changes"]) == ids(board)[records.SIZE:]


def test_a_request_that_does_not_wait_is_answered_at_once_with_nothing(service):
    page = service.client.get(CHANGES, params={"after": records.SIZE - 1}).json()
    assert (page["changes"], page["after"], page["size"]) == ([], records.SIZE - 1, records.SIZE)


@pytest.mark.parametrize("path", [CHANGES, STREAM])
def test_a_position_that_the_ledger_has_not_come_to_is_another_ledgers(service, path):
    assert service.client.get(path, params={"after": records.SIZE}).status_code == 422
    answer = service.client.get(path, params={"after": records.SIZE}, headers={"Accept-Language": "en"})
    assert "same ledger" in answer.json()["detail"] and answer.headers["content-language"] == "en"


@pytest.mark.parametrize("wait", ["31", "-1", "x"])
def test_nobody_waits_longer_than_half_a_minute(service, wait):
    assert service.client.get(CHANGES, params={"wait": wait}).status_code == 422


def test_a_stream_goes_on_with_what_is_recorded_while_it_is_open(service, board):
    with service.client.stream("GET", STREAM, timeout=HANG_GUARD_SECONDS) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = answer.iter_lines()
        found = positions_of(lines, records.SIZE)
        records.record_one_more(board)
        found += positions_of(lines, 1)
    assert told(found) == ids(board)


def test_a_stream_goes_on_after_the_last_event_that_was_taken_in(service, board):
    headers = {"Last-Event-ID": "3"}
    with service.client.stream("GET", STREAM, params={"after": 0}, headers=headers, timeout=HANG_GUARD_SECONDS) as answer:
        found = positions_of(answer.iter_lines(), records.SIZE - 4)
    assert told(found) == ids(board)[4:]
    assert service.client.get(STREAM, headers={"Last-Event-ID": "tre"}).status_code == 400


def test_following_is_written_down_once_a_request_or_connection(service, board):
    service.client.get(CHANGES)
    with service.client.stream("GET", STREAM, timeout=HANG_GUARD_SECONDS) as answer:
        positions_of(answer.iter_lines(), records.SIZE)
    found = access_records(board)
    assert [(each.action, each.cases, each.outcome) for each in found] == [
        (f"GET {CHANGES}", (), "shown"), (f"GET {STREAM}", (), "shown"),
    ]


@pytest.mark.parametrize("path", [CHANGES, STREAM])
def test_nobody_follows_without_an_account_of_the_board(service, path):
    assert service.stranger.get(path).status_code == 401
    assert service.client.get(path, params={"board": "annan"}).status_code == 403


@pytest.mark.parametrize("seed", range(3))
def test_a_follower_that_is_killed_at_random_is_told_every_change_once_and_in_order(service, board, seed):
    """Killed = the connection is cut where it happens to be; what it had taken in by then is all that it remembers."""
    chance = random.Random(seed)
    total = records.SIZE + 24
    writer = threading.Thread(target=lambda: [records.note_with(board, "Ett samtal.", version=each) for each in range(1, 25)])
    writer.start()
    taken = []
    while len(taken) < total:
        headers = {"Last-Event-ID": str(taken[-1]["data"]["position"])} if taken else {}
        client = httpx2.Client(base_url=service.client.base_url, auth=service.client.auth)
        with client, client.stream("GET", STREAM, headers=headers, timeout=HANG_GUARD_SECONDS) as answer:
            taken += positions_of(answer.iter_lines(), chance.randint(1, min(6, total - len(taken))))
    writer.join()
    assert told(taken) == ids(board)
    assert all(second["data"]["position"] == first["data"]["position"] + 1 for first, second in pairwise(taken))


def test_a_follower_whose_process_is_killed_and_started_again_misses_and_repeats_nothing(service, board, tmp_path):
    chance, taken = random.Random(7), tmp_path / "taken.jsonl"
    address, root = str(service.client.base_url), Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.support.feed_follower", address, "inga", PASSWORD, str(taken)]
    total = records.SIZE + 40
    writer = threading.Thread(target=lambda: [records.note_with(board, "Ett samtal.", version=each) for each in range(1, 41)])
    writer.start()
    kills = 0
    while len(kept(taken)) < total:
        enough = min(total, len(kept(taken)) + chance.randrange(1, 16))
        follower = subprocess.Popen(command, cwd=root)
        try:
            while len(kept(taken)) < enough and follower.poll() is None:
                threading.Event().wait(0.005)
            assert follower.poll() is None, "the follower ended by itself"
        finally:
            follower.kill()
            follower.wait(HANG_GUARD_SECONDS)
        kills += 1
    writer.join(HANG_GUARD_SECONDS)
    assert kills > 2
    assert told(kept(taken)) == ids(board)
