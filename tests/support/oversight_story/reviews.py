"""Looking at those who looked: the log of March, in which one reading was curiosity, and everybody's rights, once a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adapters.accounts import Role, new_account
from api.access import CaseAccess
from api.reading import Reader
from domain.base import Purpose
from domain.log_review.review import LogReview
from tests.support.family_story.telling import call, named
from tests.support.oversight_story.cast import DORIS, JOHAN, KARIN, LOVISA, NILS, UNIT, Pens
from tests.support.oversight_story.telling import OversightTelling

_CALLER = "konto:nils"
_ACCOUNTS = (
    ("karin", "chef", KARIN, "confirmed", "Leder enheten."), ("johan", "behandlare", JOHAN, "confirmed", "Arbetar kvar."),
    ("nils", "chef", NILS, "changed", "Jouren behöver inte chefens behörighet."),
    ("gammal", "behandlare", None, "removed", "Har slutat."),
)


def tell_reviews(pens: Pens, telling: OversightTelling) -> None:
    """March to May 2026."""
    telling.act("2026-03-20 19:31", "jouren läser akten", lambda: _read(telling))
    _tell_log(pens)
    _tell_rights(pens)


def _tell_log(pens: Pens) -> None:
    review = pens.log_review
    review.write("2026-04-21 09:00", LOVISA, "plan", log_review_id="loggkontrollen för mars", unit=UNIT, log_month="2026-03")
    review.write("2026-04-21 09:10", LOVISA, "draw", seed="övning i mars")
    review.write("2026-04-21 10:00", LOVISA, "assess", worked_out=_the_night, log_judgement="not_justified",
                 judgement_reason="Nödåtkomsten var inte befogad, och något annat skäl finns inte.")
    for nth, (measure, note) in enumerate((
        ("manager_told", "Chefen är underrättad samma dag."), ("lex_sarah_suggested", "Förslag lämnat till mottagaren."),
        ("breach_assessed", "En behörig medarbetare läste; risken för den enskilde bedöms som låg."),
    )):
        review.write(f"2026-04-21 10:{nth + 1}0", LOVISA, "take_measure", worked_out=_the_night, log_measure_id=measure,
                     log_measure=measure, log_measure_on="2026-04-21", log_measure_note=note)
    pens.telling.act("2026-04-22 09:00", "bedöm resten", lambda: _assess_the_rest(pens))
    review.write("2026-04-22 15:00", LOVISA, "close")


def _tell_rights(pens: Pens) -> None:
    review = pens.rights_review
    review.write("2026-04-27 09:00", KARIN, "begin", rights_review_id="behörighetsgenomgången", listed_accounts=[
        {"account_name": name, "account_role": role, "account_staff": None if who is None else str(who.id),
         "account_unit": str(UNIT), "last_used_on": None if who is None else "2026-04-24"}
        for name, role, who, *_ in _ACCOUNTS
    ])
    for nth, (name, _, who, decision, reason) in enumerate(_ACCOUNTS):
        by, own = (LOVISA, "lovisa") if who is KARIN else (KARIN, "karin")
        review.write(f"2026-04-27 10:{nth}0", by, "decide", account_name=name, rights_decision=decision, rights_reason=reason,
                     new_account_role="behandlare" if decision == "changed" else None, own_account=own)
    review.write("2026-04-28 09:00", KARIN, "close")


def _read(telling: OversightTelling) -> None:
    board = telling.runtime.board(telling.slug)
    account = new_account("nils", Role.THERAPIST.value, NILS.name, board.slug, NILS.id)
    access = CaseAccess(board, account, None)
    Reader(board, _CALLER, Purpose.CASE_WORK, "prov", access=access).case(named(DORIS))
    call(board.access_log.pseudonym(_CALLER), NILS.key)


def _drawn(telling: OversightTelling) -> LogReview:
    return LogReview.fold(each.event for each in telling.board.ledger.stream(named("loggkontrollen för mars")))


def _numbers(telling: OversightTelling, *, of_the_night: bool) -> list[int]:
    night = telling.runtime.board(telling.slug).access_log.pseudonym(_CALLER)
    return [each.reading_number for each in _drawn(telling).readings if (each.read_by == night) is of_the_night]


def _the_night(telling: Any) -> Mapping[str, Any]:
    return {"reading_number": _numbers(telling, of_the_night=True)[0]}


def _assess_the_rest(pens: Pens) -> None:
    """Every other reading that was drawn, as many as there were."""
    telling: Any = pens.telling
    for number in _numbers(telling, of_the_night=False):
        pens.log_review.write(f"2026-04-22 10:{number:02d}", LOVISA, "assess", reading_number=number, log_judgement="justified",
                              judgement_reason="Läst av den som förvaltar eller leder enheten, i sitt uppdrag.")
    telling.tell(through="2026-04-22")
