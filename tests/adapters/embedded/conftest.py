"""A data directory of each PostgreSQL of this machine, and copies of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.embedded import postmaster
from adapters.embedded.binaries import PostgresBinaries, installed_binaries
from adapters.embedded_server import EmbeddedServer
from tests.support.embedded_servers import pgdata, running_pid


@pytest.fixture(scope="module", params=installed_binaries(), ids=lambda found: f"postgres-{found.major}")
def binaries(request: pytest.FixtureRequest) -> PostgresBinaries:
    return request.param


@pytest.fixture(scope="module")
def made(binaries: PostgresBinaries, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a stopped server, to copy from."""
    data_dir = tmp_path_factory.mktemp("made") / "data"
    with EmbeddedServer(data_dir, binaries=binaries, fsync_on_create=False):
        pass
    return data_dir


@pytest.fixture(scope="module")
def kept(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy for the tests that leave it whole."""
    return shutil.copytree(made, tmp_path_factory.mktemp("kept") / "data")


@pytest.fixture
def data_dir(kept: Path) -> Iterator[Path]:
    assert running_pid(kept) is None
    yield kept
    postmaster.stop_postmaster(pgdata(kept))
