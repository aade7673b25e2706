"""Who may write in a Lex Sarah report (sv. *Lex Sarah-ärende*): anybody on the staff reports; who goes on with it is on its list.

Source: SoL 2025:400 27:2 (everybody who fulfils tasks reports); OSL 2009:400 26:1; SoLPuL 2001:454 10 §.
"""

from __future__ import annotations

from adapters.accounts import Account, Role
from api.problems import ForbiddenError, Text
from api.writes.shape import Shape
from domain.lex_sarah.access import levels
from domain.lex_sarah.codes import AccessLevel
from domain.lex_sarah.report import LexSarahReport
from domain.lex_sarah.state import LexSarahState

LEX_SARAH_FAMILIES = frozenset({"lex_sarah"})
"""Streams with an access list of their own, apart from the cases'."""

_BY_TASK = frozenset({Role.INVESTIGATOR, Role.MANAGER})
_REPORTERS_OWN = frozenset({LexSarahReport.supplement})
"""What whoever reported may write later too."""


def require_may_handle(account: Account, report: LexSarahState, shape: Shape) -> None:
    """Refuse to write in a report without a task or a place on its access list; to report is open to everybody.

    Raises:
        ForbiddenError: Neither.
    """
    if shape.write.begins or account.role in _BY_TASK:
        return
    had = frozenset() if account.staff is None else levels(report.access, account.staff)
    if AccessLevel.FULL in had or (AccessLevel.OWN_REPORT in had and shape.write.decision in _REPORTERS_OWN):
        return
    raise ForbiddenError(Text(
        "Lex Sarah-ärendet handläggs av utredare, chef och dem som har fått åtkomst till det.",
        "The Lex Sarah case is handled by investigators, managers and those who have been given access to it.",
    ))
