"""What goes wrong, as one problem document (RFC 9457): the same for the service and for the command line.

The table is the only place that says which refusal has which HTTP status and exit status.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError

from adapters.errors import CannotRunError, NotVouchedError, UnavailableError
from domain.errors import (
    AktsparError,
    CommandReusedError,
    ConflictError,
    CorruptLedgerError,
    DomainError,
    ErasedError,
    InvalidValueError,
    NotAllowedError,
    NotFoundError,
    StaleVersionError,
)

EXIT_NOT_IN_ORDER = 1
EXIT_CANNOT = 2

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:aktspar:problem:"


class Text(str):
    """A sentence in Swedish that is known in English too, as `english`."""

    english: str

    def __new__(cls, swedish: str, english: str) -> Self:
        """The Swedish sentence, with its English one beside it."""
        text = super().__new__(cls, swedish)
        text.english = english
        return text


class Problem(NamedTuple):
    """A problem document and what the shell sees of it.

    Args:
        name: The last part of the problem's type; permanent.
        status: The HTTP status.
        title: The kind of problem; the same every time.
        detail: This one, in Swedish; no personal data. The service's own sentences are known in English too; the record's
            rules speak Swedish only, as the law that they rest on.
        exit_status: Of the command line.
        extra: Members of its own, such as `current_version`.
    """

    name: str
    status: int
    title: Text
    detail: str
    exit_status: int = EXIT_CANNOT
    extra: dict[str, Any] | None = None

    def document(self, language: str = "sv") -> dict[str, Any]:
        """The members that RFC 9457 names, and the problem's own.

        Args:
            language: `sv`, or `en` for what is known in English.
        """
        return {
            "type": TYPE_PREFIX + self.name, "title": _in(language, self.title), "status": self.status,
            "detail": _in(language, self.detail), **(self.extra or {}),
        }

    def languages(self, language: str) -> str:
        """Which languages the document in a language has, as `Content-Language` names them."""
        if language == "sv":
            return "sv"
        return "en" if isinstance(self.detail, Text) else "en, sv"


def _in(language: str, text: str) -> str:
    return text.english if language == "en" and isinstance(text, Text) else str(text)


class _Kind(NamedTuple):
    name: str
    status: int
    title: Text
    exit_status: int = EXIT_CANNOT


class NotLoggedInError(AktsparError):
    """No log-in came, or a wrong one."""


class SessionOverError(NotLoggedInError):
    """The session of a cookie is over: it was ended, it is too old, or its account is another than it was."""


class SessionLockedError(NotLoggedInError):
    """The session is locked: nothing is shown until the same account has unlocked it."""


class ForbiddenError(AktsparError):
    """The account may not do this."""


class CrossSiteError(ForbiddenError):
    """A change that another site's page may have asked for in the name of whoever is logged in."""


class LeftAloneError(AktsparError):
    """The page that a form is on was left alone: it was sent to be kept, and is not written."""


class UnderWayError(AktsparError):
    """It is being judged for the first time: ask again in a moment (sv. *bedömningen pågår*).

    Args:
        seconds: Since it began.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__("Alla journaler bedöms just nu. Sidan kommer av sig själv när det är klart.")
        self.seconds = seconds


class TooManyError(AktsparError):
    """Somebody asks more often than is allowed.

    Args:
        wait_seconds: Until there is room again, from 1.
    """

    def __init__(self, message: str, wait_seconds: int) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


class RequestTooLargeError(AktsparError):
    """A request's body is longer than any that the service takes."""


class RefusedBodyError(InvalidValueError):
    """A body whose members are not what is taken.

    Args:
        faults: Where, and what kind of fault; never the value, which may be a name that somebody put in the wrong place.
    """

    faults: Sequence[Mapping[str, str]] = ()

    def __init__(self, message: str, faults: Sequence[Mapping[str, str]]) -> None:
        super().__init__(message)
        self.faults = faults


class PreconditionRequiredError(AktsparError):
    """A write does not say which version of the record it has seen."""


class UnsupportedMediaTypeError(AktsparError):
    """A body in another format than the service reads."""


class PurposeRequiredError(ForbiddenError):
    """The reader has no relation to the case, and has not said why it is read."""


class UsageError(AktsparError):
    """A command or a request is not one that exists or is whole; the message says how to write it."""


# The first class that fits, from the top.
_KINDS: dict[type[BaseException], _Kind] = {
    # It has been there and will not be again. Source: RFC 9110 15.5.11.
    ErasedError: _Kind("erased", 410, Text("Gallrat", "Erased by law")),
    NotFoundError: _Kind("not-found", 404, Text("Finns inte", "Not found")),
    # What If-Match asks is answered so. Source: RFC 9110 13.1.1.
    StaleVersionError: _Kind("stale-version", 412, Text("Någon annan hann före", "Somebody else was first")),
    CommandReusedError: _Kind(
        "command-reused", 409, Text("Samma kommando-id med annat innehåll", "The same command id with other content")
    ),
    ConflictError: _Kind(
        "conflict", 409, Text("Krockar med det som redan är registrerat", "Conflicts with what is recorded already")
    ),
    NotAllowedError: _Kind("not-allowed", 409, Text("Inte tillåtet nu", "Not allowed now")),
    InvalidValueError: _Kind("invalid-value", 422, Text("Otillåtet värde", "Value not allowed")),
    DomainError: _Kind("refused", 422, Text("Avvisat", "Refused")),
    UsageError: _Kind("usage", 400, Text("Fel användning", "Wrong use")),
    SessionOverError: _Kind("session-over", 401, Text("Inloggningen är slut", "The session is over")),
    SessionLockedError: _Kind("session-locked", 401, Text("Inloggningen är låst", "The session is locked")),
    NotLoggedInError: _Kind("not-logged-in", 401, Text("Inloggning krävs", "Log-in required")),
    TooManyError: _Kind("too-many", 429, Text("För många försök", "Too many attempts")),
    RequestTooLargeError: _Kind("too-large", 413, Text("För stor begäran", "Request too large")),
    PreconditionRequiredError: _Kind(
        "precondition-required", 428, Text("Ange vilken version du har läst", "Say which version you have read")
    ),
    UnsupportedMediaTypeError: _Kind("media-type", 415, Text("Formatet stöds inte", "Format not supported")),
    PurposeRequiredError: _Kind("purpose-required", 403, Text("Ange varför du läser", "Say why you read")),
    LeftAloneError: _Kind("left-alone", 409, Text("Inte sparat", "Not saved")),
    CrossSiteError: _Kind("cross-site", 403, Text("Kom inte från den här tjänsten", "Did not come from this service")),
    NotVouchedError: _Kind("not-vouched", 403, Text("Inloggningen godtogs inte", "The log-in was not accepted")),
    ForbiddenError: _Kind("forbidden", 403, Text("Inte behörig", "Not permitted")),
    # The answer is there, and it is that something is wrong: not in order.
    CorruptLedgerError: _Kind("damaged", 500, Text("Liggaren är skadad", "The ledger is damaged"), EXIT_NOT_IN_ORDER),
    UnderWayError: _Kind("under-way", 503, Text("Bedöms just nu", "Being judged just now")),
    UnavailableError: _Kind("unavailable", 503, Text("Kan inte svara just nu", "Cannot answer now")),
    CannotRunError: _Kind("cannot-run", 503, Text("Kan inte köras", "Cannot run")),
}
# The library wraps psycopg's exceptions in its own.
_CONNECTION_ERRORS = (psycopg.OperationalError, psycopg.InterfaceError, OperationalError, InterfaceError)
_NO_DATABASE = Text("Databasen svarar inte. Försök igen om en stund.", "The database does not answer. Try again in a while.")
_SOMETHING_WRONG = Text(
    "Något gick fel i Aktspår. Inget har visats. Försök igen, och anmäl felet om det står kvar.",
    "Something went wrong in Aktspår. Nothing was shown. Try again, and report the fault if it remains.",
)
_DAMAGED = Text(
    "Det lagrade stämmer inte med sina kontrollsummor, så inget visas. Kör 'aktspar verify' för att se vad som är fel.",
    "What is stored does not agree with its checksums, so nothing is shown. Run 'aktspar verify' to see what is wrong.",
)
_DATABASE_GONE = _Kind("unavailable", 503, Text("Kan inte svara just nu", "Cannot answer now"))
_UNEXPECTED = _Kind("unexpected", 500, Text("Oväntat fel", "Unexpected fault"))
_OF_STATUS = {
    404: _Kind("not-found", 404, Text("Finns inte", "Not found")),
    405: _Kind("method-not-allowed", 405, Text("Metoden stöds inte", "Method not supported")),
}


def problem_of(error: BaseException) -> Problem:
    """The problem document of an exception; one that nobody foresaw says nothing of what it holds."""
    for kind, row in _KINDS.items():
        if isinstance(error, kind):
            return Problem(*row[:3], _detail(error), row.exit_status, _extra(error))
    if isinstance(error, _CONNECTION_ERRORS):
        return Problem(*_DATABASE_GONE[:3], _NO_DATABASE, _DATABASE_GONE.exit_status)
    return unexpected()


def unexpected() -> Problem:
    """The problem document of a fault in the program."""
    return Problem(*_UNEXPECTED[:3], _SOMETHING_WRONG)


def problem_of_status(status: int, detail: str) -> Problem:
    """The problem document of a status that the web framework gives."""
    row = _OF_STATUS.get(status, _Kind("http", status, Text("Begäran kunde inte besvaras", "The request could not be answered")))
    return Problem(*row[:3], detail)


def table() -> dict[str, int]:
    """Every problem's name and HTTP status, for the documentation of the service."""
    rows = [*_KINDS.values(), *_OF_STATUS.values(), _UNEXPECTED]
    return {row.name: row.status for row in rows}


def answered_as(error: str) -> str:
    """The status and the name of the problem that a class of refusals becomes, by the class's name: `409 not-allowed`."""
    [row] = [row for kind, row in _KINDS.items() if kind.__name__ == error]
    return f"{row.status} {row.name}"


def _detail(error: BaseException) -> str:
    if isinstance(error, CorruptLedgerError):
        return _DAMAGED
    detail = error.args[0] if error.args else ""
    return detail if isinstance(detail, Text) else str(error)


def _extra(error: BaseException) -> dict[str, Any] | None:
    if isinstance(error, StaleVersionError):
        return {"current_version": error.current_version}
    if isinstance(error, ErasedError):
        on = None if error.erased_on is None else error.erased_on.isoformat()
        return {"basis": error.basis, "erased_on": on}
    if isinstance(error, TooManyError):
        return {"retry_after_seconds": error.wait_seconds}
    if isinstance(error, RefusedBodyError):
        return {"errors": list(error.faults)}
    if isinstance(error, CorruptLedgerError):
        # Names what is damaged by position or id, for whoever mends it; never what it says.
        return {"damage": str(error)}
    return None
