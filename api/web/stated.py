"""Why somebody without a part in a case reads it (sv. *angivet skäl*), until half an hour has gone without its being used.

It is kept in the process's memory, since it says something of the case: after a restart, or in another process, it is asked for
again. What is read for it stands in the access log with the reason.
"""

from __future__ import annotations

import threading
import time
from typing import NamedTuple
from uuid import UUID

from starlette.requests import Request

from api.access import Stated

_LASTS_SECONDS = 1_800.0
_MOST = 10_000


class _Kept(NamedTuple):
    stated: Stated
    until: float


class StatedPurposes:
    """What each log-in has stated for which case."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[UUID, UUID], _Kept] = {}

    def keep(self, session_id: UUID, case_id: UUID, stated: Stated) -> None:
        """Remember what was stated; what it takes the place of is forgotten."""
        with self._lock:
            now = time.monotonic()
            self._kept = {key: each for key, each in self._kept.items() if each.until > now}
            if len(self._kept) >= _MOST:
                self._kept.pop(next(iter(self._kept)))
            self._kept[session_id, case_id] = _Kept(stated, now + _LASTS_SECONDS)

    def of(self, session_id: UUID, case_id: UUID) -> Stated | None:
        """What was stated and still holds; it holds for another half hour, so that nobody loses what they are writing."""
        with self._lock:
            found, now = self._kept.get((session_id, case_id)), time.monotonic()
            if found is None or found.until <= now:
                return None
            self._kept[session_id, case_id] = _Kept(found.stated, now + _LASTS_SECONDS)
        return found.stated


def stated_in(request: Request, case_id: UUID) -> Stated | None:
    """What whoever asks has stated for a case in this log-in; None = nothing, or they are not logged in in a browser."""
    session = getattr(request.state, "session", None)
    return None if session is None else request.app.state.stated.of(session.session_id, case_id)
