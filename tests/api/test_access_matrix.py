"""Every route is in the access matrix, every role is let in or kept out as it says, and each request leaves one record."""

from __future__ import annotations

import re
from collections import Counter
from uuid import UUID, uuid4

import pytest

from adapters.accounts import Role
from api.access_matrix import READS, WRITES, Fields, Relation, rule_of, writing_rule
from api.http.app import create_app
from api.http.dependencies import writes_by_action
from api.page_matrix import PAGES, RECORD, question_of
from api.writes.table import WRITES as TABLE
from api.writes.write import example_id
from domain.completeness.shipped import shipped_rules
from tests.api.conftest import access_records, new_board
from tests.api.writing import ANOTHER, STAFF, accounts_of, clients, run_examples

CASE, UNIT = example_id("/cases", "case_id"), example_id("/units", "unit_id")
SET_UP = ("/staff", "/units", "/cases")
ENDLESS = "GET /api/v1/changes/stream"
"""It never ends by itself; see test_http_feed."""
FORMS = {"GET /record/{address:path}", "POST /record/{address:path}"}
"""The forms of the writes: one route each way, and each form by its write's row; see below."""
TELLS_NOTHING = {"GET /cases/{case_id}/emergency"}
"""What a page says before anything of the case is read."""
SEES_CASES = {Fields.TEXT, Fields.IDENTITY, Fields.REGISTER, Fields.LATENESS, Fields.DRAFTS}


@pytest.fixture
def place(runtime, tmp_path):
    """A board with one case that the manager opened, and an account of every role; the therapist is another member of staff."""
    board = new_board(runtime)
    people = [(str(role), str(role), {Role.MANAGER: STAFF, Role.THERAPIST: ANOTHER}.get(role)) for role in Role]
    with clients(runtime, accounts_of(tmp_path, board, people), *(str(role) for role in Role)) as opened:
        by_role = dict(zip(Role, opened, strict=True))
        for write in TABLE:
            if write.path in SET_UP:
                assert {answer.status_code for answer in run_examples(by_role[Role.MANAGER], write)} == {201}
        yield board, by_role


def actions_of(app):
    """Every question and write of a service, by method and address."""
    return {f"{method} {route.path}" for route in app.state.routes for method in route.methods}


def test_every_route_is_in_the_matrix_and_every_row_is_a_route(runtime, tmp_path):
    actions = actions_of(create_app(runtime, accounts_of(tmp_path, new_board(runtime), [])))
    writes = set(writes_by_action())
    assert writes <= actions
    assert actions - writes - PAGES.keys() - FORMS == READS.keys() and actions >= FORMS
    assert PAGES.keys() <= actions and not PAGES.keys() & READS.keys()
    assert set(PAGES.values()) <= writes | READS.keys()
    assert not writes & READS.keys()
    assert {shape.family for shape in writes_by_action().values()} <= WRITES.keys()


def test_the_form_of_a_write_has_its_writes_row_also_when_it_is_only_opened():
    for write in TABLE:
        asked = f"POST /api/v1{write.path}"
        assert asked in writes_by_action()
        assert question_of(f"GET {RECORD}{write.path}") == question_of(f"POST {RECORD}{write.path}") == asked
    assert question_of("GET /record/nothing") not in writes_by_action()


def test_what_is_not_in_the_matrix_is_for_nobody():
    assert rule_of("GET /api/v1/nothing-yet") is None
    assert writing_rule("nothing_yet", by_manager=False) is None


def test_whoever_runs_the_machines_and_whoever_reviews_the_log_sees_no_case_and_the_auditor_only_one_that_is_named():
    for action, rule in READS.items():
        for role in (Role.OPERATOR, Role.LOG_CONTROLLER, Role.ARCHIVIST, Role.AUDITOR):
            relation = rule.relation(role)
            if rule.fields is Fields.TEXT and relation is not None:
                assert (role, relation) == (Role.AUDITOR, Relation.STATED), action
        assert not (rule.fields in SEES_CASES and rule.relation(Role.OPERATOR)), action


def address_of(action):
    """An address of a question that names the case, and elsewhere what is not there."""
    path = action.partition(" ")[2].replace("{case_id}", CASE).replace("{position}", "0").replace("{area}", "plan")
    return re.sub(r"{\w+}", str(uuid4()), path)


def test_every_role_is_answered_as_the_matrix_says_and_each_request_leaves_one_record(place):
    board, by_role = place
    wrong, expected = [], {}
    for action, rule in READS.items():
        if rule.roles is None or action == ENDLESS:
            continue
        for role, client in by_role.items():
            answer = client.request(action.partition(" ")[0], address_of(action))
            expected[answer.headers["X-Request-Id"]] = (action, f"konto:{role}")
            problem = answer.json()["type"].rpartition(":")[2] if answer.status_code == 403 else None
            relation = rule.relation(role)
            is_refused = problem == "forbidden"
            if is_refused != (relation is None) and (relation, role) != (Relation.OWN, Role.THERAPIST):
                wrong.append((action, role, answer.status_code, problem))
            if relation is Relation.STATED and "{case_id}" in action and problem != "purpose-required":
                wrong.append((action, role, answer.status_code, problem))
    assert not wrong
    records = [each for each in access_records(board) if str(each.originator_id) in expected]
    assert Counter(each.originator_id for each in records) == Counter(UUID(each) for each in expected)
    assert {str(each.originator_id): (each.action, each.caller) for each in records} == expected


def test_every_role_writes_what_the_matrix_says_and_nothing_else(place):
    board, by_role = place
    size, wrong, asked = board.ledger.size(), [], 0
    before = board.store.access.size()
    for action, shape in writes_by_action().items():
        rule = writing_rule(shape.family, by_manager=shape.write.by_manager)
        for role, client in by_role.items():
            # A body that no write takes: who may gets so far, and nobody writes anything.
            answer = client.post(address_of(action), json={"no such member": 1})
            asked += 1
            if (answer.status_code == 403) != (rule.relation(role) is None):
                wrong.append((action, role, answer.status_code))
    assert not wrong
    assert board.ledger.size() == size
    assert board.store.access.size() - before == asked


def test_every_page_is_opened_by_whom_its_question_may_be_asked_and_each_request_leaves_one_record(place):
    board, by_role = place
    wrong, expected, shown = [], {}, {}
    pages = {action: rule_of(action) for action in PAGES if action.startswith("GET ") and PAGES[action] in READS}
    for action, rule in pages.items():
        for role, client in by_role.items():
            answer = client.get(address_of(action))
            expected[answer.headers["X-Request-Id"]] = (action, f"konto:{role}")
            problem = answer.json()["type"].rpartition(":")[2] if answer.status_code == 403 else None
            is_refused, relation = problem == "forbidden", rule.relation(role)
            if answer.status_code >= 500 or is_refused != (relation is None) and relation is not Relation.OWN:
                wrong.append((action, role, answer.status_code, problem))
            if answer.status_code == 200 and "{case_id}" in action and action not in TELLS_NOTHING:
                shown[answer.headers["X-Request-Id"]] = action
    assert not wrong
    records = [each for each in access_records(board) if str(each.originator_id) in expected]
    # Of the view for everybody's eyes the log says that it was that.
    told = {str(each.originator_id): (each.action.removesuffix(" (extern)"), each.caller) for each in records}
    assert told == expected
    assert len(records) == len(expected)


def test_where_a_rule_of_completeness_says_that_it_is_watched_is_a_question_that_can_be_asked():
    pointed = {each for rule in shipped_rules() for each in re.findall(r"GET /api/v1/[a-z/-]+", rule.waits_for or "")}
    assert len(pointed) >= 3 and pointed <= READS.keys()
