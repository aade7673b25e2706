"""What goes wrong, as one problem document (RFC 9457): the same for the service and for the command line.

The table is the only place that says which refusal has which HTTP status and exit status.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError

from adapters.errors import CannotRunError, UnavailableError
from domain.errors import (
    AktsparError,
    CommandReusedError,
    ConflictError,
    CorruptLedgerError,
    DomainError,
    InvalidValueError,
    NotAllowedError,
    NotFoundError,
    StaleVersionError,
)

EXIT_NOT_IN_ORDER = 1
EXIT_CANNOT = 2

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:aktspar:problem:"


class Problem(NamedTuple):
    """A problem document and what the shell sees of it.

    Args:
        name: The last part of the problem's type; permanent.
        status: The HTTP status.
        title: The kind of problem, in Swedish; the same every time.
        detail: This one, in Swedish; no personal data.
        exit_status: Of the command line.
        extra: Members of its own, such as `current_version`.
    """

    name: str
    status: int
    title: str
    detail: str
    exit_status: int = EXIT_CANNOT
    extra: dict[str, Any] | None = None

    def document(self) -> dict[str, Any]:
        """The members that RFC 9457 names, and the problem's own."""
        return {
            "type": TYPE_PREFIX + self.name, "title": self.title, "status": self.status, "detail": self.detail,
            **(self.extra or {}),
        }


class _Kind(NamedTuple):
    name: str
    status: int
    title: str
    exit_status: int = EXIT_CANNOT


class NotLoggedInError(AktsparError):
    """No log-in came, or a wrong one."""


class ForbiddenError(AktsparError):
    """The account may not do this."""


class RequestTooLargeError(AktsparError):
    """A request's body is longer than any that the service takes."""


class UsageError(AktsparError):
    """A command or a request is not one that exists or is whole; the message says how to write it."""


# The first class that fits, from the top.
_KINDS: dict[type[BaseException], _Kind] = {
    NotFoundError: _Kind("not-found", 404, "Finns inte"),
    StaleVersionError: _Kind("stale-version", 409, "Någon annan hann före"),
    CommandReusedError: _Kind("command-reused", 409, "Samma kommando-id med annat innehåll"),
    ConflictError: _Kind("conflict", 409, "Krockar med det som redan är registrerat"),
    NotAllowedError: _Kind("not-allowed", 409, "Inte tillåtet nu"),
    InvalidValueError: _Kind("invalid-value", 422, "Otillåtet värde"),
    DomainError: _Kind("refused", 422, "Avvisat"),
    UsageError: _Kind("usage", 400, "Fel användning"),
    NotLoggedInError: _Kind("not-logged-in", 401, "Inloggning krävs"),
    RequestTooLargeError: _Kind("too-large", 413, "För stor begäran"),
    ForbiddenError: _Kind("forbidden", 403, "Inte behörig"),
    # The answer is there, and it is that something is wrong: not in order.
    CorruptLedgerError: _Kind("damaged", 500, "Liggaren är skadad", EXIT_NOT_IN_ORDER),
    UnavailableError: _Kind("unavailable", 503, "Kan inte svara just nu"),
    CannotRunError: _Kind("cannot-run", 503, "Kan inte köras"),
}
# The library wraps psycopg's exceptions in its own.
_CONNECTION_ERRORS = (psycopg.OperationalError, psycopg.InterfaceError, OperationalError, InterfaceError)
_DATABASE_GONE = _Kind("unavailable", 503, "Kan inte svara just nu")
_UNEXPECTED = _Kind("unexpected", 500, "Oväntat fel")
_OF_STATUS = {
    404: _Kind("not-found", 404, "Finns inte"),
    405: _Kind("method-not-allowed", 405, "Metoden stöds inte"),
}


def problem_of(error: BaseException) -> Problem:
    """The problem document of an exception; one that nobody foresaw says nothing of what it holds."""
    for kind, row in _KINDS.items():
        if isinstance(error, kind):
            return Problem(*row[:3], _detail(error), row.exit_status, _extra(error))
    if isinstance(error, _CONNECTION_ERRORS):
        return Problem(*_DATABASE_GONE[:3], "Databasen svarar inte. Försök igen om en stund.", _DATABASE_GONE.exit_status)
    return unexpected()


def unexpected() -> Problem:
    """The problem document of a fault in the program."""
    return Problem(*_UNEXPECTED[:3], "Något gick fel i Aktspår. Inget har visats. Försök igen, och anmäl felet om det står kvar.")


def problem_of_status(status: int, detail: str) -> Problem:
    """The problem document of a status that the web framework gives."""
    row = _OF_STATUS.get(status, _Kind("http", status, "Begäran kunde inte besvaras"))
    return Problem(*row[:3], detail)


def table() -> dict[str, int]:
    """Every problem's name and HTTP status, for the documentation of the service."""
    rows = [*_KINDS.values(), *_OF_STATUS.values(), _UNEXPECTED]
    return {row.name: row.status for row in rows}


def _detail(error: BaseException) -> str:
    if isinstance(error, CorruptLedgerError):
        return "Det lagrade stämmer inte med sina kontrollsummor, så inget visas. Kör 'aktspar verify' för att se vad som är fel."
    return str(error)


def _extra(error: BaseException) -> dict[str, Any] | None:
    if isinstance(error, StaleVersionError):
        return {"current_version": error.current_version}
    if isinstance(error, CorruptLedgerError):
        # Names what is damaged by position or id, for whoever mends it; never what it says.
        return {"damage": str(error)}
    return None
