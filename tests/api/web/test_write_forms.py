"""Writing through forms: once, by whoever may; what somebody else wrote meanwhile is shown, and nothing that is typed is lost."""

from __future__ import annotations

import re
from contextlib import ExitStack
from datetime import timedelta
from uuid import UUID

import httpx2
import pytest
from psycopg import sql

from adapters.accounts import Role
from adapters.settings import Settings
from api.main import Runtime
from api.page_matrix import PAGES
from api.web.pages.documenting import GROUPS, OTHER, OWN_PAGES, groups_of, heading_of
from api.writes.table import WRITES, shapes
from api.writes.write import example_id, made_id
from tests.api.conftest import PASSWORD, MemoryLog, access_records, new_board, served
from tests.api.writing import ANOTHER, STAFF, TIMES, accounts_of, run_examples
from tests.support.browser import NO_TLS, Browser, csrf_of
from tests.support.html_form import HtmlForm

CASE, UNIT = example_id("/cases", "case_id"), example_id("/units", "unit_id")
CONTACTS, GOALS = f"/record/cases/{CASE}/contacts", f"/record/cases/{CASE}/goals"
OF_CASE = "/cases/{case_id}"
UNINVOLVED = str(made_id(UUID(int=9), "staff_id"))
SET_UP = ("/staff", "/units", "/offerings", "/cases", f"{OF_CASE}/assignments", f"{OF_CASE}/plans", f"{OF_CASE}/goals")
A_CONTACT = {
    "occurred-on": "2026-03-02", "way": "telephone", "contact_result": "reached", "parties": "mother", "initiated_by": "relative",
    "duration_minutes": "20", "themes": "parenthood", "child_heard": "through_adult",
}


class Place:
    """A board with one case, and a browser for each of those who work with it or around it."""

    def __init__(self, board, browsers):
        self.board, self.browsers = board, browsers

    def opened(self, path, who="anna"):
        page = self.browsers[who].get(path)
        assert page.status_code == 200, (path, page.status_code, page.text[-1500:])
        return page

    def sent(self, page, path, who="anna", **fields):
        """The form of a page with some fields answered, as a browser sends it."""
        data = {"csrf": csrf_of(page)}
        for name, value in form_of(page):
            data[name] = [*data.get(name, []), value] if name != "csrf" else value
        data.update(fields)
        return self.browsers[who].client.post(path, data=data, headers={"Sec-Fetch-Site": "same-origin"})

    def last(self):
        [found] = self.board.ledger.read(self.board.ledger.size() - 1, 1)
        return found.event


@pytest.fixture(scope="module")
def place(api_cluster, tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    settings = Settings(AKTSPAR_DATA=folder, DATABASE_URL="", AKTSPAR_KEYS_URL="")
    running = Runtime(settings, api_cluster.connections, api_cluster.keys, api_cluster.kek)
    with ExitStack() as stack:
        board = new_board(running)
        people = [
            ("anna", "chef", STAFF), ("bo", "behandlare", ANOTHER), ("cia", "behandlare", None), ("lo", "loggkontrollant", None),
            ("dan", "behandlare", UNINVOLVED), ("rev", "revisor", None),
        ]
        address = stack.enter_context(served(running, accounts_of(folder, board, people), MemoryLog()))
        with httpx2.Client(base_url=address, auth=("anna", PASSWORD), verify=NO_TLS) as client:
            for write in WRITES:
                if write.path in SET_UP:
                    assert {answer.status_code for answer in run_examples(client, write)} == {201}, write.path
            headers = {
                "Idempotency-Key": str(UUID(int=9)),
                "Aktspar-Simulated-Time": (TIMES[f"{OF_CASE}/goals"] + timedelta(seconds=30)).isoformat(),
            }
            dan = client.post("/api/v1/staff", json={"name": "Dan Exempel", "title": "Socionom"}, headers=headers)
            assert dan.status_code == 201, dan.text
        browsers = {name: Browser(address) for name, _, _ in people}
        for name, browser in browsers.items():
            stack.callback(browser.close)
            browser.log_in(name, PASSWORD)
        yield Place(board, browsers)
    slug = board.slug
    running.close()
    with api_cluster.admin() as admin:
        admin.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(f"aktspar_{slug}")))


def form_of(page):
    """The pairs of the page's own form, not of those around it."""
    text = page.text[page.text.index('id="form"'):]
    return HtmlForm(text[:text.index("</form>")]).pairs


def contact(place, page, **more):
    return place.sent(page, CONTACTS, **{**A_CONTACT, **more})


def records_since(place, before):
    return [(each.action, each.outcome) for each in access_records(place.board)[before:]]


def test_a_form_is_filled_in_and_saved_and_leads_on_with_the_word_that_it_is(place):
    size, before = place.board.ledger.size(), len(access_records(place.board))
    page = place.opened(CONTACTS)
    assert "<title>Registrera en kontakt" in page.text and "Ärende 2" in page.text
    answer = contact(place, page)
    assert answer.status_code == 303 and answer.headers["location"].endswith("done=saved"), answer.text[-3000:]
    assert place.board.ledger.size() == size + 1
    event = place.last()
    assert (event.TYPE, event.way.value, event.originator_id) == ("case.contact_made", "telephone", UUID(CASE))
    action = "/record/cases/{case_id}/contacts"
    assert records_since(place, before) == [(f"GET {action}", "shown"), (f"POST {action}", "written")]


def test_a_form_that_is_sent_twice_is_saved_once(place):
    page, size = place.opened(CONTACTS), place.board.ledger.size()
    first, second = contact(place, page), contact(place, page)
    assert (first.status_code, second.status_code) == (303, 303)
    assert place.board.ledger.size() == size + 1
    changed = contact(place, page, duration_minutes="25")
    assert changed.status_code == 422 and "redan sparats" in changed.text and place.board.ledger.size() == size + 1


def test_what_somebody_else_wrote_meanwhile_is_shown_beside_what_is_kept_and_the_form_can_be_sent_again(place):
    goal = {"goal_text": "Somna före elva på vardagar.", "goal_level": "individual", "goal_holder": "client"}
    late, early = place.opened(GOALS), place.opened(GOALS)
    other = {**goal, "goal_text": "Två middagar tillsammans i veckan."}
    saved = place.sent(early, GOALS, **{**goal_fields(early), **other})
    assert saved.status_code == 303, saved.text[-4000:]
    size = place.board.ledger.size()
    refused = place.sent(late, GOALS, **{**goal_fields(late), **goal})
    assert refused.status_code == 412 and place.board.ledger.size() == size
    assert "Det här skrevs medan du hade formuläret öppet" in refused.text
    assert other["goal_text"] in refused.text and goal["goal_text"] in refused.text
    again = place.sent(refused, GOALS)
    assert again.status_code == 303 and place.board.ledger.size() == size + 1
    assert place.last().goal_text == goal["goal_text"]


def goal_fields(page):
    plan = re.search(r'<select[^>]*id="plan_id".*?<option value="([0-9a-f-]{36})"', page.text, re.S)
    return {"set_on": "2026-03-10"} | ({} if plan is None else {"plan_id": plan[1]})


@pytest.mark.parametrize(("field", "value"), [
    ("occurred-on", ""), ("occurred-on", "2026-02-31"), ("way", "brevduva"), ("contact_result", ""),
    ("duration_minutes", "tjugo"), ("parties", "brevduva"), ("child_not_heard_reason", "Åter\N{RIGHT-TO-LEFT OVERRIDE}gång"),
])
def test_what_is_wrong_is_named_beside_its_field_everything_is_kept_and_nothing_recorded(place, field, value):
    page, size = place.opened(CONTACTS), place.board.ledger.size()
    answer = contact(place, page, **{field: value})
    assert answer.status_code == 422 and "<title>Fel: " in answer.text and place.board.ledger.size() == size
    assert f'href="#{field}"' in answer.text and f'id="{field}"' in answer.text
    assert ("initiated_by", "relative") in HtmlForm(answer.text).pairs
    put_right = place.sent(answer, CONTACTS, **{"child_not_heard_reason": "", field: A_CONTACT.get(field, "")})
    assert put_right.status_code == 303 and place.board.ledger.size() == size + 1


def test_what_the_records_rules_refuse_is_told_in_their_words_and_nothing_is_lost(place):
    page, size = place.opened(CONTACTS), place.board.ledger.size()
    answer = contact(place, page, **{"occurred-on": "2199-01-01"})
    assert answer.status_code == 422 and place.board.ledger.size() == size
    assert 'class="govuk-error-summary"' in answer.text and ("occurred-on", "2199-01-01") in HtmlForm(answer.text).pairs


def test_a_form_without_its_token_or_from_another_site_writes_nothing(place):
    page, size = place.opened(CONTACTS), place.board.ledger.size()
    assert contact(place, page, csrf="").status_code == 403
    data = {**dict(form_of(page)), **A_CONTACT}
    theirs = place.browsers["anna"].client.post(CONTACTS, data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert theirs.status_code == 403 and place.board.ledger.size() == size


@pytest.mark.parametrize(("who", "path"), [
    ("bo", "/record/units"), ("lo", CONTACTS), ("lo", "/record/units"), ("bo", "/record/policies"),
])
def test_whoever_may_not_write_is_shown_no_form_and_can_send_none(place, who, path):
    before, size = len(access_records(place.board)), place.board.ledger.size()
    browser = place.browsers[who]
    token = csrf_of(browser.get("/sessions"))
    assert browser.get(path).status_code == 403
    sent = browser.post(path, csrf=token, key=str(UUID(int=1)))
    assert sent.status_code == 403 and place.board.ledger.size() == size
    assert {outcome for action, outcome in records_since(place, before) if path in action} <= {"refused"}


def test_a_therapist_without_a_part_in_the_case_is_asked_why_before_the_form_is_shown(place):
    answer = place.browsers["cia"].get(CONTACTS)
    assert answer.status_code == 403 and "Varför läser du ärendet?" in answer.text


def test_a_reason_that_no_longer_stands_takes_nothing_away_of_what_was_typed(place):
    token, size = csrf_of(place.browsers["dan"].get("/sessions")), place.board.ledger.size()
    answer = place.browsers["dan"].post(CONTACTS, csrf=token, key=str(UUID(int=2)), seen="*", **A_CONTACT)
    assert answer.status_code == 422 and "Skälet för att läsa ärendet gäller inte längre" in answer.text
    assert ("duration_minutes", "20") in form_of(answer) and place.board.ledger.size() == size
    assert "Ärende 2" not in answer.text


def test_whoever_looks_up_no_cases_is_told_what_to_do_instead(place):
    path, size = "/record/lex-sarah-reports", place.board.ledger.size()
    refused = place.sent(place.opened(path, "rev"), path, "rev", case_ids="2026-0001")
    assert refused.status_code == 422 and "Din roll söker inte ärenden på nummer" in refused.text
    assert place.board.ledger.size() == size


def test_rows_are_added_and_taken_away_by_buttons_that_save_nothing_and_lose_nothing(place):
    path, size = "/record/surveys", place.board.ledger.size()
    page = place.opened(path)
    more = place.sent(page, path, **{"questions-0-question": "Hur har du blivit bemött?", "_add": "questions"})
    assert more.status_code == 200 and "questions-1-question" in more.text
    assert ("questions-0-question", "Hur har du blivit bemött?") in HtmlForm(more.text).pairs
    fewer = place.sent(more, path, **{"questions-1-question": "Den andra", "_remove": "questions-0"})
    assert ("questions-0-question", "Den andra") in HtmlForm(fewer.text).pairs and "questions-1-question" not in fewer.text
    assert place.board.ledger.size() == size


def test_which_thing_of_the_record_a_form_is_about_is_chosen_by_its_words(place):
    page = place.opened(f"{GOALS}/-/endings?next=/today")
    [goal, *_] = re.findall(r'<option value="([0-9a-f-]{36})">[0-9-]+ [^<]*mål', page.text, re.I)
    chosen = place.browsers["anna"].get(f"{GOALS}/-/endings?goal_id={goal}&next=/today")
    assert (chosen.status_code, chosen.headers["location"]) == (303, f"{GOALS}/{goal}/endings?next=%2Ftoday")
    form = place.opened(chosen.headers["location"])
    assert ("next", "/today") in HtmlForm(form.text).pairs


def test_a_case_is_named_by_its_number_in_the_form_and_never_in_an_address(place):
    page = place.opened("/record/viewpoints")
    number = re.search(r"Ärende ([0-9A-Z-]+)", place.opened(CONTACTS).text)[1]
    fields = {
        "received_on": "2026-03-02", "kind": "complaint", "case_id": number, "description": "Det dröjde för länge.",
        "givers-0-giver": "client", "unit": UNIT,
    }
    unknown = place.sent(page, "/record/viewpoints", **{**fields, "case_id": "1999-9999"})
    assert unknown.status_code == 422 and "Inget ärende har det numret" in unknown.text and 'href="#case_id"' in unknown.text
    before = len(access_records(place.board))
    saved = place.sent(page, "/record/viewpoints", **fields)
    assert records_since(place, before) == [("POST /api/v1/case-lookup", "shown"), ("POST /record/viewpoints", "written")]
    assert saved.status_code == 303 and number not in saved.headers["location"], saved.text[-3000:]
    assert place.last().case_id == UUID(CASE)


def test_a_form_is_read_also_as_forms_with_files_are_sent(place):
    page, size = place.opened(CONTACTS), place.board.ledger.size()
    data, files = {**dict(form_of(page)), **A_CONTACT}, {"not-asked-for": ("f.txt", b"x", "text/plain")}
    answer = place.browsers["anna"].client.post(CONTACTS, data=data, files=files, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303 and place.board.ledger.size() == size + 1


def test_a_form_with_more_fields_than_any_of_ours_is_not_read(place):
    page = place.opened(CONTACTS)
    data = {"csrf": csrf_of(page), **{f"x{number}": "" for number in range(1_100)}}
    answer = place.browsers["anna"].client.post(CONTACTS, data=data, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 400


def test_what_another_page_fills_in_is_chosen_and_a_text_in_an_address_is_not_taken(place):
    page = place.opened(f"{CONTACTS}?way=letter&occurred-on=2026-03-03&place_name=Nisse")
    pairs = form_of(page)
    assert ("way", "letter") in pairs and ("occurred-on", "2026-03-03") in pairs and "Nisse" not in str(pairs)


def test_the_form_of_every_write_that_begins_something_or_is_of_a_case_can_be_opened(place):
    for write in WRITES:
        path = f"/record{write.path}".replace("{case_id}", CASE)
        if "{" not in path:
            page = place.opened(path)
            assert write.summary in page.text and len(page.content) < 100_000, path


@pytest.mark.parametrize(("path", "name"), [
    (f"/record/cases/{CASE}/ratings", "ORS"), ("/record/rule-withdrawals", "R-03"),
    ("/record/indicator-endings", "kbt.reduced_use"),
])
def test_what_is_known_by_a_name_of_its_own_is_typed_with_those_that_there_are_suggested(place, path, name):
    found = re.search(r"<datalist.*?</datalist>", place.opened(path).text, re.S)
    assert found is not None and f'value="{name}"' in found[0]


@pytest.mark.parametrize("path", ["/record/nothing", f"/record/cases/{UUID(int=5)}/contacts", f"/record/groups/{CASE}/members"])
def test_a_form_of_what_is_not_there_is_not_found(place, path):
    assert place.browsers["anna"].get(path).status_code == 404


def test_the_page_of_a_case_names_every_form_of_it_once_beside_the_commonest_and_finds_by_a_word(place):
    page = place.opened(f"/record/cases/{CASE}")
    links = re.findall(rf'href="((?:/record)?/cases/{CASE}/[^"]+)"', page.text)
    assert {f"GET {address}" for address in OWN_PAGES.values()} <= PAGES.keys()
    of_cases = [shape for shape in shapes() if shape.write.path.startswith("/cases/{case_id}/")]
    assert len(set(links)) == len(of_cases) and "<h2" in page.text
    assert {heading_of(shape) for shape in of_cases} == set(GROUPS) and OTHER not in page.text
    found = place.opened(f"/record/cases/{CASE}?q=STÖRNING").text
    assert "Registrera en störning" in found and "journalanteckning" not in found


def test_a_role_that_writes_nothing_in_cases_is_named_no_form():
    assert groups_of(Role.INVESTIGATOR, UUID(CASE)) == []
    assert {group.heading for group in groups_of(Role.THERAPIST, UUID(CASE))} >= {"Vanligast", "Anteckningar"}


def test_whoever_chose_english_has_the_form_in_english_and_a_refusal_says_its_kind_before_the_rules_own_swedish_sentence(place):
    browser = place.browsers["anna"]
    browser.post("/language", csrf=csrf_of(browser.get("/today")), language="en")
    try:
        page = place.opened(CONTACTS)
        assert '<html lang="en"' in page.text and "Record a contact or an attempt at contact" in page.text
        assert "Telephone call" in page.text and "Telefonsamtal" not in page.text
        refused = place.sent(page, CONTACTS, **{**A_CONTACT, "duration_minutes": "0"})
        assert re.search(r'Value not allowed: <span lang="sv">[A-ZÅÄÖ][^<]+</span>', refused.text), refused.text[:3000]
        missing = browser.get("/nowhere")
        assert '<html lang="en"' in missing.text and "Not found" in missing.text
    finally:
        browser.client.cookies.delete("aktspar-language")
