"""Who may have proofs of which ledger (sv. *rätt till bevis*): the same in the service and in the shell."""

from __future__ import annotations

from adapters.accounts import Account, Role
from api.problems import ForbiddenError, Text

REVIEWERS = (Role.LOG_CONTROLLER, Role.AUDITOR)


def require_may_prove(account: Account, ledger: str) -> None:
    """Let only those who review the access log have proofs of what stands in it.

    Raises:
        ForbiddenError: The role does not.
    """
    if ledger == "access" and account.role not in REVIEWERS:
        raise ForbiddenError(Text(
            "Åtkomstloggens bevis är för den som granskar den: loggkontrollant eller revisor.",
            "The access log's proofs are for whoever reviews it: the log controller or the auditor.",
        ))
