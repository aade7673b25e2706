"""Places of work for processes that are going to be killed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adversary.child import Place
from tests.support.auditing import Audited
from tests.support.cluster import Cluster
from tests.support.ledger_commands import note_command


@pytest.fixture(scope="package")
def doomed(short_dir: Path) -> Iterator[Cluster]:
    """A server of its own, since it is going to be killed."""
    with Cluster(short_dir / "doomed-here") as running:
        yield running


@pytest.fixture
def audited(cluster: Cluster, tmp_path: Path) -> Iterator[Audited]:
    """A board with the server's clock and three events, and the folder of its signer."""
    opened = Audited(cluster, cluster.new_board(clock="real"), tmp_path / "audited")
    opened.ledger.append(note_command(count=3))
    yield opened
    opened.close()


@pytest.fixture
def place(audited: Audited) -> Place:
    """The same for a process of its own."""
    return Place(audited.store.slug, audited.cluster.connections, audited.cluster.kek, audited.folder)
