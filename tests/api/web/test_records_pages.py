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
from tests.support.html_form import HtmlForm

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
        with served(runtime, accounts, MemoryLog()) as address:
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
    assert saved.status_code == 303, re.findall(r"govuk-error-summary.*?</div>", saved.text, re.DOTALL)
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


def told(place, kind):
    """What of a kind has been recorded in the case."""
    return [each.event for each in place.board.ledger.stream(UUID(CASE)) if each.event.TYPE == kind]


def test_a_label_is_written_once_and_what_is_unmasked_needs_its_rule_and_its_reason_on_whichever_page_it_stands(place):
    browser, request = place.chef_browser, place.ask()
    review = f"/cases/{CASE}/records-requests/{request}/review"
    page = browser.get(review)
    sent, before = fields_of(page), len(told(place, "case.content_labelled"))
    label = next(name for name in sent if name.startswith("l-"))
    labelled = {**sent, label: place.father, "do": "label"}
    done = [browser.send(page, review, **labelled) for _ in range(2)]
    assert "Märkningen står i akten" in done[0].text and len(told(place, "case.content_labelled")) == before + 1
    assert fields_of(done[0])[f"c-{label[2:]}"] == "kept" and sent[f"c-{label[2:]}"] == MASKED
    wrong = browser.send(page, review, **{**sent, label: "3f0f2a4e-6a6c-4b1e-9a57-7d1f0a2b3c4d", "do": "label"})
    assert wrong.status_code == 422 and "personen finns inte i ärendet" in wrong.text

    # The mother's piece is chosen on the first page, and everything saved from the second.
    page = browser.get(review)
    selects = re.findall(r'<select [^>]*name="c-([^"]+)">(.*?)</select>', page.text, re.DOTALL)
    piece = next(name for name, options in selects if "unmasked" in options)
    chosen = {**fields_of(page), f"c-{piece}": "unmasked", "assessment": "Fara."}
    page = browser.send(page, review, **{**chosen, "do": "page-1"})
    assert f'name="r-{piece}"' in page.text
    second = browser.send(page, review, **{**fields_of(page), f"g-{piece}": "osl_21_3", "do": "page-2"})
    assert f'<select class="govuk-select akt-wide" id="c-{piece}"' not in second.text
    refused = browser.send(second, review, **{**fields_of(second), "do": "save"})
    assert refused.status_code == 422 and f'href="#r-{piece}"' in refused.text and f'id="r-{piece}"' in refused.text
    saved = browser.send(refused, review, **{**fields_of(refused), f"r-{piece}": "Redan känt.", "do": "save"})
    assert saved.status_code == 303, text_of(saved)[-2000:]
    [unmasked] = told(place, "case.secrecy_reviewed")[-1].unmaskings
    assert (f"{unmasked.of_entry_id}--{unmasked.content_kind}", unmasked.unmasking_reason) == (piece, "Redan känt.")


def test_who_does_not_hand_out_sees_the_request_and_no_form(place):
    page = place.lex_browser.get(here(place))
    assert page.status_code in (200, 403) and "Lämna ut och registrera" not in page.text
    assert place.lex_browser.get(here(place, "/review")).status_code == 403
    assert place.chef_browser.get(f"/cases/{CASE}/records-requests/{CASE}").status_code == 404


def test_a_piece_goes_out_in_a_package_with_its_rule_and_its_reason_and_all_that_is_protected_never_to_a_party(place):
    browser, path = place.lex_browser, f"/cases/{CASE}/evidence"
    page = browser.get(f"{path}?person={place.father}")
    assert "Paketet är för en person i ärendet: Vårdnadshavare." in page.text
    piece = re.search(r'name="unmask\[\]" value="([^"]+)"', page.text)[1]
    page = browser.get(f"{path}?person={place.father}&unmask%5B%5D={piece}")
    form = page.text[page.text.index('method="post" action="/cases'):]
    kept = ("key", "known_at", "masks", "person", "unmask")
    sent = {name: value for name, value in HtmlForm(form).pairs if name.startswith(kept)}
    assert sent["unmask-0"] == piece
    own = browser.send(page, path, **{**sent, "to": "own"})
    assert own.status_code == 422 and "Paketet är för en person i ärendet. Välj" in own.text
    to = {"to": "outside", "name": "Fadern", "basis": "fl_10", "scope": "Akten."}
    refused = browser.send(page, path, **{**sent, **to})
    assert refused.status_code == 422
    assert 'id="unmask_ground-0-error"' in refused.text and 'id="unmask_reason-0-error"' in refused.text
    why = {"unmask_ground-0": "osl_21_3", "unmask_reason-0": "Redan känt."}
    assert browser.send(page, path, **{**sent, **to, **why}).status_code == 303
    listed = browser.get(path)
    assert "Lämnades ut trots skyddet:" in listed.text and "Redan känt." in listed.text
    whole = browser.get(f"{path}?person={place.father}&shows_protected=yes")
    assert whole.status_code == 422 and 'id="shows_protected-error"' in whole.text and "en för en" in whole.text
    assert "Skyddade uppgifter visas" in browser.get(f"{path}?shows_protected=yes").text
