"""Witnesses of another organisation on a port of this machine, and the policy that names them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from adapters.witness import Witness, WitnessServer
from tests.support.ledger_commands import HANG_GUARD_SECONDS


@contextmanager
def running_witness(folder: Path, *vkeys: str, name: str = "w.example/1") -> Iterator[WitnessServer]:
    """A witness that trusts the keys, as a server; an existing folder's goes on."""
    witness = Witness(folder) if folder.exists() else Witness.create(folder, name)
    for vkey in vkeys:
        witness.trust(vkey)
    with WitnessServer(witness, ("127.0.0.1", 0), lambda line: None) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(HANG_GUARD_SECONDS)


def write_policy(path: Path, *servers: WitnessServer, needed: str = "all") -> Path:
    """A policy that asks for these witnesses."""
    names = [f"W{number}" for number in range(len(servers))]
    lines = [f"witness {name} {each.witness.vkey} {each.url}" for name, each in zip(names, servers, strict=True)]
    path.write_text("\n".join([*lines, f"group enough {needed} {' '.join(names)}", "quorum enough", ""]))
    return path
