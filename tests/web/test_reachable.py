"""Every page that a role may open is reached by links from what it sees when it has logged in, and no link is refused."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from contextlib import closing
from html import unescape

import pytest

from adapters.accounts import Role
from api.access_matrix import rule_of
from api.http.dependencies import writes_by_action
from api.page_matrix import RECORD, question_of
from api.write_rights import may_write
from tests.support.browser import Browser
from tests.web.pages_table import NO_PAGES
from tests.web.place import Place

FROM = "/today"
NO_LINK: Mapping[str, str] = {
    "/cases/search": "every list of cases is searched in place, by the form on it",
    "/cases/{case_id}/emergency": "offered in the refusal of a case that one has no part in, and in the search",
    "/erasure/proposals/{erasure_id}/execution": "offered when a proposal is approved; the demo's is not yet",
    "/kept/{kept_id}": "what was typed when a log-in ended, shown after the next",
    "/lex-sarah/{report_id}": "of one's own report; these roles have made none in the demo",
    "/lex-sarah/{report_id}/decision": "offered when a report is investigated, to whoever decides on it",
    "/lex-sarah/{report_id}/notification": "for whoever handles the report",
    "/log-review/extract/{case_id}": "by the form on /log-review/extract: the case is named by its number",
    "/log-review/reviews/{log_review_id}/readings/{number}": "offered when a month is drawn; the demo's is not",
    **dict.fromkeys((
        "/cases/{case_id}/records-requests/{request_id}", "/cases/{case_id}/records-requests/{request_id}/extract",
        "/cases/{case_id}/records-requests/{request_id}/review", "/registers/records-requests/{request_id}",
    ), "of a request for documents; the demo has none that is open"),
    **dict.fromkeys((
        "/review/journal-reviews/{review_id}", "/review/journal-reviews/{review_id}/cases/{case_id}",
        "/review/samples/{sample_id}", "/review/samples/{sample_id}/verification",
    ), "of a review or a sample; nobody in the demo has begun one"),
    "/results/{indicator_id}/events": "whoever has a part in single cases would be refused the others' rows",
    "/today/outside": "stands on the day's own page of those who watch",
    "/viewpoints/{viewpoint_id}": "the archivist and the auditor see the themes, not what was said",
}
"""Pages that no link need lead to, or no link of the demo does, and why."""
OF_CASES = {
    "/cases/{case_id}", "/cases/{case_id}/journal", "/cases/{case_id}/ratings/{rating_id}", "/cases/{case_id}/reconstruction",
    "/cases/{case_id}/records-requests", "/cases/{case_id}/timeline", "/cases/{case_id}/timeline/compare",
    "/review/cases/{case_id}",
}
"""The auditor has no list of cases: they come from a sample or a review, of which the demo has none."""
_MOST_OF_A_PAGE = 2
"""So many of one page are opened, since the first case may have nothing of what another has."""
_LINK = re.compile(r'<a [^>]*href="(/[^"#]*)|<form [^>]*method="get" action="(/[^"#]*)')
_ASKED_WHY = "Varför läser du ärendet?"


@pytest.mark.parametrize("role", Role)
def test_a_page_that_a_role_may_open_is_reached_by_links_and_no_link_is_refused(role: Role, place: Place):
    with closing(Browser(place.address + "/")) as browser:
        assert browser.log_in(str(role), place.password_of(str(role))).status_code == 303
        reached, refused = _walked(browser, place)
    assert not refused, f"{role} is shown links that lead to a refusal: {refused}"
    missing = set(_pages_of(role, place)) - reached - NO_LINK.keys() - (OF_CASES if role is Role.AUDITOR else set())
    assert not missing, f"{role} has no way to {sorted(missing)}"


def _pages_of(role: Role, place: Place) -> Iterator[str]:
    for route in place.app.state.routes:
        is_page = "GET" in route.methods and route.endpoint.__module__.startswith("api.web.pages.")
        if is_page and route.path not in NO_PAGES and not route.path.startswith(RECORD) and _may_open(role, f"GET {route.path}"):
            yield route.path


def _may_open(role: Role, action: str) -> bool:
    rule, asked = rule_of(action), question_of(action)
    if rule is None:
        return asked in writes_by_action() and may_write(role, writes_by_action()[asked])
    return rule.relation(role) is not None


def _walked(browser: Browser, place: Place) -> tuple[set[str], list[str]]:
    """The pages that links lead to, as their routes, and the links that were refused."""
    opened: Counter[str] = Counter()
    reached, refused = set(), []
    waiting = deque([(FROM, "")])
    seen = {FROM}
    while waiting:
        address, page = waiting.popleft()
        route = _page_at(place, address)
        if route is None or opened[route] >= _MOST_OF_A_PAGE:
            continue
        opened[route] += 1
        answer = browser.get(address)
        # A case that one has no part in is opened when one has said why.
        if answer.status_code in (200, 303) or _ASKED_WHY in answer.text:
            reached.add(route)
        else:
            refused.append(f"{answer.status_code} {address} on {page}")
        for found in _LINK.findall(answer.text):
            link = unescape(found[0] or found[1])
            if link not in seen:
                seen.add(link)
                waiting.append((link, address))
    return reached, refused


def _page_at(place: Place, address: str) -> str | None:
    """The route of a page by an address; None = it leads to none."""
    path = address.partition("?")[0]
    for route in place.app.state.routes:
        if "GET" in route.methods and route.path_regex.match(path):
            is_page = route.endpoint.__module__.startswith("api.web.pages.") and route.path not in NO_PAGES
            return route.path if is_page else None
    return None
