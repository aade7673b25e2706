"""The environment's refusals: what the machine, not the record, does not allow."""

from __future__ import annotations

from domain.errors import AktsparError


class CannotRunError(AktsparError):
    """Aktspår cannot run here and now; the message is one clear Swedish sentence (exit status 2)."""


class UnavailableError(AktsparError):
    """The database does not answer. Nothing was acknowledged; the same command id may safely be tried again."""
