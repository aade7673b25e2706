"""Writing, correcting and signing notes, in each of their states."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.browser import Web
from tests.web.note_steps import NUMBER, a_booked_session, a_note, a_session, new_note, write_elsewhere
from tests.web.pages_table import Row
from tests.web.place import Place


def _save_nothing(web: Web, page: Page) -> None:
    page.get_by_role("button", name="Spara och signera").click()
    expect(page.get_by_role("alert")).to_contain_text("Anteckningen är tom")


def _save_late(web: Web, page: Page) -> None:
    page.fill("#on", "2026-10-01")
    page.get_by_label("Anteckning", exact=True).fill("Samtal med skolan.")
    page.get_by_role("button", name="Spara och signera").click()
    expect(page.get_by_role("alert")).to_contain_text("behövs en orsak")


def _open_everything(web: Web, page: Page) -> None:
    for summary in page.locator("main summary").all():
        summary.click()


def _save_a_draft(web: Web, page: Page) -> None:
    page.get_by_label("Anteckning", exact=True).fill("Påbörjat.")
    page.get_by_role("button", name="Spara utkast").click()
    page.wait_for_url("**/notes/new?draft=*")


def _come_second(web: Web, page: Page) -> None:
    write_elsewhere(web, "Skolan har ringt.")
    page.get_by_label("Anteckning", exact=True).fill("Min text.")
    page.get_by_role("button", name="Spara och signera").click()
    expect(page.get_by_role("heading", name="Det här skrevs under tiden")).to_be_visible()


def _correct_without_reason(web: Web, page: Page) -> None:
    page.get_by_role("button", name="Spara rättelsen").click()
    expect(page.get_by_role("alert")).to_contain_text("varför anteckningen rättas")


_NEW, _CORRECT = "/cases/{case_id}/notes/new", "/cases/{case_id}/notes/{note_id}/correct"


def _correct(place: Place) -> str:
    return f"/cases/{place.case_id(NUMBER)}/notes/{a_note(place)}/correct"


ROWS = (
    Row(_NEW, "", "behandlare", path=new_note),
    Row(_NEW, "session", "behandlare", path=lambda place: new_note(place, session=str(a_session(place))), reach=_open_everything),
    Row(_NEW, "booked session", "behandlare", path=lambda place: new_note(place, session=str(a_booked_session(place)))),
    Row(_NEW, "new session", "behandlare", path=lambda place: new_note(place, session="new")),
    Row(_NEW, "empty", "behandlare", path=new_note, reach=_save_nothing),
    Row(_NEW, "late", "behandlare", path=new_note, reach=_save_late),
    Row(_NEW, "draft", "behandlare", path=new_note, reach=_save_a_draft),
    Row(_NEW, "conflict", "behandlare", path=new_note, reach=_come_second),
    Row(_NEW, "no access", "revisor", path=new_note, status=403),
    Row(_CORRECT, "", "behandlare", path=_correct),
    Row(_CORRECT, "refused", "behandlare", path=_correct, reach=_correct_without_reason),
    Row("/notes/unsigned", "", "behandlare"),
    Row("/notes/unsigned", "empty", "chef"),
)
