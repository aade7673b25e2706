"""Begäran om handlingar: those of a case, one of them with all its steps, and what is handed out by its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID, uuid5

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.disclosure_reading import handling_in
from api.http.dependencies import BoardQuery, LoggedIn
from api.http.record_extract_routes import acting_by_key, fetch
from api.record_extract import extracts_about, hand_out_extract, told_by
from api.web.forms.addresses import address_of
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.pages.lex_sarah_steps import Link
from api.web.pages.records_review import REVIEWS, paged
from api.web.pages.submitting import SEEN_FIELD, key_of, new_key, shape_of_write, submit
from api.web.pages.timeline_view import sentence
from api.web.refusals import refusal
from api.web.texts import _
from api.write_rights import may_write
from domain.case.case import Case
from domain.case.disclosure.codes import (
    DecisionLevel,
    DisclosureBasis,
    DisclosureForm,
    DisclosureKind,
    DisclosureOutcome,
    IdentityCheck,
    Ruling,
    SecrecyGround,
)
from domain.case.disclosure.handling import GOES_OUT, NOTHING_WITHHELD, Handling
from domain.case.disclosure.unmasking import person_asking, shield_of
from domain.errors import DomainError, NotAllowedError
from domain.record_extract.extract import Released, released_to
from projections.areas.parties import document as parties_document
from projections.evidence.pages import rows_of

router = APIRouter(include_in_schema=False)

OF_CASE = "/cases/{case_id}/records-requests"
ONE = OF_CASE + "/{request_id}"
REQUESTS = "/cases/{case_id}/disclosure-requests"
_ANSWERS, _APPEALS = REQUESTS + "/{request_id}/answers", "/cases/{case_id}/disclosure-appeals"
_DISCLOSED = "/cases/{case_id}/disclosed-extracts"
_QUESTION = f"GET {API}/cases/{{case_id}}/record/{{area}}"
_EXTRACT = f"POST {API}/cases/{{case_id}}/record-extracts"
_EXTRACTS = f"GET {API}/record-extracts"
_BASES = {
    DisclosureKind.PARTY_ACCESS: DisclosureBasis.PARTY, DisclosureKind.REGISTER_EXTRACT: DisclosureBasis.DATA_ACCESS,
    DisclosureKind.PUBLIC_RECORD: DisclosureBasis.PUBLIC_RECORD,
}


class Tried(NamedTuple):
    """What a review came to.

    Args:
        grounds: (Rule, how many pieces are kept back by it).
        outcome: The answer that it bears.
    """

    kept: int
    masked: int
    unmasked: int
    grounds: Sequence[tuple[str, int]]
    outcome: DisclosureOutcome


@router.get(OF_CASE)
def requests_page(request: Request, case_id: UUID, account: LoggedIn) -> Response:
    """Alla begäran om handlingar i ärendet, och det som har lämnats ut."""
    asking = Asking(request, account, case_id)
    case = asking.reader(_QUESTION).record(case_id, "disclosure").shown
    extracts = extracts_about(asking.reader(_EXTRACTS), case_id) if asking.may(_EXTRACTS) else []
    asking.close()
    return shown(
        request, "records/requests.html", case_id=case_id, number=case.number, people=people_of(case), today=asking.today,
        handlings=list(reversed(case.disclosure.handlings.values())), extracts=extracts, may_fetch=asking.may(_EXTRACT),
        begin=_form(account, REQUESTS, {"case_id": case_id}, OF_CASE.format(case_id=case_id)),
    )


@router.get(ONE)
def request_page(request: Request, case_id: UUID, request_id: UUID, account: LoggedIn) -> Response:
    """En begäran med sina steg."""
    return _One(request, account, case_id, request_id).shown({"key": new_key()})


@router.get(ONE + "/extract")
def preview_page(request: Request, case_id: UUID, request_id: UUID, account: LoggedIn, page: int = 1) -> Response:
    """Utdraget som det skulle lämnas ut nu."""
    asking = Asking(request, account, case_id)
    reader = asking.reader(_EXTRACT)
    case = reader.record(case_id, "disclosure").shown
    released, why_not = released_in(case, handling_in(case, request_id))
    if released is None:
        raise NotAllowedError(why_not)
    told = told_by(reader, case_id, released)
    asking.close()
    return shown(
        request, "records/preview.html", case_id=case_id, request_id=request_id, number=case.number, told=told,
        **paged(rows_of(told.items), page),
    )


@router.post(ONE + "/extract")
def hand_out(request: Request, case_id: UUID, request_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Registrera att utdraget lämnas ut, till vem och hur; filen hämtas sedan."""
    one = _One(request, account, case_id, request_id)
    faults = one.hand_out(form)
    return one.shown(form, faults) if faults else go_to(f"{one.here}?done=extract_handed_out#extracts")


@router.get("/record-extracts/{extract_id}/file")
def extract_file(request: Request, extract_id: UUID, account: LoggedIn) -> Response:
    """Filen till ett utlämnat utdrag, gjord på nytt."""
    return fetch(request, account, extract_id, BoardQuery())


class _One:
    """One request, as its page shows it and hands out by it."""

    def __init__(self, request: Request, account: Account, case_id: UUID, request_id: UUID) -> None:
        self._request, self._account, self._case_id = request, account, case_id
        self._asking = Asking(request, account, case_id)
        self._case: Case = self._asking.reader(_QUESTION).record(case_id, "disclosure").shown
        self._handling = handling_in(self._case, request_id)
        self.here = ONE.format(case_id=case_id, request_id=request_id)

    def shown(self, form: Mapping[str, str], faults: Sequence[Fault] = ()) -> Response:
        """The page, once what it shows is in the access log."""
        handling, case, asking = self._handling, self._case, self._asking
        released, why_not = released_in(case, handling)
        review, shield = handling.review, shield_of(case, handling)
        extracts = extracts_about(asking.reader(_EXTRACTS), self._case_id) if asking.may(_EXTRACTS) else []
        decision = None if handling.decision is None else str(handling.decision.entry_id)
        asking.close()
        today = asking.today
        return shown(
            self._request, "records/request.html", status=422 if faults else 200, case_id=self._case_id, number=case.number,
            home=self.here, handling=handling, asked=handling.request, person=person_asking(case, handling),
            people=people_of(case), shielded=shield is not None and shield.stands, today=today,
            tried=None if review is None else tried_by(review), released=released, why_not=why_not,
            withheld=handling.decision is not None and handling.decision.disclosure_outcome not in NOTHING_WITHHELD,
            may_review=may_write(self._account.role, shape_of_write(REVIEWS)), may_hand_out=asking.may(_EXTRACT),
            by_hand=next(self._by_hand(), None),
            answers=list(self._answer_forms()), appeals=list(self._appeal_forms()), seen=case.version,
            extracts=[each for each in extracts if each[0]["answer"] == decision], form={**self._usual(today), **form},
            faults=list(faults), forms=_options(DisclosureForm), checks=_options(IdentityCheck),
            strike=_form(self._account, "/cases/{case_id}/strikings", {"case_id": self._case_id}, self.here),
        )

    def hand_out(self, form: Mapping[str, str]) -> Sequence[Fault]:
        """Record that the extract goes out: in the case how and to whom, and beside it the file's hash; else what is wrong."""
        released, why_not = released_in(self._case, self._handling)
        person, decision = person_asking(self._case, self._handling), self._handling.decision
        if released is None or person is None or decision is None:
            return [Fault("form", why_not)]
        key, reader = key_of(form), self._asking.reader(_EXTRACT)
        if self._handling.extract_of(decision.entry_id) is None:
            body = {
                "decision_id": str(decision.entry_id), "disclosed_on": form.get("disclosed_on", ""),
                "recipient_name": form.get("recipient_name", "").strip() or None,
                "disclosure_basis": _BASES[self._handling.kind].value, "disclosure_form": form.get("disclosure_form", ""),
                "identity_check": form.get("identity_check", ""), "fee_kronor": _kronor(form.get("fee_kronor", "")),
            }
            told = submit(
                self._request, self._account, _DISCLOSED, {"case_id": self._case_id}, body, {**form, SEEN_FIELD: "*"}
            )
            if told.written is None:
                return told.faults
        try:
            hand_out_extract(reader, self._case_id, person, acting_by_key(self._asking.board, self._account, uuid5(key, "file")))
        except DomainError as refused:
            return [Fault("form", refusal(refused))]
        self._asking.close()
        return ()

    def _usual(self, today: date | None) -> dict[str, str]:
        name = self._handling.request.requester_name or ""
        return {
            "disclosed_on": "" if today is None else today.isoformat(), "recipient_name": name,
            "disclosure_form": DisclosureForm.PAPER_COPY.value, "identity_check": "", "fee_kronor": "0",
        }

    def _answer_forms(self) -> Iterator[Link]:
        """What the review leads to, filled in as far as it says."""
        handling, review, today = self._handling, self._handling.review, self._asking.today
        if handling.is_answered:
            return
        outcome = None if review is None else tried_by(review).outcome
        usual = {"answered_on": "" if today is None else today.isoformat(), "answered_by_id": str(self._account.staff or "")}
        told = {} if outcome is None else {**usual, "disclosure_outcome": outcome.value}
        withheld = outcome is not None and outcome not in NOTHING_WITHHELD
        staff = {**told, "decision_level": DecisionLevel.STAFF.value, "told_of_written_decision": str(withheld).lower()}
        authority = {**told, "decision_level": DecisionLevel.AUTHORITY.value, "appeal_instructions": str(withheld).lower()}
        ids = {"case_id": self._case_id, "request_id": handling.request.entry_id}
        if outcome is not None:
            yield from self._links(_("Lämna besked som medarbetare"), _ANSWERS, ids, staff)
            yield from self._links(_("Fatta myndighetens beslut, som kan överklagas"), _ANSWERS, ids, authority)
        yield from self._links(_("Begäran återtogs, eller handlingen finns inte"), _ANSWERS, ids, usual)

    def _appeal_forms(self) -> Iterator[Link]:
        handling, decision = self._handling, self._handling.decision
        if decision is None or decision.decision_level is not DecisionLevel.AUTHORITY:
            return
        appeal = handling.appeal_of(decision.entry_id)
        if appeal is None and decision.disclosure_outcome not in NOTHING_WITHHELD:
            yield from self._links(
                _("Registrera att beslutet överklagades"), _APPEALS, {"case_id": self._case_id},
                {"decision_id": str(decision.entry_id)},
            )
        elif appeal is not None and handling.settlement_of(decision.entry_id) is None:
            yield from self._links(
                _("Registrera hur överklagandet avgjordes"), _APPEALS + "/{appeal_id}/settlements",
                {"case_id": self._case_id, "appeal_id": appeal.entry_id}, {},
            )

    def _by_hand(self) -> Iterator[Link]:
        """Where no extract can be made, since who asks is nobody of the case: what went out is recorded all the same."""
        decision, basis = self._handling.decision, _BASES.get(self._handling.kind)
        if person_asking(self._case, self._handling) is None and decision is not None and decision.disclosure_outcome in GOES_OUT:
            yield from self._links(_("Registrera att handlingarna lämnades ut"), _DISCLOSED, {"case_id": self._case_id}, {
                "decision_id": str(decision.entry_id), "disclosure_basis": "" if basis is None else basis.value,
            })

    def _links(self, text: str, write: str, ids: Mapping[str, UUID | None], filled_in: Mapping[str, str]) -> Iterator[Link]:
        address = _form(self._account, write, ids, self.here, filled_in)
        if address:
            yield Link(text, address)


def released_in(case: Case, handling: Handling) -> tuple[Released | None, str]:
    """What goes out by the answer to a request, or why nothing can."""
    person, decision = person_asking(case, handling), handling.decision
    if person is None:
        return None, _("Begäran säger inte vem i ärendet som begär. Utdraget görs bara för någon som står i ärendet.")
    if decision is None or decision.disclosure_outcome not in GOES_OUT:
        return None, _("Inget lämnas ut förrän begäran är prövad och besvarad.")
    released = released_to(case, person)
    if released.decision_id != decision.entry_id:
        return None, _("Personen har en senare begäran som är besvarad. Utdraget följer den.")
    return released, ""


def tried_by(review: Any) -> Tried:
    """What a review came to, in numbers and in the answer that it bears."""
    masked = [each for each in review.rulings if each.ruling is Ruling.MASKED]
    kept = len(review.rulings) - len(masked)
    outcome = DisclosureOutcome.REFUSED if not kept else DisclosureOutcome.PARTLY if masked else DisclosureOutcome.WHOLE
    counts = [(each, sum(one.secrecy_ground is each for one in masked)) for each in SecrecyGround]
    return Tried(kept, len(masked), len(getattr(review, "unmaskings", ())), [
        (_(each.swedish), count) for each, count in counts if count
    ], outcome)


def people_of(case: Case) -> dict[str, str]:
    """The persons of a case by id, in words that tell what they are and never what they are called."""
    return {each["person"]: sentence(each["what"]) for each in parties_document(case)["persons"]}


def _form(
    account: Account, write: str, ids: Mapping[str, UUID | None], onward: str, filled_in: Mapping[str, str] | None = None
) -> str:
    """The address of a write's form, filled in as far as is known; "" = the role may not write it."""
    if not may_write(account.role, shape_of_write(write)):
        return ""
    query = {name: value for name, value in (filled_in or {}).items() if value}
    return f"{address_of(write, ids)}?{urlencode({**query, 'next': onward})}"


def _options(kind: type[DisclosureForm] | type[IdentityCheck]) -> list[tuple[str, str]]:
    return [(each.value, sentence(each.swedish)) for each in kind]


def _kronor(text: str) -> int | str:
    plain = text.strip() or "0"
    return int(plain) if plain.isascii() and plain.isdecimal() else plain
