"""Lex Sarah and deviations: what each may see of a report, the forms, the numbers, and who is turned away."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from adapters.postgres.registers import Registers
from domain.lex_sarah.report import LexSarahReport
from tests.web.browser import Web
from tests.web.pages_table import Row
from tests.web.place import Place

_LIST, _NEW, _ONE = "/lex-sarah", "/lex-sarah/new", "/lex-sarah/{report_id}"
_NOTIFICATION, _DECISION = f"{_ONE}/notification", f"{_ONE}/decision"
SUMMER, SCHEDULE = "SN 2026/418", "SN 2026/101"


def report_of(number: str, rest: str = "") -> Callable[[Place], str]:
    """The page of the demo's report with a registry number."""
    def path(place: Place) -> str:
        reports = Registers(place.board.ledger).of_kind("lex_sarah", LexSarahReport.fold)
        [found] = [
            report_id for report_id, each in reports.items()
            if each.handling.registered is not None and each.handling.registered.registry_number == number
        ]
        return f"/lex-sarah/{found}{rest}"
    return path


def _refused(button: str) -> Callable[[Web, Page], None]:
    def reach(web: Web, page: Page) -> None:
        page.get_by_role("button", name=button).click()
        expect(page.get_by_text("Något behöver rättas")).to_be_visible()
    return reach


ROWS = (
    Row(_LIST, "handled", "utredare"),
    Row(_LIST, "of the unit", "chef"),
    Row(_LIST, "times", "internkontroll"),
    Row(_LIST, "none", "arkivarie"),
    Row(_LIST, "known then", "utredare", path=lambda place: "/lex-sarah?known_at=2026-08-15"),
    Row(_NEW, "empty", "behandlare"),
    Row(_NEW, "refused", "behandlare", reach=_refused("Lämna rapporten")),
    Row(_ONE, "whole", "utredare", path=report_of(SUMMER)),
    Row(_ONE, "closed", "utredare", path=report_of(SCHEDULE)),
    Row(_ONE, "known then", "utredare", path=report_of(SUMMER, "?known_at=2026-08-15")),
    Row(_ONE, "of the unit", "chef", path=report_of(SUMMER)),
    Row(_ONE, "decided", "chef", path=report_of(SCHEDULE)),
    Row(_ONE, "times", "internkontroll", path=report_of(SUMMER)),
    Row(_ONE, "no such", "behandlare", path=report_of(SUMMER), status=404),
    Row(_NOTIFICATION, "as it is", "utredare", path=report_of(SUMMER, "/notification")),
    Row(_NOTIFICATION, "no access", "chef", path=report_of(SUMMER, "/notification"), status=403),
    Row(_DECISION, "investigated", "utredare", path=report_of(SCHEDULE, "/decision")),
    Row(_DECISION, "not yet", "utredare", path=report_of(SUMMER, "/decision")),
    Row(_DECISION, "refused", "utredare", path=report_of(SUMMER, "/decision"), reach=_refused("Besluta")),
    Row(_DECISION, "no access", "internkontroll", path=report_of(SUMMER, "/decision"), status=403),
    Row("/lex-sarah/statistics", "suppressed", "internkontroll"),
    Row("/lex-sarah/statistics", "wrong year", "chef", path=lambda place: "/lex-sarah/statistics?year=i+fjol", status=422),
    Row("/lex-sarah/information", "left", "chef"),
    Row("/lex-sarah/information", "no access", "behandlare", status=403),
    Row("/deviations", "open first", "chef"),
    Row("/deviations", "none fits", "chef", path=lambda place: "/deviations?state=escalated"),
    Row("/deviations", "no access", "loggkontrollant", status=403),
    Row("/deviations/trend", "suppressed", "chef"),
)
