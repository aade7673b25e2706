"""The watch over pages, shown what it must find: each fault is put in the way of a real page, and is found; nothing else is."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from playwright.sync_api import Page

from tests.web.browser import Web
from tests.web.recorder import Answer
from tests.web.watch import LARGEST_PAGE_BYTES

PAGE = "<!DOCTYPE html><html lang=sv><title>x</title><body><h1>x</h1>{}</body></html>"
STRICT = {"Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline' 'self'", "Content-Type": "text/html"}


@pytest.fixture
def faulty(web: Web):
    """A page that is given something; what the watch found is told, and then forgotten."""
    def shown(part: str, headers: dict[str, str] | None = None) -> list[str]:
        page = web.page()
        answer = {"body": PAGE.format(part), "headers": headers or {"Content-Type": "text/html"}}
        page.route("**/faulty", lambda route: route.fulfill(**answer))
        page.route("https://*.example/**", lambda route: route.fulfill(body=""))
        web.visit(page, "/faulty")
        page.evaluate("globalThis.ready")
        return told(web, page)
    return shown


def told(web: Web, page: Page) -> list[str]:
    web.watch.leave(page)
    page.goto("about:blank")
    found, web.watch.found = web.watch.found, []
    return found


@pytest.mark.parametrize(("part", "expected"), [
    ("<script>console.log('hej')</script>", "log in the console: hej"),
    ("<script>throw new Error('trasig')</script>", "error in a script: trasig"),
    ("<img src='https://elsewhere.example/x.png' alt=''>", "a request leaves the server: https://elsewhere.example/x.png"),
    ("<img src='/static/x/finns-inte.svg' alt=''>", "404"),
    ("<script>localStorage.x = 1</script>", "keeps 1 in localStorage"),
    ("<script>sessionStorage.x = 1</script>", "keeps 1 in sessionStorage"),
    ("<script>ready = new Promise(done => indexedDB.open('x').onsuccess = () => done())</script>", "keeps 1 in indexedDB"),
    ("<script>ready = caches.open('x').then(() => 1)</script>", "keeps 1 in caches"),
    ("<img src='/login?name=Alma+P%C3%A5hittsson' alt=''>", "somebody is named in an address"),
    ("<img src='/login?q=20110203-2382' alt=''>", "somebody is named in an address"),
])
def test_what_a_page_must_not_do_is_found(faulty, part, expected):
    found = faulty(part)
    assert len(found) == 1 and expected in found[0], found


def test_what_the_policy_stops_is_found(faulty):
    [found] = faulty("<p style='color:red'>x</p>", STRICT)
    assert "error in the console" in found and "Content Security Policy" in found


def test_a_page_without_fault_is_let_be(faulty):
    assert faulty("<p>x</p>") == []


def answer(**changed: object) -> Answer:
    usual = Answer("GET", "/x", 200, {"cache-control": "no-store"}, 100, PAGE.format(""))
    return usual._replace(**changed)


@pytest.mark.parametrize(("given", "expected"), [
    (answer(), None),
    (answer(status=500), "is answered with 500"),
    (answer(headers={"cache-control": "private"}), "no-store"),
    (answer(headers={}, html=""), None),
    (answer(size=LARGEST_PAGE_BYTES), None),
    (answer(size=LARGEST_PAGE_BYTES + 1), "is 100001 bytes"),
    (answer(html="<title>Alma P&aring;hittsson</title>"), "in its title"),
    (answer(html="<title>Ärende 2026-0107</title>"), None),
    (answer(html="<p hidden>x</p>"), "without scripts: hides"),
    (answer(headers={"cache-control": "no-store", "location": "/x?q=Karin%20Demo"}), "in location"),
    (answer(headers={"cache-control": "no-store", "content-disposition": "attachment; filename=karin_demo.pdf"}), "disposition"),
])
def test_what_an_answer_must_not_be_is_found(web: Web, given: Answer, expected: str | None):
    web.place.recorder.answers.append(given)
    try:
        if expected is None:
            web.watch.require_nothing()
        else:
            with pytest.raises(AssertionError, match=expected):
                web.watch.require_nothing()
    finally:
        web.place.recorder.answers.remove(given)


@pytest.mark.parametrize(("text", "is_private"), [
    ("/cases/480d97fb-250e-47ec-9520-5729d2bee793?known_at=6000", False),
    ("/cases/20110203-2382-4102-9520-5729d2bee793", False),
    ("/today?day=2026-11-22&board=exempelstads_socialnamnd", False),
    ("/x?at=1795366800000000", False),
    ("/x?q=110203-2382", True),
    ("/x?q=201102632389", True),
    ("/x?q=alma%20p%C3%A5hittsson", True),
    ("/x#Demoberg", True),
    ("/x?q=KARIN+DEMO", True),
    ("/demo", False),
])
def test_a_name_or_a_personal_number_is_told_from_what_only_looks_like_one(web: Web, text: str, is_private: bool):
    assert web.watch.is_private(text) == is_private


def test_a_name_that_a_test_types_in_is_private_too(web: Web):
    assert not web.watch.is_private("/x?q=Nyskrivna")
    web.watch.keep_secret("Nyskrivna Namnet", "Nyskrivna")
    assert web.watch.is_private("/x?q=nyskrivna")


@pytest.mark.parametrize(("part", "told"), [
    ("<script>console.log('hej')</script>", "log in the console: hej"), ("<script>localStorage.x = 1</script>", "keeps 1"),
    ("<script>document.cookie = 'x=1'</script>", None),
])
def test_a_page_that_is_kept_is_watched_and_never_kept_with_something_new_in_it(browser, place, part, told):
    web = Web(browser, place)
    page = web.kept_page(None)
    page.route("**/faulty", lambda route: route.fulfill(body=PAGE.format(part), headers={"Content-Type": "text/html"}))
    web.visit(page, "/faulty")
    with nullcontext() if told is None else pytest.raises(AssertionError, match=told):
        web.close()
    assert page.is_closed()


def test_a_second_page_on_a_kept_device_is_watched_too_and_the_device_not_kept(browser, place):
    web = Web(browser, place)
    first = web.kept_page(None)
    first.context.new_page().evaluate("console.log('hej')")
    with pytest.raises(AssertionError, match="log in the console: hej"):
        web.close()
    web = Web(browser, place)
    second = web.kept_page(None)
    second.context.new_page()
    web.close()
    assert first.is_closed() and second.is_closed()


def test_a_page_that_was_only_looked_on_is_kept_for_the_next_test(browser, place):
    pages = []
    for _ in range(2):
        web = Web(browser, place)
        pages.append(web.kept_page("chef"))
        web.visit(pages[-1], "/today")
        web.close()
    assert pages[0] is pages[1]
