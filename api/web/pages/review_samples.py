"""Stickprov: what is to be drawn, the draw, how easily it misses what is wrong, and the draw done again on screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.http.dependencies import LoggedIn
from api.sample_reading import SampleReader
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Fault, Form, go_to
from api.web.pages.review_frame import may_write, question_in, reviewed, unit_names, units_in
from api.web.pages.submitting import WHOLE_FORM, Submitted, new_key, submit
from domain.sampling.codes import SamplePopulation, Stratum

router = APIRouter(include_in_schema=False)

_LIST = "/review/samples"
_ONE = f"GET {API}/samples/{{sample_id}}"
_RULE, _DRAW = "/samples", "/samples/{sample_id}/draws"
_STRATA = [each for each in Stratum if each is not Stratum.OTHER]
_TYPED = ("unit", "population", "review_from", "review_to", "sample_size", "sample_purpose", "reviewed_by")

_WANTED = {
    "unit": "Välj enhet", "population": "Välj vilka ärenden", "review_from": "Ange periodens första dag",
    "review_to": "Ange periodens sista dag", "sample_size": "Ange hur många journaler, med siffror",
    "sample_purpose": "Skriv vad som ska bedömas", "reviewed_by": "Skriv vilken roll som läser",
}


@router.get(_LIST)
def samples(request: Request, account: LoggedIn) -> Response:
    """Stickproven."""
    asking, question = Asking(request, account), question_in(request)
    found = asking.reader(f"GET {API}/samples").register("samples", known_at=question.known_at)[0].document
    return reviewed(
        request, asking, "samples", question=question, found=found, samples=found["samples"][::-1], names=unit_names(asking),
        may_draw=may_write(account, _RULE),
    )


@router.get(_LIST + "/new")
def new_sample(request: Request, account: LoggedIn) -> Response:
    """Anteckna en urvalsregel."""
    return _rule_form(request, account, None, {})


@router.post(_LIST + "/new")
def record_rule(request: Request, form: Form, account: LoggedIn) -> Response:
    """Spara urvalsregeln; dragningen görs på dess sida."""
    body = {name: form[name].strip() for name in _TYPED if form.get(name, "").strip()}
    if body.get("sample_size", "").isdecimal():
        body["sample_size"] = int(body["sample_size"])
    submitted = submit(request, account, _RULE, {}, {**body, "strata_order": _strata(form)}, form)
    if submitted.written is None:
        return _rule_form(request, account, submitted, form)
    return go_to(f"{_LIST}/{submitted.written.document['stream']}?done=saved")


@router.get(_LIST + "/{sample_id}")
def sample(request: Request, account: LoggedIn, sample_id: UUID) -> Response:
    """Ett stickprov."""
    return _sample(request, account, sample_id, None, {})


@router.post(_LIST + "/{sample_id}")
def draw(request: Request, form: Form, account: LoggedIn, sample_id: UUID) -> Response:
    """Dra stickprovet."""
    seed = form.get("seed", "").strip()
    submitted = submit(request, account, _DRAW, {"sample_id": sample_id}, {"seed": seed} if seed else {}, form)
    if submitted.written is None:
        return _sample(request, account, sample_id, submitted, form)
    return go_to(f"{_LIST}/{sample_id}?done=saved")


@router.get(_LIST + "/{sample_id}/verification")
def sample_again(request: Request, account: LoggedIn, sample_id: UUID) -> Response:
    """Dragningen gjord om."""
    asking, question = Asking(request, account), question_in(request)
    answer = SampleReader(asking.reader(f"{_ONE}/verification")).again(sample_id, known_at=question.known_at)
    return reviewed(
        request, asking, "sample_again", question=question, found=answer.document, sample_id=sample_id,
        numbers=_numbers(asking, answer), drawn=answer.document["drawn"],
    )


def _sample(
    request: Request, account: Account, sample_id: UUID, submitted: Submitted | None, kept: Mapping[str, str]
) -> Response:
    asking, question = Asking(request, account), question_in(request)
    reader = SampleReader(asking.reader(_ONE))
    answer = reader.sample(sample_id, known_at=question.known_at)
    found = answer.document
    return reviewed(
        request, asking, "sample", status=200 if submitted is None else submitted.status,
        faults=[] if submitted is None else _at_the_seed(submitted), question=question, found=found, rule=found["rule"],
        drawn=found["drawn"], frame=found["frame"], sample_id=sample_id, numbers=_numbers(asking, answer),
        names=unit_names(asking), may_start=may_write(account, "/journal-reviews"),
        may_draw=may_write(account, _DRAW) and answer.shown.waits and question.known_at is None,
        kept=kept, key=kept.get("key") or new_key(), seen=found["version"],
    )


def _rule_form(request: Request, account: Account, submitted: Submitted | None, kept: Mapping[str, str]) -> Response:
    asking = Asking(request, account)
    return reviewed(
        request, asking, "sample_new", status=200 if submitted is None else submitted.status,
        faults=[] if submitted is None else _worded(submitted), units=units_in(asking), populations=list(SamplePopulation),
        strata=_STRATA, chosen=_strata(kept), kept=kept, key=kept.get("key") or new_key(), today=asking.today,
    )


def _strata(form: Mapping[str, str]) -> list[str]:
    """The groups of risk that were ticked, in the order that the form has them."""
    return [each.value for each in _STRATA if form.get(f"stratum-{each.value}")]


def _numbers(asking: Asking, answer: Any) -> dict[str, str]:
    reader = SampleReader(asking.reader(_ONE))
    return {str(key): number for key, number in reader.numbers(answer.shown, answer.document["known_at"]).items()}


def _worded(submitted: Submitted) -> list[Fault]:
    """What is wrong with each field, in words of its own."""
    return [fault._replace(text=_WANTED.get(fault.field, fault.text)) for fault in submitted.faults]


def _at_the_seed(submitted: Submitted) -> list[Fault]:
    """What a draw is refused for is told where the seed is typed: there is no other field."""
    return [fault._replace(field="seed") if fault.field == WHOLE_FORM else fault for fault in submitted.faults]

