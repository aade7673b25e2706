"""What was typed in a form that could not be taken in (sv. *undanlagt formulär*), until whoever wrote it can send it again.

It lies in the process's memory, bounded, for as long as a log-in that nobody uses can still be unlocked, and is sealed under a
key that only the cookie of the browser's device gives: neither the service alone, nor another device or account opens it.
After a restart it is gone. Files are not kept.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID, uuid4

import orjson

from adapters import segment_cipher
from adapters.event_mapper import canonical
from adapters.segment_cipher import SealedSegment
from adapters.sessions import digest_of

LONGEST_BYTES = 262_144
"""Of one form as it is kept; more than anybody types."""
MOST_OF_ONE = 8
"""Forms that one account has kept, on whatever devices; the oldest goes."""
MOST_BYTES = 33_554_432
"""Of all of them; when there is no room, nobody else's goes, and the form is not kept."""
MOST_PAGES = 10_000
"""Log-ins whose pages are known again."""

_PURPOSE = b"kept-form/1"


class Whose(NamedTuple):
    """Whose a form is: an account in a browser.

    Args:
        actor: The account's pseudonym in the board's access log.
        device: SHA-256 of what the device's cookie holds.
    """

    board: str
    actor: UUID
    device: bytes


class KeptForm(NamedTuple):
    """A form as it was sent.

    Args:
        path: Where to.
        key: Its own key, by which it is recorded once.
        pairs: Names and values in order, as a browser sends them.
        files: The fields that had a file, which is not kept.
    """

    path: str
    key: UUID
    pairs: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()


class _Sealed(NamedTuple):
    whose: Whose
    key: UUID
    segment: SealedSegment
    until_us: int
    is_shown: bool = False


class KeptForms:
    """The forms that are kept. Thread-safe.

    Args:
        lasts_us: How long each is, microseconds.
        now_us: Microseconds since 1970 UTC.
    """

    def __init__(self, lasts_us: int, now_us: Callable[[], int]) -> None:
        self._lasts_us, self._now_us = lasts_us, now_us
        self._lock = threading.Lock()
        self._kept: dict[UUID, _Sealed] = {}
        self._pages: dict[bytes, Whose] = {}

    @property
    def lasts_minutes(self) -> int:
        """How long a form is kept."""
        return self._lasts_us // 60_000_000

    def know(self, csrf: str, whose: Whose) -> None:
        """Note whose the pages are whose forms carry a token: they are known by it after the log-in is over, too."""
        digest = digest_of(csrf)
        with self._lock:
            self._pages.pop(digest, None)
            self._pages[digest] = whose
            if len(self._pages) > MOST_PAGES:
                self._pages.pop(next(iter(self._pages)))
            self._sweep()

    def whose(self, csrf: str) -> Whose | None:
        """Whose page a form with a token is of; None = it is not known."""
        with self._lock:
            return self._pages.get(digest_of(csrf))

    def keep(self, form: KeptForm, whose: Whose, device: str) -> UUID | None:
        """Keep a form, in place of what was kept of it before; the id that it is found by, or None where there is no room.

        Args:
            device: What the device's cookie holds.
        """
        plaintext = orjson.dumps([form.path, form.pairs, form.files])
        kept_id = uuid4()
        segment = segment_cipher.seal(
            data_key=_key_of(device), event_id=kept_id.bytes, number=0, associated=_bound(whose, form.key), plaintext=plaintext
        )
        with self._lock:
            self._sweep()
            self._forget(whose, form.key)
            own = [each for each, sealed in self._kept.items() if sealed.whose[:2] == whose[:2]]
            for oldest in own[:max(0, len(own) - MOST_OF_ONE + 1)]:
                del self._kept[oldest]
            taken = sum(len(each.segment.ciphertext) for each in self._kept.values())
            if len(plaintext) > LONGEST_BYTES or taken + len(segment.ciphertext) > MOST_BYTES:
                return None
            self._kept[kept_id] = _Sealed(whose, form.key, segment, self._now_us() + self._lasts_us)
        return kept_id

    def opened(self, kept_id: UUID, whose: Whose, device: str) -> KeptForm | None:
        """A form that is kept for somebody; None = there is none, or it is not theirs."""
        with self._lock:
            self._sweep()
            found = self._kept.get(kept_id)
            if found is None or found.whose != whose or digest_of(device) != whose.device:
                return None
            self._kept[kept_id] = found._replace(is_shown=True)
        _salt, plaintext = segment_cipher.unseal(
            data_key=_key_of(device), event_id=kept_id.bytes, number=0, associated=_bound(whose, found.key),
            ciphertext=found.segment.ciphertext, key_commitment=found.segment.key_commitment,
            expected_digest=found.segment.salted_digest,
        )
        path, pairs, files = orjson.loads(plaintext)
        return KeptForm(path, found.key, tuple((name, value) for name, value in pairs), tuple(files))

    def is_of(self, kept_id: UUID, whose: Whose) -> bool:
        """Whether a form is kept for somebody."""
        with self._lock:
            self._sweep()
            found = self._kept.get(kept_id)
        return found is not None and found.whose == whose

    def waiting(self, whose: Whose) -> UUID | None:
        """The latest form that is kept for somebody and has not been shown to them; None = there is none."""
        with self._lock:
            self._sweep()
            own = [each for each, sealed in self._kept.items() if sealed.whose == whose and not sealed.is_shown]
        return own[-1] if own else None

    def forget(self, whose: Whose, key: UUID) -> None:
        """Forget a form by its own key, since it is recorded or can never be."""
        with self._lock:
            self._forget(whose, key)

    def _forget(self, whose: Whose, key: UUID) -> None:
        for kept_id in [each for each, sealed in self._kept.items() if (sealed.whose, sealed.key) == (whose, key)]:
            del self._kept[kept_id]

    def _sweep(self) -> None:
        """Drop what is too old; what was kept first stands first."""
        now_us = self._now_us()
        while self._kept and next(iter(self._kept.values())).until_us <= now_us:
            del self._kept[next(iter(self._kept))]


def _key_of(device: str) -> bytes:
    return segment_cipher.keyed_digest(device.encode(errors="replace"), _PURPOSE, b"")


def _bound(whose: Whose, key: UUID) -> bytes:
    """What a form is bound to: it opens as nobody else's."""
    return canonical({"board": whose.board, "actor": str(whose.actor), "device": whose.device.hex(), "form": str(key)})
