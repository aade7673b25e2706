"""What waits for those who watch over the work (sv. *tillsyn*): counts, each with where it is looked at, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from adapters.postgres.registers import Registers
from api.access_matrix import rule_of
from api.emergency import emergency_accesses
from api.log_review_reading import log_reviews
from api.outside_reading import duties_outside_cases
from api.rights_review import rights_reviews
from api.web.pages.asking import API, Asking
from api.web.texts import _, plural
from domain.approval.codes import ApprovalStatus
from domain.erasure.erasure import Erasure

OUTSIDE = f"GET {API}/duties/outside-cases"
_EMERGENCIES, _APPROVALS, _LOG_REVIEWS = f"GET {API}/emergency-accesses", f"GET {API}/approvals", f"GET {API}/log-reviews"
_ERASURES, _RIGHTS = f"GET {API}/erasures", f"GET {API}/rights-reviews"
DAYS_AHEAD = 30

_KEPT_IN: Mapping[str, str] = MappingProxyType({
    "viewpoints": "/viewpoints", "lex-sarah-reports": "/lex-sarah", "deviations": "/deviations",
    "internal-control-plans": "/review/plan", "journal-reviews": "/review/journal-reviews", "erasures": "/erasure",
    "retention": "/erasure",
})


class Waiting(NamedTuple):
    """Something that waits.

    Args:
        text: What, to be read after the number.
        href: Where it is looked at; None = there is no page for it.
        kind: How grave, as a figure's kind.
    """

    count: int
    text: str
    href: str | None
    kind: str


class OutsideTask(NamedTuple):
    """Something to be done outside the cases."""

    what: str
    due_on: str
    days_overdue: int
    at_once: bool
    href: str | None


def waiting_for(asking: Asking) -> list[Waiting]:
    """What waits for the role to look at, without what there is nothing of.

    Raises:
        UnavailableError: The access log cannot be written.
    """
    return [each for each in _every(asking) if each.count]


def outside_tasks(asking: Asking) -> list[OutsideTask] | None:
    """What has to be done outside the cases, the most overdue first; None = the role has no such list.

    Raises:
        UnavailableError: The access log cannot be written.
    """
    if not asking.may(OUTSIDE):
        return None
    answer = duties_outside_cases(asking.board, asking.reader(OUTSIDE), days=DAYS_AHEAD, account=asking.account)
    return [_outside(asking, each) for each in answer.document["duties"]]


def page_or_none(asking: Asking, address: str) -> str | None:
    """An address, if there is such a page and the role may open it."""
    rule = rule_of(f"GET {address}")
    return address if rule is not None and rule.relation(asking.account.role) is not None else None


def _every(asking: Asking) -> Iterator[Waiting]:
    board = asking.board
    if asking.may(_EMERGENCIES):
        found = emergency_accesses(board, asking.reader(_EMERGENCIES), asking.account, unreviewed=True)
        count = found.document["unreviewed"]
        text = plural("nödåtkomst att granska", "nödåtkomster att granska", count)
        yield Waiting(count, text, page_or_none(asking, "/log-review"), "wrong")
    if asking.may(_APPROVALS):
        answer, _more = asking.reader(_APPROVALS).register("approvals")
        asked = [each for each in answer.document["approvals"] if each["status"] == ApprovalStatus.ASKED.value]
        text = plural("godkännande som väntar på svar", "godkännanden som väntar på svar", len(asked))
        yield Waiting(len(asked), text, page_or_none(asking, "/approvals"), "warn")
    if asking.may(_LOG_REVIEWS):
        overdue = log_reviews(asking.reader(_LOG_REVIEWS)).document["overdue"]
        text = plural("månad utan loggkontroll", "månader utan loggkontroll", len(overdue))
        yield Waiting(len(overdue), text, page_or_none(asking, "/log-review"), "wrong")
    if asking.may(_ERASURES):
        count = _open_erasures(asking)
        text = plural("gallring som inte är klar", "gallringar som inte är klara", count)
        yield Waiting(count, text, page_or_none(asking, "/erasure"), "warn")
    if asking.may(_RIGHTS):
        late = rights_reviews(asking.reader(_RIGHTS)).document["is_overdue"]
        yield Waiting(int(late), _("försenad genomgång av behörigheter"), page_or_none(asking, "/settings"), "wrong")


def _open_erasures(asking: Asking) -> int:
    reader = asking.reader(_ERASURES)
    as_of = reader.as_of(None)
    found = Registers(asking.board.ledger).of_kind("erasure", Erasure.fold, as_of.size).values()
    # A number only: no record is named.
    reader.record_shown(as_of, ())
    return sum(each.withdrawn is None and each.completed is None for each in found)


def _outside(asking: Asking, duty: Mapping[str, Any]) -> OutsideTask:
    what, place = _(duty["what"]), _KEPT_IN.get(duty["kept_in"])
    return OutsideTask(
        what[:1].upper() + what[1:], duty["due_on"], duty["days_overdue"], duty["at_once"],
        None if place is None else page_or_none(asking, place),
    )
