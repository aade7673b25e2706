"""The worker: jobs as their times come, one worker at a time, stopped without leaving anything half done."""

from __future__ import annotations

import threading

import pytest

from adapters.errors import CannotRunError
from api.worker import Job, Worker
from domain.errors import CorruptLedgerError
from tests.support.ledger_commands import HANG_GUARD_SECONDS


class Log:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, dict]] = []

    def info(self, event: str, **values: object) -> None:
        self.lines.append((event, values))

    error = info

    def of(self, event: str) -> list[dict]:
        return [values for name, values in self.lines if name == event]


@pytest.fixture
def conninfo(api_cluster) -> str:
    return api_cluster.connections.app


def test_every_job_runs_once_and_what_it_did_stands_in_the_log(conninfo: str) -> None:
    log, done = Log(), []
    jobs = [Job("first", 1, lambda: done.append(1) or {"made": 3}), Job("second", 1, lambda: done.append(2))]
    assert Worker(conninfo, jobs, log).once()
    assert done == [1, 2]
    assert [(each["job"], each["made"]) for each in log.of("job_done")] == [("first", 3)]


def test_a_job_that_fails_is_told_of_and_stops_no_other(conninfo: str) -> None:
    def broken() -> None:
        raise CorruptLedgerError("position 3: wrong")

    def unforeseen() -> None:
        raise RuntimeError("Anna Andersson")

    log, done = Log(), []
    assert not Worker(conninfo, [Job("a", 1, broken), Job("b", 1, unforeseen), Job("c", 1, lambda: done.append(1))], log).once()
    assert done == [1]
    assert [(each["job"], each["fault"]) for each in log.of("job_failed")] == [("a", "CorruptLedgerError"), ("b", "RuntimeError")]
    assert "Anna" not in str(log.lines)


def test_a_second_worker_is_refused_its_turn_while_the_first_works(conninfo: str) -> None:
    log, begun, go_on = Log(), threading.Event(), threading.Event()
    first = Worker(conninfo, [Job("slow", 1, lambda: begun.set() or go_on.wait(HANG_GUARD_SECONDS) and None)], log)
    working = threading.Thread(target=first.run)
    working.start()
    assert begun.wait(HANG_GUARD_SECONDS)
    try:
        with pytest.raises(CannotRunError, match="En annan arbetare"):
            Worker(conninfo, [Job("x", 1, pytest.fail)], log).once()
    finally:
        first.stop()
        go_on.set()
        working.join(HANG_GUARD_SECONDS)
    assert Worker(conninfo, [], log).once()
    assert log.lines[-1][0] == "worker_stopped"


def test_told_to_stop_it_ends_the_job_under_way_and_begins_no_other(conninfo: str) -> None:
    log, done = Log(), []
    jobs = [Job("a", 1, lambda: worker.stop() or done.append("a")), Job("b", 1, lambda: done.append("b"))]
    worker = Worker(conninfo, jobs, log)
    worker.run()
    assert done == ["a"]


def test_a_job_comes_again_when_its_time_comes(conninfo: str) -> None:
    """Ten seconds of a clock that goes two seconds at every look."""
    now, log, runs = [0.0], Log(), []

    def clock() -> float:
        now[0] += 0.25
        return now[0]

    def run() -> None:
        runs.append(now[0])
        if len(runs) == 4:
            worker.stop()

    worker = Worker(conninfo, [Job("often", 0.5, run)], log, clock)
    worker.run()
    assert all(later - earlier >= 0.5 for earlier, later in zip(runs, runs[1:], strict=False))


def test_a_worker_that_loses_its_connection_takes_its_turn_anew(conninfo: str, api_cluster) -> None:
    log, runs = Log(), []

    def run() -> None:
        runs.append(1)
        if len(runs) == 1:
            with api_cluster.admin() as admin:
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                    " AND pid <> pg_backend_pid()"
                )
        if len(runs) == 2:
            worker.stop()

    worker = Worker(conninfo, [Job("often", 0.01, run)], log)
    worker.run()
    assert len(runs) == 2
    assert [event for event, _ in log.lines].count("worker_lost_database") == 1
