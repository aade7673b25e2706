"""Förslag om lex Sarah: what the journals and the logs suggest a report by, and the answer that a person gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.http.dependencies import LoggedIn
from api.lex_sarah_reading import LexSarahReader
from api.suggestion_reading import SuggestionReader
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Fault, Form, go_to
from api.web.pages.review_frame import address_of, may_write, question_in, reviewed, start_in, units_in, word_in
from api.web.pages.submitting import Submitted, new_key, submit
from domain.base import Purpose
from domain.errors import NotFoundError
from domain.suggestion.codes import SuggestionAnswer, SuggestionKind
from domain.suggestion.suggestion import SuggestionKey

router = APIRouter(include_in_schema=False)

SUGGESTIONS = f"GET {API}/completeness/suggestions"
_LIST = "/review/suggestions"
_WRITE = "/suggestion-answers"
_A_PAGE = 25
_NAMED = ("kind", "ground", "stream", "since")


@router.get(_LIST)
def suggestions(request: Request, account: LoggedIn) -> Response:
    """Förslagen, de obesvarade först."""
    asking, question, after = Asking(request, account), question_in(request), start_in(request)
    is_answered = word_in(request, "answered") == "1"
    answer, following = SuggestionReader(asking.reader(SUGGESTIONS), account, waits=False).suggestions(
        known_at=question.known_at, valid_at=word_in(request, "day"), unit=question.unit, answered=is_answered, limit=_A_PAGE,
        after=after,
    )
    found = answer.document
    fixed = {"known_at": found["known_at"], "day": found["day"], "unit": question.unit, "answered": "1" if is_answered else None}
    return reviewed(
        request, asking, "suggestions", question=question, found=found, units=units_in(asking), answered=is_answered,
        may_answer=may_write(account, _WRITE) and question.known_at is None, answer_address=_answer_address,
        first_href=question.address(_LIST, answered=fixed["answered"]) if after else None,
        next_href=None if following is None else address_of(_LIST, **fixed, after=following),
    )


@router.get(_LIST + "/answer")
def answer_form(request: Request, account: LoggedIn) -> Response:
    """Besvara ett förslag."""
    return _form(request, account, {name: word_in(request, name) or "" for name in _NAMED}, None, {})


@router.post(_LIST + "/answer")
def record_answer(request: Request, form: Form, account: LoggedIn) -> Response:
    """Spara svaret."""
    named = {name: form.get(name, "") for name in _NAMED}
    faults = [] if form.get("suggestion_answer") else [Fault("suggestion_answer", "Välj ett svar")]
    submitted = Submitted(None, faults) if faults else submit(request, account, _WRITE, {}, _body(form, named), form)
    if submitted.written is None:
        return _form(request, account, named, submitted, form)
    return go_to(f"{_LIST}?done=saved")


def _body(form: Mapping[str, str], named: Mapping[str, str]) -> dict[str, Any]:
    typed = ("suggestion_answer", "lex_sarah_report_id", "suggestion_reason", "answered_on", "suggestion_answered_by_id")
    return {
        "suggestion_kind": named["kind"], "suggestion_ground": named["ground"], "about_stream_id": named["stream"],
        "missing_since": named["since"], **{name: form[name].strip() for name in typed if form.get(name, "").strip()},
    }


def _form(
    request: Request, account: Account, named: Mapping[str, str], submitted: Submitted | None, kept: Mapping[str, str]
) -> Response:
    asking = Asking(request, account)
    found = SuggestionReader(
        asking.reader(SUGGESTIONS), account, waits=request.method == "POST"
    ).one(_key_of(named)).document
    reports, _ = LexSarahReader(
        asking.reader(f"GET {API}/lex-sarah-reports", Purpose.LEX_SARAH), account, asking.access.place()
    ).reports()
    staff = asking.reader(f"GET {API}/staff").register("staff")[0].document["staff"]
    begun = {
        "answered_on": found["day"],
        "suggestion_answered_by_id": None if account.staff is None else str(account.staff),
    }
    return reviewed(
        request, asking, "suggestion_answer", status=200 if submitted is None else submitted.status,
        faults=[] if submitted is None else submitted.faults, suggestion=found["suggestion"], named=named,
        answers={each.value: each.swedish for each in SuggestionAnswer}, reports=reports.document["lex_sarah_reports"],
        staff=sorted(staff, key=lambda each: each["name"]), kept=kept or begun, key=kept.get("key") or new_key(),
    )


def _key_of(named: Mapping[str, str]) -> SuggestionKey:
    """What a suggestion is answered by, out of an address or a form.

    Raises:
        NotFoundError: It names none.
    """
    try:
        return SuggestionKey(
            SuggestionKind(named["kind"]), named["ground"], UUID(named["stream"]), date.fromisoformat(named["since"])
        )
    except ValueError:
        raise NotFoundError("Adressen gäller inget förslag. Se listan över förslag.") from None


def _answer_address(suggestion: Mapping[str, Any]) -> str:
    return address_of(f"{_LIST}/answer", **{name: suggestion[name] for name in _NAMED})
