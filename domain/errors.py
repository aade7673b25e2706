"""The refusals and the damage that Aktspår knows.

    AktsparError
    ├── DomainError              a refusal: expected, nothing was recorded, the caller can act
    │   ├── NotFoundError        no such board, unit, staff member, case or entry
    │   │   └── ErasedError          it was erased by law; says on what ground
    │   ├── ConflictError        the record has moved on, or the identifier is taken
    │   │   ├── StaleVersionError    another writer was first; carries the current version
    │   │   └── CommandReusedError   the same command id came with other content
    │   ├── NotAllowedError      the state of the record does not allow it
    │   └── InvalidValueError    a value is out of range or contradicts another
    └── CorruptLedgerError       damage: stop, name what is damaged, do not skip

A message to people is Swedish and says what was found, what is allowed and what to do. It never carries
personal data: names and texts stay out of errors, since errors end up in logs.
"""

from __future__ import annotations

from datetime import date


class AktsparError(Exception):
    """Root of everything Aktspår raises on purpose."""


class DomainError(AktsparError):
    """A refusal: nothing was recorded, and the caller can act on the message."""


class NotFoundError(DomainError):
    """What was asked for does not exist, or not in this board."""


class ErasedError(NotFoundError):
    """What was asked for has been erased by law (sv. *gallrat*).

    Args:
        basis: The law that it was erased by, with its section; None = it is being erased, or its basis is not known here.
        erased_on: The day that it was erased; None as for `basis`.
    """

    basis: str | None = None
    erased_on: date | None = None

    def __init__(self, *, basis: str | None = None, erased_on: date | None = None) -> None:
        when = "" if erased_on is None else f" {erased_on}"
        by = "" if basis is None else f" enligt {basis}"
        super().__init__(f"Akten är gallrad{when}{by}. Inget av innehållet finns kvar, och inget kan skrivas i den.")
        self.basis = basis
        self.erased_on = erased_on


class ConflictError(DomainError):
    """The record has moved on since it was read, or an identifier is already taken."""


class StaleVersionError(ConflictError):
    """Another writer recorded first (sv. *inaktuell version*).

    Args:
        current_version: The stream's version now, from 0 (nothing recorded).
    """

    def __init__(self, message: str, *, current_version: int) -> None:
        super().__init__(message)
        self.current_version = current_version


class CommandReusedError(ConflictError):
    """A command id came again with other content; the first one stands."""


class NotAllowedError(DomainError):
    """The state of the record does not allow this now."""


class InvalidValueError(DomainError):
    """A value is outside what is allowed, or contradicts another value."""


class CorruptLedgerError(AktsparError):
    """Stored bytes are not what they must be (sv. *skadad liggare*). Reading stops; nothing is skipped."""
