"""What has to be done again and again (sv. *arbetaren*): checkpoints and witnesses, alarms, what erasure waits for.

One worker works at a time in one database, however many are started: it holds an advisory lock, and the others wait for
it. A job that fails is told of and tried again when its time comes; it stops no other job. Told to stop, the worker ends
the job that is under way and begins no other.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import psycopg

from adapters.errors import CannotRunError
from api.access_reading import INDEX_SECONDS, take_in_access_logs
from api.checkpoint_job import CHECKPOINT_SECONDS, Checkpoints
from api.emergency_log_job import SECOND_PLACE_SECONDS, take_back
from api.erasing import ERASURE_SECONDS, complete_erasures
from api.problems import problem_of
from api.watching import ALARM_SECONDS, ERASURE_WATCH_SECONDS, VERIFY_SECONDS, count_unproposed, logged_alarms, verify_all

if TYPE_CHECKING:
    from api.main import Runtime

_LOCK = "SELECT pg_try_advisory_lock(hashtextextended('aktspar/worker', 0))"
_TURN_SECONDS = 5.0
"""How often a worker that waits for its turn, or for the database, looks again."""

_LONGEST_STOP_SECONDS = 30.0
"""What is under way when a service stops gets so long: the daily verification of a large ledger is not waited for."""

Told = Mapping[str, Any] | None


@dataclass(frozen=True)
class Job:
    """Something that is done periodically (sv. *återkommande uppgift*).

    Args:
        name: In the log; letters, digits and `_`.
        every_seconds: From the start of one run to the start of the next, above 0; a run that takes longer delays the next.
        run: Does it once; what it returns stands in the log line, so no personal data. None = nothing was to be done, and
            nothing is logged.
    """

    name: str
    every_seconds: float
    run: Callable[[], Told]


def jobs_of(runtime: Runtime) -> list[Job]:
    """Every job of an installation. A new one is a line here; it goes over the boards itself, since they may become more."""
    return [
        Job("checkpoint", CHECKPOINT_SECONDS, Checkpoints(runtime).run),
        Job("alarms", ALARM_SECONDS, partial(logged_alarms, runtime)),
        Job("verify", VERIFY_SECONDS, partial(verify_all, runtime)),
        Job("emergency_log", SECOND_PLACE_SECONDS, partial(take_back, runtime)),
        Job("erasure_watch", ERASURE_WATCH_SECONDS, partial(count_unproposed, runtime)),
        Job("erasures", ERASURE_SECONDS, partial(complete_erasures, runtime)),
        Job("access_index", INDEX_SECONDS, partial(take_in_access_logs, runtime)),
    ]


class Worker:
    """Runs jobs until it is told to stop.

    Args:
        conninfo: Where the lock is held: the database that the jobs work in.
        log: Takes what happens, as structlog's loggers do.
        clock: Seconds that only grow.
    """

    def __init__(self, conninfo: str, jobs: list[Job], log: Any, clock: Callable[[], float] = time.monotonic) -> None:
        self._conninfo = conninfo
        self._jobs = jobs
        self._log = log
        self._clock = clock
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Begin no other job; from any thread or signal handler."""
        self._stopping.set()

    def once(self) -> bool:
        """Run every job once; whether all of them succeeded.

        Raises:
            CannotRunError: Another worker works in this database.
        """
        with self._alone() as alone:
            if not alone:
                raise CannotRunError("En annan arbetare är igång mot samma databas; stoppa den först, eller låt den arbeta.")
            return all([self._run(job) for job in self._jobs if not self._stopping.is_set()])

    def run(self) -> None:
        """Run the jobs as their times come, until `stop`."""
        waiting = False
        while not self._stopping.is_set():
            try:
                with self._alone() as alone:
                    if alone:
                        waiting = False
                        self._log.info("worker_started", jobs=[job.name for job in self._jobs])
                        self._work(alone)
                    elif not waiting:
                        waiting = True
                        self._log.info("worker_waits", reason="another worker works")
            except psycopg.Error as error:
                self._log.error("worker_lost_database", fault=type(error).__name__)
            self._stopping.wait(_TURN_SECONDS)
        self._log.info("worker_stopped")

    def _work(self, lock: psycopg.Connection) -> None:
        due = {job.name: self._clock() for job in self._jobs}
        while not self._stopping.is_set():
            now = self._clock()
            for job in [job for job in self._jobs if due[job.name] <= now]:
                if self._stopping.is_set():
                    return
                # Who lost the connection lost the lock too, and another may have begun.
                lock.execute("SELECT 1")
                due[job.name] = self._clock() + job.every_seconds
                self._run(job)
            self._stopping.wait(max(0.0, min(due.values(), default=now + _TURN_SECONDS) - self._clock()))

    def _run(self, job: Job) -> bool:
        started = self._clock()
        try:
            told = job.run()
        except Exception as error:
            # The kind of fault and our own sentence, which carries no personal data; never a foreign message.
            problem = problem_of(error)
            self._log.error("job_failed", job=job.name, fault=type(error).__name__, problem=problem.name, detail=problem.detail)
            return False
        if told is not None:
            self._log.info("job_done", job=job.name, ms=round(1000 * (self._clock() - started), 1), **told)
        return True

    @contextmanager
    def _alone(self) -> Iterator[psycopg.Connection | None]:
        """The connection that holds the lock, or None where another holds it."""
        with psycopg.connect(self._conninfo, autocommit=True) as connection:
            yield connection if connection.execute(_LOCK).fetchone()[0] else None


@contextmanager
def working_beside(runtime: Runtime, log: Any) -> Iterator[Worker]:
    """A worker in a thread of its own, for as long as a service answers; it waits its turn like any other worker."""
    worker = Worker(runtime.connections.app, jobs_of(runtime), log)
    thread = threading.Thread(target=worker.run, name="worker", daemon=True)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(_LONGEST_STOP_SECONDS)
