"""Oversight in a browser: two persons erase a case that has had its time, and an emergency is reviewed by somebody else."""

from __future__ import annotations

from playwright.sync_api import expect

from adapters.postgres.registers import Registers
from domain.erasure.erasure import Erasure
from tests.web.browser import TABLET, Web


def test_two_persons_erase_a_case_that_is_due_and_its_page_says_that_it_is_erased_and_by_which_law(own_web: Web):
    erasure = next(iter(Registers(own_web.place.board.ledger).of_kind("erasure", Erasure.fold).values()))
    here, case = f"/erasure/proposals/{erasure.id}", f"/cases/{erasure.items[0].record_id}"
    archivist, manager = own_web.page("arkivarie"), own_web.page("chef", size=TABLET, script=False)
    own_web.visit(archivist, here)
    expect(archivist.get_by_text("Någon annan än du godkänner det.")).to_be_visible()
    expect(archivist.get_by_role("link", name="Verkställ gallringen")).to_have_count(0)
    own_web.visit(manager, "/erasure")
    manager.get_by_role("link", name="Förslag").first.click()
    manager.get_by_label("Vad har du kontrollerat?").fill("Sista anteckningen och att inget hinder finns.")
    manager.get_by_role("button", name="Godkänn gallringen").click()
    expect(manager.get_by_role("link", name="Verkställ gallringen")).to_be_visible()
    own_web.visit(archivist, here)
    archivist.get_by_role("link", name="Verkställ gallringen").click()
    expect(archivist.get_by_text("1 akt förstörs för alltid.")).to_be_visible()
    archivist.get_by_role("button", name="Förstör akterna").click()
    expect(archivist.get_by_role("alert")).to_contain_text("Bekräfta att akterna ska förstöras för alltid")
    archivist.get_by_label("Jag har läst listan").check()
    archivist.get_by_role("button", name="Förstör akterna").click()
    expect(archivist.get_by_text("Förstörd", exact=False).first).to_be_visible()
    with archivist.expect_download() as download:
        archivist.get_by_role("link", name="Hämta gallringsintyget").click()
    with open(download.value.path(), "rb") as file:
        assert file.read(5) == b"%PDF-"
    own_web.visit(manager, case, 410)
    expect(manager.get_by_role("heading", level=1)).to_have_text("Gallrat")
    expect(manager.get_by_role("main")).to_contain_text("SoL 2025:400 16 kap. 1 §")
    expect(manager.get_by_role("main")).to_contain_text("Innehållet är förstört")


def test_an_emergency_access_is_reviewed_by_somebody_else_than_who_opened_it_without_javascript(own_web: Web):
    page = own_web.page("loggkontrollant", script=False)
    own_web.visit(page, "/log-review/emergencies")
    expect(page.get_by_text("1 väntar på granskning")).to_be_visible()
    page.locator("summary", has_text="Granska").first.click()
    page.get_by_label("Befogad", exact=True).check()
    page.get_by_label("Vad granskade du, och vad visade det?").fill("Läste vad som lästes och talade med chefen.")
    page.get_by_role("button", name="Spara granskningen").click()
    expect(page.get_by_text("alla är granskade")).to_be_visible()
