"""`docs/api.md`: what it tells a stranger to send is answered, and its table of refusals is the program's."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from api.problems import table
from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import PASSWORD, new_board
from tests.api.test_http_writes import BO, CASE
from tests.api.writing import STAFF, accounts_of, clients, run_examples

UNIT = example_id("/units", "unit_id")
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def commands():
    """Every curl command of the page, as its words."""
    for block in re.findall(r"^```\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL):
        for command in re.split(r"^(?=curl )", block.replace("\\\n", " "), flags=re.MULTILINE):
            words = shlex.split(command)
            if words[:1] == ["curl"]:
                yield words


def asked(words):
    """A curl command as a request: who asks, the method, the address, the headers and the body."""
    headers, user, body, address = {}, None, None, None
    waiting = iter(words[1:])
    for word in waiting:
        match word:
            case "-s":
                pass
            case "-u":
                user = next(waiting).partition(":")[0]
            case "-H":
                name, _, value = next(waiting).partition(": ")
                headers[name] = value
            case "-d":
                body = next(waiting)
            case _:
                address = word.replace("$AKTSPAR", "").replace("$CASE", CASE).replace("$UNIT", UNIT)
    return user, "GET" if body is None else "POST", address, headers, body


def test_every_request_of_the_page_is_answered(runtime, tmp_path):
    board = new_board(runtime)
    accounts = accounts_of(tmp_path, board, [("chef", "chef", STAFF), ("behandlare", "behandlare", BO)])
    with clients(runtime, accounts, "chef", "behandlare") as opened:
        by_name = dict(zip(("chef", "behandlare"), opened, strict=True))
        for write in WRITES:
            run_examples(by_name["chef"], write)
        found = [asked(words) for words in commands()]
        assert len(found) == 42
        for user, method, address, headers, body in found:
            answer = by_name[user].request(method, address, headers=headers, content=body)
            assert answer.status_code == (200 if method == "GET" else 201), (address, answer.text)
    assert PASSWORD not in PAGE


def test_the_table_of_refusals_is_the_programs():
    told = {}
    for line in re.findall(r"^\| ([0-9, ]+) \| (.*) \|$", PAGE, flags=re.MULTILINE):
        told.update(dict.fromkeys(re.findall(r"`([a-z-]+)`", line[1]), set(map(int, line[0].split(", ")))))
    known = table()
    # An address that is not there and a method that it does not take say what every web service says.
    assert told.keys() == known.keys() - {"method-not-allowed"}
    assert all(known[name] in statuses for name, statuses in told.items())
