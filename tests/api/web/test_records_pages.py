"""Handing a record out to one parent from the pages: tried piece by piece, seen as it will look, answered, handed out."""

from __future__ import annotations

import html
import re
from uuid import UUID

import pytest

from adapters.settings import Settings
from api.main import Runtime
from tests.api.conftest import PASSWORD, MemoryLog, access_records, served
from tests.api.other_parent import CASE, PEOPLE, found, opened_place
from tests.api.web.case_place import form_of
from tests.api.writing import accounts_of
from tests.support.browser import Browser

MASKED = "osl_10_3"


@pytest.fixture(scope="module")
def place(api_cluster, tmp_path_factory):
    """The case, where the father has asked and the mother is protected from him, and a browser of the manager's and one of the
    investigator's."""
    folder = tmp_path_factory.mktemp("records")
    settings = Settings(AKTSPAR_DATA=folder, DATABASE_URL="", AKTSPAR_KEYS_URL="")
    runtime = Runtime(settings, api_cluster.connections, api_cluster.keys, api_cluster.kek)
    with opened_place(runtime, folder) as opened:
        opened.request = opened.ask()
        opened.protect()
        accounts = accounts_of(folder, opened.board, PEOPLE)
        opened.log = MemoryLog()
        with served(runtime, accounts, opened.log) as address:
            for name in ("chef", "lex"):
                browser = Browser(address)
                browser.log_in(name, PASSWORD)
                setattr(opened, f"{name}_browser", browser)
            yield opened
            opened.chef_browser.close()
            opened.lex_browser.close()
    runtime.close()


def text_of(page):
    """What a page says, its markup taken away."""
    return html.unescape(re.sub(r"<[^>]+>", " ", page.text))


def fields_of(page):
    """Every field of the page's main form, as a browser would send it."""
    return {name: value for name, value in form_of(page) if name != "csrf"}


def here(place, more=""):
    return f"/cases/{CASE}/records-requests/{place.request}{more}"


def test_what_is_kept_back_is_tried_labelled_seen_answered_and_handed_out_in_the_pages(place):
    browser = place.chef_browser
    listed = browser.get(f"/cases/{CASE}/records-requests")
    assert here(place) in listed.text and "Inget utdrag har lämnats ut." in listed.text
    assert here(place) in browser.get("/registers/records-requests").text
    one = browser.get(here(place))
    assert "Någon i ärendet skyddas mot den som begär." in one.text and "Inget lämnas ut förrän" in one.text
    assert browser.get(here(place, "/extract")).status_code == 409

    page = browser.get(here(place, "/review"))
    assert page.status_code == 200, page.text[-2000:]
    # What rises as a proposal: theirs goes out, what is hers or nobody's is kept back.
    sent = fields_of(page)
    choices = {name: value for name, value in sent.items() if name.startswith("c-")}
    assert set(choices.values()) == {"kept", MASKED}
    preview = browser.send(page, here(place, "/review"), **{**sent, "do": "preview"})
    assert found(place.hers, text_of(preview)) == [] and found(place.nobodys, text_of(preview)) == []
    assert found(place.his, text_of(preview)) != []
    refused = browser.send(page, here(place, "/review"), **{**sent, "do": "save", "assessment": ""})
    assert refused.status_code == 422 and "Skriv vilket men som kan uppstå" in refused.text
    saved = browser.send(refused, here(place, "/review"), **{**fields_of(refused), "do": "save", "assessment": "Fara."})
    assert saved.status_code == 303, text_of(saved)[-2000:]
    one = browser.get(here(place))
    assert "av synnerlig vikt gentemot part" in one.text and "disclosure_outcome=partly" in one.text

    place.answer(place.request)
    one = browser.get(here(place))
    assert "kammarrätten (OSL 6 kap. 7 §)" in one.text
    shown = text_of(browser.get(here(place, "/extract")))
    assert found(place.hers, shown) == [] and found(place.nobodys, shown) == []
    sent = fields_of(one)
    assert "Det saknas hur" in browser.send(one, here(place, "/extract"), **{**sent, "identity_check": "not_needed"}).text
    outs = [browser.send(one, here(place, "/extract"), **{**sent, "identity_check": "id_shown"}) for _ in range(2)]
    assert [each.status_code for each in outs] == [303, 303]
    one = browser.get(here(place))
    [file] = re.findall(r'href="(/record-extracts/[^"]+/file)"', one.text)
    [position] = re.findall(r'href="(/proof/\d+)"', one.text)
    pdf = browser.get(file)
    assert pdf.content.startswith(b"%PDF") and browser.get(position).status_code == 200
    [told] = place.chef.get("/api/v1/record-extracts").json()["record_extracts"]
    assert told["extract_sha256"] in one.text
    actions = [each.action for each in access_records(place.board)]
    assert actions.count("GET /cases/{case_id}/records-requests/{request_id}/review") == 1
    assert actions.count("GET /record-extracts/{extract_id}/file") == 1
    assert [each.event.TYPE for each in place.board.ledger.stream(UUID(CASE))].count("case.extract_disclosed") == 1
