"""Lists of cases, the search, a case in each of its states, its journal, its alerts, and opening one in an emergency."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from api.alert_reading import AlertReader, Wanted
from api.reading import Reader
from domain.base import Purpose
from tests.web.browser import Web
from tests.web.pages_table import Row
from tests.web.place import Place

OWN, OTHERS = "2026-0482", "2026-0107"
"""A case that the demo's therapist works with, and one that they have no part in."""
PROTECTED, NEW = "2026-0374", "2026-0640"
"""A case whose person has a protected identity, and one where nothing is planned or rated yet."""


def case(place: Place, number: str, rest: str = "") -> str:
    """The address of a case's page, or of one below it."""
    return f"/cases/{place.case_id(number)}{rest}"


def an_alert(place: Place, wanted: Wanted) -> str:
    """The address of an alert's page: the first that waits for an answer, or that has one."""
    reader = AlertReader(Reader(place.board, "prov", Purpose.CASE_WORK, "prov"))
    answer, _ = reader.alerts(wanted=wanted, limit=None)
    found = answer.document["alerts"][0]
    return f"/cases/{found['case']}/alerts/{found['kind']}/{found['raised_by']}"


def _search_for(term: str, told: str) -> Callable[[Web, Page], None]:
    def search(web: Web, page: Page) -> None:
        page.fill("#term", term)
        page.get_by_role("button", name="Sök").click()
        expect(page.get_by_role("main")).to_contain_text(told)
    return search


def _send_nothing(button: str, told: str) -> Callable[[Web, Page], None]:
    def send(web: Web, page: Page) -> None:
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("alert")).to_contain_text(told)
    return send


def _open_everything(web: Web, page: Page) -> None:
    for each in page.locator("main details > summary").all():
        each.click()


ROWS = (
    Row("/today/outside", "", "chef"),
    Row("/cases", "", "behandlare"),
    Row("/cases", "all of a phase", "chef", path=lambda _: "/cases?whose=all&status=any&phase=treatment"),
    Row("/cases", "empty", "behandlare", path=lambda _: "/cases?whose=mine&status=closed&phase=start_up"),
    Row("/cases/search", "", "loggkontrollant"),
    Row("/cases/search", "nothing", "chef", reach=_send_nothing("Sök", "Skriv ett ärendenummer")),
    Row("/cases/search", "not found", "chef", reach=_search_for("Ingen Alls Heter Så", "Inget ärende som du kan se")),
    Row("/cases/search", "found", "arkivarie", reach=_search_for(OTHERS, "1 ärende")),
    Row("/cases/{case_id}", "", "behandlare", path=lambda place: case(place, OWN), reach=_open_everything),
    Row("/cases/{case_id}", "as it was known", "internkontroll", path=lambda place: case(place, OTHERS, "?known_at=2026-07-15")),
    Row("/cases/{case_id}", "protected", "internkontroll", path=lambda place: case(place, PROTECTED)),
    Row("/cases/{case_id}", "new", "chef", path=lambda place: case(place, NEW)),
    Row("/cases/{case_id}", "no part in it", "behandlare", path=lambda place: case(place, OTHERS), status=403),
    Row(
        "/cases/{case_id}", "not known yet", "internkontroll", path=lambda place: case(place, OTHERS, "?known_at=10"), status=404
    ),
    Row("/cases/{case_id}/journal", "", "internkontroll", path=lambda place: case(place, OTHERS, "/journal")),
    Row("/cases/{case_id}/journal", "empty", "chef", path=lambda place: case(place, NEW, "/journal?known_at=2026-10-20")),
    Row("/cases/{case_id}/alerts/{kind}/{raised_by}", "", "chef", path=lambda place: an_alert(place, Wanted.OPEN)),
    Row(
        "/cases/{case_id}/alerts/{kind}/{raised_by}", "nothing", "chef", path=lambda place: an_alert(place, Wanted.OPEN),
        reach=_send_nothing("Spara svaret", "Välj vad som gjordes"),
    ),
    Row("/cases/{case_id}/alerts/{kind}/{raised_by}", "answered", "chef", path=lambda place: an_alert(place, Wanted.ANSWERED)),
    Row("/cases/{case_id}/emergency", "", "behandlare", path=lambda place: case(place, OTHERS, "/emergency")),
    Row(
        "/cases/{case_id}/emergency", "nothing", "behandlare", path=lambda place: case(place, OTHERS, "/emergency"),
        reach=_send_nothing("Öppna akten", "Skriv vad som har hänt"),
    ),
)
