"""Passphrases from people (sv. *lösenfraser*): asked for without echo, or one a line on stdin where there is no terminal."""

from __future__ import annotations

import getpass
import sys

from adapters.operations.escrow import LONGEST_PASSPHRASE
from api.problems import UsageError


def ask_custodians(count: int, *, twice: bool) -> list[str]:
    """One passphrase from each of so many custodians.

    Args:
        twice: Ask each twice, as for a new one; a line on stdin is read once.

    Raises:
        UsageError: The two were not alike, or stdin ended too early.
    """
    return [_ask(f"Nyckelförvaltare {number} av {count}, lösenfras", twice=twice) for number in range(1, count + 1)]


def _ask(prompt: str, *, twice: bool) -> str:
    if not sys.stdin.isatty():
        line = sys.stdin.readline(LONGEST_PASSPHRASE + 2)
        if not line:
            raise UsageError("En lösenfras saknas: ge en rad på stdin för varje nyckelförvaltare, eller kör i en terminal.")
        return line.removesuffix("\n")
    text = getpass.getpass(f"{prompt}: ", stream=sys.stderr)
    if twice and getpass.getpass(f"{prompt}, igen: ", stream=sys.stderr) != text:
        raise UsageError("Lösenfraserna är inte lika; försök igen.")
    return text
