"""What the machine says, as one Swedish sentence that a person can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from adapters.errors import CannotRunError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_NOT_A_FOLDER = (errno.ENOTDIR, errno.EEXIST)


@contextmanager
def sentence_for_os_errors(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals into sentences about a path.

    Args:
        path: What the message names; not always the path that the system call got.

    Raises:
        CannotRunError: The disk is full, the place may not be written, or a file is where a folder must be.
    """
    try:
        yield
    except OSError as error:
        raise CannotRunError(_sentence(error, path)) from error


def sentence_in_output(text: str, path: Path) -> str | None:
    """Find a known reason in what a PostgreSQL program printed.

    Args:
        text: Its standard error or log, in English (`lc_messages` is C).
        path: What the message names.
    """
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return disk_full(path)
    if "Permission denied" in text or "Operation not permitted" in text or "Read-only file system" in text:
        return no_permission(path)
    if "Cannot allocate memory" in text or "could not map anonymous shared memory" in text:
        return "Minnet räcker inte för PostgreSQL (omkring 300 MB behövs); stäng andra program och försök igen."
    if "could not create Unix" in text or "could not bind Unix" in text:
        return "PostgreSQL kan inte skapa sin sockel; kontrollera att mappen /tmp eller XDG_RUNTIME_DIR går att skriva i."
    return None


def disk_full(path: Path) -> str:
    """The sentence for a full disk."""
    return f"Disken är full: {path} går inte att skriva. Frigör utrymme (minst 100 MB för en ny datakatalog) och försök igen."


def no_permission(path: Path) -> str:
    """The sentence for a place that may not be read or written."""
    return (
        f"Behörighet saknas: {path} går inte att läsa och skriva. "
        "Ändra behörigheten, eller välj en annan datakatalog med --data eller AKTSPAR_DATA."
    )


def _sentence(error: OSError, path: Path) -> str:
    if error.errno in _FULL:
        return disk_full(path)
    if error.errno in _FORBIDDEN:
        return no_permission(path)
    if error.errno in _NOT_A_FOLDER:
        return f"{path} måste vara en mapp, men där finns en fil; välj en annan datakatalog med --data eller AKTSPAR_DATA."
    if error.errno == errno.ENAMETOOLONG:
        return f"Sökvägen {path} är för lång; välj en kortare datakatalog med --data eller AKTSPAR_DATA."
    return f"{path} går inte att använda: {error.strerror}. Välj en annan datakatalog med --data eller AKTSPAR_DATA."
