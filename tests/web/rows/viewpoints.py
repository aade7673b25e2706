"""Viewpoints and the other registers: the register, the chain, the weekly meeting, the themes, and who is turned away."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from adapters.postgres.registers import Registers
from domain.viewpoint.viewpoint import Viewpoint
from tests.web.browser import Web
from tests.web.pages_table import Row
from tests.web.place import Place

_ONE = "/viewpoints/{viewpoint_id}"


def viewpoint_of(beginning: str) -> Callable[[Place], str]:
    """The page of the demo's viewpoint whose text begins so."""
    def path(place: Place) -> str:
        found = Registers(place.board.ledger).of_kind("viewpoint", Viewpoint.fold)
        chosen = [each_id for each_id, each in found.items() if each.facts.description.startswith(beginning)]
        return f"/viewpoints/{chosen[0]}"
    return path


def _refused(web: Web, page: Page) -> None:
    page.get_by_role("button", name="Spara synpunkten").click()
    expect(page.get_by_text("Något behöver rättas")).to_be_visible()


ROWS = (
    Row("/viewpoints", "all", "chef"),
    Row("/viewpoints", "none fits", "chef", path=lambda place: "/viewpoints?kind=praise&state=referred"),
    Row("/viewpoints", "wrong choice", "chef", path=lambda place: "/viewpoints?kind=x", status=422),
    Row("/viewpoints", "made up", "chef", path=lambda place: "/viewpoints?after=x", status=422),
    Row("/viewpoints", "no access", "arkivarie", status=403),
    Row("/viewpoints/new", "empty", "behandlare"),
    Row("/viewpoints/new", "refused", "behandlare", reach=_refused),
    Row("/viewpoints/new", "no access", "internkontroll", status=403),
    Row("/viewpoints/meeting", "new and open", "chef"),
    Row("/viewpoints/meeting", "reads only", "internkontroll"),
    Row("/viewpoints/themes", "this year", "chef"),
    Row("/viewpoints/themes", "none", "chef", path=lambda place: "/viewpoints/themes?period=2023"),
    Row(_ONE, "with effect", "chef", path=viewpoint_of("I somras")),
    Row(_ONE, "open", "chef", path=viewpoint_of("Skyltningen")),
    Row(_ONE, "complaint", "chef", path=viewpoint_of("Personen i receptionen")),
    Row(_ONE, "referred", "internkontroll", path=viewpoint_of("Beslutet ger mig")),
    Row(_ONE, "no such", "chef", path=lambda place: f"/viewpoints/{place.case_id()}", status=404),
    Row("/registers", "all", "chef"),
    Row("/registers", "one", "arkivarie"),
    Row("/registers/{name}", "groups", "chef", path=lambda place: "/registers/groups"),
    Row("/registers/{name}", "concerns", "behandlare", path=lambda place: "/registers/concerns"),
    Row("/registers/{name}", "requests", "chef", path=lambda place: "/registers/records-requests"),
    Row("/registers/{name}", "outreach", "chef", path=lambda place: "/registers/outreach"),
    Row("/registers/{name}", "no such", "chef", path=lambda place: "/registers/others", status=404),
)
