"""The review: all journals, one rule, one journal, case reviews, samples, reviews by people, suggestions, the control plan."""

from __future__ import annotations

from uuid import UUID, uuid4

from playwright.sync_api import Page, expect

from adapters.postgres.registers import Registers
from api.shell_writing import written_by
from domain.journal_routine.routine import JournalRoutine
from tests.web.browser import Web
from tests.web.pages_table import Row
from tests.web.place import Place
from tests.web.review_steps import draw, record_rule

NOBODY = UUID("00000000-0000-4000-8000-000000000000")


def _journal(place: Place) -> str:
    return f"/review/cases/{place.case_id()}"


def _gone_through(place: Place) -> str:
    return f"/review/case-reviews/{place.case_id()}"


def _routine(place: Place) -> str:
    [routine_id, *_] = Registers(place.board.ledger).of_kind("journal_routine", JournalRoutine.fold)
    return f"/review/routines/{routine_id}"


def _send(button: str):
    def reach(web: Web, page: Page) -> None:
        page.get_by_role("button", name=button).first.click()
        expect(page.get_by_role("alert")).to_contain_text("Något behöver rättas")

    return reach


def draw_again(web: Web, page: Page) -> None:
    """Draw, and then once more from the same frame."""
    draw(web, page)
    page.get_by_role("link", name="Dra om och jämför").click()
    expect(page.get_by_text("Stämmer", exact=True)).to_be_visible()


def start_review(web: Web, page: Page) -> None:
    """Start a review of a journal as the service would, and open it."""
    place = web.place
    account, case_id = place.app.state.accounts.named("chef"), place.case_id()
    unit = place.board.views.case(case_id, place.board.ledger.size()).unit
    body = {
        "journal_review_kind": "sample", "unit": str(unit), "review_title": "Journaler efter sommaren",
        "reviewer_id": str(account.staff), "case_ids": [str(case_id)], "review_rules": ["R-04"],
    }
    written = written_by(place.runtime, account, "/journal-reviews", {}, body, uuid4())
    web.visit(page, f"/review/journal-reviews/{written.document['stream']}")


def read_journal(web: Web, page: Page) -> None:
    """A journal of such a review, with one thing noted in it."""
    start_review(web, page)
    page.locator(".review-chips a").first.click()
    page.get_by_label("Frågan").select_option(label="Är språket fritt från värderande ord")
    page.get_by_label("Vad du ser").fill("Ordet ”jobbig” står som en bedömning.")
    page.get_by_label("Vad det rör").select_option(label="Kvalitet")
    page.get_by_role("button", name="Spara iakttagelsen").click()
    page.wait_for_url("**done=saved")


def answer_one(web: Web, page: Page) -> None:
    """The form of the first suggestion that waits."""
    page.get_by_role("link", name="Svara på förslaget").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Svara på förslaget")


def _refuse_answer(web: Web, page: Page) -> None:
    answer_one(web, page)
    _send("Spara svaret")(web, page)


ROWS = (
    Row("/review", "", "internkontroll"),
    Row("/review", "own", "behandlare"),
    Row("/review", "june", "chef", path=lambda _: "/review?known_at=2026-06-30&family=journal&status=gap"),
    Row("/review", "before anything", "internkontroll", path=lambda _: "/review?known_at=0"),
    Row("/review", "none", "internkontroll", path=lambda _: "/review?family=own"),
    Row("/review", "wrong moment", "internkontroll", path=lambda _: "/review?known_at=igar", status=422),
    Row("/review", "no access", "arkivarie", status=403),
    Row("/review/rules/{rule}", "", "internkontroll", path=lambda _: "/review/rules/R-04?known_at=2026-07-31"),
    Row("/review/rules/{rule}", "nothing", "chef", path=lambda _: "/review/rules/R-04?status=exempt"),
    Row("/review/rules/{rule}", "unknown", "chef", path=lambda _: "/review/rules/R-99", status=404),
    Row("/review/cases/{case_id}", "", "internkontroll", path=_journal),
    Row("/review/cases/{case_id}", "unknown", "internkontroll", path=lambda _: f"/review/cases/{NOBODY}", status=404),
    Row("/review/case-reviews", "", "chef"),
    Row("/review/case-reviews", "own", "behandlare"),
    Row("/review/case-reviews", "before anything", "internkontroll", path=lambda _: "/review/case-reviews?known_at=0"),
    Row("/review/case-reviews/{case_id}", "", "chef", path=_gone_through),
    Row("/review/case-reviews/{case_id}", "refused", "chef", path=_gone_through, reach=_send("Spara och gå till")),
    Row("/review/samples", "", "revisor"),
    Row("/review/samples/new", "", "chef"),
    Row("/review/samples/new", "refused", "chef", reach=_send("Spara urvalsregeln")),
    Row("/review/samples/{sample_id}", "waits", "chef", path=lambda _: "/review/samples/new", reach=record_rule),
    Row("/review/samples/{sample_id}", "drawn", "chef", path=lambda _: "/review/samples/new", reach=draw),
    Row("/review/samples/{sample_id}", "unknown", "chef", path=lambda _: f"/review/samples/{NOBODY}", status=404),
    Row("/review/samples/{sample_id}/verification", "", "chef", path=lambda _: "/review/samples/new", reach=draw_again),
    Row("/review/journal-reviews", "before anything", "revisor", path=lambda _: "/review/journal-reviews?known_at=0"),
    Row("/review/journal-reviews", "", "chef", reach=start_review, path=lambda _: "/review/journal-reviews"),
    Row("/review/journal-reviews/{review_id}", "", "chef", path=lambda _: "/review/journal-reviews", reach=start_review),
    Row(
        "/review/journal-reviews/{review_id}/cases/{case_id}", "", "chef", path=lambda _: "/review/journal-reviews",
        reach=read_journal,
    ),
    Row("/review/suggestions", "", "chef"),
    Row("/review/suggestions", "before anything", "internkontroll", path=lambda _: "/review/suggestions?known_at=0"),
    Row("/review/suggestions/answer", "", "chef", path=lambda _: "/review/suggestions", reach=answer_one),
    Row("/review/suggestions/answer", "refused", "chef", path=lambda _: "/review/suggestions", reach=_refuse_answer),
    Row("/review/plan", "", "chef"),
    Row("/review/plan", "no plan", "revisor", path=lambda _: "/review/plan?year=2019"),
    Row("/review/routines", "", "behandlare"),
    Row("/review/routines/{routine_id}", "", "chef", path=_routine),
    Row("/review/routines/{routine_id}", "numbers only", "internkontroll", path=_routine),
)
