"""The rating itself, on a tablet that has been handed over: one scale a part of the screen, and nothing else to reach.

Nobody is logged in here: the session whose tablet it is is locked, and every other address shows the lock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.postgres.registers import Registers
from adapters.tablet_loans import TabletLoan
from api.access import today
from api.http import session_cookies as cookies
from api.http.dependencies import log_ins_of, own_board
from api.log_in import Standing
from api.rating_setting import RatingSetting
from api.web.pages.frame import Fault, Form, go_to, shown, with_target
from api.web.pages.rating_case import texts_of
from api.web.pages.rating_scales import ScaleView, answers_of, scale_views
from api.web.pages.submitting import KEY_FIELD, SEEN_FIELD, submit
from api.web.rating_words import RATING_LANGUAGES, direction, word
from domain.case.ratings.codes import AdministrationMode
from domain.instruments.definition import Instrument

router = APIRouter(include_in_schema=False)

_RATINGS = "/cases/{case_id}/ratings"


class _Lent(NamedTuple):
    """A loan that the browser's session stands for.

    Args:
        setting: What is to be rated, in the language that is read now.
        instrument: Its form; its scales are `scales`.
    """

    standing: Standing
    loan: TabletLoan
    setting: RatingSetting
    instrument: Instrument
    scales: Sequence[ScaleView]
    is_licensed: bool


@router.get("/rate/{loan_id}")
def rate(request: Request, loan_id: UUID) -> Response:
    """Skattningen, för den som har fått surfplattan."""
    lent = _lent(request, loan_id, {})
    return _elsewhere(request, loan_id) if lent is None else _page(request, lent)


@router.post("/rate/{loan_id}")
def give_answers(request: Request, loan_id: UUID, form: Form) -> Response:
    """Lämna svaren, eller läs skattningen på ett annat språk."""
    cookies.require_own(request, form.get(cookies.CSRF_FIELD), cookies.token_in(request, "device"))
    lent = _lent(request, loan_id, form)
    if lent is None:
        return _elsewhere(request, loan_id)
    if lent.loan.finished_us is not None or form.get("then") != "done":
        return _page(request, lent)
    language = lent.setting.language
    values, faults = answers_of(form, lent.scales, language, may_be_missing=bool(lent.instrument.jumps))
    if not faults:
        rating_id, why = _recorded(request, lent, values)
        if rating_id is not None:
            log_ins_of(request).finish_loan(lent.loan, rating_id)
            return go_to(f"/rate/{loan_id}")
        faults = [Fault("form", f"{word(language, 'Svaren kunde inte sparas. Lämna surfplattan till din behandlare.')} {why}")]
    return _page(request, lent, faults)


def _recorded(request: Request, lent: _Lent, values: Sequence[Decimal | None]) -> tuple[UUID | None, str]:
    """Record the answers on behalf of whoever handed over the tablet; the rating, or why it was refused."""
    account = lent.standing.account
    # So that a reason that was stated for the case holds here too, and the log knows whose request it is.
    request.state.session, request.state.account = lent.standing.session, account
    board = own_board(request, account, None)
    body = lent.setting.body(today(board), values, AdministrationMode.TABLET)
    sent = {KEY_FIELD: str(uuid5(lent.loan.loan_id, "rating")), SEEN_FIELD: "*"}
    recorded = submit(request, account, _RATINGS, {"case_id": lent.loan.case_id}, body, sent)
    if recorded.written is None:
        return None, " ".join(each.text for each in recorded.faults)
    return UUID(recorded.written.document["made"]["rating_id"]), ""


def _lent(request: Request, loan_id: UUID, form: Mapping[str, str]) -> _Lent | None:
    """The loan, if it is that of the browser's locked session; None = it is over, or another's."""
    token = cookies.token_in(request, "session")
    standing = None if token is None else log_ins_of(request).standing(token)
    loan = None if standing is None else log_ins_of(request).loan_of(standing)
    if standing is None or loan is None or loan.loan_id != loan_id:
        return None
    setting = RatingSetting.from_text(loan.setting)
    chosen = form.get("tongue") or form.get("language")
    if chosen in RATING_LANGUAGES:
        setting = setting._replace(language=chosen)
    board = own_board(request, standing.account, None)
    instrument = Registers(board.ledger).instruments(day=today(board)).find(setting.instrument, setting.instrument_version)
    assert instrument is not None, "what is lent was found in the catalogue"
    texts = texts_of(board, instrument, setting.language)
    scales = scale_views(instrument, setting.respondent, setting.language, texts, form)
    return _Lent(standing, loan, setting, instrument, scales, texts is not None)


def _elsewhere(request: Request, loan_id: UUID) -> Response:
    """Where somebody belongs whose loan is over: the lock, or past it the start page."""
    return go_to(with_target("/lock", "/"))


def _page(request: Request, lent: _Lent, faults: Sequence[Fault] = ()) -> Response:
    language, loan = lent.setting.language, lent.loan
    said: dict[str, Any] = {"tongue": language, "direction": direction(language), "say": lambda text: word(language, text)}
    if loan.finished_us is not None:
        after = f"/cases/{loan.case_id}/ratings/{loan.rating_id}"
        answer = shown(request, "ratings/done.html", after=after, **said)
    else:
        answer = shown(
            request, "ratings/tablet.html", status=422 if faults else 200, loan_id=loan.loan_id, scales=lent.scales,
            look=lent.setting.look, is_scored=lent.instrument.is_scored, is_licensed=lent.is_licensed, faults=list(faults),
            tongues=RATING_LANGUAGES, **said,
        )
    cookies.set_device(request, answer)
    return answer
