"""The results board, one indicator and its underlay, the wall, reports, analyses and surveys."""

from __future__ import annotations

from playwright.sync_api import Page

from adapters.postgres.registers import Registers
from domain.report.report import Report
from domain.survey.survey import Survey
from tests.web.browser import Web
from tests.web.pages_table import Row
from tests.web.place import Place

_BROKEN_SERIES = "um.positive_change_ors"


def _report(place: Place) -> str:
    reports = Registers(place.board.ledger).of_kind("report", Report.fold).values()
    return f"/results/reports/{next(each.id for each in reports if each.published is not None)}"


def _survey(place: Place, *, is_closed: bool) -> str:
    surveys = Registers(place.board.ledger).of_kind("survey", Survey.fold).values()
    return f"/results/surveys/{next(each.id for each in surveys if (each.closed is not None) is is_closed)}"


def _send_nothing(web: Web, page: Page) -> None:
    page.fill("#data_cutoff", "")
    page.get_by_role("button", name="Påbörja rapporten").click()
    page.get_by_role("alert").wait_for()


def _begin(web: Web, page: Page) -> None:
    page.select_option("#unit", label="Öppenvården")
    page.select_option("#part", label="Februari")
    page.fill("#data_cutoff", "2026-03-31")
    page.fill("#prepared_by", "Enhetschefen")
    page.get_by_role("button", name="Påbörja rapporten").click()
    page.get_by_role("heading", name="Lämna in och frys").wait_for()


def _hand_in_by_nobody(web: Web, page: Page) -> None:
    page.select_option("#unit", label="Öppenvården")
    page.select_option("#part", label="Mars")
    page.fill("#data_cutoff", "2026-03-31")
    page.fill("#prepared_by", "Enhetschefen")
    page.get_by_role("button", name="Påbörja rapporten").click()
    page.get_by_role("button", name="Lämna in rapporten").click()
    page.get_by_role("alert").wait_for()


ROWS = (
    Row("/results", "", "chef"),
    Row("/results", "external tertial", "chef", path=lambda _: "/results?period=2026-T1&external=1"),
    Row("/results", "as known", "revisor", path=lambda _: "/results?year=2026&part=T1&known_at=2026-05-31"),
    Row("/results", "a year without anything", "behandlare", path=lambda _: "/results?period=2019"),
    Row("/results", "wrong period", "chef", path=lambda _: "/results?year=snart", status=422),
    Row("/results", "no access", "loggkontrollant", status=403),
    Row("/results/wall", "", "chef"),
    Row("/results/wall", "nothing to show", "chef", path=lambda _: "/results/wall?period=2019-01"),
    Row("/results/{indicator_id}", "broken series", "chef", path=lambda _: f"/results/{_BROKEN_SERIES}?period=2026"),
    Row("/results/{indicator_id}", "external", "arkivarie", path=lambda _: "/results/all.clients?period=2026&external=1"),
    Row("/results/{indicator_id}", "unknown", "chef", path=lambda _: "/results/finns.inte", status=404),
    Row("/results/{indicator_id}/events", "", "chef", path=lambda _: "/results/all.interrupted/events?period=2026-T1"),
    Row(
        "/results/{indicator_id}/events", "empty", "utredare",
        path=lambda _: "/results/all.interrupted/events?period=2026-T1&part=missing",
    ),
    Row(
        "/results/{indicator_id}/events", "not external", "chef",
        path=lambda _: "/results/all.clients/events?external=1", status=422,
    ),
    Row("/results/{indicator_id}/events", "no access", "arkivarie", path=lambda _: "/results/all.clients/events", status=403),
    Row("/results/analyses", "", "chef"),
    Row("/results/analyses", "external", "chef", path=lambda _: "/results/analyses?external=1"),
    Row("/results/surveys/{survey_id}", "closed", "chef", path=lambda place: _survey(place, is_closed=True)),
    Row(
        "/results/surveys/{survey_id}", "external", "chef",
        path=lambda place: _survey(place, is_closed=True) + "?external=1",
    ),
    Row("/results/surveys/{survey_id}", "still open", "chef", path=lambda place: _survey(place, is_closed=False)),
    Row("/results/reports", "", "revisor"),
    Row("/results/reports", "none yet", "chef", path=lambda _: "/results/reports?known_at=2026-01-31"),
    Row("/results/reports/{report_id}", "published", "internkontroll", path=_report),
    Row("/results/reports/{report_id}", "begun", "chef", path=lambda _: "/results/reports/new", reach=_begin),
    Row("/results/reports/{report_id}", "refused", "chef", path=lambda _: "/results/reports/new", reach=_hand_in_by_nobody),
    Row("/results/reports/new", "", "chef"),
    Row("/results/reports/new", "refused", "chef", reach=_send_nothing),
    Row("/results/reports/new", "no access", "revisor", status=403),
)
