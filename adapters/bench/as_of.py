"""A case as of any moment, against the case today, as the ledger grows."""

from __future__ import annotations

from statistics import median
from uuid import UUID

from adapters.bench.caseload import FIRST_EVENTS, Caseload
from adapters.bench.harness import Row, in_turns, ratio, timed
from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector
from adapters.postgres.views import PostgresCaseViews

MOMENTS = (0.1, 0.25, 0.5, 0.75, 0.9)
"""As shares of the ledger's size."""


def measure(board: BoardStore, caseload: Caseload, rounds: int = 15) -> list[Row]:
    """Ask for cases with their timelines as of several moments and as of now.

    Args:
        board: With the caseload's events; its read models are brought up first.
        caseload: Whose lasting cases are asked for.
        rounds: How often each moment is asked for, from 1.
    """
    projector = Projector(board)
    try:
        size = projector.catch_up()
        views = PostgresCaseViews(board, projector)
        # A case that was opened by the first of the moments can be asked for at all of them.
        cases = caseload.lasting
        sizes = {f"{int(share * 100)} %": max(int(size * share), FIRST_EVENTS + len(cases)) for share in MOMENTS} | {"now": size}
        seconds = in_turns(rounds, {
            name: lambda known_at=known_at: timed(lambda: _ask(views, cases, known_at)) for name, known_at in sizes.items()
        })
    finally:
        projector.close()
    ratios = {name: ratio(values, seconds["now"]) for name, values in seconds.items()}
    figures = {f"at_{name}_us".replace(" %", "_percent"): median(values) / len(cases) * 1e6 for name, values in seconds.items()}
    return [Row(
        f"as_of_{size}", f"Ett ärende som det var, mot ärendet i dag, vid {size} händelser",
        max(value for name, value in ratios.items() if name != "now"), 1.5, False, figures,
    )]


def _ask(views: PostgresCaseViews, cases: list[UUID], known_at: int) -> None:
    for case_id in cases:
        views.case(case_id, known_at)
        views.timeline(case_id, known_at)
