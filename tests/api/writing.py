"""A service to write in: a board that begins empty, accounts of those who work there, and every example in order."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx2

from adapters.accounts import Accounts
from api.main import OpenBoard, Runtime
from api.writes.table import WRITES
from api.writes.write import Write, example_id, example_key, example_path, example_times
from tests.api.conftest import NO_TLS, PASSWORD, MemoryLog, served
from tests.support.ledger_commands import HANG_GUARD_SECONDS

STAFF = example_id("/staff", "staff_id")
"""Who writes the examples."""
ANOTHER = example_id("/staff/managers", "staff_id")
"""Who writes what takes another person."""
TIMES = example_times(WRITES)


def accounts_of(folder: Path, board: OpenBoard, people: Sequence[tuple[str, str, str | None]]) -> Accounts:
    """Accounts by (name, role, member of staff), all with the same password, with the cheapest derivation that is allowed."""
    kept = _kept_password()
    accounts = [
        {"name": name, "role": role, "display_name": name, "board": board.slug, "staff": staff, **kept}
        for name, role, staff in people
    ]
    path = folder / "accounts.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps({"accounts": accounts}))
    return Accounts(path)


@cache
def _kept_password() -> Mapping[str, int | str]:
    salt, n, r, p = bytes(range(16)), 2**14, 8, 1
    digest = hashlib.scrypt(PASSWORD.encode(), salt=salt, n=n, r=r, p=p, dklen=32)
    return {"n": n, "r": r, "p": p, "salt": base64.b64encode(salt).decode(), "digest": base64.b64encode(digest).decode()}


@contextmanager
def clients(runtime: Runtime, accounts: Accounts, *names: str) -> Iterator[list[httpx2.Client]]:
    """A client for each account, on one running service."""
    with served(runtime, accounts, MemoryLog()) as address:
        opened = [
            httpx2.Client(base_url=address, auth=(name, PASSWORD), timeout=HANG_GUARD_SECONDS, verify=NO_TLS) for name in names
        ]
        try:
            yield opened
        finally:
            for client in opened:
                client.close()


def address_of(write: Write, name: str | None = None) -> str:
    """The address that a write's example is sent to, the first when none is named."""
    return "/api/v1" + write.path.format(**example_path(write, WRITES, name))


def headers_of(write: Write, name: str | None = None, **more: str) -> dict[str, str]:
    """The headers of a write's example, the first when none is named; its version is whichever it is."""
    name = name or write.path
    headers = {"Idempotency-Key": str(example_key(name)), "Aktspar-Simulated-Time": TIMES[name].isoformat()}
    return {**headers, **({} if write.begins else {"If-Match": "*"}), **more}


def run_examples(
    client: httpx2.Client, write: Write, another: httpx2.Client | None = None, investigator: httpx2.Client | None = None
) -> list[Any]:
    """Send a write's examples; the answers.

    Args:
        another: The client of another member of staff, for what the same one may not write.
        investigator: The client of whoever receives and investigates Lex Sarah reports.
    """
    sender = another if write.by_another and another is not None else client
    if investigator is not None and write.path.startswith("/lex-sarah-reports/"):
        sender = investigator
    return [
        sender.post(address_of(write, name), json=dict(body), headers=headers_of(write, name))
        for name, body in write.examples()
    ]
