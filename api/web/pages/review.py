"""Journalgranskning: what the rules find in all journals, what one rule finds, and everything that is found in one journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.completeness_overview import OverviewReader
from api.http.dependencies import LoggedIn
from api.reading import Answer
from api.web.pages.asking import API, Asking
from api.web.pages.review_evidence import Shown, events_by_position, evidence_of
from api.web.pages.review_frame import Question, address_of, question_in, reviewed, start_in, units_in, word_in
from domain.completeness.codes import Status
from domain.errors import InvalidValueError
from projections.completeness import MISSING
from projections.rule_families import FAMILIES

router = APIRouter(include_in_schema=False)

COMPLETENESS = f"GET {API}/completeness"
_A_PAGE = 40
_MISSING = "missing"
STATUSES = {_MISSING: "saknas eller sent", **{each.value: each.swedish for each in Status if each is not Status.NOT_APPLICABLE}}


class Family(NamedTuple):
    """Rules of one part of the journal."""

    name: str
    rules: list[dict[str, Any]]


@router.get("/review")
def review(request: Request, account: LoggedIn) -> Response:
    """Alla journaler, regel för regel."""
    asking, question = Asking(request, account), question_in(request)
    reader = OverviewReader(asking.reader(COMPLETENESS), account, waits=False)
    found = reader.overview(known_at=question.known_at, unit=question.unit).document
    family, status = _chosen(request, "family", FAMILIES), _chosen(request, "status", STATUSES)
    rules = [each for each in found["rules"] if family in (None, each["family"]) and _has(each, status)]
    asked = [each for each in rules if _is_asked(each)]
    return reviewed(
        request, asking, "overview", question=question, found=found, totals=totals_of(found["rules"]),
        families=list(by_family(asked)), aside=[each for each in rules if not _is_asked(each)], units=units_in(asking),
        family_names=FAMILIES, status_names=STATUSES, family=family, wanted=status,
        exports=_exports(asking, question, found, None),
    )


@router.get("/review/rules/{rule}")
def review_rule(request: Request, account: LoggedIn, rule: str) -> Response:
    """En regel: vad den kräver, och var något saknas."""
    asking, question = Asking(request, account), question_in(request)
    after = start_in(request)
    reader = OverviewReader(asking.reader(COMPLETENESS), account, waits=False)
    status, answer, following = _found_by(reader, request, rule, question, after)
    found = answer.document
    fixed = {"known_at": found["known_at"], "day": found["day"], "status": status, "unit": question.unit}
    path = f"/review/rules/{rule}"
    return reviewed(
        request, asking, "rule", question=question, found=found, counts=found["rules"][0], rule=rule, units=units_in(asking),
        wanted=status, status_names=STATUSES, family_name=FAMILIES[found["family"]],
        first_href=address_of(path, **{**fixed, "known_at": question.known_at, "day": None}) if after else None,
        next_href=None if following is None else address_of(path, **fixed, after=following),
        exports=_exports(asking, question, found, rule),
    )


@router.get("/review/cases/{case_id}")
def review_case(request: Request, account: LoggedIn, case_id: UUID) -> Response:
    """Ett ärendes journal: allt som reglerna säger om den, och vad som visar det."""
    asking, question = Asking(request, account, case_id), question_in(request)
    reader = OverviewReader(asking.reader(f"GET {API}/cases/{{case_id}}/completeness"), account)
    found = reader.of_case(case_id, known_at=question.known_at).document
    timeline = asking.reader(f"GET {API}/cases/{{case_id}}/timeline").timeline(case_id, known_at=str(found["known_at"])).document
    events = events_by_position(timeline["items"])
    shown = [Shown(each, evidence_of(each, events)) for each in found["findings"]]
    says = {each["rule"]: each for each in found["rules"]}
    return reviewed(
        request, asking, "case", question=question, found=found, says=says, case_id=case_id,
        missing=[each for each in shown if each.finding["status"] in MISSING],
        unknown=[each for each in shown if each.finding["status"] == Status.UNKNOWN],
        exempt=[each for each in shown if each.finding["status"] == Status.EXEMPT],
        in_order=[each for each in found["rules"] if each["status"] == Status.OK],
        counts={status: sum(each["status"] == status for each in found["rules"]) for status in Status},
    )


def totals_of(rules: Iterable[dict[str, Any]]) -> dict[str, int]:
    """How many judgements, each of a case by a rule, came out how; and how many rules found nothing missing or late."""
    rows = list(rules)
    asked = [each for each in rows if _is_asked(each)]
    return {
        **{status.value: sum(each[status.value] for each in rows) for status in Status},
        "rules": len(asked), "rules_in_order": sum(not any(each[status.value] for status in MISSING) for each in asked),
    }


def by_family(rules: Iterable[dict[str, Any]]) -> Iterable[Family]:
    """The rules of each family, those that are left out."""
    rows = list(rules)
    for family, name in FAMILIES.items():
        own = [each for each in rows if each["family"] == family]
        if own:
            yield Family(name, own)


def _is_asked(rule: dict[str, Any]) -> bool:
    """Whether a rule judged anything: one that waits for something, or holds for no case, is told of aside."""
    judged = (status for status in Status if status is not Status.NOT_APPLICABLE)
    return rule["waits_for"] is None and any(rule[status.value] for status in judged)


def _has(rule: dict[str, Any], status: str | None) -> bool:
    if status is None:
        return True
    return any(rule[each.value] for each in MISSING) if status == _MISSING else bool(rule[status])


def _chosen(request: Request, name: str, known: Iterable[str]) -> str | None:
    chosen = word_in(request, name)
    if chosen is not None and chosen not in known:
        raise InvalidValueError("Urvalet finns inte. Välj i listan.")
    return chosen


def _found_by(
    reader: OverviewReader, request: Request, rule: str, question: Question, after: int
) -> tuple[str, Answer, int | None]:
    """What a rule finds: what is missing still, unless something else is asked for or nothing is."""
    chosen = _chosen(request, "status", STATUSES)
    # What is missing can be mended; where nothing is, what has been late is all that there is to see.
    for status in (Status.GAP.value, _MISSING) if chosen is None else (chosen,):
        answer, following = reader.of_rule(
            rule, known_at=question.known_at, valid_at=word_in(request, "day"), unit=question.unit,
            statuses=MISSING if status == _MISSING else (Status(status),), limit=_A_PAGE, after=after,
        )
        if answer.document["findings"]:
            break
    return status, answer, following


def _exports(asking: Asking, question: Question, found: dict[str, Any], rule: str | None) -> dict[str, str]:
    """The same as files, for whoever may have them; as known at this very size."""
    forms = [each for each in ("xlsx", "pdf") if asking.may(f"{COMPLETENESS}/export.{each}")]
    asked = {"known_at": found["known_at"], "valid_at": found["day"], "unit": question.unit, "rule": rule}
    return {each: address_of(f"{API}/completeness/export.{each}", **asked) for each in forms}
