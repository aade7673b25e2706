"""Requests for records: of a case and of none, tried piece by piece, as they would go out, and handed out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from playwright.sync_api import Page, expect

from domain.base import DomainEvent
from tests.web.browser import Web
from tests.web.pages_table import Row
from tests.web.place import Place

_OF_CASE = "/cases/{case_id}/records-requests"
_ONE = _OF_CASE + "/{request_id}"
_PUBLIC = "/registers/records-requests/{request_id}"
NO_PAGES = {"/record-extracts/{extract_id}/file": "gives the extract itself, as a PDF"}


@cache
def _first(place: Place, kind: str) -> DomainEvent:
    return next(each.event for each in place.board.ledger.read(0, place.board.ledger.size()) if each.event.TYPE == kind)


def _asked(rest: str = "") -> Callable[[Place], str]:
    def path(place: Place) -> str:
        event = _first(place, "case.disclosure_requested")
        return f"/cases/{event.originator_id}/records-requests/{event.entry_id}{rest}"

    return path


def _of_case_asked(place: Place) -> str:
    return f"/cases/{_first(place, 'case.disclosure_requested').originator_id}/records-requests"


def _save_nothing(web: Web, page: Page) -> None:
    page.get_by_label("Den som prövar").select_option("")
    page.get_by_role("button", name="Spara prövningen").click()
    expect(page.get_by_role("alert")).to_be_visible()


def _look(web: Web, page: Page) -> None:
    page.get_by_role("button", name="Se hur det blir").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Så lämnas det ut")


ROWS = (
    Row(_OF_CASE, "one", "chef", path=_of_case_asked),
    Row(_OF_CASE, "none", "chef", path=lambda place: f"/cases/{place.case_id()}/records-requests"),
    Row(_ONE, "handed out", "chef", path=_asked()),
    Row(_ONE, "no such", "chef", path=lambda place: f"/cases/{place.case_id()}/records-requests/{place.case_id()}", status=404),
    Row(_ONE + "/review", "", "chef", path=_asked("/review")),
    Row(_ONE + "/review", "nothing filled in", "chef", path=_asked("/review"), reach=_save_nothing),
    Row(_ONE + "/review", "seen as it goes out", "chef", path=_asked("/review"), reach=_look),
    Row(_ONE + "/review", "no access", "internkontroll", path=_asked("/review"), status=403),
    Row(_ONE + "/extract", "no such", "chef", path=lambda place: (
        f"/cases/{place.case_id()}/records-requests/{place.case_id()}/extract"
    ), status=404),
    Row(_ONE + "/extract", "nothing goes out", "chef", path=_asked("/extract"), status=409),
    Row(_PUBLIC, "", "chef", path=lambda place: (
        f"/registers/records-requests/{_first(place, 'records_request.received').originator_id}"
    )),
    Row(_PUBLIC, "no such", "chef", path=lambda place: f"/registers/records-requests/{place.case_id()}", status=404),
)
