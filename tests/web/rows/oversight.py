"""The review of the access log, erasure by law, what takes two people, and how the service stands."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from playwright.sync_api import Page, expect

from adapters.postgres.registers import Registers
from domain.erasure.erasure import Erasure
from domain.log_review.review import LogReview
from tests.web.browser import Web
from tests.web.pages_table import Row
from tests.web.place import Place

_NOBODY = UUID(int=9)
_REVIEW, _READING = "/log-review/reviews/{log_review_id}", "/log-review/reviews/{log_review_id}/readings/{number}"
_EXTRACT = "/log-review/extract/{case_id}"
_RECORD, _PROPOSAL = "/erasure/records/{record_id}", "/erasure/proposals/{erasure_id}"
NO_PAGES = {
    f"{_EXTRACT}/file": "gives the extract as PDF", f"{_PROPOSAL}/certificate": "gives the certificate as PDF",
}


def _review(place: Place) -> str:
    return f"/log-review/reviews/{next(iter(Registers(place.board.ledger).of_kind('log_review', LogReview.fold)))}"


def _proposal(place: Place) -> str:
    return f"/erasure/proposals/{next(iter(Registers(place.board.ledger).of_kind('erasure', Erasure.fold)))}"


def _record(place: Place) -> str:
    erasure = next(iter(Registers(place.board.ledger).of_kind("erasure", Erasure.fold).values()))
    return f"/erasure/records/{erasure.items[0].record_id}"


def _send(button: str) -> Callable[[Web, Page], None]:
    def reach(web: Web, page: Page) -> None:
        page.get_by_role("button", name=button).first.click()
        expect(page.get_by_role("alert")).to_be_visible()

    return reach


def _open_and_send(summary: str, button: str) -> Callable[[Web, Page], None]:
    def reach(web: Web, page: Page) -> None:
        page.locator("summary", has_text=summary).first.click()
        page.get_by_role("button", name=button).first.click()
        expect(page.get_by_role("alert")).to_be_visible()

    return reach


ROWS = (
    Row("/log-review", "", "loggkontrollant"),
    Row("/log-review", "own unit", "chef"),
    Row("/log-review", "no access", "behandlare", status=403),
    Row(_REVIEW, "planned", "loggkontrollant", path=_review),
    Row(_REVIEW, "unknown", "loggkontrollant", path=lambda _: f"/log-review/reviews/{_NOBODY}", status=404),
    Row(_READING, "not drawn", "loggkontrollant", path=lambda place: f"{_review(place)}/readings/1", status=404),
    Row("/log-review/emergencies", "", "loggkontrollant"),
    Row("/log-review/emergencies", "refused", "loggkontrollant", reach=_open_and_send("Granska", "Spara granskningen")),
    Row("/log-review/emergencies", "no access", "behandlare", status=403),
    Row("/log-review/log", "", "loggkontrollant"),
    Row("/log-review/log", "empty", "loggkontrollant", path=lambda _: "/log-review/log?from=2020-01-01&to=2020-01-31"),
    Row("/log-review/log", "days turned round", "loggkontrollant", path=lambda _: "/log-review/log?from=2026-02-01&to=2026-01-01",
        status=422),
    Row("/log-review/log", "no access", "chef", status=403),
    Row("/log-review/extract", "", "loggkontrollant"),
    Row("/log-review/extract", "refused", "loggkontrollant", reach=_send("Visa utdraget")),
    Row(_EXTRACT, "", "loggkontrollant", path=lambda place: f"/log-review/extract/{place.case_id()}"),
    Row(_EXTRACT, "unknown", "loggkontrollant", path=lambda _: f"/log-review/extract/{_NOBODY}", status=404),
    Row("/erasure", "", "arkivarie"),
    Row("/erasure", "reading only", "revisor"),
    Row("/erasure", "no access", "behandlare", status=403),
    Row(_RECORD, "", "arkivarie", path=_record),
    Row(_RECORD, "refused", "arkivarie", path=_record, reach=_open_and_send("Sätt ett hinder", "Sätt hindret")),
    Row(_RECORD, "unknown", "arkivarie", path=lambda _: f"/erasure/records/{_NOBODY}", status=404),
    Row(_PROPOSAL, "one's own", "arkivarie", path=_proposal),
    Row(_PROPOSAL, "another's", "chef", path=_proposal),
    Row(_PROPOSAL, "refused", "chef", path=_proposal, reach=_send("Godkänn gallringen")),
    Row(f"{_PROPOSAL}/execution", "not approved", "chef", path=lambda place: f"{_proposal(place)}/execution"),
    Row("/approvals", "", "chef"),
    Row("/approvals", "reading only", "revisor"),
    Row("/approvals", "no access", "behandlare", status=403),
    Row("/operations", "", "driftansvarig"),
    Row("/operations", "no access", "chef", status=403),
)
