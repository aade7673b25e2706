"""A served board with one case in it, and a browser for each of those who work with it: what tests of a case's pages share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx2
from psycopg import sql

from adapters.settings import Settings
from api.main import OpenBoard, Runtime
from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import PASSWORD, MemoryLog, access_records, new_board, served
from tests.api.writing import ANOTHER, STAFF, accounts_of, run_examples
from tests.support.browser import NO_TLS, Browser, csrf_of
from tests.support.cluster import Cluster
from tests.support.html_form import HtmlForm

CASE = example_id("/cases", "case_id")
OF_CASE = "/cases/{case_id}"
PEOPLE = (("anna", "chef", STAFF), ("bo", "chef", ANOTHER), ("rut", "revisor", None))
"""Who has an account: two who may write in the case, and an auditor."""


class CasePlace:
    """The board and the browsers."""

    def __init__(self, board: OpenBoard, browsers: dict[str, Browser], address: str) -> None:
        self.board, self.browsers, self.address = board, browsers, address

    def opened(self, path: str, who: str = "anna", status: int = 200) -> Any:
        """A page."""
        page = self.browsers[who].get(path)
        assert page.status_code == status, (path, page.status_code, page.text[-1500:])
        return page

    def sent(self, page: Any, path: str, who: str = "anna", accept: str = "text/html", **fields: str) -> Any:
        """The page's own form with some fields answered, as a browser sends it."""
        data: dict[str, Any] = {"csrf": csrf_of(page), **dict(form_of(page)), **fields}
        return self.browsers[who].client.post(path, data=data, headers={"Sec-Fetch-Site": "same-origin", "Accept": accept})

    def events(self, since: int) -> list[Any]:
        """What has been recorded after a size of the ledger."""
        return [each.event for each in self.board.ledger.read(since, 50)]

    def records(self, since: int) -> list[tuple[str, str]]:
        """What the access log says of what was asked after so many records: what, and what became of it."""
        return [(each.action, each.outcome) for each in access_records(self.board)[since:] if hasattr(each, "outcome")]


def form_of(page: Any) -> list[tuple[str, str]]:
    """The fields of the page's own form, not of those around it, with what they hold."""
    text = page.text[page.text.index('id="form"'):]
    return HtmlForm(text[:text.index("</form>")]).pairs


@contextmanager
def case_place(
    cluster: Cluster, folder: Path, set_up: Collection[str], *, now_us: Callable[[], int] | None = None, log: Any = None,
    people: Sequence[tuple[str, str, str | None]] = PEOPLE,
) -> Iterator[CasePlace]:
    """A place, gone when it is left.

    Args:
        set_up: Writes whose examples have been recorded, in the order of the table.
        now_us: What sessions take as the time; the machine's clock when left out.
        log: Of the service.
        people: Who has an account: name, role and member of staff; "anna" writes the examples.
    """
    settings = Settings(AKTSPAR_DATA=folder, DATABASE_URL="", AKTSPAR_KEYS_URL="")
    running = Runtime(settings, cluster.connections, cluster.keys, cluster.kek)
    with ExitStack() as stack:
        board = new_board(running)
        address = stack.enter_context(served(running, accounts_of(folder, board, people), log or MemoryLog(), now_us=now_us))
        with httpx2.Client(base_url=address, auth=("anna", PASSWORD), verify=NO_TLS) as client:
            for write in WRITES:
                if write.path in set_up:
                    assert {answer.status_code for answer in run_examples(client, write)} == {201}, write.path
        browsers = {name: Browser(address) for name, _, _ in people}
        for name, browser in browsers.items():
            stack.callback(browser.close)
            browser.log_in(name, PASSWORD)
        yield CasePlace(board, browsers, address)
    slug = board.slug
    running.close()
    with cluster.admin() as admin:
        admin.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(f"aktspar_{slug}")))
