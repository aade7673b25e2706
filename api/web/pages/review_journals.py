"""Granskningar: what people found in journals that no rule can judge, journal by journal, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.completeness_reading import CompletenessReader
from api.control_reading import JournalReviewReader
from api.http.dependencies import LoggedIn
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Form, go_to
from api.web.pages.review_frame import address_of, may_write, question_in, reviewed, start_in, unit_names, word_in
from api.web.pages.submitting import Submitted, new_key, submit
from domain.completeness.codes import Severity
from domain.journal_review.codes import FindingState, JournalQuestion
from projections.journal_reviews import found_by_question

router = APIRouter(include_in_schema=False)

_LIST = "/review/journal-reviews"
_A_PAGE = 30
_ONE = f"GET {API}/journal-reviews/{{review_id}}"
_FINDING = "/journal-reviews/{review_id}/findings"
_WANTED = {
    "journal_question": "Välj vilken fråga det gäller", "severity": "Välj vad det rör",
    "observation": "Skriv vad du ser i journalen", "evidence_positions": "Välj bland journalens händelser",
}


@router.get(_LIST)
def journal_reviews(request: Request, account: LoggedIn) -> Response:
    """Granskningarna av journaler."""
    asking, question = Asking(request, account), question_in(request)
    found = asking.reader(f"GET {API}/journal-reviews").register("journal-reviews", known_at=question.known_at)[0].document
    return reviewed(
        request, asking, "journal_reviews", question=question, found=found, reviews=found["journal_reviews"][::-1],
        names=unit_names(asking), may_start=may_write(account, "/journal-reviews"),
    )


@router.get(_LIST + "/{review_id}")
def journal_review(request: Request, account: LoggedIn, review_id: UUID) -> Response:
    """En granskning: journalerna, iakttagelserna och vad som blev av dem."""
    asking, question = Asking(request, account), question_in(request)
    reader = JournalReviewReader(asking.reader(_ONE), account)
    answer = reader.review(review_id, known_at=question.known_at)
    found = answer.document
    state, after, path = word_in(request, "state"), start_in(request), f"{_LIST}/{review_id}"
    chosen = [each for each in found["findings"] if state in (None, each["state"])]
    following = after + _A_PAGE if len(chosen) > after + _A_PAGE else None
    return reviewed(
        request, asking, "journal_review", question=question, found=found, review_id=review_id, names=unit_names(asking),
        findings=chosen[after : after + _A_PAGE], state=state, states={each.value: each.swedish for each in FindingState},
        rule_names=_rule_names(asking, account, found["size"]), found_in=Counter(each["case"] for each in found["findings"]),
        first_href=question.address(path, state=state) if after else None,
        next_href=None if following is None else address_of(path, known_at=found["known_at"], state=state, after=following),
        numbers={str(key): number for key, number in reader.numbers(answer.shown, found["known_at"]).items()},
        may_find=may_write(account, _FINDING), may_answer=may_write(account, f"{_FINDING}/{{finding_id}}/answers"),
        is_open=found["closed"] is None and found["withdrawn"] is None and question.known_at is None,
    )


@router.get(_LIST + "/{review_id}/cases/{case_id}")
def reviewed_journal(request: Request, account: LoggedIn, review_id: UUID, case_id: UUID) -> Response:
    """En journal i granskningen: fråga för fråga."""
    return _journal(request, account, review_id, case_id, None, {})


@router.post(_LIST + "/{review_id}/cases/{case_id}")
def record_finding(request: Request, form: Form, account: LoggedIn, review_id: UUID, case_id: UUID) -> Response:
    """Anteckna en iakttagelse i journalen."""
    body: dict[str, Any] = {"case_id": str(case_id), "evidence_positions": _positions(form)}
    body |= {name: form[name].strip() for name in ("journal_question", "severity", "observation") if form.get(name, "").strip()}
    submitted = submit(request, account, _FINDING, {"review_id": review_id}, body, form)
    if submitted.written is None:
        return _journal(request, account, review_id, case_id, submitted, form)
    return go_to(f"{_LIST}/{review_id}/cases/{case_id}?done=saved")


def _journal(
    request: Request, account: Account, review_id: UUID, case_id: UUID, submitted: Submitted | None, kept: Mapping[str, str]
) -> Response:
    asking = Asking(request, account, case_id)
    answer = JournalReviewReader(asking.reader(_ONE), account).review(review_id)
    found = answer.document
    # The journal as the review took it in: what was written since is not what is reviewed.
    timeline = asking.reader(f"GET {API}/cases/{{case_id}}/timeline").timeline(case_id, known_at=str(found["size"])).document
    faults = [] if submitted is None else [each._replace(text=_WANTED.get(each.field, each.text)) for each in submitted.faults]
    return reviewed(
        request, asking, "journal", status=200 if submitted is None else submitted.status, faults=faults, found=found,
        review_id=review_id, case_id=case_id, number=timeline["number"], kept=kept, key=kept.get("key") or new_key(),
        seen=found["version"], questions=found_by_question(found["findings"], case_id), severities=list(Severity),
        words={each.value: each.swedish for each in JournalQuestion},
        notes=[each for each in timeline["items"] if each["texts"] and not each["struck"]],
        is_open=found["closed"] is None and found["withdrawn"] is None and may_write(account, _FINDING),
        stale=submitted is not None and submitted.stale is not None,
    )


def _rule_names(asking: Asking, account: Account, size: int) -> dict[str, str]:
    """What the rules were called when the review took their findings, by id."""
    reader = CompletenessReader(asking.reader(f"GET {API}/completeness/rules"), account)
    rules = reader.rules(known_at=str(size)).document["rules"]
    said = {each["rule"]: each["in_force"][0]["says"] for each in rules if each["in_force"]}
    return {rule: says["name"] for rule, says in said.items() if says is not None}


def _positions(form: Mapping[str, str]) -> list[int | str]:
    """The event that shows it, if one was chosen; what is no number is left for the write to refuse."""
    text = form.get("evidence_positions", "").strip()
    return [] if not text else [int(text) if text.isascii() and text.isdecimal() else text]
