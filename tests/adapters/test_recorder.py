"""The library's own test case for application recorders, on our recorder and on every PostgreSQL."""

from __future__ import annotations

from uuid import uuid4

import pytest
from eventsourcing.tests import persistence

from adapters.postgres.recorder import LedgerRecorder
from tests.support.cluster import Cluster


class LedgerRecorderCase(persistence.ApplicationRecorderTestCase[LedgerRecorder]):
    """Not collected as such: a unittest case takes no fixture with parameters."""

    __test__ = False
    cluster: Cluster

    def create_recorder(self) -> LedgerRecorder:
        return self.cluster.new_board(clock="real").ledger.recorder

    def new_originator_id(self):
        return uuid4()


THEIR_TESTS = sorted(name for name in dir(LedgerRecorderCase) if name.startswith(("test_", "optional_test_")))


@pytest.mark.parametrize("name", THEIR_TESTS)
def test_the_library_s_own_test_case_passes(name: str, each_cluster: Cluster) -> None:
    case = LedgerRecorderCase(name)
    case.cluster = each_cluster
    case.debug()


def test_the_library_has_the_tests_that_we_rely_on() -> None:
    assert {"test_insert_select", "test_concurrent_no_conflicts", "optional_test_insert_subscribe"} <= set(THEIR_TESTS)
