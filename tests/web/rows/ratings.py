"""Choosing what is rated, the tablet that is handed over, a rating on paper, and what it came to."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.browser import Web
from tests.web.pages_table import Row
from tests.web.place import Place
from tests.web.rating_steps import NUMBER, a_rating, choice, lend, rated_in


def _slide(web: Web, page: Page) -> None:
    lend(page, "CSRS", look="Barn: skalor med ansikten")
    expect(page.get_by_role("slider")).to_have_count(4)


def _choose(web: Web, page: Page) -> None:
    lend(page)


def _point_at_faces(web: Web, page: Page) -> None:
    # Another than whose rating is recorded below, so that neither stands in the other's way.
    lend(page, "YCORS", look="Små barn: ansikten att peka på", who="Barn")


def _read_from_the_right(web: Web, page: Page) -> None:
    lend(page, "CSRS", language="العربية")
    page.get_by_role("button", name="تم").click()
    expect(page.get_by_role("alert")).to_be_visible()


def _look_elsewhere(web: Web, page: Page) -> None:
    lend(page, "CSRS")
    web.visit(page, "/today")
    expect(page.get_by_role("link", name="Tillbaka till skattningen")).to_be_visible()


def _be_done(web: Web, page: Page) -> None:
    # Once a day by each: another test may have been done here before.
    who = "Barn" if "YCORS" in rated_in(web.place) else "Brukare"
    lend(page, "YCORS", look="Små barn: ansikten att peka på", who=who)
    page.get_by_role("button", name="Klar").click()
    expect(page.get_by_role("heading", name="Tack!")).to_be_visible()


def _lend_what_a_parent_does_not_rate(web: Web, page: Page) -> None:
    page.get_by_label("SRS", exact=True).check()
    page.get_by_label("Socialsekreterare").check()
    page.get_by_role("button", name="Lås och lämna över").click()
    expect(page.get_by_role("alert")).to_contain_text("fylls inte i av")


def _save_what_is_off_the_scale(web: Web, page: Page) -> None:
    page.fill("#value_1", "11")
    page.get_by_role("button", name="Spara skattningen").click()
    expect(page.get_by_role("alert")).to_contain_text("Skala 1")


def _paper(place: Place) -> str:
    return f"/cases/{place.case_id(NUMBER)}/ratings/new"


def _paper_of_ors(place: Place) -> str:
    return f"{_paper(place)}?instrument=ORS|1&respondent=client"


_RATE, _LENT, _PAPER = "/cases/{case_id}/rate", "/rate/{loan_id}", "/cases/{case_id}/ratings/new"
_RESULT = "/cases/{case_id}/ratings/{rating_id}"

ROWS = (
    Row(_RATE, "", "behandlare", path=choice),
    Row(_RATE, "refused", "behandlare", path=choice, reach=_lend_what_a_parent_does_not_rate),
    Row(_RATE, "no access", "arkivarie", path=choice, status=403),
    Row(_LENT, "sliders", "behandlare", path=choice, reach=_slide, fresh=True),
    Row(_LENT, "options", "behandlare", path=choice, reach=_choose, fresh=True),
    Row(_LENT, "faces", "behandlare", path=choice, reach=_point_at_faces, fresh=True),
    Row(_LENT, "unset arabic", "behandlare", path=choice, reach=_read_from_the_right, fresh=True),
    Row(_LENT, "elsewhere", "behandlare", path=choice, reach=_look_elsewhere, fresh=True),
    Row(_LENT, "done", "behandlare", path=choice, reach=_be_done, fresh=True),
    Row(_PAPER, "", "behandlare", path=_paper),
    Row(_PAPER, "chosen", "behandlare", path=_paper_of_ors),
    Row(_PAPER, "refused", "behandlare", path=_paper_of_ors, reach=_save_what_is_off_the_scale),
    Row(_RESULT, "", "behandlare", path=lambda place: f"/cases/{place.case_id(NUMBER)}/ratings/{a_rating(place)}"),
    Row(_RESULT, "unknown", "behandlare", status=404, path=lambda place: (
        f"/cases/{place.case_id(NUMBER)}/ratings/00000000-0000-4000-8000-000000000000"
    )),
)
