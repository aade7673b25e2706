"""The key-encryption key of an open Aktspår: what it wraps, and its exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters import kek_rotation
from adapters.errors import CannotRunError

if TYPE_CHECKING:
    from adapters.kek_rotation import Progress
    from api.main import Runtime


def key_counts(runtime: Runtime) -> dict[str, int]:
    """How many data keys each key-encryption key wraps, by its id."""
    return kek_rotation.counts(runtime.keys)


def rotate_kek(runtime: Runtime, progress: Progress) -> dict[str, Any]:
    """Exchange the key-encryption key for a new one, while others read and write.

    Raises:
        CannotRunError: It comes from the environment, where no program can exchange it.
    """
    if runtime.settings.kek:
        raise CannotRunError("Huvudnyckeln står i AKTSPAR_KEK, som bara ni kan byta: lägg den i en fil (AKTSPAR_KEK_FILE) först.")
    file = runtime.settings.kek_file or runtime.settings.data_dir / "keys" / "kek"
    rotated = kek_rotation.rotate(runtime.keys, file, progress)
    return {"kek_id": rotated.kek.kek_id, "rewrapped": rotated.rewrapped}
