"""Who acts on the command line (sv. *den som handlar*): an account that logs in with its password."""

from __future__ import annotations

import getpass
import sys

from adapters.accounts import LONGEST_PASSWORD, Account, Accounts
from api.commands.serve import ACCOUNTS_FILE
from api.invocation import Invocation
from api.problems import NotLoggedInError, UsageError


def acting_account(invocation: Invocation, name: str, *, password_stdin: bool = False) -> Account:
    """The account that acts, once its password has been given.

    Args:
        name: Of the account.
        password_stdin: Whether the password is a line on stdin; else it is asked for, without echo.

    Raises:
        UsageError: There is nobody to ask.
        NotLoggedInError: No such account, or a wrong password; nothing tells which.
        CannotRunError: The file of accounts is damaged or open to others.
    """
    account = Accounts(invocation.settings.data_dir / ACCOUNTS_FILE).log_in(name, _password(password_stdin))
    if account is None:
        raise NotLoggedInError("Kontots namn eller lösenord är fel. Se 'aktspar account list'.")
    return account


def _password(password_stdin: bool) -> str:
    if password_stdin:
        return sys.stdin.readline(LONGEST_PASSWORD + 2).removesuffix("\n")
    if not sys.stdin.isatty():
        raise UsageError("Lösenordet behövs: kör i en terminal, eller ge det som en rad på stdin med --password-stdin.")
    return getpass.getpass("Lösenord: ", stream=sys.stderr)
