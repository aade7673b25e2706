"""Evidence packages of a case, and what is proved of all that is recorded."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.web.browser import Web
from tests.web.pages_table import Row
from tests.web.place import Place

_EVIDENCE = "/cases/{case_id}/evidence"
NO_PAGES = {
    "/evidence-packages/{package_id}/file": "gives the package itself",
    "/proof/{position}/receipt": "gives the receipt as a text file",
}


def _of_case(query: str) -> Callable[[Place], str]:
    return lambda place: f"/cases/{place.case_id()}/evidence{query}"


def _send_nothing(web: Web, page: Page) -> None:
    page.get_by_role("button", name="Lämna ut och registrera").click()
    expect(page.get_by_role("alert")).to_contain_text("Välj den rättsliga grunden")


ROWS = (
    Row(_EVIDENCE, "", "utredare", path=_of_case("")),
    Row(_EVIDENCE, "masked", "utredare", path=_of_case("?known_at=2026-07-31&kinds%5B%5D=third_party")),
    Row(_EVIDENCE, "protected is shown", "utredare", path=_of_case("?shows_protected=yes")),
    Row(_EVIDENCE, "bad mask", "utredare", path=_of_case("?more=1%3Afact"), status=422),
    Row(_EVIDENCE, "nothing filled in", "utredare", path=_of_case(""), reach=_send_nothing),
    Row(_EVIDENCE, "no access", "chef", path=_of_case(""), status=403),
    Row("/proof", "", "chef"),
    Row("/proof", "no such position", "revisor", path=lambda _: "/proof?position=999999999", status=422),
    Row("/proof/{position}", "", "behandlare", path=lambda _: "/proof/5276"),
    Row("/proof/{position}", "unknown", "chef", path=lambda _: "/proof/999999999", status=404),
)
