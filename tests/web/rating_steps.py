"""Steps of tests of ratings: where they are chosen, and the tablet that is handed over."""

from __future__ import annotations

from uuid import UUID

from playwright.sync_api import Page

from domain.case.case import Case
from tests.web.place import Place

NUMBER = "2026-0482"
"""A case of the demo's therapist, which is rated with ORS and SRS."""


def choice(place: Place) -> str:
    """The address where it is chosen what is to be rated."""
    return f"/cases/{place.case_id(NUMBER)}/rate"


def lend(
    page: Page, instrument: str = "AUDIT-C", language: str = "Svenska", look: str = "Vuxen: skalor", who: str = "Brukare"
) -> None:
    """Hand the tablet over.

    Args:
        instrument: One that nobody has rated with today; it stands among the first once the case has been rated with it.
    """
    among_the_first = page.get_by_label(instrument, exact=True)
    if among_the_first.count():
        among_the_first.check()
    else:
        page.get_by_text("Besök, fas, närstående").click()
        page.get_by_label("Något annat än ovan").select_option(label=instrument)
    page.get_by_label("Språk").select_option(label=language)
    page.get_by_label(who, exact=True).check()
    page.get_by_label(look).check()
    page.get_by_role("button", name="Lås och lämna över").click()
    page.wait_for_url("**/rate/*")


def a_rating(place: Place) -> UUID:
    """The first rating of the case."""
    return next(iter(Case.fold(each.event for each in place.board.ledger.stream(place.case_id(NUMBER))).ratings))


def rated_in(place: Place) -> set[str]:
    """The instruments that the case has been rated with."""
    recorded = place.board.ledger.stream(place.case_id(NUMBER))
    return {each.instrument for each in Case.fold(each.event for each in recorded).ratings.values()}
