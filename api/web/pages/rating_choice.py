"""Skatta: what is to be rated and by whom; then the tablet is handed over, and reaches nothing else until it is unlocked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn, log_ins_of
from api.http.log_in_trail import record_act
from api.problems import UsageError
from api.rating_setting import require_ratable
from api.web.pages.asking import Asking
from api.web.pages.case_sessions import session_choices
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.pages.log_in import CLEAR_CACHE
from api.web.pages.rating_case import LOOKS, RatingCase, chosen_as, rating_case, setting_of
from api.web.rating_words import RATING_LANGUAGES
from api.web.refusals import refusal
from domain.codes import Phase, RatingSubject, Respondent
from domain.errors import DomainError

router = APIRouter(include_in_schema=False)

_FIELDS = (
    "instrument", "other", "respondent", "language", "look", "session", "phase", "subject", "respondent_person", "about_person",
)


@router.get("/cases/{case_id}/rate")
def choose_rating(request: Request, case_id: UUID, account: LoggedIn, session: str = "") -> Response:
    """Välj vad som ska skattas."""
    asking = Asking(request, account, case_id)
    known = rating_case(asking, case_id)
    return _page(request, asking, known, {**_usual(known), "session": session or _session_today(known)})


@router.post("/cases/{case_id}/rate")
def hand_over(request: Request, case_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Lämna över surfplattan: inloggningen låses, och bara skattningen går att nå."""
    asking = Asking(request, account, case_id)
    known = rating_case(asking, case_id)
    session = getattr(request.state, "session", None)
    if session is None:
        raise UsageError("Surfplattan lämnas över i en webbläsare som du är inloggad i.")
    setting, faults = setting_of(form, known)
    if setting is None:
        return _page(request, asking, known, form, faults)
    try:
        require_ratable(asking.board, known.case, setting, known.today)
    except DomainError as refused:
        return _page(request, asking, known, form, [Fault("instrument", refusal(refused))])
    loan_id = log_ins_of(request).lend(session, case_id, setting.to_text())
    # The lock is what the log is to tell of this request; what was read for it is shown to nobody.
    record_act(request, account, "lock")
    answer = go_to(f"/rate/{loan_id}")
    answer.headers.update(CLEAR_CACHE)
    return answer


def _usual(known: RatingCase) -> dict[str, str]:
    """What is chosen beforehand: as it was rated last, or as is usual."""
    latest = max(known.case.ratings.values(), key=lambda each: each.rated_on, default=None)
    return {
        "instrument": chosen_as(known.first[0]) if known.first else "",
        "respondent": str(Respondent.CLIENT if latest is None else latest.respondent), "language": "sv", "look": "adult",
    }


def _session_today(known: RatingCase) -> str:
    """The session that is held today; "" = none is, or several are and nobody can tell which."""
    of_day = [each for each in known.case.sessions.values() if each.occurred.on == known.today]
    found = [each for each in of_day if each.occurred.precision != "month"]
    return str(found[0].session_id) if len(found) == 1 else ""


def _page(
    request: Request, asking: Asking, known: RatingCase, form: Mapping[str, str], faults: Sequence[Fault] = ()
) -> Response:
    case_id = known.case.id
    assert case_id is not None, "a case that was read has an id"
    asking.close()
    return shown(
        request, "ratings/choice.html", status=422 if faults else 200, case_id=case_id, number=known.case.number,
        known=known, typed={name: form.get(name, "") for name in _FIELDS}, faults=list(faults), chosen_as=chosen_as,
        respondents=Respondent, subjects=RatingSubject, phases=Phase, looks=LOOKS,
        tongues=RATING_LANGUAGES, sessions=session_choices(known.case, form.get("session", "")),
    )
