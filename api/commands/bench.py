"""`aktspar bench`: the benchmarks, each as a ratio measured in the same run."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from adapters.embedded.refusals import sentence_for_os_errors
from adapters.settings import Settings
from api.invocation import Invocation, whole_number

EVENTS = "10000"
MOST_EVENTS = 10_000_000


def bench(
    context: typer.Context,
    events: Annotated[str, typer.Option("--events", metavar="ANTAL", help="Hur stor liggaren blir.")] = EVENTS,
) -> None:
    """Mät hur fort allt går.

    Varje mått är en kvot mellan två saker som mäts i samma körning på samma server. Mätningen rör inga riktiga uppgifter.
    """
    from adapters.bench.suite import run_bench
    from api.page_bench import measure_pages

    invocation: Invocation = context.obj
    count = whole_number(events, "--events", low=1, high=MOST_EVENTS)
    with _place(invocation.settings) as settings, invocation.runtime(settings) as runtime:
        report = run_bench(
            runtime.connections, runtime.keys, runtime.kek, count, lambda what: invocation.output.say(f"{what} …"),
            (partial(measure_pages, runtime),),
        )
    # A bound that is not kept on this machine is something to look into, not something wrong with the records: status 0.
    invocation.output.answer(report.to_json(), lambda screen: screen.raw(f"{report.text()}\n"))


@contextmanager
def _place(settings: Settings) -> Iterator[Settings]:
    """The server that DATABASE_URL names; else one of its own beside the data, on the same disk, gone afterwards."""
    if settings.database_url is not None:
        yield settings
        return
    with sentence_for_os_errors(settings.data_dir):
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = tempfile.TemporaryDirectory(prefix="bench-", dir=settings.data_dir, ignore_cleanup_errors=True)
    with folder as name:
        yield settings.model_copy(update={"data_dir": Path(name), "kek": None, "kek_file": None, "signer_key_file": None})
