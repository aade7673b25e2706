"""`aktspar worker`: what has to be done again and again, until told to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from api.invocation import Invocation
from api.problems import EXIT_NOT_IN_ORDER

if TYPE_CHECKING:
    from api.worker import Worker


def worker(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Gör varje uppgift en gång och sluta; 1 om någon misslyckades.")] = False,
) -> int:
    """Sköt det återkommande: kontrollpunkter, vittnen och larm.

    En arbetare i taget arbetar mot en databas; fler väntar på sin tur. Loggar en JSON-rad per händelse på stderr. Avslutas med
    Ctrl+C eller SIGTERM, när det påbörjade är klart.
    """
    from api.http.barrier import json_log
    from api.worker import Worker, jobs_of

    invocation: Invocation = context.obj
    with invocation.runtime() as runtime:
        working = Worker(runtime.connections.app, jobs_of(runtime), json_log())
        with _stopped_by_signals(working):
            if once:
                return 0 if working.once() else EXIT_NOT_IN_ORDER
            working.run()
    return 0


@contextmanager
def _stopped_by_signals(working: Worker) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        # In a thread: the handler may have interrupted the very wait whose lock the event needs.
        threading.Thread(target=working.stop).start()

    before = {each: signal.signal(each, stop) for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
