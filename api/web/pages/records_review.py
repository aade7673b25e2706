"""Sekretessprövning: the record piece by piece for whoever asks for it, as it would look to them, and the ruling recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4, uuid5

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from adapters.postgres.registers import Registers
from api.disclosure_reading import Trying, trying
from api.http.dependencies import LoggedIn
from api.record_extract import told_by
from api.web.keeping import is_only_shown
from api.web.pages.asking import Asking
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.pages.records_choices import (
    CHOICE,
    GROUND,
    KEPT,
    LABEL,
    NOBODY,
    REASON,
    UNMASKED,
    as_rulings,
    as_unmaskings,
    carried,
    chosen,
    faults_of,
    page_of,
    page_with,
    without_labels,
)
from api.web.pages.submitting import KEY_FIELD, SEEN_FIELD, Submitted, key_of, new_key, submit
from api.web.pages.timeline_view import sentence
from api.web.texts import _
from domain.case.disclosure.codes import DisclosureKind, HarmTest, SecrecyGround, SegmentKind
from domain.case.disclosure.unmasking import UNMASKING_GROUNDS
from domain.record_extract.extract import released_by
from projections.areas.parties import document as parties_document
from projections.evidence.pages import rows_of

router = APIRouter(include_in_schema=False)

REVIEWS = "/cases/{case_id}/disclosure-requests/{request_id}/reviews"
_HERE = "/cases/{case_id}/records-requests/{request_id}/review"
_LABELS = "/cases/{case_id}/content-labels"
_ROWS_A_PAGE = 40
_USUAL_TEST = {DisclosureKind.PARTY_ACCESS: HarmTest.PARTY, DisclosureKind.REGISTER_EXTRACT: HarmTest.OWN_DATA}


@router.get(_HERE)
def review_page(request: Request, case_id: UUID, request_id: UUID, account: LoggedIn) -> Response:
    """Allt som ska prövas, del för del."""
    asking = Asking(request, account, case_id)
    return _Page(request, asking, case_id, request_id).shown({KEY_FIELD: new_key()})


@router.post(_HERE)
def send_review(request: Request, case_id: UUID, request_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Bläddra, märk, se hur det blir, eller spara prövningen."""
    asking = Asking(request, account, case_id)
    page = _Page(request, asking, case_id, request_id)
    what, _dash, number = form.get("do", "").partition("-")
    here = _number(form.get("at", ""))
    if what == "label" and not is_only_shown(request):
        return page.shown(form, number=here, faults=_label(request, account, case_id, form, page.trying), labelled=True)
    if what == "preview":
        return page.preview(form, _number(number))
    if what != "save":
        return page.shown(form, number=_number(number) if number else here)
    choices = chosen(page.trying, form)
    faults = list(faults_of(choices.values()))
    submitted = Submitted(None, faults)
    if not faults:
        body = {
            "secrecy_reviewed_on": form.get("secrecy_reviewed_on", ""), "harm_test": form.get("harm_test", ""),
            "secrecy_reviewer_id": form.get("secrecy_reviewer_id", ""), "assessment": form.get("assessment", "").strip() or None,
            "rulings": [each.to_json() for each in choices.values()],
            "unmaskings": [each.unmasking() for each in choices.values() if each.value == UNMASKED],
        }
        submitted = submit(request, account, REVIEWS, {"case_id": case_id, "request_id": request_id}, body, form)
    if submitted.written is None:
        return page.shown(form, number=here, faults=submitted.faults, status=submitted.status)
    return go_to(f"/cases/{case_id}/records-requests/{request_id}?done=saved")


class _Page:
    """The pages of one trial: the record to choose in, and how it would look."""

    def __init__(self, request: Request, asking: Asking, case_id: UUID, request_id: UUID) -> None:
        self._request, self._asking, self._case_id, self._request_id = request, asking, case_id, request_id
        self._reader = asking.case_reader()
        self.trying = trying(self._reader, case_id, request_id)

    def shown(
        self, form: Mapping[str, str], *, number: int = 1, faults: Sequence[Fault] = (), status: int = 200, labelled: bool = False
    ) -> Response:
        """A page of the record to choose in."""
        if labelled and faults:
            status = 422
        elif labelled:
            form, self.trying = without_labels(form), trying(self._reader, self._case_id, self._request_id)
        found, persons = self.trying, _persons(self.trying)
        choices = chosen(found, form)
        number = page_with(found, faults) or number
        self._asking.close()
        return shown(
            self._request, "records/review.html", status=status, **self._context(form, found, labelled=labelled and not faults),
            page=page_of(found, choices, number), choices=choices, faults=list(faults), persons=persons,
            people=dict(persons), grounds=[(each.value, _(each.swedish)) for each in found.grounds],
            unmask_grounds=[(each.value, _(each.swedish)) for each in UNMASKING_GROUNDS],
            names={"choice": CHOICE, "ground": GROUND, "reason": REASON, "label": LABEL, "nobody": NOBODY}, kept=KEPT,
            unmasked=UNMASKED, kinds={each.value: sentence(each.swedish) for each in SegmentKind},
            tests=[(each.value, sentence(each.swedish)) for each in HarmTest],
            staff=[(str(key), each.name) for key, each in Registers(self._asking.board.ledger).staff().items()],
            ground_words={each.value: _(each.swedish) for each in SecrecyGround},
        )

    def preview(self, form: Mapping[str, str], number: int) -> Response:
        """How the extract would look to who asks, as its pages are made."""
        choices = chosen(self.trying, form)
        released = released_by(
            self.trying.case, self.trying.handling, as_rulings(choices.values()), as_unmaskings(choices.values())
        )
        told = told_by(self._reader, self._case_id, released)
        self._asking.close()
        return shown(
            self._request, "records/preview.html", **self._context(form, self.trying), told=told,
            carried=carried(choices), **paged(rows_of(told.items), number),
        )

    def _context(self, form: Mapping[str, str], found: Trying, *, labelled: bool = False) -> dict[str, Any]:
        today = self._asking.today
        usual = {
            "secrecy_reviewed_on": "" if today is None else today.isoformat(),
            "secrecy_reviewer_id": str(self._asking.account.staff or ""),
            "harm_test": _USUAL_TEST.get(found.handling.kind, HarmTest.REVERSED).value,
        }
        seen = str(found.case.version) if labelled else form.get(SEEN_FIELD, str(found.case.version))
        return {
            "case_id": self._case_id, "request_id": self._request_id, "number": found.case.number, "found": found,
            "form": {**usual, **form}, "seen": seen, "labelled": labelled, "action": _HERE.format(
                case_id=self._case_id, request_id=self._request_id
            ),
        }


def paged(rows: Sequence[Mapping[str, Any]], number: int) -> dict[str, Any]:
    """Some of an extract's rows, and where among all of them they are."""
    last = max(1, -(-len(rows) // _ROWS_A_PAGE))
    number = min(max(number, 1), last)
    return {"rows": rows[(number - 1) * _ROWS_A_PAGE:number * _ROWS_A_PAGE], "at": number, "last": last}


def _label(request: Request, account: Account, case_id: UUID, form: Mapping[str, str], found: Trying) -> list[Fault]:
    """Have every label that was chosen written; each is a write of its own, and sending the form twice writes it once."""
    faults, key = [], key_of(form)
    chosen_labels = [(piece, form[LABEL + piece.id]) for piece in found.pieces if form.get(LABEL + piece.id)]
    for at, (piece, person) in enumerate(chosen_labels):
        body = {
            "of_entry_id": str(piece.label_id), "content_kind": piece.kind.value,
            "concerns_person_ids": [] if person == NOBODY else [person],
        }
        own = {**form, KEY_FIELD: str(uuid5(key, f"{piece.id}={person}")), SEEN_FIELD: "*"}
        done = submit(request, account, _LABELS, {"case_id": case_id}, body, own, request_id=uuid4() if at else None)
        faults += [Fault(LABEL + piece.id, each.text) for each in done.faults]
    return faults


def _persons(found: Trying) -> list[tuple[str, str]]:
    return [(each["person"], sentence(each["what"])) for each in parties_document(found.case)["persons"]]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
