"""Alarms (sv. *larm*): what somebody who runs Aktspår has to act on, each with what to do.

The same readings are shown by `aktspar status --alarms`, logged by the worker and given at `/metrics`. No personal data, no case.
"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from adapters.embedded.binaries import stated_major
from adapters.embedded_servers import KEY_SERVER_FOLDER
from adapters.operations.durable import write_durably
from adapters.postgres.vital_signs import clock_skew_seconds, ledger_signs
from api.backing_up import last_backups
from api.oversight_counts import months_without_log_review, unreviewed_emergencies
from domain.policies import DEFAULT_POLICY, Policy

if TYPE_CHECKING:
    from api.main import OpenBoard, Runtime

LAST_VERIFIED = "last-verify.json"
LAST_ERASURE_WATCH = "last-erasure-watch.json"
LEDGERS = ("ledger", "access")

WHAT_TO_DO = {
    "verify_failed": "Lagrade bytes är inte de som signerades. Ändra ingenting; följ driftshandbokens avsnitt 12.",
    "checkpoint_age": "Kontrollera att aktspar-worker går och att checkpoints-mappen kan skrivas; kör 'aktspar checkpoint'.",
    "clock_skew": "Kontrollera maskinernas tidssynkronisering (timedatectl).",
    "view_lag": "Kontrollera att aktspar-serve går; kör 'aktspar rebuild' om det inte minskar.",
    "backup_age": "Kontrollera att aktspar-backup går och att mappen kan skrivas; kör 'aktspar backup' för hand.",
    "disk_space": "Frigör utrymme på disken: en full disk stoppar skrivningar.",
    "break_glass_unreviewed": "Chefen eller loggkontrollanten granskar nödöppningen; se GET /api/v1/emergency-accesses.",
    "erasure_overdue": "Arkivarien eller chefen föreslår gallring: 'aktspar erase propose --dry-run' visar listan.",
    "log_review_overdue": "Loggkontrollanten gör enhetens månadskontroll; börja med 'aktspar access-log plan'.",
    "keys_together": "Nycklarna ligger i dokumentationens server; kör 'aktspar upgrade'.",
}
"""What each alarm asks of whoever sees it."""


class Reading(NamedTuple):
    """One measured value and whether it is as it should be (sv. *avläsning*).

    Args:
        name: What is read; an alarm's name.
        of: Of which board and ledger, part or disk; empty = of the whole installation.
        value: In the unit that the name's limit has; None = not known.
        limit: The policy's.
        ok: False = an alarm.
    """

    name: str
    of: str
    value: float | None
    limit: float
    ok: bool

    def document(self) -> dict[str, Any]:
        """For JSON, with what to do where it is an alarm."""
        return {**self._asdict(), "do": None if self.ok else WHAT_TO_DO[self.name]}


class Verified(NamedTuple):
    """What a verification found (sv. *verifiering*): when it was done, and how many faults."""

    at: datetime
    faults: int


def readings(runtime: Runtime, *, now: datetime | None = None, policy: Policy = DEFAULT_POLICY) -> list[Reading]:
    """Everything that is watched, of an open Aktspår.

    Args:
        now: This machine's clock when left out.
    """
    found = [_clock(runtime, policy), _disk(runtime.settings.data_dir, policy)]
    if not runtime.settings.database_url:
        found += _backups(runtime.settings.data_dir, now or datetime.now(UTC), policy)
        found.append(_keys_apart(runtime.settings.data_dir))
    for slug in runtime.boards():
        found += of_board(runtime.board(slug), policy)
        found += of_oversight(runtime.board(slug), runtime.settings.data_dir)
        found += _verified(runtime.settings.data_dir, slug)
    return found


def of_board(board: OpenBoard, policy: Policy = DEFAULT_POLICY) -> list[Reading]:
    """What is watched of one board."""
    lag, longest = board.view_lag(), policy.checkpoint_age_seconds
    found = [Reading("view_lag", board.slug, lag, policy.view_lag_events, lag <= policy.view_lag_events)]
    for ledger in LEDGERS:
        signs, of = ledger_signs(board.store, ledger), f"{board.slug}/{ledger}"
        waited, ahead = signs.unsigned_seconds, signs.ahead_seconds
        found.append(Reading("checkpoint_age", of, round(waited, 1), longest, waited <= longest))
        # Two clocks of one machine are turned together; what was recorded before remembers.
        found.append(Reading("clock_skew", of, round(ahead, 3), policy.clock_skew_seconds, ahead <= policy.clock_skew_seconds))
    return found


def of_oversight(board: OpenBoard, data_dir: Path) -> list[Reading]:
    """What people have yet to look at in one board, by its own policy: how much, and never which."""
    late, months = unreviewed_emergencies(board), months_without_log_review(board)
    found = [Reading("break_glass_unreviewed", board.slug, late, 0, late == 0)]
    found += [Reading("log_review_overdue", f"{board.slug}/{unit}", count, 0, False) for unit, count in sorted(months.items())]
    if not months:
        found.append(Reading("log_review_overdue", board.slug, 0, 0, True))
    waiting = _noted(data_dir, LAST_ERASURE_WATCH).get(board.slug)
    # Nobody has counted before the worker's first day: that is no alarm of its own, and no count either.
    return [*found, Reading("erasure_overdue", board.slug, waiting, 0, not waiting)]


def note_unproposed(data_dir: Path, counts: dict[str, int]) -> None:
    """Remember how many records nobody has proposed for erasure, by board, for the alarms."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_durably(data_dir / LAST_ERASURE_WATCH, json.dumps(counts, indent=1).encode() + b"\n")


def note_verified(data_dir: Path, slug: str, ledger: str, faults: int) -> None:
    """Remember what a verification found, for the alarms; only the count."""
    noted = _noted(data_dir)
    noted[f"{slug}/{ledger}"] = {"faults": faults, "at": datetime.now(UTC).isoformat()}
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_durably(data_dir / LAST_VERIFIED, json.dumps(noted, indent=1).encode() + b"\n")


def of_proof(board: OpenBoard, data_dir: Path) -> list[Reading]:
    """What is watched of one board's proofs: that everything is signed in time, by a clock that goes right, and verified."""
    found = [*of_board(board), *_verified(data_dir, board.slug)]
    return [each for each in found if each.name in ("checkpoint_age", "clock_skew", "verify_failed")]


def last_verified(data_dir: Path, slug: str, ledger: str) -> Verified | None:
    """What the last verification of a board's ledger found; None = there has been none."""
    noted = _noted(data_dir).get(f"{slug}/{ledger}")
    return None if noted is None else Verified(datetime.fromisoformat(noted["at"]), noted["faults"])


def _clock(runtime: Runtime, policy: Policy) -> Reading:
    skew = clock_skew_seconds(runtime.connections.app)
    return Reading("clock_skew", "", round(skew, 3), policy.clock_skew_seconds, abs(skew) <= policy.clock_skew_seconds)


def _disk(data_dir: Path, policy: Policy) -> Reading:
    usage = shutil.disk_usage(data_dir)
    percent = round(100 * usage.free / usage.total, 1)
    return Reading("disk_space", "data", percent, policy.free_disk_percent, percent >= policy.free_disk_percent)


def _backups(data_dir: Path, now: datetime, policy: Policy) -> list[Reading]:
    noted = last_backups(data_dir)
    found = []
    for part in ("records", "keys"):
        hours = (now - datetime.fromisoformat(noted[part])).total_seconds() / 3_600 if part in noted else None
        is_fresh = hours is not None and hours <= policy.backup_age_hours
        found.append(Reading("backup_age", part, None if hours is None else round(hours, 1), policy.backup_age_hours, is_fresh))
    return found


def _keys_apart(data_dir: Path) -> Reading:
    together = stated_major(data_dir) is not None and stated_major(data_dir / KEY_SERVER_FOLDER) is None
    return Reading("keys_together", "", float(together), 0, not together)


def _verified(data_dir: Path, slug: str) -> list[Reading]:
    noted = _noted(data_dir)
    names = [name for name in (f"{slug}/{ledger}" for ledger in LEDGERS) if name in noted]
    return [Reading("verify_failed", name, noted[name]["faults"], 0, noted[name]["faults"] == 0) for name in names]


def _noted(data_dir: Path, name: str = LAST_VERIFIED) -> dict[str, Any]:
    try:
        return json.loads((data_dir / name).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
