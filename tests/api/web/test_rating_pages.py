"""Ratings in the browser: a tablet that is lent reaches nothing else, no scale has an answer beforehand, paper is typed in."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from string import Formatter
from uuid import uuid4

import pytest

from api.web.pages.rating_scales import answers_of, scale_views
from api.web.rating_words import RATING_LANGUAGES, direction, word, words_of
from api.writes.write import example_id
from domain.codes import Respondent
from domain.instrument_texts.events import ItemText, ItemTextsLoaded
from domain.instruments import SHIPPED
from tests.api.conftest import PASSWORD, access_records
from tests.api.web.case_place import CASE, OF_CASE, case_place, form_of
from tests.support.browser import Browser, csrf_of, unlock_action
from tests.support.examples import STAMP

RATE, PAPER = f"/cases/{CASE}/rate", f"/cases/{CASE}/ratings/new"
SESSION = example_id(f"{OF_CASE}/sessions", "session_id")
SET_UP = ("/staff", "/units", "/offerings", "/cases", f"{OF_CASE}/assignments", f"{OF_CASE}/sessions", "/instruments")
FOUR = {"value_1": "5,2", "value_2": "4.8", "value_3": "6", "value_4": "5,0"}


@pytest.fixture(scope="module")
def place(api_cluster, tmp_path_factory):
    with case_place(api_cluster, tmp_path_factory.mktemp("ratings"), SET_UP) as opened:
        yield opened


@pytest.fixture
def device(place):
    """A tablet of its own that Anna is logged in on."""
    browser = Browser(str(place.browsers["anna"].client.base_url))
    browser.log_in("anna", PASSWORD)
    yield browser
    browser.close()


def lent(browser, instrument="ORS|1", **chosen):
    """The page that whoever rates sees, once the tablet is handed over."""
    fields = {"other": instrument, "respondent": "client", "language": "sv", "look": "adult", **chosen}
    answer = browser.send(browser.get(RATE), RATE, **fields)
    assert answer.status_code == 303, answer.text[-2500:]
    assert "cache" in answer.headers["clear-site-data"]
    address = answer.headers["location"]
    return address, browser.get(address)


def done(browser, address, page, **answers):
    return browser.send(page, address, then="done", **answers)


def test_a_lent_tablet_reaches_nothing_but_the_rating_until_it_is_unlocked(place, device):
    address, page = lent(device, "CORS|1", respondent="child")
    assert page.status_code == 200 and page.text.count('type="range"') == 4
    assert "<nav" not in page.text and "Logga ut" not in page.text and "behandlare i" not in page.text.lower()
    for path in ("/today", f"/cases/{CASE}/notes/new", RATE, "/sessions", f"/cases/{CASE}/ratings/{uuid4()}"):
        elsewhere = device.get(path)
        assert (elsewhere.status_code, elsewhere.headers["location"].partition("?")[0]) == (303, "/lock"), path
    assert device.client.get(f"/api/v1/cases/{CASE}", headers={"Accept": "application/json"}).status_code == 401
    lock = device.get("/lock?next=/today")
    assert address in lock.text and "CORS" not in lock.text
    back = device.send(lock, unlock_action(lock), secret=PASSWORD, next="/today")
    assert back.headers["location"] == "/today"
    assert device.get(address).headers["location"].startswith("/lock")
    # Locked once more it is lent no more: what was lent is over with the lock that it was lent in.
    device.send(device.get(RATE), "/lock")
    assert device.get(address).headers["location"].startswith("/lock") and address not in device.get("/lock").text


def test_another_device_or_a_guessed_address_does_not_reach_the_rating(place, device):
    address, _ = lent(device, "CORS|1", respondent="child")
    for browser, path in ((place.browsers["bo"], address), (device, f"/rate/{uuid4()}")):
        answer = browser.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/lock")
    stranger = Browser(str(device.client.base_url))
    assert stranger.get(address).headers["location"] == "/lock"
    stranger.close()


def test_answers_are_recorded_when_whoever_rates_is_done_and_shown_to_whoever_unlocks(place, device):
    address, page = lent(device, session=SESSION)
    size, before = place.board.ledger.size(), len(access_records(place.board))
    assert done(device, address, page, **FOUR).status_code == 303
    [rating] = place.events(size)
    assert (rating.TYPE, rating.subscales, rating.total, str(rating.session_id)) == (
        "case.rating_recorded", tuple(map(Decimal, ("5.2", "4.8", "6", "5.0"))), Decimal("21.0"), SESSION
    )
    assert (rating.mode.value, rating.language, rating.phase.value) == ("tablet", "sv", "start")
    assert place.records(before) == [("POST /rate/{loan_id}", "written")]
    thanks = device.get(address)
    assert "Tack!" in thanks.text and "ORS" not in thanks.text and "5,2" not in thanks.text
    assert done(device, address, page, **{**FOUR, "value_1": "1"}).status_code == 200
    assert place.board.ledger.size() == size + 1
    after = f"/cases/{CASE}/ratings/{rating.rating_id}"
    lock = device.get(f"/lock?next={after}")
    assert "Tillbaka till skattningen" not in lock.text
    result = device.get(device.send(lock, unlock_action(lock), secret=PASSWORD, next=after).headers["location"])
    assert "21" in result.text and result.text.count('class="is-lowest"') == 1 and "4,8" in result.text


def test_faces_are_pointed_at_and_never_recorded(place, device):
    address, page = lent(device, "YCORS|1", respondent="child", look="smileys")
    assert page.text.count('name="face"') == 5 and 'type="range"' not in page.text
    size = place.board.ledger.size()
    assert done(device, address, page, face="2").status_code == 303
    [rating] = place.events(size)
    assert (rating.instrument, rating.subscales, rating.total) == ("YCORS", (), None)
    assert "YCORS" in place.opened(f"/cases/{CASE}/ratings/{rating.rating_id}").text


def test_a_scale_that_nobody_has_set_is_told_of_and_what_is_set_is_kept(place, device):
    address, page = lent(device, "SRS|1", language="uk")
    size = place.board.ledger.size()
    untouched = {f"slider_{number}": dict(_fields(page))[f"slider_{number}"] for number in range(1, 5)}
    answer = done(device, address, page, **{**untouched, "slider_2": "7.3", "value_3": "12"})
    assert answer.status_code == 422 and '<html lang="uk" dir="ltr"' in answer.text
    told = html.unescape(answer.text)
    assert all(f'href="#value_{number}"' in told for number in (1, 3, 4)) and 'href="#value_2"' not in told
    assert place.board.ledger.size() == size
    other = device.send(answer, address, tongue="ar", value_1="3,3")
    assert other.status_code == 200 and 'dir="rtl"' in other.text and 'value="3,3"' in other.text


def test_what_cannot_be_recorded_is_refused_before_the_tablet_is_lent(place, device):
    page = device.get(RATE)
    for chosen, wrong in (
        ({"other": "ORS|1", "respondent": "father"}, "Välj vem som skattar"),
        ({"respondent": "client"}, "Välj vad som ska skattas"),
        ({"other": "SRS|1", "respondent": "social_worker"}, "fylls inte i av"),
        ({"other": "SRS|1", "respondent": "client", "session": str(uuid4())}, "Besöket finns inte"),
    ):
        answer = device.send(page, RATE, language="sv", look="adult", **{"instrument": "", **chosen})
        assert answer.status_code == 422 and wrong in answer.text, chosen
    assert device.get("/today").status_code == 200


def test_the_units_licensed_texts_are_shown_where_they_are_loaded_and_neutral_words_elsewhere(place, device):
    _, page = lent(device, "Trivselskalan|1")
    assert "träffen" in page.text and 'type="radio"' in page.text
    texts = ItemTextsLoaded(
        originator_id=uuid4(), originator_version=1, **_stamped(), instrument="ORS", instrument_version="1", language="sv",
        item_texts=tuple(ItemText(item_number=number, item_text=f"Enhetens text {number}", scale_texts=("från", "till"))
                         for number in range(1, 5)),
    )
    ors = SHIPPED.find("ORS")
    shown = scale_views(ors, Respondent.CLIENT, "ar", texts, {})
    assert [(each.label, each.low, each.high, each.language) for each in shown][0] == ("Enhetens text 1", "från", "till", "sv")
    neutral = scale_views(ors, Respondent.CLIENT, "so", None, {})
    assert [each.label for each in neutral] == [f"Cabbirka {number} ee 4" for number in range(1, 5)]


def test_a_slider_counts_only_where_it_has_been_moved_and_a_number_always():
    scales = scale_views(SHIPPED.find("ORS"), Respondent.CLIENT, "sv", None, {})
    assert {each.start for each in scales} == {"5.0"}
    form = {"slider_1": "5", "slider_2": "5.1", "slider_3": "5.0", "value_3": "5", "slider_4": "x"}
    values, faults = answers_of(form, scales, "sv", may_be_missing=False)
    assert values == [None, Decimal("5.1"), Decimal("5"), None]
    assert [each.field for each in faults] == ["value_1", "value_4"]


@pytest.mark.parametrize("language", [code for code in RATING_LANGUAGES if code != "sv"])
def test_every_language_has_every_text_with_the_same_numbers_in_it(language):
    assert words_of(language).keys() == words_of("en").keys()
    for text, translated in words_of(language).items():
        assert translated and _named(text) == _named(translated), text
    assert direction(language) == ("rtl" if language in ("ar", "fa") else "ltr")
    assert word("sv", "Klar") == "Klar" and word(language, "Klar") != "Klar"


def test_every_word_that_the_tablets_pages_say_is_translated():
    from api.web.rendering import TEMPLATES

    said = {
        text for name in ("tablet", "done", "frame") for text in
        re.findall(r'say\("([^"]+)"\)', (TEMPLATES / "ratings" / f"{name}.html").read_text(encoding="utf-8"))
    }
    assert said and said <= words_of("en").keys()


def test_a_paper_form_is_typed_in_with_the_day_that_stands_on_it(place):
    address = f"{PAPER}?instrument=SRS|1&respondent=client"
    page, size = place.opened(address), place.board.ledger.size()
    answer = place.sent(page, PAPER, rated_on="2026-03-11", **{**FOUR, "value_2": "", "missing_2": "refused"})
    assert answer.status_code == 303, answer.text[-2500:]
    [rating] = place.events(size)
    assert (str(rating.rated_on), rating.mode.value, rating.total) == ("2026-03-11", "paper", None)
    assert [(each.item_number, each.missing_reason.value) for each in rating.missing_items] == [(2, "refused")]
    again = place.sent(page, PAPER, rated_on="2026-03-11", **{**FOUR, "value_2": "", "missing_2": "refused"})
    assert again.status_code == 303 and place.board.ledger.size() == size + 1


@pytest.mark.parametrize(("typed", "field"), [
    ({"value_1": "11"}, "value_1"), ({"value_3": ""}, "value_3"), ({"value_3": "fem"}, "value_3"), ({"rated_on": ""}, "rated_on"),
    ({"rated_on": "2199-01-01"}, "rated_on"), ({"total": "12"}, "total"), ({"total": "många"}, "total"),
    ({"value_4": "5,55"}, "value_4"),
])
def test_a_paper_form_is_refused_at_the_field_and_keeps_what_was_typed(place, typed, field):
    size = place.board.ledger.size()
    page = place.opened(f"{PAPER}?instrument=GSRS|1&respondent=client")
    answer = place.sent(page, PAPER, **{**FOUR, "value_2": "9,7", **typed})
    assert answer.status_code == 422 and f'href="#{field}"' in answer.text, answer.text[-3000:]
    assert 'value="9,7"' in answer.text and place.board.ledger.size() == size


def test_only_the_total_is_enough_where_the_rest_is_lost(place):
    page = place.opened(f"{PAPER}?instrument=GSRS|1&respondent=client")
    size = place.board.ledger.size()
    assert place.sent(page, PAPER, rated_on="2026-03-12", total="31,5").status_code == 303
    assert (place.events(size)[0].subscales, place.events(size)[0].total) == ((), Decimal("31.5"))


def test_whoever_may_not_write_neither_lends_nor_types_and_a_rating_of_another_case_is_not_found(place):
    for path in (RATE, PAPER):
        place.opened(path, "rut", 403)
    place.opened(f"/cases/{CASE}/ratings/{uuid4()}", status=404)


def _fields(page):
    return [*form_of(page), ("csrf", csrf_of(page))]


def _named(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


def _stamped():
    return {"actor_id": STAMP.actor_id, "unit_id": None, "purpose": STAMP.purpose}
