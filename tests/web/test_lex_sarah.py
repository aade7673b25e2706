"""Lex Sarah in a browser: three people take a report to its closing, and the manager of the unit never learns who told."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from adapters.postgres.registers import Registers
from domain.lex_sarah.codes import HandlingState
from domain.lex_sarah.report import LexSarahReport
from tests.web.browser import TABLET, Web
from tests.web.lex_sarah_steps import TOLD, report_to, write, write_elsewhere

REPORTER, INVESTIGATOR, DECIDER = "Johan Exempel", "Ingrid Exempel", "Arvid Exempel"
LEVELS = ("unit_manager", "work_group", "management_group")


def states_of(web: Web) -> list[HandlingState]:
    return [each.handling.state for each in Registers(web.place.board.ledger).of_kind("lex_sarah", LexSarahReport.fold).values()]


@pytest.mark.parametrize("script", [True, False])
def test_a_report_is_taken_from_the_first_word_to_the_closing_by_three_people(own_web: Web, script: bool):
    web, place = own_web, own_web.place
    reporter, investigator, decider = (web.page(role, script=script) for role in ("behandlare", "utredare", "arkivarie"))
    report = report_to(web, reporter)
    expect(reporter.get_by_text(TOLD)).to_be_visible()
    web.visit(decider, report, 404)
    web.visit(investigator, report)
    assert REPORTER in investigator.locator("main").inner_text()
    ingrid, arvid = str(place.staff_id(INVESTIGATOR)), str(place.staff_id(DECIDER))
    write(web, investigator, report, "receipts", receiver_id=ingrid, acknowledgement="Muntligt samma dag.",
          receiver_in_conflict="false")
    write(web, investigator, report, "assessments", provisional_degree="no_misconduct", ivo_obvious="false", urgent_need="false",
          police_report="false", child_concern_report="false", investigation_form="simplified",
          assessment_motivation="Listan hade tider och rum.")
    write(web, investigator, report, "investigators", investigator_id=ingrid, independent="true", mandate="Läs listan.")
    write(web, investigator, report, "accesses", accessor_id=arvid, access_level="full", access_reason="Ska besluta.")
    on = day_of(investigator, web)
    write(web, investigator, report, "findings", occurred__on=on, finding_kind="event", lex_finding="Inga namn stod på listan.",
          finding_source="Listan själv.")
    write(web, investigator, report, "unknown-individuals", unknown_motivation="Ingen enskild stod på listan.")
    write(web, investigator, report, "investigations", investigation_summary="Ingen enskild nämndes.",
          proposed_degree="no_misconduct", proposal_motivation="Ingen kunde drabbas.", no_measures_reason="Listan låses in.")
    decide(web, decider, report)
    for level in LEVELS:
        write_elsewhere(web, "utredare", report, "feedback", feedback_level=level, feedback_on=on, feedback_form="talk")
    write_elsewhere(web, "utredare", report, "feedback-omissions", feedback_level="other_units", omission_motivation="Bara här.")
    write(web, investigator, report, "feedback", feedback_level="reporter", feedback_on=on, feedback_form="talk")
    expect(investigator.get_by_text("Ärendet kan avslutas.")).to_be_visible()
    write(web, investigator, report, "closings", lessons="Lås in listor.")
    assert states_of(web).count(HandlingState.CLOSED) == 2
    web.visit(reporter, report)
    expect(reporter.get_by_role("heading", name="Återkoppling till mig")).to_be_visible()


def decide(web: Web, page: Page, report: str) -> None:
    """Decide beside the investigation, as somebody who was given access to."""
    web.visit(page, report)
    page.get_by_role("link", name="Besluta om graden och om anmälan till IVO").click()
    expect(page.get_by_text("Ingen enskild nämndes.")).to_be_visible()
    page.get_by_label("Inget missförhållande").check()
    page.locator("#degree_motivation").fill("Ingen enskild kunde kännas igen.")
    page.locator('[name="notify_ivo"][value="false"]').check()
    page.locator("#ivo_motivation").fill("Inget missförhållande.")
    page.locator("#delegation").fill("9.4")
    page.get_by_role("button", name="Besluta", exact=True).click()
    expect(page.get_by_text("Sparat.")).to_be_visible()


def day_of(page: Page, web: Web) -> str:
    """The day of the demo, as the form for a new report has it."""
    web.visit(page, "/lex-sarah/new")
    return page.locator('[name="noticed_at-on"]').input_value()


def test_the_reporters_name_is_on_no_page_of_the_manager_of_the_unit_and_reporting_needs_no_script(own_web: Web):
    web = own_web
    reporter, manager = web.page("behandlare", size=TABLET, script=False), web.page("chef")
    report = report_to(web, reporter)
    for path in (report, "/lex-sarah", "/deviations", "/lex-sarah/statistics", f"{report}?known_at=999999"):
        answer = manager.goto(path)
        assert answer is not None and REPORTER not in manager.content(), path
    web.visit(manager, f"{report}/notification", 403)
    web.visit(manager, f"{report}/decision", 403)
    web.visit(manager, report)
    assert TOLD not in manager.content()
    expect(manager.get_by_text("Utredningen visas här när den är beslutad.")).to_be_visible()
