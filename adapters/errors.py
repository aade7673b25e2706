"""The environment's refusals: what the machine, not the record, does not allow."""

from __future__ import annotations

from domain.errors import AktsparError


class CannotRunError(AktsparError):
    """Aktspår cannot run here and now; the message is one clear Swedish sentence (exit status 2)."""


class UnavailableError(AktsparError):
    """The database does not answer. Nothing was acknowledged; the same command id may safely be tried again."""


class NotVouchedError(AktsparError):
    """A provider does not vouch for whoever logs in, or not so that it counts.

    Args:
        kind: `assurance` (the level is too low), `token` (what it said does not hold), `denied` (it said no), `provider` (it does
            not answer as it should).
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
