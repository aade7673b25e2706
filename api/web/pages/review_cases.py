"""Ärendegenomgång: what each open case is to take up, and going through them one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.case_review_reading import CaseReviewReader
from api.http.dependencies import LoggedIn
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Fault, Form, go_to, target_of
from api.web.pages.review_frame import address_of, question_in, reviewed, units_in, word_in
from api.web.pages.submitting import Submitted, new_key, submit
from domain.case.review.codes import ReviewAnswer, ReviewQuestion
from domain.completeness.codes import Status
from domain.errors import InvalidValueError
from projections.case_reviews import RULES_OF

router = APIRouter(include_in_schema=False)

PREPARED = f"GET {API}/case-reviews/prepared"
_LIST = "/review/case-reviews"
_WRITE = "/cases/{case_id}/reviews"
_A_PAGE = 8
_DAYS_AHEAD = 6
_OTHER = "other"
ANSWERS = {each.value: each.swedish for each in ReviewAnswer}


class Asked(NamedTuple):
    """A standing question, with what the rules find that bears on it."""

    value: str
    text: str
    found: list[dict[str, Any]]


@router.get(_LIST)
def case_reviews(request: Request, account: LoggedIn) -> Response:
    """De öppna ärendena, det som ska gås igenom först överst."""
    asking, question = Asking(request, account), question_in(request)
    answer, following = CaseReviewReader(asking.reader(PREPARED), account, waits=False).prepared(
        known_at=question.known_at, valid_at=word_in(request, "day"), unit=question.unit, days=_DAYS_AHEAD, limit=_A_PAGE,
        after=_case_in(request),
    )
    found = answer.document
    fixed = {"known_at": found["known_at"], "day": found["day"], "unit": question.unit}
    return reviewed(
        request, asking, "case_reviews", question=question, found=found, units=units_in(asking), taken_up=taken_up,
        may_review=account.role.writes and question.known_at is None,
        first_href=question.address(_LIST) if word_in(request, "after") else None,
        next_href=None if following is None else address_of(_LIST, **fixed, after=following),
    )


@router.get(_LIST + "/{case_id}")
def case_review(request: Request, account: LoggedIn, case_id: UUID) -> Response:
    """Gå igenom ett ärende."""
    asking = Asking(request, account, case_id)
    asking.require_not_erased(case_id)
    return _form(request, asking, case_id, None, {})


@router.post(_LIST + "/{case_id}")
def record_case_review(request: Request, form: Form, account: LoggedIn, case_id: UUID) -> Response:
    """Spara genomgången, och gå till nästa ärende."""
    faults = list(_faults(form))
    submitted = Submitted(None, faults) if faults else submit(request, account, _WRITE, {"case_id": case_id}, body_of(form), form)
    if submitted.written is None:
        return _form(request, Asking(request, account, case_id), case_id, submitted, form)
    target = target_of(form.get("next"))
    return go_to(f"{target if target != '/' and form.get('then') == 'next' else _LIST}?done=saved")


def body_of(form: Mapping[str, str]) -> dict[str, Any]:
    """What a form says, as the write's body; what was left empty is not there."""
    measures = [
        {"question": None if name == _OTHER else name, "measure": text, "measure_due_on": form.get(f"due-{name}", "").strip()}
        for name in (*(each.value for each in ReviewQuestion), _OTHER)
        if (text := form.get(f"measure-{name}", "").strip())
    ]
    plain = ("reviewed_on", "led_by_id", "presented_by_id", "assessment", "next_review_on", "longer_interval_reason")
    given = {name: form[name].strip() for name in plain if form.get(name, "").strip()}
    answers = [
        {"question": each.value, "answer": answer} for each in ReviewQuestion if (answer := form.get(f"answer-{each.value}"))
    ]
    return {**given, "standing_answers": answers, "agreed_measures": measures}


def taken_up(case: Mapping[str, Any]) -> dict[str, Any]:
    """What is to be taken up in a case: what is missing still, and how much has been late; what was late stays late."""
    missing = [each for each in case["missing"] if each["status"] == Status.GAP]
    return {
        "missing": missing, "late": len(case["missing"]) - len(missing),
        "to_do": [each for each in case["to_do"] if each["kind"] != "review_case"],
    }


def questions_of(case: Mapping[str, Any]) -> list[Asked]:
    """The standing questions, each with what is missing still by the rules that bear on it."""
    missing = taken_up(case)["missing"]
    return [
        Asked(each.value, each.swedish, [one for one in missing if one["rule"] in RULES_OF[each]]) for each in ReviewQuestion
    ]


def _faults(form: Mapping[str, str]) -> Iterator[Fault]:
    """What a form lacks; whether what it says can be recorded is for the decision to judge."""
    for name, text in (("reviewed_on", "Ange vilken dag ni gick igenom ärendet"), ("led_by_id", "Välj vem som ledde genomgången"),
                       ("presented_by_id", "Välj vem som föredrog ärendet")):
        if not form.get(name, "").strip():
            yield Fault(name, text)
    for each in ReviewQuestion:
        if form.get(f"answer-{each.value}") not in ANSWERS:
            yield Fault(f"answer-{each.value}", f"Svara på frågan: {each.swedish}")
    for name in (*(each.value for each in ReviewQuestion), _OTHER):
        measure, due = (form.get(f"{part}-{name}", "").strip() for part in ("measure", "due"))
        if measure and not due:
            yield Fault(f"due-{name}", "Ange till vilken dag åtgärden ska vara gjord")
        elif due and not measure:
            yield Fault(f"measure-{name}", "Skriv vad som ska göras till den dagen")
        elif form.get(f"answer-{name}") == ReviewAnswer.NO and not measure:
            yield Fault(f"measure-{name}", "Svaret är nej. Skriv vad som ska göras åt det")


def _form(
    request: Request, asking: Asking, case_id: UUID, submitted: Submitted | None, kept: Mapping[str, str]
) -> Response:
    answer, following = CaseReviewReader(asking.reader(PREPARED), asking.account).one(case_id, days=_DAYS_AHEAD)
    case = asking.case_reader().case(case_id)
    staff = asking.reader(f"GET {API}/staff").register("staff")[0].document["staff"]
    found = answer.document
    own = None if asking.account.staff is None else str(asking.account.staff)
    responsible = case.document["cases"][0]["responsible"]
    # Whoever is told that somebody else has written since has seen it when they send the form again.
    seen = case.version if submitted is None or submitted.stale is not None else kept.get("seen")
    begun = {"reviewed_on": found["day"], "led_by_id": own, "presented_by_id": (responsible or {}).get("id")}
    return reviewed(
        request, asking, "case_review", status=200 if submitted is None else submitted.status,
        faults=[] if submitted is None else submitted.faults, found=found, case=found["cases"][0], case_id=case_id,
        taken=taken_up(found["cases"][0]), questions=questions_of(found["cases"][0]), answers=ANSWERS,
        staff=sorted(staff, key=lambda each: each["name"]), kept=kept or begun, key=kept.get("key") or new_key(),
        seen=seen, stale=submitted is not None and submitted.stale is not None, following=following,
        following_href=following and f"{_LIST}/{following}",
    )


def _case_in(request: Request) -> UUID | None:
    text = word_in(request, "after")
    try:
        return None if text is None else UUID(text)
    except ValueError:
        raise InvalidValueError("Sidan finns inte. Börja om från början av listan.") from None
