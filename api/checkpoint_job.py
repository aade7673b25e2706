"""The worker's first job: each ledger's tree signed, witnessed and published, soon after anything is recorded.

A checkpoint comes within ten seconds of what it covers, and an idle ledger's is renewed every ten minutes, so that somebody
outside sees that it lives.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from api.problems import problem_of
from domain.errors import AktsparError, CorruptLedgerError

if TYPE_CHECKING:
    from api.main import OpenBoard, Runtime

CHECKPOINT_SECONDS = 5.0
"""Half of the ten seconds that are promised: a run may take the other half."""

RENEW_SECONDS = 600.0
"""Source: the transparency logs' common practice of a checkpoint at least every ten minutes."""

LEDGERS = ("ledger", "access")


class Checkpoints:
    """Publishes the checkpoints of every board's two ledgers."""

    def __init__(self, runtime: Runtime, clock: Callable[[], float] = time.monotonic) -> None:
        self._runtime = runtime
        self._clock = clock
        self._renewed: dict[tuple[str, str], float] = {}

    def run(self) -> dict[str, Any] | None:
        """Go over all of them; what was published, and which witnesses did not sign.

        Raises:
            AktsparError: One or more could not be signed; the others were. Damage goes before what may pass.
        """
        told: list[dict[str, Any]] = []
        failed: list[AktsparError] = []
        for slug in self._runtime.boards():
            board = self._runtime.board(slug)
            for ledger in LEDGERS:
                try:
                    told += self._publish(board, ledger)
                except AktsparError as error:
                    failed.append(error)
                    told.append({"board": slug, "ledger": ledger, "problem": problem_of(error).name})
        if failed:
            raise next((each for each in failed if isinstance(each, CorruptLedgerError)), failed[0])
        return {"checkpoints": told} if told else None

    def _publish(self, board: OpenBoard, ledger: str) -> list[dict[str, Any]]:
        key, now = (board.slug, ledger), self._clock()
        renew = now - self._renewed.setdefault(key, now) >= RENEW_SECONDS
        made = board.publish_checkpoint(ledger, renew=renew)
        if made.changed:
            self._renewed[key] = now
        if not made.changed and not made.refusals:
            return []
        refusals = [{"witness": each.name, "reason": each.reason} for each in made.refusals]
        return [{
            "board": board.slug, "ledger": ledger, "size": made.signed.checkpoint.size, "published": made.published,
            "witnesses": list(made.witnesses), "refusals": refusals,
        }]
